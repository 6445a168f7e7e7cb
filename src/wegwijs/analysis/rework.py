"""What is done again: steps that a case takes more than once, and the way back to a step after one other."""

from __future__ import annotations

from typing import Any

from wegwijs.analysis.reading.logs import EventLog

_AGAIN = """
SELECT activity, count(*) AS cases, sum(times - 1)::BIGINT AS extra
FROM (SELECT case_key, activity, count(*) AS times FROM events GROUP BY case_key, activity)
WHERE times > 1 GROUP BY activity"""
_LOOPS = """
WITH beside AS (
  SELECT case_key, activity, lag(activity) OVER w AS one_back, lag(activity, 2) OVER w AS two_back FROM events
  WINDOW w AS (PARTITION BY case_key ORDER BY seq)
)
SELECT activity, NULL AS through, count(*) AS n, count(DISTINCT case_key) AS cases FROM beside
WHERE one_back = activity GROUP BY ALL
UNION ALL
SELECT activity, one_back AS through, count(*) AS n, count(DISTINCT case_key) AS cases FROM beside
WHERE two_back = activity AND one_back <> activity GROUP BY ALL"""


def rework(log: EventLog) -> dict[str, Any]:
    """Most cases first. `rework` [[a, cases, events beyond the first]]; `loops` [[steps, n, cases]]: a a and a b a."""
    names = log.names
    again = [[names[row["activity"]], row["cases"], row["extra"]] for row in log.engine.answer(_AGAIN)]
    loops = [
        [[names[code] for code in (row["activity"], row["through"], row["activity"]) if code], row["n"], row["cases"]]
        for row in log.engine.answer(_LOOPS)
    ]
    return {
        "rework": sorted(again, key=lambda one: (-one[1], one[0])),
        "loops": sorted(loops, key=lambda one: (-one[2], -one[1], one[0])),
    }
