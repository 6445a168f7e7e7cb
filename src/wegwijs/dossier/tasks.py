"""Work of this room for the worker. The clock is read here."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

BEHIND_OTHERS = -10  # it may take minutes; nobody waits for it at a screen


@task(priority=BEHIND_OTHERS)
def check_impact(check: str) -> None:
    """Work out which cases a proposed norm, or changed figures of the law, would touch."""
    from wegwijs.dossier import impact

    impact.carry_out(UUID(check), now=timezone.now)


@task(priority=BEHIND_OTHERS)
def work_out_again() -> int:
    """Cases whose norms changed today. Repeating it goes on where it stopped; the nightly run would do the same."""
    from wegwijs.dossier import snapshots

    return snapshots.rebuild(timezone.localdate(), only_due=True)
