"""The policy register: read it, note a change, look along as the second, withdraw."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.components import collisions, days, drafting
from wegwijs.components.collisions import Collision
from wegwijs.insight.pages.frame import READ, tabs
from wegwijs.insight.register import actions, queries
from wegwijs.insight.register.forms import GROUPS, ChangeForm, WithdrawForm
from wegwijs.insight.register.models import PolicyChange

FORM = "policy-change"


@require(READ)
@require_safe
def register(request: StaffRequest) -> HttpResponse:
    """What holds, what waits for a second look, and what was withdrawn."""
    found = queries.changes(request.actor)
    mine = request.actor.user_id
    context = {
        "waiting": [(one, one.noted_by_id != mine) for one in found if one.state == "noted"],
        "standing": [one for one in found if one.state == "checked"],
        "withdrawn": [one for one in found if one.state == "withdrawn"],
        "groups": GROUPS,
        "may_note": request.actor.may(actions.NOTE),
        "may_check": request.actor.may(actions.CHECK),
        "tabs": tabs("register"),
    }
    return render(request, "insight/register.html", context)


@require(actions.NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: StaffRequest) -> HttpResponse:
    """A change that is not in the register yet."""
    actor = request.actor
    draft = drafting.opened(request, FORM, UUID(int=actor.municipality_id))
    form = ChangeForm(request.POST or draft.content, initial={"request_id": uuid4()}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        row = actions.note(actor, form.told(), form.cleaned_data["request_id"] or uuid4(), now=request.now)
        drafting.sent(request, FORM, UUID(int=actor.municipality_id))
        messages.success(request, _("Noted. It is marked on figures as soon as a colleague has looked at it."))
        return redirect(f"{reverse('insight:register')}#change-{row.uuid}")
    context = {"form": form, "draft": draft, "crumbs": _crumbs(_("New change"))}
    return render(request, "insight/change.html", context, status=422 if request.method == "POST" else 200)


@require(actions.NOTE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Say it differently, or withdraw it."""
    found = _found(request, uuid)
    draft = drafting.opened(request, FORM, uuid)
    form, clash = _change_form(request, found, draft), list[Collision]()
    if request.method == "POST" and collisions.not_chosen(request.POST):
        clash = _clash(form, found, collisions.asked(request.POST))
    elif request.method == "POST" and form.is_valid():
        try:
            actions.change(request.actor, uuid, form.cleaned_data["version"] or 0, form.told(), now=request.now)
        except Conflict as conflict:
            found = _found(request, uuid)
            clash = _clash(form, found, list(conflict.fields))
        else:
            drafting.sent(request, FORM, uuid)
            messages.success(request, _("Saved. A colleague looks at it before it is marked on figures again."))
            return redirect(f"{reverse('insight:register')}#change-{uuid}")
    context = {
        "form": form, "draft": draft, "change": found, "collisions": clash, "crumbs": _crumbs(found.title),
        "withdraw_form": WithdrawForm(initial={"version": found.version}, label_suffix="", auto_id="withdraw_%s"),
    }  # fmt: skip
    status = 409 if clash else 422 if request.method == "POST" else 200
    return render(request, "insight/change.html", context, status=status)


@require(actions.CHECK)
@require_POST
def check(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The second look."""
    _found(request, uuid)
    try:
        actions.check(request.actor, uuid, _version(request), now=request.now)
    except actions.NotYours:
        messages.error(request, _("You wrote this yourself. A colleague looks at it."))
    except (Conflict, PolicyChange.DoesNotExist):
        messages.error(request, _("This was changed in the meantime. Read it again."))
    else:
        messages.success(request, _("From now on this change is marked on the figures."))
    return redirect("insight:register")


@require(actions.NOTE)
@require_POST
def withdraw(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Take it out, with the reason."""
    _found(request, uuid)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why this is withdrawn."))
        return redirect("insight:change", uuid)
    try:
        given = form.cleaned_data
        actions.withdraw(request.actor, uuid, given["version"], given["reason"], now=request.now)
    except (Conflict, PolicyChange.DoesNotExist):
        messages.error(request, _("This was changed in the meantime. Read it again."))
    else:
        messages.success(request, _("Withdrawn. It stays in the register, with the reason."))
    return redirect("insight:register")


def _found(request: StaffRequest, uuid: UUID) -> queries.Change:
    found = queries.change(request.actor, uuid)
    if found is None or (found.state == "withdrawn" and request.method != "POST"):
        raise Http404
    return found


def _version(request: StaffRequest) -> int:
    return sent_number(request.POST.get("version"))


def _told(found: queries.Change) -> dict[str, str]:
    """What stands, as the form writes it."""
    told = {name: str(getattr(found, name)) for name in ("title", "what", "group", "source")}
    return told | {"starts_on": days.short(found.starts_on), "version": str(found.version)}


def _change_form(request: StaffRequest, found: queries.Change, draft: drafting.Drafting) -> ChangeForm:
    """With what was sent, where a choice was made between two hands; or what was kept; or what stands."""
    if request.method == "POST":
        standing = {name: [value] for name, value in _told(found).items()}
        return ChangeForm(collisions.resolved(request.POST, standing), label_suffix="")
    return ChangeForm(draft.content, initial=_told(found), label_suffix="")


def _clash(form: ChangeForm, found: queries.Change, names: list[str]) -> list[Collision]:
    """Both values of each field; the form goes on from the version that stands."""
    form.data = {**form.data.dict(), "version": str(found.version)}  # type: ignore[attr-defined]  # a QueryDict
    stands, typed = _told(found), {name: str(form.data.get(name, "")) for name in form.fields}
    for told in (stands, typed):
        told["group"] = str(GROUPS.get(told["group"], told["group"]))
    return [
        Collision(name, str(form.fields[name].label), stands[name], typed[name], found.noted_by, found.noted_at)
        for name in names
        if name in form.fields and name != "version"
    ]


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [(_("Insight"), reverse("insight:start")), (_("Policy changes"), reverse("insight:register")), (here, "")]
