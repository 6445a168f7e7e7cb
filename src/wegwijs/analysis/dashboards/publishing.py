"""The six dashboards as they are published: what must not be known is not in the answer, so nothing later shows it.

One reading of the log and one table of cases serve every reader; for each reader the cells are hidden anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from wegwijs.analysis.dashboards.cases import DIMENSIONS, KNOWN, READ, cases
from wegwijs.analysis.dashboards.counting import (
    COLUMNS,
    Cube,
    Day,
    Kinds,
    Mask,
    Slice,
    Whole,
    build,
    cube,
    kinds,
    slices,
    spells,
    totals,
)
from wegwijs.analysis.dashboards.definitions import Figure, Norms, Series, Wait, quarters, rows_of
from wegwijs.analysis.dashboards.earlier import Content, Value, key, last_exact, telling, value
from wegwijs.analysis.dashboards.figures import DASHBOARDS, POPULATIONS
from wegwijs.analysis.dashboards.waits import estimates
from wegwijs.analysis.disclosure.cubes import Layout, Limits, hide
from wegwijs.analysis.disclosure.rounding import hide_beside_rounding
from wegwijs.analysis.engine import Engine
from wegwijs.analysis.reading.logs import EventLog, open_log

Readers = Mapping[str, Limits]
"""Name of a reader → what it may not see."""
Published = Mapping[str, Mapping[str, Any]]
"""Reader → dashboard code → its content."""
TOTAL, TOTALS = "total", "totals"


@dataclass(frozen=True, slots=True)
class Before:
    """What these readers know already: the month before (with the norms of its day), and this day as it was told."""

    norms: Norms | None = None
    month: Published = field(default_factory=dict)
    same_day: Published = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure counted: its cells, and for a wait its people with their days."""

    figure: Figure | None  # None: the totals of all populations
    rows: tuple[str, ...]
    cube: Cube
    days: Kinds | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Cells that are not shown, and cells that are shown rounded."""

    out: Mask
    rounded: Mask
    last: Whole  # the exact figure that was told before, -1: none


@dataclass(frozen=True, slots=True)
class Told:
    """What one reader may see, and what it knows of a figure from before."""

    limits: Limits
    month: Content
    same_day: Content

    def known(self, figure: str) -> tuple[Content | None, Content | None]:
        """Of the month before, and of this day."""
        return _of(self.month, figure), _of(self.same_day, figure)


def _of(dashboards: Content, figure: str) -> Content | None:
    for content in dashboards.values():
        found: Content | None = content.get(TOTALS) if figure == TOTALS else content["figures"].get(figure)
        if found is not None:
            return found
    return None


def publish(
    path: Path, norms: Norms, teams: Collection[str], readers: Readers, before: Before | None = None
) -> dict[str, dict[str, Any]]:
    """Reader → dashboard code → its content. Raises Unreadable when this is no exported log."""
    known = before or Before()
    with open_log(path, READ) as log:
        made = log.engine
        today = _day(log, norms, teams, "people")
        earlier = _day(log, known.norms, teams, "before") if known.norms else None
        parts = slices(made, today.people)
        standing = Counted(None, tuple(POPULATIONS), build(*totals(made, today, earlier), parts), None)
        counted = {
            figure.code: _counted(made, today, figure, earlier, parts) for one in DASHBOARDS for figure in one.figures
        }
    return {
        name: _for_reader(
            counted, standing, norms, Told(limits, known.month.get(name, {}), known.same_day.get(name, {}))
        )
        for name, limits in readers.items()
    }


def _day(log: EventLog, norms: Norms, teams: Collection[str], name: str) -> Day:
    log.engine.keep(name, cases(log, norms.on, teams))
    log.engine.forget(KNOWN)
    return Day(log.engine.table(name), norms)


def _counted(made: Engine, day: Day, figure: Figure, earlier: Day | None, every: tuple[Slice, ...]) -> Counted:
    parts = tuple(part for part in every if part[0] not in figure.not_by)
    rows = rows_of(figure, day.norms.on)
    cells = cube(kinds(made, day, figure, earlier), rows, parts)
    return Counted(figure, (*rows, TOTAL), cells, spells(made, day, figure) if isinstance(figure, Wait) else None)


def _for_reader(counted: Mapping[str, Counted], standing: Counted, norms: Norms, told: Told) -> dict[str, Any]:
    whole = _totals_hidden(standing, told)
    return {
        one.code: {
            "slices": [list(part) for part in standing.cube.slices],
            "limits": {"few": told.limits.few, "whole_group": told.limits.whole_group},
            TOTALS: _tables(standing, whole, norms, told.limits),
            "figures": {
                figure.code: _figure(counted[figure.code], figure, standing, whole, norms, told)
                for figure in one.figures
            },
        }
        for one in DASHBOARDS
    }


def _totals_hidden(standing: Counted, told: Told) -> Hidden:
    """Which totals no figure shows. Populations overlap, so they are weighed together."""
    cells = standing.cube
    count, rows, columns = cells.counts.shape
    layout = Layout((count, rows, columns), _dimensions(cells.slices), ())
    return _hidden(standing, layout, told, TOTALS, None)


def _hidden(one: Counted, layout: Layout, told: Told, name: str, whole: Hidden | None) -> Hidden:
    """What is hidden for what it tells by itself; then what tells by what was published before is rounded.

    Rounding tells less than the figure itself, so that nothing hidden before follows from it.
    """
    cells, known = one.cube, told.known(name)
    last = last_exact(cells, one.rows, *known)
    locked = None if whole is None else whole.out
    if told.limits.rounded:
        out = hide_beside_rounding(cells.counts, layout, told.limits, locked)
        return Hidden(out, ~out, np.full(layout.shape, -1))
    out = hide(cells.counts, cells.members, layout, told.limits, locked)
    grown = telling(cells, one.rows, told.limits, *known) & ~out
    if whole is not None:
        grown[:, -1, :] = False
        locked = whole.out | whole.rounded
    if not grown.any() and (whole is None or not whole.rounded.any()):
        return Hidden(out, np.zeros(layout.shape, dtype=bool), last)
    more = hide(cells.counts, cells.members, layout, told.limits, locked, grown | out)
    return Hidden(out, more & ~out, last)


def _dimensions(parts: tuple[Slice, ...]) -> tuple[tuple[int, ...], ...]:
    """Places of the slices that divide everybody, by dimension; a figure is not split by every dimension."""
    places = (tuple(place for place, (name, _) in enumerate(parts) if name == dimension) for dimension in DIMENSIONS)
    return tuple(found for found in places if found)


def _groups(figure: Figure, norms: Norms, rows: int) -> tuple[tuple[int, ...], ...]:
    if isinstance(figure, Series):
        return tuple((2 * place, 2 * place + 1) for place in range(len(quarters(norms.on))))
    return (tuple(range(rows)),)


def _figure(one: Counted, figure: Figure, standing: Counted, whole: Hidden, norms: Norms, told: Told) -> dict[str, Any]:
    cells = one.cube
    count, rows, columns = cells.counts.shape
    layout = Layout((count, rows, columns), _dimensions(cells.slices), _groups(figure, norms, rows - 1))
    locked = None
    if not isinstance(figure, Series):  # quarters leave people out; every other total is that of its population
        here = [place for place, part in enumerate(standing.cube.slices) if part in cells.slices]
        place = standing.rows.index(figure.population)
        locked = Hidden(whole.out[here, place], whole.rounded[here, place], whole.last[here, place])
    hidden = _hidden(one, layout, told, figure.code, locked)
    return _tables(one, hidden, norms, told.limits)


def _tables(one: Counted, hidden: Hidden, norms: Norms, limits: Limits) -> dict[str, Any]:
    told: dict[str, Any] = {"rows": list(one.rows), "columns": list(COLUMNS), "tables": {}}
    for place, part in enumerate(one.cube.slices):
        parts = (one.cube.counts, hidden.out, hidden.rounded, hidden.last)
        lines = zip(*(cells[place].tolist() for cells in parts), strict=True)
        shown = [
            [value(n, out, about, last, limits.few) for n, out, about, last in zip(*line, strict=True)]
            for line in lines
        ]
        told["tables"][key(part)] = _table(one, part, shown, norms, limits)
    return told


def _table(one: Counted, part: Slice, counts: list[list[Value]], norms: Norms, limits: Limits) -> dict[str, Any]:
    if not isinstance(one.figure, Wait) or one.days is None:
        return {"counts": counts}
    norm = getattr(norms, one.figure.norm) if one.figure.norm else None
    found = estimates(one.days, part, limits.few, norm)
    # Only beside the counts of who took the step and of everybody: from an estimate one follows from the other.
    told = {
        name: found[name] if counts[0][place] is not None and counts[-1][place] is not None else None
        for place, name in enumerate(COLUMNS)
    }
    return {"counts": counts, "norm": norm, "waits": told}


@lru_cache(maxsize=1)
def definition_version() -> str:
    """Recognises the definitions: whatever is counted in another way gets another version."""
    room = files("wegwijs.analysis")
    names = ("dashboards/figures.py", "dashboards/cases.py", "dashboards/definitions.py", "monitor/cases.py",
             "monitor/definitions.py", "monitor/beyond.py")  # fmt: skip
    text = "".join(room.joinpath(name).read_text(encoding="utf-8") for name in names)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
