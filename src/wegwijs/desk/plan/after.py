"""After a plan is established: its letters, what DUO must be told, and earlier plans."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wegwijs import law
from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import days
from wegwijs.desk.outbox import showing as outbox
from wegwijs.desk.plan import showing
from wegwijs.desk.plan.opening import crumbs, open_case
from wegwijs.dossier.queries import Case
from wegwijs.dossier.queries.identity import bsn_of
from wegwijs.exchange.duo.mapping_out import LITERACY, ROUTE
from wegwijs.letters import queries as letters
from wegwijs.plans import actions, queries, telling
from wegwijs.plans.queries import Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of DUO's form: what it is called there and what to fill in."""

    key: str
    label: str
    value: str

    @property
    def copy_id(self) -> str:
        """The element that the copy button copies."""
        return f"duo-{self.key}"


def page(request: StaffRequest, case: Case, found: list[Plan], current: Plan | None) -> HttpResponse:
    """What is established, or what is known of it when it came from elsewhere."""
    fact = _plan_fact(case)
    context = {
        "case": case,
        "crumbs": crumbs(case, (_("Plan"), "")),
        "plan": current,
        "fact": fact,
        "parts": showing.parts(current.content) if current else [],
        "earlier": [one for one in found if one.state in {"replaced", "dropped"}],
        "documents": _documents(request, current),
        "entries": duo_entries(case.group, current) if current else [],
        "told": _told(case),
        "messages_duo": outbox.of_case(request.actor, case.id, request.now, kind="pip"),
        "request_id": uuid4(),
        "writer": request.actor.may("plan.write"),
    }
    return render(request, "desk/plan/established.html", context)


@require("case.read", "case.break_glass")
@require_GET
def documents(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The two letters and how they stand; asked again every few seconds until they are ready."""
    case = open_case(request, uuid, logged=False)
    current = queries.current_plan(queries.plans(request.actor, case.id))
    return render(request, "desk/plan/documents.html", {"case": case, "documents": _documents(request, current)})


@require("case.read", "case.break_glass")
@require_GET
def versions(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """All plans, newest first, each with what changed from the one before."""
    case = open_case(request, uuid)
    found = [one for one in queries.plans(request.actor, case.id) if one.state != "dropped"]
    numbered = [one for one in found if one.number is not None]
    rows = []
    for one in numbered:
        before = next((other for other in numbered if other.number == (one.number or 0) - 1), None)
        rows.append((one, showing.changes(before.content, one.content) if before else [], showing.parts(one.content)))
    trail = crumbs(case, (_("Plan"), reverse("desk:plan", args=[uuid])), (_("All plans"), ""))
    return render(request, "desk/plan/versions.html", {"case": case, "rows": rows, "crumbs": trail})


@require("plan.write")
@require_POST
def told(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Somebody entered the plan in DUO's portal: record it."""
    open_case(request, uuid)
    try:
        request_id = UUID(request.POST.get("request_id", ""))
    except ValueError:
        return redirect("desk:plan", uuid)
    actions.tell_duo_by_hand(request.actor, uuid, request_id, now=request.now)
    messages.success(request, _("Recorded: DUO knows the plan."))
    return redirect("desk:plan", uuid)


@require("plan.write")
@require_POST
def send(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Tell DUO the plan in force after all, or have DUO remove it (`what=take_back`)."""
    case = open_case(request, uuid)
    if request.POST.get("what") == "take_back":
        queued = telling.take_back(request.actor, case.id, now=request.now)
    else:
        queued = telling.tell_again(request.actor, case.id, case.group, now=request.now)
    messages.success(
        request, _("It is sent as soon as possible.") if queued else _("There is nothing to send: DUO was told this.")
    )
    return redirect("desk:plan", uuid)


@require("plan.write")
@require_POST
@never_cache
def bsn(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The BSN, on purpose, for typing it over at DUO; written to the access log first. Never in an address."""
    case = open_case(request, uuid, logged=False)
    if request.session.get("companion"):
        raise PermissionDenied
    audit.log_access(
        request.actor, "open", now=request.now, trajectory_id=case.id, detail={"page": "plan", "shown": "bsn"}
    )
    context = {"case": case, "bsn": bsn_of(request.actor, uuid)}
    return render(request, "desk/plan/bsn.html" if request.htmx else "desk/plan/bsn_page.html", context)  # type: ignore[attr-defined]  # django_htmx


def duo_entries(group: str, plan: Plan) -> list[Entry]:
    """Exactly what to fill in at DUO, in DUO's words (law.md 8.3)."""
    said = plan.content
    found = [
        Entry("date", "Dagtekening PIP", said.dated_on.strftime("%d-%m-%Y") if said.dated_on else ""),
        Entry("route", "Leerroute", ROUTE[said.route]),
    ]
    if said.route == "b1":
        found.append(Entry("level", "Niveau", said.level.upper() or "B1"))
        if group == "asylum" and said.intensity_hours:
            found.append(Entry("hours", "Geschatte intensiteit B1-route", str(said.intensity_hours)))
    found.append(Entry("literacy", "Alfabetiseringsonderwijs", LITERACY[said.literacy]))
    if said.may_finish_education:
        found.append(Entry("education", "Mag opleiding afmaken", "Ja"))
    return found


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a plan; `waiting`: some are still being made."""

    all: list[letters.DocumentView]
    waiting: bool


def _documents(request: StaffRequest, plan: Plan | None) -> Letters:
    wanted = [uuid for uuid in (plan.decision_document, plan.route_document) if uuid is not None] if plan else []
    found = [one for uuid in wanted if (one := letters.document(request.actor, uuid)) is not None]
    return Letters(found, any(one.state not in {"ready", "failed"} for one in found))


def _plan_fact(case: Case) -> law.Fact | None:
    found = [
        fact for fact in law.in_force(list(case.facts), case.on) if fact.kind in {"pip_established", "pip_amended"}
    ]
    return found[-1] if found else None


def _told(case: Case) -> str:
    """When DUO was told of the plan in force; empty when not yet."""
    fact = _plan_fact(case)
    found = [
        fact
        for fact in law.in_force(list(case.facts), case.on)
        if fact.kind == "duo_told" and fact.payload.get("message", "pip") == "pip"
    ]
    if fact is None or not found or found[-1].on < fact.on:
        return ""
    return days.short(found[-1].on)
