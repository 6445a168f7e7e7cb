"""The overview, and one page on which a part is added or changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wegwijs.accounts import municipality, offices
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.components import days
from wegwijs.components.collisions import Collision
from wegwijs.desk.offices.forms import (
    BOUGHT,
    GROUPS,
    DepartmentForm,
    MunicipalityForm,
    OfficeForm,
    ProviderForm,
    RoomForm,
    TeamForm,
)
from wegwijs.planning import rooms
from wegwijs.planning.wanted import Refused as NoRoom

TITLES: dict[str, tuple[str | Promise, str | Promise]] = {  # new, change
    "gemeente": (gettext_lazy("Details of the municipality"), gettext_lazy("Details of the municipality")),
    "afdeling": (gettext_lazy("A new department"), gettext_lazy("Change the department")),
    "team": (gettext_lazy("A new team"), gettext_lazy("Change the team")),
    "aanbieder": (gettext_lazy("A new provider"), gettext_lazy("Change what the provider does")),
    "kamer": (gettext_lazy("A new room"), gettext_lazy("Change the room")),
}
REFUSALS: dict[str, str | Promise] = {
    "name_taken": gettext_lazy("There is one with this name already. Change that one, or choose another name."),
    "received_elsewhere": gettext_lazy(
        "The department %(detail)s takes these people already. Take them off there first."
    ),
    "reveals": gettext_lazy("Others may read this in a message. Write it without words that tell what it is about."),
}


@require("accounts.configure")
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """The whole organisation on one page."""
    departments = offices.departments(request.actor)
    received = {group for one in departments for group in one.receives}
    shown = {
        "departments": [(one, _words(GROUPS, one.receives)) for one in departments],
        "nobody": _words(GROUPS, [group for group in ("asylum", "family", "other") if group not in received]),
        "providers": [(one, _words(BOUGHT, one.tasks)) for one in offices.providers(request.actor)],
        "rooms": rooms.rooms(request.actor),
        "details": municipality.details(request.actor.municipality_id),
        "name": request.actor.municipality_name,
    }
    return render(request, "desk/offices/overview.html", shown)


@require("accounts.configure")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, what: str, uuid: UUID | None = None) -> HttpResponse:
    """Add or change one part. A colleague who was first is named field by field; sending again is then on purpose."""
    if what not in TITLES:
        raise Http404
    collisions: list[Collision] = []
    if request.method == "POST":
        form = _form(request, what, uuid, request.POST)
        if form.is_valid():
            try:
                _save(request, what, uuid, form)
            except offices.Refused as refused:
                field = "receives" if refused.code == "received_elsewhere" else "name"
                form.add_error(field, str(REFUSALS[refused.code]) % {"detail": refused.detail})
            except NoRoom as refused_room:
                form.add_error(refused_room.field, str(REFUSALS[refused_room.code]))
            except Conflict as conflict:
                collisions = _collided(form, conflict)
                again = request.POST.copy()
                again["version"] = str(conflict.version)
                form.data = again
            else:
                messages.success(request, _("Saved."))
                return redirect("desk:offices")
    else:
        form = _form(request, what, uuid, None)
    shown = {
        "form": form, "title": TITLES[what][uuid is not None], "collisions": collisions,
        "crumbs": [(_("Organisation"), reverse("desk:offices")), (TITLES[what][uuid is not None], "")],
    }  # fmt: skip
    status = 409 if collisions else 422 if form.errors else 200
    return render(request, "desk/offices/edit.html", shown, status=status)


def _form(request: StaffRequest, what: str, uuid: UUID | None, data: Any) -> OfficeForm:
    stands = _standing(request, what, uuid)
    if what == "gemeente":
        return MunicipalityForm(data, initial=stands)
    if what == "afdeling":
        return DepartmentForm(data, initial=stands)
    if what == "team":
        places = [(str(one.uuid), one.name) for one in offices.departments(request.actor)]
        return TeamForm(data, places, initial=stands)
    if what == "kamer":
        return RoomForm(data, initial=stands or {"in_use": True})
    form = ProviderForm(data, initial=stands or {"starts_on": request.actor.today})
    if uuid is not None:
        form.fields["name"].disabled = True
    return form


def _standing(request: StaffRequest, what: str, uuid: UUID | None) -> dict[str, Any]:
    actor = request.actor
    if what == "gemeente":
        return municipality.details(actor.municipality_id)
    if uuid is None:
        return {}
    rows: dict[UUID, dict[str, Any]] = {}
    if what == "aanbieder":
        rows = {
            one.uuid: {"name": one.name, "tasks": list(one.tasks), "starts_on": one.starts_on, "ends_on": one.ends_on,
                       "version": one.version}
            for one in offices.providers(actor)
        }  # fmt: skip
    if what == "kamer":
        rows = {
            one.uuid: {"name": one.name, "address": one.address, "in_use": one.in_use, "version": one.version}
            for one in rooms.rooms(actor)
        }
    for one in offices.departments(actor):
        if what == "afdeling":
            rows[one.uuid] = {"name": one.name, "receives": list(one.receives), "version": one.version}
        elif what == "team":
            for team in one.teams:
                rows[team.uuid] = {"name": team.name, "department": one.uuid, "receives_new": team.receives_new,
                                   "version": team.version}  # fmt: skip
    if uuid not in rows:
        raise Http404
    return rows[uuid]


def _save(request: StaffRequest, what: str, uuid: UUID | None, form: OfficeForm) -> None:
    actor, now, kept, version = request.actor, request.now, form.kept(), form.cleaned_data["version"]
    if what == "gemeente":
        municipality.change(actor, kept, version, now=now)
    elif what == "afdeling":
        offices.save_department(actor, uuid, version, kept["name"], kept["receives"], now=now)
    elif what == "team":
        if kept["department"] not in {one.uuid for one in offices.departments(actor)}:
            raise Http404
        offices.save_team(
            actor, uuid, version, kept["name"], kept["department"], receives_new=kept["receives_new"], now=now
        )
    elif what == "kamer":
        rooms.save_room(actor, uuid, version, kept["name"], kept["address"], in_use=kept["in_use"], now=now)
    else:
        offices.save_provider(actor, uuid, version, kept.pop("name"), kept, now=now)


def _collided(form: OfficeForm, conflict: Conflict) -> list[Collision]:
    """What stands now and what was filled in, in words."""
    return [
        Collision.of(name, str(form.fields[name].label), _in_words(stands), _in_words(typed), conflict.hands.get(name))
        for name, (stands, typed) in conflict.fields.items()
        if name in form.fields
    ]


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _words({**GROUPS, **BOUGHT}, value)
    return days.short(value) if isinstance(value, date) else str(value or "")


def _words(known: Mapping[str, str | Promise], codes: Any) -> str:
    return ", ".join(str(known.get(code, code)) for code in codes)
