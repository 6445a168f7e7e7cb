"""One case whole: who this is, who is involved, facts, assessment, next steps, history; on any day, as known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from wegwijs import law, policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import User
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier import names, route_map
from wegwijs.dossier.models import ContactPoint, Fact, HouseholdMember, Involvement, Person, Trajectory
from wegwijs.dossier.next_steps import NextStep, next_steps
from wegwijs.dossier.states import State, as_law_fact, partial_date
from wegwijs.norms.queries import policy_on


@dataclass(frozen=True, slots=True)
class PersonView:
    """The person as pages show them. `sources`: which fields another system or a delivery filled."""

    given_names: str
    prefix: str
    surname: str
    surname_first: bool
    name: str
    own_script_name: str
    birth: str | None
    sex: str
    nationality: str
    mother_tongue: str
    speaks: tuple[str, ...]
    reads_own_script: bool | None
    interpreter: str
    interpreter_wish: str
    adaptation: str
    v_number: str
    sources: dict[str, Any]
    version: int

    def age(self, on: date) -> int | None:
        """Whole years; None when the year is unknown; with only a year known, the age reached in that year."""
        if self.birth is None:
            return None
        year, month, day = ([int(part) for part in self.birth.split("-")] + [1, 1])[:3]
        return on.year - year - ((on.month, on.day) < (month, day))


@dataclass(frozen=True, slots=True)
class Contact:
    uuid: UUID
    kind: str
    value: str
    whose: str
    app_allowed: bool | None
    source: str
    since: date
    version: int


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    relation: str
    birth_year: int | None


@dataclass(frozen=True, slots=True)
class Involved:
    uuid: UUID
    name: str
    role: str
    purpose: str
    team: str
    organisation: str
    user_id: int | None
    starts_on: date


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A recorded fact; whether it still stands is for `law.in_force` to say."""

    uuid: UUID
    kind: str
    happened_on: date
    payload: dict[str, Any]
    recorded_at: datetime
    recorded_by: str
    source: str
    supersedes: UUID | None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the case page shows. `on` and `known_at` are the two times it was asked for; `norms` of that day."""

    id: int
    uuid: UUID
    group: str
    on: date
    known_at: datetime | None
    person: PersonView
    contacts: tuple[Contact, ...]
    household: tuple[Member, ...]
    involved: tuple[Involved, ...]
    facts: tuple[law.Fact, ...]
    history: tuple[HistoryItem, ...]
    trajectory: law.Trajectory
    norms: policy.Policy
    assessment: law.Assessment
    steps: tuple[NextStep, ...]
    route_map: route_map.RouteMap

    @property
    def responsible(self) -> Involved | None:
        """The professional responsible, if there is one."""
        return next((one for one in self.involved if one.purpose == "responsible"), None)


def case_ref(actor: Actor, uuid: UUID, reach: Reach = Reach.READ) -> int | None:
    """The internal id of a case this actor may reach, for the access log; None otherwise."""
    return scope(actor, Trajectory.objects.filter(uuid=uuid), reach).values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class Reached:
    """A case within reach of an actor, not read yet: its id is for the access log, which is written first."""

    id: int
    _row: Trajectory


def reach_case(actor: Actor, uuid: UUID) -> Reached | None:
    """The way to a case; None when there is none for this actor. One query."""
    found = scope(actor, Trajectory.objects.filter(uuid=uuid)).select_related("person").first()
    return Reached(found.pk, found) if found is not None else None


def case(actor: Actor, uuid: UUID, *, on: date, known_at: datetime | None = None) -> Case | None:
    """The case, or None when there is none for this actor. Seven queries."""
    reached = reach_case(actor, uuid)
    return read_case(reached, on=on, known_at=known_at) if reached else None


def read_case(reached: Reached, *, on: date, known_at: datetime | None = None) -> Case:
    """The case that was reached. Six queries."""
    found = reached._row  # noqa: SLF001  of this module, kept from pages
    history = _history(found.pk, known_at)
    facts = tuple(sorted((item_fact for item_fact, _ in history), key=lambda fact: fact.on))
    involved = _involved(found.pk, on)
    person = _person(found.person)
    state = _state(found, person, facts, involved)
    norms = policy_on(found.municipality_id, on, known_at)
    trajectory = state.as_trajectory()
    assessment = law.assess(trajectory, on, policy.choices(norms))
    return Case(
        id=found.pk,
        uuid=found.uuid,
        group=found.group,
        on=on,
        known_at=known_at,
        person=person,
        contacts=_contacts(found.person_id),
        household=_household(found.person),
        involved=involved,
        facts=facts,
        history=tuple(item for _, item in reversed(history)),
        trajectory=trajectory,
        norms=norms,
        assessment=assessment,
        steps=tuple(next_steps(state, assessment, norms, on)),
        route_map=route_map.build(law.in_force(facts, on), assessment, on, found.group),
    )


def _history(trajectory_id: int, known_at: datetime | None) -> list[tuple[law.Fact, HistoryItem]]:
    chosen = Fact.objects.filter(trajectory_id=trajectory_id)
    if known_at is not None:
        chosen = chosen.filter(recorded_at__lte=known_at)
    by = User.objects.filter(pk=OuterRef("recorded_by")).values("name")[:1]
    rows = chosen.annotate(by_name=Subquery(by)).order_by("happened_on", "id").values()
    return [
        (
            as_law_fact(row),
            HistoryItem(
                row["uuid"], row["kind"], row["happened_on"], row["payload"], row["recorded_at"],
                row["by_name"] or "", row["source"], row["supersedes"],
            ),
        )
        for row in rows
    ]  # fmt: skip


def _person(person: Person) -> PersonView:
    return PersonView(
        person.given_names, person.prefix, person.surname, person.surname_first,
        names.display(person.given_names, person.prefix, person.surname, surname_first=person.surname_first),
        person.own_script_name, partial_date(person.birth_year, person.birth_month, person.birth_day), person.sex,
        person.nationality, person.mother_tongue, tuple(person.speaks), person.reads_own_script, person.interpreter,
        person.interpreter_wish, person.adaptation, person.v_number or "", person.sources, person.version,
    )  # fmt: skip


def _state(found: Trajectory, person: PersonView, facts: tuple[law.Fact, ...], involved: tuple[Involved, ...]) -> State:
    responsible = next((one.user_id for one in involved if one.purpose == "responsible"), None)
    return State(
        found.pk, found.municipality_id, found.group, found.permit, person.birth, person.nationality, "", person.name,
        person.mother_tongue, person.interpreter, responsible_id=responsible, facts=list(facts),
    )  # fmt: skip


def _contacts(person_id: int) -> tuple[Contact, ...]:
    rows = ContactPoint.objects.filter(person_id=person_id, ended_on=None).order_by("kind", "id")
    return tuple(Contact(p.uuid, p.kind, p.value, p.whose, p.app_allowed, p.source, p.since, p.version) for p in rows)


def _household(person: Person) -> tuple[Member, ...]:
    if person.household_id is None:
        return ()
    rows = HouseholdMember.objects.filter(household_id=person.household_id).exclude(person_id=person.pk).order_by("id")
    return tuple(Member(m.name, m.relation, m.birth_year) for m in rows)


def _involved(trajectory_id: int, on: date) -> tuple[Involved, ...]:
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    rows = (
        Involvement.objects.filter(in_force, trajectory_id=trajectory_id, starts_on__lte=on)
        .exclude(purpose="break_glass")
        .select_related("user", "team", "organisation")
        .order_by("purpose", "id")
    )
    return tuple(
        Involved(
            row.uuid, row.user.name if row.user else "", row.role, row.purpose, row.team.name if row.team else "",
            row.organisation.name if row.organisation else "", row.user_id, row.starts_on,
        )
        for row in rows
    )  # fmt: skip
