"""What is thrown away by itself: drafts nobody came back for, ended sessions, counts of wrong passwords, sign-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from wegwijs.accounts import drafts

# A count matters for a quarter of an hour; a day is enough to see what happened.
ATTEMPTS_KEPT = timedelta(days=1)
# Who signed in from where: long enough to look into an incident.
SIGN_INS_KEPT = timedelta(days=180)
# Work that was done: names rows by number, of use only to see why something failed.
TASKS_KEPT = timedelta(days=30)


def clear_old(now: datetime) -> dict[str, int]:
    """For the nightly run; how many rows of each went."""
    return {
        "drafts": drafts.clear_old(now),
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "attempts": AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT).delete()[0],
        "sign_ins": AccessLog.objects.filter(attempt_time__lt=now - SIGN_INS_KEPT).delete()[0],
        "tasks": DBTaskResult.objects.filter(finished_at__lt=now - TASKS_KEPT).delete()[0],
    }
