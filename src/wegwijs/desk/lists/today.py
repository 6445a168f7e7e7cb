"""*Vandaag*: what needs me, by day, with why and one button to do it; and new cases that wait for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wegwijs.accounts import audit
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.roles import CASE_WORKERS
from wegwijs.accounts.staff import colleagues
from wegwijs.desk.lists import assigning, beside
from wegwijs.desk.lists.forms import AssignForm
from wegwijs.desk.steps import case_url, step_url
from wegwijs.dossier import queries, restriction
from wegwijs.dossier.queries import ListFilter, ListPage, ListRow
from wegwijs.exchange import deliveries

WAITING = 10
WEEK = 7
NEWS = 14  # days that an influx stays in sight
SOON = 90  # days before the last day of a term on which the list starts to say so


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the worklist. `pip_due` or `term_last_day` only where that day is worth saying."""

    uuid: UUID
    name: str
    url: str
    step: str
    step_url: str
    due: date | None
    pip_due: date | None
    term_last_day: date | None
    row: ListRow


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading; `count` is how many there are in all, None where that is not counted."""

    code: str
    title: str | Promise
    tasks: tuple[Task, ...]
    count: str
    more_url: str


@require("case.write")
@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """The worklist of the actor on the request's day."""
    actor = request.actor
    audit.log_access(actor, "list", now=request.now, detail={"page": "today"})
    page = queries.case_list(actor, ListFilter(whose="mine"), counted=False)
    counts = _counts(actor, page)
    waiting = None
    assign_form = None
    if actor.may("case.assign"):
        waiting = queries.case_list(actor, ListFilter(whose="unassigned"), size=WAITING)
        if waiting.rows and actor.role not in CASE_WORKERS:
            assign_form = AssignForm(None, colleagues(actor), queries.caseloads(actor), own_id=actor.user_id)
    return render(
        request,
        "desk/lists/today.html",
        {
            **beside.of(actor, request.now, has_cases=bool(page.rows)),
            "may_read": actor.may("case.read"),
            "groups": _groups(_tasks(page, request.today), counts, request.today),
            "late": _capped(counts["late"]),
            "this_week": _capped(counts["week"]),
            "has_cases": bool(page.rows),
            "waiting": waiting,
            "waiting_total": _capped(waiting.total + waiting.capped) if waiting else "",
            "assign_form": assign_form,
            "undo": assigning.undoable(request),
            "influx": deliveries.latest_influx(actor, request.now - timedelta(days=NEWS)),
            "questions": _questions(actor),
            "may_deliver": actor.may("delivery.run"),
        },
    )


def _tasks(page: ListPage, on: date) -> list[Task]:
    """What there is to do; nothing on a case that stands still because the person asked so."""
    still = restriction.restricted_among(row.uuid for row in page.rows)
    return [_task(row, on) for row in page.rows if row.next_code and row.uuid not in still]


def _counts(actor: Actor, page: ListPage) -> dict[str, int]:
    """Too late and this week; counted here when all is on the page, by the database when there is more."""
    if page.after is not None:
        return queries.tallies(actor, "mine")
    week_end = actor.today + timedelta(days=WEEK)
    dated = [row.next_due for row in page.rows if row.next_due and row.next_due <= week_end]
    late = sum(due < actor.today for due in dated)
    return {"late": late, "week": len(dated) - late}


def _questions(actor: Actor) -> dict[str, int] | None:
    """What deliveries leave to this actor; None when nothing waits or somebody else decides."""
    counts = deliveries.waiting(actor) if actor.may("delivery.content") else {}
    return counts if any(counts.values()) else None


def _task(row: ListRow, on: date) -> Task:
    ends = row.term_last_day
    return Task(
        uuid=row.uuid,
        name=row.name,
        url=case_url(row.uuid),
        step=row.next_code,
        step_url=step_url(row.next_code, row.uuid),
        due=row.next_due,
        pip_due=row.pip_due if row.next_code != "make_plan" else None,
        term_last_day=ends if ends and ends - on <= timedelta(days=SOON) else None,
        row=row,
    )


def _groups(tasks: list[Task], counts: dict[str, int], on: date) -> list[Group]:
    """Too late, this week, afterwards; without a day last. Empty groups are left out."""
    week_end = on + timedelta(days=WEEK)
    late = tuple(task for task in tasks if task.due and task.due < on)
    week = tuple(task for task in tasks if task.due and on <= task.due <= week_end)
    after = tuple(task for task in tasks if task.due is None or task.due > week_end)
    groups = [
        Group("late", _("Too late"), late, _capped(counts["late"]), "?whose=mine&due=late"),
        Group("week", _("This week"), week, _capped(counts["week"]), "?whose=mine&due=week"),
        Group("after", _("After that"), after, "", "?whose=mine"),
    ]
    return [group for group in groups if group.tasks or (group.count not in {"", "0"})]


def _capped(count: int) -> str:
    return f"{queries.CAP}+" if count > queries.CAP else str(count)
