"""A case as the law sees it: read from the tables, with the two times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q

from wegwijs import law
from wegwijs.dossier.models import Fact, Involvement, Trajectory
from wegwijs.law import types as law_types

# Stored payloads are never rewritten: a reader brings an older schema up to date, one step at a time.
UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}

FACT_COLUMNS = ("uuid", "trajectory_id", "kind", "happened_on", "payload", "schema", "supersedes")


@dataclass(slots=True)
class State:
    """Everything of one case that assessment and lists need."""

    trajectory_id: int
    municipality_id: int
    group: str
    permit: str
    born: str | None
    nationality: str
    sort_name: str
    display_name: str
    mother_tongue: str
    interpreter: str
    has_phone: bool = True
    responsible_id: int | None = None
    team_id: int | None = None
    department_id: int | None = None
    facts: list[law.Fact] = field(default_factory=list)

    def as_trajectory(self) -> law.Trajectory:
        """For `law.assess`; the id is the internal one and stays inside."""
        return law.Trajectory(
            id=str(self.trajectory_id),
            # The columns hold only these words; deliveries and forms refuse others.
            group=cast("law_types.Group", self.group),
            facts=tuple(self.facts),
            born=self.born,
            permit=cast("law_types.Permit", self.permit) if self.permit else None,
            nationality=self.nationality or None,
        )


def partial_date(year: int | None, month: int | None, day: int | None) -> str | None:
    """``1990``, ``1990-05`` or ``1990-05-01``; None when even the year is unknown."""
    if year is None:
        return None
    if month is None:
        return f"{year:04}"
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"


def as_law_fact(row: Mapping[str, Any]) -> law.Fact:
    """A stored fact in the law's words, its payload brought to the present schema."""
    payload, schema = row["payload"], row["schema"]
    while (row["kind"], schema) in UPGRADES:
        payload = UPGRADES[(row["kind"], schema)](payload)
        schema += 1
    supersedes = row["supersedes"]
    return law.Fact(row["kind"], row["happened_on"], payload, str(row["uuid"]), str(supersedes) if supersedes else None)


def law_facts(trajectory_ids: Iterable[int], known_at: datetime | None = None) -> dict[int, list[law.Fact]]:
    """Facts per case as recorded by `known_at` (None: all), oldest first; one query."""
    chosen = Fact.objects.filter(trajectory_id__in=list(trajectory_ids))
    if known_at is not None:
        chosen = chosen.filter(recorded_at__lte=known_at)
    found: dict[int, list[law.Fact]] = defaultdict(list)
    for row in chosen.order_by("trajectory_id", "happened_on", "id").values(*FACT_COLUMNS):
        found[row["trajectory_id"]].append(as_law_fact(row))
    return found


def load(trajectory_ids: Iterable[int], today: date) -> list[State]:
    """States in order of id; three queries whatever the number of cases."""
    ids = sorted(trajectory_ids)
    facts = law_facts(ids)
    states = {}
    for row in Trajectory.objects.filter(pk__in=ids).select_related("person").order_by("pk"):
        person = row.person
        states[row.pk] = State(
            trajectory_id=row.pk,
            municipality_id=row.municipality_id,
            group=row.group,
            permit=row.permit,
            born=partial_date(person.birth_year, person.birth_month, person.birth_day),
            nationality=person.nationality,
            sort_name="",
            display_name="",
            mother_tongue=person.mother_tongue,
            interpreter=person.interpreter,
            facts=facts.get(row.pk, []),
        )
        _name(states[row.pk], person.given_names, person.prefix, person.surname, person.surname_first)
    in_force = Q(ends_on=None) | Q(ends_on__gte=today)
    held = Involvement.objects.filter(in_force, trajectory_id__in=ids, purpose__in=("responsible", "team"))
    for involvement in held.order_by("trajectory_id", "id"):
        state = states[involvement.trajectory_id]
        if involvement.purpose == "responsible":
            state.responsible_id = involvement.user_id
        else:
            state.team_id, state.department_id = involvement.team_id, involvement.department_id
    return list(states.values())


def _name(state: State, given_names: str, prefix: str, surname: str, surname_first: bool) -> None:  # noqa: FBT001
    from wegwijs.dossier import names

    state.sort_name = names.sort_key(given_names, surname)
    state.display_name = names.display(given_names, prefix, surname, surname_first=surname_first)
