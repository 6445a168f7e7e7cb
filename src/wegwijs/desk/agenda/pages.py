"""Plan, look at, move and call off an appointment of a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number, sent_uuid
from wegwijs.components import drafting
from wegwijs.desk.agenda import showing, words
from wegwijs.desk.agenda.forms import AppointmentForm, first, standing
from wegwijs.desk.agenda.telling import Reaching, reaching
from wegwijs.desk.case import showing as case_showing
from wegwijs.desk.case.reach import may_change, open_case
from wegwijs.desk.talk.opening import usual_kind
from wegwijs.desk.voice import wording as voice_words
from wegwijs.dossier.queries import Case
from wegwijs.planning import actions, queries
from wegwijs.planning.queries import Clash, Planned
from wegwijs.planning.wanted import Refused
from wegwijs.plans import agreement_queries
from wegwijs.support.queries import meeting_measures
from wegwijs.voice.actions import Refused as NotTold

FORM = "appointment"
TALKS = frozenset({"hold_intake", "progress_conversation"})


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """A new appointment."""
    case = _open(request, uuid)
    before = queries.of_case(request.actor, case.id)
    last = next((one for one in before if one.state != "called_off"), None)
    measures = meeting_measures(request.actor, case.id)
    initial = first(request.actor, case, usual_kind(case), last, measures, _when(request, case))
    return _plan(request, case, initial, None)


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: StaffRequest, uuid: UUID, appointment: UUID) -> HttpResponse:
    """Another day, time, place or colleague; the old one stays to be read."""
    case = _open(request, uuid)
    found = _must_find(request, case, appointment)
    if found.state != "planned":
        messages.info(request, words.refusal("not_planned", request.actor, case))
        return redirect("desk:appointment", uuid, appointment)
    return _plan(request, case, standing(found), found)


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: StaffRequest, uuid: UUID, appointment: UUID) -> HttpResponse:
    """One appointment, what can be done with it, and those of before."""
    case = _open(request, uuid)
    found = _must_find(request, case, appointment)
    told = reaching(case)
    if request.method == "POST":
        return _act(request, case, found, told)
    everything = queries.of_case(request.actor, case.id)
    measures = meeting_measures(request.actor, case.id)
    planned = found.state == "planned"
    context = {
        "case": case,
        "instead": queries.held_instead(case, found, everything) if planned else None,
        "head": case_showing.header(case),
        "row": showing.row(found, request.today, measures),
        "clashes": _in_words(queries.clashes(request.actor, queries.as_wanted(found), besides=found.uuid))
        if planned
        else [],
        "before": showing.find(everything, found.moved_from) if found.moved_from else None,
        "after": next((one for one in everything if one.moved_from == found.uuid), None),
        "others": [showing.row(one, request.today, measures) for one in everything if one.uuid != found.uuid],
        "reaching": told,
        "crumbs": _crumbs(case, _("Appointment")),
    }
    return render(request, "desk/agenda/appointment.html", context)


def _plan(request: StaffRequest, case: Case, initial: dict[str, Any], old: Planned | None) -> HttpResponse:
    """The form; a clash is told once, and planned all the same on wish."""
    subject = old.uuid if old else case.uuid
    draft, told = drafting.opened(request, FORM, subject), reaching(case)
    data = request.POST if request.method == "POST" else draft.content
    initial = {**initial, "request_id": uuid4()}
    measures = meeting_measures(request.actor, case.id)
    form = AppointmentForm(
        data, actor=request.actor, case=case, measures=measures, reaching=told, initial=initial
    )  # fmt: skip
    found: tuple[Clash, ...] = ()
    if request.method == "POST" and form.is_valid():
        found = queries.clashes(request.actor, form.wanted(), besides=old.uuid if old else None)
        if not found or request.POST.get("despite") == _key(found):
            answer = _save(request, case, form, old, told)
            if answer is not None:
                drafting.sent(request, FORM, subject)
                return answer
            found = ()
    if request.method != "POST" and data is not None:
        form.errors.clear()
    context = {
        "case": case,
        "head": case_showing.header(case),
        "form": form,
        "draft": draft,
        "old": showing.row(old, request.today) if old else None,
        "clashes": _in_words(found),
        "despite": _key(found),
        "crumbs": _crumbs(case, _("Move the appointment") if old else _("Plan an appointment")),
    }
    return render(request, "desk/agenda/plan.html", context, status=422 if request.method == "POST" else 200)


def _save(
    request: StaffRequest, case: Case, form: AppointmentForm, old: Planned | None, told: Reaching
) -> HttpResponse | None:  # fmt: skip
    got, tell = form.cleaned_data, told.tell if form.cleaned_data["tell"] else None
    told_so: dict[str, Any] = {"tell": tell, "now": request.now, "request_id": got["request_id"]}
    try:
        if old is None:
            made = actions.plan(request.actor, case, form.wanted(), **told_so)
        else:
            made = actions.move(request.actor, case, old.uuid, got["version"], form.wanted(), **told_so)
    except Refused as refused:
        sentence = words.refusal(refused.code, request.actor, case)
        form.add_error(refused.field if refused.field in form.fields else None, sentence)
    except NotTold as refused:
        form.add_error("tell", _not_told(refused))
    except Conflict as conflict:
        form.add_error(None, _("A colleague changed it at the same time. Look at it below, and save again."))
        again = request.POST.copy()
        again["version"] = str(conflict.version)
        form.data = again
    else:
        messages.success(request, _("Planned. It stands on Vandaag that day."))
        return redirect("desk:appointment", case.uuid, made)
    return None


def _act(request: StaffRequest, case: Case, found: Planned, told: Reaching) -> HttpResponse:
    """The buttons of its page."""
    seen = sent_number(request.POST.get("version"))
    back = redirect("desk:appointment", case.uuid, found.uuid)
    try:
        match request.POST.get("do"):
            case "confirm":
                actions.confirm_interpreter(request.actor, case, found.uuid, seen, now=request.now)
                messages.success(request, _("The interpreter is confirmed."))
            case "held":
                conversation = sent_uuid(request.POST.get("conversation", ""))
                if conversation is None:
                    raise Http404
                actions.held_as(request.actor, case, found.uuid, seen, conversation, now=request.now)
                messages.success(request, _("Recorded: this appointment was that conversation."))
            case "off":
                tell = told.tell if request.POST.get("tell") == "on" else None
                actions.call_off(request.actor, case, found.uuid, seen, tell=tell, now=request.now)
                messages.success(request, _("It is called off. Plan another one when you know when."))
            case _:
                raise Http404
    except Refused as refused:
        messages.error(request, words.refusal(refused.code, request.actor, case))
    except NotTold as refused:
        messages.error(request, _not_told(refused))
    except Conflict:
        messages.error(request, _("A colleague changed it at the same time. Look again."))
    return redirect("desk:today") if request.POST.get("back") == "today" else back


def _not_told(refused: NotTold) -> str:
    """Why the person cannot be told like this; nothing was planned yet."""
    if refused.field == "place":
        return _("There is no address of the office for a message. Choose a room with one, or take the tick away.")
    return voice_words.refusal(refused)


def _open(request: StaffRequest, uuid: UUID) -> Case:
    case = open_case(request, uuid, "appointment")
    if request.method == "POST":
        may_change(case.id)
    return case


def _must_find(request: StaffRequest, case: Case, appointment: UUID) -> Planned:
    found = showing.find(queries.of_case(request.actor, case.id), appointment)
    if found is None:
        raise Http404
    return found


def _when(request: StaffRequest, case: Case) -> tuple[date, str]:
    """The day they spoke of with its time; else the day by which the next one is due; else the next working day."""
    if spoken := showing.spoken_of(case):
        agreed = agreement_queries.latest(request.actor, case.id)
        return spoken, agreed.next_at if agreed is not None and agreed.next_on == spoken else ""
    due = next((step.due for step in case.steps if step.code in TALKS and step.due), None)
    day = due if due is not None and due > request.today else request.today + timedelta(days=1)
    while day.isoweekday() > 5:  # in a weekend nobody is received
        day += timedelta(days=1)
    return day, ""


def _in_words(found: tuple[Clash, ...]) -> list[str]:
    said = (
        f"{str(words.TAKEN[one.code]) % {'name': one.name}} ({one.starts_at:%H:%M}–{one.ends_at:%H:%M})."
        for one in found
    )
    return list(dict.fromkeys(said))


def _key(found: tuple[Clash, ...]) -> str:
    """Names exactly these clashes, so that "all the same" holds for what was seen."""
    return ";".join(f"{one.code} {one.name} {one.starts_at:%H:%M}" for one in found)


def _crumbs(case: Case, last: str) -> list[tuple[str, str]]:
    return [(case.person.name, reverse("desk:case", args=[case.uuid])), (last, "")]
