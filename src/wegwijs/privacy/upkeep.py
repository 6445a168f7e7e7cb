"""What goes by itself when its term is over: log, audit, reports of deliveries, copies, handled alerts. Nightly."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wegwijs.accounts import erasing
from wegwijs.accounts.models import Municipality
from wegwijs.dossier import person_data as dossier
from wegwijs.exchange import person_data as exchange
from wegwijs.norms.queries import policies
from wegwijs.policy import Policy
from wegwijs.privacy import alerts, copies, destroying, lists
from wegwijs.support import incidents

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FACTS = "facts_appended"


def nightly(now: datetime) -> dict[str, int]:
    """Everything privacy does at night; how many of each."""
    gone: Counter[str] = Counter()
    everywhere = Municipality.objects.values_list("pk", flat=True)
    for municipality_id, norms in policies(everywhere, now.astimezone(AMSTERDAM).date()).items():
        gone.update(_forget(municipality_id, norms, now))
    return {
        **gone,
        "copies": copies.remove_old(now),
        "alerts": alerts.look(now),
        "destroyed": destroying.go_on(now),
        "listed": lists.look(now),
        "overwritten": int(destroying.overwrite_again(now)),
    }


def _forget(municipality_id: int, norms: Policy, now: datetime) -> dict[str, int]:
    """What this municipality has kept as long as it chose to."""
    return {
        **exchange.forget_old(municipality_id, now - timedelta(days=norms.delivery_report_days)),
        "access": erasing.remove_access_before(municipality_id, _years_ago(now, norms.access_log_years)),
        "audit": _forget_audit(municipality_id, _years_ago(now, norms.audit_years)),
        "old_alerts": alerts.forget_old(municipality_id, now - timedelta(days=norms.alert_kept_days)),
        "incidents": incidents.forget_old(municipality_id, now - timedelta(days=norms.incident_kept_days)),
    }


def _forget_audit(municipality_id: int, moment: datetime) -> int:
    """Rows of the audit from before this moment, except those on which facts of a living case rest."""
    rows = erasing.old_audit(municipality_id, moment)
    alive = dossier.case_exists([case for _pk, case, _action in rows if case is not None])
    ids = [pk for pk, case, action in rows if action != FACTS or case not in alive]
    dossier.forget_audit(ids)
    return erasing.remove_audit(ids)


def _years_ago(now: datetime, years: int) -> datetime:
    today = now.astimezone(AMSTERDAM).date()
    day = date(today.year - years, today.month, min(today.day, 28))
    return datetime.combine(day, time(), AMSTERDAM)
