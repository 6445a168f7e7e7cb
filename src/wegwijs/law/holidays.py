"""The legal calendar: recognised holidays, working days, and what a term that ends on another day means.

Recognised holidays are those of the Algemene termijnenwet, not those on which people are free: Good Friday and 5 May
count every year. Terms of years and months (the term of three years) know no weekend rule (art. 4 of that law).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from wegwijs.law.calendar import add_weeks, day_before, next_day
from wegwijs.law.case import step
from wegwijs.law.outcome import Steps
from wegwijs.law.parameters import parameter

_NAMES = (
    "new_year",
    "good_friday",
    "easter_monday",
    "kings_day",
    "liberation_day",
    "ascension",
    "whit_monday",
    "christmas",
    "boxing_day",
)
_DAYS = {name: parameter(f"holiday_{name}") for name in _NAMES}
_WEEKEND_RULE = parameter("weekend_rule")
_STATISTICS = parameter("statistics_delivery_weeks")
_SATURDAY, _SUNDAY = 5, 6


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, extra = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    leap, odd = divmod(rest, 4)
    weekday = (32 + 2 * extra + 2 * leap - moon - odd) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, number = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, number + 1)


@lru_cache(maxsize=256)
def recognised(year: int) -> Mapping[date, str]:
    """Recognised holidays of a year by day, each with its name in the parameters (`holiday_…` holds its source)."""
    sunday = easter(year)
    found: dict[date, str] = {}
    for name, known in _DAYS.items():
        told = known.at(date(year, 1, 1))
        day = sunday + timedelta(days=told) if isinstance(told, int) else date.fromisoformat(f"{year}-{told}")
        if name == "kings_day" and day.weekday() == _SUNDAY:
            day = day_before(day)
        found.setdefault(day, name)
    return MappingProxyType(found)


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or a recognised holiday."""
    return day.weekday() < _SATURDAY and day not in recognised(day.year)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(day):
        day = next_day(day)
    return day


def end_of_weeks(day: date) -> tuple[date, Steps]:
    """The last day of a term in weeks. Whether a weekend moves it is not verified: the other day is told beside it."""
    later = next_working_day(day)
    if later == day:
        return day, ()
    params = {"due": day.isoformat(), "day": later.isoformat()}
    if _WEEKEND_RULE.at(day):
        return later, (step("weekend_rule", params),)
    return day, (step("weekend_rule_unsure", params),)


def statistics_due(quarter_ends: date) -> date:
    """By when the figures of a quarter go to Statistics Netherlands (CBS).

    >>> statistics_due(date(2026, 9, 30))
    datetime.date(2026, 10, 28)
    """
    weeks: int = _STATISTICS.at(quarter_ends)
    return add_weeks(quarter_ends, weeks)
