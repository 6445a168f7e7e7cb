"""What can be asked of plans, through accounts.scope; a question to a colleague also reaches the own department."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from wegwijs import law, policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import User
from wegwijs.accounts.scope import scope
from wegwijs.accounts.staff import who_may
from wegwijs.dossier.queries import Case
from wegwijs.eventlog.words import SKILLS
from wegwijs.plans import content as contents
from wegwijs.plans.checks import Circumstances, fact_of
from wegwijs.plans.content import NAMES, Content
from wegwijs.plans.models import OPEN, Pip, PipAgreement


@dataclass(frozen=True, slots=True)
class Plan:
    """A stored plan. `agreed_by`, `established_by`, `drafted_by`: names; empty when nobody or the system."""

    uuid: UUID
    case_uuid: UUID
    state: str
    number: int | None
    is_amendment: bool
    version: int
    content: Content
    test_result: str
    drafted_by: str
    drafted_by_id: int | None
    agreed_by: str
    agreed_by_id: int | None
    is_agreed: bool
    established_by: str
    established_at: datetime | None
    decision_document: UUID | None
    route_document: UUID | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a colleague is asked, or answered. `name`: of the person; `mine`: this actor asked it or wrote the plan."""

    uuid: UUID
    plan: Plan
    case_id: int
    name: str
    group: str
    asked_by: str
    asked_at: datetime
    asked_of: str
    decided_by: str
    decided_at: datetime | None
    outcome: str
    advice: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What follows from a plan once it is established: the law's answer on the day after its date."""

    assessment: law.Assessment
    term: law.Term | None

    @property
    def owed(self) -> tuple[law.Component, ...]:
        """What the person will have to do."""
        return tuple(part for part in self.assessment.components if part.state in {"owed", "done"})

    @property
    def skills(self) -> tuple[law.Component, ...]:
        """The language exams, when all four are still to do at one level; they are told in one line."""
        found = tuple(part for part in self.owed if part.code in SKILLS and part.state == "owed")
        same = len(found) == len(SKILLS) and len({part.level for part in found}) == 1
        return found if same else ()

    @property
    def others(self) -> tuple[law.Component, ...]:
        """What is owed besides `skills`."""
        return tuple(part for part in self.owed if part not in self.skills)


def circumstances(case: Case, *, is_amendment: bool, by_decision: bool = False) -> Circumstances:
    """What the check needs to know of a case."""
    test = contents.test_result(case.facts, case.on)
    return Circumstances(case.trajectory, case.assessment, test, is_amendment, case.on, by_decision)


def preview(case: Case, content: Content, *, is_amendment: bool) -> Preview | None:
    """The consequences of the plan; None while no route is chosen."""
    if not content.route:
        return None
    fact = fact_of(content, circumstances(case, is_amendment=is_amendment))
    proposed = replace(case.trajectory, facts=(*case.trajectory.facts, fact))
    answer = law.assess(proposed, max(fact.on, case.on), policy.choices(case.norms))
    return Preview(answer, answer.term)


def plans(actor: Actor, case_id: int) -> list[Plan]:
    """All plans of a case, newest first. One query."""
    return [_plan(row) for row in _rows(scope(actor, Pip.objects.filter(trajectory_id=case_id))).order_by("-id")]


def open_plan(all_plans: list[Plan]) -> Plan | None:
    """The draft, if there is one."""
    return next((plan for plan in all_plans if plan.state in OPEN), None)


def current_plan(all_plans: list[Plan]) -> Plan | None:
    """The plan in force."""
    return next((plan for plan in all_plans if plan.state == "established"), None)


def differences(older: Content, newer: Content) -> list[tuple[str, object, object]]:
    """(field, before, after) for what an amendment changed."""
    pairs = [(name, getattr(older, name), getattr(newer, name)) for name in NAMES]
    return [(name, before, after) for name, before, after in pairs if before != after]


def questions(actor: Actor, *, waiting: bool = True) -> list[Question]:
    """Questions this actor may answer, and their own, oldest first; with `waiting` only those without an answer."""
    found = _reach(actor)
    if waiting:
        found = found.filter(outcome="")
    rows = found.order_by("asked_at", "id")[:200]
    return [_question(actor, row) for row in rows]


def question_rows(actor: Actor) -> QuerySet[PipAgreement]:
    """The rows of `questions` without an answer."""
    return _reach(actor).filter(outcome="")


def question(actor: Actor, uuid: UUID) -> Question | None:
    """One question, or None out of reach."""
    row = _reach(actor).filter(uuid=uuid).first()
    return _question(actor, row) if row else None


def answers(actor: Actor, case_id: int) -> list[Question]:
    """Questions about the plans of a case, newest first."""
    rows = _joined(scope(actor, PipAgreement.objects.filter(pip__trajectory_id=case_id))).order_by("-id")
    return [_question(actor, row) for row in rows]


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Who of the own department could be asked: (user id, name)."""
    return [pair for pair in who_may(actor, "plan.agree") if pair[0] != actor.user_id]


def _reach(actor: Actor) -> QuerySet[PipAgreement]:
    """Cases within reach, and questions from the own department: a colleague reads the plan, not the case."""
    if not actor.may("plan.agree"):
        return PipAgreement.objects.none()
    own = PipAgreement.objects.filter(pip__municipality_id=actor.municipality_id)
    reach = Q(pk__in=scope(actor, own).values("pk"))
    if actor.department_id is not None:
        reach |= Q(pip__trajectory__snapshot__department_id=actor.department_id)
    if actor.user_id is not None:
        reach |= Q(asked_of_id=actor.user_id)
    return _joined(own.filter(reach))


def _joined(rows: QuerySet[PipAgreement]) -> QuerySet[PipAgreement]:
    people = ("asked_by", "asked_of", "decided_by", "pip__drafted_by", "pip__agreed_by", "pip__established_by")
    return rows.select_related("pip__trajectory__snapshot", *people)


def _rows(rows: QuerySet[Pip]) -> QuerySet[Pip]:
    return rows.select_related("trajectory", "drafted_by", "agreed_by", "established_by")


def _plan(row: Pip) -> Plan:
    return Plan(
        uuid=row.uuid,
        case_uuid=row.trajectory.uuid,
        state=row.state,
        number=row.number,
        is_amendment=row.is_amendment,
        version=row.version,
        content=contents.of_row(row),
        test_result=row.test_result,
        drafted_by=_name(row.drafted_by),
        drafted_by_id=row.drafted_by_id,
        agreed_by=_name(row.agreed_by),
        agreed_by_id=row.agreed_by_id,
        is_agreed=row.agreed_by_id is not None and row.agreed_version == row.content_version,
        established_by=_name(row.established_by),
        established_at=row.established_at,
        decision_document=row.decision_document,
        route_document=row.route_document,
    )


def _question(actor: Actor, row: PipAgreement) -> Question:
    snapshot = row.pip.trajectory.snapshot
    return Question(
        uuid=row.uuid,
        plan=_plan(row.pip),
        case_id=row.pip.trajectory_id,
        name=snapshot.display_name,
        group=snapshot.group,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        asked_of=_name(row.asked_of),
        decided_by=_name(row.decided_by),
        decided_at=row.decided_at,
        outcome=row.outcome,
        advice=row.advice,
        mine=actor.user_id in {row.asked_by_id, row.pip.drafted_by_id},
    )


def _name(user: User | None) -> str:
    return user.name if user else ""
