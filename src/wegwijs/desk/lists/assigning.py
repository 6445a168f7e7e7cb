"""Assign cases to a colleague or to myself, up to fifty at once, and take it back, also tomorrow or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_number, sent_uuid
from wegwijs.accounts.staff import colleagues
from wegwijs.desk.lists.forms import MOST, AssignForm
from wegwijs.dossier import queries
from wegwijs.dossier.actions.involve import ANYBODY
from wegwijs.intake import actions as intake

JUST_DONE = "just_assigned"


@dataclass(frozen=True, slots=True)
class Undo:
    """What was just assigned, in words; `uuid` of the action."""

    uuid: str
    words: str


@require("case.assign")
@require_POST
def assign(request: StaffRequest) -> HttpResponse:
    """The ticked cases, but for those that a colleague changed since the list was shown. Sent twice it is done once."""
    back = back_to(request)
    form = AssignForm(request.POST, colleagues(request.actor), own_id=request.actor.user_id)
    if not form.is_valid():
        messages.error(request, _("Tick at least one case and choose a colleague."))
        return redirect(back)
    chosen = dict(found for text in form.cleaned_data["case"] if (found := _chosen(text)))
    if len(chosen) > MOST:
        messages.error(request, _("You can assign at most %(n)d cases at once.") % {"n": MOST})
        return redirect(back)
    to: int = form.cleaned_data["to"]
    done = intake.assign_many(request.actor, chosen, to, now=request.now)
    words = ngettext("%(n)d case is now with %(name)s.", "%(n)d cases are now with %(name)s.", done.went) % {
        "n": done.went,
        "name": form.colleagues[to].name,
    }
    if done.stayed:
        messages.info(request, words)
        messages.error(request, _stayed(done.stayed))
        return redirect("desk:assigned")
    if done.uuid is not None:
        request.session[JUST_DONE] = {"uuid": str(done.uuid), "words": words}
    else:
        messages.info(request, words)
    return redirect(back)


@require("case.assign")
@require_POST
def undo(request: StaffRequest) -> HttpResponse:
    """Put back one action, where nobody changed it since; which cases stay is shown."""
    action = sent_uuid(request.POST.get("action", ""))
    done = intake.put_back(request.actor, action, now=request.now) if action else None
    if done is None:
        messages.info(request, _("There is nothing to take back."))
        return redirect(back_to(request))
    messages.success(
        request,
        ngettext("%(n)d case is back where it was.", "%(n)d cases are back where they were.", done.went)
        % {"n": done.went},
    )
    if done.stayed:
        messages.error(request, _stayed(done.stayed))
        return redirect("desk:assigned")
    return redirect(back_to(request))


@require("case.assign")
@require_safe
def assigned(request: StaffRequest) -> HttpResponse:
    """What I assigned lately, and what of it can go back."""
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "assigned"})
    context = {
        "actions": queries.bulk_actions(request.actor, request.now),
        "crumbs": [(_("Cases"), reverse("desk:cases")), (_("Assigned lately"), "")],
    }
    return render(request, "desk/lists/assigned.html", context)


def _stayed(count: int) -> str:
    return ngettext(
        "%(n)d case stays where it is, because somebody changed it. Below stands which and why.",
        "%(n)d cases stay where they are, because somebody changed them. Below stands which and why.",
        count,
    ) % {"n": count}


def _chosen(text: str) -> tuple[UUID, int | None] | None:
    """A ticked case, and who had it when it was shown: "uuid:12", "uuid:" for nobody, "uuid" when that is unknown."""
    case, colon, had = text.partition(":")
    uuid = sent_uuid(case)
    who = sent_number(had, -1) if had else None
    if uuid is None or who == -1:
        return None
    return uuid, who if colon else ANYBODY


def undoable(request: StaffRequest) -> Undo | None:
    """What was just assigned, on the first page after it; later it stands under *Assigned lately*."""
    kept = request.session.pop(JUST_DONE, None)
    return Undo(kept["uuid"], kept["words"]) if kept else None


def back_to(request: StaffRequest) -> str:
    """The page the form was on, when it is one of ours."""
    target = request.POST.get("next", "")
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse("desk:cases")
