"""One wish or complaint: what was said, the answer, whether it came true; on one page, one button a step."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wegwijs import law
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.accounts.sent import sent_number
from wegwijs.components import drafting
from wegwijs.desk.case import showing
from wegwijs.desk.case.forms.voice import WishForm
from wegwijs.desk.case.reach import may_change, open_case
from wegwijs.desk.case.recordings import RECORDINGS
from wegwijs.desk.voice import wording
from wegwijs.desk.voice.forms import AnswerForm, CorrectForm, OwnerForm, RealiseForm, TakeBackForm
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case
from wegwijs.plans import queries as plans
from wegwijs.voice import actions, queries
from wegwijs.voice.queries import Said

# Wishes in the plan, and what they are mostly about.
IN_PLAN = {"wish_work": "work", "wish_study": "study", "wish_times": "lesson_times", "wish_remarks": "other"}
Forms = dict[str, forms.Form]
Act = Callable[[StaffRequest, Case, Said, Any], str]


def _forms(
    request: StaffRequest, case: Case, said: Said, draft: drafting.Drafting, sent: str = "", typed: Any = None
) -> Forms:  # fmt: skip
    """Every form of the page; the one that was `sent` holds what was typed."""

    def data(name: str) -> Any:
        return (typed or request.POST) if sent == name else None

    language = case.person.mother_tongue
    standing = AnswerForm.on(said, language) | draft.first()
    version = {"version": said.version}
    return {
        "answer": AnswerForm(data("answer"), initial=standing, label_suffix=""),
        "realise": RealiseForm(
            data("realise"), initial=version | {"on": request.today}, label_suffix="", prefix="true"
        ),
        "correct": CorrectForm(data("correct"), actor=request.actor, initial=CorrectForm.on_row(said)),
        "owner": OwnerForm(data("owner"), actor=request.actor, said=said),
        "take_back": TakeBackForm(data("take_back"), initial=version, label_suffix="", prefix="back"),
    }


@require("case.read")
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: StaffRequest, uuid: UUID, voice: UUID) -> HttpResponse:
    """The page; after a step the page again, with what to do next."""
    case = open_case(request, uuid, "voice")
    said = queries.one(request.actor, case.id, voice)
    if said is None:
        raise Http404
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    draft = drafting.opened(request, "voice", voice)
    found = _forms(request, case, said, draft, sent)
    if request.method != "POST":
        return _show(request, case, said, found, draft)
    act = ACTS.get(sent)
    if act is None:
        raise Http404
    may_change(case.id)
    return _act(request, case, said, found, sent, act)


def _act(request: StaffRequest, case: Case, said: Said, found: Forms, sent: str, act: Act) -> HttpResponse:
    form = found[sent]
    draft = drafting.opened(request, "voice", said.uuid)
    if not form.is_valid():
        return _show(request, case, said, found, draft, status=422)
    try:
        done = act(request, case, said, form)
    except actions.Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, wording.refusal(refused))
        return _show(request, case, said, found, draft, status=422)
    except FactRefused:
        form.add_error(None, _("Somebody put this right in the meantime. Look at the history of the case."))
        return _show(request, case, said, found, draft, status=409)
    except Conflict as conflict:
        return _collided(request, case, said, sent, conflict)
    drafting.sent(request, "voice", said.uuid)
    messages.success(request, done)
    gone = sent == "take_back" or queries.one(request.actor, case.id, said.uuid) is None
    return redirect("desk:case", case.uuid) if gone else redirect("desk:voice", case.uuid, said.uuid)


def _collided(request: StaffRequest, case: Case, said: Said, sent: str, conflict: Conflict) -> HttpResponse:
    """A colleague was first: what stands is on the page, what was typed stays in the form, saving again decides."""
    present = queries.one(request.actor, case.id, said.uuid)
    if present is None:
        raise Http404
    draft = drafting.opened(request, "voice", said.uuid)
    typed = request.POST.copy()
    typed[_forms(request, case, present, draft)[sent].add_prefix("version")] = str(conflict.version)
    found = _forms(request, case, present, draft, sent, typed)
    found[sent].is_valid()
    found[sent].add_error(
        None, _("A colleague saved this a moment ago. See above what stands now. Save again to put yours in its place.")
    )
    return _show(request, case, present, found, draft, status=409)


def _show(
    request: StaffRequest, case: Case, said: Said, found: Forms, draft: drafting.Drafting, status: int = 200
) -> HttpResponse:  # fmt: skip
    row = wording.row(said, request.today)
    context = {
        "case": case,
        "head": showing.header(case),
        "said": said,
        "row": row,
        "how": str(dict(wording.HOW).get(said.told_how, said.told_how)),
        "forms": found,
        "draft": draft,
        "may_write": request.actor.may("case.write") and not said.hidden,
        "crumbs": [(case.person.name, reverse("desk:case", args=[case.uuid])), (row.title, "")],
    }
    return render(request, "desk/voice/voice.html", context, status=status)


def _answer(request: StaffRequest, case: Case, said: Said, form: AnswerForm) -> str:
    actions.answer(request.actor, case.id, said.uuid, form.cleaned_data["version"], form.given(), now=request.now)
    if form.cleaned_data["told_on"]:
        return _("The answer is recorded.")
    return _("Decided. Tell the person, and record here when you did.")


def _realise(request: StaffRequest, case: Case, said: Said, form: RealiseForm) -> str:
    got = form.cleaned_data
    if request.POST.get("come") == "later":
        if got["until"] is None:
            raise actions.Refused("until", "not_in_the_future")
        actions.postpone(request.actor, case.id, said.uuid, got["version"], got["until"], now=request.now)
        return _("It comes back on Today on that day.")
    if got["on"] is None:
        raise actions.Refused("on", "empty")
    actions.realise(request.actor, case.id, said.uuid, got["version"], got["on"], now=request.now)
    return _("Good: what was wished came true.")


def _correct(request: StaffRequest, case: Case, said: Said, form: CorrectForm) -> str:
    heard = replace(form.heard(), from_fact=None)
    actions.correct(request.actor, case.id, said.uuid, form.cleaned_data["version"], heard, now=request.now)
    return _("Put right.")


def _hand_over(request: StaffRequest, case: Case, said: Said, form: OwnerForm) -> str:
    owner = form.cleaned_data["owner"]
    actions.hand_over(
        request.actor, case.id, said.uuid, form.cleaned_data["version"], int(owner) if owner else None, now=request.now
    )
    return _("Somebody else answers now.")


def _take_back(request: StaffRequest, case: Case, said: Said, form: TakeBackForm) -> str:
    got = form.cleaned_data
    actions.take_back(request.actor, case.id, said.uuid, got["version"], got["reason"], now=request.now)
    return _("Taken back. It stands in the history as withdrawn.")


ACTS: dict[str, Act] = {
    "answer": _answer, "realise": _realise, "correct": _correct, "owner": _hand_over, "take_back": _take_back,
}  # fmt: skip


@require("case.write")
@require_safe
def take_up(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The form for a wish, filled in from the plan (`uit`) or from the record (`feit`): nothing is typed twice."""
    case = open_case(request, uuid, "record")
    initial: dict[str, Any] = {}
    source, fact = request.GET.get("uit", ""), request.GET.get("feit", "")
    plan = plans.current_plan(plans.plans(request.actor, case.id))
    if source in IN_PLAN and plan is not None:
        initial = {"subject": getattr(plan.content, source), "about": IN_PLAN[source]}
    earlier = next((one for one in case.facts if one.id == fact and one.kind in actions.FACTS.values()), None)
    if earlier is not None:
        code = str(earlier.payload.get("subject", ""))
        known = dict(wording.subjects())
        kind = next(kind for kind, name in actions.FACTS.items() if name == earlier.kind)
        initial = {
            "what": kind, "on": earlier.on, "from_fact": earlier.id, "about": code if code in known else "",
            "subject": wording.subject(code),
        }  # fmt: skip
    recording = RECORDINGS["wish"]
    form = WishForm(None, case=case, actor=request.actor, initial=initial)
    context = {
        "case": case, "head": showing.header(case), "recording": recording, "form": form, "effects": (),
        "draft": drafting.opened(request, "record-wish", uuid), "action": reverse("desk:record", args=[uuid, "wish"]),
        "crumbs": [(case.person.name, reverse("desk:case", args=[uuid])), (str(recording.title), "")],
    }  # fmt: skip
    return render(request, recording.template, context)


@require("case.write")
@require_POST
def keep_promise(request: StaffRequest, uuid: UUID, promise: UUID) -> HttpResponse:
    """It was done."""
    case = open_case(request, uuid, "promise", logged=False)
    try:
        actions.fulfil(request.actor, promise, sent_number(request.POST.get("version")), now=request.now)
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
    else:
        messages.success(request, _("Done. Well kept."))
    return redirect("desk:today") if request.POST.get("back") == "today" else redirect("desk:case", case.uuid)


def on_case(request: StaffRequest, case: Case, there: Set[str]) -> dict[str, Any]:
    """For the case page: what was said, what stands in the record without an answer, wishes in the plan, promises.

    `there`: whether there are any ``voices`` and ``promises`` to ask for.
    """
    said = queries.of_case(request.actor, case.id) if "voices" in there else ()
    shown = {str(one.fact) for one in said}
    shown |= {str(one.payload.get("of")) for one in case.facts if one.kind == "voice_answered"}
    kinds = {fact: wording.KIND[kind] for kind, fact in actions.FACTS.items()}
    earlier = [
        (kinds[one.kind], wording.subject(str(one.payload.get("subject", ""))), one)
        for one in law.in_force(case.facts, case.on)
        if one.kind in kinds and one.id not in shown
    ]
    return {
        "voices": [wording.row(one, request.today) for one in said],
        "voices_earlier": earlier,
        "promises": queries.promises_of(request.actor, case.id) if "promises" in there else (),
    }
