"""Forms for the parts that end with a step of their own: PVT, MAP, and the self-reliance route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs import law
from wegwijs.desk.case.forms.base import RecordForm, choice, number, on_field, yes_no
from wegwijs.desk.wording import duo
from wegwijs.desk.wording.facts import FACTS
from wegwijs.intake.entries import Entry, self_reliance_interview


class _HoursForm(RecordForm):
    """Hours of a part, or the step that closes it. `PARTS`: choice → (kind, payload); the ones of hours need hours."""

    PARTS: dict[str, tuple[str, dict[str, Any]]] = {}

    def entries(self) -> Sequence[Entry]:
        """One fact."""
        kind, payload = self.PARTS[self.cleaned_data["what"]]
        if kind == "hours_attended":
            hours = self.cleaned_data.get("hours")
            if hours is None:
                self.add_error("hours", _("Fill in how many hours."))
                return []
            payload = {**payload, "hours": hours}
        return [Entry(kind, self.cleaned_data["on"], payload)]


class _ClosingForm(_HoursForm):
    """A part whose end DUO is told. After the term it wants to know whether being late is the person's own doing."""

    culpable = yes_no(
        gettext_lazy("The last day of the term is past. Is being late the person's own doing?"), required=False
    )

    def prepare(self) -> None:
        """Asked only where it can matter."""
        term = self.case.assessment.term
        if term is None or self.today <= term.last_day:
            del self.fields["culpable"]

    def entries(self) -> Sequence[Entry]:
        """One fact, that DUO takes as far as the answer about being late goes."""
        found = super().entries()
        if not found or found[0].kind not in law.FOLLOWS or found[0].kind == "hours_attended":
            return found
        answer = {"culpable": self.yes("culpable")} if self.cleaned_data.get("culpable") else {}
        entry = Entry(found[0].kind, found[0].on, {**found[0].payload, **answer})
        for violation in law.pip_violations(self.case.trajectory, entry.as_fact(), self.today):
            if violation.code.startswith("culpable") and "culpable" in self.fields:
                why, do = duo.reason(violation.code, "held")
                self.add_error("culpable", f"{why} {do}")
        return [entry]


class PvtForm(_ClosingForm):
    """The participation statement: hours, and the signature."""

    PARTS = {
        "hours": ("hours_attended", {"component": "pvt"}),
        "signed": ("pvt_declaration_signed", {}),
    }
    what = choice(
        gettext_lazy("What happened"),
        [("hours", gettext_lazy("hours of the PVT")), ("signed", FACTS["pvt_declaration_signed"])],
    )
    hours = number(label=gettext_lazy("Number of hours"), min_value=0.25, max_value=500, required=False)
    on = on_field()


class MapForm(_ClosingForm):
    """The labour market module: registered, hours, the final conversation."""

    PARTS = {
        "registered": ("map_registered", {}),
        "workshop": ("hours_attended", {"component": "map_workshop"}),
        "practice": ("hours_attended", {"component": "map_practice"}),
        "final": ("map_final_interview_held", {}),
    }
    what = choice(
        gettext_lazy("What happened"),
        [
            ("registered", FACTS["map_registered"]),
            ("workshop", gettext_lazy("hours of workshops")),
            ("practice", gettext_lazy("hours of practice")),
            ("final", FACTS["map_final_interview_held"]),
        ],
    )
    hours = number(label=gettext_lazy("Number of hours"), min_value=0.25, max_value=500, required=False)
    on = on_field()


class SelfRelianceForm(RecordForm):
    """The conversation with which the self-reliance route is completed."""

    on = on_field()

    def entries(self) -> Sequence[Entry]:
        """One conversation."""
        return [self_reliance_interview(self.cleaned_data["on"])]
