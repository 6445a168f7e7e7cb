"""The six dashboards as they are published: what must not be known is not in the answer, so nothing later shows it.

One reading of the log and one table of cases serve every reader; for each reader the cells are hidden anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from wegwijs.analysis.dashboards.cases import DIMENSIONS, READ, cases
from wegwijs.analysis.dashboards.counting import (
    COLUMNS,
    Cube,
    Kinds,
    Mask,
    Slice,
    build,
    cube,
    kinds,
    slices,
    totals,
    without_days,
)  # fmt: skip
from wegwijs.analysis.dashboards.definitions import Figure, Norms, Series, Wait, quarters
from wegwijs.analysis.dashboards.figures import DASHBOARDS, POPULATIONS
from wegwijs.analysis.dashboards.waits import estimates
from wegwijs.analysis.disclosure.cubes import Layout, Limits, hide
from wegwijs.analysis.reading.logs import open_log

Readers = Mapping[str, Limits]
"""Name of a reader → what it may not see."""
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure counted: its cells, and for a wait its people with their days."""

    figure: Figure
    cube: Cube
    days: Kinds | None


def publish(path: Path, norms: Norms, teams: Collection[str], readers: Readers) -> dict[str, dict[str, Any]]:
    """Reader → dashboard code → its content. Raises Unreadable when this is no exported log."""
    with open_log(path, READ) as log:
        log.engine.keep("people", cases(log, norms.on, teams))
        people = log.engine.table("people")
        parts = slices(log.engine, people)
        found, inside = totals(log.engine, people)
        standing = build(
            found, tuple(POPULATIONS), np.array([*inside.values(), np.zeros(len(found.n), dtype=bool)]), parts
        )
        counted = {
            figure.code: _counted(figure, kinds(log.engine, people, figure, norms), norms, parts)
            for one in DASHBOARDS
            for figure in one.figures
        }
    return {name: _for_reader(counted, standing, norms, limits) for name, limits in readers.items()}


def _counted(figure: Figure, found: Kinds, norms: Norms, every: tuple[Slice, ...]) -> Counted:
    parts = _parts(figure, every)
    if isinstance(figure, Wait):
        return Counted(figure, cube(without_days(found), figure, norms, parts), found)
    return Counted(figure, cube(found, figure, norms, parts), None)


def _parts(figure: Figure, every: tuple[Slice, ...]) -> tuple[Slice, ...]:
    return tuple(part for part in every if part[0] not in figure.not_by)


def _for_reader(counted: Mapping[str, Counted], standing: Cube, norms: Norms, limits: Limits) -> dict[str, Any]:
    populations = _totals_hidden(standing, limits)
    return {
        one.code: {
            "slices": [list(part) for part in standing.slices],
            "limits": {"few": limits.few, "whole_group": limits.whole_group},
            "figures": {
                figure.code: _figure(counted[figure.code], standing.slices, populations, norms, limits)
                for figure in one.figures
            },
        }
        for one in DASHBOARDS
    }


def _totals_hidden(standing: Cube, limits: Limits) -> dict[str, Mask]:
    """Per population which of its totals no figure shows. Populations overlap, so they are weighed together."""
    count, _, columns = standing.counts.shape
    rows = len(POPULATIONS)
    layout = Layout((count, rows, columns), _dimensions(standing.slices), ())
    hidden = hide(standing.counts[:, :rows], standing.members[:, :rows], layout, limits)
    return {name: hidden[:, place] for place, name in enumerate(POPULATIONS)}


def _dimensions(parts: tuple[Slice, ...]) -> tuple[tuple[int, ...], ...]:
    """Places of the slices that divide everybody, by dimension; a figure is not split by every dimension."""
    places = (tuple(place for place, (name, _) in enumerate(parts) if name == dimension) for dimension in DIMENSIONS)
    return tuple(found for found in places if found)


def _groups(figure: Figure, norms: Norms, rows: int) -> tuple[tuple[int, ...], ...]:
    if isinstance(figure, Series):
        return tuple((2 * place, 2 * place + 1) for place in range(len(quarters(norms.on))))
    return (tuple(range(rows)),)


def _figure(
    one: Counted, standing: tuple[Slice, ...], populations: Mapping[str, Mask], norms: Norms, limits: Limits
) -> dict[str, Any]:
    figure, cells = one.figure, one.cube
    count, rows, columns = cells.counts.shape
    layout = Layout((count, rows, columns), _dimensions(cells.slices), _groups(figure, norms, len(cells.rows)))
    here = [place for place, part in enumerate(standing) if part in cells.slices]
    locked = populations[figure.population][here] if _counts_all(one) else None
    hidden = hide(cells.counts, cells.members, layout, limits, locked)
    told: dict[str, Any] = {"rows": [*cells.rows, TOTAL], "columns": list(COLUMNS), "tables": {}}
    for place, part in enumerate(cells.slices):
        lines = zip(cells.counts[place].tolist(), hidden[place].tolist(), strict=True)
        shown = [[None if out else count for count, out in zip(*line, strict=True)] for line in lines]
        told["tables"]["=".join(part) if part[0] else ""] = _table(one, part, shown, norms, limits)
    return told


def _counts_all(one: Counted) -> bool:
    """Whether the total of the figure is that of its population; quarters leave people out."""
    return not isinstance(one.figure, Series)


def _table(one: Counted, part: Slice, counts: list[list[int | None]], norms: Norms, limits: Limits) -> dict[str, Any]:
    if not isinstance(one.figure, Wait) or one.days is None:
        return {"counts": counts}
    norm = getattr(norms, one.figure.norm) if one.figure.norm else None
    found = estimates(one.days, part, limits.few, norm)
    of_all = counts[-1]
    # Only beside the counts of who took the step and of everybody: from an estimate one follows from the other.
    told = {
        name: found[name] if counts[0][place] is not None and of_all[place] is not None else None
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
