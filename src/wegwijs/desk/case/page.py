"""The case page: who this is and how to talk, the route map, what now, days with why, parts, history and people."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.guard import require
from wegwijs.accounts.middleware import AMSTERDAM
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.scope import Reach
from wegwijs.components.days import DayField
from wegwijs.desk.agenda import showing as agenda
from wegwijs.desk.case import documents, history, revisions, showing, undoing
from wegwijs.desk.case.reach import open_case
from wegwijs.desk.case.recordings import menu
from wegwijs.desk.decisions import overview
from wegwijs.desk.duo.case import in_words
from wegwijs.desk.lists.assigning import back_to
from wegwijs.desk.outbox import showing as outbox
from wegwijs.desk.voice import case as voice
from wegwijs.dossier import queries, restriction
from wegwijs.dossier.queries import Case
from wegwijs.exchange.duo import news
from wegwijs.planning import queries as planning
from wegwijs.plans import agreement_queries
from wegwijs.plans import queries as plan_queries
from wegwijs.plans.queries import Plan
from wegwijs.support import finding
from wegwijs.support import queries as support
from wegwijs.voice import queries as voices

RECENT = 8


class EarlierForm(forms.Form):
    """The day on which the case is wanted as it was known then."""

    bekend = DayField(label=gettext_lazy("As it was known on"), required=False)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data or None, label_suffix="")
        self.today = today

    def clean_bekend(self) -> date | None:
        """A day that has been."""
        day: date | None = self.cleaned_data["bekend"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose a day before today."))
        return None if day == self.today else day


@require()  # one of two permissions, see below
@require_safe
def page(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The case, today or as known at the end of an earlier day. Out of scope: not found, or the glass first."""
    actor = request.actor
    if not (actor.may("case.read") or actor.may("case.break_glass")):
        audit.log_access(actor, "refused", now=request.now, detail={"page": "desk:case", "needs": "case.read"})
        raise PermissionDenied
    reached = queries.reach_case(actor, uuid)
    if reached is None:
        return _closed(request, uuid)
    companion = bool(request.session.get("companion"))
    earlier_form = EarlierForm(request.GET, request.today)
    day = earlier_form.cleaned_data["bekend"] if earlier_form.is_valid() and not companion else None
    known_at = _end_of(day) if day else None
    case = open_case(request, uuid, "case", on=day, known_at=known_at, reached=reached)
    if companion:
        return render(request, "desk/case/companion.html", _together(request, case))
    beside = _beside(actor).present(case.id)
    return render(request, "desk/case/page.html", _everything(request, case, earlier_form, day, beside))


@lru_cache(maxsize=256)
def _beside(actor: Actor) -> queries.Question:
    """What most cases have none of, asked together."""
    lists: dict[str, QuerySet[Any]] = {
        "restriction": restriction.standing_rows(restriction.RESTRICTION),
        "objection": restriction.standing_rows(restriction.OBJECTION),
        "revisions": queries.seen_rows(actor),
        "safety": support.safety_rows(actor),
        "voices": voices.voice_rows(actor),
        "promises": voices.open_promise_rows(actor),
        "appointments": planning.rows(actor),
    }
    return queries.of_one(lists)


def _closed(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Who may break the glass on a case of the department is asked why; to everybody else it does not exist."""
    if request.actor.may("case.break_glass") and queries.case_ref(request.actor, uuid, Reach.LIST) is not None:
        return redirect("desk:break_glass", uuid)
    raise Http404


def _end_of(day: date) -> datetime:
    """The last moment of a day on the clock of Amsterdam."""
    return datetime.combine(day + timedelta(days=1), time(), AMSTERDAM) - timedelta(microseconds=1)


def _shared(request: StaffRequest, case: Case) -> dict[str, Any]:
    """What both ways of looking need."""
    plans: list[Plan] = plan_queries.plans(request.actor, case.id)
    return {
        "case": case,
        "head": showing.header(case),
        "plan": plan_queries.current_plan(plans),
        "open_plan": plan_queries.open_plan(plans),
        "components": showing.components(case),
        "agreed": agreement_queries.latest(request.actor, case.id),
        "crumbs": [(_("Cases"), reverse("desk:cases")), (case.person.name, "")],
    }


def _together(request: StaffRequest, case: Case) -> dict[str, Any]:
    """What may be seen by the person who looks along: the route, what was agreed, and the way back."""
    shared = _shared(request, case)
    wanted = [one for one in showing.deadlines(case) if one.due is not None and one.state == "open"]
    return {**shared, "deadlines": wanted, "crumbs": [], "may_plan": request.actor.may("plan.write")}


def _everything(
    request: StaffRequest, case: Case, earlier_form: EarlierForm, day: date | None, beside: Set[str]
) -> dict[str, Any]:
    actor = request.actor
    may_write = actor.may("case.write") and day is None and "restriction" not in beside
    told = history.rows(case)
    ask_revisions = day is None and "revisions" in beside
    revised = revisions.rows(queries.revisions(actor, case.id), case) if ask_revisions else ()
    return {
        **_shared(request, case),
        "day": day,
        "restricted": "restriction" in beside,
        "objected": "objection" in beside,
        "earlier_form": earlier_form,
        "by_glass": not actor.may("case.read"),
        "may_write": may_write,
        "may_assign": may_write and actor.may("case.assign"),
        "sign_url": reverse("desk:safety", args=[case.uuid]) if "safety" in beside else "",
        "may_note": actor.may("safety.read") and actor.may("case.write") and day is None,
        "menu": menu(actor) if may_write else [],
        "steps": showing.steps(case),
        "deadlines": showing.deadlines(case),
        "signals": showing.signals(case),
        "prompts": showing.prompts(case) if may_write else (),
        "requests": overview.of_case(case),
        "owned": showing.owned(case),
        "recent": told[:RECENT],
        "older": told[RECENT:],
        "revision": next((one for one in revised if one.closed_at is None), None),
        "revised": bool(revised),
        "duo_news": in_words(news.open_of_case(actor, case.id)) if may_write else [],
        "documents": documents.of_case(actor, case),
        **(voice.on_case(request, case, beside) if day is None else {}),
        **(agenda.on_case(actor, case, any_planned="appointments" in beside) if day is None else {}),
        "referrals": finding.referrals(actor, case.id) if day is None and _referred(case) else (),
        "messages_duo": outbox.of_case(actor, case.id, request.now) if day is None else None,
        "undo": undoing.offered(request, case.uuid) if may_write else None,
    }


def _referred(case: Case) -> bool:
    """Every referral is a fact as well, so that a case without one need not be asked."""
    return any(one.kind == "referral_sent" for one in case.history)


@require()
@require_POST
def companion(request: StaffRequest) -> HttpResponse:
    """Somebody looks along from now on, or no longer: one switch for all pages of this session."""
    request.session["companion"] = request.POST.get("companion") == "on"
    return redirect(back_to(request))
