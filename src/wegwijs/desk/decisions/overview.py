"""The decisions of a case, the requests that run at DUO, and what enforcement has recorded."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wegwijs import law
from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components.frame import Link
from wegwijs.desk import wording
from wegwijs.desk.decisions import showing
from wegwijs.desk.plan.opening import crumbs, open_case
from wegwijs.dossier import queries, requested
from wegwijs.dossier.queries import Case, WaitingRequest
from wegwijs.norms.queries import policy_on
from wegwijs.plans import considered, decisions
from wegwijs.plans import requests as running
from wegwijs.plans.considered import Considered
from wegwijs.plans.decisions import DecisionView
from wegwijs.plans.requests import Running
from wegwijs.quality import queries as quality


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of decision that can be begun, or is being weighed. `option`: what the law says today, where it does."""

    kind: str
    title: str
    url: str
    option: law.Option | None
    open: DecisionView | None


@dataclass(frozen=True, slots=True)
class Past:
    """A decision that was taken, or not gone on with."""

    one: DecisionView
    title: str
    answers: list[tuple[str, str]]
    decided: list[tuple[str, str]]


@require("case.read", "case.break_glass")
@require_safe
def case_decisions(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What can be decided, what is being weighed, what was decided, and what runs at DUO."""
    case = open_case(request, uuid, page="decisions")
    found = [one for one in decisions.decisions(request.actor, case.id) if one.kind != showing.ENFORCEMENT]
    writer = request.actor.may("plan.write")
    context = {
        "case": case,
        "crumbs": crumbs(case, (_("Decisions"), "")),
        "choices": choices(request, case, found) if writer else [],
        "open_ones": [one for one in found if one.state in {"draft", "awaiting_agreement"}],
        "past": [_past(request, one) for one in found if one.state in {"decided", "withdrawn"}],
        "requests": of_case(case),
        "writer": writer,
        "may_record": request.actor.may("case.write"),
    }
    return render(request, "desk/decisions/overview.html", context)


def choices(request: StaffRequest, case: Case, found: list[DecisionView]) -> list[Choice]:
    """Every kind this hat may begin."""
    kinds = [one for one in considered.KINDS if one != showing.ENFORCEMENT]
    if not request.actor.may("health.read"):
        kinds = [one for one in kinds if one not in considered.HEALTH]
    return [
        Choice(
            kind,
            wording.word("decision", kind),
            showing.url("decision", case.uuid, kind),
            considered.option(case, kind, Considered()),
            decisions.open_of_kind(found, kind),
        )
        for kind in kinds
    ]


def of_case(case: Case) -> list[Running]:
    """The requests of this person that run."""
    last = case.assessment.term.last_day if case.assessment.term else None
    return [running.look(one, last, case.on, case.norms) for one in requested.running(case.facts, case.on)]


def _past(request: StaffRequest, one: DecisionView) -> Past:
    municipality = request.actor.municipality_id
    kept = quality.framework_used(municipality, one.framework) if one.framework else None
    framework = kept or quality.framework(municipality, one.kind, request.today)
    return Past(
        one,
        wording.word("decision", one.kind),
        showing.answers(one.said, framework),
        showing.decided(one.kind, one.said),
    )


@require("case.read")
@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """Everybody of whom a request runs, longest first: mine, of the team, of the department."""
    allowed = ["mine", "team"] if request.actor.team_ids else ["department", "mine"]
    if not request.actor.team_ids and request.actor.department_id is None:
        allowed = ["mine"]
    wanted = request.GET.get("van", allowed[0])
    whose = wanted if wanted in allowed else allowed[0]
    found = queries.waiting_requests(request.actor, whose)
    audit.log_access(request.actor, "list", now=request.now, detail={"page": "requests", "rows": len(found)})
    norms = policy_on(request.actor.municipality_id, request.today)
    rows = [(one, running.look(one.asked, one.term_last_day, request.today, norms)) for one in found]
    context = {"rows": _urgent_first(rows), "tabs": _tabs(whose, allowed), "whose": whose}
    return render(request, "desk/decisions/requests.html", context)


def _urgent_first(rows: list[tuple[WaitingRequest, Running]]) -> list[tuple[WaitingRequest, Running]]:
    return sorted(rows, key=lambda pair: (not pair[1].after_term, not pair[1].late, pair[1].expected_on))


def _tabs(whose: str, allowed: list[str]) -> list[Link]:
    words = {"mine": _("My cases"), "team": _("My team"), "department": _("My department")}
    address = reverse("desk:requests")
    return [Link(words[one], f"{address}?van={one}", one == whose) for one in allowed]
