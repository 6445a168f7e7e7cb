"""What an event log looks like as a process: how often, in which order, how long."""

from __future__ import annotations

from typing import Any

from wegwijs.analysis.reading.logs import EventLog

_MICRO = 1_000_000
_PLACES = 1_000_003  # more than there are activities, so that place and activity make one number


def process(log: EventLog) -> dict[str, Any]:
    """Counts, variants, what follows what, where cases start and end, and how long they take.

    One pass puts every event beside its predecessor; the order within a case is by moment, then by place in the file.
    """
    log.engine.keep("steps", _STEPS)
    answer = log.engine.answer
    following = answer("SELECT before, activity, last, count(*) AS n FROM steps GROUP BY ALL")
    [total] = answer("""
SELECT count(*) AS cases, sum(events)::BIGINT AS events, count(DISTINCT variant) AS variants,
  quantile_cont(took, 0.5) AS median, quantile_cont(took, 0.9) AS p90
FROM (
  SELECT bit_xor(mark) AS variant, max(moment) - min(moment) AS took, count(*) AS events FROM steps GROUP BY case_key
)""")
    log.engine.forget("steps")
    return {
        "cases": total["cases"],
        "events": total["events"] or 0,
        "activities": len(log.codes),
        "variants": total["variants"],
        **_order(following, log.names),
        "duration": {"median_seconds": _seconds(total["median"]), "p90_seconds": _seconds(total["p90"])},
    }


_STEPS = f"""
SELECT case_key, activity, moment, lag(activity) OVER w AS before, lead(activity) OVER w IS NULL AS last,
  hash((row_number() OVER w) * {_PLACES} + activity) AS mark
FROM events WINDOW w AS (PARTITION BY case_key ORDER BY seq)"""  # noqa: S608  a number of our own
"""Each event with what came before it, whether it is the last, and a mark of its place.

The marks of a case together (exclusive or) name its variant: a 64-bit hash of every place with its activity.
"""


def order(log: EventLog) -> list[str]:
    """Steps in the order in which cases take them for the first time, on average."""
    told = log.engine.answer("""
WITH first AS (SELECT case_key, activity, min(seq) AS seq FROM events GROUP BY case_key, activity),
placed AS (SELECT activity, row_number() OVER (PARTITION BY case_key ORDER BY seq) AS place FROM first)
SELECT activity FROM placed GROUP BY activity ORDER BY avg(place), activity""")
    return [log.names[row["activity"]] for row in told]


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
