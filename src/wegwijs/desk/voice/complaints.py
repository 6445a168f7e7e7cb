"""For the contract manager: complaints about providers, without the people they come from."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.desk.voice import wording
from wegwijs.desk.voice.forms import HandleForm
from wegwijs.voice import actions, queries


@require("complaint.handle")
@require_safe
def all_complaints(request: StaffRequest) -> HttpResponse:
    """By week; what still needs an answer first."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "complaints"})
    rows = [(one, wording.subject(one.subject)) for one in queries.complaints(request.actor)]
    context = {
        "waiting": [row for row in rows if row[0].done_on is None],
        "handled": [row for row in rows if row[0].done_on is not None],
    }
    return render(request, "desk/voice/complaints.html", context)


@require("complaint.handle")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, complaint: UUID) -> HttpResponse:
    """What was said, and what was done with it."""
    found = queries.complaint(request.actor, complaint)
    if found is None:
        raise Http404
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "complaint"})
    initial = {"version": found.version, "words": found.done}
    form = HandleForm(request.POST or None, initial=initial, label_suffix="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            got = form.cleaned_data
            try:
                actions.handle(request.actor, complaint, got["version"], got["words"], now=request.now)
            except actions.Refused as refused:
                form.add_error("words", wording.refusal(refused))
            except Conflict:
                form.add_error(None, _("A colleague changed this at the same time. Look again."))
                status = 409
            else:
                messages.success(request, _("Saved. Whoever guides the person sees it, and tells them."))
                return redirect("desk:complaints")
    context = {
        "complaint": found, "subject": wording.subject(found.subject), "form": form,
        "crumbs": [(_("Complaints about providers"), reverse("desk:complaints")), (found.organisation, "")],
    }  # fmt: skip
    return render(request, "desk/voice/complaint.html", context, status=status)
