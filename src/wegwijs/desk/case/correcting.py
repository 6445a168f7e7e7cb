"""Put a fact right, or say that it never was. What stood there first stays readable."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import collisions, drafting
from wegwijs.components.collisions import Collision
from wegwijs.components.drafting import Drafting
from wegwijs.desk import wording
from wegwijs.desk.case import overtaking, undoing
from wegwijs.desk.case.effects import effects
from wegwijs.desk.case.forms.base import line
from wegwijs.desk.case.forms.correction import CorrectionForm
from wegwijs.desk.case.history import DECIDED_ELSEWHERE
from wegwijs.desk.case.overtaking import Overtaken
from wegwijs.desk.case.reach import open_case
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.queries import Case, HistoryItem
from wegwijs.intake import actions
from wegwijs.intake import queries as intake


class WithdrawForm(forms.Form):
    """Why it never was."""

    reason = line(
        gettext_lazy("Why is it not right?"), 200, required=True,
        help_text=gettext_lazy(
            "Short, for whoever reads the history later. For example: recorded on the wrong person."
        ),
    )  # fmt: skip


def _item(case: Case, fact: UUID) -> HistoryItem:
    """A fact that is put right here, whether it still stands or not; 404 otherwise."""
    found = next((item for item in case.history if item.uuid == fact), None)
    if found is None or found.kind in DECIDED_ELSEWHERE:
        raise Http404
    return found


def _chain(case: Case, item: HistoryItem) -> list[UUID]:
    """The fact and what it was put in the place of: none of them ever was."""
    items = {one.uuid: one for one in case.history}
    chain = [item.uuid]
    while (before := items[chain[-1]].supersedes) is not None and before in items and before not in chain:
        chain.append(before)
    return chain


def _context(
    case: Case, item: HistoryItem, title: str, form: forms.Form, draft: Drafting | None = None
) -> dict[str, Any]:
    return {
        "case": case,
        "item": item,
        "fact": wording.fact(item.kind),
        "details": wording.details(item.kind, item.payload),
        "form": form,
        "draft": draft,
        "crumbs": [(case.person.name, reverse("desk:case", args=[case.uuid])), (title, "")],
    }


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, uuid: UUID, fact: UUID) -> HttpResponse:
    """The fact as a form; what is sent takes its place. Who was first meanwhile is said, with both values."""
    case = open_case(request, uuid, "correct")
    item = _item(case, fact)
    first = overtaking.overtaken(case, fact)
    if first is not None:
        return _overtaken(request, case, item, first)
    draft = drafting.opened(request, "correct", fact)
    data = overtaking.resolved(request, case, item) if request.method == "POST" else draft.content
    form = CorrectionForm(data, case=case, actor=request.actor, item=item)
    if draft.content is not None:
        form.restore()
    elif form.is_bound and form.is_valid():
        open_ones = sorted(collisions.not_chosen(request.POST) & form.fields.keys())
        if open_ones:
            present = CorrectionForm(None, case=case, actor=request.actor, item=item)
            return _on_top(request, case, item, form, overtaking.rows(form, present, item, open_ones))
        changed = effects(intake.changes(case, form.made, without={str(fact)}))
        try:
            stored = form.save(now=request.now)
        except FactRefused:
            case = open_case(request, uuid, "correct", logged=False)
            first = overtaking.overtaken(case, fact)
            if first is not None:
                return _overtaken(request, case, item, first)
            form.add_error(None, _("This could not be saved. Go back to the case and look again."))
        else:
            drafting.sent(request, "correct", fact)
            undoing.offer(request, uuid, stored, form.done, [str(one) for one in changed])
            return redirect("desk:case", uuid)
    return render(request, "desk/case/correct.html", _context(case, item, _("Put right"), form, draft))


def _overtaken(request: StaffRequest, case: Case, item: HistoryItem, first: Overtaken) -> HttpResponse:
    """A colleague put it right: go on from that, with what was typed. Or withdrew it: say so."""
    if first.now is not None and request.method == "POST" and "request_id" in request.POST:
        form, rows = overtaking.form_on_top(request, case, item, first.now)
        return _on_top(request, case, first.now, form, rows)
    typed: list[tuple[str, str]] = []
    if request.method == "POST" and "request_id" in request.POST:
        sent = CorrectionForm(request.POST, case=case, actor=request.actor, item=item)
        sent.is_valid()
        names = [name for name in sent.fields if name not in {"request_id", "reason"}]
        typed = [(str(sent.fields[name].label), sent.words(name)) for name in names]
    context = _context(case, item, _("Put right"), WithdrawForm(None, label_suffix=""))
    context |= {"first": first, "typed": [pair for pair in typed if pair[1]]}
    return render(request, "desk/case/overtaken.html", context, status=409)


def _on_top(
    request: StaffRequest, case: Case, item: HistoryItem, form: CorrectionForm, rows: list[Collision]
) -> HttpResponse:
    context = _context(case, item, _("Put right"), form, drafting.opened(request, "correct", item.uuid))
    context |= {"collisions": rows, "overtaken": item}
    return render(request, "desk/case/correct.html", context, status=409)


@require("case.write")
@require_POST
def correct_effect(request: StaffRequest, uuid: UUID, fact: UUID) -> HttpResponse:
    """What the correction would change, as it is filled in now."""
    case = open_case(request, uuid, "correct", logged=False)
    form = CorrectionForm(request.POST, case=case, actor=request.actor, item=_item(case, fact))
    valid = form.is_valid()
    shown = effects(intake.changes(case, form.made, without={str(fact)})) if valid else ()
    return render(request, "desk/case/_effect.html", {"effects": shown, "complete": valid})


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: StaffRequest, uuid: UUID, fact: UUID) -> HttpResponse:
    """Ask why, show what it changes, and withdraw."""
    case = open_case(request, uuid, "withdraw")
    item = _item(case, fact)
    first = overtaking.overtaken(case, fact)
    if first is not None:
        return _overtaken(request, case, item, first)
    chain = _chain(case, item)
    changed = effects(intake.changes(case, [], without={str(one) for one in chain}))
    draft = drafting.opened(request, "withdraw", fact)
    form = WithdrawForm(request.POST or None, label_suffix="", initial=draft.first())
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"].strip()
        with transaction.atomic():
            stored = [actions.withdraw(request.actor, case, one, now=request.now, reason=reason) for one in chain]
        drafting.sent(request, "withdraw", fact)
        words = _("Withdrawn: %(fact)s.") % {"fact": wording.fact(item.kind)}
        undoing.offer(request, uuid, stored, words, [str(one) for one in changed])
        return redirect("desk:case", uuid)
    return render(
        request, "desk/case/withdraw.html", _context(case, item, _("Withdraw"), form, draft) | {"effects": changed}
    )
