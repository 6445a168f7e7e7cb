"""Look a rule or a figure up: what it says, where it stands, how sure we are, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components.frame import Link
from wegwijs.desk.rules.values import in_words, period, rule_in_words
from wegwijs.law.calendar import add_months
from wegwijs.law.holidays import statistics_due
from wegwijs.law.parameters import Parameter, all_parameters, parameter
from wegwijs.law.rules import FIGURES, TOPICS, Rule
from wegwijs.norms.queries import EITHER

TITLES: dict[str, str | Promise] = {
    "starting": gettext_lazy("Duty, intake, plan and term"),
    "learning": gettext_lazy("Routes, parts and options"),
    "enforcing": gettext_lazy("Fines, money and rights"),
    "delivering": gettext_lazy("What DUO accepts"),
    "signalling": gettext_lazy("Signals"),
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in words; what depends on the case is "…". `figures`: (name, value with its unit) of today."""

    code: str
    text: str
    article: str
    confidence: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with its versions, the newest first; `rules`: which rules use it."""

    name: str
    versions: tuple[Version, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A value in words, with its unit, period, place in the law and source."""

    value: str
    unit: str
    period: str
    article: str
    source: str
    confidence: str


def tabs(request: StaffRequest, current: str) -> list[Link]:
    """What lies behind the entry of the menu: how we work, and how the law is read."""
    pages = {
        "texts": _("Way of working"),
        "rules": _("Rules"),
        "figures": _("Figures"),
        "norms": _("Norms"),
        "rule_try": _("Try it"),
    }
    if not request.actor.may("case.read"):
        del pages["texts"]
    return [Link(words, reverse(f"desk:{name}"), name == current) for name, words in pages.items()]


@require()
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """Every rule, or those in which the words occur."""
    words = request.GET.get("q", "").strip()[:100]
    topics = [(TITLES[topic], _rows(found, request.today)) for topic, found in TOPICS.items()]
    # As it was typed, so that "art. 5.3 lid 2" finds just that; otherwise what holds each of the words.
    found = _having(topics, [words.casefold()]) or _having(topics, words.casefold().split())
    context = {
        "q": words,
        "topics": found,
        "count": sum(len(rows) for _title, rows in found),
        "tabs": tabs(request, "rules"),
    }
    return render(request, "desk/rules/rules.html", context)


@require()
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """Every dated figure of the law."""
    used: dict[str, list[str]] = {}
    for code, names in FIGURES.items():
        for name in names:
            used.setdefault(name, []).append(code)
    rows = [_figure(name, one, tuple(used.get(name, ()))) for name, one in sorted(all_parameters().items())]
    quarter = _next_quarter(request.today)
    context = {
        "rows": rows,
        "quarter": quarter,
        "quarter_due": statistics_due(quarter),
        "tabs": tabs(request, "figures"),
    }
    context["may_check"] = any(map(request.actor.may, EITHER))
    return render(request, "desk/rules/figures.html", context)


def _next_quarter(today: date) -> date:
    """The last day of the quarter whose figures go to CBS next."""
    began = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    ended = began - timedelta(days=1)
    return ended if today <= statistics_due(ended) else add_months(began, 3) - timedelta(days=1)


def _rows(found: Mapping[str, Rule], today: date) -> list[RuleRow]:
    return [
        RuleRow(
            code, rule_in_words(code), rule.article, rule.confidence,
            tuple((name, _now(name, today)) for name in FIGURES.get(code, ())),
        )
        for code, rule in sorted(found.items())
    ]  # fmt: skip


Topics = list[tuple[str | Promise, list[RuleRow]]]


def _having(topics: Topics, wanted: list[str]) -> Topics:
    """The rows in which each of these occurs; topics without any are left out."""
    kept = [
        (
            title,
            [row for row in rows if all(one in f"{row.text} {row.article} {row.code}".casefold() for one in wanted)],
        )
        for title, rows in topics
    ]
    return [(title, rows) for title, rows in kept if rows]


def _now(name: str, today: date) -> str:
    version = parameter(name).version(today)
    return f"{in_words(version.value)} {_(version.unit)}"


def _figure(name: str, one: Parameter, used: tuple[str, ...]) -> FigureRow:
    versions = tuple(
        Version(in_words(v.value), _(v.unit), period(v.valid_from, v.valid_to), v.article, v.source, v.confidence)
        for v in reversed(one.versions)
    )
    return FigureRow(name, versions, used)
