"""Could this be somebody we know? For the human who decides on a held record of a delivery, and for nobody else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier import names
from wegwijs.dossier.models import Person, Trajectory
from wegwijs.dossier.queries.known import KnownPerson, whole_person
from wegwijs.dossier.states import partial_date

LIMIT = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with the same name and date of birth. `numbers`: which numbers are known, never the numbers."""

    case_uuid: UUID
    name: str
    born: str | None
    team: str
    has_bsn: bool
    has_v_number: bool


@dataclass(frozen=True, slots=True)
class CaseName:
    """A case by its internal id, for a page that lists questions about cases."""

    id: int
    uuid: UUID
    name: str


def candidates(
    actor: Actor, given_names: str, surname: str, born: tuple[int | None, int | None, int | None]
) -> list[Candidate]:
    """People of the whole municipality who are alike, also outside the actor's department: name and team, no more."""
    key = names.sort_key(given_names, surname)
    rows = Person.objects.filter(
        municipality_id=actor.municipality_id, birth_year=born[0], birth_month=born[1], birth_day=born[2],
        trajectory__isnull=False,
    ).select_related("trajectory__snapshot__team")  # fmt: skip
    alike = [row for row in rows.order_by("pk")[:500] if names.sort_key(row.given_names, row.surname) == key]
    return [_candidate(row) for row in alike[:LIMIT]]


def candidates_named(actor: Actor, cases: Collection[UUID]) -> list[Candidate]:
    """The people of these cases, found by something else than their name. One query."""
    rows = Person.objects.filter(municipality_id=actor.municipality_id, trajectory__uuid__in=list(cases))
    return [_candidate(row) for row in rows.select_related("trajectory__snapshot__team").order_by("pk")[:LIMIT]]


def _candidate(row: Person) -> Candidate:
    return Candidate(
        case_uuid=row.trajectory.uuid,
        name=row.trajectory.snapshot.display_name,
        born=partial_date(row.birth_year, row.birth_month, row.birth_day),
        team=row.trajectory.snapshot.team.name if row.trajectory.snapshot.team else "",
        has_bsn=row.bsn_index is not None,
        has_v_number=row.v_number is not None,
    )


def candidate(actor: Actor, case_uuid: UUID, kinds: Collection[str]) -> KnownPerson | None:
    """The person of a case that was chosen among the candidates, as far as a delivery could add to it."""
    person = Person.objects.filter(municipality_id=actor.municipality_id, trajectory__uuid=case_uuid)
    pk = person.values_list("pk", flat=True).first()
    return whole_person(pk, kinds) if pk is not None else None


def case_names(actor: Actor, ids: Collection[int]) -> dict[int, CaseName]:
    """Names of the cases among these that the actor may read. One query."""
    rows = scope(actor, Trajectory.objects.filter(pk__in=list(ids)), Reach.READ)
    return {pk: CaseName(pk, uuid, name) for pk, uuid, name in rows.values_list("pk", "uuid", "snapshot__display_name")}
