"""Messages of DUO that wait for a human: who is it, does it belong here. Only for actors with `delivery.content`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Min, Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import Undecipherable
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.actions.fill import Filling, fill
from wegwijs.dossier.queries.same_person import Candidate, candidate, candidates_named
from wegwijs.exchange.models import DuoMessage

from .inbox import Misfit, Notice, notice_of
from .weighing import SOURCE

PAGE = 50
# Why a message is left: a closed list, since the audit holds no free text about people.
REASONS = ("other_municipality", "same_person", "wrong_data", "other")


class CannotDecide(ValueError):
    """`code`: decided (by a colleague), not_here (no such case), taken (the number is of somebody else), no_reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """A message that waits. `numbers`: which numbers it has, never the numbers. `new`: it can open a case."""

    uuid: UUID
    event: str
    code: str
    told_at: datetime
    has_bsn: bool
    has_v_number: bool
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """How the line to DUO is: how many messages DUO did not answer to and since when; how many failed with us."""

    unanswered: int
    since: datetime | None
    failed: int


def held(actor: Actor) -> list[HeldMessage]:
    """The oldest that wait. One query, and one per message about somebody we may know."""
    return [_held(actor, row) for row in _waiting(actor).order_by("registered_at", "pk")[:PAGE]]


def line(actor: Actor) -> Line:
    """What is tried again. One query."""
    rows = DuoMessage.objects.filter(municipality_id=actor.municipality_id, status="received")
    away = Q(code__in=("unreachable", "no_connection"))
    found = rows.aggregate(
        n=Count("pk", filter=away), since=Min("received_at", filter=away), failed=Count("pk", filter=Q(code="failed"))
    )
    return Line(found["n"], found["since"], found["failed"])


def take_up(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """Somebody new after all: DUO is asked, and a case is opened."""
    with transaction.atomic():
        _go_on(actor, _claim(actor, uuid), "take_up", now)


def again(actor: Actor, uuid: UUID, *, now: datetime) -> None:
    """Look once more: the person may be known by now."""
    with transaction.atomic():
        _go_on(actor, _claim(actor, uuid), "", now)


def same_as(actor: Actor, uuid: UUID, case_uuid: UUID, *, now: datetime) -> None:
    """It is this person: the number that was lacking is added, and the message has its turn."""
    try:
        with transaction.atomic():
            row = _claim(actor, uuid)
            person = candidate(actor, case_uuid, ())
            if person is None or str(case_uuid) not in row.candidates:
                raise CannotDecide("not_here")
            notice = _notice(row)
            filling = Filling(
                person.trajectory_id, person.version,
                bsn=notice.bsn if person.bsn_index is None else None,
                v_number=notice.v_number if person.v_number is None else None,
            )  # fmt: skip
            if filling.bsn or filling.v_number:
                fill(actor, filling, source=SOURCE, by="system", now=now)
            _go_on(actor, row, "", now)
    except (IntegrityError, Conflict) as error:
        raise CannotDecide("taken") from error


def leave_out(actor: Actor, uuid: UUID, reason: str, *, now: datetime) -> None:
    """Does not belong here."""
    if reason not in REASONS:
        raise CannotDecide("no_reason")
    with transaction.atomic():
        row = _claim(actor, uuid)
        DuoMessage.objects.filter(pk=row.pk).update(
            status="left", reason=reason, settled_at=now, settled_by=actor.user_id, version=row.version + 1
        )
        record(actor, "duo_notice_left", now=now, subject=uuid, detail={"event": row.event, "reason": reason})


def _waiting(actor: Actor) -> QuerySet[DuoMessage]:
    return DuoMessage.objects.filter(municipality_id=actor.municipality_id, status="waiting")


def _claim(actor: Actor, uuid: UUID) -> DuoMessage:
    row = _waiting(actor).select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise CannotDecide("decided")
    return row


def _go_on(actor: Actor, row: DuoMessage, code: str, now: datetime) -> None:
    DuoMessage.objects.filter(pk=row.pk).update(
        status="received", code=code, due_at=now, attempts=0, candidates=[], version=row.version + 1
    )
    detail = {"event": row.event, "how": code or "again"}
    record(actor, "duo_notice_decided", now=now, subject=row.uuid, detail=detail)


def _notice(row: DuoMessage) -> Notice:
    try:
        return notice_of(row)
    except (Misfit, Undecipherable) as error:
        raise CannotDecide("not_here") from error


def _held(actor: Actor, row: DuoMessage) -> HeldMessage:
    try:
        notice = notice_of(row)
        numbers = bool(notice.bsn), bool(notice.v_number)
    except (Misfit, Undecipherable):
        numbers = False, False
    alike = candidates_named(actor, [UUID(case) for case in row.candidates]) if row.candidates else []
    return HeldMessage(row.uuid, row.event, row.code, row.registered_at, *numbers, tuple(alike))
