"""Begin a conversation, or go on with the one that is open; those of before stand under it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.case import private
from wegwijs.desk.talk.reach import crumbs, open_talk
from wegwijs.desk.talk.words import KIND_HINTS, KINDS
from wegwijs.dossier.queries import Case
from wegwijs.intake import conversing, queries
from wegwijs.intake.finishing import interview_due
from wegwijs.plans import agreement_queries


def usual_kind(case: Case) -> str:
    """The kind that fits where the person is: before the plan the intake, after it progress."""
    known = {fact.kind for fact in case.facts}
    if "pip_established" in known:
        ends = case.assessment.phase == "finished" or interview_due(case.assessment)
        return "final" if ends else "progress"
    return "pip" if known & {"learnability_test_taken", "learnability_test_waived"} else "intake"


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What kind of conversation; one press begins it."""
    case = open_talk(request, uuid)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in KINDS:
            raise Http404
        return redirect("desk:conversation", uuid, conversing.begin(request.actor, case, kind, now=request.now))
    usual = usual_kind(case)
    found = queries.conversations(request.actor, case.id)
    context = {
        "case": case,
        "usual": (usual, KINDS[usual], KIND_HINTS[usual]),
        "others": [(code, words, KIND_HINTS[code]) for code, words in KINDS.items() if code != usual],
        "open": next((one for one in found if one.state == "open"), None),
        "held": [(one, KINDS[one.kind]) for one in found if one.state == "finished"],
        "open_kind": next((KINDS[one.kind] for one in found if one.state == "open"), ""),
        "agreed": agreement_queries.latest(request.actor, case.id),
        "meeting": private.meeting(request, case),
        "crumbs": crumbs(case, (_("Conversation"), "")),
    }
    return render(request, "desk/talk/begin.html", context)
