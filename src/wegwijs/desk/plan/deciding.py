"""From draft to established plan: read it once more, ask a colleague where it deviates, establish."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.desk.plan import showing
from wegwijs.desk.plan.forms import AskForm
from wegwijs.desk.plan.making import Stand, stand
from wegwijs.desk.plan.opening import crumbs, open_case
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case
from wegwijs.plans import actions, checks, queries, wording


@require("case.read", "case.break_glass")
@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The whole plan once more, with what follows from it; then establish."""
    case = open_case(request, uuid)
    now = stand(request, case)
    if request.method == "POST":
        if not request.actor.may("plan.write"):
            raise PermissionDenied
        return _establish(request, case, now)
    if now.draft is None:
        return redirect("desk:plan", uuid)
    return _page(request, case, now)


@require("plan.write")
@require_POST
def ask(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Put the draft to a colleague."""
    case = open_case(request, uuid)
    now = stand(request, case)
    form = AskForm(request.POST, colleagues=queries.colleagues(request.actor))
    if now.draft is None or not form.is_valid():
        return redirect("desk:plan", uuid)
    if checks.stops(_findings(case, now)):
        messages.error(request, _("The plan is not complete yet."))
        return redirect("desk:plan", uuid)
    try:
        actions.ask(
            request.actor, case, form.cleaned_data["version"], now=request.now, of_user=form.cleaned_data["colleague"]
        )
    except Conflict:
        messages.error(request, _("The draft was changed in the meantime. Read it again."))
    else:
        messages.success(request, _("Your colleague sees the plan under “Agreement asked”."))
    return redirect("desk:plan_review", uuid)


def _establish(request: StaffRequest, case: Case, now: Stand) -> HttpResponse:
    try:
        request_id = UUID(request.POST.get("request_id", ""))
        version = int(request.POST.get("version", ""))
    except ValueError:
        return redirect("desk:plan_review", case.uuid)
    try:
        actions.establish(request.actor, case.uuid, version, request_id, now=request.now)
    except Conflict:
        messages.error(request, _("The draft was changed in the meantime. Read it again."))
        return redirect("desk:plan_review", case.uuid)
    except actions.NotReady as unready:
        if now.draft is None:
            return redirect("desk:plan", case.uuid)
        for finding in unready.findings:
            messages.error(request, wording.finding(finding))
        return _page(request, case, now, status=409)
    except FactRefused:
        messages.error(
            request, _("The record does not take this plan. Nothing was established. Ask the administrator.")
        )
        return _page(request, case, now, status=409)
    messages.success(request, _("The plan is established. The letters are being made."))
    return redirect("desk:plan", case.uuid)


def _findings(case: Case, now: Stand) -> list[checks.Finding]:
    if now.draft is None:
        return []
    return checks.check(now.draft.content, queries.circumstances(case, is_amendment=now.is_amendment))


def _page(request: StaffRequest, case: Case, now: Stand, *, status: int = 200) -> HttpResponse:
    assert now.draft is not None  # noqa: S101  both callers looked
    draft, found = now.draft, _findings(case, now)
    agreement_needed = any(finding.weight == "agree" for finding in found)
    asked = [one for one in queries.answers(request.actor, case.id) if one.plan.uuid == draft.uuid]
    said = draft.content
    context = {
        "case": case,
        "crumbs": crumbs(case, (_("Plan"), reverse("desk:plan", args=[case.uuid])), (_("Establish"), "")),
        "draft": draft,
        "said": said,
        "parts": showing.parts(said),
        "findings": [(one, wording.finding(one)) for one in found if one.weight != "agree" or not draft.is_agreed],
        "stops": checks.stops(found),
        "against_wish": said.against_wish(),
        "against_test": said.against_test(draft.test_result),
        "test_result": draft.test_result,
        "preview": queries.preview(case, said, is_amendment=now.is_amendment),
        "agreement_needed": agreement_needed,
        "asked": asked,
        "waiting": draft.state == "awaiting_agreement",
        "agreed_by_me": draft.is_agreed and draft.agreed_by_id == request.actor.user_id,
        "may_establish": not checks.stops(found) and (not agreement_needed or draft.is_agreed),
        "ask_form": AskForm(initial={"version": draft.version}, colleagues=queries.colleagues(request.actor)),
        "request_id": uuid4(),
        "writer": request.actor.may("plan.write"),
    }
    return render(request, "desk/plan/review.html", context, status=status)
