"""Lists of cases: tabs for whose, filters in the address, pages by key, and assigning what is ticked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.staff import colleagues
from wegwijs.components.frame import Link
from wegwijs.desk import wording
from wegwijs.desk.lists import assigning
from wegwijs.desk.lists.forms import TABS, AssignForm, FilterForm, hide, unhide
from wegwijs.desk.wording.steps import STEPS
from wegwijs.dossier import queries, restriction


@require("case.list")
@require_safe
def cases(request: StaffRequest) -> HttpResponse:
    """A page of the cases that this actor may list."""
    actor = request.actor
    form = FilterForm(request.GET, actor)
    chosen = form.chosen()
    named = {name: getattr(chosen, name) for name in ("whose", *form.NAMES) if getattr(chosen, name)}
    audit.log_access(actor, "list", now=request.now, detail=named)
    page = queries.case_list(
        actor, chosen, after=unhide(request.GET.get("after")), before=unhide(request.GET.get("before"))
    )
    assign_form = None
    if actor.may("case.assign") and page.rows:
        assign_form = AssignForm(None, colleagues(actor), queries.caseloads(actor), own_id=actor.user_id)
    return render(
        request,
        "desk/lists/cases.html",
        {
            "form": form,
            "chosen": chosen,
            "page": page,
            "restricted": restriction.restricted_among(row.uuid for row in page.rows),
            "total": f"{page.total}+" if page.capped else str(page.total),
            "tabs": [Link(TABS[tab], form.address(whose=tab), tab == chosen.whose) for tab in form.tabs],
            "filter_fields": [form[name] for name in (*form.NAMES, "sort")],
            "chips": _chips(form),
            "clear_url": form.address(**dict.fromkeys(form.NAMES, "")),
            "next_url": form.address(after=hide(page.after)) if page.after else "",
            "previous_url": form.address(before=hide(page.before)) if page.before else "",
            "assign_form": assign_form,
            "undo": assigning.undoable(request),
            "here": reverse("desk:cases") + form.address(),
            "may_open": actor.may("case.read") or actor.may("case.break_glass"),
        },
    )


def _chips(form: FilterForm) -> list[tuple[str, str]]:
    """The filters in force as (words, address without it)."""
    chips = []
    for name in form.NAMES:
        code = form.cleaned_data.get(name, "")
        if code:
            words = str(STEPS[code]) if name == "step" else wording.word(name, code)
            chips.append((words, form.address(**{name: ""})))
    return chips
