"""Waiting times for the monitor: by which day half of the people had taken the next step, whoever left counted too."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from wegwijs.analysis.estimators import Sample, aalen_johansen
from wegwijs.analysis.monitor.cases import NEVER
from wegwijs.analysis.monitor.definitions import GROUPS
from wegwijs.analysis.reading.logs import EventLog, day_number
from wegwijs.analysis.waiting import STILL, Columns, spells

STEPS = {
    ("coa_matched", "intake_conversation_held"): "Koppeling tot eerste intakegesprek",
    ("duo_notified", "pip_established"): "Kennisgeving DUO tot PIP",
    ("learnability_test_taken", "pip_established"): "Leerbaarheidstoets tot PIP",
    ("pip_established", "course_started"): "PIP tot start lessen",
    ("pip_established", "pvt_declaration_signed"): "PIP tot participatieverklaring",
    ("pip_established", "map_final_interview_held"): "PIP tot eindgesprek MAP",
    ("pip_established", "obligation_met"): "PIP tot afgerond",
    ("exam_registered", "exam_taken"): "Eerste aanmelding tot eerste examen",
}
LEFT = ("moved_out", "obligation_ended")
SHARES = {"mediaan_dagen": 0.5, "driekwart_dagen": 0.75}
_FEW = 5  # of fewer people no median is told, whatever the threshold


def waits(log: EventLog, on: date, min_cell: int) -> dict[str, Any]:
    """A row a step; per group the day by which half, and three quarters, had taken it. No counts."""
    groups = "CASE WHEN asylum THEN 'asylum' ELSE 'family' END"
    few, rows = max(min_cell, _FEW), []
    for (start, end), label in STEPS.items():
        begin, until, *left = (log.codes.get(name, NEVER) for name in (start, end, *LEFT))
        told = log.engine.columns(spells(begin, [until, *left], day_number(on), groups))
        row: dict[str, Any] = {"label": label}
        for group, name in GROUPS.items():
            days = _quantiles({what: column[told["by"] == group] for what, column in told.items()}, until, few)
            row |= {f"{name}_{what}": value for what, value in days.items()}
        rows.append(row)
    columns = [f"{name}_{what}" for name in GROUPS.values() for what in SHARES]
    return {"columns": columns, "rows": rows}


def _quantiles(told: Columns, end: int, few: int) -> dict[str, int | None]:
    days = (told["until"] - told["day"]).astype(np.float64)
    cause = np.where(told["cause"] == end, 1, np.where(told["cause"] == STILL, 0, 2))
    sample = Sample(days, cause, told["n"])
    if sample.size < few or not sample.count(1):
        return dict.fromkeys(SHARES)
    incidence = aalen_johansen(sample, 1)
    reached = {what: np.flatnonzero(incidence.share >= share - 1e-10) for what, share in SHARES.items()}
    return {what: int(incidence.times[places[0]]) if len(places) else None for what, places in reached.items()}
