"""The social map and referrals: writing. Safety notes are written in `support.actions`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import encrypt
from wegwijs.accounts.rows import compare_and_set
from wegwijs.accounts.scope import scope
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.norms.queries import policy_on
from wegwijs.support.models import Offer, Referral
from wegwijs.support.social_map import OUTCOMES, QUESTION, Described, check, needs

WRITE = "offer.write"


class CannotRefer(ValueError):
    """Why not, as `code`: ``consent``, ``not_there``, ``subject``, ``too_long``, ``outcome``; or a code of `check`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def add_offer(actor: Actor, said: Described, keeper_id: int, *, now: datetime, request_id: UUID) -> UUID:
    """A new place on the map, checked today; the same form twice is one. Raises `CannotRefer`, `PermissionDenied`."""
    _may_keep(actor)
    if problem := check(said):
        raise CannotRefer(problem)
    with transaction.atomic():
        row, made = Offer.objects.get_or_create(
            uuid=request_id,
            defaults={
                **_columns(said), "municipality_id": actor.municipality_id, "keeper_id": keeper_id,
                "checked_on": actor.today,
            },
        )  # fmt: skip
        if made:
            record(actor, "offer_added", now=now, subject=row.uuid)
    return row.uuid


def change_offer(actor: Actor, uuid: UUID, version: int, said: Described, keeper_id: int, *, now: datetime) -> None:
    """Put it right; whoever changes it has looked, so it is checked today. Raises `CannotRefer`, `Conflict`."""
    row = _offer(actor, uuid)
    if problem := check(said):
        raise CannotRefer(problem)
    changes = {**_columns(said), "keeper_id": keeper_id, "checked_on": actor.today}
    compare_and_set(actor, row, version, changes, now=now, action="offer_changed")


def check_offer(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """Looked at today: it is still like this. Raises `CannotRefer`, `Conflict`."""
    compare_and_set(actor, _offer(actor, uuid), version, {"checked_on": actor.today}, now=now, action="offer_checked")


def end_offer(actor: Actor, uuid: UUID, version: int, *, now: datetime) -> None:
    """No longer there; who was referred to it keeps that. Raises `CannotRefer`, `Conflict`."""
    compare_and_set(actor, _offer(actor, uuid), version, {"ended_on": actor.today}, now=now, action="offer_ended")


def refer(
    actor: Actor,
    trajectory_id: int,
    offer: UUID,
    *,
    subject: str,
    question: str,
    consent: bool,
    now: datetime,
    request_id: UUID,
) -> UUID:
    """Point somebody who wants it to an offer: a row and a fact. The same form twice is one.

    Raises `CannotRefer`, `PermissionDenied` (also for a subject whose permission the actor lacks), `FactRefused`.
    """
    row = _to(actor, offer, subject, question, consent=consent)
    ask_on = actor.today + timedelta(days=policy_on(actor.municipality_id, actor.today).referral_ask_days)
    with transaction.atomic():
        made, is_new = Referral.objects.get_or_create(
            uuid=request_id,
            defaults={
                "municipality_id": actor.municipality_id, "trajectory_id": trajectory_id, "offer": row,
                "subject": subject, "question_sealed": encrypt(question.strip().encode()),
                "consented_on": actor.today, "sent_by_id": actor.user_id, "sent_at": now, "ask_on": ask_on,
            },
        )  # fmt: skip
        if is_new:
            append_one(actor, NewFact(trajectory_id, "referral_sent", actor.today, _told(row), uuid=made.uuid), now=now)
            record(actor, "referral_sent", now=now, subject=made.uuid, trajectory_id=trajectory_id)
    return made.uuid


def _to(actor: Actor, offer: UUID, subject: str, question: str, *, consent: bool) -> Offer:
    """The place, when this actor may point somebody there for this subject and with these words."""
    if not actor.may("case.write"):
        raise PermissionDenied
    row = Offer.objects.filter(municipality_id=actor.municipality_id, uuid=offer, ended_on=None).first()
    if row is None:
        raise CannotRefer("not_there")
    if not all(actor.may(one) for one in needs(row.subjects)):
        raise PermissionDenied
    if not consent:
        raise CannotRefer("consent")
    if subject not in row.subjects:
        raise CannotRefer("subject")
    if len(question) > QUESTION:
        raise CannotRefer("too_long")
    return row


def answer(actor: Actor, trajectory_id: int, uuid: UUID, version: int, outcome: str, *, now: datetime) -> None:
    """Did it help? ``later``: not been there yet, so it is asked again. Raises `CannotRefer`, `Conflict`."""
    row = _referral(actor, trajectory_id, uuid)
    if outcome not in OUTCOMES:
        raise CannotRefer("outcome")
    with transaction.atomic():
        if outcome == "later":
            ask_on = actor.today + timedelta(days=policy_on(actor.municipality_id, actor.today).referral_ask_days)
            changes: dict[str, Any] = {"outcome": outcome, "ask_on": ask_on}
        else:
            changes = {"outcome": outcome, "answered_on": actor.today}
        if compare_and_set(
            actor, row, version, changes, now=now, action="referral_answered", trajectory_id=trajectory_id
        ) and row.answered_on:  # fmt: skip
            told = {**_told(row.offer), "decision": outcome}
            append_one(actor, NewFact(trajectory_id, "referral_answered", actor.today, told), now=now)


def _told(row: Offer) -> dict[str, Any]:
    """What the fact says: where to, unless that says something of health or safety."""
    return {} if needs(row.subjects) else {"to": row.name}


def _columns(said: Described) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(said).items()}


def _may_keep(actor: Actor) -> None:
    if not actor.may(WRITE) or actor.user_id is None:
        raise PermissionDenied


def _offer(actor: Actor, uuid: UUID) -> Offer:
    _may_keep(actor)
    row = Offer.objects.filter(municipality_id=actor.municipality_id, uuid=uuid, ended_on=None).first()
    if row is None:
        raise CannotRefer("not_there")
    return row


def _referral(actor: Actor, trajectory_id: int, uuid: UUID) -> Referral:
    if not actor.may("case.write"):
        raise PermissionDenied
    found = scope(actor, Referral.objects.filter(uuid=uuid, trajectory_id=trajectory_id)).select_related("offer")
    row = found.first()
    if row is None:
        raise CannotRefer("not_there")
    if not all(actor.may(one) for one in needs(row.offer.subjects)):
        raise PermissionDenied
    return row
