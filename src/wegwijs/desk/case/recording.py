"""Record something on a case: one view for every form of `recordings`, with what it would change shown while typing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.components import drafting
from wegwijs.components.drafting import Drafting
from wegwijs.desk.case import private, showing, undoing
from wegwijs.desk.case.effects import Effect, effects
from wegwijs.desk.case.forms.base import RecordForm
from wegwijs.desk.case.forms.involve import PersonChoice
from wegwijs.desk.case.forms.people import PersonForm, after_conflict, collided, standing
from wegwijs.desk.case.reach import must_reach, open_case
from wegwijs.desk.case.recordings import RECORDINGS, Recording, form_for, menu
from wegwijs.desk.outbox import showing as outbox
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.actions.involve import CannotInvolve, ChangedSince
from wegwijs.dossier.actions.people import OwnedElsewhere
from wegwijs.dossier.queries import Case
from wegwijs.intake import queries as intake
from wegwijs.quality import queries as quality


def _wanted(request: StaffRequest, what: str) -> Recording:
    """What is to be recorded, if it exists and this role may."""
    found = RECORDINGS.get(what)
    if found is None:
        raise Http404
    if not request.actor.may(found.permission):
        raise PermissionDenied
    return found


def draft_form(what: str) -> str:
    """Under which name a draft of this form is kept."""
    return f"record-{what}"


@require("case.write")
@require_safe
def choose(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everything that can be recorded, on one page."""
    case = open_case(request, uuid, "record")
    crumbs = [(case.person.name, reverse("desk:case", args=[uuid])), (_("Record"), "")]
    return render(request, "desk/case/choose.html", {"case": case, "menu": menu(request.actor), "crumbs": crumbs})


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: StaffRequest, uuid: UUID, what: str) -> HttpResponse:
    """The form; after sending back to the case, with what was recorded, what it changed, and a way to take it back."""
    recording = _wanted(request, what)
    case = open_case(request, uuid, "record")
    draft = drafting.opened(request, draft_form(what), uuid)
    if request.method == "POST":
        form = form_for(recording, case)(request.POST, case=case, actor=request.actor)
        if form.is_valid():
            answer = _save(request, case, recording, form)
            if answer is not None:
                return answer
    else:
        form = form_for(recording, case)(draft.content, case=case, actor=request.actor)
        if draft.content is not None:
            form.restore()
    return _show(request, case, recording, form, draft=draft)


def _save(request: StaffRequest, case: Case, recording: Recording, form: RecordForm) -> HttpResponse | None:
    """The way back to the case; None when it could not be saved, with the reason on the form."""
    changed = effects(intake.changes(case, form.made)) if form.made else ()
    try:
        facts = form.save(now=request.now)
    except Conflict as conflict:
        assert isinstance(form, PersonForm)  # noqa: S101  only rows of a person have a version here
        return _collided(request, case, recording, form, conflict)
    except ChangedSince as since:
        assert isinstance(form, PersonChoice)  # noqa: S101  only these ask who had it
        form.changed_since(since)
        return None
    except OwnedElsewhere as owned:
        for name in owned.fields:
            form.add_error(name, _("Another system manages this. Change it there."))
        return None
    except (FactRefused, CannotInvolve) as refused:
        form.add_error(None, _("This could not be recorded (%(code)s). Check what you filled in.") % {"code": refused})
        return None
    drafting.sent(request, draft_form(recording.code), case.uuid)
    undoing.offer(request, case.uuid, facts, form.done, [str(one) for one in changed])
    if must_still_reach(request, case.uuid):
        for held in outbox.held_now(request.actor, case.id, request.now):
            messages.warning(request, f"{held.title}: {held.state}. {held.why} {held.do}")
        return redirect("desk:case", case.uuid)
    return redirect("desk:cases")


def must_still_reach(request: StaffRequest, uuid: UUID) -> bool:
    """Is the case still in scope? Handing it over may have ended that."""
    try:
        must_reach(request, uuid)
    except Http404:
        return False
    return True


def _collided(
    request: StaffRequest, case: Case, recording: Recording, form: PersonForm, conflict: Conflict
) -> HttpResponse:
    """Somebody else was first: show both values of each field, keep what was typed here, save again decides."""
    present = open_case(request, case.uuid, "record", logged=False)
    initial = after_conflict(form, standing(present.person), conflict.version)
    shown = PersonForm(None, case=present, actor=request.actor, initial=initial)
    shown.collisions = collided(form, conflict, present.person)
    shown.opened_with = standing(present.person)
    return _show(request, present, recording, shown, status=409)


def _show(
    request: StaffRequest,
    case: Case,
    recording: Recording,
    form: RecordForm,
    *,
    draft: Drafting | None = None,
    status: int = 200,
) -> HttpResponse:
    shown: tuple[Effect, ...] = ()
    if form.is_bound and request.method == "POST" and form.is_valid() and form.made:
        shown = effects(intake.changes(case, form.made))
    context: dict[str, Any] = {
        "case": case,
        "head": showing.header(case),
        "recording": recording,
        "form": form,
        "others": [RECORDINGS[code] for code in recording.see],
        "effects": shown,
        "meeting": private.meeting(request, case),
        "instructions": quality.instructions(request.actor.municipality_id, recording.code, request.today),
        "draft": draft or drafting.opened(request, draft_form(recording.code), case.uuid),
        "prompts": [one for one in showing.prompts(case) if one.what != recording.code],
        "crumbs": [(case.person.name, reverse("desk:case", args=[case.uuid])), (str(recording.title), "")],
    }
    return render(request, recording.template, context, status=status)


@require("case.write")
@require_POST
def effect(request: StaffRequest, uuid: UUID, what: str) -> HttpResponse:
    """What the form would change as it is filled in now; empty while it is not complete."""
    recording = _wanted(request, what)
    case = open_case(request, uuid, "record", logged=False)
    form = form_for(recording, case)(request.POST, case=case, actor=request.actor)
    valid = form.is_valid()
    shown = effects(intake.changes(case, form.made)) if valid and form.made else ()
    return render(request, "desk/case/_effect.html", {"effects": shown, "complete": valid and bool(form.made)})
