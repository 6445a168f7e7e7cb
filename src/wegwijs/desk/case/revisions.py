"""What became another answer on a case, in words: before, after, why, by which facts; and that it was seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wegwijs import law
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.case import history
from wegwijs.desk.case.history import HistoryRow
from wegwijs.desk.case.reach import must_reach, open_case
from wegwijs.desk.case.showing import number
from wegwijs.dossier import actions, queries
from wegwijs.dossier.queries import Case, RevisionView
from wegwijs.dossier.queries.revisions import Answer, Changed

HOURS = "hours"
# Which law and which day first; then what follows from it.
ORDER = ("group", "regime", "deadline", "term", "component", "option")


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One part of the answer, before and after, with both reasons."""

    label: str
    before: str
    after: str
    because_before: law.Steps
    because_after: law.Steps

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision for a page. `facts`: rows of the history; empty where the history is not at hand."""

    uuid: UUID
    version: int
    changes: tuple[ChangedRow, ...]
    facts: tuple[HistoryRow, ...]
    changed_at: datetime
    closed_at: datetime | None
    closed_by: str


def rows(found: Iterable[RevisionView], case: Case) -> tuple[RevisionRow, ...]:
    """All of a case."""
    told = {row.uuid: row for row in history.rows(case, with_withdrawals=True)}
    return tuple(row(one, told) for one in found)


def row(one: RevisionView, told: dict[UUID, HistoryRow] | None = None) -> RevisionRow:
    """One of them."""
    ordered = sorted(one.changes, key=lambda change: ORDER.index(change.part.partition("/")[0]))
    facts = tuple((told or {})[fact] for fact in one.facts if fact in (told or {}))
    return RevisionRow(
        one.uuid, one.version, tuple(_row(change) for change in ordered), facts, one.changed_at, one.closed_at,
        one.closed_by,
    )  # fmt: skip


def _row(change: Changed) -> ChangedRow:
    kind, _slash, rest = change.part.partition("/")
    code, _slash, municipality = rest.partition("/")
    before, after = _says(kind, change.before), _says(kind, change.after)
    if kind == "deadline" and change.after and change.before.says["due"] == change.after.says["due"]:
        before, after = f"{before}, {_state(change.before)}", f"{after}, {_state(change.after)}"
    label = _label(kind, code) + (f" ({municipality})" if municipality else "")
    return ChangedRow(label, before, after, change.before.because, change.after.because if change.after else ())


def _label(kind: str, code: str) -> str:
    named = {"group": _("Group"), "regime": _("Which law"), "term": _("Start of the term")}
    return named.get(kind) or wording.word(kind, code)


def _says(kind: str, answer: Answer | None) -> str:
    """A part of an answer in words."""
    if answer is None:
        return _("does not apply any more")
    says = answer.says
    match kind:
        case "group" | "regime":
            return wording.word(kind, str(says["value"]))
        case "deadline":
            return _day(says["due"])
        case "term":
            return _day(says["value"])
        case "option":
            return _("possible") if says["allowed"] else _("not possible")
    parts = [wording.word("component_state", says["state"])]
    if says["level"]:
        parts.append(wording.word("level", says["level"]))
    if says["unit"] == HOURS and says["required"]:
        parts.append(_("%(n)s hours") % {"n": number(says["required"])})
    return ", ".join(parts)


def _state(answer: Answer) -> str:
    words = {"met": _("deadline met"), "missed": _("deadline not met"), "open": _("still open")}
    return words.get(answer.says["state"], _("cannot be calculated"))


def _day(text: str | None) -> str:
    return days.short(date.fromisoformat(text)) if text else _("not known yet")


@require("case.read", "case.break_glass")
@require_safe
def revisions(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Everything that became another answer on this case, the newest first."""
    case = open_case(request, uuid, "revisions")
    crumbs = [(case.person.name, reverse("desk:case", args=[uuid])), (_("What became different"), "")]
    context = {
        "case": case,
        "revisions": rows(queries.revisions(request.actor, case.id), case),
        "may_write": request.actor.may("case.write"),
        "crumbs": crumbs,
    }
    return render(request, "desk/case/revisions.html", context)


@require("case.write")
@require_POST
def seen(request: StaffRequest, uuid: UUID, revision: UUID) -> HttpResponse:
    """Go on from what stands now."""
    ref = must_reach(request, uuid)
    try:
        done = actions.see_revision(
            request.actor, ref, revision, sent_number(request.POST.get("version")), now=request.now
        )
    except Conflict:
        messages.info(request, _("More came in since you opened the page. Look at it once more."))
    else:
        if done:
            messages.success(request, _("Seen. You go on from what stands now."))
        else:
            messages.info(request, _("A colleague has seen this already, or it is again as it was."))
    return redirect("desk:case", uuid)
