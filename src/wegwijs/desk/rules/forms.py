"""Somebody invented, to try the rules on: a few facts that may all stay empty."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs import law
from wegwijs.components.days import DayField
from wegwijs.desk import wording
from wegwijs.desk.case.forms.base import Label, choice, number, yes_no

HOURS = 5000  # more than anybody follows
# field → kind of fact, for what is a day only
DAYS = {
    "obligation": "obligation_started",
    "notified": "duo_notified",
    "asked": "third_party_information_requested",
    "received": "third_party_information_received",
    "pvt": "pvt_declaration_signed",
    "map_talk": "map_final_interview_held",
    "interview": "self_reliance_interview_held",
}


def _day(label: Label) -> DayField:
    return DayField(label=label, required=False)


class TryForm(forms.Form):
    """The facts of one invented person."""

    on = DayField(label=gettext_lazy("On which day do you ask this?"))
    group = choice(gettext_lazy("Group"), [], inline=False)
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"), required=False, min_value=1900, max_value=2100,
        widget=forms.TextInput({"class": "tiny", "inputmode": "numeric"}),
    )  # fmt: skip
    obligation = _day(gettext_lazy("The duty starts (DUO)"))
    notified = _day(gettext_lazy("DUO's notice"))
    registered = _day(gettext_lazy("Registered in the municipality"))
    asked = _day(gettext_lazy("Information asked of somebody else"))
    received = _day(gettext_lazy("That information came"))
    plan = _day(gettext_lazy("Date of the plan (PIP)"))
    route = choice(gettext_lazy("Route"), [], required=False, inline=False)
    lessons = number(gettext_lazy("Lessons, recognised hours"), min_value=0, max_value=HOURS)
    online = number(gettext_lazy("of which online"), min_value=0, max_value=HOURS)
    participation = number(gettext_lazy("Taking part, hours"), min_value=0, max_value=HOURS)
    pvt = _day(gettext_lazy("Participation statement signed (PVT)"))
    map_talk = _day(gettext_lazy("Final talk of the labour market module (MAP)"))
    interview = _day(gettext_lazy("Final conversation of the self-reliance route"))
    benefit = yes_no(gettext_lazy("Receives a benefit"), required=False)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, initial={"on": today, "group": "asylum"}, label_suffix="")
        self.fields["group"].choices = wording.choices("group")  # type: ignore[attr-defined]
        self.fields["route"].choices = wording.choices("route")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What cannot be together."""
        given = super().clean() or self.cleaned_data
        if given.get("plan") and not given.get("route"):
            self.add_error("route", _("A plan names a route. Choose one."))
        if (given.get("online") or 0) > (given.get("lessons") or 0):
            self.add_error("online", _("These hours are part of the lessons. Fill in no more than those."))
        return given

    def trajectory(self) -> law.Trajectory:
        """The invented person for the law; only for a valid form."""
        given = self.cleaned_data
        year: int | None = given["birth_year"]
        benefit = {"yes": True, "no": False}.get(given["benefit"])
        facts = tuple(sorted(self._facts(given), key=lambda fact: fact.on))
        return law.Trajectory("invented", given["group"], facts, str(year) if year else None, receives_benefit=benefit)

    def _facts(self, given: dict[str, Any]) -> list[law.Fact]:
        found = [law.Fact(kind, given[name]) for name, kind in DAYS.items() if given[name]]
        if given["registered"]:
            housing = {"housing": True} if given["group"] == "asylum" else {}
            found.append(law.Fact("brp_registered", given["registered"], housing))
        if given["plan"]:
            found.append(law.Fact("pip_established", given["plan"], {"route": given["route"]}))
        # Hours stand on the day that is asked about: when exactly they were followed does not matter here.
        online = given["online"] or 0
        for component, hours, mode in (
            ("language", (given["lessons"] or 0) - online, "physical"),
            ("language", online, "online"),
            ("participation", given["participation"] or 0, "physical"),
        ):
            if hours:
                told = {"component": component, "hours": hours, "mode": mode, "recognised": True, "phase": "route"}
                found.append(law.Fact("hours_attended", given["on"], told))
        return found
