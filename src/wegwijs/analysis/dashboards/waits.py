"""Waiting in a figure: by which day which share had taken the step, whoever left counted as such.

A curve is told at days between which enough people took the step, so that no point of it is one person's day.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wegwijs.analysis.dashboards.counting import COLUMNS, Kinds, Slice
from wegwijs.analysis.dashboards.definitions import DONE, LEFT
from wegwijs.analysis.estimators import Incidence, Sample, aalen_johansen

_LEAST = 10  # of fewer people no median is told, whatever the threshold
QUARTILES = {"q25": 0.25, "median": 0.5, "q75": 0.75}
_HAIR = 1e-10


def estimates(found: Kinds, one: Slice, few: int, norm: int | None) -> dict[str, dict[str, Any] | None]:
    """Per column the estimates of a slice, None where too few people stand behind them."""
    where = found.where(one)
    return {name: _estimate(found, where & found.column(name), few, norm) for name in COLUMNS}


def _estimate(found: Kinds, chosen: np.ndarray[Any, np.dtype[np.bool_]], few: int, norm: int | None) -> Any:
    row = found.row[chosen]
    cause = np.where(row == DONE, 1, np.where(row == LEFT, 2, 0)).astype(np.int64)
    sample = Sample(found.took[chosen].astype(np.float64), cause, found.n[chosen])
    least = max(few, _LEAST)
    if sample.size < least or sample.count(1) < least:
        return None
    share = aalen_johansen(sample, 1)
    told: dict[str, Any] = {name: _reached(share.times, share.share, level) for name, level in QUARTILES.items()}
    told["low"] = _reached(share.times, share.upper, 0.5)
    told["high"] = _reached(share.times, share.lower, 0.5)
    told["curve"] = _curve(sample, share, least)
    if norm is not None:
        told["by_norm"] = _by_norm(sample, share, norm, least)
    return told


def _reached(times: Any, share: Any, level: float) -> int | None:
    """The first day by which this share had taken the step; None: not reached."""
    places = np.flatnonzero(share >= level - _HAIR)
    return int(times[places[0]]) if len(places) else None


def _by_norm(sample: Sample, share: Incidence, norm: int, least: int) -> int | None:
    """Which share, in whole percents, had taken the step by the norm; None when so few did before or after it."""
    before = int(sample.weight[(sample.cause == 1) & (sample.exit <= norm)].sum())
    after = sample.count(1) - before
    if 0 < before < least or 0 < after < least:
        return None
    places = np.flatnonzero(share.times <= norm)
    return round(100 * float(share.share[places[-1]])) if len(places) else 0


def _curve(sample: Sample, share: Incidence, least: int) -> list[list[int]]:
    """[day, share, lower, upper] in whole percents, from enough people to enough people."""
    happened = sample.happened(share.times, (1,))
    points: list[list[int]] = []
    since, left = 0, int(happened.sum())
    for place, count in enumerate(happened.tolist()):
        since, left = since + count, left - count
        if since >= least and (left >= least or left == 0):
            bounds = (share.share[place], share.lower[place], share.upper[place])
            points.append([int(share.times[place]), *(round(100 * float(value)) for value in bounds)])
            since = 0
    return points[:: max(1, len(points) // 60)]
