"""Open cases: a person, the contact data, the trajectory, the first team and the first facts, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import encrypt, lookup_index
from wegwijs.accounts.models import Team
from wegwijs.dossier import bulk, names, snapshots
from wegwijs.dossier.actions.append import NewFact, write_facts
from wegwijs.dossier.ahead import STATE_FIELDS, Plain
from wegwijs.dossier.models import ContactPoint, Involvement, Person, SearchTerm, Trajectory
from wegwijs.dossier.states import State, partial_date
from wegwijs.eventlog import vocabulary
from wegwijs.law import Fact as LawFact

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EVENING = time(17, 0)
PERSON_COLUMNS = (
    "id", "uuid", "municipality_id", "bsn_sealed", "bsn_index", "v_number", "given_names", "prefix", "surname",
    "surname_first", "own_script_name", "birth_year", "birth_month", "birth_day", "sex", "nationality", "mother_tongue",
    "speaks", "reads_own_script", "interpreter", "interpreter_wish", "adaptation", "sources", "version",
)  # fmt: skip
CONTACT_COLUMNS = ("uuid", "person_id", "kind", "value", "folded", "whose", "source", "since", "version")
TRAJECTORY_COLUMNS = ("id", "uuid", "municipality_id", "person_id", "group", "permit", "opened_at", "version")
INVOLVEMENT_COLUMNS = (
    "uuid",
    "municipality_id",
    "trajectory_id",
    "team_id",
    "department_id",
    "role",
    "purpose",
    "starts_on",
)
RESPONSIBLE_COLUMNS = (
    "uuid",
    "municipality_id",
    "trajectory_id",
    "user_id",
    "department_id",
    "role",
    "purpose",
    "starts_on",
)
TERM_COLUMNS = ("person_id", "municipality_id", "term", "sound")


@dataclass(frozen=True, slots=True)
class NewContact:
    """A phone, mail or address with whose it is."""

    kind: str
    value: str
    whose: str = "own"


@dataclass(frozen=True, slots=True)
class NewCase:
    """A newcomer to take up. Facts: (kind, on, payload). Birth date parts and identifiers may be unknown (None)."""

    group: str
    surname: str
    facts: Sequence[tuple[str, date, dict[str, Any]]]
    bsn: str | None = None
    v_number: str | None = None
    given_names: str = ""
    prefix: str = ""
    surname_first: bool = False
    own_script_name: str = ""
    born: tuple[int | None, int | None, int | None] = (None, None, None)
    sex: str = ""
    nationality: str = ""
    permit: str = ""
    mother_tongue: str = ""
    speaks: tuple[str, ...] = ()
    reads_own_script: bool | None = None
    interpreter: str = ""
    interpreter_wish: str = ""
    adaptation: str = ""
    contacts: Sequence[NewContact] = ()
    source: str = ""  # the system or delivery that says so
    sources: dict[str, Any] = field(default_factory=dict)
    team_id: int | None = None  # None: the team that receives this group
    responsible: tuple[int, str, date] | None = None  # user id, role and first day, for a running case
    # A history told afterwards: facts count as recorded on the evening of their day, by this user.
    told_by: int | None = None
    told_as_it_went: bool = False


def states_ahead(actor: Actor, cases: Sequence[NewCase]) -> list[Plain]:
    """The cases as the law will see them, before they have a number; for `dossier.ahead`."""
    teams = _receiving_teams(actor.municipality_id)
    found: list[Plain] = []
    for case in cases:
        state = _state(case, 0, actor.municipality_id, _team(case, teams), [])
        found.append((*(getattr(state, name) for name in STATE_FIELDS), list(case.facts)))
    return found


def open_cases(
    actor: Actor, cases: Sequence[NewCase], *, now: datetime, assessed: Sequence[tuple[Any, ...]] | None = None
) -> list[int]:
    """Trajectory ids in the order given. Call it inside a transaction; it raises on the first fault.

    `assessed`: snapshot rows of `states_ahead`, made by another process meanwhile.
    """
    teams = _receiving_teams(actor.municipality_id)
    person_ids = bulk.reserve_ids(Person, len(cases))
    trajectory_ids = bulk.reserve_ids(Trajectory, len(cases))
    rows = _Rows(actor, now, bulk.neighbours())
    states: list[State] = []
    for case, person_id, trajectory_id in zip(cases, person_ids, trajectory_ids, strict=True):
        team = _team(case, teams)
        rows.add(case, person_id, trajectory_id, team)
        if assessed is None:
            states.append(_state(case, trajectory_id, actor.municipality_id, team, rows.facts[trajectory_id]))
    rows.insert()
    write_facts(actor, rows.facts, now)
    if assessed is None:
        snapshots.write(states, actor.today, fresh=True)
    else:
        snapshots.write_ahead(assessed, trajectory_ids)
    return trajectory_ids


@dataclass(slots=True)
class _Rows:
    """Rows of one chunk, table by table, in the order of the column lists above."""

    actor: Actor
    now: datetime
    identity: Callable[[], UUID]
    people: list[tuple[Any, ...]] = field(default_factory=list)
    contacts: list[tuple[Any, ...]] = field(default_factory=list)
    trajectories: list[tuple[Any, ...]] = field(default_factory=list)
    teams: list[tuple[Any, ...]] = field(default_factory=list)
    responsibles: list[tuple[Any, ...]] = field(default_factory=list)
    terms: list[tuple[Any, ...]] = field(default_factory=list)
    facts: dict[int, list[tuple[NewFact, dict[str, Any]]]] = field(default_factory=dict)

    def add(self, case: NewCase, person_id: int, trajectory_id: int, team: Team | None) -> None:
        """One case in all its tables."""
        home, today, identity = self.actor.municipality_id, self.actor.today, self.identity
        source = case.source or "aanlevering"
        self.people.append(_person_row(case, person_id, identity(), home))
        for one in case.contacts:
            folded = names.fold_contact(one.kind, one.value)
            self.contacts.append((identity(), person_id, one.kind, one.value, folded, one.whose, source, today, 1))
        self.trajectories.append((trajectory_id, identity(), home, person_id, case.group, case.permit, self.now, 1))
        department = team.department_id if team else None
        if team is not None:
            since = _first_day(case, today)
            self.teams.append((identity(), home, trajectory_id, team.pk, department, "team", "team", since))
        if case.responsible is not None:
            user, role, since = case.responsible
            self.responsibles.append((identity(), home, trajectory_id, user, department, role, "responsible", since))
        for term, heard in names.terms(case.given_names, case.surname, case.own_script_name):
            self.terms.append((person_id, home, term, heard))
        self.facts[trajectory_id] = _new_facts(case, trajectory_id, self.now, identity)

    def insert(self) -> None:
        """All but the facts, which go with their audit."""
        bulk.insert(Person, PERSON_COLUMNS, self.people)
        bulk.insert(ContactPoint, CONTACT_COLUMNS, self.contacts)
        bulk.insert(Trajectory, TRAJECTORY_COLUMNS, self.trajectories)
        bulk.insert(Involvement, INVOLVEMENT_COLUMNS, self.teams)
        bulk.insert(Involvement, RESPONSIBLE_COLUMNS, self.responsibles)
        bulk.insert(SearchTerm, TERM_COLUMNS, self.terms)


def _first_day(case: NewCase, today: date) -> date:
    """A team is involved from the day of recording; a history that is told afterwards, from its first fact."""
    return min([today, *(on for _, on, _ in case.facts)])


def _team(case: NewCase, teams: Mapping[int | str, Team]) -> Team | None:
    return teams.get(case.team_id) if case.team_id else teams.get(case.group, teams.get("other"))


def _receiving_teams(municipality_id: int) -> dict[int | str, Team]:
    """Teams by id, and by group the team that receives it."""
    found: dict[int | str, Team] = {}
    for team in Team.objects.filter(municipality_id=municipality_id).select_related("department").order_by("id"):
        found[team.pk] = team
        if team.receives_new:
            for group in team.department.receives:
                found.setdefault(group, team)
    return found


def _person_row(case: NewCase, person_id: int, identity: UUID, municipality_id: int) -> tuple[Any, ...]:
    return (
        person_id, identity, municipality_id, encrypt(case.bsn.encode()) if case.bsn else None,
        lookup_index(case.bsn) if case.bsn else None, case.v_number or None, case.given_names, case.prefix,
        case.surname,
        case.surname_first, case.own_script_name, *case.born, case.sex, case.nationality, case.mother_tongue,
        list(case.speaks), case.reads_own_script, case.interpreter, case.interpreter_wish, case.adaptation,
        case.sources, 1,
    )  # fmt: skip


def _new_facts(
    case: NewCase, trajectory_id: int, now: datetime, identity: Callable[[], UUID]
) -> list[tuple[NewFact, dict[str, Any]]]:
    made = []
    for kind, on, payload in case.facts:
        checked = vocabulary.validate(kind, payload, strict=True)
        told = min(now, datetime.combine(on, EVENING, AMSTERDAM)) if case.told_as_it_went else None
        new = NewFact(
            trajectory_id,
            kind,
            on,
            checked,
            source=case.source,
            recorded_at=told,
            recorded_by=case.told_by,
            uuid=identity(),
        )
        made.append((new, checked))
    return made


def _state(
    case: NewCase,
    trajectory_id: int,
    municipality_id: int,
    team: Team | None,
    news: list[tuple[NewFact, dict[str, Any]]],
) -> State:
    return State(
        trajectory_id=trajectory_id,
        municipality_id=municipality_id,
        group=case.group,
        permit=case.permit,
        born=partial_date(*case.born),
        nationality=case.nationality,
        sort_name=names.sort_key(case.given_names, case.surname),
        display_name=names.display(case.given_names, case.prefix, case.surname, surname_first=case.surname_first),
        mother_tongue=case.mother_tongue,
        interpreter=case.interpreter,
        team_id=team.pk if team else None,
        department_id=team.department_id if team else None,
        responsible_id=case.responsible[0] if case.responsible else None,
        facts=[LawFact(new.kind, new.happened_on, payload, str(new.uuid)) for new, payload in news],
    )
