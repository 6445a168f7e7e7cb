"""Days as people read and type them. Pure functions; the day it is today is always given."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDED = re.compile(r"(\d{1,2}) ?([^\W\d]{3,})\.? ?(\d{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mrt maa mar", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"), start=1
    )
    for name in names.split()
}


def _worded(day: date, pattern: str) -> str:
    text = date_format(day, pattern).replace(".", "")
    # Dutch writes days and months without a capital; Django's catalogue does not always.
    return text.lower() if (get_language() or "nl").startswith("nl") else text


def short(day: date | None) -> str:
    """24 nov 2025."""
    return _worded(day, "j M Y") if day else ""


def long(day: date | None) -> str:
    """Maandag 24 november 2025 (in Dutch without a capital)."""
    return _worded(day, "l j F Y") if day else ""


def month(day: date) -> str:
    """nov 2025."""
    return _worded(day, "M Y")


def moment(at: datetime | None) -> str:
    """24 nov 2025 14:05, on the clock of Amsterdam."""
    return f"{short(timezone.localdate(at))} {timezone.localtime(at):%H:%M}" if at else ""


def relative(day: date | None, today: date) -> str:
    """How far off: "today", "in 9 days", "3 days ago"."""
    if day is None:
        return ""
    days = (day - today).days
    if abs(days) <= 1:
        return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}[days]
    if days > 0:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}


def until(due: date | None, today: date) -> str:
    """How far off a day is on which something must be ready: "today", "in 9 days", "3 days late"."""
    if due is None or due >= today:
        return relative(due, today)
    late = (today - due).days
    return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}


def parse(text: str) -> date | None:
    """A day as typed in the Netherlands (24-11-2025, 24/11/2025, 24112025, 24 nov 2025) or as 2025-11-24; else None."""
    text = " ".join(text.split()).lower()
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMERIC.fullmatch(text) or _TOGETHER.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _WORDED.fullmatch(text)) and found[2][:3] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2][:3]], int(found[1]))
    except ValueError:
        return None
    return None


class DayInput(forms.DateInput):
    """A text field for a day; app.js puts the browser's own calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-day": "", "autocomplete": "off", "class": "short", **(attrs or {})}, format="%d-%m-%Y")


class DayField(forms.DateField):
    """A day, typed in any of the usual ways."""

    widget = DayInput
    default_error_messages = {"invalid": gettext_lazy("Write the day as day-month-year, for example 24-11-2025.")}

    def to_python(self, value: Any) -> date | None:
        """The day, None when empty; refuses what is no day."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = parse(str(value))
        if found is None or not 1900 <= found.year <= 2100:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found
