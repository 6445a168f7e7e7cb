"""What can be asked of support: whether there is something to know, and what, each through accounts.scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.scope import scope
from wegwijs.support.models import SafetyNote


@dataclass(frozen=True, slots=True)
class Note:
    """One note, in the clear. `written_by` is a name; empty for the system."""

    uuid: UUID
    text: str
    written_by: str
    written_at: datetime
    version: int
    measures: tuple[str, ...] = ()


def safety_rows(actor: Actor) -> QuerySet[SafetyNote]:
    """The notes in force; none without the permission."""
    if not actor.may("safety.read"):
        return SafetyNote.objects.none()
    return scope(actor, SafetyNote.objects.filter(ended_on=None))


def safety_notes(actor: Actor, trajectory_id: int) -> tuple[Note, ...]:
    """The notes in force, newest first. The page logs the access before it asks."""
    if not actor.may("safety.read"):
        return ()
    rows = scope(actor, SafetyNote.objects.filter(trajectory_id=trajectory_id, ended_on=None))
    return tuple(
        Note(
            row.uuid,
            decrypt(row.content_sealed).decode(),
            row.written_by.name if row.written_by else "",
            row.written_at,
            row.version,
            tuple(row.measures),
        )
        for row in rows.select_related("written_by").order_by("-id")
    )


def meeting_measures(actor: Actor, trajectory_id: int) -> frozenset[str]:
    """Codes of `meeting.MEASURES` for whoever reaches the case, so that a form can keep to them. One query.

    To keep to, not to show: what is shown without the permission is only whom to ask first.
    """
    rows = scope(actor, SafetyNote.objects.filter(trajectory_id=trajectory_id, ended_on=None))
    return frozenset(code for measures in rows.values_list("measures", flat=True) for code in measures)


def measures_of(actor: Actor, trajectory_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The same for several cases; those without are left out. One query, none without cases."""
    if not trajectory_ids:
        return {}
    found: dict[int, frozenset[str]] = {}
    rows = scope(actor, SafetyNote.objects.filter(trajectory_id__in=trajectory_ids, ended_on=None))
    for case, measures in rows.values_list("trajectory_id", "measures"):
        found[case] = found.get(case, frozenset()) | frozenset(measures)
    return found
