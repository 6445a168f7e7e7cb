"""A colleague reads a decision along: agree, or send it back with advice."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import drafting
from wegwijs.desk.decisions import showing
from wegwijs.desk.decisions.opening import told
from wegwijs.desk.decisions.showing import ENFORCEMENT
from wegwijs.desk.plan.forms import AnswerForm
from wegwijs.plans import actions, decisions, enforcing
from wegwijs.plans.decisions import DecisionQuestion
from wegwijs.quality import queries as quality
from wegwijs.quality.queries import Framework

FORM = "decision-answer"


@require("plan.agree")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: StaffRequest, uuid: UUID, *, enforcement: bool = False) -> HttpResponse:
    """One question: what was weighed, what the law says, what would change; the answer."""
    found = decisions.question(request.actor, uuid)
    if found is None or (found.decision.kind == ENFORCEMENT) != enforcement:
        raise Http404
    audit.log_access(
        request.actor, "open", now=request.now, trajectory_id=found.case_id, detail={"page": "decision_question"}
    )
    draft = drafting.opened(request, FORM, uuid)
    form = AnswerForm(request.POST or None, initial=draft.first())
    if request.method == "POST" and form.is_valid():
        return _answer(request, found, form)
    return _page(request, found, form, draft)


def _page(request: StaffRequest, found: DecisionQuestion, form: AnswerForm, draft: drafting.Drafting) -> HttpResponse:
    kind, said = found.decision.kind, found.decision.said
    standing = decisions.standing(found, request.actor.municipality_id, request.today)
    of_enforcement = kind == ENFORCEMENT
    fine = enforcing.fine(standing, said) if of_enforcement else None
    talks = {str(one.id): told(one) for one in enforcing.gate(standing).talks} if of_enforcement else {}
    context = {
        "question": found,
        "kind": kind,
        "said": said,
        "one": found.decision,
        "answers": showing.answers(said, framework_of(request, found)),
        "decided": showing.decided(kind, said, talks),
        "effect": showing.effect(standing, kind, said, fine),
        "enforcement": of_enforcement,
        "crumbs": [(_("Agreement asked"), reverse("desk:agreements")), (found.name, "")],
        "form": form,
        "draft": draft,
    }
    return render(request, "desk/decisions/question.html", context, status=422 if form.errors else 200)


def framework_of(request: StaffRequest, found: DecisionQuestion) -> Framework:
    """The very text along which it was weighed."""
    municipality, used = request.actor.municipality_id, found.decision.framework
    kept = quality.framework_used(municipality, used) if used else None
    return kept or quality.framework(municipality, found.decision.kind, request.today)


def _answer(request: StaffRequest, found: DecisionQuestion, form: AnswerForm) -> HttpResponse:
    outcome, advice = form.cleaned_data["outcome"], form.cleaned_data["advice"]
    try:
        actions.answer_about_decision(request.actor, found.uuid, outcome, advice, now=request.now)
    except actions.NotYours:
        raise PermissionDenied from None
    except actions.StaleQuestion:
        messages.error(request, _("It was changed or answered in the meantime. Your answer was not recorded."))
    else:
        drafting.sent(request, FORM, found.uuid)
        messages.success(request, _("Your answer is with your colleague."))
    return redirect("desk:agreements")
