"""The tables: which people, counted by what, in which rows; with the words that stand beside the figures.

Labels and column names of A.1 to A.6 are those of the report whose figures they reproduce. Tables B say what that
monitor could not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wegwijs.eventlog.words import EXAM_PARTS

GROUPS = {"asylum": "statushouders", "family": "gezinsmigranten"}
ROUTES = {"b1": "B1-route", "education": "Onderwijsroute", "self_reliance": "Z-route"}
COUNTRIES = {
    "SY": "Syrië", "YE": "Jemen", "TR": "Turkije", "AF": "Afghanistan", "ER": "Eritrea", "IR": "Iran", "SO": "Somalië",
    "IQ": "Irak",
}  # fmt: skip
Of = str
"""SQL over the columns of `cases.on_day`; our own words, never a user's."""


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
    column_of: Of = "who"
    block: str = ""
    optional: tuple[str, ...] = ("unknown",)
    withheld: str = ""  # a column of which the source gives no counts
    also: Mapping[str, str] = field(default_factory=dict)  # rows that are totals of another population: code → its name


POPULATIONS: Mapping[str, Of] = {
    "everybody": "true",
    "guided": "guided",
    "housed": "housed",
    "tested": "test IN ('b1_feasible', 'b1_not_feasible')",
    "planned": "guided AND plan IS NOT NULL",
    "met": "met_on IS NOT NULL",
    "offered_early": "offered IS NOT NULL",
    "declined_early": "declined IS NOT NULL",
    "owes_map": "guided AND plan IN ('b1', 'self_reliance')",
    "in_course": "guided AND course_on IS NOT NULL AND plan IS NOT NULL",
    "absent": "absent IS NOT NULL",
    "voiced": "wished_on IS NOT NULL",
    **{f"took_{part}": f"{part} IS NOT NULL" for part in EXAM_PARTS},
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
