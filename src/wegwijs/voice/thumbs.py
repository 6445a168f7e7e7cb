"""Thumbs: how a conversation, a workshop or a block of lessons was. Anonymous by how it is kept.

A token is made beforehand and handed out as a picture; only a keyed digest of it is kept, with the kind, the provider
and the week. Giving a thumb takes the ticket away and adds one to a count, in one transaction. Counts are shown per
provider over whole weeks that are over, from a number of thumbs that is a norm (`few_inside`): nobody sees one arrive.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.crypto import lookup_index
from wegwijs.norms.queries import policy_on
from wegwijs.voice.models import THUMBS, Thumb, ThumbTicket

SCORES = (1, 2, 3, 4)
NOBODY = 0  # no row has this key
MOST = 60  # of one sheet: a large group
YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Tally:
    """Thumbs of one kind about one provider (empty: the municipality). `scores` empty: too few to show."""

    kind: str
    organisation: str
    scores: dict[int, int]

    @property
    def total(self) -> int:
        """How many; 0 when they are not shown."""
        return sum(self.scores.values())


def hand_out(actor: Actor, kind: str, organisation_id: int | None, number: int, *, now: datetime) -> list[str]:
    """Tokens for that many thumbs; they are shown once and never again. PermissionDenied, ValueError.

    Somebody of a provider hands out those of their own organisation.
    """
    if not actor.may("thumb.hand_out"):
        raise PermissionDenied
    if actor.is_provider and (organisation_id != actor.organisation_id or kind == "conversation"):
        raise PermissionDenied
    if kind not in THUMBS or not 1 <= number <= MOST:
        raise ValueError(kind)
    tokens = [secrets.token_urlsafe(16) for _ in range(number)]
    with transaction.atomic():
        ThumbTicket.objects.bulk_create(
            ThumbTicket(
                digest=_digest(token), municipality_id=actor.municipality_id, organisation_id=organisation_id,
                kind=kind, week=_week(actor.today),
            )
            for token in tokens
        )  # fmt: skip
        record(actor, "thumbs_handed_out", now=now, detail={"kind": kind, "count": number})
    return tokens


def kind_of(token: str) -> str | None:
    """What is asked with this token; None when it was used or is too old."""
    return ThumbTicket.objects.filter(digest=_digest(token)).values_list("kind", flat=True).first()


def give(token: str, score: int, today: date) -> bool:
    """Count it in this week, once; False when the token was used meanwhile or is too old.

    In the week in which it is given, not in that of the ticket: a week that was shown never changes any more.
    """
    if score not in SCORES:
        raise ValueError(score)
    with transaction.atomic():
        ticket = ThumbTicket.objects.select_for_update().filter(digest=_digest(token)).first()
        if ticket is None or not ThumbTicket.objects.filter(pk=ticket.pk).delete()[0]:
            return False
        counted, _ = Thumb.objects.get_or_create(
            municipality_id=ticket.municipality_id, organisation=ticket.organisation, kind=ticket.kind,
            week=_week(today), score=score,
        )  # fmt: skip
        Thumb.objects.filter(pk=counted.pk).update(count=F("count") + 1)
    return True


def tallies(actor: Actor) -> tuple[Tally, ...]:
    """Thumbs of a year until last week. Somebody of a provider sees those of their own organisation."""
    if not actor.may("thumb.read"):
        return ()
    this_week = _week(actor.today)
    rows = Thumb.objects.filter(municipality_id=actor.municipality_id, week__lt=this_week, week__gte=this_week - YEAR)
    if actor.is_provider:
        own: int = actor.organisation_id or NOBODY
        rows = rows.filter(organisation_id=own)
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    counted = rows.values_list("kind", "organisation__name", "score").annotate(Sum("count"))
    for kind, organisation, score, count in counted.order_by("kind", "organisation__name", "score"):
        found[(kind, organisation or "")][score] = count
    least = least_shown(actor)
    return tuple(
        Tally(kind, organisation, scores if sum(scores.values()) >= least else {})
        for (kind, organisation), scores in found.items()
    )


def least_shown(actor: Actor) -> int:
    """From how many thumbs on they are shown."""
    return policy_on(actor.municipality_id, actor.today).few_inside


def clear_old(now: datetime) -> int:
    """Tickets that nobody used in time; how many went. For the nightly run."""
    today, count = timezone.localdate(now), 0
    for municipality in set(ThumbTicket.objects.values_list("municipality_id", flat=True)):
        last = today - timedelta(days=policy_on(municipality, today).thumb_link_days)
        count += ThumbTicket.objects.filter(municipality_id=municipality, week__lt=last).delete()[0]
    return count


def _digest(token: str) -> str:
    return lookup_index(f"thumb {token[:64]}")


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
