"""From definitions to counts: one question a table, asked of the cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wegwijs.analysis.disclosure.frame import Cell, Frame, with_margins
from wegwijs.analysis.engine import Engine
from wegwijs.analysis.monitor.definitions import GROUPS, POPULATIONS, Definition

Key = tuple[str, str]
EVERYONE = "all"


@dataclass(frozen=True)
class Counted:
    """A definition with its counts. `keys`: cells that stand in other tables too, under a name they share."""

    definition: Definition
    codes: tuple[str, ...]
    frame: Frame
    keys: Mapping[Cell, Key]


def count(made: Engine, definition: Definition) -> Counted:
    """Count the people of a definition in the table `cases`."""
    column = definition.column_of if definition.columns is not None else "who"
    told = made.answer(
        f'SELECT {definition.of} AS "row", {column} AS "column", count(*) AS n FROM cases'  # noqa: S608  words of our own
        f" WHERE {POPULATIONS[definition.population]} GROUP BY ALL"
    )
    found = {(one["row"], one["column"]): one["n"] for one in told}
    columns = list(definition.columns or GROUPS)
    codes = [*definition.rows, *sorted({code for code, _ in found if code not in definition.rows})]
    table = {code: [found.get((code, name), 0) for name in columns] for code in codes}
    codes = [code for code in codes if any(table[code]) or code not in definition.optional]
    labels = [definition.rows.get(code, code) for code in codes]
    if definition.columns is None:
        frame = with_margins(["aantal"], labels, [[sum(table[code])] for code in codes], wide=False, name=definition.id)
    else:
        names = list(definition.columns.values())
        frame = with_margins(names, labels, [table[code] for code in codes], wide=True, name=definition.id)
    return Counted(definition, tuple(codes), frame, dict(_keys(definition, codes, columns)))


def _keys(definition: Definition, codes: list[str], columns: list[str]) -> Iterator[tuple[Cell, Key]]:
    """Which cells are totals of a population, for a group or for everyone."""
    last = len(codes)
    if definition.columns is None:
        yield (last, 0), (definition.population, EVERYONE)
        for row, code in enumerate(codes):
            if code in definition.also:
                yield (row, 0), (definition.also[code], code)
        return
    groups = columns if definition.columns is GROUPS else [f"{definition.id} {name}" for name in columns]
    for place, name in enumerate([*groups, EVERYONE]):
        yield (last, place), (definition.population, name)
        for row, code in enumerate(codes):
            if code in definition.also:
                yield (row, place), (definition.also[code], name)
