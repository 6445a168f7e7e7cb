"""Assign cases to a colleague or to myself, up to fifty at once, and take it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.staff import colleagues
from wegwijs.desk.lists.forms import MOST, AssignForm
from wegwijs.desk.requests import StaffRequest
from wegwijs.dossier import actions, queries
from wegwijs.intake import actions as intake

UNDO = "assign_undo"


@require("case.assign")
@require_POST
def assign(request: StaffRequest) -> HttpResponse:
    """All of the ticked cases or none. Who already has a case keeps it: the same form twice does nothing."""
    back = back_to(request)
    form = AssignForm(request.POST, colleagues(request.actor), own_id=request.actor.user_id)
    if not form.is_valid():
        messages.error(request, _("Tick at least one case and choose a colleague."))
        return redirect(back)
    chosen = [uuid for text in form.cleaned_data["case"] if (uuid := as_uuid(text))]
    if len(chosen) > MOST:
        messages.error(request, _("You can assign at most %(n)d cases at once.") % {"n": MOST})
        return redirect(back)
    to: int = form.cleaned_data["to"]
    moved: list[dict[str, Any]] = []
    with transaction.atomic():
        for key in queries.case_keys(request.actor, chosen):
            if key.responsible_id != to:
                intake.assign(request.actor, key.id, to, now=request.now)
                moved.append({"case": str(key.uuid), "user": key.responsible_id, "team": key.team_id, "to": to})
    name = form.colleagues[to].name
    words = ngettext("%(n)d case is now with %(name)s.", "%(n)d cases are now with %(name)s.", len(moved)) % {
        "n": len(moved),
        "name": name,
    }
    if moved:
        request.session[UNDO] = {"moved": moved, "words": words, "fresh": True}
    else:
        messages.info(request, words)
    return redirect(back)


@require("case.assign")
@require_POST
def undo(request: StaffRequest) -> HttpResponse:
    """Put back what was assigned last, where nobody changed it since."""
    kept = request.session.pop(UNDO, None)
    back = back_to(request)
    if not kept:
        messages.info(request, _("There is nothing to take back."))
        return redirect(back)
    before = {one["case"]: one for one in kept["moved"]}
    returned = 0
    with transaction.atomic():
        for key in queries.case_keys(request.actor, [UUID(text) for text in before]):
            was = before[str(key.uuid)]
            if key.responsible_id != was["to"]:
                continue
            if was["user"] is not None:
                intake.assign(request.actor, key.id, was["user"], now=request.now)
            elif was["team"] is not None:
                actions.transfer(request.actor, key.id, was["team"], now=request.now)
            returned += 1
    messages.success(
        request,
        ngettext("%(n)d case is back where it was.", "%(n)d cases are back where they were.", returned)
        % {"n": returned},
    )
    return redirect(back)


def undoable(request: StaffRequest) -> str:
    """What was just assigned, in words, on the first page after it; empty otherwise."""
    kept = request.session.get(UNDO)
    if not kept or not kept["fresh"]:
        return ""
    request.session[UNDO] = {**kept, "fresh": False}
    words: str = kept["words"]
    return words


def back_to(request: StaffRequest) -> str:
    """The page the form was on, when it is one of ours."""
    target = request.POST.get("next", "")
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return reverse("desk:cases")


def as_uuid(text: str) -> UUID | None:
    """A UUID from a form; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
