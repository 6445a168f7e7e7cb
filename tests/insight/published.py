"""Figures as they lie in the database, written by hand: two dashboards with a figure of every sort.

``publish(city)`` puts them there for both sorts of readers; what a reader outside may not see is hidden for it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from wegwijs.insight.models import PublishedTable

ON = date(2026, 2, 28)
MADE = datetime(2026, 3, 1, 3, tzinfo=UTC)
COLUMNS = ["asylum", "family", "total"]
QUARTERS = [f"{year}-{quarter}" for year in range(2022, 2026) for quarter in range(1, 5)] + ["2026-1"]
Counts = list[list[Any]]


def spread(**rows: list[int | None]) -> dict[str, Any]:
    """A figure of people in rows, with the total of each column."""
    total = [sum(row[place] or 0 for row in rows.values()) for place in range(3)]
    return {"rows": [*rows, "total"], "columns": COLUMNS, "tables": {"": {"counts": [*rows.values(), total]}}}


def series(shares: list[int | None], quarters: list[str] = QUARTERS) -> dict[str, Any]:
    """Of a hundred asylum permit holders a quarter so many did; None: hidden. Of family migrants sixty."""
    counts: Counts = []
    for share in shares:
        hidden = share is None
        counts.append([share, 60, None if hidden else (share or 0) + 60])
        counts.append([None if hidden else 100 - (share or 0), 40, None if hidden else 140 - (share or 0)])
    rows = [f"{quarter} {answer}" for quarter in quarters for answer in ("yes", "no")]
    return {"rows": [*rows, "total"], "columns": COLUMNS, "tables": {"": {"counts": [*counts, [None, None, None]]}}}


def wait() -> dict[str, Any]:
    """Half of the asylum permit holders after 80 days; of the family migrants not reached; everybody hidden."""
    told = {
        "asylum": {"q25": 60, "median": 80, "q75": 120, "low": 75, "high": 90, "by_norm": 40,
                   "curve": [[50, 20, 15, 25], [80, 50, 44, 56], [120, 75, 70, 80]]},
        "family": {"q25": 90, "median": None, "q75": None, "low": None, "high": None, "by_norm": 20,
                   "curve": [[60, 10, 6, 14], [90, 30, 25, 35]]},
        "total": None,
    }  # fmt: skip
    counts: Counts = [[150, 60, None], [40, 120, None], [10, 20, None], [200, 200, None]]
    return {
        "rows": ["done", "waiting", "left", "total"], "columns": COLUMNS,
        "tables": {"": {"counts": counts, "norm": 70, "waits": told}},
    }  # fmt: skip


def timeliness(shares: list[int | None] | None = None) -> dict[str, Any]:
    """The first dashboard: bars with a hidden cell, a wait, a line; and everything once more for the B1 route."""
    figures = {
        "in_time": spread(in_time=[140, 90, 230], late=[48, 52, 100], open=[12, None, None], missed=[0, None, None],
                          unknown=[0, 0, 0]),
        "signal_to_plan": wait(),
        "due_in_time": series(shares or [50 + place % 3 for place in range(len(QUARTERS))]),
    }  # fmt: skip
    for figure in figures.values():
        figure["tables"]["route=b1"] = figure["tables"][""]
    return {"slices": [["", ""], ["route", "b1"]], "limits": {"few": 5, "whole_group": 50}, "figures": figures}


def outside(content: dict[str, Any]) -> dict[str, Any]:
    """For a reader outside: small rows of the first figure are hidden too."""
    figure = content["figures"]["in_time"]
    lines = figure["tables"][""]["counts"]
    counts = [row if sum(cell for cell in row if isinstance(cell, int)) > 99 else [None] * 3 for row in lines]
    hidden = {**figure, "tables": {"": {"counts": counts}, "route=b1": {"counts": counts}}}
    return {**content, "figures": {**content["figures"], "in_time": hidden}}


def publish(
    city: Any,
    content: dict[str, Any] | None = None,
    *,
    version: int = 1,
    on: date = ON,
    changes: list[list[Any]] | None = None,
) -> PublishedTable:
    """The first dashboard for both readers of `city.municipality`; the row of who is inside."""
    told = content or timeliness()
    rows = [
        PublishedTable.objects.create(
            municipality=city.municipality, code="timeliness", reader=reader, reference_date=on, version=version,
            definition_version="proef", computed_at=MADE, log_hash="", changes=changes or [],
            content=told if reader == "inside" else outside(told),
        )
        for reader in ("inside", "outside")
    ]  # fmt: skip
    return rows[0]
