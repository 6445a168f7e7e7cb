"""At night, what nobody needs any more is thrown away."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from tests.city import NOW, City
from wegwijs.accounts import upkeep


def test_each_kind_goes_at_its_own_time(city: City) -> None:
    """Sessions when they end, counts after a day, finished work after a month, sign-ins after half a year."""
    for age in (0, 1):
        late = timedelta(seconds=age)
        Session.objects.create(session_key=f"s{age}", session_data="", expire_date=NOW - late)
        AccessAttempt.objects.create(
            username=f"a{age}",
            ip_address="192.0.2.1",
            user_agent="x",
            get_data="",
            post_data="",
            failures_since_start=1,
        )
        AccessAttempt.objects.filter(username=f"a{age}").update(attempt_time=NOW - upkeep.ATTEMPTS_KEPT - late)
        done = DBTaskResult.objects.create(args_kwargs={}, run_after=NOW, finished_at=NOW)
        DBTaskResult.objects.filter(pk=done.pk).update(finished_at=NOW - upkeep.TASKS_KEPT - late)
        AccessLog.objects.create(username=f"l{age}", ip_address="192.0.2.1")
        AccessLog.objects.filter(username=f"l{age}").update(attempt_time=NOW - upkeep.SIGN_INS_KEPT - late)
    assert upkeep.clear_old(NOW) == {"drafts": 0, "sessions": 1, "attempts": 1, "sign_ins": 1, "tasks": 1}
    assert upkeep.clear_old(NOW) == {"drafts": 0, "sessions": 0, "attempts": 0, "sign_ins": 0, "tasks": 0}
