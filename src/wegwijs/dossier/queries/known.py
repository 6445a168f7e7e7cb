"""What is known already of the people in a delivery: by BSN and V-number, some hundreds at a time, without scope.

For imports only: what comes out decides what is written, and reaches no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wegwijs.accounts.crypto import lookup_index
from wegwijs.dossier import names
from wegwijs.dossier.models import ContactPoint, Fact, Person, Snapshot, Trajectory

PERSON_FIELDS = (
    "given_names", "prefix", "surname", "birth_year", "birth_month", "birth_day", "sex", "nationality", "mother_tongue",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact of a kind that deliveries tell. `standing`: not superseded and not withdrawn; `source` empty = a human."""

    uuid: UUID
    kind: str
    happened_on: date
    payload: Mapping[str, Any]
    source: str
    standing: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with a case, as far as a delivery could add to it. `contacts`: ever known; `open_kinds`: in use."""

    trajectory_id: int
    version: int
    bsn_index: str | None
    v_number: str | None
    group: str
    permit: str
    fields: Mapping[str, Any]
    contacts: frozenset[tuple[str, str]]
    open_kinds: frozenset[str]
    facts: tuple[KnownFact, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The people found, by the numbers that were asked for."""

    by_bsn: Mapping[str, KnownPerson]
    by_v_number: Mapping[str, KnownPerson]


def known_people(
    municipality_id: int, bsns: Collection[str], v_numbers: Collection[str], kinds: Collection[str] | None
) -> Known:
    """Look up a chunk; `kinds` limits the facts read (None: all). Queries: four, or two when nobody is known."""
    index_of = {lookup_index(bsn): bsn for bsn in bsns}
    own = Person.objects.filter(municipality_id=municipality_id, trajectory__isnull=False)
    rows = {row["id"]: row for row in _rows(own.filter(bsn_index__in=index_of))} if index_of else {}
    if v_numbers:
        rows.update((row["id"], row) for row in _rows(own.filter(v_number__in=v_numbers)))
    if not rows:
        return Known({}, {})
    contacts = _contacts(rows)
    facts = _facts([row["trajectory__id"] for row in rows.values()], kinds)
    people = [_person(row, contacts[row["id"]], facts[row["trajectory__id"]]) for row in rows.values()]
    return Known(
        {index_of[person.bsn_index]: person for person in people if person.bsn_index in index_of},
        {person.v_number: person for person in people if person.v_number},
    )


def whole_person(person_id: int, kinds: Collection[str]) -> KnownPerson:
    """One person that a human pointed out. Three queries."""
    (row,) = _rows(Person.objects.filter(pk=person_id))
    trajectory_id = row["trajectory__id"]
    return _person(row, _contacts([person_id])[person_id], _facts([trajectory_id], kinds)[trajectory_id])


def other_number(municipality_id: int, bsns: Collection[str], v_numbers: Collection[str]) -> list[tuple[str, str]]:
    """(BSN, V-number) pairs of known people of whom the one and the other are asked for."""
    index_of = {lookup_index(bsn): bsn for bsn in bsns}
    rows = Person.objects.filter(municipality_id=municipality_id, v_number__in=v_numbers, bsn_index__isnull=False)
    pairs = rows.values_list("bsn_index", "v_number")
    return [(index_of[index], number) for index, number in pairs if index in index_of and number]


def facts_known(identities: Collection[UUID]) -> set[UUID]:
    """Which of these facts have been recorded."""
    return set(Fact.objects.filter(uuid__in=identities).values_list("uuid", flat=True))


def alike(
    municipality_id: int, wanted: Sequence[tuple[str, tuple[int | None, ...]]], *, without: str
) -> set[tuple[str, tuple[int | None, ...]]]:
    """Which of these (sort key of the name, birth date parts) belong to a known person without that number.

    `without` is "bsn_index" or "v_number". Somebody whose number is known is told apart by it; these are not.
    """
    years, days = {born[0] for _, born in wanted}, {born[2] for _, born in wanted}
    rows = Person.objects.filter(
        municipality_id=municipality_id, birth_year__in=years - {None}, birth_day__in=days - {None}, **{without: None}
    ).values_list("given_names", "surname", "birth_year", "birth_month", "birth_day")
    found = {(names.sort_key(given, surname), tuple(born)) for given, surname, *born in rows}
    return found & set(wanted)


def unnumbered_since(municipality_id: int, days: Collection[str], limit: int = 10) -> list[UUID]:
    """Cases of people of whom no BSN is known and whose duty or notice is of one of these days: could it be them?"""
    if not days:
        return []
    told = Fact.objects.filter(kind__in=("obligation_started", "duo_notified"), happened_on__in=list(days))
    own = Trajectory.objects.filter(municipality_id=municipality_id, person__bsn_index=None)
    return list(own.filter(pk__in=told.values("trajectory_id")).order_by("pk").values_list("uuid", flat=True)[:limit])


def plans_due(municipality_id: int, days: tuple[date, date]) -> dict[date, int]:
    """How many plans are due per day, first and last day included."""
    rows = Snapshot.objects.filter(municipality_id=municipality_id, pip_due__range=days)
    return dict(rows.values_list("pip_due").annotate(Count("pk")).order_by("pip_due"))


def plan_days(trajectory_ids: Iterable[int]) -> list[date]:
    """The days on which the plans of these cases are due, of those that are owed."""
    rows = Snapshot.objects.filter(pk__in=list(trajectory_ids), pip_due__isnull=False)
    return [day for day in rows.values_list("pip_due", flat=True) if day is not None]


def _rows(people: QuerySet[Person]) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = people.values(
        "id",
        "bsn_index",
        "v_number",
        "version",
        "trajectory__id",
        "trajectory__group",
        "trajectory__permit",
        *PERSON_FIELDS,
    )
    return rows


def _contacts(person_ids: Collection[int]) -> dict[int, list[tuple[str, str, bool]]]:
    found: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    rows = ContactPoint.objects.filter(person_id__in=list(person_ids))
    for person_id, kind, folded, ended in rows.values_list("person_id", "kind", "folded", "ended_on"):
        found[person_id].append((kind, folded, ended is None))
    return found


def _facts(trajectory_ids: Collection[int], kinds: Collection[str] | None) -> dict[int, list[KnownFact]]:
    chosen = Fact.objects.filter(trajectory_id__in=trajectory_ids)
    if kinds is not None:
        chosen = chosen.filter(Q(kind__in=[*kinds, "fact_withdrawn"]) | Q(supersedes__isnull=False))
    # By case first: in order of id alone SQLite reads all facts there are, instead of those of these cases.
    rows = list(
        chosen.order_by("trajectory_id", "id").values_list(
            "trajectory_id", "uuid", "kind", "happened_on", "payload", "source", "supersedes"
        )
    )
    gone = {str(row[6]) for row in rows if row[6]} | {row[4].get("fact") for row in rows if row[2] == "fact_withdrawn"}
    found: dict[int, list[KnownFact]] = defaultdict(list)
    for trajectory_id, identity, kind, on, payload, source, _supersedes in rows:
        if kinds is None or kind in kinds:
            found[trajectory_id].append(KnownFact(identity, kind, on, payload, source, str(identity) not in gone))
    return found


def _person(row: dict[str, Any], contacts: list[tuple[str, str, bool]], facts: list[KnownFact]) -> KnownPerson:
    return KnownPerson(
        trajectory_id=row["trajectory__id"],
        version=row["version"],
        bsn_index=row["bsn_index"],
        v_number=row["v_number"],
        group=row["trajectory__group"],
        permit=row["trajectory__permit"],
        fields={name: row[name] for name in PERSON_FIELDS},
        contacts=frozenset((kind, folded) for kind, folded, _open in contacts),
        open_kinds=frozenset(kind for kind, _folded, in_use in contacts if in_use),
        facts=tuple(facts),
    )
