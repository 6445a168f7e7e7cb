"""Calendar arithmetic of the law. Every end is told: inclusive (`last_day`) or exclusive (the day after)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_DAY = timedelta(days=1)
_PARTS_OF_A_FULL_DATE = 3


def next_day(day: date) -> date:
    """The day after."""
    return day + _DAY


def day_before(day: date) -> date:
    """The day before."""
    return day - _DAY


def add_days(day: date, days: int) -> date:
    """So many days later."""
    return day + timedelta(days=days)


def add_weeks(day: date, weeks: int) -> date:
    """So many weeks later, the same weekday: ten weeks after Monday 15 September is Monday 24 November."""
    return day + timedelta(weeks=weeks)


def add_months(day: date, months: int) -> date:
    """So many months later (or earlier), the same day of the month; where that does not exist, the month's last day.

    29 February plus three years is 28 February (law.md 3.3, confidence M).
    """
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    number = day.day
    if number > 28:  # every month has 28 days; only then the calendar needs to be asked
        number = min(number, monthrange(year, month + 1)[1])
    return date(year, month + 1, number)


def birth_range(born: str) -> tuple[date, date]:
    """Earliest and latest day that "1990", "1990-05" or "1990-05-01" can mean. Raises ValueError."""
    parts = [int(part) for part in born.split("-")]
    if len(parts) == _PARTS_OF_A_FULL_DATE:
        day = date(parts[0], parts[1], parts[2])
        return day, day
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)
