"""How long until something happens, when not everybody has been seen to the end.

Whoever still waits when we stop looking is *censored*: has waited at least so long. Leaving them out, or taking the
plain median of those who are done, makes every waiting time look short. Kaplan and Meier's estimate keeps them in.
Where another event ends the waiting (someone leaves), Aalen and Johansen's incidence counts each cause apart.

At risk at t: entry < t ≤ exit. Events come before censorings at the same time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

Z95 = 1.959963984540054
_HAIR = 1e-10  # a product of fractions misses a half by rounding


@dataclass(frozen=True, slots=True)
class Sample:
    """Durations of one group. `cause` 0: censored, 1 and up: what happened. `weight`: how many share a row."""

    exit: Floats
    cause: Whole
    weight: Whole
    entry: Floats | None = None

    @property
    def size(self) -> int:
        """How many people."""
        return int(self.weight.sum())

    def count(self, cause: int) -> int:
        """How many left in this way."""
        return int(self.weight[self.cause == cause].sum())

    def at_risk(self, times: Floats) -> Whole:
        """Of how many it was known just before each time that they still waited."""
        staying = _weight_from(self.exit, self.weight, times)
        return staying if self.entry is None else staying - _weight_from(self.entry, self.weight, times)

    def happened(self, times: Floats, causes: tuple[int, ...] | None = None) -> Whole:
        """How many events at each of these times; of all causes, or of some."""
        mask = self.cause > 0 if causes is None else np.isin(self.cause, causes)
        place = np.searchsorted(times, self.exit[mask])
        known = place < len(times)
        place, weight = place[known], self.weight[mask][known]
        same = times[place] == self.exit[mask][known]
        counted = np.bincount(place[same], weights=weight[same], minlength=len(times))
        return counted.astype(np.int64)

    def times(self, causes: tuple[int, ...] | None = None) -> Floats:
        """Distinct times of events."""
        mask = self.cause > 0 if causes is None else np.isin(self.cause, causes)
        return np.unique(self.exit[mask])


def _weight_from(values: Floats, weight: Whole, times: Floats) -> Whole:
    """Total weight of values at or beyond each time."""
    order = np.argsort(values, kind="stable")
    beyond = np.concatenate([np.cumsum(weight[order][::-1])[::-1], [0]])
    return beyond[np.searchsorted(values[order], times, side="left")].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still waiting after each time of an event, with its 95% bounds (log-log)."""

    times: Floats
    share: Floats
    lower: Floats
    upper: Floats
    at_risk: Whole

    def quantile(self, share_left: float) -> float | None:
        """The first time at which no more than this share still waits; None when that is not reached."""
        return _first_at_most(self.times, self.share, share_left)

    def median_bounds(self) -> tuple[float | None, float | None]:
        """95% bounds of the median."""
        return _first_at_most(self.times, self.lower, 0.5), _first_at_most(self.times, self.upper, 0.5)


def _first_at_most(times: Floats, values: Floats, level: float) -> float | None:
    reached = np.flatnonzero(values <= level + _HAIR)
    return float(times[reached[0]]) if len(reached) else None


def kaplan_meier(sample: Sample, causes: tuple[int, ...] = (1,)) -> Curve:
    """Kaplan-Meier; causes that are not named count as censored."""
    times = sample.times(causes)
    at_risk, events = sample.at_risk(times), sample.happened(times, causes)
    share: Floats = np.cumprod(1 - events / at_risk).astype(np.float64)
    share[share < _HAIR] = 0.0
    error: Floats = np.sqrt(np.cumsum(_greenwood(at_risk, events))).astype(np.float64)
    lower, upper = log_log(share, error)
    return Curve(times, share, lower, upper, at_risk)


def _greenwood(at_risk: Whole, events: Whole) -> Floats:
    """Terms of Greenwood's sum; where everybody left at once it adds nothing that could be estimated."""
    left = at_risk - events
    terms: Floats = np.where(left > 0, events / np.where(left > 0, at_risk * left.astype(np.float64), 1.0), 0.0)
    return terms


def log_log(share: Floats, error_of_log: Floats) -> tuple[Floats, Floats]:
    """95% bounds on the scale of log(-log), which keeps them between 0 and 1."""
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    width = np.where(inside, Z95 * error_of_log / np.log(safe), 0.0)
    with np.errstate(over="ignore"):  # a share that is all but 1 has bounds 0 and 1
        lower = np.where(inside, safe ** np.exp(-width), share)
        upper = np.where(inside, safe ** np.exp(width), share)
    return lower, upper


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share to which one cause has happened by each time, the other causes taken into account."""

    times: Floats
    share: Floats
    lower: Floats
    upper: Floats


def aalen_johansen(sample: Sample, cause: int) -> Incidence:
    """The cumulative incidence of one cause, with bounds from the delta method."""
    times = sample.times()
    at_risk, events = sample.at_risk(times).astype(np.float64), sample.happened(times)
    mine = sample.happened(times, (cause,)).astype(np.float64)
    after = np.cumprod(1 - events / at_risk)
    before = np.concatenate([[1.0], after[:-1]])
    share = np.cumsum(before * mine / at_risk)
    lower, upper = _incidence_bounds(share, before, mine, at_risk, events)
    shown = mine > 0
    return Incidence(times[shown], share[shown], lower[shown], upper[shown])


def _incidence_bounds(
    share: Floats, before: Floats, mine: Floats, at_risk: Floats, events: Whole
) -> tuple[Floats, Floats]:
    hazard = _greenwood(at_risk.astype(np.int64), events)
    mixed = before * mine / at_risk**2
    # The sum over earlier times of (F(t) - F(s))² h(s) - 2 (F(t) - F(s)) m(s) + own(s), expanded to running sums.
    own = np.cumsum(before**2 * (at_risk - mine) / at_risk**3 * mine)
    variance = (
        share**2 * np.cumsum(hazard)
        - 2 * share * np.cumsum(share * hazard)
        + np.cumsum(share**2 * hazard)
        + own
        - 2 * (share * np.cumsum(mixed) - np.cumsum(share * mixed))
    )
    error = np.sqrt(np.maximum(variance, 0.0))
    return log_log(share, error / np.where(share > 0, share, 1.0))


def restricted_mean(sample: Sample, curve: Curve, horizon: float) -> tuple[float, float]:
    """The mean waiting time up to a horizon (the area under the curve), and its standard error."""
    within = curve.times < horizon
    times, share = curve.times[within], curve.share[within]
    widths = np.diff(np.concatenate([[0.0], times, [horizon]]))
    areas = widths * np.concatenate([[1.0], share])
    ahead = np.cumsum(areas[::-1])[::-1][1:]  # area to the right of each event
    at_risk, events = curve.at_risk[within], sample.happened(times, (1,))
    return float(areas.sum()), float(np.sqrt(np.sum(ahead**2 * _greenwood(at_risk, events))))
