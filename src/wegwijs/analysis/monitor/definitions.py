"""The tables: which people, counted by what, in which rows; with the words that stand beside the figures.

Labels and column names of A.1 to A.6 are those of the report whose figures they reproduce. Tables B say what that
monitor could not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ibis.expr.types import Column, Table

GROUPS = {"asylum": "statushouders", "family": "gezinsmigranten"}
ROUTES = {"b1": "B1-route", "education": "Onderwijsroute", "self_reliance": "Z-route"}
COUNTRIES = {
    "SY": "Syrië", "YE": "Jemen", "TR": "Turkije", "AF": "Afghanistan", "ER": "Eritrea", "IR": "Iran", "SO": "Somalië",
    "IQ": "Irak",
}  # fmt: skip
Of = Callable[[Table], Column]


@dataclass(frozen=True, slots=True)
class Words:
    """What a figure is: numerator, denominator, date and caveat."""

    numerator: str
    denominator: str
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One table. `rows`: code → label, in order.

    `population` names the people counted: tables of the same people share their totals. `block` joins tables in one.
    A code that is not named gets a row of its own; a row in `optional` is left out when it is empty.
    """

    id: str
    title: str
    population: str
    of: Of
    rows: Mapping[str, str]
    words: Words
    columns: Mapping[str, str] | None = field(default_factory=lambda: GROUPS)
    column_of: Of = lambda cases: cases.who
    block: str = ""
    optional: tuple[str, ...] = ("unknown",)
    withheld: str = ""  # a column of which the source gives no counts
    also: Mapping[str, str] = field(default_factory=dict)  # rows that are totals of another population: code → its name


POPULATIONS: Mapping[str, Of] = {
    "everybody": lambda c: c.who.notnull(),
    "guided": lambda c: c.guided,
    "housed": lambda c: c.housed,
    "tested": lambda c: c.test.isin(["b1_feasible", "b1_not_feasible"]),
    "planned": lambda c: c.guided & c.plan.notnull(),
    "met": lambda c: c.met_on.notnull(),
    "offered_early": lambda c: c.offered.notnull(),
    "declined_early": lambda c: c.declined.notnull(),
    "owes_map": lambda c: c.guided & c.plan.isin(["b1", "self_reliance"]),
    "in_course": lambda c: c.guided & c.course_on.notnull() & c.plan.notnull(),
    "absent": lambda c: c.absent.notnull(),
    "voiced": lambda c: c.wished_on.notnull(),
}
WITHIN: Mapping[str, tuple[str, ...]] = {
    **{name: ("everybody",) for name in POPULATIONS if name != "everybody"},
    "planned": ("everybody", "guided"),
    "owes_map": ("everybody", "guided", "planned"),
    "in_course": ("everybody", "guided"),
    "declined_early": ("everybody", "offered_early"),
}
"""Which people are part of which: what is left between two published totals may not be too few either."""

UNKNOWN = {"unknown": "Onbekend"}
