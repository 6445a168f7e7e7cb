"""Write: begin a version, edit it, send it to a second quality officer, approve it or give it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number, sent_uuid
from wegwijs.components import days, drafting
from wegwijs.desk.quality import pages, words
from wegwijs.desk.quality.forms import ApproveForm, ReturnForm, TextForm
from wegwijs.quality import actions, content, shipped
from wegwijs.quality.content import Refused
from wegwijs.quality.queries import Text

WRITE = "quality.write"
FORM = "text"


@require(WRITE)
@require_POST
def begin(request: StaffRequest, kind: str, code: str) -> HttpResponse:
    """A new version, from what is in force or from an earlier version; the open one when there is one."""
    pages.must_exist(kind, code)
    source = sent_uuid(request.POST.get("source", ""))
    return redirect("desk:text_version", actions.begin(request.actor, kind, code, now=request.now, source=source))


@require(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The form of a draft; saving stays here, sending goes to the page that the second officer reads."""
    found = pages.must_find(request, uuid)
    if found.state != "draft":
        return redirect("desk:text_version", uuid)
    draft = drafting.opened(request, FORM, uuid)
    data = request.POST if request.method == "POST" else draft.content
    form = TextForm(found.kind, _law(found), found.written, found.version, data)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, status=422 if request.method == "POST" else 200)
    try:
        actions.save(request.actor, uuid, form.head.cleaned_data["version"], form.written(), now=request.now)
    except Refused as refused:
        form.head.add_error(None, words.refused(refused))
        return _page(request, found, form, status=422)
    except Conflict as conflict:
        return _collided(request, uuid, conflict)
    drafting.sent(request, FORM, uuid)
    if request.POST.get("do") == "send":
        return _send(request, uuid)
    messages.success(request, _("The draft is kept. Nothing changes in the work until it is approved."))
    return redirect("desk:text_edit", uuid)


def _law(found: Text) -> frozenset[str]:
    """Codes that the law asks for in this guide."""
    if found.kind != "guide":
        return frozenset()
    default = shipped.newest(found.kind, found.code).written
    return frozenset(part.code for part in default.parts if part.required)


def _page(
    request: StaffRequest, found: Text, form: TextForm, *, status: int = 200, theirs: Text | None = None
) -> HttpResponse:
    typed = form.written() if theirs is not None else None
    context = {
        "text": found,
        "name": words.name(found.kind, found.code),
        "parts_name": words.PARTS[found.kind],
        "form": form,
        "theirs": theirs,
        "differences": content.compare(theirs.written, typed) if theirs is not None and typed is not None else (),
        "draft": drafting.opened(request, FORM, found.uuid),
        "crumbs": pages.crumbs(pages.to_text(found), (_("Write"), "")),
    }
    return render(request, "desk/quality/edit.html", context, status=status)


def _collided(request: StaffRequest, uuid: UUID, conflict: Conflict) -> HttpResponse:
    """Somebody saved first: what they wrote beside what was typed, part by part; saving again is a choice."""
    stands = pages.must_find(request, uuid)
    if stands.state != "draft":
        messages.error(request, words.refused(Refused("not_open")))
        return redirect("desk:text_version", uuid)
    data = request.POST.copy()
    data["version"] = str(conflict.version)
    again = TextForm(stands.kind, _law(stands), stands.written, stands.version, data)
    again.is_valid()
    return _page(request, stands, again, status=409, theirs=stands)


def _send(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = pages.must_find(request, uuid)
    try:
        actions.send(request.actor, uuid, found.version, now=request.now)
    except Refused as refused:
        messages.error(request, words.refused(refused))
        return redirect("desk:text_edit", uuid)
    messages.success(request, _("Sent. Another quality officer reads it and decides from when it holds."))
    return redirect("desk:text_version", uuid)


@require(WRITE)
@require_POST
def act(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Approve, give back with a remark, take back, or give up a draft."""
    found = pages.must_find(request, uuid)
    do, version = request.POST.get("do", ""), sent_number(request.POST.get("version", ""))
    try:
        match do:
            case "approve":
                return _approve(request, found, version)
            case "return":
                return _give_back(request, found, version)
            case "take_back":
                actions.give_back(request.actor, uuid, version, "", now=request.now)
                messages.success(request, _("Back with you, as a draft."))
                return redirect("desk:text_edit", uuid)
            case "drop":
                actions.drop(request.actor, uuid, version, now=request.now)
                messages.success(request, _("The draft is no longer used. What is in force stays."))
                return redirect("desk:text", found.kind, found.code)
    except actions.NotYours:
        raise PermissionDenied from None
    except Refused as refused:
        messages.error(request, words.refused(refused))
        return redirect("desk:text_version", uuid)
    except Conflict:
        messages.error(request, _("A colleague changed this at the same time. Look again."))
        return redirect("desk:text_version", uuid)
    raise Http404


def _approve(request: StaffRequest, found: Text, version: int) -> HttpResponse:
    form = ApproveForm(request.POST, request.today)
    if not form.is_valid():
        return pages.version_page(request, found, ReturnForm(None, label_suffix=""), form, status=422)
    day = form.cleaned_data["in_force_from"]
    actions.approve(request.actor, found.uuid, version, day, now=request.now)
    messages.success(request, _("Approved. It holds from %(day)s.") % {"day": days.short(day)})
    return redirect("desk:text", found.kind, found.code)


def _give_back(request: StaffRequest, found: Text, version: int) -> HttpResponse:
    form = ReturnForm(request.POST, label_suffix="")
    if not form.is_valid():
        return pages.version_page(request, found, form, ApproveForm(None, request.today), status=422)
    actions.give_back(request.actor, found.uuid, version, form.cleaned_data["remark"], now=request.now)
    messages.success(request, _("Given back, with your remark."))
    return redirect("desk:texts")
