"""Hearing somebody: write down what was said, put it right, hand it over, take back what was a mistake.

The words stand in the row, sealed; the record gets a fact with the subject only. A complaint about a provider also goes
to the contract manager, in a row without a key to the person (`ProviderComplaint`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import decrypt, encrypt
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier import queries as dossier
from wegwijs.dossier import restriction
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.dossier.actions import withdraw as withdraw_fact
from wegwijs.dossier.queries.voiced import with_earlier
from wegwijs.norms.queries import policy_on
from wegwijs.voice import reaching
from wegwijs.voice.models import KINDS, Promise, ProviderComplaint, Voice
from wegwijs.voice.subjects import OF_PROVIDERS, VOICE_SUBJECTS, by_another

LONGEST = 1000
FACTS = {"wish": "wish_voiced", "complaint": "complaint_made"}


@dataclass
class Refused(ValueError):
    """It cannot be recorded so: `field` is where, `code` is why, `params` what a sentence about it needs."""

    field: str
    code: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said. `organisation_id`: about which provider; `name_agreed`: the person lets us say who it is.

    `from_fact`: it stands in the record already (from another system), so no new fact is written.
    """

    kind: str
    subject: str
    words: str
    on: date
    organisation_id: int | None = None
    name_agreed: bool = False
    from_fact: UUID | None = None


def hear(actor: Actor, trajectory_id: int, heard: Heard, *, now: datetime, request_id: UUID) -> UUID:
    """Record it; the same form twice is once. Raises `Refused`, `FactRefused`, `Restricted`, `PermissionDenied`."""
    if not actor.may("voice.hear"):
        raise PermissionDenied
    words = check(actor, trajectory_id, heard)
    restriction.refuse_change(actor, [trajectory_id])
    with transaction.atomic():
        if Voice.objects.filter(uuid=request_id, trajectory_id=trajectory_id).exists():
            return request_id
        fact = heard.from_fact or append_one(
            actor,
            NewFact(trajectory_id, FACTS[heard.kind], heard.on, {"subject": heard.subject}, uuid=request_id),
            now=now,
        )
        row = Voice.objects.create(
            uuid=request_id,
            municipality_id=actor.municipality_id,
            trajectory_id=trajectory_id,
            kind=heard.kind,
            subject=heard.subject,
            words_sealed=encrypt(words.encode()),
            heard_on=heard.on,
            heard_by_id=actor.user_id,
            side="quality" if by_another(heard.kind, heard.subject) else "responsible",
            answer_by=heard.on + timedelta(days=policy_on(actor.municipality_id, actor.today).voice_answer_days),
            fact=fact,
            passed_on=_pass_on(actor, trajectory_id, heard, words),
        )
        record(actor, "voice_heard", now=now, subject=row.uuid, trajectory_id=trajectory_id)
    return row.uuid


def check(actor: Actor, trajectory_id: int, heard: Heard) -> str:
    """The words as they will be kept; raises `Refused`."""
    words = heard.words.strip()
    if not words:
        raise Refused("subject", "empty")
    if len(words) > LONGEST:
        raise Refused("subject", "too_long", {"most": LONGEST})
    if heard.on > actor.today:
        raise Refused("on", "in_the_future")
    if heard.kind not in KINDS or heard.subject not in VOICE_SUBJECTS:
        raise Refused("about", "unknown")
    if _goes_on(heard) and not heard.name_agreed and dossier.mentions(trajectory_id, words):
        raise Refused("subject", "names_the_person")
    if heard.kind == "complaint" and heard.subject == "teacher" and heard.organisation_id is None:
        raise Refused("organisation", "which_provider")
    return words


def correct(actor: Actor, trajectory_id: int, voice: UUID, version: int, heard: Heard, *, now: datetime) -> None:
    """Put right what was written down. The record keeps what stood there first. Raises as `hear`, and `Conflict`."""
    row = reaching.to_change(actor, trajectory_id, voice)
    words = check(actor, trajectory_id, heard)
    changes: dict[str, Any] = {"kind": heard.kind, "subject": heard.subject, "heard_on": heard.on}
    same = all(getattr(row, name) == value for name, value in changes.items())
    if decrypt(row.words_sealed).decode() != words:
        changes["words_sealed"] = encrypt(words.encode())
    if by_another(heard.kind, heard.subject) and row.side == "responsible":
        changes["side"] = "quality"
    with transaction.atomic():
        if not same:
            told = NewFact(trajectory_id, FACTS[heard.kind], heard.on, {"subject": heard.subject}, supersedes=row.fact)
            changes["fact"] = append_one(actor, told, now=now)
            changes["answer_by"] = heard.on + timedelta(
                days=policy_on(actor.municipality_id, actor.today).voice_answer_days
            )
        compare_and_set(actor, row, version, changes, now=now, action="voice_corrected", trajectory_id=trajectory_id)
        if row.passed_on_id is None and _goes_on(heard):
            Voice.objects.filter(pk=row.pk).update(passed_on=_pass_on(actor, trajectory_id, heard, words))
        elif row.passed_on_id is not None and "words_sealed" in changes:
            ProviderComplaint.objects.filter(pk=row.passed_on_id).update(words_sealed=encrypt(words.encode()))


def hand_over(
    actor: Actor, trajectory_id: int, voice: UUID, version: int, owner_id: int | None, *, now: datetime
) -> None:
    """Somebody else answers; None: whoever is responsible for the case. Raises `Refused`, `Conflict`."""
    row = reaching.to_change(actor, trajectory_id, voice)
    if owner_id is None and by_another(row.kind, row.subject):
        raise Refused("owner", "not_about_oneself")
    changes = {"owner_id": owner_id, "side": "responsible" if owner_id is None else "person"}
    compare_and_set(actor, row, version, changes, now=now, action="voice_handed_over", trajectory_id=trajectory_id)


def take_back(actor: Actor, trajectory_id: int, voice: UUID, version: int, reason: str, *, now: datetime) -> None:
    """It was never said, or not by this person. It stays in the record as withdrawn. Raises `Refused`, `Conflict`."""
    row = reaching.to_change(actor, trajectory_id, voice)
    if not reason.strip():
        raise Refused("reason", "empty")
    with transaction.atomic():
        for fact in filter(None, (row.realised_fact, row.answer_fact, row.fact)):
            for one in with_earlier(trajectory_id, fact):
                withdraw_fact(actor, trajectory_id, one, now=now, reason=reason.strip())
        changes = {"withdrawn_on": actor.today}
        compare_and_set(actor, row, version, changes, now=now, action="voice_taken_back", trajectory_id=trajectory_id)
        _with_it(row, taken_back=True)


def follow_withdrawal(trajectory_id: int, fact: UUID, *, on: date | None) -> None:
    """A fact was withdrawn in the history of the case (`on`), or brought back (None): what came with it goes along."""
    Promise.objects.filter(uuid=uuid5(fact, "promise")).update(done_on=on)
    for row in Voice.objects.filter(trajectory_id=trajectory_id, fact=fact):
        Voice.objects.filter(pk=row.pk).update(withdrawn_on=on, version=row.version + 1)
        _with_it(row, taken_back=on is not None)


def _with_it(row: Voice, *, taken_back: bool) -> None:
    """What the contract manager has goes out of sight, or comes back."""
    if row.passed_on_id is not None:
        ProviderComplaint.objects.filter(pk=row.passed_on_id).update(taken_back=taken_back)


def _goes_on(heard: Heard) -> bool:
    return heard.kind == "complaint" and heard.subject in OF_PROVIDERS and heard.organisation_id is not None


def _pass_on(actor: Actor, trajectory_id: int, heard: Heard, words: str) -> ProviderComplaint | None:
    """What the contract manager gets: provider, subject, words and week; a name only where the person agreed."""
    if not _goes_on(heard) or heard.organisation_id is None:
        return None
    name = dossier.name_of(trajectory_id) if heard.name_agreed else ""
    return ProviderComplaint.objects.create(
        municipality_id=actor.municipality_id,
        organisation_id=heard.organisation_id,
        subject=heard.subject,
        words_sealed=encrypt(words.encode()),
        name_sealed=encrypt(name.encode()) if name else None,
        week=heard.on - timedelta(days=heard.on.weekday()),
    )


def hear_contact(actor: Actor, trajectory_id: int, channel: str, on: date, *, now: datetime, request_id: UUID) -> UUID:
    """Somebody of the desk spoke with the person; who reads the case records it there. Once for each form."""
    if not actor.may("voice.hear"):
        raise PermissionDenied
    if on > actor.today:
        raise Refused("on", "in_the_future")
    return append_one(actor, NewFact(trajectory_id, "contact_made", on, {"channel": channel}, uuid=request_id), now=now)
