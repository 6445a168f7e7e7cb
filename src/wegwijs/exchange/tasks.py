"""Work on large deliveries, done by the worker. The only clock here is the worker's own."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from wegwijs.accounts.actor import Actor, actor_from, hats, on_day
from wegwijs.exchange import inbox


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
