"""What a figure is: which people, counted by what. Codes only; the words stand with the pages (`insight.words`).

Nothing here names a professional, and no figure is of one person: a figure counts people by group, route, year of the
signal, team or provider.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ibis.expr.types import Column, Table

Of = Callable[[Table, "Norms"], Column]
Rows = Callable[[date], tuple[str, ...]]
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Norms:
    """The day, and what the figures hold people's days against; law and policy say how long (`insight` passes them)."""

    on: date
    plan_days: int
    course_days: int
    talk_days: Mapping[str, int]  # group → days between conversations


@dataclass(frozen=True, slots=True)
class Spread:
    """People of a population, each in one row. `not_by`: dimensions that say the row themselves."""

    code: str
    population: str
    of: Of
    rows: tuple[str, ...]
    not_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Per quarter of `day`: of how many people something was so. Only quarters that are over.

    `after`: how many days must have passed before it can be said of somebody.
    """

    code: str
    population: str
    day: str  # a column of days
    so: Of
    after: Callable[[Norms], int] = lambda _norms: 0
    not_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """From the day of one column to that of another; who left meanwhile competes, who still waits is censored.

    Who took the second step before the first waited no days. `norm`: a field of `Norms` that holds days.
    """

    code: str
    population: str
    start: str
    end: str
    norm: str = ""
    not_by: tuple[str, ...] = ()


Figure = Spread | Series | Wait
DONE, WAITING, LEFT = "done", "waiting", "left"
WAIT_ROWS = (DONE, WAITING, LEFT)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Figures about one goal, in the order in which they are read."""

    code: str
    figures: tuple[Figure, ...]


SINCE = 2022  # the law


def quarters(on: date) -> tuple[str, ...]:
    """The quarters since the law began that were over on a day, oldest first: `2025-1` is January to March 2025.

    All of them: what policy changed in 2024 must have a before. A running quarter would look like a fall or a rise.
    """
    over = on + timedelta(days=1)
    last = over.year * 4 + (over.month - 1) // 3
    return tuple(f"{number // 4}-{number % 4 + 1}" for number in range(SINCE * 4, last))


def rows_of(figure: Figure, on: date) -> tuple[str, ...]:
    """The row codes of a figure on a day, the total apart. A quarter has two: `2025-1 yes` and `2025-1 no`."""
    if isinstance(figure, Spread):
        return figure.rows
    if isinstance(figure, Series):
        return tuple(f"{quarter} {answer}" for quarter in quarters(on) for answer in (YES, NO))
    return WAIT_ROWS
