"""The card at the desk: who it is and how to talk; a contact, a question for who guides, a wish or a complaint.

The case itself stays closed: what was said goes to who guides the person.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.staff import phone_of
from wegwijs.components import drafting
from wegwijs.desk import wording
from wegwijs.desk.case.forms.voice import PROMISE, ContactFields, WishFields
from wegwijs.dossier import queries
from wegwijs.dossier.queries import Card
from wegwijs.voice import actions


class CardContactForm(ContactFields):
    """A contact at the desk, with what whoever guides is asked to do."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def save(self, request: StaffRequest, shown: Card) -> None:
        """Both in one."""
        got = self.cleaned_data
        actions.hear_contact(
            request.actor, shown.id, got["channel"], got["on"], now=request.now, request_id=got["request_id"]
        )
        if got.get("task"):
            actions.promise(
                request.actor, shown.id, got["task"], got["task_on"], now=request.now,
                request_id=uuid5(got["request_id"], PROMISE),
            )  # fmt: skip


class CardWishForm(WishFields):
    """A wish or complaint at the desk."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)


def _open(request: StaffRequest, uuid: UUID) -> Card:
    """The card, with the look in the access log first."""
    found = queries.card(request.actor, uuid)
    if found is None:
        raise Http404
    audit.log_access(request.actor, "card", now=request.now, trajectory_id=found.id, detail={"page": "card"})
    return found


def _context(request: StaffRequest, shown: Card, form: forms.Form, form_name: str) -> dict[str, Any]:
    return {
        "card": shown,
        "language": wording.language(shown.mother_tongue),
        "interpreter": wording.word("interpreter", shown.interpreter) if shown.interpreter else "",
        "phone": phone_of(request.actor.municipality_id),
        "form": form,
        "draft": drafting.opened(request, form_name, shown.uuid),
        "crumbs": [(_("Search"), reverse("desk:search")), (shown.name, "")],
    }


@require("card.search")
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who this is, and a contact in one click."""
    shown = _open(request, uuid)
    draft = drafting.opened(request, "card", uuid)
    initial = {"request_id": uuid4(), "on": request.today, **draft.first()}
    form = CardContactForm(request.POST or None, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.ask_promise(request.actor)
        if form.cleaned_data["on"] > request.today:
            form.add_error("on", _("This day is still to come. Fill in today or a day before."))
        if form.is_valid():
            form.save(request, shown)
            drafting.sent(request, "card", uuid)
            messages.success(request, _("Recorded. Whoever guides this person sees it."))
            return redirect("desk:card", uuid)
    status = 422 if form.errors else 200
    return render(request, "desk/voice/card.html", _context(request, shown, form, "card"), status=status)


@require("card.search")
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A wish or a complaint, heard at the desk."""
    shown = _open(request, uuid)
    draft = drafting.opened(request, "card-wish", uuid)
    initial = {"request_id": uuid4(), "on": request.today, "what": "wish", "name_agreed": "no", **draft.first()}
    form = CardWishForm(request.POST or None, initial=initial, label_suffix="")
    form.fill_providers(request.actor)
    if request.method == "POST" and form.is_valid():
        form.ask_rules(request.actor, shown.id)
        if form.is_valid():
            _hear(request, shown, form, request.now)
            drafting.sent(request, "card-wish", uuid)
            messages.success(
                request, _("Recorded. It stands on Today of whoever answers, until the person has an answer.")
            )
            return redirect("desk:card", uuid)
    status = 422 if form.errors else 200
    return render(request, "desk/voice/card_wish.html", _context(request, shown, form, "card-wish"), status=status)


def _hear(request: StaffRequest, shown: Card, form: CardWishForm, now: datetime) -> None:
    actions.hear(request.actor, shown.id, form.heard(), now=now, request_id=form.cleaned_data["request_id"])
