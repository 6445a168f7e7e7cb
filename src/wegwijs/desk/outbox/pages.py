"""*Berichten aan DUO*: how messages stand, with numbers for the administrator and names for who reads the cases."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.desk import menu
from wegwijs.desk.case.reach import must_reach
from wegwijs.desk.lists.assigning import back_to
from wegwijs.desk.outbox import showing
from wegwijs.desk.wording import duo as words
from wegwijs.exchange.duo.transport import connected
from wegwijs.outbox import claiming, queries
from wegwijs.outbox.actions import Act
from wegwijs.plans import telling

DUO = "duo"


@require("message.run")
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Counts by kind and state; for who may read cases also which ones need somebody."""
    actor, content = request.actor, request.actor.may("message.content")
    line = connected(actor.municipality_id)
    if content:
        audit.log_access(actor, "list", now=request.now, detail={"page": "messages"})
    tallies = [
        (
            words.KINDS.get(one.kind, one.kind),
            *words.STATES[one.state],
            words.code_words(one.code, one.state),
            one,
        )
        for one in queries.tallies(actor.municipality_id)
    ]
    return render(
        request,
        "desk/outbox/overview.html",
        {
            "line": line,
            "tabs": menu.duo_tabs(request),
            "content": content,
            "tallies": tallies,
            "alarming": queries.alarming(actor.municipality_id, now=request.now),
            "waiting": sum(one.count for *_rest, one in tallies if one.state in {"queued", "failing", "sending"}),
            "rows": [showing.row(one, line=line) for one in queries.needing(actor, now=request.now, mine=False)]
            if content
            else [],
        },
    )


@require("message.run")
@require_POST
def again(request: StaffRequest) -> HttpResponse:
    """Try everything that waits for its time now."""
    count = claiming.bring_forward(DUO, now=request.now, municipality_id=request.actor.municipality_id)
    audit.record(request.actor, "messages_brought_forward", now=request.now, detail={"count": count})
    words_said = ngettext("%(n)d message is tried again now.", "%(n)d messages are tried again now.", count)
    messages.success(request, words_said % {"n": count})
    return redirect("desk:messages")


@require("case.write")
@require_POST
def act(request: StaffRequest, uuid: UUID, message: UUID) -> HttpResponse:
    """A person decides about one message: send it again, leave it, or it was told by hand."""
    must_reach(request, uuid)
    what = request.POST.get("what", "")
    said = {
        "resend": _("It is sent as soon as possible."),
        "withdraw": _("It is not sent."),
        "by_hand": _("Recorded: told by hand."),
    }
    if what not in said:
        return HttpResponseBadRequest()
    try:
        telling.decide(request.actor, message, cast("Act", what), now=request.now)
    except Conflict:
        messages.info(request, _("This message changed just now. Look again."))
    except PermissionDenied:
        messages.info(request, _("There is nothing left to decide about this message."))
    else:
        messages.success(request, said[what])
    return redirect(back_to(request))
