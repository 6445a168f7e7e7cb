"""A copy for the person (GDPR art. 15): registered by the privacy officer, reviewed by who reads the case, approved.

Who does what: the officer registers and approves and sees counts only; whoever reads the case and may review decides
on what is marked (others' data, internal notes) and hands the copy over. Everything is copied; nothing is left out
without a ground.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.person_data import Item
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier import person_data as dossier
from wegwijs.law.calendar import add_months
from wegwijs.law.parameters import parameter
from wegwijs.letters import store
from wegwijs.letters.rendering import render
from wegwijs.norms.queries import policy_on
from wegwijs.privacy import rooms
from wegwijs.privacy.copy_queries import CopyRow, content_of, reachable, rows_of
from wegwijs.privacy.models import CopyItem, CopyRequest

# Why something is left out: art. 15 lid 4 AVG, art. 41 UAVG; anything else goes in.
GROUNDS = ("others", "safety_of_others", "opinion_in_progress", "investigation")
_MONTHS = parameter("access_request_months")


@dataclass(frozen=True, slots=True)
class InWords:
    """How an item and a ground read; the words live in the room of the pages."""

    row: Callable[[CopyRow], Mapping[str, Any]]
    left_out: Callable[[str, int], str]


def register(actor: Actor, case_number: int, received_on: date, *, now: datetime) -> UUID:
    """A new request, with everything that the rooms hold, frozen as it is now. Raises `PermissionDenied`."""
    if not actor.may("privacy.requests") or dossier.find_case(actor, str(case_number)) is None:
        raise PermissionDenied
    with transaction.atomic():
        request = CopyRequest.objects.create(
            municipality_id=actor.municipality_id, trajectory_ref=case_number, received_on=received_on,
            due_on=add_months(received_on, _MONTHS.at(received_on)), made_by_id=actor.user_id, made_at=now,
        )  # fmt: skip
        items = rooms.copy_of(case_number)
        CopyItem.objects.bulk_create(
            [
                CopyItem(request=request, order=order, mark=item.mark, content=encrypt(_frozen(item)),
                         decision="" if item.mark else "include")
                for order, item in enumerate(items)
            ],
            batch_size=500,
        )  # fmt: skip
        _settle(request)
        record(actor, "copy_requested", now=now, subject=request.uuid, trajectory_id=case_number,
               detail={"items": len(items)})  # fmt: skip
    return request.uuid


def _frozen(item: Item) -> bytes:
    content = {
        "section": item.section, "title": item.title, "content": dict(item.content), "source": item.source,
        "on": item.on, "recorded_at": item.recorded_at,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, default=_plain).encode()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def decide(actor: Actor, uuid: UUID, item: UUID, decision: str, ground: str, *, now: datetime) -> bool:
    """Include, or leave out with a ground. False when there is no such item for this actor (any more)."""
    request = reachable(actor, uuid, "review", "reviewed")
    if request is None:
        return False
    if decision not in {"include", "leave_out"} or (decision == "leave_out" and ground not in GROUNDS):
        raise ValueError(decision)
    with transaction.atomic():
        changed = CopyItem.objects.filter(request=request, uuid=item).exclude(mark="").update(
            decision=decision, ground=ground if decision == "leave_out" else "", decided_by_id=actor.user_id,
            decided_at=now,
        )  # fmt: skip
        if changed:
            CopyRequest.objects.filter(pk=request.pk).update(reviewed_by_id=actor.user_id)
            request.refresh_from_db()
            _settle(request)
            detail = {"decision": decision, "ground": ground}
            record(
                actor, "copy_item_decided", now=now, subject=uuid, trajectory_id=request.trajectory_ref, detail=detail
            )
    return bool(changed)


def _settle(request: CopyRequest) -> None:
    """Counts for the officer; reviewed as soon as nothing is undecided and a human looked."""
    pairs = CopyItem.objects.filter(request=request).values_list("mark", "decision")
    counts = Counter(decision or "undecided" for _mark, decision in pairs)
    counts["marked"] = sum(1 for mark, _decision in pairs if mark)
    state = "reviewed" if not counts["undecided"] and request.reviewed_by_id else "review"
    CopyRequest.objects.filter(pk=request.pk).update(counts=dict(counts), state=state, version=request.version + 1)


def reviewed(actor: Actor, uuid: UUID, *, now: datetime) -> bool:
    """The reviewer has looked through everything: also where nothing was marked a human looks once."""
    request = reachable(actor, uuid, "review")
    if request is None or CopyItem.objects.filter(request=request, decision="").exists():
        return False
    with transaction.atomic():
        CopyRequest.objects.filter(pk=request.pk).update(reviewed_by_id=actor.user_id)
        request.refresh_from_db()
        _settle(request)
        record(actor, "copy_reviewed", now=now, subject=uuid, trajectory_id=request.trajectory_ref)
    return True


def approve(actor: Actor, uuid: UUID, version: int, say: InWords, *, now: datetime) -> None:
    """The officer approves what was decided; the copy is made. Raises `Conflict` when it is not reviewed (any more)."""
    if not actor.may("privacy.requests"):
        raise PermissionDenied
    with transaction.atomic():
        request = CopyRequest.objects.select_for_update().filter(
            uuid=uuid, municipality_id=actor.municipality_id, state="reviewed", version=version
        ).first()  # fmt: skip
        if request is None:
            raise Conflict({"state": ("", "ready")}, version)
        rows = rows_of(request)
        included = [row for row in rows if row.decision == "include"]
        path, sha256 = store.keep(request.uuid, _printed(actor, rows, included, say))
        CopyRequest.objects.filter(pk=request.pk).update(
            state="ready", approved_by_id=actor.user_id, path=path, sha256=sha256, version=version + 1
        )
        detail = {"included": len(included), "left_out": len(rows) - len(included)}
        record(actor, "copy_approved", now=now, subject=uuid, trajectory_id=request.trajectory_ref, detail=detail)


def _printed(actor: Actor, rows: Sequence[CopyRow], included: Sequence[CopyRow], say: InWords) -> bytes:
    left_out = Counter(row.ground for row in rows if row.decision == "leave_out")
    data = {
        "municipality_name": actor.municipality_name, "made_on": actor.today.isoformat(), "kind": "copy",
        "left_out": [say.left_out(ground, count) for ground, count in sorted(left_out.items())],
        "rows": [dict(say.row(row)) for row in included],
    }  # fmt: skip
    return render("overview", data)


def as_json(actor: Actor, uuid: UUID) -> dict[str, Any] | None:
    """The same for a machine: codes and days as they are stored. None when it is not there for this actor."""
    request = reachable(actor, uuid, "ready", "handed")
    if request is None:
        return None
    return {
        "municipality": actor.municipality_name, "made_on": actor.today.isoformat(),
        "items": [content_of(row) for row in rows_of(request) if row.decision == "include"],
        "left_out": Counter(row.ground for row in rows_of(request) if row.decision == "leave_out"),
    }  # fmt: skip


def pdf(actor: Actor, uuid: UUID) -> bytes | None:
    """The readable copy; None when it is not there for this actor. Raises `store.Damaged`."""
    request = reachable(actor, uuid, "ready", "handed")
    return store.fetch(request.path, request.sha256) if request is not None else None


def handed_over(actor: Actor, uuid: UUID, *, now: datetime) -> bool:
    """The person has it; from here the days run until it is removed here. False when there is nothing to hand over."""
    request = reachable(actor, uuid, "ready")
    if request is None:
        return False
    remove_on = actor.today + timedelta(days=policy_on(actor.municipality_id, actor.today).handed_copy_days)
    with transaction.atomic():
        CopyRequest.objects.filter(pk=request.pk).update(state="handed", handed_at=now, remove_on=remove_on)
        record(actor, "copy_handed_over", now=now, subject=uuid, trajectory_id=request.trajectory_ref)
    return True


def withdraw(actor: Actor, uuid: UUID, *, now: datetime) -> bool:
    """The person does not want it any more, or it was the wrong case: the content goes at once."""
    if not actor.may("privacy.requests"):
        raise PermissionDenied
    request = CopyRequest.objects.filter(
        uuid=uuid, municipality_id=actor.municipality_id, state__in=("review", "reviewed", "ready")
    ).first()
    if request is None:
        return False
    with transaction.atomic():
        _remove(request, "withdrawn")
        record(actor, "copy_withdrawn", now=now, subject=uuid, trajectory_id=request.trajectory_ref)
    return True


def remove_old(now: datetime) -> int:
    """Nightly: copies that were handed over long enough ago; how many."""
    old = list(CopyRequest.objects.filter(state="handed", remove_on__lt=timezone.localdate(now)))
    for request in old:
        _remove(request, "removed")
    return len(old)


def _remove(request: CopyRequest, state: str) -> None:
    CopyItem.objects.filter(request=request).delete()
    store.remove(request.uuid)
    CopyRequest.objects.filter(pk=request.pk).update(state=state, path="", sha256="", version=request.version + 1)
