"""Where people wait longest between two steps that follow each other; whoever still waits counts."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from wegwijs.analysis.reading.logs import EventLog
from wegwijs.analysis.waiting import Question, waiting

_SHARE_OF_CASES = 0.05
_MOST = 10


def bottlenecks(log: EventLog, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """At most ten, the longest first, of the answer of `process`: from a step to the one that most often comes next.

    Waiting is that of `waiting`: from the first of the one to the first of the other after it, still waiting on the
    last day of the log counted as such. Transitions that fewer than one case in twenty makes are left out.
    """
    least = max(2, ceil(_SHARE_OF_CASES * found["cases"]))
    followers: dict[str, str] = {}
    for before, after, n in found["dfg"]:  # most frequent first
        if before != after and n >= least:
            followers.setdefault(before, after)
    told = [_told(waiting(log, Question(before, after))) for before, after in followers.items()]
    return sorted(told, key=lambda one: (-_at_least(one), one["from"]))[:_MOST]


def _told(answer: Mapping[str, Any]) -> dict[str, Any]:
    [group] = answer["groups"]
    mean = group["restricted_mean"]
    return {
        "from": answer["from"], "to": answer["to"], "n": group["n"], "reached": group["reached"],
        "waiting": group["censored"], "median": group["median"], "ci95": group["ci95"],
        "p90": group["quantiles"]["p90"], "seen_for": mean and mean["horizon"],
    }  # fmt: skip


def _at_least(one: Mapping[str, Any]) -> float:
    """The median; when that is not reached it is longer than anybody was seen to wait."""
    longest: float = one["median"] if one["median"] is not None else (one["seen_for"] or 0)
    return longest
