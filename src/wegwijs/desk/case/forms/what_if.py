"""The form of *Wat als?*: another route, another pace, a job on these days. Nothing of it is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from wegwijs.desk import wording
from wegwijs.desk.case.forms.base import ColumnBoxes, choice, number
from wegwijs.plans.what_if import Scenario

MOST = 60  # hours a week
DAYS = [(str(day), name) for day, name in WEEKDAYS.items()]


class WhatIfForm(forms.Form):
    """Every field may stay empty: then it goes on as it does now."""

    route = choice(_("Route"), [], required=False, inline=False)
    lessons_a_week = number(_("Lessons a week, in hours"), min_value=0, max_value=MOST)
    school = choice(_("Where"), [("school", _("at a recognised school")), ("self", _("self-study"))], required=False)
    lesson_days = forms.MultipleChoiceField(
        label=_("Days with lessons"), choices=DAYS, required=False, widget=ColumnBoxes
    )
    participation_a_week = number(
        _("Taking part, hours a week"), min_value=0, max_value=MOST,
        help_text=_("Practice in a Dutch-speaking place, for the self-reliance route."),
    )  # fmt: skip
    work_a_week = number(_("Work, hours a week"), min_value=0, max_value=MOST)
    work_days = forms.MultipleChoiceField(label=_("Days with work"), choices=DAYS, required=False, widget=ColumnBoxes)

    def __init__(self, data: Any, route: str | None) -> None:
        super().__init__(data, label_suffix="")
        stays = _("stays as it is") if route else _("not chosen yet")
        self.fields["route"].choices = [  # type: ignore[attr-defined]
            ("", stays), *((code, words) for code, words in wording.choices("route") if code != route),
        ]  # fmt: skip

    def scenario(self) -> Scenario:
        """What is asked; an unbound form or one with mistakes asks nothing."""
        if not self.is_valid():
            return Scenario()
        given = self.cleaned_data
        return Scenario(
            route=given["route"],
            lessons_a_week=given["lessons_a_week"],
            recognised=given["school"] != "self",
            lesson_days=frozenset(map(int, given["lesson_days"])),
            participation_a_week=given["participation_a_week"],
            work_days=frozenset(map(int, given["work_days"])),
            work_a_week=given["work_a_week"],
        )
