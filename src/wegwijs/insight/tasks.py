"""Work for the worker: publishing. The clock is read here."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from wegwijs.accounts import staff

BEHIND_OTHERS = -10  # it may take minutes; nobody waits for it at a screen


def ask_for_figures() -> None:
    """For the nightly run: a task for each municipality, that does nothing when nothing is due."""
    for municipality_id in staff.municipality_ids():
        publish_figures.enqueue(municipality_id)


@task(priority=BEHIND_OTHERS)
def publish_figures(municipality_id: int) -> int:
    """Write the log and publish what is due; of how many days."""
    from wegwijs.insight.actions import publish_due

    return len(publish_due(municipality_id, now=timezone.now()))
