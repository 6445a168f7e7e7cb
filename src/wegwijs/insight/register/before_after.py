"""Before and after one change: choose a figure, read the answer."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.analysis.interrupted import BeforeAfter, before_after
from wegwijs.components.charts import Sign
from wegwijs.insight import queries as published
from wegwijs.insight import words
from wegwijs.insight.figures import Cell, Figure
from wegwijs.insight.pages.choosing import Options, made
from wegwijs.insight.pages.drawing import first_day
from wegwijs.insight.pages.frame import READ
from wegwijs.insight.register import comparing, queries

LINES = (("timeliness", "due_in_time"), ("pace", "course_soon"), ("combining", "taking_part"))
"""The figures that are lines through time; the definitions themselves would load an engine. A test compares them."""
GROUPS = ("total", "asylum", "family")
NEAR = timedelta(days=183)


@require(READ)
@require_safe
def compare(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The line of before carried on, and how what came after differs from it."""
    found = queries.change(request.actor, uuid)
    if found is None or found.state != "checked":
        raise Http404
    at = _figure(request.GET.get("figure", ""))
    group = request.GET.get("group") or found.group or "total"
    group = group if group in GROUPS else "total"
    context = {
        "change": found, "options": _options(at, group), "others": _others(request, found),
        "crumbs": [(_("Insight"), reverse("insight:start")), (_("Policy changes"), reverse("insight:register")),
                   (_("Before and after"), "")],
    }  # fmt: skip
    try:
        board = published.dashboard(request.actor, at[0])
    except published.NothingPublished:
        context |= {"nothing": True, "assumptions": comparing.assumptions(None)}
        return render(request, "insight/before_after.html", context)
    context |= {"reference_date": board.reference_date, "made": made(board), "permanent": request.build_absolute_uri()}
    one = next(each for each in board.figures if each.code == at[1])
    starts, cells = series(one, group)
    values = [None if cell.value is None else float(cell.value) for cell in cells]
    rounded = any(cell.state == "rounded" for cell in cells)
    answer = before_after(starts, values, found.starts_on)
    title = f"{one.title}, {words.GROUPS[group]}"
    if isinstance(answer, BeforeAfter):
        context |= {
            "one": comparing.answer(title, Sign(found.starts_on, found.title), answer, starts),
            "assumptions": comparing.assumptions(answer, rounded=rounded),
        }
    else:
        context |= {"refused": comparing.refusal(answer), "assumptions": comparing.assumptions(None)}
    return render(request, "insight/before_after.html", context)


def series(figure: Figure, group: str) -> tuple[list[date], list[Cell]]:
    """The percentage a quarter of one group; without a value where it is not shown or there was nobody."""
    place = next(at for at, one in enumerate(figure.table.columns) if (one.group, one.measure) == (group, "percent"))
    rows = figure.table.rows
    return [first_day(row.code) for row in rows], [row.cells[place] for row in rows]


def _figure(asked: str) -> tuple[str, str]:
    """The one asked for; else the first."""
    board, _point, figure = asked.partition(".")
    return (board, figure) if (board, figure) in LINES else LINES[0]


def _options(at: tuple[str, str], group: str) -> list[Options]:
    figures = tuple((f"{a}.{b}", str(words.FIGURES[b].title), (a, b) == at) for a, b in LINES)
    groups = tuple((code, str(words.GROUPS[code]), code == group) for code in GROUPS)
    return [Options("figure", _("The figure"), (("", figures),)), Options("group", _("Group"), (("", groups),))]


def _others(request: StaffRequest, found: queries.Change) -> list[queries.Mark]:
    """What else changed within half a year: its effect is in the difference too."""
    marks = queries.marks(request.actor.municipality_id)
    return [one for one in marks if one.uuid != found.uuid and abs(one.on - found.starts_on) <= NEAR]
