"""Waiting times for the monitor: by which day half of the people had taken the next step, whoever left counted too."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from wegwijs.analysis.estimators import Sample, aalen_johansen
from wegwijs.analysis.monitor.cases import NEVER
from wegwijs.analysis.monitor.definitions import GROUPS
from wegwijs.analysis.reading.logs import EventLog, day_number
from wegwijs.analysis.waiting import spells

STEPS = {
    ("coa_matched", "intake_conversation_held"): "Koppeling tot eerste intakegesprek",
    ("duo_notified", "pip_established"): "Kennisgeving DUO tot PIP",
    ("learnability_test_taken", "pip_established"): "Leerbaarheidstoets tot PIP",
    ("pip_established", "course_started"): "PIP tot start lessen",
    ("pip_established", "pvt_declaration_signed"): "PIP tot participatieverklaring",
    ("pip_established", "map_final_interview_held"): "PIP tot eindgesprek MAP",
    ("pip_established", "obligation_met"): "PIP tot afgerond",
}
LEFT = ("moved_out", "obligation_ended")
SHARES = {"mediaan_dagen": 0.5, "driekwart_dagen": 0.75}
_FEW = 5  # of fewer people no median is told, whatever the threshold


def waits(log: EventLog, on: date, min_cell: int) -> dict[str, Any]:
    """A row a step; per group the day by which half, and three quarters, had taken it. No counts."""
    known = log.events.filter(log.events.day <= day_number(on))
    steps = known.select(
        "activity", "day", "seq", "case_key", moment=known.day,
        by=known.asylum.ifelse("asylum", "family"),
    )  # fmt: skip
    rows = []
    for (start, end), label in STEPS.items():
        begin, until, *left = (log.codes.get(name, NEVER) for name in (start, end, *LEFT))
        told = log.engine.answer(spells(steps, begin, [until, *left], grouped=False))
        row: dict[str, Any] = {"label": label}
        for group, name in GROUPS.items():
            days = _quantiles([one for one in told if one["by"] == group], until, day_number(on), max(min_cell, _FEW))
            row |= {f"{name}_{what}": value for what, value in days.items()}
        rows.append(row)
    columns = [f"{name}_{what}" for name in GROUPS.values() for what in SHARES]
    return {"columns": columns, "rows": rows}


def _quantiles(told: list[dict[str, Any]], end: int, on: int, few: int) -> dict[str, int | None]:
    exit_ = np.array([(on if row["until"] is None else row["until"]) - row["day"] for row in told], dtype=np.float64)
    cause = np.array([0 if row["cause"] is None else 1 if row["cause"] == end else 2 for row in told], dtype=np.int64)
    sample = Sample(exit_, cause, np.array([row["n"] for row in told], dtype=np.int64))
    if sample.size < few or not sample.count(1):
        return dict.fromkeys(SHARES)
    incidence = aalen_johansen(sample, 1)
    reached = {what: np.flatnonzero(incidence.share >= share - 1e-10) for what, share in SHARES.items()}
    return {what: int(incidence.times[places[0]]) if len(places) else None for what, places in reached.items()}
