"""Whether groups wait differently long: the log-rank test for any number of groups, delayed entry included."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wegwijs.analysis.estimators import Sample


def logrank(samples: Sequence[Sample]) -> dict[str, float | int] | None:
    """Chi-square, degrees of freedom and p; None when there is nothing to compare.

    At each time at which something happened to anyone, what happened in a group is held against what would have, had
    all groups the same hazard (hypergeometric variance).
    """
    samples = [sample for sample in samples if sample.size]
    times = np.unique(np.concatenate([sample.times((1,)) for sample in samples])) if samples else np.zeros(0)
    if len(samples) < 2 or not len(times):
        return None
    from scipy.special import chdtrc  # a third of a second, for whoever compares groups

    at_risk = np.array([sample.at_risk(times) for sample in samples], dtype=np.float64)
    events = np.array([sample.happened(times, (1,)) for sample in samples], dtype=np.float64)
    total, happened = at_risk.sum(axis=0), events.sum(axis=0)
    part = at_risk / total
    difference = (events - part * happened).sum(axis=1)
    factor = happened * np.where(total > 1, (total - happened) / np.maximum(total - 1, 1), 0.0)
    variance = np.diag((part * factor).sum(axis=1)) - (part * factor) @ part.T
    # One group follows from the others; a group that was never at risk beside another brings no freedom.
    chi2 = float(difference @ np.linalg.pinv(variance, hermitian=True) @ difference)
    freedom = len(samples) - 1
    return {"chi2": chi2, "df": freedom, "p": float(chdtrc(freedom, chi2))}
