"""Pages of the functional administrator: who works here, in which role, and helping who cannot sign in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import staffing
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.forms import NewWorkerForm, RoleForm
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import ActingRequest
from wegwijs.accounts.roles import Role

PERMISSION = "accounts.configure"
WHY_NOT = {
    "self": gettext_lazy("You cannot change your own account or roles. Ask a colleague."),
    "place": gettext_lazy(
        "This role needs another place: a coach a team, a quality officer a department, a provider an organisation."
    ),
}


def _actor(request: ActingRequest) -> Actor:
    assert request.actor is not None  # noqa: S101  the guard looked
    return request.actor


@require(PERMISSION)
@require_safe
def workers(request: ActingRequest) -> HttpResponse:
    """Everybody who works here."""
    actor = _actor(request)
    form = NewWorkerForm(None, staffing.places(actor))
    return render(request, "accounts/workers.html", {"workers": staffing.workers(actor), "form": form})


@require(PERMISSION)
@require_POST
def add(request: ActingRequest) -> HttpResponse:
    """A new colleague with a first role."""
    actor = _actor(request)
    form = NewWorkerForm(request.POST, staffing.places(actor))
    if form.is_valid():
        said = form.cleaned_data
        try:
            uuid = staffing.add(
                actor,
                name=said["name"],
                email=said["email"],
                role=Role(said["role"]),
                place=said["place"],
                now=request.now,
            )
        except staffing.Refused as refused:
            form.add_error("place" if refused.code == "place" else "email", str(WHY_NOT[refused.code]))
        else:
            messages.success(request, _("The account is there. Now make a link for the password."))
            return redirect("accounts:worker", uuid)
    return render(request, "accounts/workers.html", {"workers": staffing.workers(actor), "form": form}, status=422)


@require(PERMISSION)
@require_safe
def worker(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """One colleague."""
    return _page(request, uuid)


def _page(request: ActingRequest, uuid: UUID, *, link: str = "") -> HttpResponse:
    actor = _actor(request)
    found = staffing.worker(actor, uuid)
    if found is None:
        raise Http404
    form = RoleForm(None, staffing.places(actor))
    return render(request, "accounts/worker.html", {"worker": found, "form": form, "link": link})


@require(PERMISSION)
@require_POST
def change(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """One of the buttons on the page of a colleague; `do` says which."""
    actor = _actor(request)
    if staffing.worker(actor, uuid) is None:
        raise Http404
    try:
        link = _do(request, actor, uuid)
    except staffing.Refused as refused:
        messages.error(request, WHY_NOT[refused.code])
        return redirect("accounts:worker", uuid)
    # The link is shown in this answer only: it is nowhere else to be found again.
    return _page(request, uuid, link=link) if link else redirect("accounts:worker", uuid)


def _do(request: ActingRequest, actor: Actor, uuid: UUID) -> str:
    what, now = request.POST.get("do", ""), request.now
    if what == "link":
        return staffing.password_link(actor, uuid, request, now=now)
    if what == "step":
        staffing.forget_second_step(actor, uuid, now=now)
        messages.success(request, _("At the next sign-in the app is set up anew."))
    elif what in {"close", "open"}:
        staffing.set_open(actor, uuid, is_open=what == "open", now=now)
        messages.success(request, _("The account is open again.") if what == "open" else _("The account is closed."))
    elif what == "end":
        staffing.end_role(actor, uuid, int(request.POST.get("role") or 0), now=now)
        messages.success(request, _("The role has ended."))
    elif what == "role":
        form = RoleForm(request.POST, staffing.places(actor))
        if not form.is_valid():
            raise staffing.Refused("place")
        staffing.give_role(actor, uuid, Role(form.cleaned_data["role"]), form.cleaned_data["place"], now=now)
        messages.success(request, _("The role is given."))
    else:
        raise Http404
    return ""
