"""Agreement asked: what colleagues put to me, and my answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import drafting
from wegwijs.desk.decisions.showing import question_url, url
from wegwijs.desk.plan import showing
from wegwijs.desk.plan.forms import AnswerForm
from wegwijs.plans import actions, decisions, queries
from wegwijs.plans.queries import Question


@require("plan.agree")
@require_GET
def agreements(request: StaffRequest) -> HttpResponse:
    """Questions that wait: for me to answer, and mine that colleagues have."""
    found = queries.questions(request.actor)
    asked = decisions.questions(request.actor)
    rows = len(found) + len(asked)
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "agreements", "rows": rows})
    context = {
        "for_me": [one for one in found if not one.mine],
        "mine": [one for one in found if one.mine],
        "decisions": [(one, question_url(one.uuid, one.decision.kind)) for one in asked if not one.mine],
        "my_decisions": [
            (one, url("decision_review", one.decision.case_uuid, one.decision.kind)) for one in asked if one.mine
        ],
    }
    return render(request, "desk/plan/agreements.html", context)


@require("plan.agree")
@require_http_methods(["GET", "POST"])
def agreement(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One question: the deviation, the reasons, the plan; agree or send back with advice."""
    found = queries.question(request.actor, uuid)
    if found is None:
        raise Http404
    audit.log_access(request.actor, "open", now=request.now, trajectory_id=found.case_id, detail={"page": "agreement"})
    draft = drafting.opened(request, "agreement", uuid)
    form = AnswerForm(request.POST or None, initial=draft.first())
    if request.method == "POST" and form.is_valid():
        return _answer(request, found, form)
    said = found.plan.content
    context = {
        "question": found,
        "crumbs": [(_("Agreement asked"), reverse("desk:agreements")), (found.name, "")],
        "said": said,
        "parts": showing.parts(said),
        "against_wish": said.against_wish(),
        "against_test": said.against_test(found.plan.test_result),
        "test_result": found.plan.test_result,
        "form": form,
        "draft": draft,
    }
    return render(request, "desk/plan/agreement.html", context, status=422 if form.errors else 200)


def _answer(request: StaffRequest, found: Question, form: AnswerForm) -> HttpResponse:
    try:
        actions.answer(
            request.actor, found.uuid, form.cleaned_data["outcome"], form.cleaned_data["advice"], now=request.now
        )
    except actions.NotYours:
        raise PermissionDenied from None
    except actions.StaleQuestion:
        messages.error(request, _("The plan changed or was answered in the meantime. Your answer was not recorded."))
    else:
        drafting.sent(request, "agreement", found.uuid)
        messages.success(request, _("Your answer is with your colleague."))
    return redirect("desk:agreements")
