"""Lists of files to destroy: numbers, days and reasons; one person proposes, another approves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
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
from wegwijs.privacy import list_queries, lists

EITHER = ("destruction.propose", "destruction.approve")


@require(*EITHER)
@require_safe
def all_lists(request: StaffRequest) -> HttpResponse:
    """Every list, newest first."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "destruction"})
    found = [(one, words.say("list", one.state)) for one in list_queries.lists(request.actor)]
    return render(request, "desk/privacy/lists.html", {"lists": found, "may_propose": request.actor.may(EITHER[0])})


@require(EITHER[0])
@require_POST
def look(request: StaffRequest) -> HttpResponse:
    """Make tonight's list now."""
    count = lists.look(request.now)
    messages.success(request, _("Looked. %(n)s cases are on the open list.") % {"n": count})
    return redirect("desk:privacy_lists")


@require(*EITHER)
@require_safe
def one(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One list: what stands on it, who agreed, and the proofs."""
    actor = request.actor
    found = list_queries.one(actor, uuid)
    if found is None:
        raise Http404
    audit.log_access(actor, "list", now=request.now, detail={"page": "destruction"})
    context = {
        "list": found,
        "state": words.say("list", found.state),
        "items": [
            (item, words.say("kept", item.reason), words.say("item", item.state))
            for item in list_queries.items(actor, uuid)
        ],
        "proofs": list_queries.proofs(actor, uuid),
        "shown": list_queries.SHOWN,
        "may_propose": actor.may(EITHER[0]) and found.state == "open" and found.total > 0,
        "may_approve": actor.may(EITHER[1]) and found.state == "proposed" and not found.proposed_by_me,
        "may_withdraw": found.state == "proposed",
        "crumbs": [(_("To destroy"), reverse("desk:privacy_lists")), (_("List"), "")],
    }
    return render(request, "desk/privacy/list.html", context)


@require(*EITHER)
@require_POST
def act(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Propose, approve, withdraw or leave cases out; `do` says which."""
    actor, now, what = request.actor, request.now, request.POST.get("do", "")
    if list_queries.one(actor, uuid) is None:
        raise Http404
    version = sent_number(request.POST.get("version"))
    try:
        if what == "propose":
            lists.propose(actor, uuid, version, now=now)
            messages.success(
                request, _("Proposed. Now a colleague approves: a team manager or another privacy officer.")
            )
        elif what == "approve":
            lists.approve(actor, uuid, version, now=now)
            messages.success(request, _("Approved. The files are being destroyed; the proof appears here."))
        elif what == "withdraw":
            lists.withdraw(actor, uuid, version, now=now)
            messages.success(request, _("Withdrawn. The cases come back on the next list."))
        elif what == "leave_out":
            lists.leave_out(actor, uuid, [sent_number(text) for text in request.POST.getlist("case")])
        else:
            raise Http404
    except lists.SamePerson:
        messages.error(request, _("You proposed this list yourself. Ask a colleague to approve it."))
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
    return redirect("desk:privacy_list", uuid)
