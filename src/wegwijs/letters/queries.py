"""Letters that an actor may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import scope
from wegwijs.letters import store
from wegwijs.letters.models import Document

Damaged = store.Damaged


class NotReady(Exception):
    """The letter has not been set yet, or could not be."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A letter as a list or page shows it; `read_bytes` gives the PDF."""

    uuid: UUID
    trajectory_id: int
    template: str
    language: str
    state: str  # queued | ready | failed
    requested_at: datetime
    requested_by: str
    rendered_at: datetime | None
    error_code: str
    sha256: str
    path: str

    @property
    def file_name(self) -> str:
        """For the download: which letter and when, nobody's name."""
        return f"{self.template}-{self.requested_at:%Y-%m-%d}-{self.language}.pdf"


def document(actor: Actor, uuid: UUID) -> DocumentView | None:
    """One letter, or None when there is none for this actor."""
    return next(iter(_views(scope(actor, Document.objects.filter(uuid=uuid)))), None)


def documents_of(actor: Actor, trajectory_id: int) -> list[DocumentView]:
    """The letters of a case, newest first; empty when the actor does not reach it. One query."""
    return _views(scope(actor, Document.objects.filter(trajectory_id=trajectory_id)).order_by("-id"))


def _views(rows: QuerySet[Document]) -> list[DocumentView]:
    return [
        DocumentView(
            uuid=each.uuid,
            trajectory_id=each.trajectory_id,
            template=each.template,
            language=each.language,
            state=each.state,
            requested_at=each.requested_at,
            requested_by=each.requested_by.name if each.requested_by else "Wegwijs",
            rendered_at=each.rendered_at,
            error_code=each.error_code,
            sha256=each.sha256,
            path=each.path,
        )
        for each in rows.select_related("requested_by").defer("data")
    ]


def read_bytes(found: DocumentView) -> bytes:
    """The PDF. Raises `NotReady`, or `Damaged` when the file is not what was kept."""
    if found.state != "ready":
        raise NotReady(found.state)
    return store.fetch(found.path, found.sha256)
