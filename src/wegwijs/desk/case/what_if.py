"""*Wat als?*: how it would go on with another route, pace or job, beside how it goes on now. Nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wegwijs import law
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.case import money
from wegwijs.desk.case.forms.what_if import WhatIfForm
from wegwijs.desk.case.reach import open_case
from wegwijs.desk.case.showing import number
from wegwijs.dossier.queries import Case
from wegwijs.plans.what_if import Milestone, Outlook, WhatIf, look_ahead

OWED = frozenset({"owed", "not_determinable"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing now and then, in words; `late`: it lies past the term, or is not reached."""

    label: str
    now: str
    then: str
    late: bool = False
    because: tuple[Any, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the scenario changes it."""
        return self.now != self.then


@require("case.read")
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The questions, and beside them what would follow."""
    case = open_case(request, uuid, "what_if")
    form = WhatIfForm(request.POST or None, case.assessment.route)
    crumbs = [(case.person.name, reverse("desk:case", args=[uuid])), (_("What if"), "")]
    return render(request, "desk/case/what_if.html", {"form": form, "crumbs": crumbs, **_answer(case, form)})


@require("case.read")
@require_POST
def what_if_answer(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The part beside the questions, while they are being filled in."""
    case = open_case(request, uuid, "what_if", logged=False)
    form = WhatIfForm(request.POST, case.assessment.route)
    return render(request, "desk/case/_what_if.html", _answer(case, form))


def _answer(case: Case, form: WhatIfForm) -> dict[str, Any]:
    scenario = form.scenario()
    found = look_ahead(case, scenario)
    asked = form.is_bound and form.is_valid()
    return {
        "case": case,
        "asked": asked,
        "broken": form.is_bound and not asked,
        "found": found,
        "rows": compared(found),
        "remarks": _remarks(found, recognised=scenario.recognised),
        "money": money.matters(case, scenario, found),
    }


def compared(found: WhatIf) -> tuple[Compared, ...]:
    """Both outlooks beside each other: the term, hours, the finish, and the parts that change."""
    now, then = found.now, found.then
    rows = [Compared(_("Last day of the term"), _day(now.last_day), _day(then.last_day))]
    before, after = ({one.code: one for one in each.milestones} for each in (now, then))
    for code in dict.fromkeys((*before, *after)):
        one = after.get(code)
        rows.append(
            Compared(
                _label(code, one or before[code]), _when(before.get(code), now), _when(one, then),
                late=one is not None and not one.complete and _late(one, then),
            )
        )  # fmt: skip
    rows.append(Compared(_("The finish is expected"), _finish(now), _finish(then), late=_finish_late(then)))
    return (*rows, *_parts(found))


def _parts(found: WhatIf) -> Iterator[Compared]:
    """Parts that come or go, or change level; those that change alike share a row."""
    alike: dict[tuple[str, str], list[law.Component]] = {}
    for part in found.then.assessment.components:
        old = found.now.assessment.component(part.code)
        was: str = old.state if old else "not_required"
        if (was in OWED) != (part.state in OWED) or (old and old.level != part.level):
            pair = (_state(was, old.level if old else None), _state(part.state, part.level))
            alike.setdefault(pair, []).append(part)
    for (was, becomes), parts in alike.items():
        first, *others = (wording.word("component", part.code) for part in parts)
        name = ", ".join((first, *(f"{other[:1].lower()}{other[1:]}" for other in others)))
        reasons: list[law.Step] = []
        reasons += [step for part in parts for step in part.because if step not in reasons]
        yield Compared(name, was, becomes, because=tuple(reasons))


def _label(code: str, one: Milestone) -> str:
    hours = number(one.required)
    words = {
        "downscale_to_a2": _("%(hours)s lesson hours, after which exams at A2 may be decided"),
        "course_hours": _("%(hours)s hours of lessons"),
        "participation_hours": _("%(hours)s hours of taking part"),
    }
    return words[code] % {"hours": hours}


def _when(one: Milestone | None, outlook: Outlook) -> str:
    """ "14 mrt 2027, 12 weken na de termijn": when hours are complete, and whether that is in time."""
    if one is None:
        return _("not asked")
    if one.complete:
        return _("complete")
    if one.a_week is None:
        return _("not known: no lessons recorded lately") if one.code != "participation_hours" else _("not known yet")
    if one.on is None:
        return _("not reached at this pace")
    last = outlook.last_day
    if last is None or one.on <= last:
        return _day(one.on)
    weeks = -(-(one.on - last).days // 7)
    late = ngettext("%(n)d week after the term", "%(n)d weeks after the term", weeks) % {"n": weeks}
    return f"{_day(one.on)}, {late}"


def _late(one: Milestone, outlook: Outlook) -> bool:
    if one.a_week is None:
        return False
    return one.on is None or (outlook.last_day is not None and one.on > outlook.last_day)


def _finish(outlook: Outlook) -> str:
    end = outlook.route_map.station("finish")
    if end and end.state == "late":
        return _("the term has passed")
    return _day(end.day if end else None)


def _finish_late(outlook: Outlook) -> bool:
    end = outlook.route_map.station("finish")
    return bool(end and end.state != "done" and end.day and outlook.last_day and end.day > outlook.last_day)


def _state(state: str, level: str | None) -> str:
    words = wording.word("component_state", state)
    return f"{words}, {wording.word('level', level)}" if level and state in OWED else words


def _day(day: date | None) -> str:
    return days.short(day) if day else _("not known yet")


def _remarks(found: WhatIf, *, recognised: bool) -> tuple[str, ...]:
    """What strikes about the week itself."""
    told = []
    if found.missed_days and found.hours_left is not None:
        told.append(
            _("Lessons on %(days)s fall on a day with work. %(hours)s hours of lessons a week remain.")
            % {"days": ", ".join(str(WEEKDAYS[day]) for day in found.missed_days), "hours": number(found.hours_left)}
        )
    elif found.missed_days:
        told.append(
            _("Lessons on %(days)s fall on a day with work.")
            % {"days": ", ".join(str(WEEKDAYS[day]) for day in found.missed_days)}
        )
    if found.week is not None:
        told.append(_("Together this is %(hours)s hours a week.") % {"hours": number(found.week)})
    if not recognised and found.hours_left:
        told.append(_("Hours of self-study are worth it for the exams. They do not count for these hours."))
    return tuple(told)
