"""*What DUO says, what we say*: of one case, field by field; what DUO told and nobody has looked at yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_uuid
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.case import history
from wegwijs.desk.case.forms.base import line
from wegwijs.desk.case.history import HistoryRow
from wegwijs.desk.case.reach import must_reach, open_case
from wegwijs.desk.wording import duo_told as words
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case
from wegwijs.exchange.duo import comparing, news
from wegwijs.exchange.duo.comparing import CannotRead, CannotSettle, Row, Side
from wegwijs.exchange.duo.news import News

REFUSALS: dict[str, str | Promise] = {
    "changed": gettext_lazy("This is not different any more, or something else stands by now. Look again."),
    "not_ours_to_take": gettext_lazy("This cannot be taken over here: put it right in the case or at DUO."),
    "no_reason": gettext_lazy("Write why you leave the difference as it is."),
}

SHOWN = 3  # messages named in one entry


class DecisionForm(forms.Form):
    """What becomes of one difference, and why."""

    reason = line(gettext_lazy("Why"), 200)


@dataclass(frozen=True, slots=True)
class Told:
    """A message of DUO in words, with the facts that it wrote."""

    news: News
    title: str
    todo: str | Promise
    facts: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What DUO told of one person, for *Vandaag*."""

    case: UUID
    name: str
    titles: str
    more: bool
    todo: str | Promise
    differs: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A row in words. `advice`: what to do where DUO's cannot be taken over."""

    row: Row
    title: str
    theirs: str
    ours: str
    source: str
    choice: str
    advice: str | Promise


@require("case.read")
@require_safe
def page(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The comparison with what DUO said last."""
    case = open_case(request, uuid, "duo")
    compared = comparing.compare(request.actor, case.id, _term(case))
    told = _told(request, case)
    unread = sorted({str(words.INTERFACES.get(name, name)) for name in compared.problems})
    return render(
        request,
        "desk/duo/case.html",
        {
            "case": case,
            "open_news": [one for one in told if one.news.seen_at is None],
            "seen_news": [one for one in told if one.news.seen_at is not None],
            "differing": [_in_words(row) for row in compared.of("differs", "theirs", "ours")],
            "same": [_in_words(row) for row in compared.of("same")],
            "read_at": compared.read_at,
            "known": bool(compared.rows),
            "unread": ", ".join(unread),
            "may_write": request.actor.may("case.write"),
            "crumbs": [(case.person.name, reverse("desk:case", args=[case.uuid])), (_("DUO"), "")],
        },
    )


@require("case.write")
@require_POST
def read(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Ask DUO now."""
    ref = must_reach(request, uuid)
    audit.log_access(request.actor, "open", now=request.now, trajectory_id=ref, detail={"page": "duo"})
    try:
        comparing.refresh(request.actor, uuid, ref, now=request.now)
    except CannotRead as error:
        messages.error(request, str(words.CANNOT_READ[error.code]))
    else:
        messages.success(request, _("DUO was asked just now."))
    return redirect("desk:duo", uuid)


@require("case.write")
@require_POST
def settle(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Decide on one difference."""
    case = open_case(request, uuid, "duo", logged=False)
    form = DecisionForm(request.POST)
    choice, key = request.POST.get("choice", ""), request.POST.get("key", "")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        comparing.settle(request.actor, case.id, key, choice, reason, _term(case), now=request.now)
    except CannotSettle as error:
        messages.error(request, str(REFUSALS[error.code]))
    except FactRefused:
        messages.error(request, str(REFUSALS["changed"]))
    else:
        messages.success(request, _("Decided: %(choice)s.") % {"choice": words.CHOICES[choice]})
    return redirect("desk:duo", uuid)


@require("case.write")
@require_POST
def seen(request: StaffRequest, uuid: UUID, record: UUID) -> HttpResponse:
    """Somebody looked at a message, or at all that stood on the page; it leaves *Vandaag*."""
    ref = must_reach(request, uuid)
    wanted = {record, *filter(None, map(sent_uuid, request.POST.getlist("also")))}
    if not sum(news.see(request.actor, ref, one, now=request.now) for one in wanted):
        messages.info(request, _("A colleague has looked at this already."))
    return redirect("desk:duo", uuid)


def _term(case: Case) -> tuple[date, date] | None:
    term = case.assessment.term
    return (term.starts_on, term.last_day) if term else None


def in_words(found: list[News]) -> list[Told]:
    """For the case page: without the facts."""
    return [Told(one, words.event(one.event), words.TODO[one.todo], ()) for one in found]


def by_case(found: list[News]) -> list[Entry]:
    """For *Vandaag*: one entry per person, whoever was told of first on top."""
    cases: dict[UUID, list[Told]] = {}
    for one in in_words(found):
        cases.setdefault(one.news.case, []).append(one)
    return [
        Entry(
            case, told[0].news.name, " · ".join(one.title for one in told[:SHOWN]), len(told) > SHOWN, told[0].todo,
            any(one.news.differences for one in told),
        )
        for case, told in cases.items()
    ]  # fmt: skip


def _told(request: StaffRequest, case: Case) -> list[Told]:
    rows = {row.uuid: row for row in history.rows(case, with_withdrawals=True)}
    return [
        Told(
            one, words.event(one.event), words.TODO[one.todo],
            tuple(rows[fact] for fact in one.facts if fact in rows),
        )
        for one in news.of_case(request.actor, case.id)
    ]  # fmt: skip


def _in_words(row: Row) -> Compared:
    title = str(words.ROWS[row.kind]) if row.kind in words.ROWS else wording.fact(row.kind)
    advice: str | Promise = ""
    if row.kind in {"term_start", "term_end"}:
        advice = _("The term follows from the plan and extensions. Put those right, or ask DUO.")
    elif not row.takeable:
        advice = _("The municipality decides on this. Is ours right? Then tell DUO.")
    choice = str(words.CHOICES[row.choice]) if row.choice else ""
    source = row.ours.source if row.ours else ""
    return Compared(row, title, _side(row.kind, row.theirs), _side(row.kind, row.ours), source, choice, advice)


def _side(kind: str, side: Side | None) -> str:
    """One side on a line: the day and what was said beside it."""
    if side is None:
        return ""
    if side.payload is None:
        if kind == "group":
            return wording.word("group", side.value)
        return days.short(days.parse(side.value)) or side.value if kind.startswith("term") else side.value
    told: list[tuple[str, Any]] = wording.details(kind, side.payload)
    parts = [f"{label}: {text}" for label, text in told if text]
    return " · ".join(filter(None, [days.short(side.on) if side.on else "", *parts]))
