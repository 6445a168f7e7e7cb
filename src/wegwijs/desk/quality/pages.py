"""Read: all texts, one text with its versions, one version, and two versions beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.desk.quality import words
from wegwijs.desk.quality.forms import ApproveForm, ReturnForm
from wegwijs.desk.rules.looking import tabs
from wegwijs.desk.wording.values import VALUES
from wegwijs.quality import content, queries
from wegwijs.quality.content import Part, Written
from wegwijs.quality.queries import Line, Text

READ = "case.read"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, with its name."""

    name: str
    line: Line
    number: str


@require(READ)
@require_safe
def texts(request: StaffRequest) -> HttpResponse:
    """Everything that is written down, by kind; for quality officers also what is being worked on."""
    found = queries.overview(request.actor.municipality_id, request.today)
    groups = [
        (
            kind, words.KINDS[kind], words.WHERE[kind],
            [Row(words.name(kind, one.code), one, words.number(one.now.number)) for one in found if one.kind == kind],
        )
        for kind in content.KINDS
    ]  # fmt: skip
    context = {
        "groups": groups,
        "waiting": [
            (words.name(one.kind, one.code), one.open)
            for one in found
            if one.open is not None and one.open.may_approve(request.actor)
        ],
        "may_write": request.actor.may("quality.write"),
        "tabs": tabs(request, "texts"),
    }
    return render(request, "desk/quality/texts.html", context)


@require(READ)
@require_safe
def text(request: StaffRequest, kind: str, code: str) -> HttpResponse:
    """What is in force now, and the versions."""
    must_exist(kind, code)
    actor = request.actor
    every = queries.versions(actor.municipality_id, kind, code)
    now = queries.in_force(actor.municipality_id, kind, code, request.today)
    may_write = actor.may("quality.write")
    shown = [one for one in every if may_write or one.state in {"approved", "shipped"}]
    context = {
        **_read(now),
        "kind": kind,
        "code": code,
        "versions": [(one, words.number(one.number), one.uuid == now.uuid) for one in shown],
        "now": now,
        "open": next((one for one in every if one.state in {"draft", "review"}), None) if may_write else None,
        "may_write": may_write,
        "crumbs": crumbs((words.name(kind, code), "")),
    }
    return render(request, "desk/quality/text.html", context)


@require(READ)
@require_safe
def version(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """One version; whoever may approve it does it here."""
    found = must_find(request, uuid)
    if found.state == "draft":
        return redirect("desk:text_edit", uuid)
    return version_page(request, found, ReturnForm(None, label_suffix=""), ApproveForm(None, request.today))


def version_page(
    request: StaffRequest, found: Text, give_back: ReturnForm, approve: ApproveForm, status: int = 200
) -> HttpResponse:
    """The page of a version, with both forms of who reads it."""
    actor = request.actor
    now = queries.in_force(actor.municipality_id, found.kind, found.code, request.today)
    context = {
        **_read(found),
        "text": found,
        "now": now,
        "is_now": found.uuid == now.uuid,
        "differences": content.compare(now.written, found.written) if found.state == "review" else (),
        "may_approve": found.may_approve(actor),
        "may_take_back": found.state == "review" and actor.user_id in {found.written_by_id, found.sent_by_id},
        "may_write": actor.may("quality.write"),
        "give_back": give_back,
        "approve": approve,
        "crumbs": crumbs(to_text(found), (words.number(found.number), "")),
    }
    return render(request, "desk/quality/version.html", context, status=status)


@require(READ)
@require_safe
def compare(request: StaffRequest, uuid: UUID, newer: UUID) -> HttpResponse:
    """Two versions of one text, part by part."""
    old, new = must_find(request, uuid), must_find(request, newer)
    if (old.kind, old.code) != (new.kind, new.code):
        raise Http404
    context = {
        "name": words.name(new.kind, new.code),
        "old": (old, words.number(old.number)),
        "new": (new, words.number(new.number)),
        "head": head_changes(old.written, new.written),
        "differences": content.compare(old.written, new.written),
        "crumbs": crumbs(to_text(new), (_("What changed"), "")),
    }
    return render(request, "desk/quality/compare.html", context)


def head_changes(old: Written, new: Written) -> list[tuple[str, str, str]]:
    """(label, before, after) of what stands above the parts, where it differs."""
    rows = [(_("Title"), old.title, new.title), (_("Rests on"), old.basis, new.basis)]
    return [row for row in rows if row[1] != row[2]]


def must_exist(kind: str, code: str) -> None:
    """404 for an address that was made up."""
    if code not in content.CODES.get(kind, ()):
        raise Http404


def must_find(request: StaffRequest, uuid: UUID) -> Text:
    """A version of this municipality or a shipped one; what is not approved is for who writes."""
    found = queries.version(request.actor.municipality_id, uuid)
    if found is None or (found.state not in {"approved", "shipped"} and not request.actor.may("quality.write")):
        raise Http404
    return found


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page is."""
    return [(_("Way of working"), reverse("desk:texts")), *last]


def to_text(found: Text) -> tuple[str, str]:
    """Its name and the page with its versions."""
    return words.name(found.kind, found.code), reverse("desk:text", args=[found.kind, found.code])


def _read(found: Text) -> dict[str, Any]:
    return {
        "name": words.name(found.kind, found.code),
        "kind_name": words.KINDS[found.kind],
        "parts_name": words.PARTS[found.kind],
        "number": words.number(found.number),
        "written": found.written,
        "parts": list(_parts(found.written.parts)),
        "kind": found.kind,
    }


def _parts(parts: Iterable[Part]) -> Iterable[tuple[Part, str]]:
    for part in parts:
        yield part, str(VALUES["domains"][part.domain]) if part.domain else ""
