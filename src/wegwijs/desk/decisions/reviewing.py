"""From draft to decision: read it once more, ask a colleague, decide; or do not go on with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.desk.decisions import showing
from wegwijs.desk.decisions.forms import WithdrawDecisionForm
from wegwijs.desk.decisions.making import live
from wegwijs.desk.decisions.opening import Opened, open_decision
from wegwijs.desk.outbox import showing as outbox
from wegwijs.desk.plan.forms import AskForm
from wegwijs.dossier.actions import FactRefused
from wegwijs.plans import actions, decisions, queries, wording
from wegwijs.plans.checks import stops


@require("plan.write")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """All of it once more with what follows from it; sending decides."""
    found = open_decision(request, uuid, kind)
    if request.method == "POST":
        return _decide(request, found)
    if found.open is None:
        return redirect(showing.url("decision", uuid, kind))
    return _page(request, found)


@require("plan.write")
@require_POST
def ask(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Put it to a colleague."""
    found = open_decision(request, uuid, kind)
    form = AskForm(request.POST, colleagues=queries.colleagues(request.actor))
    here = showing.url("decision_review", uuid, kind)
    if found.open is None or not form.is_valid():
        return redirect(showing.url("decision", uuid, kind))
    said = found.open.said
    if stops(found.weighed(found.ground(request, said), said)):
        messages.error(request, _("It is not complete yet."))
        return redirect(showing.url("decision", uuid, kind))
    version, colleague = form.cleaned_data["version"], form.cleaned_data["colleague"]
    try:
        actions.ask_about_decision(request.actor, found.case, kind, version, now=request.now, of_user=colleague)
    except Conflict:
        messages.error(request, _("It was changed in the meantime. Read it again."))
    else:
        messages.success(request, _("Your colleague finds it on Today and under “Agreement asked”."))
    return redirect(here)


@require("plan.write")
@require_POST
def withdraw(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Do not go on with it; why stays readable."""
    found = open_decision(request, uuid, kind)
    form = WithdrawDecisionForm(request.POST)
    if found.open is None:
        return redirect("desk:case", uuid)
    if not form.is_valid():
        return _page(request, found, withdrawing=form, status=422)
    version, why = form.cleaned_data["version"], form.cleaned_data["why"]
    try:
        actions.withdraw_decision(request.actor, found.case, kind, version, why, now=request.now)
    except Conflict:
        messages.error(request, _("A colleague changed it in the meantime. Look at it first."))
        return redirect(showing.url("decision_review", uuid, kind))
    messages.success(request, _("You do not go on with it. Nothing was decided."))
    return redirect("desk:case", uuid)


def _decide(request: StaffRequest, found: Opened) -> HttpResponse:
    uuid, kind = found.case.uuid, found.kind
    here = showing.url("decision_review", uuid, kind)
    try:
        request_id, version = UUID(request.POST.get("request_id", "")), int(request.POST.get("version", ""))
    except ValueError:
        return redirect(here)
    try:
        taken = actions.decide(request.actor, uuid, kind, version, request_id, now=request.now)
    except Conflict:
        messages.error(request, _("It was changed in the meantime. Read it again."))
        return redirect(here)
    except actions.NotReady as unready:
        if found.open is None:
            return redirect(showing.url("decision", uuid, kind))
        for finding in unready.findings:
            messages.error(request, wording.finding(finding))
        return _page(request, found, status=409)
    except FactRefused:
        messages.error(request, _("The record does not take this. Nothing was decided. Ask the administrator."))
        return _page(request, found, status=409)
    words = _("Decided. The letter is being made.") if taken.document else _("Decided.")
    messages.success(request, words)
    for held in outbox.held_now(request.actor, found.case.id, request.now):
        messages.warning(request, f"{held.title}: {held.state}. {held.why} {held.do}")
    return redirect("desk:decisions" if kind != showing.ENFORCEMENT else "desk:enforcement", uuid)


def _page(
    request: StaffRequest, found: Opened, *, withdrawing: WithdrawDecisionForm | None = None, status: int = 200
) -> HttpResponse:
    assert found.open is not None  # noqa: S101  every caller looked
    one, said = found.open, found.open.said
    beside: dict[str, Any] = live(request, found, said)
    complete = not any(finding.weight == "stop" for finding, _words in beside["findings"])
    asked = decisions.answers(request.actor, one)
    version = {"version": one.version}
    context = {
        **beside,
        "found": found,
        "one": one,
        "answers": showing.answers(said, found.framework),
        "decided": showing.decided(found.kind, said, found.talks),
        "at": showing.addresses(found.case.uuid, found.kind),
        "crumbs": found.crumbs((_("Read once more"), "")),
        "complete": complete,
        "asked": asked,
        "waiting": one.state == "awaiting_agreement",
        "agreed_by_me": one.is_agreed and one.agreed_by_id == request.actor.user_id,
        "ask_form": AskForm(initial=version, colleagues=queries.colleagues(request.actor)),
        "withdrawing": withdrawing or WithdrawDecisionForm(initial=version, auto_id="withdraw_%s", label_suffix=""),
        "request_id": uuid4(),
    }
    return render(request, "desk/decisions/review.html", context, status=status)
