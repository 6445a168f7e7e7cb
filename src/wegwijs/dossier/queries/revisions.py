"""Answers that people relied on and that became other ones: per case, and what waits for a professional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import User
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier.models import Revision

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One part of an answer of the law: what it says, by name, and the steps that led there."""

    says: Mapping[str, Any]
    because: law.Steps


@dataclass(frozen=True, slots=True)
class Changed:
    """A part (`dossier.reliance.parts`) before and after; `after` None: it is no longer there."""

    part: str
    before: Answer
    after: Answer | None


@dataclass(frozen=True, slots=True)
class RevisionView:
    """What became another answer, by which facts; open until somebody has seen it."""

    uuid: UUID
    version: int
    facts: tuple[UUID, ...]
    changes: tuple[Changed, ...]
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    closed_by: str


@dataclass(frozen=True, slots=True)
class WaitingRevision:
    """An open one, with the case it is about."""

    case: UUID
    name: str
    revision: RevisionView


def revisions(actor: Actor, trajectory_id: int) -> tuple[RevisionView, ...]:
    """All of one case, the newest first. Two queries; one when none was ever seen."""
    rows = list(seen_rows(actor).filter(trajectory_id=trajectory_id).order_by("-opened_at", "-pk"))
    seen_by = {row.closed_by for row in rows if row.closed_by is not None}
    names = dict(User.objects.filter(pk__in=seen_by).values_list("pk", "name")) if seen_by else {}
    return tuple(_view(row, names.get(row.closed_by or 0, "")) for row in rows)


def seen_rows(actor: Actor) -> QuerySet[Revision]:
    """Of all cases, whether they wait or not."""
    return scope(actor, Revision.objects.all())


def revision_rows(actor: Actor) -> QuerySet[Revision]:
    """Those that wait for this actor, who is responsible for the case."""
    mine = Revision.objects.filter(closed_at=None, trajectory__snapshot__responsible_id=actor.user_id or 0)
    return scope(actor, mine, Reach.READ)


def waiting_revisions(actor: Actor) -> tuple[WaitingRevision, ...]:
    """`revision_rows`, the oldest first. One query."""
    rows = revision_rows(actor).select_related("trajectory__snapshot").order_by("opened_at", "pk")[:LIMIT]
    return tuple(
        WaitingRevision(row.trajectory.uuid, row.trajectory.snapshot.display_name, _view(row, "")) for row in rows
    )


def _view(row: Revision, closed_by: str) -> RevisionView:
    return RevisionView(
        row.uuid, row.version, tuple(UUID(one) for one in row.facts),
        tuple(_changed(part, one) for part, one in row.changes.items()),
        row.opened_at, row.changed_at, row.closed_at, closed_by,
    )  # fmt: skip


def _changed(part: str, one: Mapping[str, Any]) -> Changed:
    before = _answer(one["before"])
    assert before is not None  # noqa: S101  only what was known before is kept
    return Changed(part, before, _answer(one["after"]))


def _answer(told: Mapping[str, Any] | None) -> Answer | None:
    if told is None:
        return None
    steps = tuple(
        law.Step(step["rule"], step["article"], step["params"], step["from"], step["confidence"])
        for step in told["because"]
    )
    return Answer({name: value for name, value in told.items() if name != "because"}, steps)
