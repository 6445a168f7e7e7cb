"""The social map and referrals: reading. Offers are for everybody of the municipality, referrals go through scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.scope import scope
from wegwijs.norms.queries import policy_on
from wegwijs.support.models import Offer, Referral
from wegwijs.support.social_map import NAMES, NO_NOTE, Described, Wanted, needs

LIMIT = 20


@dataclass(frozen=True, slots=True)
class OfferView:
    """A place on the map. `is_old`: longer ago than the norm that somebody checked it."""

    uuid: UUID
    said: Described
    keeper: str
    keeper_id: int
    checked_on: date
    is_old: bool
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class ReferralView:
    """Who was pointed where. Without the permission for its subject only that there was one: no offer, no words."""

    uuid: UUID
    offer: OfferView | None
    subject: str
    question: str
    sent_on: date
    sent_by: str
    ask_on: date
    outcome: str
    answered_on: date | None
    version: int
    may_note: bool

    def may_answer(self, today: date) -> bool:
        """Is it time to ask whether it helped?"""
        return self.offer is not None and self.answered_on is None and self.ask_on <= today


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A referral of a case of this actor, to ask about now."""

    case: UUID
    name: str
    referral: ReferralView


def offers(actor: Actor, wanted: Wanted) -> tuple[OfferView, ...]:
    """What fits, shortest known wait first. Two queries: a city has some hundreds."""
    rows = Offer.objects.filter(municipality_id=actor.municipality_id, ended_on=None).select_related("keeper")
    oldest = _oldest(actor)
    found = [one for one in (_offer(row, oldest) for row in rows) if wanted.fits(one.said)]
    return tuple(sorted(found, key=lambda one: (_wait(one), one.said.name.casefold())))


def offer(actor: Actor, uuid: UUID) -> OfferView | None:
    """One place, also when it is no longer there."""
    found = Offer.objects.filter(municipality_id=actor.municipality_id, uuid=uuid).select_related("keeper").first()
    return _offer(found, _oldest(actor)) if found is not None else None


def districts(actor: Actor) -> list[str]:
    """Districts that offers name, by alphabet."""
    rows = Offer.objects.filter(municipality_id=actor.municipality_id, ended_on=None)
    return sorted({one for named in rows.values_list("districts", flat=True) for one in named})


def languages(actor: Actor) -> set[str]:
    """Languages in which some offer helps."""
    rows = Offer.objects.filter(municipality_id=actor.municipality_id, ended_on=None)
    return {one for spoken in rows.values_list("languages", flat=True) for one in spoken}


def kept_rows(actor: Actor) -> QuerySet[Offer]:
    """Offers that this actor keeps."""
    return Offer.objects.filter(municipality_id=actor.municipality_id, keeper_id=actor.user_id or 0, ended_on=None)


def offers_to_check(actor: Actor) -> int:
    """How many that this actor keeps were checked too long ago. One query for who keeps none."""
    checked = list(kept_rows(actor).values_list("checked_on", flat=True))
    oldest = _oldest(actor) if checked else actor.today
    return sum(day < oldest for day in checked)


def may_refer(actor: Actor, found: OfferView) -> bool:
    """May this actor point somebody there? Not where the subject is behind a permission that the hat lacks."""
    return actor.may("case.write") and all(actor.may(one) for one in needs(found.said.subjects))


def referrals(actor: Actor, trajectory_id: int) -> tuple[ReferralView, ...]:
    """Of one case, the newest first. Two queries; one when there are none."""
    rows = scope(actor, Referral.objects.filter(trajectory_id=trajectory_id)).select_related("offer__keeper", "sent_by")
    found = list(rows.order_by("-pk"))
    oldest = _oldest(actor) if found else actor.today
    return tuple(_referral(actor, row, oldest) for row in found)


def referral(actor: Actor, trajectory_id: int, uuid: UUID) -> ReferralView | None:
    """One of a case; None when there is none for this actor, or the subject is not for this actor."""
    found = next((one for one in referrals(actor, trajectory_id) if one.uuid == uuid), None)
    return found if found is not None and found.offer is not None else None


def ask_rows(actor: Actor) -> QuerySet[Referral]:
    """Referrals to ask about, of cases that this actor is responsible for."""
    mine = Referral.objects.filter(
        municipality_id=actor.municipality_id, answered_on=None, ask_on__lte=actor.today,
        trajectory__snapshot__responsible_id=actor.user_id or 0,
    )  # fmt: skip
    return scope(actor, mine)


def referrals_to_ask(actor: Actor) -> tuple[ToAsk, ...]:
    """`ask_rows`, the longest waiting first. Two queries; one when there are none."""
    rows = ask_rows(actor).select_related("offer__keeper", "sent_by", "trajectory__snapshot").order_by("ask_on")
    found = list(rows[:LIMIT])
    oldest = _oldest(actor) if found else actor.today
    asked = (
        ToAsk(row.trajectory.uuid, row.trajectory.snapshot.display_name, _referral(actor, row, oldest)) for row in found
    )
    return tuple(one for one in asked if one.referral.offer is not None)


def _wait(one: OfferView) -> int:
    return 10_000 if one.said.waiting_weeks is None else one.said.waiting_weeks


def _oldest(actor: Actor) -> date:
    """A place that was checked before this day is old."""
    return actor.today - timedelta(days=policy_on(actor.municipality_id, actor.today).offer_check_days)


def _offer(row: Offer, oldest: date) -> OfferView:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value := getattr(row, name), list) else value for name in NAMES
    }
    return OfferView(
        row.uuid, Described(**values), row.keeper.name, row.keeper_id, row.checked_on,
        row.checked_on < oldest, row.ended_on, row.version,
    )  # fmt: skip


def _referral(actor: Actor, row: Referral, oldest: date) -> ReferralView:
    seen = all(actor.may(one) for one in needs(row.offer.subjects))
    return ReferralView(
        row.uuid, _offer(row.offer, oldest) if seen else None, row.subject if seen else "",
        decrypt(row.question_sealed).decode() if seen else "", row.consented_on,
        row.sent_by.name if row.sent_by else "", row.ask_on, row.outcome if seen else "", row.answered_on, row.version,
        seen and row.subject not in NO_NOTE,
    )  # fmt: skip
