"""The map itself: look, read, add, put right, check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.accounts.staff import case_workers
from wegwijs.components import collisions, drafting
from wegwijs.components.collisions import Collision
from wegwijs.desk import wording
from wegwijs.desk.help import words
from wegwijs.desk.help.forms import FindForm, OfferForm
from wegwijs.support import finding, referring
from wegwijs.support.finding import OfferView
from wegwijs.support.referring import CannotRefer
from wegwijs.support.social_map import NAMES

READ = ("case.read", "card.search")
FORM = "offer"
MINE = "mine"  # ?mine=1: those that I keep and did not check for a long time
NEW = UUID(int=1)  # the subject of a draft of a place that is not there yet


def find(request: StaffRequest, data: QueryDict | dict[str, str]) -> dict[str, Any]:
    """The filter and what fits, for the map and for a case."""
    form = FindForm(data, finding.languages(request.actor), finding.districts(request.actor))
    found = finding.offers(request.actor, form.wanted())
    if data.get(MINE):
        found = tuple(one for one in found if one.keeper_id == request.actor.user_id and one.is_old)
    return {
        "form": form,
        "offers": [row(one) for one in found],
        "filtered": any(data.get(one) for one in (*form.fields, MINE)),
    }


def row(one: OfferView) -> dict[str, Any]:
    """A place with its codes in words."""
    said = one.said
    return {
        "offer": one,
        "subjects": words.subjects(said.subjects),
        "languages": ", ".join(wording.language(code) for code in said.languages),
        "districts": ", ".join(said.districts) or _("the whole city"),
        "waiting": words.waiting(said.waiting_weeks),
    }


@require(*READ)
@require_safe
def offers(request: StaffRequest) -> HttpResponse:
    """The map, filtered by what stands in the address."""
    context = {**find(request, request.GET), "may_write": request.actor.may(referring.WRITE)}
    return render(request, "desk/help/offers.html", context)


@require(*READ)
@require_safe
def offer(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One place."""
    found = must_find(request, uuid)
    context = {
        **row(found),
        "may_write": request.actor.may(referring.WRITE) and found.ended_on is None,
        "crumbs": crumbs((found.said.name, "")),
    }
    return render(request, "desk/help/offer.html", context)


@require(referring.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """A new place."""
    draft = drafting.opened(request, FORM, NEW)
    form = OfferForm(request.POST if request.method == "POST" else draft.content, _keepers(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, None, status=422 if request.method == "POST" else 200)
    said = form.cleaned_data
    try:
        uuid = referring.add_offer(
            request.actor, form.described(), said["keeper"], now=request.now, request_id=said["request_id"]
        )
    except CannotRefer as refused:
        form.add_error(None, str(words.REFUSED[refused.code]))
        return _page(request, form, None, status=422)
    drafting.sent(request, FORM, NEW)
    messages.success(request, _("It is on the map. Colleagues find it now."))
    return redirect("desk:offer", uuid)


@require(referring.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Put a place right; saving counts as checking."""
    found = must_find(request, uuid)
    if found.ended_on is not None:
        return redirect("desk:offer", uuid)
    draft = drafting.opened(request, FORM, uuid)
    data: Any = draft.content
    if request.method == "POST":
        standing = {name: _sent(getattr(found.said, name)) for name in NAMES}
        data = collisions.resolved(request.POST, {**standing, "districts": [", ".join(found.said.districts)]})
    form = OfferForm(data, _keepers(request), found)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, found, status=422 if request.method == "POST" else 200)
    said = form.cleaned_data
    version = 0 if collisions.not_chosen(request.POST) else said["version"] or 0
    try:
        referring.change_offer(request.actor, uuid, version, form.described(), said["keeper"], now=request.now)
    except CannotRefer as refused:
        form.add_error(None, str(words.REFUSED[refused.code]))
        return _page(request, form, found, status=422)
    except Conflict as conflict:
        again = data.copy()
        again["version"] = str(conflict.version)
        return _page(request, OfferForm(again, _keepers(request), found), found, conflict.fields, status=409)
    drafting.sent(request, FORM, uuid)
    messages.success(request, _("Saved, and checked today."))
    return redirect("desk:offer", uuid)


@require(referring.WRITE)
@require_POST
def act(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Checked today, or no longer there."""
    must_find(request, uuid)
    version = sent_number(request.POST.get("version"))
    try:
        match request.POST.get("do"):
            case "checked":
                referring.check_offer(request.actor, uuid, version, now=request.now)
                messages.success(request, _("Checked today. Thank you."))
            case "end":
                referring.end_offer(request.actor, uuid, version, now=request.now)
                messages.success(request, _("It is no longer on the map."))
            case _:
                raise Http404
    except CannotRefer:
        raise Http404 from None
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
    return redirect("desk:offer", uuid)


def must_find(request: StaffRequest, uuid: UUID) -> OfferView:
    """A place of this municipality; 404 otherwise."""
    found = finding.offer(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page is."""
    return [(_("Social map"), reverse("desk:offers")), *last]


def _keepers(request: StaffRequest) -> list[tuple[int, str]]:
    """I myself first, then every colleague who works with people."""
    me = (request.actor.user_id or 0, request.actor.name)
    return [me, *((one.user_id, one.name) for one in case_workers(request.actor))]


def _page(
    request: StaffRequest,
    form: OfferForm,
    found: OfferView | None,
    conflict: Mapping[str, tuple[Any, Any]] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = [
        Collision.of(name, str(form.fields[name].label), _in_words(name, stands), _in_words(name, typed), None)
        for name, (stands, typed) in (conflict or {}).items()
        if name in asdict(found.said)  # type: ignore[union-attr]  # a conflict is about a place that is there
    ]
    context = {
        "form": form,
        "collisions": shown,
        "offer": found,
        "draft": drafting.opened(request, FORM, found.uuid if found else NEW),
        "crumbs": crumbs((found.said.name, reverse("desk:offer", args=[found.uuid])) if found else (_("Add"), "")),
    }
    return render(request, "desk/help/edit.html", context, status=status)


def _sent(value: Any) -> list[Any]:
    """A value as a form would send it."""
    return list(value) if isinstance(value, tuple) else ["" if value is None else str(value)]


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        say = {"subjects": lambda one: str(words.SUBJECTS[one]), "languages": wording.language}.get(name, str)
        return ", ".join(say(one) for one in value)
    return "" if value is None else str(value)
