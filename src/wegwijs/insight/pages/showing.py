"""A figure as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wegwijs.accounts.actor import Actor
from wegwijs.components.charts import Chart, Sign
from wegwijs.insight import words
from wegwijs.insight.figures import Column, Dashboard, Figure
from wegwijs.insight.pages.choosing import Choice
from wegwijs.insight.pages.drawing import drawn
from wegwijs.insight.pages.words import shown

# Where own cases of a dashboard stand in the list of cases: its filters.
LISTS = {
    "timeliness": {"phase": "intake"},
    "pace": {"phase": "route"},
    "fitting": {"phase": "route"},
    "combining": {"phase": "route"},
    "quality": {"phase": "route"},
    "results": {"phase": "finished"},
}

_BESIDE = 6  # columns that a table has room for beside a chart


@dataclass(frozen=True, slots=True)
class Shown:
    """What the templates print. `rows`: label and cells in words; `hides`, `rounds`: some cell.

    `groups`: headings over the columns, each with how many it spans; `wide`: the table has no room beside a chart.
    """

    code: str
    title: str
    definition: str
    numerator: str
    denominator: str
    caveat: str
    chart: Chart | None
    head: str
    groups: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    has_total: bool
    hides: bool
    rounds: bool
    wide: bool
    url: str
    csv_url: str
    xlsx_url: str


@lru_cache(maxsize=64)
def figures(found: Dashboard, choice: Choice, signs: tuple[Sign, ...]) -> SafeString:
    """All figures of a dashboard as they stand on its page: the same for every reader of it, so drawn once."""
    told = [figure(found, one, choice, signs) for one in found.figures]
    return render_to_string("insight/figures.html", {"figures": told, "reference_date": found.reference_date})


def figure(found: Dashboard, one: Figure, choice: Choice, signs: Sequence[Sign]) -> Shown:
    """One figure of a dashboard, with its addresses under the same choice."""
    at = [found.code, one.code]
    end = choice.address(version=choice.version)
    columns = one.table.columns
    grouped = bool(columns) and all(column.group for column in columns)
    rows = tuple(
        (
            row.title,
            tuple(shown(cell, column.unit) for cell, column in zip(row.cells, columns, strict=True)),
        )
        for row in one.table.rows
    )
    titles = (str(words.MEASURES[column.measure]) if grouped else column.title for column in columns)
    states = {cell.state for row in one.table.rows for cell in row.cells}
    has_total = bool(one.table.rows) and one.table.rows[-1].is_total
    return Shown(
        one.code, one.title, one.definition, one.numerator, one.denominator, one.caveat, drawn(one, signs), _head(one),
        _groups(columns) if grouped else (), tuple(titles), rows, has_total,
        "suppressed" in states, "rounded" in states, len(columns) > _BESIDE,
        reverse("insight:figure", args=at) + end,
        reverse("insight:figure_file", args=[*at, "csv"]) + end,
        reverse("insight:figure_file", args=[*at, "xlsx"]) + end,
    )  # fmt: skip


def _head(one: Figure) -> str:
    """What the rows are."""
    return {"line": _("Quarter"), "curve": _("Group")}.get(one.chart, _("What"))


def _groups(columns: Sequence[Column]) -> tuple[tuple[str, int], ...]:
    """Columns of one group that stand together, under its name."""
    return tuple((str(words.GROUPS[code]), len(list(some))) for code, some in groupby(columns, lambda one: one.group))


def own_cases(actor: Actor, code: str, choice: Choice) -> str:
    """The list of cases behind a figure, for who sees lists: only what that list shows to this actor anyway."""
    if not actor.may("case.list"):
        return ""
    wanted = dict(LISTS[code])
    if choice.group:
        wanted["group"] = choice.group
    if choice.only[0] == "route" and choice.only[1] != "none":
        wanted["route"] = choice.only[1]
    return f"{reverse('desk:cases')}?{urlencode(wanted)}"
