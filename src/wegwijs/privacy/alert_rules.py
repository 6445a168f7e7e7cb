"""Which look-ups deserve a question. Pure: looks of one user on one day in, reasons with their numbers out.

A rule compares somebody with the norm and with the own usual days, never with colleagues. It gives no score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from wegwijs.policy import Policy

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = timedelta(hours=1)
CONTENT = frozenset({"open", "print", "safety", "export"})
RULES = ("own_name", "many_cases", "night", "searching", "refusals", "glass")


@dataclass(frozen=True, slots=True)
class Look:
    """One row of the access log."""

    at: datetime
    kind: str
    case: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that applies; `numbers` fill in its explanation."""

    rule: str
    looks: tuple[Look, ...]
    numbers: Mapping[str, Any]

    @property
    def cases(self) -> list[int]:
        """Numbers of the cases, each once, in order."""
        return list(dict.fromkeys(look.case for look in self.looks if look.case is not None))


def judge(looks: Sequence[Look], earlier: Sequence[Look], same_name: frozenset[int], norms: Policy) -> list[Found]:
    """What stands out on one day of one user. `earlier`: own days before; `same_name`: cases with the own surname."""
    glass_week = [
        look for look in [*earlier, *looks] if look.kind == "break_glass" and look.at > _day_start(looks) - 6 * DAY
    ]
    tries = (
        _own_name(looks, same_name),
        _many_cases(looks, earlier, norms),
        _night(looks, norms),
        _searching(looks, norms),
        _busiest(looks, "refused", "refusals", norms.alert_refusals),
        Found("glass", tuple(glass_week), {"count": len(glass_week), "norm": norms.alert_glass_per_week})
        if len(glass_week) >= norms.alert_glass_per_week and any(look.kind == "break_glass" for look in looks)
        else None,
    )
    return [found for found in tries if found is not None]


DAY = timedelta(days=1)


def _day_start(looks: Sequence[Look]) -> datetime:
    return min(look.at for look in looks).astimezone(AMSTERDAM).replace(hour=0, minute=0, second=0, microsecond=0)


def _own_name(looks: Sequence[Look], same_name: frozenset[int]) -> Found | None:
    own = tuple(look for look in looks if look.kind in CONTENT and look.case in same_name)
    return Found("own_name", own, {"count": len({look.case for look in own})}) if own else None


def _many_cases(looks: Sequence[Look], earlier: Sequence[Look], norms: Policy) -> Found | None:
    opened = [look for look in looks if look.kind in CONTENT and look.case is not None]
    most = max(_windows(opened), key=lambda window: len({look.case for look in window}), default=())
    by_day: dict[Any, list[Look]] = defaultdict(list)
    for look in earlier:
        if look.kind in CONTENT and look.case is not None:
            by_day[look.at.astimezone(AMSTERDAM).date()].append(look)
    usual = [max(len({look.case for look in window}) for window in _windows(day)) for day in by_day.values()]
    baseline = median(usual) if usual else 0
    count = len({look.case for look in most})
    if count < max(norms.alert_cases_at_least, norms.alert_cases_times * baseline):
        return None
    return Found(
        "many_cases", tuple(most), {"count": count, "usual": int(baseline), "norm": norms.alert_cases_at_least}
    )


def _night(looks: Sequence[Look], norms: Policy) -> Found | None:
    late = tuple(
        look for look in looks if look.kind in CONTENT
        and not norms.alert_night_until <= look.at.astimezone(AMSTERDAM).hour < norms.alert_night_from
    )  # fmt: skip
    numbers = {"from": norms.alert_night_from, "until": norms.alert_night_until}
    return Found("night", late, {"count": len({look.case for look in late}), **numbers}) if late else None


def _searching(looks: Sequence[Look], norms: Policy) -> Found | None:
    searches = [look for look in looks if look.kind == "search"]
    opened = [look.at for look in looks if look.kind in CONTENT]
    for window in _windows(searches):
        if len(window) < norms.alert_searches:
            continue
        if not any(window[0].at <= at <= window[-1].at + HOUR for at in opened):
            return Found("searching", tuple(window), {"count": len(window), "norm": norms.alert_searches})
    return None


def _busiest(looks: Sequence[Look], kind: str, rule: str, norm: int) -> Found | None:
    most = max(_windows([look for look in looks if look.kind == kind]), key=len, default=())
    return Found(rule, tuple(most), {"count": len(most), "norm": norm}) if len(most) >= norm else None


def _windows(looks: Iterable[Look]) -> list[list[Look]]:
    """For every look those of the hour that begins with it."""
    ordered = sorted(looks, key=lambda look: look.at)
    windows: list[list[Look]] = []
    end = 0
    for start, first in enumerate(ordered):
        end = max(end, start)
        while end < len(ordered) and ordered[end].at < first.at + HOUR:
            end += 1
        windows.append(ordered[start:end])
    return windows
