"""What groups raise: at a group meeting, in the expert pool, in the advisory group; what was done, and told back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.eventlog.words import VOICE_SUBJECTS
from wegwijs.voice.hearing import Refused
from wegwijs.voice.models import FORUMS, Topic


@dataclass(frozen=True, slots=True)
class Raised:
    """A topic as pages show it. `state`: open, done (not yet told back) or back."""

    uuid: UUID
    forum: str
    raised_on: date
    subject: str
    title: str
    words: str
    done: str
    done_on: date | None
    back_on: date | None
    back_how: str
    version: int

    @property
    def state(self) -> str:
        """How far it is."""
        return "back" if self.back_on else "done" if self.done else "open"


def raise_topic(
    actor: Actor, forum: str, on: date, subject: str, title: str, words: str, *, now: datetime, request_id: UUID
) -> UUID:
    """Write it down; the same form twice is once. Raises `Refused`, `PermissionDenied`."""
    _may(actor)
    if forum not in FORUMS or subject not in VOICE_SUBJECTS:
        raise Refused("forum", "unknown")
    if on > actor.today:
        raise Refused("raised_on", "in_the_future")
    if not title.strip():
        raise Refused("title", "empty")
    with transaction.atomic():
        row, made = Topic.objects.get_or_create(
            uuid=request_id,
            defaults={
                "municipality_id": actor.municipality_id, "forum": forum, "raised_on": on, "subject": subject,
                "title": title.strip(), "words": words.strip(), "written_by_id": actor.user_id,
            },
        )  # fmt: skip
        if made:
            record(actor, "topic_raised", now=now, subject=row.uuid)
    return row.uuid


def follow_up(
    actor: Actor, topic: UUID, version: int, *, done: str, back_on: date | None, back_how: str, now: datetime
) -> None:
    """What was done, and when and how the group heard it. Raises `Refused`, `Conflict`, `PermissionDenied`."""
    _may(actor)
    row = Topic.objects.filter(uuid=topic, municipality_id=actor.municipality_id).first()
    if row is None:
        raise PermissionDenied
    if not done.strip():
        raise Refused("done", "empty")
    if back_on is not None and back_on > actor.today:
        raise Refused("back_on", "in_the_future")
    if back_on is not None and not back_how.strip():
        raise Refused("back_how", "empty")
    changes = {
        "done": done.strip(), "done_on": row.done_on or actor.today, "back_on": back_on, "back_how": back_how.strip(),
    }  # fmt: skip
    compare_and_set(actor, row, version, changes, now=now, action="topic_followed_up")


def topics(actor: Actor) -> tuple[Raised, ...]:
    """All topics of the municipality, the newest first."""
    if not actor.may("topic.read"):
        return ()
    rows = Topic.objects.filter(municipality_id=actor.municipality_id).order_by("-raised_on", "-id")[:200]
    return tuple(_raised(row) for row in rows)


def topic(actor: Actor, uuid: UUID) -> Raised | None:
    """One of them."""
    if not actor.may("topic.read"):
        return None
    row = Topic.objects.filter(municipality_id=actor.municipality_id, uuid=uuid).first()
    return _raised(row) if row else None


def _raised(row: Topic) -> Raised:
    return Raised(
        row.uuid, row.forum, row.raised_on, row.subject, row.title, row.words, row.done, row.done_on, row.back_on,
        row.back_how, row.version,
    )  # fmt: skip


def _may(actor: Actor) -> None:
    if not actor.may("topic.write"):
        raise PermissionDenied
