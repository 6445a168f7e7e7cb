"""Draft a plan: one open draft per case, written compare-and-set, so that two tabs or colleagues never overwrite."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import Conflict, compare_and_set, conflict, touched_since
from wegwijs.dossier.queries import Case
from wegwijs.plans import content as contents
from wegwijs.plans.content import Content
from wegwijs.plans.models import OPEN, Decision, Pip, PipAgreement

PLAN_FACTS = frozenset({"pip_established", "pip_amended"})


def save(actor: Actor, case: Case, content: Content, version: int, *, now: datetime) -> Pip:
    """Write the draft of a case and return it; `version` 0 = there was none yet. Raises `Conflict`.

    A change of what the plan says takes back a question to a colleague and an agreement already given.
    """
    may_write(actor)
    values = contents.as_changes(content)
    values["test_result"] = contents.test_result(case.facts, actor.today)
    with transaction.atomic():
        row = Pip.objects.select_for_update().filter(trajectory_id=case.id, state__in=OPEN).first()
        if row is None:
            if version:
                raise Conflict({}, 0)
            return _start(actor, case, values, now)
        version = version_to_write(row, version, values)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        changes = {
            **values,
            "state": "draft",
            "content_version": row.content_version + 1,
            "agreed_by_id": None,
            "agreed_version": None,
            "drafted_by_id": actor.user_id,
        }
        compare_and_set(actor, row, version, changes, now=now, action="pip_drafted", trajectory_id=case.id)
        PipAgreement.objects.filter(pip=row, outcome="").update(outcome="withdrawn")
    return row


def drop(actor: Actor, case: Case, version: int, *, now: datetime) -> None:
    """Give up the open draft; it stays readable in the list of plans. Raises `Conflict`."""
    may_write(actor)
    with transaction.atomic():
        row = Pip.objects.select_for_update().filter(trajectory_id=case.id, state__in=OPEN).first()
        if row is None:
            return
        PipAgreement.objects.filter(pip=row, outcome="").update(outcome="withdrawn")
        compare_and_set(actor, row, version, {"state": "dropped"}, now=now, action="pip_dropped", trajectory_id=case.id)


def may_write(actor: Actor) -> None:
    """Raises `PermissionDenied` for a hat that makes no plans."""
    if not actor.may("plan.write"):
        raise PermissionDenied


def _start(actor: Actor, case: Case, values: dict[str, Any], now: datetime) -> Pip:
    current = Pip.objects.filter(trajectory_id=case.id, state="established").first()
    known = {fact.kind for fact in law.in_force(list(case.facts), actor.today)}
    try:
        with transaction.atomic():
            row = Pip.objects.create(
                municipality_id=actor.municipality_id,
                trajectory_id=case.id,
                amends=current,
                is_amendment=current is not None or bool(PLAN_FACTS & known),
                drafted_by_id=actor.user_id,
                drafted_at=now,
                **values,
            )
    except IntegrityError:
        # Somebody else began a draft in the meantime.
        row = Pip.objects.get(trajectory_id=case.id, state__in=OPEN)
        version_to_write(row, 0, values)
    record(actor, "pip_begun", now=now, subject=row.uuid, trajectory_id=case.id)
    return row


def version_to_write(row: Pip | Decision, version: int, values: dict[str, Any]) -> int:
    """The version that stands, when nothing that others changed since differs from what is offered. Raises `Conflict`.

    A question that was asked or answered meanwhile counts as everything: it was about these words.
    """
    if row.version == version:
        return version
    touched = touched_since(row.trajectory_id, row.uuid, version) if version else None
    if touched is not None and touched.isdisjoint({"state", "agreed_by_id"}):
        values = {name: values[name] for name in touched & values.keys()}
    found = conflict(row, values, row.trajectory_id)
    if found.fields:
        raise found
    return row.version
