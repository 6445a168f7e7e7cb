"""Work for the worker: carrying out an approved list. The clock is read here."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task


@task()
def carry_out(list_uuid: str) -> int:
    """Destroy what stands on the list. Repeating it goes on where it stopped."""
    from wegwijs.privacy import destroying

    return destroying.carry_out(UUID(list_uuid), now=timezone.now())
