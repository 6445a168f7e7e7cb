"""Forms for what happens around the intake and on the way: moves, benefit, work, lessons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs import law
from wegwijs.accounts import staff
from wegwijs.desk.case.forms.base import RecordForm, Words, choice, line, number, on_field, yes_no
from wegwijs.desk.wording.facts import FACTS
from wegwijs.desk.wording.values import VALUES
from wegwijs.eventlog import words
from wegwijs.intake.entries import Entry


def _facts(*kinds: str) -> list[tuple[str, Words]]:
    return [(kind, FACTS[kind]) for kind in kinds]


def what_happened(*kinds: str) -> forms.ChoiceField:
    """Which of some kinds of fact it is."""
    return choice(gettext_lazy("What happened"), _facts(*kinds), inline=False)


class MoveForm(RecordForm):
    """To or from another municipality, or registered here."""

    what = what_happened("moved_in", "brp_registered", "moved_out")
    on = on_field()
    municipality = line(
        gettext_lazy("Other municipality"),
        80,
        help_text=gettext_lazy("Where from, or where to. Not needed for a registration here."),
    )

    def entries(self) -> Sequence[Entry]:
        """One move or registration. A registration here of somebody with asylum is in the municipality that houses."""
        kind: str = self.cleaned_data["what"]
        other = self.text("municipality")
        if kind != "brp_registered" and not other:
            self.add_error("municipality", _("Fill in the other municipality."))
        # A fact names the municipality where somebody lives from that day, ours by its code as deliveries do.
        here = staff.code_of(self.actor.municipality_id)
        payload: dict[str, Any] = {"municipality": other if kind == "moved_out" else here}
        if kind == "moved_in":
            payload["came_from"] = other
        if kind == "brp_registered" and self.case.group == "asylum":
            payload["housing"] = True
        return [Entry(kind, self.cleaned_data["on"], payload)]


class HomeForm(RecordForm):
    """Where somebody lives now."""

    what = what_happened("accommodation_changed", "home_assigned")
    place = choice(gettext_lazy("Where"), [(code, VALUES["place"][code]) for code in words.PLACES])
    on = on_field()

    def entries(self) -> Sequence[Entry]:
        """One change."""
        return [Entry(self.cleaned_data["what"], self.cleaned_data["on"], {"place": self.cleaned_data["place"]})]


class EarlyStartForm(RecordForm):
    """An early start, offered to who waits for a home; voluntary."""

    what = what_happened("early_start_offered", "early_start_accepted", "early_start_declined")
    on = on_field()
    reason = line(gettext_lazy("Reason, when declined"), 200)

    def entries(self) -> Sequence[Entry]:
        """One answer."""
        reason = {"reason": self.text("reason")} if self.text("reason") else {}
        return [Entry(self.cleaned_data["what"], self.cleaned_data["on"], reason)]


class BenefitForm(RecordForm):
    """Social assistance began or ended."""

    what = what_happened("benefit_started", "benefit_ended")
    on = on_field(gettext_lazy("From"))

    def defaults(self) -> dict[str, Any]:
        """The other of the two."""
        return {"what": "benefit_ended" if benefit_since(self.case.facts, self.case.on) else "benefit_started"}

    def entries(self) -> Sequence[Entry]:
        """One change."""
        return [Entry(self.cleaned_data["what"], self.cleaned_data["on"])]


class ObligationForm(RecordForm):
    """What DUO decides about the duty, taken over by hand with where it stands."""

    what = what_happened("obligation_started", "obligation_ended", "duo_notified")
    on = on_field(gettext_lazy("From, as DUO says"))
    source = choice(
        gettext_lazy("Where does it stand"),
        [("DUO-brief", gettext_lazy("in a letter of DUO")), ("DUO-portaal", gettext_lazy("in the portal of DUO"))],
    )
    reason = line(gettext_lazy("Reason that DUO gives"), 200)

    def entries(self) -> Sequence[Entry]:
        """One message of DUO."""
        kind = self.cleaned_data["what"]
        reason = {"reason": self.text("reason")} if self.text("reason") and kind != "duo_notified" else {}
        return [Entry(kind, self.cleaned_data["on"], reason, source=self.cleaned_data["source"])]


class WorkForm(RecordForm):
    """Work, volunteering or an internship began or ended."""

    what = what_happened("work_started", "work_ended")
    kind_of_work = choice(
        gettext_lazy("Kind of work"), [(code, VALUES["kind_of_work"][code]) for code in words.KINDS_OF_WORK]
    )
    hours_per_week = number(label=gettext_lazy("Hours a week"), min_value=0, max_value=80, required=False)
    dutch_spoken = yes_no(gettext_lazy("Is Dutch spoken there?"), required=False)
    on = on_field(gettext_lazy("From"))

    def defaults(self) -> dict[str, Any]:
        """Mostly a beginning."""
        return {"what": "work_started"}

    def entries(self) -> Sequence[Entry]:
        """One beginning or end."""
        got = self.cleaned_data
        payload: dict[str, Any] = {"kind_of_work": got["kind_of_work"]}
        if got["hours_per_week"] is not None:
            payload["hours_per_week"] = got["hours_per_week"]
        if got["dutch_spoken"]:
            payload["dutch_spoken"] = self.yes("dutch_spoken")
        return [Entry(got["what"], got["on"], payload)]


class CourseForm(RecordForm):
    """The language course: offered, waiting, begun, ended."""

    what = what_happened("course_offered", "course_waitlisted", "course_started", "course_declined", "course_ended")
    provider = line(gettext_lazy("School"), 120)
    on = on_field()
    reason = line(gettext_lazy("Reason"), 200)

    def defaults(self) -> dict[str, Any]:
        """It started, with the school that offered it."""
        offered = [fact for fact in law.in_force(self.case.facts, self.today) if fact.payload.get("provider")]
        return {"what": "course_started", "provider": offered[-1].payload["provider"] if offered else ""}

    def entries(self) -> Sequence[Entry]:
        """One step."""
        kind, provider, reason = self.cleaned_data["what"], self.text("provider"), self.text("reason")
        name = "cause" if kind in {"course_declined", "course_waitlisted"} else "reason"
        payload = {"provider": provider} if provider and name == "reason" else {}
        return [Entry(kind, self.cleaned_data["on"], payload | ({name: reason} if reason else {}))]


def benefit_since(facts: Sequence[law.Fact], on: Any) -> Any:
    """Since when somebody has social assistance; None when not."""
    since = None
    for fact in law.in_force(facts, on):
        if fact.kind == "benefit_started":
            since = since or fact.on
        elif fact.kind == "benefit_ended":
            since = None
    return since
