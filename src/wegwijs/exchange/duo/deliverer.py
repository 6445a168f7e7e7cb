"""Deliver what waits for DUO: claim, ask in doubt, send, and write how it ended. Run by the worker, or by hand."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wegwijs.accounts import audit
from wegwijs.accounts.actor import Actor, system_actor
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.models import Municipality
from wegwijs.dossier.queries.identity import bsn_of
from wegwijs.exchange.duo.mapping_out import Unmappable
from wegwijs.exchange.duo.refusals import recognise
from wegwijs.exchange.duo.sending import tell
from wegwijs.exchange.duo.transport import NotFound, Refused, Transport, Unreachable, transport_for
from wegwijs.outbox import claiming
from wegwijs.outbox.claiming import Claimed
from wegwijs.plans import telling

log = logging.getLogger("wegwijs.duo")
DUO = "duo"
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_FOR_NOW = 3  # messages without an answer after which a run leaves this municipality alone


class _Ended(NamedTuple):
    """How one attempt ended, as it is written down."""

    state: str
    code: str
    answer: bytes | None = None
    again_at: datetime | None = None
    doubt: bool = False


Lines = Callable[[int], Transport | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message in this run."""

    message: str
    kind: str
    state: str
    code: str
    attempts: int


def deliver(*, now: Callable[[], datetime], lines: Lines = transport_for, most: int = 1000) -> Iterator[Outcome]:
    """Deliver what is due, oldest first, one message at a time, until nothing is."""
    rng = Random()  # noqa: S311  jitter, so that workers do not come back all at once
    there = {pk: lines(pk) for pk in Municipality.objects.values_list("pk", flat=True)}
    # Without a line a message stays as it was: to be told by hand, or once there is a line.
    skip = {pk for pk, line in there.items() if line is None}
    silent: Counter[int] = Counter()
    for _ in range(most):
        taken = claiming.claim(DUO, now=now(), skip=frozenset(skip)) if len(skip) < len(there) else None
        duo = there[taken.municipality_id] if taken is not None else None
        if taken is None or duo is None:
            return
        outcome = _deliver_one(duo, taken, now, rng)
        if outcome.state == "failing":
            silent[taken.municipality_id] += 1
            if silent[taken.municipality_id] >= GIVE_UP_FOR_NOW:
                skip.add(taken.municipality_id)
        yield outcome


def _deliver_one(duo: Transport, taken: Claimed, now: Callable[[], datetime], rng: Random) -> Outcome:
    actor = _system(taken, now())
    audit.log_access(
        actor, "export", now=now(), trajectory_id=taken.trajectory_id, detail={"page": "duo", "kind": taken.kind}
    )
    bsn = bsn_of(actor, taken.case_uuid)
    how = _attempt(duo, taken, bsn, now, rng) if bsn is not None else _Ended("refused", "bsn_missing")
    with transaction.atomic():
        ours = claiming.settle(
            taken, how.state, how.code, now=now(), answer=how.answer, again_at=how.again_at, doubt=how.doubt
        )
        if ours and how.state == "delivered" and taken.content is not None:
            telling.record_told(actor, taken.trajectory_id, taken.kind, taken.uuid, now=now())
        elif ours and how.state == "delivered" and taken.kind == "pip":
            telling.record_taken_back(actor, taken.trajectory_id, now=now())
    log.info("message %s %s %s %s", taken.uuid, taken.kind, how.state if ours else "taken over", how.code)
    return Outcome(str(taken.uuid), taken.kind, how.state, how.code, taken.attempts)


def _attempt(duo: Transport, taken: Claimed, bsn: str, now: Callable[[], datetime], rng: Random) -> _Ended:
    try:
        return _Ended("delivered", tell(duo, taken, bsn))
    except Unreachable as unreachable:
        again_at = now() + wait_after(taken.attempts, rng)
        return _Ended("failing", unreachable.code, again_at=again_at, doubt=taken.doubt or unreachable.doubt)
    except Refused as refused:
        if refused.status == 401:  # our certificate: nothing that the person who acts can help
            return _Ended("failing", "http_401", again_at=now() + wait_after(taken.attempts, rng), doubt=taken.doubt)
        words = "\n".join(filter(None, [refused.title, refused.detail]))
        return _Ended("refused", _refusal_code(refused), encrypt(words.encode()) if words else None)
    except Unmappable as unmappable:
        return _Ended("refused", str(unmappable))


def wait_after(attempts: int, rng: Random) -> timedelta:
    """Longer each time, up to an hour, and never twice the same."""
    wait: timedelta = min(
        LONGEST_WAIT, timedelta(seconds=settings.WEGWIJS_DUO_AGAIN_SECONDS) * 2 ** min(attempts - 1, 10)
    )
    return wait * rng.uniform(0.75, 1.25)


def _refusal_code(refused: Refused) -> str:
    if isinstance(refused, NotFound):
        return "unknown_at_duo"
    words = f"{refused.title} {refused.detail}".strip()
    return (recognise(words) or "refused") if words else f"http_{refused.status}"


def _system(taken: Claimed, now: datetime) -> Actor:
    name = Municipality.objects.values_list("name", flat=True).get(pk=taken.municipality_id)
    return system_actor(taken.municipality_id, name, timezone.localdate(now))
