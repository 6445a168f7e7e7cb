"""What can be asked of voice: what people said and how it stands, what waits for whom, what providers hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.models import Contract
from wegwijs.accounts.scope import scope
from wegwijs.voice import reaching
from wegwijs.voice.models import Promise, ProviderComplaint, Voice
from wegwijs.voice.subjects import COMES_TRUE

MOST = 50


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What the contract manager has, and did."""

    organisation: str
    organisation_id: int
    with_name: bool
    done: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Said:
    """A wish or complaint. `state`: open, decided, answered (told), realised. `hidden`: the words are for others.

    `owner`: who answers, empty when nobody guides the case; `side`: responsible, quality or person.
    """

    uuid: UUID
    case_uuid: UUID
    name: str
    kind: str
    subject: str
    words: str
    hidden: bool
    heard_on: date
    heard_by: str
    owner: str
    owner_id: int | None
    side: str
    answer_by: date
    state: str
    decision: str
    reason: str
    own_words: str
    decided_on: date | None
    decided_by: str
    look_again_on: date | None
    told_on: date | None
    told_language: str
    told_how: str
    realised_on: date | None
    passed_on: PassedOn | None
    fact: UUID
    version: int

    @property
    def due(self) -> date | None:
        """By when something is to be done: answer, or look whether it came true."""
        if self.state in {"open", "decided"}:
            return self.answer_by
        return self.look_again_on if self.state == "answered" and self.comes_true else None

    @property
    def comes_true(self) -> bool:
        """Is there still something to come after the answer?"""
        return self.decision in COMES_TRUE


@dataclass(frozen=True, slots=True)
class Promised:
    """Something to do. `owner`: who, empty: whoever is responsible."""

    uuid: UUID
    case_uuid: UUID
    name: str
    words: str
    due_on: date
    made_by: str
    made_on: date
    done_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A complaint as the contract manager reads it. `name` only where the person agreed."""

    uuid: UUID
    organisation: str
    subject: str
    words: str
    name: str
    week: date
    done: str
    done_on: date | None
    done_by: str
    version: int


def voice_rows(actor: Actor) -> QuerySet[Voice]:
    """What was said and stands, of all cases."""
    return reaching.rows(actor)


def open_promise_rows(actor: Actor) -> QuerySet[Promise]:
    """What is still to be done, of all cases and by whomever."""
    return scope(actor, Promise.objects.filter(done_on=None))


def of_case(actor: Actor, trajectory_id: int) -> tuple[Said, ...]:
    """Everything that was said on a case, newest first. One query."""
    return tuple(_said(actor, row) for row in reaching.rows(actor, trajectory_id).order_by("-id"))


def one(actor: Actor, trajectory_id: int, voice: UUID) -> Said | None:
    """One of a case, or None out of reach."""
    row = reaching.rows(actor, trajectory_id).filter(uuid=voice).first()
    return _said(actor, row) if row else None


def to_do_rows(actor: Actor) -> QuerySet[Voice]:
    """What this actor is to answer, tell or look at again."""
    waiting = Q(told_on=None) | Q(look_again_on__lte=actor.today, decision__in=sorted(COMES_TRUE))
    return reaching.rows(actor).filter(
        waiting, reaching.answered_by(actor), municipality_id=actor.municipality_id, realised_on=None
    )


def to_do(actor: Actor) -> tuple[Said, ...]:
    """`to_do_rows`, the most pressing first. One query."""
    said = [_said(actor, row) for row in to_do_rows(actor).order_by("answer_by", "id")[:MOST]]
    return tuple(sorted(said, key=lambda one: one.due or one.answer_by))


def promise_rows(actor: Actor) -> QuerySet[Promise]:
    """What was promised and is still to be done by this actor."""
    mine = Q(owner_id=actor.user_id) | Q(owner_id=None, trajectory__snapshot__responsible_id=actor.user_id)
    if actor.team_ids:
        nobody = Q(owner_id=None, trajectory__snapshot__responsible_id=None)
        mine |= nobody & Q(trajectory__snapshot__team_id__in=sorted(actor.team_ids))
    return scope(actor, Promise.objects.filter(mine, municipality_id=actor.municipality_id, done_on=None))


def promises_to_do(actor: Actor) -> tuple[Promised, ...]:
    """`promise_rows`, the most pressing first. One query."""
    rows = promise_rows(actor).select_related("trajectory__snapshot", "made_by").order_by("due_on", "id")
    return tuple(_promised(row) for row in rows[:MOST])


def promises_of(actor: Actor, trajectory_id: int) -> tuple[Promised, ...]:
    """What is still to be done on a case. One query."""
    rows = open_promise_rows(actor).filter(trajectory_id=trajectory_id)
    return tuple(_promised(row) for row in rows.select_related("trajectory__snapshot", "made_by").order_by("due_on"))


def complaints(actor: Actor) -> tuple[Passed, ...]:
    """Complaints about providers, without the people: by week, in an order that follows from nothing else."""
    if not actor.may("complaint.handle"):
        return ()
    rows = ProviderComplaint.objects.filter(municipality_id=actor.municipality_id, taken_back=False)
    return tuple(_passed(row) for row in rows.select_related("organisation", "done_by").order_by("-week", "uuid")[:200])


def complaint(actor: Actor, uuid: UUID) -> Passed | None:
    """One of them."""
    if not actor.may("complaint.handle"):
        return None
    rows = ProviderComplaint.objects.filter(municipality_id=actor.municipality_id, taken_back=False, uuid=uuid)
    row = rows.select_related("organisation", "done_by").first()
    return _passed(row) if row else None


def providers(actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of who works for this municipality under a contract. One query."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    rows = Contract.objects.filter(in_force, municipality_id=actor.municipality_id, starts_on__lte=actor.today)
    return list(rows.values_list("organisation_id", "organisation__name").distinct().order_by("organisation__name"))


def _said(actor: Actor, row: Voice) -> Said:
    closed = reaching.hidden(actor, row)
    snapshot = row.trajectory.snapshot
    responsible = snapshot.responsible.name if snapshot.responsible else ""
    return Said(
        uuid=row.uuid,
        case_uuid=row.trajectory.uuid,
        name=snapshot.display_name,
        kind=row.kind,
        subject=row.subject,
        words="" if closed else _text(row.words_sealed),
        hidden=closed,
        heard_on=row.heard_on,
        heard_by=row.heard_by.name if row.heard_by else "",
        owner=row.owner.name if row.owner else responsible if row.side == "responsible" else "",
        owner_id=row.owner_id,
        side=row.side,
        answer_by=row.answer_by,
        state=_state(row),
        decision=row.decision,
        reason="" if closed else _text(row.reason_sealed),
        own_words="" if closed else _text(row.own_words_sealed),
        decided_on=row.decided_on,
        decided_by=row.decided_by.name if row.decided_by else "",
        look_again_on=row.look_again_on,
        told_on=row.told_on,
        told_language=row.told_language,
        told_how=row.told_how,
        realised_on=row.realised_on,
        passed_on=_passed_on(row.passed_on) if row.passed_on else None,
        fact=row.fact,
        version=row.version,
    )


def _state(row: Voice) -> str:
    if row.realised_on is not None:
        return "realised"
    if row.told_on is not None:
        return "answered"
    return "decided" if row.decision else "open"


def _passed_on(row: ProviderComplaint) -> PassedOn:
    return PassedOn(
        row.organisation.name, row.organisation_id, row.name_sealed is not None, _text(row.done_sealed), row.done_on
    )


def _promised(row: Promise) -> Promised:
    return Promised(
        row.uuid, row.trajectory.uuid, row.trajectory.snapshot.display_name, _text(row.words_sealed), row.due_on,
        row.made_by.name if row.made_by else "", row.made_on, row.done_on, row.version,
    )  # fmt: skip


def _passed(row: ProviderComplaint) -> Passed:
    return Passed(
        row.uuid, row.organisation.name, row.subject, _text(row.words_sealed), _text(row.name_sealed), row.week,
        _text(row.done_sealed), row.done_on, row.done_by.name if row.done_by else "", row.version,
    )  # fmt: skip


def _text(sealed: bytes | memoryview | None) -> str:
    return decrypt(sealed).decode() if sealed is not None else ""
