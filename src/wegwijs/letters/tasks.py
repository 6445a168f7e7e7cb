"""Work for the worker: setting letters. The clock is read here."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task


@task()
def render_document(document_uuid: str) -> bool:
    """Set one letter. Repeating it changes nothing."""
    from wegwijs.letters.actions import set_document

    return set_document(UUID(document_uuid), now=timezone.now())
