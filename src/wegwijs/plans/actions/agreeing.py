"""Four eyes: a plan against the wish or the test waits for a colleague. Never oneself; the database holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier.queries import Case
from wegwijs.plans import queries
from wegwijs.plans.actions.drafting import may_write
from wegwijs.plans.models import OPEN, Pip, PipAgreement


class NotYours(PermissionDenied):
    """Nobody agrees on their own plan."""


@dataclass
class StaleQuestion(Exception):
    """The plan changed, was established or dropped after the question, or somebody answered first."""

    outcome: str


def ask(actor: Actor, case: Case, version: int, *, now: datetime, of_user: int | None = None) -> PipAgreement:
    """Put the draft to a colleague (`of_user`: a particular one). Asking twice is asking once. Raises `Conflict`."""
    may_write(actor)
    if actor.user_id is None or of_user == actor.user_id:
        raise NotYours
    with transaction.atomic():
        row = Pip.objects.select_for_update().get(trajectory_id=case.id, state__in=OPEN)
        waiting = PipAgreement.objects.filter(pip=row, outcome="", pip_version=row.content_version).first()
        if waiting is not None:
            return waiting
        compare_and_set(
            actor,
            row,
            version,
            {"state": "awaiting_agreement"},
            now=now,
            action="pip_agreement_asked",
            trajectory_id=case.id,
        )
        return PipAgreement.objects.create(
            pip=row,
            pip_version=row.content_version,
            route=row.route,
            wish_route=row.wish_route,
            test_result=row.test_result,
            asked_by_id=actor.user_id,
            asked_at=now,
            asked_of_id=of_user,
        )


def answer(
    actor: Actor, uuid: UUID, outcome: Literal["agreed", "returned"], advice: str, *, now: datetime
) -> PipAgreement:
    """Agree, or return with advice. Raises `NotYours`, `StaleQuestion`; PermissionDenied out of reach.

    Whoever asked, or wrote the words that are agreed on, cannot answer.
    """
    reachable = queries.question(actor, uuid)
    if reachable is None or not actor.may("plan.agree") or actor.user_id is None:
        raise PermissionDenied
    with transaction.atomic():
        row = Pip.objects.select_for_update().get(uuid=reachable.plan.uuid)
        asked = PipAgreement.objects.select_for_update().get(uuid=uuid)
        if actor.user_id in {asked.asked_by_id, row.drafted_by_id}:
            raise NotYours
        if asked.outcome == outcome and asked.decided_by_id == actor.user_id:
            return asked
        if asked.outcome or asked.pip_version != row.content_version or row.state not in OPEN:
            raise StaleQuestion(asked.outcome or "withdrawn")
        compare_and_set(
            actor, asked, asked.version,
            {"outcome": outcome, "decided_by_id": actor.user_id, "decided_at": now, "advice": advice.strip()},
            now=now, action=f"pip_agreement_{outcome}", trajectory_id=row.trajectory_id,
        )  # fmt: skip
        agreed = {"agreed_by_id": actor.user_id, "agreed_version": row.content_version} if outcome == "agreed" else {}
        Pip.objects.filter(pk=row.pk).update(state="draft", version=row.version + 1, **agreed)
        record(actor, "pip_back_to_draft", now=now, subject=row.uuid, trajectory_id=row.trajectory_id)
    return asked
