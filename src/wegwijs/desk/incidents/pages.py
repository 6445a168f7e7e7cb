"""Report what happened to you, and for a manager: what waits and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from wegwijs.components import drafting
from wegwijs.components.days import DayField
from wegwijs.desk.case.forms.base import choice, lines
from wegwijs.desk.wording.tables import Words
from wegwijs.support import incidents as kept
from wegwijs.support.incidents import IncidentView

FORM = "incident"
NEW = UUID(int=1)  # the subject of a draft of a report that is not there yet
KINDS: Mapping[str, Words] = {
    "insult": gettext_lazy("insulted or shouted at"),
    "threat": gettext_lazy("threatened"),
    "following": gettext_lazy("followed or bothered"),
    "violence": gettext_lazy("violence"),
    "damage": gettext_lazy("damage"),
    "other": gettext_lazy("something else"),
}
PLACES: Mapping[str, Words] = {
    "office": gettext_lazy("at the office"),
    "home_visit": gettext_lazy("on a home visit"),
    "street": gettext_lazy("in the street"),
    "phone": gettext_lazy("by phone"),
    "online": gettext_lazy("online or by message"),
}


class ReportForm(forms.Form):
    """What happened."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = choice(gettext_lazy("What happened to you?"), list(KINDS.items()))
    place = choice(gettext_lazy("Where?"), list(PLACES.items()))
    happened_on = DayField(label=gettext_lazy("When"))
    told = lines(
        gettext_lazy("What happened, and what do you need now?"), kept.LONGEST, required=True,
        help_text=gettext_lazy("Write no name or number of a visitor: this stands apart from every case."),
    )  # fmt: skip

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="", initial={"request_id": uuid4(), "happened_on": today})
        self.today = today

    def clean_happened_on(self) -> date:
        """A day that has been."""
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Fill in today or a day before."))
        return day


class ResponseForm(forms.Form):
    """What was done."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    response = lines(
        gettext_lazy("What did you do?"), kept.LONGEST, required=True,
        help_text=gettext_lazy("For the colleague, and to make it safer. The colleague reads this."),
    )  # fmt: skip


@require(kept.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request: StaffRequest) -> HttpResponse:
    """Mine; for a manager those of the department; and the form to report one."""
    draft = drafting.opened(request, FORM, NEW)
    form = ReportForm(request.POST if request.method == "POST" else draft.content, request.today)
    if request.method == "POST" and form.is_valid():
        kept.report(request.actor, now=request.now, **form.cleaned_data)
        drafting.sent(request, FORM, NEW)
        messages.success(request, _("Reported. Your manager sees it and comes to you. Talk with a colleague today."))
        return redirect("desk:incidents")
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "incidents"})
    context = {
        "rows": [(one, KINDS[one.kind], PLACES[one.place]) for one in kept.incidents(request.actor)],
        "form": form,
        "draft": draft,
        "reads": request.actor.may(kept.READ),
    }
    return render(request, "desk/incidents/incidents.html", context, status=422 if request.method == "POST" else 200)


@require(kept.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One: what happened, what was done; a manager answers here."""
    found = kept.incident(request.actor, uuid)
    if found is None:
        raise Http404
    audit.log_access(request.actor, "open", now=request.now, detail={"page": "incident", "incident": str(uuid)})
    draft = drafting.opened(request, FORM, uuid)
    first = {"version": found.version, "response": found.response, **draft.first()}
    form = ResponseForm(request.POST or None, label_suffix="", initial=first)
    may_handle = request.actor.may(kept.READ) and not found.is_mine
    if request.method == "POST":
        if not may_handle:
            raise PermissionDenied
        if form.is_valid():
            return _handle(request, found, form)
    context = {
        "incident": found,
        "kind": KINDS[found.kind],
        "place": PLACES[found.place],
        "form": form,
        "draft": draft,
        "may_handle": may_handle,
        "crumbs": [(_("Incidents"), reverse("desk:incidents")), (str(KINDS[found.kind]), "")],
    }
    return render(request, "desk/incidents/incident.html", context, status=422 if form.errors else 200)


def _handle(request: StaffRequest, found: IncidentView, form: ResponseForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        kept.handle(request.actor, found.uuid, said["version"], said["response"], now=request.now)
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
        return redirect("desk:incident", found.uuid)
    drafting.sent(request, FORM, found.uuid)
    messages.success(request, _("Saved. Your colleague can read it."))
    return redirect("desk:incidents")
