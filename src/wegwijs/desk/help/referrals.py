"""From a case to help and back: choose a place, refer with consent, a note to take along, and did it help."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wegwijs.accounts import audit, municipality
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict
from wegwijs.components import drafting
from wegwijs.desk import wording
from wegwijs.desk.case.reach import open_case
from wegwijs.desk.help import words
from wegwijs.desk.help.forms import OutcomeForm, ReferForm
from wegwijs.desk.help.offers import find, must_find, row
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case
from wegwijs.letters.rendering import render as set_letter
from wegwijs.letters.texts import LANGUAGES
from wegwijs.support import finding, referring
from wegwijs.support.finding import ReferralView
from wegwijs.support.referring import CannotRefer
from wegwijs.support.social_map import NO_NOTE

FORM = "referral"


@require("case.write")
@require_safe
def choose(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The map beside a case; it begins with what is there in the person's language when somebody asks for that."""
    case = open_case(request, uuid, "record")
    spoken = [one for one in (case.person.mother_tongue, *case.person.speaks) if one]
    context = {
        **find(request, request.GET),
        "case": case,
        "spoken": [(one, wording.language(one)) for one in spoken if one in finding.languages(request.actor)],
        "crumbs": _crumbs(case, (_("Help that fits"), "")),
    }
    context["offers"] = [one for one in context["offers"] if finding.may_refer(request.actor, one["offer"])]
    return render(request, "desk/help/choose.html", context)


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: StaffRequest, uuid: UUID, offer: UUID) -> HttpResponse:
    """One form, filled in; after sending to the note that the person takes along."""
    case = open_case(request, uuid, "record")
    found = must_find(request, offer)
    if not finding.may_refer(request.actor, found):
        raise PermissionDenied
    draft = drafting.opened(request, FORM, uuid)
    data = request.POST if request.method == "POST" else draft.content
    form = ReferForm(data, found, request.GET.get("subject", ""))
    if request.method == "POST" and form.is_valid():
        answer = _send(request, case, found.uuid, form)
        if answer is not None:
            drafting.sent(request, FORM, uuid)
            return answer
    context = {
        **row(found),
        "case": case,
        "form": form,
        "may_note": not NO_NOTE.intersection(found.said.subjects),
        "draft": draft,
        "crumbs": _crumbs(
            case, (_("Help that fits"), reverse("desk:referral_choose", args=[uuid])), (found.said.name, "")
        ),
    }
    return render(request, "desk/help/refer.html", context, status=422 if request.method == "POST" else 200)


def _send(request: StaffRequest, case: Case, offer: UUID, form: ReferForm) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        made = referring.refer(
            request.actor, case.id, offer, subject=said["subject"], question=said["question"],
            consent=said["consent"], now=request.now, request_id=said["request_id"],
        )  # fmt: skip
    except CannotRefer as refused:
        form.add_error(None, str(words.REFUSED[refused.code]))
        return None
    except FactRefused as refused:
        form.add_error(None, _("This could not be recorded (%(code)s). Check what you filled in.") % {"code": refused})
        return None
    messages.success(request, _("Referred. On Vandaag you are asked later whether it helped."))
    return redirect("desk:referral", case.uuid, made)


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: StaffRequest, uuid: UUID, record: UUID) -> HttpResponse:
    """One referral: the note in a language, and whether it helped."""
    case = open_case(request, uuid, "record")
    found = _must_find(request, case, record)
    form = OutcomeForm(request.POST or None, label_suffix="", initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        return _answer(request, case, found, form)
    assert found.offer is not None  # noqa: S101  looked at in _must_find
    own = case.person.mother_tongue if case.person.mother_tongue in LANGUAGES else "nl"
    context = {
        **row(found.offer),
        "case": case,
        "referral": found,
        "subject": words.SUBJECTS[found.subject],
        "outcome": words.OUTCOMES.get(found.outcome, ""),
        "form": form,
        "own": (own, wording.language(own)),
        "others": [(one, wording.language(one)) for one in LANGUAGES if one != own],
        "crumbs": _crumbs(case, (found.offer.said.name, "")),
    }
    return render(request, "desk/help/referral.html", context, status=422 if form.errors else 200)


def _answer(request: StaffRequest, case: Case, found: ReferralView, form: OutcomeForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        referring.answer(request.actor, case.id, found.uuid, said["version"], said["outcome"], now=request.now)
    except CannotRefer:
        raise Http404 from None
    except Conflict:
        messages.info(request, _("A colleague changed this at the same time. Look again."))
        return redirect("desk:referral", case.uuid, found.uuid)
    if said["outcome"] == "later":
        messages.success(request, _("You are asked again later."))
    elif said["outcome"] == "no":
        messages.success(request, _("Recorded. Perhaps something else fits better."))
        return redirect("desk:referral_choose", case.uuid)
    else:
        messages.success(request, _("Recorded."))
    return redirect("desk:case", case.uuid)


@require("case.write")
@require_safe
@never_cache
def note(request: StaffRequest, uuid: UUID, record: UUID, language: str) -> HttpResponse:
    """The note as a PDF: no name and no number of the person; made anew each time, kept nowhere."""
    case = open_case(request, uuid, "record", logged=False)
    found = _must_find(request, case, record)
    if language not in LANGUAGES or not found.may_note or found.offer is None:
        raise Http404
    detail = {"document": "note", "referral": str(record)}
    audit.log_access(request.actor, "print", now=request.now, trajectory_id=case.id, detail=detail)
    answer = HttpResponse(set_letter("note", _data(request, found), language), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="briefje-{language}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _data(request: StaffRequest, found: ReferralView) -> dict[str, Any]:
    assert found.offer is not None  # noqa: S101  looked at by the caller
    said = found.offer.said
    return {
        "municipality_name": request.actor.municipality_name, "made_on": request.today.isoformat(),
        "offer_name": said.name, "offer_address": said.address, "offer_phone": said.phone, "offer_how": said.how,
        "subject": found.subject, "question": found.question, "contact_name": request.actor.name,
        "contact_phone": municipality.details(request.actor.municipality_id)["phone"],
    }  # fmt: skip


def _must_find(request: StaffRequest, case: Case, record: UUID) -> ReferralView:
    found = finding.referral(request.actor, case.id, record)
    if found is None:
        raise Http404
    return found


def _crumbs(case: Case, *last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(case.person.name, reverse("desk:case", args=[case.uuid])), *last]
