"""A case as the law sees it: read from the tables, with the two times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q

from wegwijs import law
from wegwijs.dossier import bulk, names
from wegwijs.dossier.models import Fact, Involvement, Trajectory
from wegwijs.law import types as law_types

# Stored payloads are never rewritten: a reader brings an older schema up to date, one step at a time.
UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}

FACT_COLUMNS = ("uuid", "trajectory_id", "kind", "happened_on", "payload", "schema", "supersedes")
CASE_COLUMNS = (
    "pk", "municipality_id", "group", "permit",
    "person__birth_year", "person__birth_month", "person__birth_day", "person__nationality", "person__mother_tongue",
    "person__interpreter", "person__given_names", "person__prefix", "person__surname", "person__surname_first",
)  # fmt: skip


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
    payload = _upgraded(row["kind"], row["payload"], row["schema"])
    supersedes = row["supersedes"]
    return law.Fact(row["kind"], row["happened_on"], payload, str(row["uuid"]), str(supersedes) if supersedes else None)


def law_facts(trajectory_ids: Iterable[int], known_at: datetime | None = None) -> dict[int, list[law.Fact]]:
    """Facts per case as recorded by `known_at` (None: all), oldest first; one query."""
    chosen = Fact.objects.filter(trajectory_id__in=list(trajectory_ids))
    if known_at is not None:
        chosen = chosen.filter(recorded_at__lte=known_at)
    found: dict[int, list[law.Fact]] = defaultdict(list)
    ordered = chosen.order_by("trajectory_id", "happened_on", "id").values_list(*FACT_COLUMNS)
    for number, case, kind, on, text, schema, supersedes in bulk.read(ordered):
        payload = _upgraded(kind, bulk.decoded(text), schema)
        replaced = bulk.dashed(supersedes) if supersedes else None
        found[case].append(law.Fact(kind, on, payload, bulk.dashed(number), replaced))
    return found


def _upgraded(kind: str, payload: dict[str, Any], schema: int) -> dict[str, Any]:
    while (kind, schema) in UPGRADES:
        payload = UPGRADES[(kind, schema)](payload)
        schema += 1
    return payload


def load(trajectory_ids: Iterable[int], today: date) -> list[State]:
    """States in order of id; three queries whatever the number of cases."""
    ids = sorted(trajectory_ids)
    facts = law_facts(ids)
    states = {}
    cases = Trajectory.objects.filter(pk__in=ids).order_by("pk").values_list(*CASE_COLUMNS)
    for (
        case, municipality, group, permit, year, month, day, nationality, tongue, interpreter,
        given_names, prefix, surname, surname_first,
    ) in bulk.read(cases):  # fmt: skip
        states[case] = State(
            trajectory_id=case,
            municipality_id=municipality,
            group=group,
            permit=permit,
            born=partial_date(year, month, day),
            nationality=nationality,
            sort_name=names.sort_key(given_names, surname),
            display_name=names.display(given_names, prefix, surname, surname_first=surname_first),
            mother_tongue=tongue,
            interpreter=interpreter,
            facts=facts.get(case, []),
        )
    in_force = Q(ends_on=None) | Q(ends_on__gte=today)
    held = Involvement.objects.filter(in_force, trajectory_id__in=ids, purpose__in=("responsible", "team"))
    columns = ("trajectory_id", "purpose", "user_id", "team_id", "department_id")
    for case, purpose, user, team, department in bulk.read(held.order_by("trajectory_id", "id").values_list(*columns)):
        state = states[case]
        if purpose == "responsible":
            state.responsible_id = user
        else:
            state.team_id, state.department_id = team, department
    return list(states.values())
