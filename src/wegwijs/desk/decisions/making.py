"""Weigh a decision: what the person says, the questions of the framework, the decision; beside it law and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict, Hand, last_hands
from wegwijs.components import collisions, drafting
from wegwijs.components.collisions import Collision
from wegwijs.desk.decisions import showing
from wegwijs.desk.decisions.forms import ANSWER, DecisionForm, values_of
from wegwijs.desk.decisions.imposed import imposed
from wegwijs.desk.decisions.opening import Opened, open_decision
from wegwijs.desk.decisions.showing import ENFORCEMENT
from wegwijs.plans import actions, wording
from wegwijs.plans.considered import ADVICES, NAMES, Considered
from wegwijs.plans.content import letter_language


@require("plan.write")
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """The form; enforcement opens only after what must go before it."""
    found = open_decision(request, uuid, kind)
    if found.gate is not None and not found.gate.opens and found.open is None:
        return gate(request, found)
    if request.method == "POST":
        return _save(request, found)
    return _page(request, found, _form(request, found))


def gate(request: StaffRequest, found: Opened) -> HttpResponse:
    """What must go before it, and what of that is recorded."""
    context = {
        "found": found,
        "case": found.case,
        "gate": found.gate,
        "imposed": imposed(found.case),
        "crumbs": found.crumbs(),
    }
    return render(request, "desk/decisions/gate.html", context)


@require("plan.write")
@require_POST
def check(request: StaffRequest, uuid: UUID, kind: str) -> HttpResponse:
    """What is missing, what the law says, and which days move, for what stands in the form now."""
    found = open_decision(request, uuid, kind, logged=False)
    form = _bound(request, found)
    return render(
        request, "desk/decisions/live.html", live(request, found, form.content() if form.is_valid() else None)
    )


def live(request: StaffRequest, found: Opened, said: Considered | None) -> dict[str, Any]:
    """The part beside the form."""
    if said is None:
        return {"said": None, "case": found.case}
    ground = found.ground(request, said)
    return {
        "case": found.case,
        "said": said,
        "findings": showing.findings(found.weighed(ground, said)),
        "effect": showing.effect(found.case, found.kind, said, ground.fine),
        "enforcement": found.kind == ENFORCEMENT,
    }


def draft_form(kind: str) -> str:
    """Under which name a draft of this form is kept."""
    return f"decision-{kind}"


def _save(request: StaffRequest, found: Opened) -> HttpResponse:
    form = _bound(request, found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    said = form.content()
    try:
        if (names := collisions.not_chosen(request.POST)) and found.open is not None:
            raise _still_open(found, said, names)
        actions.save_decision(
            request.actor, found.case, found.kind, said, form.cleaned_data["version"], now=request.now
        )
    except Conflict as conflict:
        if not conflict.version:
            messages.error(request, _("This was decided, or not gone on with, in the meantime."))
            return redirect("desk:decisions", found.case.uuid)
        return _page(request, found, _again(request, found, conflict), conflict=conflict, status=409)
    drafting.sent(request, draft_form(found.kind), found.case.uuid)
    here = showing.url("decision", found.case.uuid, found.kind)
    if request.POST.get("do") != "review":
        messages.success(request, _("The draft is kept."))
        return redirect(here)
    wrong = [one for one in found.weighed(found.ground(request, said), said) if one.weight == "stop"]
    if not wrong:
        return redirect(showing.url("decision_review", found.case.uuid, found.kind))
    fresh = open_decision(request, found.case.uuid, found.kind, logged=False)
    assert fresh.open is not None  # noqa: S101  just saved
    form = _make(fresh, values_of(fresh.open.said, fresh.open.version))
    form.is_valid()
    for one in wrong:
        form.add_error(one.field if one.field in form.fields else None, wording.finding(one))
    return _page(request, fresh, form, status=422)


def _make(found: Opened, data: Any, **more: Any) -> DecisionForm:
    return DecisionForm(data, kind=found.kind, framework=found.framework, case=found.case, gate=found.gate, **more)


def _form(request: StaffRequest, found: Opened) -> DecisionForm:
    kept = drafting.opened(request, draft_form(found.kind), found.case.uuid).content
    if kept is not None:
        return _make(found, kept)
    if found.open is not None:
        return _make(found, None, initial=values_of(found.open.said, found.open.version))
    return _make(found, None, initial=values_of(_first(found), 0))


def _first(found: Opened) -> Considered:
    """What the file knows: today, the language of the letter, the wish about the route, the only talk there is."""
    person, on = found.case.person, found.case.on
    first = Considered(dated_on=on, document_language=letter_language(person.mother_tongue, person.speaks))
    if found.kind in ADVICES:
        first = replace(first, happened_on=on)
    if len(found.talks) == 1:
        first = replace(first, talk=next(iter(found.talks)))
    return first


def _bound(request: StaffRequest, found: Opened) -> DecisionForm:
    """What was sent; where somebody chose what stands, that."""
    standing: dict[str, list[Any]] = {}
    if found.open is not None:
        stored = values_of(found.open.said, found.open.version)
        standing = {name: _sent(stored.get(name)) for name in {*stored, *collisions.asked(request.POST)}}
    return _make(found, collisions.resolved(request.POST, standing))


def _sent(value: Any) -> list[Any]:
    """A value as a form would send it."""
    return value if isinstance(value, list) else ["" if value is None else value]


def _again(request: StaffRequest, found: Opened, conflict: Conflict) -> DecisionForm:
    """The same words once more, now knowing which version stands: saving again is a choice."""
    data = cast("QueryDict", _bound(request, found).data).copy()
    data["version"] = str(conflict.version)
    return _make(found, data)


def _still_open(found: Opened, said: Considered, names: set[str]) -> Conflict:
    """The fields for which nothing was chosen yet, once more."""
    assert found.open is not None  # noqa: S101  the caller looked
    stands = found.open.said
    wanted = {"answers" if name.startswith(ANSWER) else name for name in names}
    fields = {
        name: (getattr(stands, name), getattr(said, name))
        for name in NAMES
        if name in wanted and getattr(stands, name) != getattr(said, name)
    }
    return Conflict(fields, found.open.version, last_hands(found.case.id, found.open.uuid, fields))


def _collisions(found: Opened, conflict: Conflict) -> Iterator[Collision]:
    """Each field, and each question of the framework, with what stands and what was typed here."""
    for name, (stands, typed) in conflict.fields.items():
        hand = conflict.hands.get(name)
        if name == "answers":
            for code in dict.fromkeys((*stands, *typed)):
                if stands.get(code, "") != typed.get(code, ""):
                    yield _collision(found, ANSWER + code, stands.get(code, ""), typed.get(code, ""), hand)
        elif name in NAMES:
            yield _collision(found, name, stands, typed, hand)


def _collision(found: Opened, name: str, stands: Any, typed: Any, hand: Hand | None) -> Collision:
    words, offered = (showing.shown(found.kind, name, value, found.talks) for value in (stands, typed))
    return Collision.of(name, showing.conflict_label(found.kind, name, found.framework), words, offered, hand)


def _page(
    request: StaffRequest, found: Opened, form: DecisionForm, *, conflict: Conflict | None = None, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        said = form.content() if form.is_valid() else None
    else:
        said = found.open.said if found.open else _first(found)
    context = {
        **live(request, found, said),
        "found": found,
        "form": form,
        "imposed": imposed(found.case) if found.kind == ENFORCEMENT else [],
        "at": showing.addresses(found.case.uuid, found.kind),
        "crumbs": found.crumbs(),
        "collisions": list(_collisions(found, conflict)) if conflict else [],
        "draft": drafting.opened(request, draft_form(found.kind), found.case.uuid),
    }
    return render(request, "desk/decisions/making.html", context, status=status)
