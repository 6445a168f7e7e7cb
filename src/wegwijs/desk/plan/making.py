"""Make the plan together: one page in three parts, with a live check beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wegwijs import law
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.rows import Conflict, last_hands
from wegwijs.components import collisions, drafting
from wegwijs.desk.plan import after, routes
from wegwijs.desk.plan.forms import PlanForm
from wegwijs.desk.plan.opening import crumbs, open_case
from wegwijs.desk.plan.showing import conflict_rows
from wegwijs.dossier.queries import Case
from wegwijs.plans import actions, checks, content, queries, wording
from wegwijs.plans.content import NAMES, Content
from wegwijs.quality import queries as quality

FORM = "plan"
PLAN_FACTS = frozenset({"pip_established", "pip_amended"})


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands with the plans of a case: the open draft, the plan in force (as row, or known as a fact only)."""

    all: list[queries.Plan]
    draft: queries.Plan | None
    current: queries.Plan | None
    known: bool

    @property
    def is_amendment(self) -> bool:
        """Whether the next plan changes an earlier one."""
        return self.draft.is_amendment if self.draft else self.known


def stand(request: StaffRequest, case: Case) -> Stand:
    """Two looks at one thing: the rows, and the facts."""
    found = queries.plans(request.actor, case.id)
    known = any(fact.kind in PLAN_FACTS for fact in law.in_force(list(case.facts), case.on))
    return Stand(found, queries.open_plan(found), queries.current_plan(found), known)


@require("case.read", "case.break_glass")
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The plan of a case: the form while one is being made, what was established after that."""
    case = open_case(request, uuid)
    now = stand(request, case)
    if request.method == "POST":
        return _save(request, case, now)
    if now.draft is None and (now.known or not request.actor.may("plan.write")):
        return after.page(request, case, now.all, now.current)
    if not request.actor.may("plan.write"):
        return redirect("desk:plan_review", uuid)
    return _page(request, case, now, _form(request, case, now))


@require("plan.write")
@require_GET
def amend(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Change the plan in force: the form filled with what it says now."""
    case = open_case(request, uuid)
    now = stand(request, case)
    if now.draft is not None or not now.known:
        return redirect("desk:plan", uuid)
    return _page(request, case, now, _form(request, case, now))


@require("plan.write")
@require_POST
def check(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """What the law, DUO and our own rules say about what stands in the form now; a fragment beside the form."""
    case = open_case(request, uuid, logged=False)
    now = stand(request, case)
    form = _bound(request, case, now)
    return render(
        request, "desk/plan/live.html", _live(case, now, _content(form, case, now) if form.is_valid() else None)
    )


@require("plan.write")
@require_POST
def drop(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """Give up the open draft."""
    case = open_case(request, uuid)
    try:
        actions.drop(request.actor, case, int(request.POST.get("version") or 0), now=request.now)
    except Conflict:
        messages.error(request, _("A colleague changed this draft in the meantime. Look at it first."))
        return redirect("desk:plan", uuid)
    messages.success(request, _("The draft is no longer used. Nothing was established."))
    return redirect("desk:case", uuid)


def _save(request: StaffRequest, case: Case, now: Stand) -> HttpResponse:
    if not request.actor.may("plan.write"):
        raise PermissionDenied
    form = _bound(request, case, now)
    if not form.is_valid():
        return _page(request, case, now, form, status=422)
    said = _content(form, case, now)
    open_ones = collisions.not_chosen(request.POST)
    try:
        if open_ones and now.draft is not None:
            raise _still_open(case, now.draft, said, open_ones)
        actions.save(request.actor, case, said, form.cleaned_data["version"], now=request.now)
    except Conflict as conflict:
        if not conflict.version:
            messages.error(request, _("This draft is no longer there: a colleague established it or gave it up."))
            return redirect("desk:plan", case.uuid)
        return _page(request, case, now, _again(form, case, conflict), conflict=conflict, status=409)
    drafting.sent(request, FORM, case.uuid)
    if request.POST.get("do") != "review":
        messages.success(request, _("The draft is kept."))
        return redirect("desk:plan", case.uuid)
    found = checks.check(said, queries.circumstances(case, is_amendment=now.is_amendment))
    if not checks.stops(found):
        return redirect("desk:plan_review", case.uuid)
    fresh = stand(request, case)
    form = PlanForm(_values(fresh), **_languages(case))
    form.is_valid()
    for finding in found:
        if finding.weight == "stop" and finding.field in form.fields:
            form.add_error(finding.field, wording.finding(finding))
    return _page(request, case, fresh, form, status=422)


def _values(now: Stand) -> dict[str, Any]:
    """The stored draft as form data, so that errors can be tied to its fields."""
    assert now.draft is not None  # noqa: S101  just saved
    values = {name: getattr(now.draft.content, name) for name in NAMES}
    values["agreements"] = "\n".join(now.draft.content.agreements)
    return {**values, "version": now.draft.version}


def _form(request: StaffRequest, case: Case, now: Stand) -> PlanForm:
    version = now.draft.version if now.draft else 0
    kept = drafting.opened(request, FORM, case.uuid).content
    if kept is not None:
        return PlanForm(kept, **_languages(case))
    if now.draft is not None:
        start = now.draft.content
    elif now.current is not None:
        # What the plan says stays; what was said and why belongs to the conversation of today.
        anew: dict[str, Any] = {
            "explained_routes": [],
            "reason_change": "",
            "reason_wish": "",
            "reason_test": "",
            "unilateral": False,
        }
        start = replace(now.current.content, dated_on=case.on, **anew)
    elif now.known:
        start = content.of_facts(case, case.on)
    else:
        start = content.first_draft(case, case.on)
    return PlanForm(initial={**{name: getattr(start, name) for name in NAMES}, "version": version}, **_languages(case))


def _bound(request: StaffRequest, case: Case, now: Stand) -> PlanForm:
    """What was sent; where somebody chose what stands, that."""
    standing = {name: _sent(value) for name, value in _values(now).items()} if now.draft else {}
    return PlanForm(collisions.resolved(request.POST, standing), **_languages(case))


def _sent(value: Any) -> list[Any]:
    """A value of the draft as a form would send it."""
    return value if isinstance(value, list) else ["" if value is None else value]


def _still_open(case: Case, draft: queries.Plan, said: Content, names: set[str]) -> Conflict:
    """The fields for which nothing was chosen yet, once more."""
    fields = {
        name: (getattr(draft.content, name), getattr(said, name))
        for name in NAMES
        if name in names and getattr(draft.content, name) != getattr(said, name)
    }
    return Conflict(fields, draft.version, last_hands(case.id, draft.uuid, fields))


def _again(form: PlanForm, case: Case, conflict: Conflict) -> PlanForm:
    """The same words once more, now knowing which version stands: saving again is a choice."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(conflict.version)
    return PlanForm(data, **_languages(case))


def _languages(case: Case) -> dict[str, Any]:
    return {"mother_tongue": case.person.mother_tongue, "speaks": case.person.speaks}


def _content(form: PlanForm, case: Case, now: Stand) -> Content:
    before = now.draft.content if now.draft else now.current.content if now.current else None
    return content.for_route(form.content(), case.group, case.on, before)


def _live(case: Case, now: Stand, said: Content | None) -> dict[str, Any]:
    """Findings, the difference between wish and decision, and what follows from the plan."""
    if said is None:
        return {"case": case, "said": None}
    circumstances = queries.circumstances(case, is_amendment=now.is_amendment)
    return {
        "case": case,
        "said": said,
        "linked": True,
        "findings": [(one, wording.finding(one)) for one in checks.check(said, circumstances)],
        "against_wish": said.against_wish(),
        "against_test": said.against_test(circumstances.test_result),
        "test_result": circumstances.test_result,
        "preview": queries.preview(case, said, is_amendment=now.is_amendment),
    }


def _page(
    request: StaffRequest,
    case: Case,
    now: Stand,
    form: PlanForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    if form.is_bound:
        said = _content(form, case, now) if form.is_valid() else None
    else:
        said = Content(**{name: form.initial[name] for name in NAMES})
    due = case.assessment.deadline("pip_due")
    context = {
        **_live(case, now, said),
        "case": case,
        "crumbs": crumbs(case, (_("Plan"), "")),
        "stand": now,
        "form": form,
        "pip_due": None if due is None or due.state == "met" else due.due,
        "routes": routes.cards(case.group, case.on),
        "chosen": {name: form[name].value() for name in ("wish_route", "route")},
        "explained": [str(code) for code in form["explained_routes"].value() or []],
        "test_result": content.test_result(case.facts, case.on),
        "collisions": conflict_rows(conflict) if conflict else [],
        "instructions": quality.instructions(request.actor.municipality_id, FORM, request.today),
        "draft": drafting.opened(request, FORM, case.uuid),
    }
    return render(request, "desk/plan/making.html", context, status=status)
