"""Work on a notice that was kept: find the person, ask DUO, write what follows. Again and again ends the same.

A message waits for a human when the person is not known, may be somebody we know, or the event is new to us. When DUO
does not answer it is tried again, later and later. Nothing is thrown away.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction
from django.db.models import F, Q

from wegwijs.accounts.actor import Actor, system_actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import Undecipherable
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.actions import FactRefused, NewCase, open_cases
from wegwijs.dossier.actions.fill import Filling, fill
from wegwijs.dossier.queries.identity import sealed_bsn
from wegwijs.dossier.queries.known import known_people, unnumbered_since
from wegwijs.dossier.queries.told import case_of
from wegwijs.exchange.models import DuoMessage

from .events import EVENTS, UNKNOWN, event_of
from .inbox import Misfit, Notice, notice_of
from .reading import Reading, Reads, read
from .taking import take
from .transport import Unreachable, transport_for
from .weighing import SOURCE

log = logging.getLogger("wegwijs.duo")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STALE = timedelta(minutes=10)  # a worker that has been at it for longer was killed
# What one message can do wrong, an answer of DUO that is not as specified among it. It never stops the others.
FAULTS = (DatabaseError, FactRefused, Conflict, LookupError, TypeError, ValueError, AttributeError)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


class Waits(Exception):
    """A human must look first; `code` says why, `candidates` which cases could be about the same person."""

    def __init__(self, code: str, candidates: Sequence[UUID] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.candidates = candidates


def due(now: datetime, limit: int = 50) -> list[UUID]:
    """The messages whose turn it is, those that a killed worker left behind among them. Oldest event first."""
    rows = DuoMessage.objects.filter(due_at__lte=now, status__in=("received", "working"))
    return list(rows.order_by("registered_at", "pk").values_list("uuid", flat=True)[:limit])


def process(uuid: UUID, *, now: datetime, duo: Reads | None = None) -> str:
    """Work on one message. What became of it: its status, why it is tried again, or "" when it was not its turn."""
    if not _claim(uuid, now):
        return ""
    row = DuoMessage.objects.select_related("municipality").get(uuid=uuid)
    home = row.municipality
    actor = system_actor(home.pk, home.name, now.astimezone(AMSTERDAM).date())
    try:
        _work(actor, row, now, duo)
    except Waits as error:
        _put_away(row, "waiting", error.code, error.candidates)
    except Unreachable as error:
        _later(row, "no_connection" if error.code == "no_connection" else "unreachable", now)
    except (Misfit, Undecipherable) as error:
        log.warning("a notice of DUO (%s) cannot be read: %s", row.uuid, type(error).__name__)
        _put_away(row, "waiting", "unreadable")
    except FAULTS as error:
        # Never the words of the error: a database repeats in them what stood in a row.
        log.warning("a notice of DUO (%s) is tried again: %s", row.uuid, type(error).__name__)
        _later(row, "failed", now)
    row.refresh_from_db(fields=["status", "code"])
    return row.code if row.status == "received" else row.status


def _claim(uuid: UUID, now: datetime) -> bool:
    """One worker at a time; a claim that is not finished within `STALE` may be taken over."""
    mine = DuoMessage.objects.filter(uuid=uuid, due_at__lte=now, status__in=("received", "working"))
    return bool(mine.update(status="working", due_at=now + STALE, attempts=F("attempts") + 1))


def _work(actor: Actor, row: DuoMessage, now: datetime, duo: Reads | None) -> None:
    notice = notice_of(row)
    if _was_told_before(row):
        _put_away(row, "repeated", "")
        return
    case, clash = case_of(actor.municipality_id, notice.bsn, notice.v_number)
    if clash:
        raise Waits("numbers_clash")
    event = event_of(notice.event)
    if case is None and not (event.opens or row.code == "take_up"):
        raise Waits("unknown_event" if event is UNKNOWN else "unknown_person")
    bsn = notice.bsn or (sealed_bsn(actor.municipality_id, case) if case else None)
    if bsn is None and event.reads:
        raise Waits("no_bsn")
    # Somebody taken up by an event that opens no case by itself is asked about as a new person is, too.
    reads = event.reads if case is not None or event.opens else (*EVENTS["SS101"].reads, *event.reads)
    reading = _ask(actor, bsn, reads, duo) if bsn and reads else Reading({})
    _store(actor, row, notice, case, reading, now)


def _was_told_before(row: DuoMessage) -> bool:
    """The same event about the same person, under another message id."""
    same = DuoMessage.objects.filter(
        municipality_id=row.municipality_id, occurrence=row.occurrence, pk__lt=row.pk
    ).exclude(status="left")
    return bool(row.person) and same.exists()


def _ask(actor: Actor, bsn: str, reads: tuple[str, ...], duo: Reads | None) -> Reading:
    """Everything or nothing: a notice is done when all of it was read. A refusal is an answer: not (any more) ours."""
    line = duo or transport_for(actor.municipality_id)
    if line is None:
        raise Unreachable("no_connection", doubt=False)
    reading = read(line, bsn, reads)
    if "unreachable" in reading.problems.values():
        raise Unreachable("unreachable", doubt=False)
    return reading


def _store(actor: Actor, row: DuoMessage, notice: Notice, case: int | None, reading: Reading, now: datetime) -> None:
    """Everything that follows, in one transaction with the state of the message."""
    day = notice.registered_at.astimezone(AMSTERDAM).date()
    with transaction.atomic():
        if case is None:
            case = _open(actor, row, notice, reading, now)
        elif notice.bsn or notice.v_number:
            _add_numbers(actor, case, notice, now)
        taken = take(actor, case, reading, day=day, asked_at=now, now=now)
        DuoMessage.objects.filter(pk=row.pk).update(
            status="handled", code="", due_at=None, trajectory_id=case, facts=[str(fact) for fact in taken.facts],
            differences=taken.differences, handled_at=now,
        )  # fmt: skip
        detail = {"event": row.event, "facts": len(taken.facts), "differences": taken.differences}
        record(actor, "duo_notice_handled", now=now, subject=row.uuid, trajectory_id=case, detail=detail)
        _wake(row, now)


def _open(actor: Actor, row: DuoMessage, notice: Notice, reading: Reading, now: datetime) -> int:
    """A new case; DUO gives no name, so the case asks for it. Raises Waits: group not known, or possibly a double."""
    group = reading.said.get("group") or {}
    if reading.problems.get("group") or not group.get("group"):
        raise Waits("group_unknown")
    alike = unnumbered_since(actor.municipality_id, _days_of(reading)) if not notice.v_number else []
    if alike and row.code != "take_up":
        raise Waits("possible_duplicate", alike)
    case = NewCase(
        group["group"], "", (), bsn=notice.bsn, v_number=notice.v_number, permit=group["permit"], source=SOURCE
    )
    (opened,) = open_cases(actor, [case], now=now)
    return opened


def _days_of(reading: Reading) -> set[str]:
    """The days by which somebody without a BSN could be recognised: of the duty and of the notice."""
    told = reading.said.get("obligation") or {}
    return {day for day in (told.get("starts_on"), told.get("notified_on")) if day}


def _add_numbers(actor: Actor, case: int, notice: Notice, now: datetime) -> None:
    """A BSN of somebody of whom we had a V-number only, or the other way round."""
    found = known_people(
        actor.municipality_id, {notice.bsn} - {None}, {notice.v_number} - {None}, ()  # type: ignore[arg-type]
    )  # fmt: skip
    person = next((one for one in [*found.by_bsn.values(), *found.by_v_number.values()]), None)
    if person is None or person.trajectory_id != case:
        return
    filling = Filling(
        case, person.version,
        bsn=notice.bsn if person.bsn_index is None else None,
        v_number=notice.v_number if person.v_number is None else None,
    )  # fmt: skip
    if filling.bsn or filling.v_number:
        fill(actor, filling, source=SOURCE, by="system", now=now)


def _wake(row: DuoMessage, now: datetime) -> None:
    """Other messages about this person, which came earlier than the one that made the person known, have their turn."""
    if row.person:
        DuoMessage.objects.filter(
            Q(code="unknown_person"), municipality_id=row.municipality_id, person=row.person, status="waiting"
        ).update(status="received", code="", due_at=now)


def wake_known(now: datetime) -> int:
    """Nightly: messages about people whom a delivery has made known since; how many were woken."""
    count = 0
    for row in DuoMessage.objects.filter(status="waiting", code__in=("unknown_person", "no_bsn")).order_by("pk")[:1000]:
        notice = notice_of(row)
        case, clash = case_of(row.municipality_id, notice.bsn, notice.v_number)
        if case is not None and not clash and (notice.bsn or sealed_bsn(row.municipality_id, case)):
            count += DuoMessage.objects.filter(pk=row.pk, status="waiting").update(
                status="received", code="", due_at=now
            )
    return count


def _put_away(row: DuoMessage, status: str, code: str, candidates: Sequence[UUID] = ()) -> None:
    cases = [str(case) for case in candidates]
    DuoMessage.objects.filter(pk=row.pk).update(status=status, code=code, due_at=None, candidates=cases)


def _later(row: DuoMessage, code: str, now: datetime) -> None:
    """Again after one minute, two, four … up to an hour."""
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 10), LONGEST_WAIT)
    kept = row.code if row.code == "take_up" else code
    DuoMessage.objects.filter(pk=row.pk).update(status="received", code=kept, due_at=now + wait)
