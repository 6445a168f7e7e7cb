"""Propose, change, activate, withdraw a norm. Who wrote a proposal never activates it; the database keeps that too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs import policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import Conflict, compare_and_set
from wegwijs.norms import queries
from wegwijs.norms.models import ImpactCheck, Norm


class SamePerson(Exception):
    """Who wrote a proposal does not activate it."""


class NotChecked(Exception):
    """There is no finished impact check of what is proposed now."""


class HoldsAlready(Exception):
    """A norm that holds is not withdrawn; another value takes its place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is proposed: a value, from which day, and why."""

    value: Any
    effective_from: date
    reason: str


def propose(actor: Actor, name: str, wanted: Wanted, *, now: datetime) -> UUID:
    """A draft. Raises `policy.PolicyError` when the value may not be chosen, `PermissionDenied`."""
    _may(actor, "norm.propose")
    if actor.user_id is None:
        raise PermissionDenied
    _check(actor, name, wanted)
    with transaction.atomic():
        row = Norm.objects.create(
            municipality_id=actor.municipality_id, name=name, value=wanted.value,
            effective_from=wanted.effective_from, reason=wanted.reason.strip(), proposed_by_id=actor.user_id,
            proposed_at=now,
        )  # fmt: skip
        record(actor, "norm_proposed", now=now, subject=row.uuid, detail={"norm": name})
    return row.uuid


def change(actor: Actor, uuid: UUID, version: int, wanted: Wanted, *, now: datetime) -> None:
    """Another value, day or reason in a draft; from then on it is this person's proposal, to be checked again.

    Raises `Conflict`, `policy.PolicyError`, `PermissionDenied`.
    """
    _may(actor, "norm.propose")
    row = _draft(actor, uuid, version)
    _check(actor, row.name, wanted)
    changes = {"value": wanted.value, "effective_from": wanted.effective_from, "reason": wanted.reason.strip()}
    if all(getattr(row, name) == value for name, value in changes.items()):
        return
    changes |= {"proposed_by_id": actor.user_id, "proposed_at": now, "content_version": row.content_version + 1}
    compare_and_set(actor, row, version, changes, now=now, action="norm_changed")


def activate(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> date:
    """A second person agrees; from which day it holds. Cases are worked out again by who calls this (dossier.impact).

    Raises `SamePerson`, `NotChecked`, `Conflict`, `policy.PolicyError`, `PermissionDenied`.
    """
    _may(actor, "norm.activate")
    row = _draft(actor, uuid, version)
    if row.proposed_by_id == actor.user_id:
        raise SamePerson
    if not row.checks.filter(content_version=row.content_version, state="done").exists():
        raise NotChecked
    _check(actor, row.name, Wanted(row.value, row.effective_from, row.reason))
    changes = {"state": "active", "activated_by_id": actor.user_id, "activated_at": now}
    compare_and_set(actor, row, version, changes, now=now, action="norm_activated")
    return row.effective_from


def withdraw(actor: Actor, uuid: UUID, version: int, reason: str, *, now: datetime) -> None:
    """Not this one, and why: a draft, or an active one that does not hold yet.

    Raises `HoldsAlready`, `Conflict`, `PermissionDenied`; ValueError without a reason.
    """
    if not any(map(actor.may, queries.EITHER)):
        raise PermissionDenied
    if not reason.strip():
        raise ValueError("a reason")
    row = Norm.objects.get(uuid=uuid, municipality_id=actor.municipality_id)
    if row.state == "active" and row.effective_from <= actor.today:
        raise HoldsAlready
    if row.state == "withdrawn":
        raise Conflict({"state": (row.state, "withdrawn")}, row.version)
    changes = {
        "state": "withdrawn", "withdrawn_by_id": actor.user_id, "withdrawn_at": now, "withdrawn_on": actor.today,
        "withdrawn_reason": reason.strip(),
    }  # fmt: skip
    compare_and_set(actor, row, version, changes, now=now, action="norm_withdrawn")


def ask_check(actor: Actor, norm: UUID | None, figures: Mapping[str, str], on: date, *, now: datetime) -> UUID:
    """Note that the impact of a draft, or of changed figures of the law, is to be worked out."""
    if not any(map(actor.may, queries.EITHER)):
        raise PermissionDenied
    row = Norm.objects.get(uuid=norm, municipality_id=actor.municipality_id) if norm else None
    with transaction.atomic():
        asked = ImpactCheck.objects.create(
            municipality_id=actor.municipality_id, norm=row, content_version=row.content_version if row else None,
            figures=dict(figures), on=on, asked_by_id=actor.user_id, asked_at=now,
        )  # fmt: skip
        detail = {"norm": row.name} if row else {"files": len(figures)}
        record(actor, "impact_asked", now=now, subject=asked.uuid, detail=detail)
    return asked.uuid


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check needs to know of itself."""

    municipality_id: int
    name: str | None
    value: Any
    figures: Mapping[str, str]
    on: date


def begin_check(uuid: UUID, *, now: datetime) -> Asked | None:
    """Take a check in hand, also one that a worker left; None when it was finished."""
    open_ = ImpactCheck.objects.filter(uuid=uuid).exclude(state="done")
    if not open_.update(state="running", started_at=now, cases_done=0, cases_total=0):
        return None
    row = ImpactCheck.objects.select_related("norm").get(uuid=uuid)
    own = row.norm
    return Asked(row.municipality_id, own.name if own else None, own.value if own else None, row.figures, row.on)


def check_progress(uuid: UUID, done: int, total: int) -> None:
    """How many cases were looked at."""
    ImpactCheck.objects.filter(uuid=uuid, state="running").update(cases_done=done, cases_total=total)


def finish_check(uuid: UUID, touched: int, counts: Sequence[tuple[str, str, str, int]], *, now: datetime) -> None:
    """Keep the numbers."""
    ImpactCheck.objects.filter(uuid=uuid, state="running").update(
        state="done", finished_at=now, touched=touched, counts=[list(one) for one in counts]
    )


def fail_check(uuid: UUID, *, now: datetime) -> None:
    """It could not be worked out: the figures do not fit the rules."""
    ImpactCheck.objects.filter(uuid=uuid).exclude(state="done").update(state="failed", finished_at=now)


def _check(actor: Actor, name: str, wanted: Wanted) -> None:
    """May this value be chosen, also beside the norms of its first day?"""
    found = policy.catalogue().get(name)
    if found is None:
        raise policy.PolicyError("no_such_norm", f"{name}: no such norm")
    found.check(wanted.value)
    day = max(wanted.effective_from, actor.today)
    beside = queries.policy_on(actor.municipality_id, day)
    policy.check_together(policy.merge(beside, [policy.Override(name, wanted.value, day)], day))


def _draft(actor: Actor, uuid: UUID, version: int) -> Norm:
    row = Norm.objects.get(uuid=uuid, municipality_id=actor.municipality_id)
    if row.state != "draft" or row.version != version:
        raise Conflict({"state": (row.state, "draft")}, row.version)
    return row


def _may(actor: Actor, permission: str) -> None:
    if not actor.may(permission):
        raise PermissionDenied
