"""The answer on waiting that the contract publishes, from samples per group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from wegwijs.analysis.estimators import Curve, Sample, aalen_johansen, kaplan_meier, restricted_mean
from wegwijs.analysis.logrank import logrank

EVERYBODY = "all"
QUANTILES = {"p25": 0.75, "p50": 0.5, "p75": 0.25, "p90": 0.1}  # name → share that still waits


def answer(
    samples: Mapping[str, Sample], causes: Mapping[int, str] | None, *, min_cell: int = 0, horizon: float | None = None
) -> dict[str, Any]:
    """Groups in the order given, and the log-rank test between them. `causes` None: no competing risks asked."""
    groups = [_group(name, sample, causes, min_cell, horizon) for name, sample in samples.items()]
    return {"groups": groups, "logrank": logrank(list(samples.values()))}


def _group(
    name: str, sample: Sample, causes: Mapping[int, str] | None, min_cell: int, horizon: float | None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "group": name, "n": sample.size, "reached": sample.count(1), "censored": sample.count(0),
    }  # fmt: skip
    if causes is not None:
        found["competed"] = {label: sample.count(code) for code, label in causes.items() if code > 1}
    if sample.size < min_cell:
        nothing = {"quantiles": dict.fromkeys(QUANTILES), "ci95": [None, None], "curve": [], "restricted_mean": None}
        return {**found, "median": None, **nothing, "cumulative_incidence": {}, "withheld": True}
    curve = kaplan_meier(sample)
    found |= {
        "median": _plain(curve.quantile(0.5)),
        "quantiles": {label: _plain(curve.quantile(left)) for label, left in QUANTILES.items()},
        "ci95": [_plain(bound) for bound in curve.median_bounds()],
        "curve": _rows(curve),
        "restricted_mean": _mean(sample, curve, horizon),
    }
    if causes is not None:
        incidences = {label: aalen_johansen(sample, code) for code, label in causes.items()}
        found["cumulative_incidence"] = {
            label: [[_plain(t), s] for t, s in zip(one.times.tolist(), one.share.tolist(), strict=True)]
            for label, one in incidences.items()
        }
        found["cumulative_incidence_ci95"] = {
            label: [
                [_plain(t), low, high]
                for t, low, high in zip(one.times.tolist(), one.lower.tolist(), one.upper.tolist(), strict=True)
            ]
            for label, one in incidences.items()
        }
    return found


def _rows(curve: Curve) -> list[list[float | int | None]]:
    columns = (curve.share.tolist(), curve.lower.tolist(), curve.upper.tolist(), curve.at_risk.tolist())
    return [[_plain(t), *rest] for t, *rest in zip(curve.times.tolist(), *columns, strict=True)]


def _mean(sample: Sample, curve: Curve, horizon: float | None) -> dict[str, float | int | None] | None:
    """Up to the horizon asked for, or as far as anybody was seen; None beyond that."""
    if not sample.size:
        return None
    seen = float(np.max(sample.exit))
    until = seen if horizon is None else horizon
    if until > seen or until <= 0:
        return None
    mean, error = restricted_mean(sample, curve, until)
    return {"horizon": _plain(until), "mean": mean, "standard_error": error}


def _plain(value: float | None) -> float | int | None:
    """A whole number as one."""
    return int(value) if value is not None and float(value).is_integer() else value


def ordered(names: Iterable[str]) -> list[str]:
    """Names of groups: numbers by size, words by the alphabet."""

    def place(name: str) -> tuple[int, float, str]:
        try:
            return 0, float(name), name
        except ValueError:
            return 1, 0.0, name

    return sorted(names, key=place)
