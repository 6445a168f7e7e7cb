"""Copies for people: the officer sees counts and approves; who reads the case reviews and hands over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.desk.privacy import words
from wegwijs.desk.privacy.forms import DecideForm
from wegwijs.desk.privacy.start import OFFICER, pdf
from wegwijs.privacy import copies, copy_queries

REVIEW = "copy.review"


@require(OFFICER)
@require_safe
def progress(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """How far a copy is, in counts."""
    found = copy_queries.request_of(request.actor, uuid)
    if found is None:
        raise Http404
    crumbs = [(_("Privacy"), reverse("desk:privacy")), (_("Copy for a person"), "")]
    context = {"copy": found, "state": words.say("copy", found.state), "crumbs": crumbs}
    return render(request, "desk/privacy/copy_progress.html", context)


@require(OFFICER)
@require_POST
def officer_act(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Approve, or withdraw."""
    if copy_queries.request_of(request.actor, uuid) is None:
        raise Http404
    if request.POST.get("do") == "approve":
        try:
            version = sent_number(request.POST.get("version"))
            copies.approve(request.actor, uuid, version, words.IN_WORDS, now=request.now)
        except Conflict:
            messages.info(request, _("A colleague changed this at the same time. Look again."))
        else:
            messages.success(request, _("Approved. Who reviewed it hands it over."))
    elif copies.withdraw(request.actor, uuid, now=request.now):
        messages.success(request, _("Withdrawn. The content is gone."))
    return redirect("desk:privacy_copy", uuid)


@require(REVIEW)
@require_safe
def to_review(request: StaffRequest) -> HttpResponse:
    """Copies about cases that I work on."""
    rows = [(one, words.say("copy", one.state)) for one in copy_queries.to_review(request.actor)]
    return render(request, "desk/privacy/copies.html", {"rows": rows, "today": request.today})


@require(REVIEW)
@require_safe
def review(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everything for the copy; what is marked waits for a decision."""
    found = copy_queries.request_of(request.actor, uuid)
    rows = copy_queries.items(request.actor, uuid)
    if found is None or rows is None:
        raise Http404
    detail = {"page": "copy"}
    audit.log_access(request.actor, "open", now=request.now, trajectory_id=found.case_number, detail=detail)
    shown = [(row, words.say("section", row.section), words.title_of(row), words.pairs_of(row),
              words.say("mark", row.mark) if row.mark else "", words.say("ground", row.ground) if row.ground else "")
             for row in rows]  # fmt: skip
    context = {
        "copy": found, "state": words.say("copy", found.state),
        "marked": [one for one in shown if one[0].mark], "others": [one for one in shown if not one[0].mark],
        "grounds": words.choices("ground", copies.GROUNDS), "open": found.state in {"review", "reviewed"},
        "crumbs": [(_("Copies"), reverse("desk:copies")), (_("Copy for a person"), "")],
    }  # fmt: skip
    return render(request, "desk/privacy/copy_review.html", context)


@require(REVIEW)
@require_POST
def review_act(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Decide on one item, say that all was seen, or that it was handed over."""
    if copy_queries.items(request.actor, uuid) is None:
        raise Http404
    what, actor, now = request.POST.get("do", ""), request.actor, request.now
    if what == "decide":
        form = DecideForm(request.POST)
        if form.is_valid():
            said = form.cleaned_data
            copies.decide(actor, uuid, said["item"], said["decision"], said["ground"], now=now)
        else:
            messages.error(request, _("Choose why it is left out."))
    elif what == "reviewed":
        if copies.reviewed(actor, uuid, now=now):
            messages.success(request, _("Reviewed. The privacy officer approves it now."))
        else:
            messages.error(request, _("Something still waits for a decision."))
    elif what == "handed" and copies.handed_over(actor, uuid, now=now):
        messages.success(request, _("Recorded. The copy is removed here after some time."))
    return redirect("desk:copy_review", uuid)


@require(REVIEW)
@require_safe
def copy_pdf(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The readable copy, to hand over."""
    content = copies.pdf(request.actor, uuid)
    _log_export(request, uuid)
    if content is None:
        raise Http404
    return pdf(content, f"kopie-{request.today:%Y-%m-%d}.pdf")


@require(REVIEW)
@require_safe
def copy_json(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The same for a machine."""
    content = copies.as_json(request.actor, uuid)
    _log_export(request, uuid)
    if content is None:
        raise Http404
    options = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(content, json_dumps_params=options)
    response.headers["Content-Disposition"] = f'attachment; filename="kopie-{request.today:%Y-%m-%d}.json"'
    return response


def _log_export(request: StaffRequest, uuid: UUID) -> None:
    found = copy_queries.request_of(request.actor, uuid)
    number = found.case_number if found is not None else None
    audit.log_access(request.actor, "export", now=request.now, trajectory_id=number, detail={"page": "copy"})
