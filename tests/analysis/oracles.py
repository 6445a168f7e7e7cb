"""Second implementations to check ours against: lifelines for estimates, pm4py for processes, an own loop for waiting.

Both libraries warn about their own dependencies when imported; that is not ours to mend.
"""

from __future__ import annotations

import json
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wegwijs.cli import main

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import lifelines
    import lifelines.datasets
    import lifelines.statistics
    import lifelines.utils
    import pandas as pd

__all__ = ["answer", "lifelines", "pd", "refused", "waiting_by_hand", "write_log"]

Row = tuple[str, str, str]


def answer(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any, *words: object) -> dict[str, Any]:
    """What `wegwijs … --json` prints; it must end well and print nothing else."""
    code, out, err = _command(monkeypatch, capsysbinary, *words, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def refused(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any, *words: object) -> str:
    """What `wegwijs …` says when it exits with 2."""
    code, out, err = _command(monkeypatch, capsysbinary, *words, "--json")
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    return err


def _command(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any, *words: object) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["wegwijs", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    out, err = capsysbinary.readouterr()
    code = left.value.code
    assert isinstance(code, int)
    return code, out.decode(), err.decode()


def write_log(path: Path, rows: list[Row], header: str = "case_id,activity,timestamp") -> Path:
    """A CSV log."""
    path.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
    return path


def waiting_by_hand(
    rows: list[Row], start: str, end: str, as_of: date, competing: tuple[str, ...] = ()
) -> list[tuple[int, str | None]]:
    """Per case with a start: days waited, and by what it ended (None: still waiting); days only, so no zones."""
    cases: dict[str, list[tuple[date, int, str]]] = {}
    for place, (case, activity, on) in enumerate(rows):
        if date.fromisoformat(on) <= as_of:
            cases.setdefault(case, []).append((date.fromisoformat(on), place, activity))
    found: list[tuple[int, str | None]] = []
    for events in cases.values():
        events.sort()
        first = next((at for at, (_, _, activity) in enumerate(events) if activity == start), None)
        if first is None:
            continue
        began = events[first][0]
        later = [(on, activity) for on, _, activity in events[first + 1 :] if activity in {end, *competing}]
        found.append(((later[0][0] - began).days, later[0][1]) if later else ((as_of - began).days, None))
    return found
