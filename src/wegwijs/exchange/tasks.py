"""Work on large deliveries and on notices of DUO, done by the worker. The only clock here is the worker's own."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from wegwijs.accounts.actor import Actor, actor_from, hats, on_day
from wegwijs.exchange import inbox
from wegwijs.exchange.duo import processing


def start(actor: Actor, delivery: UUID, what: str, *, again: bool = False) -> None:
    """Claim a delivery for "checking" or "running" and do it: at once when small, by the worker otherwise."""
    if not inbox.begin(actor, delivery, what, again=again):
        return
    if inbox.is_small(delivery):
        _work(actor, delivery, what)
    else:
        work.enqueue(actor.user_id, actor.municipality_id, str(actor.role or ""), str(delivery), what)


@task()
def work(user_id: int | None, municipality_id: int, role: str, delivery: str, what: str) -> None:
    """The same work as the same user, who must still have the same hat."""
    today = timezone.localdate()
    actor = actor_from(hats(user_id or 0, today), municipality_id, role, today)
    if actor and (actor.municipality_id, actor.role) == (municipality_id, role) and actor.may("delivery.run"):
        _work(on_day(actor, today), UUID(delivery), what)


def _work(actor: Actor, delivery: UUID, what: str) -> None:
    if what == "checking":
        inbox.check(actor, delivery)
    else:
        inbox.run(actor, delivery, now=timezone.now())


def take_up_notice(uuid: UUID) -> None:
    """Wake the worker for a notice of DUO that is kept; when this fails, `sweep_notices` finds it all the same."""
    take_notice.enqueue(str(uuid))


@task()
def take_notice(uuid: str) -> None:
    """Work on one notice, and on those about the same person that waited for it."""
    processing.process(UUID(uuid), now=timezone.now())
    sweep_notices()


def sweep_notices() -> int:
    """Every minute: what a killed worker left behind, and what DUO did not answer to the last time; how many.

    A message that makes somebody known wakes others, whose turn it is at once.
    """
    count = 0
    while found := processing.due(timezone.now()):
        for uuid in found:
            count += 1
            if processing.process(uuid, now=timezone.now()) in {"unreachable", "no_connection"}:
                return count  # DUO is away; one question a minute is enough
    return count
