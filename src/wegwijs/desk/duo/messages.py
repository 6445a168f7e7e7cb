"""Messages of DUO that no rule could place: who is it, and does it belong here. For `delivery.content` only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as said
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_uuid
from wegwijs.desk import menu
from wegwijs.desk.wording import duo_told as wording
from wegwijs.exchange import tasks
from wegwijs.exchange.duo import questions
from wegwijs.exchange.duo.questions import CannotDecide

REASONS: dict[str, str | Promise] = {
    "other_municipality": gettext_lazy("belongs to another municipality"),
    "same_person": gettext_lazy("is in Wegwijs already"),
    "wrong_data": gettext_lazy("the data are wrong, the sender corrects them"),
    "other": gettext_lazy("another reason"),
}
REFUSALS: dict[str, str | Promise] = {
    "decided": gettext_lazy("A colleague has decided on this already."),
    "not_here": gettext_lazy("Choose which person it is."),
    "taken": gettext_lazy("This number belongs to somebody else, or a colleague changed the case. Look again."),
    "no_reason": gettext_lazy("Choose a reason."),
}


@require("delivery.content")
@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    """The oldest that wait, and whether DUO answers."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "duo_messages"})
    rows = [
        (one, wording.event(one.event), wording.WAITS.get(one.code, one.code)) for one in questions.held(request.actor)
    ]
    line = questions.line(request.actor)
    shown = {"rows": rows, "reasons": REASONS.items(), "line": line, "tabs": menu.duo_tabs(request)}
    return render(request, "desk/duo/messages.html", shown)


@require("delivery.content")
@require_POST
def decide(request: StaffRequest, record: UUID) -> HttpResponse:
    """Take up as new, this is somebody we know, look once more, or leave with a reason."""
    answer, actor, now = request.POST.get("answer", ""), request.actor, request.now
    try:
        if answer == "new":
            questions.take_up(actor, record, now=now)
        elif answer == "same":
            case = sent_uuid(request.POST.get("case", ""))
            if case is None:
                raise CannotDecide("not_here")  # noqa: TRY301  one place that words every refusal
            questions.same_as(actor, record, case, now=now)
        elif answer == "again":
            questions.again(actor, record, now=now)
        else:
            questions.leave_out(actor, record, request.POST.get("reason", ""), now=now)
    except CannotDecide as error:
        said.error(request, str(REFUSALS[error.code]))
    else:
        if answer in {"new", "same", "again"}:
            tasks.take_up_notice(record)
            said.success(request, _("Decided. Wegwijs asks DUO; in a moment it stands with the case."))
        else:
            said.success(request, _("Decided."))
    return redirect("desk:duo_messages")
