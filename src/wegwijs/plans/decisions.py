"""What can be asked of decisions, through accounts.scope; a question to a colleague also reaches the own department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet

from wegwijs import law, policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import User
from wegwijs.accounts.scope import scope
from wegwijs.dossier.queries import tellable
from wegwijs.norms.queries import policy_on
from wegwijs.plans.considered import HEALTH, Considered, of_row
from wegwijs.plans.models import OPEN, Decision, DecisionAgreement


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A stored decision. Names are empty when nobody; `amount` only of enforcement that was decided."""

    uuid: UUID
    case_uuid: UUID
    kind: str
    state: str
    version: int
    said: Considered
    test_result: str
    framework: UUID | None
    framework_version: int | None
    drafted_by: str
    drafted_at: datetime
    agreed_by: str
    agreed_by_id: int | None
    is_agreed: bool
    decided_by: str
    decided_at: datetime | None
    amount: Decimal | None
    document: UUID | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class DecisionQuestion:
    """What a colleague is asked, or answered. `name`: of the person; `mine`: this actor asked it or wrote the words."""

    uuid: UUID
    decision: DecisionView
    case_id: int
    name: str
    group: str
    asked_by: str
    asked_at: datetime
    asked_of: str
    asked_of_me: bool
    decided_by: str
    decided_at: datetime | None
    outcome: str
    advice: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as far as looking ahead needs it (`what_if.Known`): a colleague reads the decision, not the case."""

    trajectory: law.Trajectory
    assessment: law.Assessment
    on: date
    norms: policy.Policy

    @property
    def facts(self) -> tuple[law.Fact, ...]:
        """Everything recorded."""
        return self.trajectory.facts

    @property
    def group(self) -> str:
        """asylum, family or other."""
        return self.trajectory.group


def standing(question: DecisionQuestion, municipality_id: int, today: date) -> Standing:
    """The law's view of the case that a colleague was asked about; the question opened the way to it."""
    trajectory = tellable(question.case_id, today).trajectory
    norms = policy_on(municipality_id, today)
    return Standing(trajectory, law.assess(trajectory, today, policy.choices(norms)), today, norms)


def decisions(actor: Actor, case_id: int) -> list[DecisionView]:
    """All decisions of a case that this actor may read, newest first. One query."""
    rows = scope(actor, _allowed(actor, Decision.objects.filter(trajectory_id=case_id)))
    people = ("trajectory", "drafted_by", "agreed_by", "decided_by")
    return [_view(row) for row in rows.select_related(*people).order_by("-id")]


def open_of_kind(found: list[DecisionView], kind: str) -> DecisionView | None:
    """The one that is being weighed."""
    return next((one for one in found if one.kind == kind and one.state in OPEN), None)


def questions(actor: Actor) -> list[DecisionQuestion]:
    """Questions without an answer that this actor may answer, and their own, oldest first."""
    rows = question_rows(actor).order_by("asked_at", "id")[:200]
    return [_question(actor, row) for row in rows]


def question_rows(actor: Actor, *, answered: bool = False) -> QuerySet[DecisionAgreement]:
    """The rows of `questions`.

    `answered`: also the answers to their own, of decisions that are still open: then it is their turn again.
    """
    wanted = Q(outcome="")
    if answered and actor.user_id is not None:
        wanted |= Q(
            asked_by_id=actor.user_id, outcome__in=("agreed", "returned"), decision__state="draft",
            decision__content_version=F("decision_version"),
        )  # fmt: skip
    return _reach(actor).filter(wanted)


def question(actor: Actor, uuid: UUID) -> DecisionQuestion | None:
    """One question, or None out of reach."""
    row = _reach(actor).filter(uuid=uuid).first()
    return _question(actor, row) if row else None


def answers(actor: Actor, decision: DecisionView) -> list[DecisionQuestion]:
    """Questions about a decision, newest first."""
    rows = scope(actor, DecisionAgreement.objects.filter(decision__uuid=decision.uuid))
    return [_question(actor, row) for row in _joined(rows).order_by("-id")]


def _allowed(actor: Actor, rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows if actor.may("health.read") else rows.exclude(kind__in=HEALTH)


def _reach(actor: Actor) -> QuerySet[DecisionAgreement]:
    """Cases within reach, and questions from the own department: a colleague reads the decision, not the case."""
    if not actor.may("plan.agree"):
        return DecisionAgreement.objects.none()
    own = DecisionAgreement.objects.filter(decision__municipality_id=actor.municipality_id)
    if not actor.may("health.read"):
        own = own.exclude(decision__kind__in=HEALTH)
    reach = Q(pk__in=scope(actor, own).values("pk"))
    if actor.department_id is not None:
        reach |= Q(decision__trajectory__snapshot__department_id=actor.department_id)
    if actor.user_id is not None:
        reach |= Q(asked_of_id=actor.user_id)
    return _joined(own.filter(reach))


def _joined(rows: QuerySet[DecisionAgreement]) -> QuerySet[DecisionAgreement]:
    return rows.select_related(
        "decision__trajectory__snapshot", "asked_by", "asked_of", "decided_by", "decision__drafted_by",
        "decision__agreed_by", "decision__decided_by",
    )  # fmt: skip


def _view(row: Decision) -> DecisionView:
    return DecisionView(
        uuid=row.uuid,
        case_uuid=row.trajectory.uuid,
        kind=row.kind,
        state=row.state,
        version=row.version,
        said=of_row(row),
        test_result=row.test_result,
        framework=row.framework,
        framework_version=row.framework_version,
        drafted_by=_name(row.drafted_by),
        drafted_at=row.drafted_at,
        agreed_by=_name(row.agreed_by),
        agreed_by_id=row.agreed_by_id,
        is_agreed=row.agreed_by_id is not None and row.agreed_version == row.content_version,
        decided_by=_name(row.decided_by),
        decided_at=row.decided_at,
        amount=row.amount,
        document=row.document,
        withdrawn_reason=row.withdrawn_reason,
    )


def _question(actor: Actor, row: DecisionAgreement) -> DecisionQuestion:
    snapshot = row.decision.trajectory.snapshot
    return DecisionQuestion(
        uuid=row.uuid,
        decision=_view(row.decision),
        case_id=row.decision.trajectory_id,
        name=snapshot.display_name,
        group=snapshot.group,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        asked_of=_name(row.asked_of),
        asked_of_me=actor.user_id is not None and row.asked_of_id == actor.user_id,
        decided_by=_name(row.decided_by),
        decided_at=row.decided_at,
        outcome=row.outcome,
        advice=row.advice,
        mine=actor.user_id in {row.asked_by_id, row.decision.drafted_by_id},
    )


def _name(user: User | None) -> str:
    return user.name if user else ""
