"""Answering: decide with a reason in plain words, tell the person, and see whether it came true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.eventlog.words import VOICE_DECISIONS
from wegwijs.norms.queries import policy_on
from wegwijs.voice import reaching
from wegwijs.voice.hearing import LONGEST, Refused
from wegwijs.voice.models import ProviderComplaint, Voice
from wegwijs.voice.subjects import COMES_TRUE


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision, and how the person heard it. `told_on` None: decided, still to be told.

    `own_words`: the reason in the language of the person, as far as somebody wrote it.
    """

    decision: str
    reason: str
    own_words: str = ""
    look_again_on: date | None = None
    told_on: date | None = None
    told_language: str = ""
    told_how: str = ""


def answer(actor: Actor, trajectory_id: int, voice: UUID, version: int, given: Answer, *, now: datetime) -> None:
    """Keep the decision; with `told_on` the answer is a fact of that day. Raises `Refused`, `Conflict`, `FactRefused`.

    What was told and is put right afterwards supersedes the fact.
    """
    row = reaching.to_change(actor, trajectory_id, voice)
    _check(actor, row, given)
    changes: dict[str, Any] = {
        "decision": given.decision,
        "look_again_on": _look_again(actor, given),
        "decided_on": row.decided_on or actor.today,
        "decided_by_id": row.decided_by_id or actor.user_id,
        "told_on": given.told_on,
        "told_language": given.told_language if given.told_on else "",
        "told_how": given.told_how if given.told_on else "",
        **_sealed(row.reason_sealed, given.reason, "reason_sealed"),
        **_sealed(row.own_words_sealed, given.own_words, "own_words_sealed"),
    }
    with transaction.atomic():
        if given.told_on and _differs(row, given):
            payload = {"subject": row.subject, "decision": given.decision, "of": str(row.fact)}
            told = NewFact(trajectory_id, "voice_answered", given.told_on, payload, supersedes=row.answer_fact)
            changes["answer_fact"] = append_one(actor, told, now=now)
        compare_and_set(actor, row, version, changes, now=now, action="voice_decided", trajectory_id=trajectory_id)


def realise(actor: Actor, trajectory_id: int, voice: UUID, version: int, on: date, *, now: datetime) -> None:
    """What was wished came true on that day. Raises `Refused`, `Conflict`, `FactRefused`."""
    row = reaching.to_change(actor, trajectory_id, voice)
    if row.told_on is None or row.decision not in COMES_TRUE:
        raise Refused("on", "not_answered")
    if on > actor.today:
        raise Refused("on", "in_the_future")
    if on < row.heard_on:
        raise Refused("on", "before_it_was_said")
    with transaction.atomic():
        payload = {"subject": row.subject, "of": str(row.fact)}
        fact = NewFact(trajectory_id, "voice_realised", on, payload, supersedes=row.realised_fact)
        changes = {"realised_on": on, "realised_fact": append_one(actor, fact, now=now)}
        compare_and_set(actor, row, version, changes, now=now, action="voice_realised", trajectory_id=trajectory_id)


def postpone(actor: Actor, trajectory_id: int, voice: UUID, version: int, until: date, *, now: datetime) -> None:
    """Not yet: look again on that day. Raises `Refused`, `Conflict`."""
    row = reaching.to_change(actor, trajectory_id, voice)
    if until <= actor.today:
        raise Refused("until", "not_in_the_future")
    compare_and_set(
        actor, row, version, {"look_again_on": until}, now=now, action="voice_postponed", trajectory_id=trajectory_id
    )


def handle(actor: Actor, complaint: UUID, version: int, words: str, *, now: datetime) -> None:
    """The contract manager says what was done; whoever answers the person reads it. Raises `Refused`, `Conflict`."""
    row = ProviderComplaint.objects.filter(
        uuid=complaint, municipality_id=actor.municipality_id, taken_back=False
    ).first()
    if row is None or not actor.may("complaint.handle"):
        raise PermissionDenied
    words = words.strip()
    if not words:
        raise Refused("words", "empty")
    if len(words) > LONGEST:
        raise Refused("words", "too_long", {"most": LONGEST})
    changes = {"done_sealed": encrypt(words.encode()), "done_on": actor.today, "done_by_id": actor.user_id}
    compare_and_set(actor, row, version, changes, now=now, action="provider_complaint_handled")


def _check(actor: Actor, row: Voice, given: Answer) -> None:
    if given.decision not in VOICE_DECISIONS:
        raise Refused("decision", "empty")
    if not given.reason.strip():
        raise Refused("reason", "empty")
    for name, text in (("reason", given.reason), ("own_words", given.own_words)):
        if len(text) > LONGEST:
            raise Refused(name, "too_long", {"most": LONGEST})
    if given.decision == "later" and (given.look_again_on is None or given.look_again_on <= actor.today):
        raise Refused("look_again_on", "not_in_the_future")
    if given.told_on is None:
        if row.told_on is not None:
            raise Refused("told_on", "was_told")
        return
    if given.told_on > actor.today:
        raise Refused("told_on", "in_the_future")
    if given.told_on < row.heard_on:
        raise Refused("told_on", "before_it_was_said")
    for name, text in (("told_language", given.told_language), ("told_how", given.told_how)):
        if not text:
            raise Refused(name, "empty")


def _look_again(actor: Actor, given: Answer) -> date | None:
    """After a yes somebody looks whether it came true; after a no there is nothing to look at."""
    if given.decision not in COMES_TRUE:
        return None
    if given.look_again_on is not None or given.told_on is None:
        return given.look_again_on
    return given.told_on + timedelta(days=policy_on(actor.municipality_id, actor.today).voice_look_again_days)


def _differs(row: Voice, given: Answer) -> bool:
    return (row.told_on, row.decision) != (given.told_on, given.decision)


def _sealed(present: bytes | memoryview | None, text: str, name: str) -> dict[str, Any]:
    """Sealed anew only when it says something else: a seal differs each time."""
    text = text.strip()
    if present is not None and decrypt(present).decode() == text:
        return {}
    return {name: encrypt(text.encode()) if text else None}
