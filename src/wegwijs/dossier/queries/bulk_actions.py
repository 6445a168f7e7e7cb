"""What an actor did to many cases at once, lately, and what of it can still be put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import AuditEntry, User
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier.models import BulkAction, Involvement, Snapshot

KEPT_FOR = timedelta(days=14)  # that it can be put back; it stays in the audit
LIMIT = 10


@dataclass(frozen=True, slots=True)
class BulkCase:
    """One of the cases. `state`: can_go_back | back | changed | left; `by` and `at`: who changed it since, and when."""

    uuid: UUID
    name: str
    has_it: str
    state: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class BulkView:
    """One action; cases that are out of reach by now are only counted."""

    uuid: UUID
    to: str
    done_at: datetime
    undone_at: datetime | None
    cases: tuple[BulkCase, ...]
    out_of_reach: int

    @property
    def can_go_back(self) -> int:
        """How many an undo would put back."""
        return sum(case.state == "can_go_back" for case in self.cases)


def bulk_actions(actor: Actor, now: datetime) -> tuple[BulkView, ...]:
    """The actor's own, the newest first. Four queries, whatever their number."""
    mine = BulkAction.objects.filter(
        user_id=actor.user_id or 0, municipality_id=actor.municipality_id, done_at__gt=now - KEPT_FOR
    )
    rows = list(mine.select_related("to").order_by("-done_at", "-pk")[:LIMIT])
    cases = {one["case"] for row in rows for one in row.moved}
    if not cases:
        return ()
    found = scope(actor, Snapshot.objects.filter(pk__in=cases), Reach.LIST)
    shown = {
        pk: (uuid, name, has_it or "")
        for pk, uuid, name, has_it in found.values_list("pk", "trajectory__uuid", "display_name", "responsible__name")
    }
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    made = [one["made"] for row in rows for one in row.moved if "made" in one]
    standing = set(Involvement.objects.filter(in_force, pk__in=made).values_list("pk", flat=True))
    hands = _hands(cases)
    return tuple(_view(row, shown, standing, hands) for row in rows)


def _view(
    row: BulkAction,
    shown: dict[int, tuple[UUID, str, str]],
    standing: set[int],
    hands: dict[int, tuple[str, datetime]],
) -> BulkView:
    cases = []
    for one in row.moved:
        if one["case"] not in shown:
            continue
        state = "back" if "back" in one else one.get("why", "can_go_back")
        if state == "can_go_back" and one["made"] not in standing:
            state = "changed"
        by, at = hands.get(one["case"], ("", None)) if state == "changed" else ("", None)
        cases.append(BulkCase(*shown[one["case"]], state, by, at))
    return BulkView(row.uuid, row.to.name, row.done_at, row.undone_at, tuple(cases), len(row.moved) - len(cases))


def _hands(cases: set[int]) -> dict[int, tuple[str, datetime]]:
    """Case → who last gave it to somebody, and when."""
    told = AuditEntry.objects.filter(trajectory_ref__in=cases, action__in=("case_assigned", "case_transferred"))
    rows = list(told.order_by("pk").values_list("trajectory_ref", "user_id", "at"))
    names = dict(User.objects.filter(pk__in={user for _, user, _ in rows if user}).values_list("pk", "name"))
    return {case: (names.get(user or 0, ""), at) for case, user, at in rows if case is not None}
