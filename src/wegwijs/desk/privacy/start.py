"""Where the privacy officer starts: what waits, and a case by its number; never a name, never content."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import days
from wegwijs.desk.privacy import words
from wegwijs.desk.privacy.forms import CopyForm, FindForm, HoldForm, LiftForm, RestrictForm
from wegwijs.dossier import person_data, restriction
from wegwijs.letters.rendering import render as print_letter
from wegwijs.privacy import alerts, copies, copy_queries, holds, list_queries, seen

OFFICER = "privacy.requests"


def pdf(content: bytes, name: str) -> HttpResponse:
    """A file to save; its name names nobody."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require(OFFICER)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """What waits for the officer."""
    return _start(request, FindForm(label_suffix=""))


def _start(request: StaffRequest, form: FindForm) -> HttpResponse:
    actor = request.actor
    asked = copy_queries.requests(actor)
    lists = list_queries.lists(actor)
    context = {
        "form": form,
        "alerts": alerts.count_open(actor),
        "requests": [(one, words.say("copy", one.state)) for one in asked],
        "lists": [one for one in lists if one.state in {"open", "proposed", "approved"}],
        "standing": [
            (number, one, words.say("restriction", one.reason)) for number, one in restriction.of_municipality(actor)
        ],
        "holds": [(one, words.say("hold", one.reason)) for one in holds.running(actor)],
        "today": request.today,
    }
    return render(request, "desk/privacy/start.html", context, status=422 if form.errors else 200)


@require(OFFICER)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """From a number that the person gives to the number under which everything here knows the case."""
    form = FindForm(request.POST, label_suffix="")
    if form.is_valid():
        audit.log_access(request.actor, "search", now=request.now, detail={"page": "privacy", "by": "number"})
        number = person_data.find_case(request.actor, form.cleaned_data["number"])
        if number is not None:
            return redirect("desk:privacy_case", number)
        form.add_error("number", _("There is no case with this number. Check it, digit by digit."))
    return _start(request, form)


def _must_be(request: StaffRequest, number: int) -> None:
    if not person_data.case_exists_here(request.actor, number):
        raise Http404


@require(OFFICER)
@require_safe
def case(request: StaffRequest, number: int) -> HttpResponse:
    """What may be done for the person of this case, without opening it."""
    _must_be(request, number)
    return _case(request, number, {})


def _case(request: StaffRequest, number: int, bound: dict[str, Any]) -> HttpResponse:
    actor, standing = request.actor, restriction.of_case(number)
    now = {one.kind: one for one in standing if one.lifted_at is None}
    asked = [one for one in copy_queries.requests(actor) if one.case_number == number]
    context = {
        "number": number,
        "copies": [(one, words.say("copy", one.state)) for one in asked],
        "standing": [(one, words.say("title", one.kind), words.say("restriction", one.reason),
                      words.say("lift", one.lift_reason) if one.lift_reason else "") for one in standing],
        "holds": [(one, words.say("hold", one.reason)) for one in holds.running(actor) if one.case_number == number],
        "copy_form": bound.get("copy") or CopyForm(None, request.today),
        "hold_form": bound.get("hold") or HoldForm(None, request.today),
        "parts": [
            {"kind": kind, "title": words.say("title", kind), "stands": now.get(kind),
             "form": bound.get(kind) or (LiftForm(None, kind) if kind in now else RestrictForm(None, kind))}
            for kind in (restriction.RESTRICTION, restriction.OBJECTION)
        ],
        "wrong": [form for form in bound.values() if form.errors],
        "crumbs": [(_("Privacy"), reverse("desk:privacy")), (_("Case %(number)s") % {"number": number}, "")],
    }  # fmt: skip
    return render(request, "desk/privacy/case.html", context, status=422 if bound else 200)


@require(OFFICER)
@require_POST
def act(request: StaffRequest, number: int) -> HttpResponse:
    """One of the forms of the page; `do` says which."""
    _must_be(request, number)
    what = request.POST.get("do", "")
    tries = {"copy": _copy, "hold": _hold, "end_hold": _end_hold,
             restriction.RESTRICTION: _restrict, restriction.OBJECTION: _restrict}  # fmt: skip
    if what not in tries:
        raise Http404
    wrong = tries[what](request, number, what)
    return _case(request, number, {what: wrong}) if wrong is not None else redirect("desk:privacy_case", number)


def _copy(request: StaffRequest, number: int, _what: str) -> Any:
    form = CopyForm(request.POST, request.today)
    if not form.is_valid():
        return form
    copies.register(request.actor, number, form.cleaned_data["received_on"], now=request.now)
    messages.success(request, _("The request is recorded. A colleague who works on the case reviews the copy."))
    return None


def _hold(request: StaffRequest, number: int, _what: str) -> Any:
    form = HoldForm(request.POST, request.today)
    if not form.is_valid():
        return form
    said = form.cleaned_data
    holds.place(request.actor, number, said["reason"], said["ends_on"], now=request.now)
    messages.success(request, _("This case is not destroyed before that day is over."))
    return None


def _end_hold(request: StaffRequest, number: int, _what: str) -> Any:
    for one in holds.running(request.actor):
        if one.case_number == number and str(one.uuid) == request.POST.get("hold"):
            holds.end(request.actor, one.uuid, now=request.now)
            messages.success(request, _("The hold has ended."))
    return None


def _restrict(request: StaffRequest, number: int, kind: str) -> Any:
    """Sets it, or ends what stands."""
    stands = next((one for one in restriction.of_case(number) if one.kind == kind and one.lifted_at is None), None)
    form = LiftForm(request.POST, kind) if stands else RestrictForm(request.POST, kind)
    if not form.is_valid():
        return form
    if stands:
        restriction.lift(request.actor, stands.uuid, form.cleaned_data["reason"], now=request.now)
        messages.success(request, _("Ended. The case says so."))
    else:
        restriction.place(request.actor, number, kind, form.cleaned_data["reason"], now=request.now)
        messages.success(request, _("Recorded. Colleagues see it on the case."))
    return None


@require(OFFICER)
@require_safe
def who_saw(request: StaffRequest, number: int) -> HttpResponse:
    """Who saw this file, to print for the person."""
    found = _seen(request, number)
    rows = [(row, words.seen_line(row)) for row in found.rows]
    crumbs = [(_("Privacy"), reverse("desk:privacy")),
              (_("Case %(number)s") % {"number": number}, reverse("desk:privacy_case", args=[number])),
              (_("Who saw this file"), "")]  # fmt: skip
    context = {"number": number, "rows": rows, "by_system": found.by_system, "crumbs": crumbs}
    return render(request, "desk/privacy/seen.html", context)


def _seen(request: StaffRequest, number: int) -> seen.SeenFile:
    _must_be(request, number)
    actor = request.actor
    audit.log_access(actor, "list", now=request.now, trajectory_id=number, detail={"page": "who_saw"})
    return seen.who_saw(actor.municipality_id, number, actor.municipality_name, request.today)


@require(OFFICER)
@require_safe
def who_saw_pdf(request: StaffRequest, number: int) -> HttpResponse:
    """The same to hand over."""
    found = _seen(request, number)
    rows = [
        {"section": days.long(row.on), "title": " · ".join(filter(None, (row.name, str(row.role), row.organisation))),
         "lines": [words.seen_line(row)]}
        for row in found.rows
    ]  # fmt: skip
    if found.by_system:
        line = _("%(n)s times, to calculate days or make a letter") % {"n": found.by_system}
        rows.append({"section": _("Wegwijs itself"), "title": _("Without a human"), "lines": [line]})
    data = {"municipality_name": request.actor.municipality_name, "made_on": request.today.isoformat(), "kind": "seen",
            "rows": rows}  # fmt: skip
    return pdf(print_letter("overview", data), f"wie-zag-mijn-dossier-{number}.pdf")
