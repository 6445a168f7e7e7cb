"""Hold a conversation: one page, kept as it is typed, finished with one button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.sent import sent_number
from wegwijs.components import collisions
from wegwijs.components.drafting import TAB, VERSION, Drafting
from wegwijs.desk.case import showing as case_showing
from wegwijs.desk.case.forms.base import languages
from wegwijs.desk.case.reach import must_reach
from wegwijs.desk.talk import matrix, showing, words
from wegwijs.desk.talk.before import rows_of
from wegwijs.desk.talk.reach import beside, crumbs, open_talk
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case
from wegwijs.intake import conversing, queries
from wegwijs.intake.carrying import CARRIED, Before, with_confirmed
from wegwijs.intake.conversing import NotFinished, TooLong
from wegwijs.intake.finishing import BEFORE_THE_PLAN, contradictions, interview_due
from wegwijs.intake.queries import Open
from wegwijs.intake.said import Problem, TopicSaid, read
from wegwijs.planning import queries as planning
from wegwijs.plans import agreement_queries
from wegwijs.quality.domains import WISHES

NOT_NOTES = frozenset({"csrfmiddlewaretoken", TAB, VERSION, "do", "collision"})


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: StaffRequest, uuid: UUID, talk: UUID) -> HttpResponse:
    """The page while it is held; what was noted, once it is finished."""
    case = open_talk(request, uuid)
    found = queries.conversation(request.actor, case.id, talk)
    if found is None:
        raise Http404
    if request.method == "POST" and found.state == "open":
        return _sent(request, case, talk)
    if found.state == "finished":
        return _read(request, case, found)
    return _hold(request, case, found)


@require("case.write", just_ended=True)
@require_POST
def keep(request: StaffRequest, uuid: UUID, talk: UUID) -> HttpResponse:
    """What was typed since the last time; the answer says which version stands and whether something is kept apart."""
    seen = sent_number(request.POST.get(VERSION), -1)
    try:
        kept = conversing.keep(request.actor, uuid, talk, seen, _notes(request), now=request.now) if seen >= 0 else None
    except TooLong:
        return HttpResponse(status=413)
    if kept is None:
        must_reach(request, uuid)
        return HttpResponse(status=409 if seen >= 0 else 400)
    return JsonResponse({"tab": str(talk), "version": kept.version, "apart": bool(kept.apart)})


@require("case.write")
@require_POST
def doubt(request: StaffRequest, uuid: UUID, talk: UUID) -> HttpResponse:
    """What does not fit together as the form is filled in now; a fragment."""
    case = open_talk(request, uuid, logged=False)
    found = queries.conversation(request.actor, case.id, talk)
    if found is None or found.state != "open":
        raise Http404
    carried = queries.said_before(request.actor, case.id, found.topics)
    doubts = _doubts(case, found, with_confirmed(dict(_notes(request)), carried))
    return render(request, "desk/talk/_doubt.html", {"doubts": doubts})


def _notes(request: StaffRequest) -> dict[str, str]:
    """Every field as sent; of a box and its hidden "no" the last counts."""
    return {
        name: values[-1]
        for name, values in request.POST.lists()
        if name not in NOT_NOTES and not name.startswith(collisions.CHOOSE)
    }


def _sent(request: StaffRequest, case: Case, talk: UUID) -> HttpResponse:
    """Keep the whole form first, whatever is to be done with it."""
    do = request.POST.get("do", "keep")
    if do == "drop":
        conversing.drop(request.actor, case.id, talk, now=request.now)
        messages.success(request, _("The conversation was not kept. Nothing was recorded."))
        return redirect("desk:case", case.uuid)
    try:
        _keep_all(request, case, talk)
        if do == "finish":
            return _finish(request, case, talk)
    except NotFinished as not_finished:
        return _again(request, case, talk, not_finished.problems)
    except TooLong:
        messages.error(request, _("One of the texts is too long. Make it shorter; the rest stands as it was kept."))
    except FactRefused as refused:
        told = _("This could not be recorded (%(code)s). Check what you filled in.") % {"code": refused}
        messages.error(request, told)
    return redirect("desk:conversation", case.uuid, talk)


def _keep_all(request: StaffRequest, case: Case, talk: UUID) -> None:
    """The whole form, and the choices between two values."""
    chosen = {name: request.POST.get(collisions.CHOOSE + name, "") for name in collisions.asked(request.POST)}
    values = {name: value for name, value in _notes(request).items() if name not in chosen}
    seen = sent_number(request.POST.get(VERSION))
    conversing.keep(request.actor, case.uuid, talk, seen, values, now=request.now)
    conversing.settle(request.actor, case.id, talk, chosen, now=request.now)


def _finish(request: StaffRequest, case: Case, talk: UUID) -> HttpResponse:
    plan = conversing.finish(request.actor, case, talk, now=request.now)
    if plan is None:
        messages.success(request, _("The conversation is recorded. No agreements were made."))
        return redirect("desk:case", case.uuid)
    messages.success(request, _("The conversation is recorded. Read the agreements together, then sign."))
    return redirect("desk:agreed", case.uuid, plan)


def _again(request: StaffRequest, case: Case, talk: UUID, found: Sequence[Problem]) -> HttpResponse:
    fresh = queries.conversation(request.actor, case.id, talk)
    if fresh is None:
        raise Http404
    return _hold(request, case, fresh, found, status=422)


def _hold(
    request: StaffRequest, case: Case, talk: Open, problems: Sequence[Problem] = (), *, status: int = 200
) -> HttpResponse:
    actor, address = request.actor, reverse("desk:conversation_keep", args=[case.uuid, talk.uuid])
    there = beside(actor).present(case.id)
    before = queries.last_finished(actor, case.id) if "earlier" in there else None
    last = agreement_queries.latest(actor, case.id) if "agreements" in there else None
    planned = planning.due(actor, case.id) if "appointments" in there else None
    values = {**showing.defaults(case, planned), **talk.values}
    carried = queries.said_before(actor, case.id, talk.topics) if before else {}
    along = _from_last_time(case, talk, values, carried)
    lines, errors = showing.said_of(problems, talk)
    shown, guarded = showing.topics(talk, before, along["said_before"], errors)
    context: dict[str, Any] = {
        **_around(case, talk),
        **along,
        "values": values,
        "problems": lines,
        "errors": errors,
        "topics": shown,
        "guarded": guarded,
        "prompts": showing.prompts(talk),
        "agreed": showing.agreed(last, values),
        "last": last,
        "before": before,
        "good_news": showing.good_news(case, before.held_on if before else None),
        "wishes": showing.open_wishes(actor, case) if "wishes" in there else (),
        "told": showing.told(values),
        "items": showing.items(values, errors),
        "explain_language": showing.letter_language(case),
        "collisions": showing.collisions(talk),
        "draft": Drafting(address, "", talk.uuid, talk.uuid, talk.version),
        "has_safety": "safety" in there,
        "may_note": actor.may("safety.read"),
        "language_select": showing.select("language", languages(), values["language"]),
        "plan_language_select": showing.select("plan_language", showing.letter_languages(), values["plan_language"]),
        "route": showing.route(case),
        "terms": words,
    }  # fmt: skip
    return render(request, "desk/talk/hold.html", context, status=status)


def _from_last_time(case: Case, talk: Open, values: dict[str, str], carried: Mapping[str, Before]) -> dict[str, Any]:
    """What was said before, what follows from it together with what is said now, and words that are often said."""
    said_before = rows_of(carried, talk.values)
    return {
        "said_before": said_before,
        "ambitions": WISHES.values(),
        "in_short": talk.kind in BEFORE_THE_PLAN or any(one in said_before or talk.values.get(one) for one in CARRIED),
        "completes": talk.kind == "final" and interview_due(case.assessment),
        "doubts": _doubts(case, talk, with_confirmed(values, carried)),
    }


def _around(case: Case, talk: Open) -> dict[str, Any]:
    kind = str(words.KINDS[talk.kind])
    return {
        "case": case,
        "head": case_showing.header(case),
        "talk": talk,
        "kind": kind,
        "crumbs": crumbs(case, (kind, "")),
        "early": talk.kind in BEFORE_THE_PLAN,
        "matrix": matrix.rows(talk),
    }


def _doubts(case: Case, talk: Open, values: dict[str, str]) -> list[Any]:
    said = read({**talk.values, **values}, [topic.code for topic in talk.topics])
    return [
        words.DOUBTS[code] for code in contradictions(case.facts, said, reads_own_script=case.person.reads_own_script)
    ]


def _read(request: StaffRequest, case: Case, talk: Open) -> HttpResponse:
    said = talk.said
    noted = [
        (topic, told, words.STATES.get(told.state, ""))
        for topic in talk.topics
        if (told := said.topics[topic.code]) != TopicSaid()
    ]
    context = {
        **_around(case, talk),
        "said": said,
        "matrix": [row for row in matrix.rows(talk) if row.value],
        "noted": noted,
        "told": [row for row in showing.told(talk.values) if row.said],
        "interpreter": words.INTERPRETERS.get(said.interpreter, ""),
        "alone": words.ALONE.get(said.alone, ""),
        "terms": words,
        "plan": agreement_queries.of_conversation(request.actor, case.id, talk.uuid),
    }  # fmt: skip
    return render(request, "desk/talk/read.html", context)
