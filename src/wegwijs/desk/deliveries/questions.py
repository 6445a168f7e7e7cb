"""What a delivery leaves to a human: who belongs here, which of two values is right. For `delivery.content` only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_uuid
from wegwijs.dossier.actions import FactRefused
from wegwijs.exchange import questions
from wegwijs.exchange.questions import CannotDecide

REASONS: dict[str, str | Promise] = {
    "old_law": gettext_lazy("falls under the old law"),
    "other_municipality": gettext_lazy("belongs to another municipality"),
    "same_person": gettext_lazy("is in Wegwijs already"),
    "wrong_data": gettext_lazy("the data are wrong, the sender corrects them"),
    "other": gettext_lazy("another reason"),
}
REFUSALS: dict[str, str | Promise] = {
    "decided": gettext_lazy("A colleague has decided on this already."),
    "known_by_now": gettext_lazy(
        "Somebody with this BSN or V-number is in Wegwijs by now. Choose “is the same person”."
    ),
    "refused": gettext_lazy("This cannot be taken over here. Change it in the case."),
    "not_here": gettext_lazy("Choose which person it is."),
}


@require("delivery.content")
@require_safe
def held(request: StaffRequest) -> HttpResponse:
    """People set apart, the oldest first."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "delivery_held"})
    people = questions.held(request.actor)
    return render(
        request,
        "desk/deliveries/held.html",
        {"people": people, "reasons": REASONS.items(), "crumbs": _crumbs(_("People who wait for a decision"))},
    )


@require("delivery.content")
@require_POST
def decide(request: StaffRequest, record: UUID) -> HttpResponse:
    """Take up as new, join with somebody we know, or leave out with a reason."""
    answer = request.POST.get("answer", "")
    try:
        if answer == "new":
            questions.take_up(request.actor, record, now=request.now)
        elif answer == "same":
            case = sent_uuid(request.POST.get("case", ""))
            if case is None:
                raise CannotDecide("not_here")  # noqa: TRY301  one place that words every refusal
            questions.same_as(request.actor, record, case, now=request.now)
        else:
            questions.leave_out(request.actor, record, request.POST.get("reason", ""), now=request.now)
    except CannotDecide as error:
        messages.error(request, _refusal(error) if answer != "leave" else _("Choose a reason."))
    except (Conflict, FactRefused):
        messages.error(request, _("A colleague changed this case in the meantime. Look again and decide once more."))
    else:
        messages.success(request, _("Decided."))
    return redirect("desk:delivery_held")


@require("delivery.content")
@require_safe
def differences(request: StaffRequest) -> HttpResponse:
    """Values that differ, ours beside theirs."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "delivery_differences"})
    rows = questions.disagreements(request.actor)
    return render(
        request, "desk/deliveries/differences.html", {"rows": rows, "crumbs": _crumbs(_("Differences"))}
    )  # fmt: skip


@require("delivery.content")
@require_POST
def settle(request: StaffRequest, record: UUID) -> HttpResponse:
    """Keep ours or take theirs."""
    try:
        if request.POST.get("answer") == "theirs":
            questions.take_theirs(request.actor, record, now=request.now)
        else:
            questions.keep_ours(request.actor, record, now=request.now)
    except CannotDecide as error:
        messages.error(request, _refusal(error))
    except (Conflict, FactRefused):
        messages.error(request, _("A colleague changed this case in the meantime. Look again and decide once more."))
    else:
        messages.success(request, _("Decided."))
    return redirect("desk:delivery_differences")


def _refusal(error: CannotDecide) -> str:
    return str(REFUSALS[error.code])


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("Deliveries"), reverse("desk:deliveries")), (here, "")]
