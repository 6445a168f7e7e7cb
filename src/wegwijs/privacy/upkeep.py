"""What goes by itself when its term is over: log, audit, reports of deliveries, copies, handled alerts. Nightly."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wegwijs import policy
from wegwijs.accounts import erasing
from wegwijs.dossier import person_data as dossier
from wegwijs.exchange import person_data as exchange
from wegwijs.privacy import alerts, copies, destroying, lists

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FACTS = "facts_appended"


def nightly(now: datetime) -> dict[str, int]:
    """Everything privacy does at night; how many of each."""
    norms = policy.load()
    gone = exchange.forget_old(now - timedelta(days=norms.delivery_report_days))
    return {
        **gone,
        "access": erasing.remove_access_before(_years_ago(now, norms.access_log_years)),
        "audit": forget_audit(_years_ago(now, norms.audit_years)),
        "copies": copies.remove_old(now),
        "old_alerts": alerts.forget_old(now - timedelta(days=norms.alert_kept_days)),
        "alerts": alerts.look(now),
        "destroyed": destroying.go_on(now),
        "listed": lists.look(now),
        "overwritten": int(destroying.overwrite_again(now)),
    }


def forget_audit(moment: datetime) -> int:
    """Rows of the audit from before this moment, except those on which facts of a living case rest."""
    rows = erasing.old_audit(moment)
    alive = dossier.case_exists([case for _pk, case, _action in rows if case is not None])
    ids = [pk for pk, case, action in rows if action != FACTS or case not in alive]
    dossier.forget_audit(ids)
    return erasing.remove_audit(ids)


def _years_ago(now: datetime, years: int) -> datetime:
    today = now.astimezone(AMSTERDAM).date()
    day = date(today.year - years, today.month, min(today.day, 28))
    return datetime.combine(day, time(), AMSTERDAM)
