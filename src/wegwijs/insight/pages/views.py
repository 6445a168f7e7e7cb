"""The pages: where one begins, a dashboard, one figure, its files, what changed since the figures before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components.charts import Sign
from wegwijs.insight import queries, report, words
from wegwijs.insight.figures import Change, Dashboard
from wegwijs.insight.pages import choosing, files, showing
from wegwijs.insight.pages.choosing import Choice
from wegwijs.insight.pages.frame import READ, tabs
from wegwijs.insight.pages.words import shown
from wegwijs.insight.register import actions
from wegwijs.insight.register import queries as register

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require(READ)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """The six questions, and the register."""
    dates = queries.reference_dates(request.actor, queries.CODES[0])
    context = {
        "dashboards": [
            {"code": code, "title": title, "question": question, "url": reverse("insight:dashboard", args=[code])}
            for code, (title, question) in words.DASHBOARDS.items()
        ],
        "reference_date": dates[0] if dates else None,
        "report_on": report.quarter_end(request.actor) if dates else None,
        "waiting": register.waiting(request.actor) if request.actor.may(actions.CHECK) else 0,
        "tabs": tabs("start"),
    }
    return render(request, "insight/start.html", context)


@require(READ)
@require_safe
def dashboard(request: StaffRequest, code: str) -> HttpResponse:
    """All figures of one question."""
    choice = _choice(request, code)
    title, question = words.DASHBOARDS[code]
    context: dict[str, Any] = {"title": title, "lead": question, "tabs": tabs(code)}
    try:
        found = choosing.published(request.actor, code, choice)
    except queries.NothingPublished:
        return render(request, "insight/dashboard.html", context)
    except queries.WrongFilter:
        return _not_there(request, "insight:dashboard", code)
    figures = showing.figures(found, choice, tuple(_signs(request, choice)))
    changed = reverse("insight:changed", args=[code]) + Choice().address(version=found.uuid) if found.changes else ""
    context |= {"figures": figures, "changed_url": changed, **_around(request, found, choice)}
    return render(request, "insight/dashboard.html", context)


@require(READ)
@require_safe
def figure(request: StaffRequest, code: str, figure: str) -> HttpResponse:
    """One figure with everything around it."""
    choice = _choice(request, code)
    try:
        found = choosing.published(request.actor, code, choice)
    except queries.NothingPublished:
        raise Http404 from None
    except queries.WrongFilter:
        return _not_there(request, "insight:figure", code, figure)
    one = next((each for each in found.figures if each.code == figure), None)
    if one is None:
        raise Http404
    changes = [each for each in found.changes if each.figure == one.title]
    context = {
        "title": found.title, "one": showing.figure(found, one, choice, _signs(request, choice)),
        "differences": _differences(changes), "own_cases": showing.own_cases(request.actor, code, choice),
        "comparisons": _comparisons(request, choice, code, figure) if one.chart == "line" else [],
        "crumbs": [
            (_("Insight"), reverse("insight:start")),
            (found.title, reverse("insight:dashboard", args=[code]) + choice.address(version=choice.version)),
            (one.title, ""),
        ], **_around(request, found, choice),
    }  # fmt: skip
    return render(request, "insight/figure.html", context)


@require(READ)
@require_safe
def figure_file(request: StaffRequest, code: str, figure: str, kind: str) -> HttpResponse:
    """The figure as CSV or XLSX."""
    choice = _choice(request, code)
    try:
        found = choosing.published(request.actor, code, choice)
    except (queries.NothingPublished, queries.WrongFilter):
        raise Http404 from None
    one = next((each for each in found.figures if each.code == figure), None)
    if one is None or kind not in KINDS:
        raise Http404
    audit.log_access(request.actor, "export", now=request.now, detail={"figure": f"{code}.{figure}", "as": kind})
    make = files.as_csv if kind == "csv" else files.as_xlsx
    response = HttpResponse(make(found, one, choosing.about(found, choice)), content_type=KINDS[kind])
    name = f"{code}-{figure}-{found.reference_date:%Y-%m-%d}.{kind}".replace("_", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require(READ)
@require_safe
def quarterly(request: StaffRequest) -> HttpResponse:
    """The quarterly report: everything this reader may see of the last quarter's end, as a PDF."""
    try:
        day = report.quarter_end(request.actor)
        made = report.report(request.actor, day, now=request.now)
    except queries.NothingPublished:
        raise Http404 from None
    audit.log_access(request.actor, "export", now=request.now, detail={"figure": "quarterly", "as": "pdf"})
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="cijfers-{day:%Y-%m-%d}.pdf"'
    return response


@require(READ)
@require_safe
def changed(request: StaffRequest, code: str) -> HttpResponse:
    """What this version says differently from the one before it."""
    choice = _choice(request, code)
    try:
        found = choosing.published(request.actor, code, choice)
    except (queries.NothingPublished, queries.WrongFilter):
        raise Http404 from None
    context = {
        "title": found.title, "found": found, "differences": _differences(found.changes),
        "crumbs": [
            (_("Insight"), reverse("insight:start")),
            (found.title, reverse("insight:dashboard", args=[code]) + choice.address(version=choice.version)),
            (_("What changed"), ""),
        ],
    }  # fmt: skip
    return render(request, "insight/changed.html", context)


def _choice(request: StaffRequest, code: str) -> Choice:
    if code not in words.DASHBOARDS:
        raise Http404
    return Choice.of(request.GET)


def _around(request: StaffRequest, found: Dashboard, choice: Choice) -> dict[str, Any]:
    dates = queries.reference_dates(request.actor, found.code)
    return {
        "reference_date": found.reference_date, "about": choosing.about(found, choice), "narrowed": choice.narrowed,
        "options": choosing.options(found, choice, dates), "made": choosing.made(found),
        "permanent": request.build_absolute_uri(request.path + choice.address(version=found.uuid)),
    }  # fmt: skip


def _signs(request: StaffRequest, choice: Choice) -> list[Sign]:
    return [Sign(mark.on, mark.title) for mark in register.marks(request.actor.municipality_id, choice.group)]


def _not_there(request: StaffRequest, name: str, *at: str) -> HttpResponse:
    messages.info(request, _("There are no figures of that choice. These are the figures of everybody."))
    return redirect(name, *at)


def _comparisons(request: StaffRequest, choice: Choice, code: str, figure: str) -> list[tuple[str, Any, str]]:
    end = f"?figure={code}.{figure}" + (f"&group={choice.group}" if choice.group else "")
    return [
        (reverse("insight:before_after", args=[mark.uuid]) + end, mark.on, mark.title)
        for mark in register.marks(request.actor.municipality_id, choice.group)
    ]


def _differences(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [
        {
            "words": " · ".join(filter(None, (each.figure, each.row, each.column, each.narrowed))),
            "before": shown(each.before, "people"), "now": shown(each.after, "people"),
        }
        for each in changes
    ]  # fmt: skip
