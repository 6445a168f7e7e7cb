"""Before and after a change: an interrupted time series (segmented regression).

The line of the periods before is carried on; what the periods after differ from it is told as a jump at the change and
a bend of the slope. Periods that follow each other resemble each other, which makes ordinary errors too small: the
errors here are those of Newey and West (1987), Bartlett weights, lag ⌊4 (n/100)^(2/9)⌋ after Newey and West (1994).

With twenty or fifty periods those errors are too small as well: held to Student's t they call one in five series
without any change a change. So the width of the bounds is not taken from a table: it is the one that holds in 95 of 100
simulated series with the same periods, no change, and neighbours that resemble each other as much as here (docs/
decisions/0063). The simulation has a fixed seed: the same figures give the same bounds.

It shows what changed with the change, not what the change did: what else happened at that time is in it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FEWEST = 8
"""Periods on each side below which nothing is told: a slope and its error need that many."""
_YEAR = 360  # days on each side from which a season no longer looks like a change
_SAME = 1e-9  # of the values' size: residuals that are nothing but rounding
_TRIALS, _FEWER, _SEED = 1999, 499, 2022
SLOPE, JUMP, BEND, NOW, CARRIED = range(5)
"""Places among what is told; from CARRIED on stands the line of before, a period each."""
_LIKENESS = tuple(step / 20 for step in range(20))  # how much neighbours resemble each other: 0 to 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference, its Newey-West error, and 95% bounds."""

    value: float
    error: float
    lower: float
    upper: float

    @property
    def clear(self) -> bool:
        """Nought lies outside the bounds."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True, slots=True)
class Step:
    """One period: its measured value (None: not told), the fitted line, and after the change the line carried on."""

    starts_on: date
    value: float | None
    fitted: float | None
    expected: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """`jump`: at the change; `bend`: per period since; `now`: in the last period, jump and bend together.

    `slope`: per period before. `left_out`: periods without a figure, and the one in which the change came halfway.
    `whole_years`: a year or more on both sides, so that a season is on both. `likeness`: of neighbours, 0 to 0.95.
    """

    before: int
    after: int
    left_out: int
    whole_years: bool
    lag: int
    likeness: float
    slope: Estimate
    jump: Estimate
    bend: Estimate
    now: Estimate
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing can be told. `few`: periods with a figure before and after; `same`: the figure never moved."""

    reason: Literal["few", "same"]
    before: int
    after: int
    needed: int = FEWEST


def before_after(starts: Sequence[date], values: Sequence[float | None], changed_on: date) -> BeforeAfter | Refused:
    """Compare the periods that ended before a change with those that began on it or later.

    `starts`: the first day of each period, in order and without gaps; a period without a figure has None.
    """
    later = np.array([day >= changed_on for day in starts], dtype=bool)
    earlier = np.array([following <= changed_on for following in [*starts[1:], date.max]], dtype=bool)
    known = np.array([value is not None for value in values], dtype=bool) & (later | earlier)
    before, after = int((known & earlier).sum()), int((known & later).sum())
    if min(before, after) < FEWEST:
        return Refused("few", before, after)
    plan = _Plan(tuple(np.flatnonzero(known).tolist()), int(np.flatnonzero(later)[0]), len(starts))
    y = np.array([value for value, told in zip(values, known, strict=True) if told], dtype=np.float64)
    found, rest = _fitted(plan, y[None, :])
    if float(np.abs(rest).max()) <= _SAME * max(1.0, float(np.abs(y).max())):
        return Refused("same", before, after)
    likeness = _likeness(plan, rest)
    told = _Told(plan, found[0], _errors(plan, rest)[0], _widths(plan, likeness))
    return BeforeAfter(
        before, after, len(starts) - before - after,
        min(_days(starts, known & earlier), _days(starts, known & later)) >= _YEAR,
        plan.lag, likeness, told.of(SLOPE), told.of(JUMP), told.of(BEND), told.of(NOW),
        _steps(starts, values, told, later | earlier),
    )  # fmt: skip


@dataclass(frozen=True)
class _Plan:
    """Which periods have a figure, which is the first after the change, and how many there are."""

    known: tuple[int, ...]
    first: int
    count: int

    @property
    def lag(self) -> int:
        return int(4 * (len(self.known) / 100) ** (2 / 9))

    @property
    def design(self) -> Floats:
        """Level, slope, jump and bend; time counts from the change, so that the jump is the one at the change."""
        since = np.arange(self.count, dtype=np.float64) - self.first
        later = (since >= 0).astype(np.float64)
        return np.column_stack([np.ones_like(since), since, later, later * since]).astype(np.float64)

    @property
    def x(self) -> Floats:
        return self.design[list(self.known)]

    @property
    def mixes(self) -> Floats:
        """What is told, as sums of coefficients: slope, jump, bend, now; then the line carried on, a period each."""
        since = self.known[-1] - self.first
        told: Floats = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 1, since]], dtype=np.float64)
        return np.vstack([told, self.design[self.first :] * [1, 1, 0, 0]])


def _fitted(plan: _Plan, y: Floats) -> tuple[Floats, Floats]:
    """Coefficients and residuals of many series at once, a row each."""
    x = plan.x
    found = y @ x @ np.linalg.inv(x.T @ x)
    return found, y - found @ x.T


def _errors(plan: _Plan, rest: Floats) -> Floats:
    """Newey-West errors of each mix. Periods weigh by how far apart they lie in time, so that a gap stays a gap."""
    x, t = plan.x, np.array(plan.known, dtype=np.float64)
    weights = np.maximum(0.0, 1 - np.abs(t[:, None] - t[None, :]) / (plan.lag + 1))
    few = len(t) / (len(t) - x.shape[1])
    errors = []
    for mix in plan.mixes:
        scores = rest * (x @ np.linalg.inv(x.T @ x) @ mix)
        errors.append(np.sqrt(few * np.maximum(0.0, ((scores @ weights) * scores).sum(axis=1))))
    return np.column_stack(errors)


def _resembling(plan: _Plan, rest: Floats) -> Floats:
    """The correlation of neighbours among residuals."""
    t = np.array(plan.known)
    beside = np.flatnonzero(np.diff(t) == 1)
    together: Floats = (rest[:, beside] * rest[:, beside + 1]).sum(axis=1) / (rest**2).sum(axis=1)
    return together


def _noise(plan: _Plan, likeness: float, trials: int) -> Floats:
    """Series without a change whose neighbours resemble each other so much."""
    made: Floats = np.random.default_rng(_SEED).standard_normal((plan.count, trials))
    made[1:] *= np.sqrt(1 - likeness**2)
    for place in range(1, plan.count):
        made[place] += likeness * made[place - 1]
    return made[list(plan.known)].T


@lru_cache(maxsize=64)
def _seen_likeness(plan: _Plan) -> tuple[float, ...]:
    """Per likeness what residuals show of it, in the middle trial: a fitted line takes much of it away."""
    shown = (_resembling(plan, _fitted(plan, _noise(plan, likeness, _FEWER))[1]) for likeness in _LIKENESS)
    return tuple(float(np.median(one)) for one in shown)


def _likeness(plan: _Plan, rest: Floats) -> float:
    """How much neighbours resemble each other, what the fitted line took away put back."""
    seen = float(_resembling(plan, rest)[0])
    return _LIKENESS[int(np.abs(np.array(_seen_likeness(plan)) - seen).argmin())]


@lru_cache(maxsize=256)
def _widths(plan: _Plan, likeness: float) -> tuple[float, ...]:
    """Per mix: how many errors from the estimate the bounds lie, to hold in 95 of 100 series without a change."""
    found, rest = _fitted(plan, _noise(plan, likeness, _TRIALS))
    away = np.abs(found @ plan.mixes.T) / _errors(plan, rest)
    return tuple(np.quantile(away, 0.95, axis=0).tolist())


@dataclass(frozen=True, slots=True)
class _Told:
    """Coefficients with the errors and widths of each mix."""

    plan: _Plan
    found: Floats
    errors: Floats
    widths: tuple[float, ...]

    def of(self, place: int) -> Estimate:
        """The mix at this place."""
        value, error = float(self.plan.mixes[place] @ self.found), float(self.errors[place])
        return Estimate(value, error, value - self.widths[place] * error, value + self.widths[place] * error)


def _days(starts: Sequence[date], chosen: Flags) -> int:
    """From the first of these periods to the end of the last, which is taken to be as long as the first of all."""
    days = [day for day, taken in zip(starts, chosen, strict=True) if taken]
    return (days[-1] - days[0] + (starts[1] - starts[0])).days


def _steps(starts: Sequence[date], values: Sequence[float | None], told: _Told, sided: Flags) -> tuple[Step, ...]:
    fitted = told.plan.design @ told.found
    steps = []
    for place, (day, value) in enumerate(zip(starts, values, strict=True)):
        carried = told.of(CARRIED + place - told.plan.first) if place >= told.plan.first else None
        bounds = (carried.value, carried.lower, carried.upper) if carried else (None, None, None)
        steps.append(Step(day, value, float(fitted[place]) if sided[place] else None, *bounds))
    return tuple(steps)
