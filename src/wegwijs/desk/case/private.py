"""What opens only on purpose: a note that protects somebody, and a case that is not one's own."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.scope import Reach
from wegwijs.components import drafting
from wegwijs.desk.case.forms.base import ColumnBoxes, lines
from wegwijs.desk.case.reach import open_case
from wegwijs.dossier import actions, queries
from wegwijs.dossier.actions.involve import CannotInvolve
from wegwijs.dossier.queries import Case
from wegwijs.support import actions as support_actions
from wegwijs.support import queries as support

MEASURES = {
    "in_person": gettext_lazy("at a location, never online"),
    "professional_interpreter": gettext_lazy("with a professional interpreter only"),
    "second_colleague": gettext_lazy("with two colleagues"),
}


class NoteForm(forms.Form):
    """One note."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = lines(
        gettext_lazy("What must a colleague know before meeting this person?"), support_actions.LONGEST, required=True,
        help_text=gettext_lazy("Facts, and what to do or not to do. It never stands in a letter, list or print."),
    )  # fmt: skip
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("How colleagues meet this person"), required=False, widget=ColumnBoxes,
        choices=list(MEASURES.items()),
    )  # fmt: skip


class GlassForm(forms.Form):
    """Why a case that is not one's own must open."""

    reason = lines(
        gettext_lazy("Why do you need to open this case?"), 300, required=True,
        help_text=gettext_lazy("At least a short sentence. The privacy officer reads it."),
    )  # fmt: skip


@require("safety.read")
@require_http_methods(["GET", "HEAD", "POST"])
def safety(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A page that says nothing until it is opened with a button; then the notes, and the opening is logged first."""
    case = open_case(request, uuid, "private")
    if request.session.get("companion"):
        return _private(request, case, opened=False)
    if request.method != "POST":
        return _private(request, case, opened=False)
    match request.POST.get("do"):
        case "open":
            draft = drafting.opened(request, "note", uuid)
            return _opened(request, case, NoteForm(label_suffix="", initial=draft.first()))
        case "write":
            return _write(request, case)
        case "end":
            return _end(request, case)
    raise Http404


def _opened(request: StaffRequest, case: Case, form: NoteForm) -> HttpResponse:
    audit.log_access(request.actor, "safety", now=request.now, trajectory_id=case.id)
    return _private(request, case, opened=True, form=form)


def _write(request: StaffRequest, case: Case) -> HttpResponse:
    form = NoteForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _opened(request, case, form)
    support_actions.write_note(
        request.actor, case.id, form.cleaned_data["text"], now=request.now, request_id=form.cleaned_data["request_id"],
        measures=form.cleaned_data["measures"],
    )  # fmt: skip
    drafting.sent(request, "note", case.uuid)
    messages.success(request, _("Saved. A colleague sees the sign beside the name, and opens it on purpose."))
    return redirect("desk:case", case.uuid)


def _end(request: StaffRequest, case: Case) -> HttpResponse:
    try:
        note, version = UUID(request.POST.get("note", "")), int(request.POST.get("version", ""))
    except ValueError:
        raise Http404 from None
    try:
        if not support_actions.end_note(request.actor, case.id, note, version, now=request.now):
            raise Http404
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
    else:
        messages.success(request, _("The note is out of sight. It stays in the file."))
    return redirect("desk:safety", case.uuid)


def _private(request: StaffRequest, case: Case, *, opened: bool, form: NoteForm | None = None) -> HttpResponse:
    crumbs = [(case.person.name, reverse("desk:case", args=[case.uuid])), (_("Confidential"), "")]
    return render(
        request,
        "desk/case/private.html",
        {
            "case": case,
            "opened": opened,
            "notes": [
                (one, [MEASURES[code] for code in one.measures])
                for one in (support.safety_notes(request.actor, case.id) if opened else ())
            ],
            "form": form,
            "draft": drafting.opened(request, "note", case.uuid) if opened else None,
            "may_write": request.actor.may("case.write"),
            "crumbs": crumbs,
        },
    )


def meeting(request: StaffRequest, case: Case) -> dict[str, str]:
    """What to do before meeting this person: look behind the sign, or ask who may; empty when there is nothing.

    No measure stands outside the page behind the sign; who may not open it is only told whom to ask.
    """
    if not support.meeting_measures(request.actor, case.id):
        return {}
    if request.actor.may("safety.read"):
        return {"look": reverse("desk:safety", args=[case.uuid])}
    return {"ask": case.responsible.name if case.responsible else _("the team that guides this person")}


@require("case.break_glass")
@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A case of the department opens for this day, to read, for a reason that is kept."""
    ref = queries.case_ref(request.actor, uuid, Reach.LIST)
    if ref is None:
        raise Http404
    if queries.case_ref(request.actor, uuid) is not None:
        return redirect("desk:case", uuid)
    draft = drafting.opened(request, "glass", uuid)
    form = GlassForm(request.POST or None, label_suffix="", initial=draft.first())
    if request.method == "POST" and form.is_valid():
        try:
            actions.break_glass(request.actor, ref, form.cleaned_data["reason"], now=request.now)
        except CannotInvolve:
            form.add_error("reason", _("Write a little more, so that somebody else understands why."))
        else:
            drafting.sent(request, "glass", uuid)
            return redirect("desk:case", uuid)
    return render(
        request,
        "desk/case/glass.html",
        {
            "form": form,
            "draft": draft,
            "uuid": uuid,
            "crumbs": [(_("Cases"), reverse("desk:cases")), (_("Open a case"), "")],
        },
    )
