"""Try the rules on somebody invented: the law's whole answer, each part with its why. Nothing is saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs import law
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.rules.forms import TryForm
from wegwijs.desk.rules.looking import tabs
from wegwijs.dossier import route_map
from wegwijs.law import texts
from wegwijs.norms.queries import choices


@require()
@require_http_methods(["GET", "HEAD", "POST"])
def rule_try(request: StaffRequest) -> HttpResponse:
    """The facts, and beside them what the law says of them."""
    form = TryForm(request.POST or None, request.today)
    answer = _answer(form, request.actor.municipality_id)
    return render(request, "desk/rules/try.html", {"form": form, "tabs": tabs(request, "rule_try"), **answer})


@require()
@require_POST
def rule_tried(request: StaffRequest) -> HttpResponse:
    """The part beside the facts, while they are being filled in."""
    form = TryForm(request.POST, request.today)
    return render(request, "desk/rules/_tried.html", _answer(form, request.actor.municipality_id))


def _answer(form: TryForm, municipality_id: int) -> dict[str, Any]:
    if not form.is_bound or not form.is_valid():
        return {"answer": None, "broken": form.is_bound}
    person, on = form.trajectory(), form.cleaned_data["on"]
    answer = law.assess(person, on, choices(municipality_id, on))
    told = get_language() or "nl"
    return {
        "answer": answer,
        "on": on,
        "owed": [part for part in answer.components if part.state != "not_required"],
        "signals": [(texts.say(one.code, one.params, told), one) for one in answer.signals],
        "map": route_map.build(law.in_force(list(person.facts), on), answer, on, person.group),
    }
