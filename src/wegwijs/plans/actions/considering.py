"""Weigh a decision and put it to a colleague: one open one of a kind per case, written compare-and-set.

Never oneself: who asked or wrote the words does not answer, and the database holds it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import Conflict, compare_and_set
from wegwijs.dossier.queries import Case
from wegwijs.plans import content as contents
from wegwijs.plans import decisions
from wegwijs.plans.actions.agreeing import NotYours, StaleQuestion
from wegwijs.plans.actions.drafting import version_to_write
from wegwijs.plans.considered import HEALTH, Considered, as_changes
from wegwijs.plans.models import OPEN, Decision, DecisionAgreement
from wegwijs.quality import queries as quality


def save_decision(actor: Actor, case: Case, kind: str, said: Considered, version: int, *, now: datetime) -> Decision:
    """Write the open decision of a kind and return it; `version` 0 = there was none yet. Raises `Conflict`.

    A change of what it says takes back a question to a colleague and an agreement already given.
    """
    may_decide(actor, kind)
    values = as_changes(said)
    values["test_result"] = contents.test_result(case.facts, actor.today)
    with transaction.atomic():
        row = _open(case.id, kind)
        if row is None:
            if version:
                raise Conflict({}, 0)
            return _start(actor, case, kind, values, now)
        version = version_to_write(row, version, values)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        changes = {
            **values,
            **_framework(actor, kind),
            "state": "draft",
            "content_version": row.content_version + 1,
            "agreed_by_id": None,
            "agreed_version": None,
            "drafted_by_id": actor.user_id,
        }
        compare_and_set(actor, row, version, changes, now=now, action="decision_drafted", trajectory_id=case.id)
        DecisionAgreement.objects.filter(decision=row, outcome="").update(outcome="withdrawn")
    return row


def ask_about_decision(
    actor: Actor, case: Case, kind: str, version: int, *, now: datetime, of_user: int | None = None
) -> DecisionAgreement:
    """Put it to a colleague (`of_user`: a particular one). Asking twice is asking once. Raises `Conflict`."""
    may_decide(actor, kind)
    if actor.user_id is None or of_user == actor.user_id:
        raise NotYours
    with transaction.atomic():
        row = _open(case.id, kind)
        if row is None:
            raise Conflict({}, 0)
        waiting = DecisionAgreement.objects.filter(decision=row, outcome="").first()
        if waiting is not None:
            return waiting
        changes = {"state": "awaiting_agreement"}
        compare_and_set(actor, row, version, changes, now=now, action="decision_agreement_asked", trajectory_id=case.id)
        return DecisionAgreement.objects.create(
            decision=row, decision_version=row.content_version, asked_by_id=actor.user_id, asked_at=now,
            asked_of_id=of_user,
        )  # fmt: skip


def answer_about_decision(
    actor: Actor, uuid: UUID, outcome: Literal["agreed", "returned"], advice: str, *, now: datetime
) -> DecisionAgreement:
    """Agree, or return with advice. Raises `NotYours`, `StaleQuestion`; PermissionDenied out of reach."""
    reachable = decisions.question(actor, uuid)
    if reachable is None or actor.user_id is None:
        raise PermissionDenied
    with transaction.atomic():
        row = Decision.objects.select_for_update().get(uuid=reachable.decision.uuid)
        asked = DecisionAgreement.objects.select_for_update().get(uuid=uuid)
        if actor.user_id in {asked.asked_by_id, row.drafted_by_id}:
            raise NotYours
        if asked.outcome == outcome and asked.decided_by_id == actor.user_id:
            return asked
        if asked.outcome or asked.decision_version != row.content_version or row.state not in OPEN:
            raise StaleQuestion(asked.outcome or "withdrawn")
        told = {"outcome": outcome, "decided_by_id": actor.user_id, "decided_at": now, "advice": advice.strip()}
        compare_and_set(
            actor, asked, asked.version, told, now=now, action=f"decision_{outcome}", trajectory_id=row.trajectory_id
        )
        agreed = {"agreed_by_id": actor.user_id, "agreed_version": row.content_version} if outcome == "agreed" else {}
        Decision.objects.filter(pk=row.pk).update(state="draft", version=row.version + 1, **agreed)
        record(actor, "decision_back_to_draft", now=now, subject=row.uuid, trajectory_id=row.trajectory_id)
    return asked


def withdraw_decision(actor: Actor, case: Case, kind: str, version: int, reason: str, *, now: datetime) -> None:
    """Give up the open decision of a kind, and say why; it stays readable. Raises `Conflict`, ValueError."""
    may_decide(actor, kind)
    if not reason.strip():
        raise ValueError(reason)
    with transaction.atomic():
        row = _open(case.id, kind)
        if row is None:
            return
        DecisionAgreement.objects.filter(decision=row, outcome="").update(outcome="withdrawn")
        changes = {"state": "withdrawn", "withdrawn_reason": reason.strip()}
        compare_and_set(actor, row, version, changes, now=now, action="decision_withdrawn", trajectory_id=case.id)


def may_decide(actor: Actor, kind: str) -> None:
    """Raises `PermissionDenied` for a hat that takes no decisions, or may not know of health where it matters."""
    if not actor.may("plan.write") or (kind in HEALTH and not actor.may("health.read")):
        raise PermissionDenied


def _open(trajectory_id: int, kind: str) -> Decision | None:
    rows = Decision.objects.select_for_update().filter(trajectory_id=trajectory_id, kind=kind, state__in=OPEN)
    return rows.first()


def _start(actor: Actor, case: Case, kind: str, values: dict[str, Any], now: datetime) -> Decision:
    try:
        with transaction.atomic():
            row = Decision.objects.create(
                municipality_id=actor.municipality_id, trajectory_id=case.id, kind=kind, drafted_by_id=actor.user_id,
                drafted_at=now, **_framework(actor, kind), **values,
            )  # fmt: skip
    except IntegrityError:
        # Somebody else began one in the meantime.
        row = Decision.objects.get(trajectory_id=case.id, kind=kind, state__in=OPEN)
        version_to_write(row, 0, values)
    record(actor, "decision_begun", now=now, subject=row.uuid, trajectory_id=case.id, detail={"kind": kind})
    return row


def _framework(actor: Actor, kind: str) -> dict[str, Any]:
    found = quality.framework(actor.municipality_id, kind, actor.today)
    return {"framework": found.uuid, "framework_version": found.version}
