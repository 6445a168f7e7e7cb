"""A figure as people read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wegwijs.components import days
from wegwijs.desk.wording.tables import Words
from wegwijs.law.rules import RULES
from wegwijs.law.texts import catalogue
from wegwijs.policy import Norm

CODES: Mapping[str, Words] = {
    "notice": gettext_lazy("DUO's notice"),
    "registration": gettext_lazy("registration in the municipality"),
    "doubling": gettext_lazy("doubling"),
    "linear": gettext_lazy("in equal steps"),
    "abroad": gettext_lazy("abroad"),
    "temporary_purpose": gettext_lazy("residence for a temporary purpose"),
    "clergy_break": gettext_lazy("break as a clergyman"),
}
_PLACE = re.compile(r"\{\w+\}")
A_YEAR = 2000  # any leap year: only day and month are told


def rule_in_words(code: str) -> str:
    """A rule as a sentence, in the language of the page; what depends on the case is "…"."""
    told = catalogue(get_language() or "nl").gettext
    return _PLACE.sub("…", told(RULES[code].text)).replace("….", "…")


def norm_in_words(norm: Norm, value: Any) -> str:
    """A number before its unit; a choice after what is chosen."""
    chosen = isinstance(norm.value, bool | str)
    return f"{_(norm.unit)}: {in_words(value)}" if chosen else f"{in_words(value)} {_(norm.unit)}"


def in_words(value: Any) -> str:
    """600; ja; 5 mei; 1 jan 2022; "6: 400, 12: 800"."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return days.short(value)
    if isinstance(value, list):
        return ", ".join(_member(one) for one in value)
    if isinstance(value, str) and len(value) == len("05-05") and value[2] == "-":
        return days.short(date(A_YEAR, int(value[:2]), int(value[3:]))).rsplit(" ", 1)[0]
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return str(CODES.get(text, text.replace(".", ",") if isinstance(value, float) else text))


def _member(one: Any) -> str:
    return ": ".join(map(in_words, one)) if isinstance(one, list) else in_words(one)


def period(since: date, until: date | None) -> str:
    """From when to when a value holds."""
    if until is None:
        return _("since %(day)s") % {"day": days.short(since)}
    return _("%(from)s up to and including %(until)s") % {"from": days.short(since), "until": days.short(until)}
