"""Deliver what waits for people: claim, ask in doubt, hand in, and write how it ended. Run by the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random

from django.utils import timezone

from wegwijs.accounts import audit
from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.models import Municipality
from wegwijs.exchange.duo.deliverer import wait_after
from wegwijs.exchange.messaging.gateway import Gateway, Refused, Unreachable, line
from wegwijs.outbox import claiming
from wegwijs.outbox.claiming import Claimed
from wegwijs.voice.messaging import PERSON

log = logging.getLogger("wegwijs.messaging")
GIVE_UP_FOR_NOW = 3  # messages without an answer after which a run ends


def deliver(
    *, now: Callable[[], datetime], gateway: Callable[[], Gateway | None] = line, most: int = 500
) -> Iterator[str]:
    """Deliver what is due, oldest first; the state of each. Without a gateway messages stay as they were."""
    there = gateway()
    rng = Random()  # noqa: S311  jitter
    silent = 0
    for _ in range(most if there is not None else 0):
        taken = claiming.claim(PERSON, now=now())
        if taken is None or there is None or silent >= GIVE_UP_FOR_NOW:
            return
        state = _one(there, taken, now, rng)
        silent += state == "failing"
        yield state


def _one(gateway: Gateway, taken: Claimed, now: Callable[[], datetime], rng: Random) -> str:
    name = Municipality.objects.values_list("name", flat=True).get(pk=taken.municipality_id)
    actor = system_actor(taken.municipality_id, name, timezone.localdate(now()))
    detail = {"page": "messaging", "kind": taken.kind}
    audit.log_access(actor, "export", now=now(), trajectory_id=taken.trajectory_id, detail=detail)
    state, code, doubt, again_at = "delivered", "sent", False, None
    try:
        # An earlier attempt may have arrived: ask before sending again.
        if not (taken.doubt and gateway.has(taken.uuid)):
            code = gateway.hand_in(taken.uuid, taken.content or {})
    except Unreachable as unreachable:
        state, code, doubt = "failing", unreachable.code, taken.doubt or unreachable.doubt
        again_at = now() + wait_after(taken.attempts, rng)
    except Refused as refused:
        state, code = "refused", refused.code
    ours = claiming.settle(taken, state, code, now=now(), again_at=again_at, doubt=doubt)
    log.info("message %s %s %s", taken.uuid, state if ours else "taken over", code)
    return state
