"""Assign many cases at once, and put them back: exactly those that nobody touched since, whoever asks from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.models import Team
from wegwijs.accounts.rows import compare_and_set
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier.actions.append import NewFact, append_one
from wegwijs.dossier.actions.involve import (
    CannotInvolve,
    ChangedSince,
    assign,
    end,
    lock,
    membership,
    move_to_team,
    running,
)
from wegwijs.dossier.models import BulkAction, Involvement, Snapshot
from wegwijs.dossier.queries.team_work import case_keys


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which cases went, and how many stayed because somebody changed them; `uuid` of the action, None when none was."""

    uuid: UUID | None
    cases: tuple[int, ...]
    stayed: int

    @property
    def went(self) -> int:
        """How many went."""
        return len(self.cases)


def assign_many(actor: Actor, wanted: Mapping[UUID, int | None], to: int, *, now: datetime) -> Outcome:
    """Assign the cases that the actor may list. `wanted`: case → who had it when it was shown (`involve.ANYBODY`).

    A case that somebody changed since stays with whoever has it now; who has it already keeps it.
    """
    if not actor.may("case.assign") or actor.user_id is None:
        raise PermissionDenied
    moved: list[dict[str, Any]] = []
    with transaction.atomic():
        for key in case_keys(actor, wanted):
            if key.responsible_id == to:
                continue
            was = {"case": key.id, "user": key.responsible_id, "team": key.team_id}
            try:
                made = assign(actor, key.id, to, now=now, had=wanted[key.uuid])
            except ChangedSince:
                moved.append({"case": key.id, "why": "changed"})
            else:
                moved.append({**was, "made": made})
        went = tuple(one["case"] for one in moved if "made" in one)
        stayed = len(moved) - len(went)
        if not moved:
            return Outcome(None, (), 0)
        row = BulkAction.objects.create(
            municipality_id=actor.municipality_id, user_id=actor.user_id, to_id=to, done_at=now, moved=moved
        )
        detail = {"cases": len(went), "stayed": stayed, "user": to}
        record(actor, "cases_assigned", now=now, subject=row.uuid, detail=detail)
    return Outcome(row.uuid, went, stayed)


def put_back(actor: Actor, uuid: UUID, *, now: datetime) -> Outcome | None:
    """Undo one's own action once. None: it is not there, or was undone already."""
    if not actor.may("case.assign") or actor.user_id is None:
        raise PermissionDenied
    with transaction.atomic():
        mine = BulkAction.objects.select_for_update().filter(
            uuid=uuid, user_id=actor.user_id, municipality_id=actor.municipality_id, undone_at=None
        )
        row = mine.first()
        if row is None:
            return None
        reached = scope(actor, Snapshot.objects.filter(pk__in=[one["case"] for one in row.moved]), Reach.LIST)
        open_to = set(reached.values_list("pk", flat=True))
        moved = [one if "why" in one else _returned(actor, one, open_to, now) for one in row.moved]
        went, stayed = tuple(one["case"] for one in moved if "back" in one), sum("why" in one for one in moved)
        compare_and_set(
            actor, row, row.version, {"moved": moved, "undone_at": now}, now=now, action="cases_put_back"
        )  # fmt: skip
        record(actor, "cases_put_back", now=now, subject=row.uuid, detail={"cases": len(went), "stayed": stayed})
    return Outcome(row.uuid, went, stayed)


def _returned(actor: Actor, one: dict[str, Any], open_to: set[int], now: datetime) -> dict[str, Any]:
    """The case with whoever had it; or why it stays where it is."""
    case, today = one["case"], actor.today
    lock(actor, case)
    if case not in open_to or not running(case, today).filter(pk=one["made"]).exists():
        return {**one, "why": "changed"}
    try:
        member = membership(actor.municipality_id, one["user"], today) if one["user"] else None
    except CannotInvolve:
        return {**one, "why": "left"}
    end(running(case, today).filter(purpose="responsible"), today)
    if one["team"] is None:
        end(running(case, today).filter(purpose="team"), today)
    else:
        move_to_team(actor, case, one["team"], today)
    if member is not None:
        Involvement.objects.create(
            municipality_id=actor.municipality_id, trajectory_id=case, user_id=one["user"],
            department_id=member.department_id, role=member.role, purpose="responsible", starts_on=today,
        )  # fmt: skip
    _tell(actor, one, member.role if member else "", now)
    return {**one, "back": True}


def _tell(actor: Actor, one: dict[str, Any], role: str, now: datetime) -> None:
    """The fact of it: given back, or with the team again."""
    case = one["case"]
    team = Team.objects.filter(pk=one["team"] or 0).values_list("name", flat=True).first() or ""
    if role:
        append_one(actor, NewFact(case, "case_assigned", actor.today, {"role": role, "team": team}), now=now)
    else:
        append_one(actor, NewFact(case, "case_transferred", actor.today, {"team": team}), now=now)
    record(actor, "case_assigned", now=now, trajectory_id=case, detail={"user": one["user"]})
