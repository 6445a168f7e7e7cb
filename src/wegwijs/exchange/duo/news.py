"""What DUO told that somebody still has to look at, and everything it told about one case. Behind accounts.scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import User
from wegwijs.accounts.scope import Reach, scope
from wegwijs.exchange.models import DuoMessage

from .events import event_of

LIMIT = 20
NOBODY = 0  # no row has this key


@dataclass(frozen=True, slots=True)
class News:
    """One message of DUO about a case. `todo` and `event` are worded by the desk; `facts`: what it wrote."""

    uuid: UUID
    case: UUID
    name: str
    event: str
    todo: str
    told_at: datetime
    facts: tuple[UUID, ...]
    differences: int
    seen_at: datetime | None = None
    seen_by: str = ""


def waiting_rows(actor: Actor) -> QuerySet[DuoMessage]:
    """For *Vandaag*: of the actor's own cases, and of the team's that nobody guides yet."""
    here = Q(trajectory__snapshot__team_id__in=sorted(actor.team_ids))
    if not actor.team_ids:
        here = Q(trajectory__snapshot__department_id=actor.department_id or NOBODY)
    nobody = Q(trajectory__snapshot__responsible=None) & here
    mine = Q(trajectory__snapshot__responsible_id=actor.user_id or NOBODY)
    wanted = mine | nobody if actor.may("case.assign") else mine
    return scope(actor, _open(actor).filter(wanted), Reach.LIST)


def waiting(actor: Actor) -> list[News]:
    """`waiting_rows`, oldest first. One query."""
    return _news(waiting_rows(actor).order_by("registered_at", "pk")[:LIMIT])


def of_case(actor: Actor, trajectory_id: int) -> list[News]:
    """Everything DUO told about a case, newest first. Two queries."""
    own = DuoMessage.objects.filter(municipality_id=actor.municipality_id, trajectory_id=trajectory_id)
    found = scope(actor, own.filter(status="handled")).order_by("-registered_at", "-pk")
    return _news(found, {pk for pk in own.values_list("settled_by", flat=True) if pk})


def open_of_case(actor: Actor, trajectory_id: int) -> list[News]:
    """What nobody has looked at yet of a case. One query."""
    return _news(scope(actor, _open(actor).filter(trajectory_id=trajectory_id)).order_by("registered_at", "pk"))


def see(actor: Actor, trajectory_id: int, uuid: UUID, *, now: datetime) -> bool:
    """Somebody looked at it; False when it had been looked at, or is not of this case."""
    found = scope(actor, _open(actor).filter(uuid=uuid, trajectory_id=trajectory_id))
    if not found.update(settled_at=now, settled_by=actor.user_id):
        return False
    record(actor, "duo_notice_seen", now=now, subject=uuid, trajectory_id=trajectory_id)
    return True


def _open(actor: Actor) -> QuerySet[DuoMessage]:
    return DuoMessage.objects.filter(municipality_id=actor.municipality_id, status="handled", settled_at=None)


def _news(found: QuerySet[DuoMessage], people: set[int] | None = None) -> list[News]:
    names: dict[int, str] = dict(User.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    rows = found.values_list(
        "uuid", "trajectory__uuid", "trajectory__snapshot__display_name", "event", "registered_at", "facts",
        "differences", "settled_at", "settled_by",
    )  # fmt: skip
    return [
        News(
            uuid, case, name or "", event, event_of(event).todo, told_at, tuple(UUID(fact) for fact in facts),
            differences, seen_at, names.get(seen_by or NOBODY, ""),
        )
        for uuid, case, name, event, told_at, facts, differences, seen_at, seen_by in rows
    ]  # fmt: skip
