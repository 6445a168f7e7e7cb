"""What an event log looks like as a process: how often, in which order, how long."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import Table

from wegwijs.analysis.reading.logs import EventLog

_MICRO = 1_000_000
_PLACES = 1_000_003  # more than there are activities, so that place and activity make one number


def process(log: EventLog) -> dict[str, Any]:
    """Counts, variants, what follows what, where cases start and end, and how long they take.

    One pass puts every event beside its predecessor; the order within a case is by moment, then by place in the file.
    """
    steps = _steps(log)
    answer = log.engine.answer
    following = answer(steps.group_by(["before", "activity", "last"]).agg(n=steps.count()))
    cases = steps.group_by("case_key").agg(
        variant=steps.mark.bit_xor(), took=steps.moment.max() - steps.moment.min(), events=steps.count()
    )
    told = cases.agg(
        cases=cases.count(),
        events=cases.events.sum(),
        variants=cases.variant.nunique(),
        median=cases.took.quantile(0.5),
        p90=cases.took.quantile(0.9),
    )
    [total] = answer(told)
    log.engine.forget("steps")
    return {
        "cases": total["cases"],
        "events": total["events"] or 0,
        "activities": len(log.codes),
        "variants": total["variants"],
        **_order(following, log.names),
        "duration": {"median_seconds": _seconds(total["median"]), "p90_seconds": _seconds(total["p90"])},
    }


def _steps(log: EventLog) -> Table:
    """Each event with what came before it, whether it is the last, and a mark of its place.

    The marks of a case together (exclusive or) name its variant: a 64-bit hash of every place with its activity.
    """
    events = log.events
    window = ibis.window(group_by="case_key", order_by=["moment", "seq"])
    placed = events.select(
        "case_key",
        "activity",
        "moment",
        before=events.activity.lag().over(window),
        last=events.activity.lead().over(window).isnull(),
        place=ibis.row_number().over(window),
    )
    marked = placed.select(
        "case_key", "activity", "before", "last", "moment", mark=(placed.place * _PLACES + placed.activity).hash()
    )
    # Kept, because two questions are asked of it and the order is what costs.
    return log.engine.keep("steps", marked)


def _order(following: list[dict[str, Any]], names: dict[int, str]) -> dict[str, Any]:
    pairs: dict[tuple[str, str], int] = {}
    start: dict[str, int] = {}
    end: dict[str, int] = {}
    for row in following:
        name = names[row["activity"]]
        if row["before"] is None:
            start[name] = start.get(name, 0) + row["n"]
        else:
            pair = names[row["before"]], name
            pairs[pair] = pairs.get(pair, 0) + row["n"]
        if row["last"]:
            end[name] = end.get(name, 0) + row["n"]
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return {
        "dfg": [[before, after, n] for (before, after), n in ordered],
        "start": dict(sorted(start.items())),
        "end": dict(sorted(end.items())),
    }


def _seconds(micro: float | None) -> float | int | None:
    if micro is None:
        return None
    seconds = micro / _MICRO
    return int(seconds) if seconds.is_integer() else seconds
