"""Figures of several municipalities beside each other: each file is one of them, under the name of the file.

Who reads these is outside at least one of the municipalities, so of a small one nothing is told, its number included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wegwijs.analysis.durations import Columns, survival_of
from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.process import process as of_log
from wegwijs.analysis.reading.columns import Chosen
from wegwijs.analysis.reading.logs import open_log, open_logs
from wegwijs.analysis.waiting import Question
from wegwijs.analysis.waiting import waiting as waited

_COUNTS = ("n", "reached", "censored", "competed")
_FLOWS = ("dfg", "start", "end")


def named(paths: Sequence[Path]) -> dict[str, Path]:
    """Municipality → file. Raises Unreadable when two files have one name."""
    found: dict[str, Path] = {}
    for path in paths:
        if path.stem in found:
            raise Unreadable(path, "", f"a file named after its municipality; {path.stem!r} is there already")
        found[path.stem] = path
    return found


def waiting(
    paths: Sequence[Path], chosen: Chosen, asked: Question, *, min_cell: int, horizon: float | None
) -> dict[str, Any]:
    """The answer of `waiting.waiting` with a group a municipality, and the test between them. Raises Unreadable."""
    with open_logs(named(paths), chosen) as log:
        return _without_few(waited(log, replace(asked, grouped=True), min_cell=min_cell, horizon=horizon))


def survival(
    paths: Sequence[Path], columns: Columns, *, competing: bool, min_cell: int, horizon: float | None
) -> dict[str, Any]:
    """The answer of `durations.survival` with a group a municipality. Raises Unreadable."""
    return _without_few(survival_of(named(paths), columns, competing=competing, min_cell=min_cell, horizon=horizon))


def process(paths: Sequence[Path], chosen: Chosen, *, min_cell: int) -> dict[str, Any]:
    """`municipalities`: the answer of `process.process` of each. Raises Unreadable.

    What follows what is counted in events, and each count follows from the others: with a threshold it is left out.
    """
    rows = []
    for name, path in named(paths).items():
        with open_log(path, chosen) as log:
            found = of_log(log)
        if found["cases"] < min_cell:
            rows.append({"municipality": name, "withheld": True})
        else:
            told = {key: value for key, value in found.items() if min_cell <= 1 or key not in _FLOWS}
            rows.append({"municipality": name, **told})
    return {"municipalities": rows}


def _without_few(found: dict[str, Any]) -> dict[str, Any]:
    for group in found["groups"]:
        if group.get("withheld"):
            group.update(dict.fromkeys((name for name in _COUNTS if name in group), None))
    return found
