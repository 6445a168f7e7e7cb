"""Forms of the intake: from the first invitation to an intake that is complete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs import law
from wegwijs.components import days
from wegwijs.components.days import DayField
from wegwijs.desk.case.forms.base import ColumnBoxes, RecordForm, choice, language_field, line, number, on_field, yes_no
from wegwijs.desk.wording.values import VALUES
from wegwijs.intake import entries as make
from wegwijs.intake.entries import Entry
from wegwijs.planning import queries as planning


class InvitationForm(RecordForm):
    """A first contact: explain, and agree when to talk."""

    on = on_field(gettext_lazy("Invited on"))
    channel = choice(gettext_lazy("How"), [(code, VALUES["channel"][code]) for code in make.INVITATION_CHANNELS])
    appointment_on = DayField(
        label=gettext_lazy("Appointment on"),
        required=False,
        help_text=gettext_lazy("The day on which you will talk. Leave it empty when it is not agreed yet."),
    )

    def defaults(self) -> dict[str, Any]:
        """By phone, when there is one."""
        return {"channel": "phone" if any(one.kind == "phone" for one in self.case.contacts) else "letter"}

    def entries(self) -> Sequence[Entry]:
        """One invitation."""
        got = self.cleaned_data
        if got["appointment_on"] and got["appointment_on"] < got["on"]:
            self.add_error("appointment_on", _("The appointment is before the invitation. Check both days."))
        return [make.invitation(got["on"], got["channel"], got["appointment_on"])]


class SummonsForm(RecordForm):
    """The statutory summons: which one it is follows from the file."""

    on = on_field(gettext_lazy("Sent on"))
    respond_by = DayField(label=gettext_lazy("The person comes, or answers, no later than"))

    def defaults(self) -> dict[str, Any]:
        """The norm of the municipality."""
        return {"respond_by": make.default_respond_by(self.today, self.case.norms)}

    @property
    def intro(self) -> str:
        """Which summons it is."""
        return _("This is summons %(number)d.") % {"number": make.next_attempt(self.case.facts, self.today)}

    def entries(self) -> Sequence[Entry]:
        """One summons."""
        return [make.summons(self.case.facts, self.cleaned_data["on"], self.cleaned_data["respond_by"])]


class MissedForm(RecordForm):
    """Somebody did not come."""

    on = on_field(gettext_lazy("Did not come on"))
    excused = choice(
        gettext_lazy("Did the person let you know?"),
        [("yes", gettext_lazy("yes, with a reason")), ("no", gettext_lazy("no, not heard of"))],
    )

    def defaults(self) -> dict[str, Any]:
        """The day of the appointment without word how it went; else of the last one that was spoken of."""
        if planned := planning.due(self.actor, self.case.id):
            return {"on": planned.on}
        expected = [day for fact in law.in_force(self.case.facts, self.today) if (day := _expected(fact))]
        past = [day for day in expected if day <= self.today]
        return {"on": max(past, default=self.today)}

    def entries(self) -> Sequence[Entry]:
        """One time."""
        return [make.did_not_come(self.cleaned_data["on"], excused=self.yes("excused"))]


def _expected(fact: law.Fact) -> date | None:
    """The day on which somebody is expected, of an invitation."""
    return days.parse(str(fact.payload.get("appointment_on") or "")) if fact.kind == "invitation_sent" else None


class ConversationForm(RecordForm):
    """A conversation of the intake."""

    on = on_field(gettext_lazy("Talked on"))
    mode = choice(gettext_lazy("How it took place"), [(code, VALUES["mode"][code]) for code in make.MODES])
    language = language_field(gettext_lazy("In which language"))
    interpreter = yes_no(gettext_lazy("With an interpreter"))
    alone_offered = forms.BooleanField(
        label=gettext_lazy("I told that the person may speak with me alone, and there was a moment for it"),
        required=False,
    )
    domains = forms.MultipleChoiceField(
        label=gettext_lazy("Talked about"), required=False, widget=ColumnBoxes, choices=()
    )

    def defaults(self) -> dict[str, Any]:
        """In person, in the mother tongue, with an interpreter when the file says so."""
        person = self.case.person
        asked = {"needed": "yes", "not_needed": "no"}.get(person.interpreter, "")
        return {"mode": "physical", "language": person.mother_tongue, "interpreter": asked}

    def prepare(self) -> None:
        """The life domains."""
        self.fields["domains"].choices = [  # type: ignore[attr-defined]  # a field with choices
            (code, VALUES["domains"][code]) for code in make.DOMAINS
        ]

    def entries(self) -> Sequence[Entry]:
        """One conversation."""
        got = self.cleaned_data
        return [
            make.conversation(
                got["on"],
                language=got["language"],
                interpreter=self.yes("interpreter"),
                mode=got["mode"],
                domains=got["domains"],
                alone_offered=got["alone_offered"],
            )
        ]


class ProgressForm(RecordForm):
    """A conversation on the way."""

    on = on_field(gettext_lazy("Talked on"))
    mode = choice(gettext_lazy("How it took place"), [(code, VALUES["mode"][code]) for code in make.MODES])
    language = language_field(gettext_lazy("In which language"))
    interpreter = yes_no(gettext_lazy("With an interpreter"))

    defaults = ConversationForm.defaults

    def entries(self) -> Sequence[Entry]:
        """One conversation."""
        got = self.cleaned_data
        return [
            make.progress_conversation(
                got["on"], language=got["language"], interpreter=self.yes("interpreter"), mode=got["mode"]
            )
        ]


class TestForm(RecordForm):
    """The learnability test."""

    on = on_field(gettext_lazy("Test done on"))
    score = number(label=gettext_lazy("Score"), min_value=0, required=False)
    required = number(
        label=gettext_lazy("Score that B1 needs"), min_value=0, required=False,
        help_text=gettext_lazy("Stands on the result of the test."),
    )  # fmt: skip
    result = choice(
        gettext_lazy("Result"),
        [(code, VALUES["result"][code]) for code in ("b1_feasible", "b1_not_feasible", "unknown")],
    )
    source = line(gettext_lazy("Who took the test"), 60)

    def entries(self) -> Sequence[Entry]:
        """One test."""
        got = self.cleaned_data
        return [
            make.test_taken(
                got["on"],
                score=got["score"],
                required=got["required"],
                result=got["result"],
                source=self.text("source"),
            )
        ]


class TestWaivedForm(RecordForm):
    """No test, on one of the two grounds of the law."""

    on = on_field(gettext_lazy("Decided on"))
    ground = choice(
        gettext_lazy("Why the test cannot be done"), [(code, VALUES["ground"][code]) for code in ("visual", "auditory")]
    )

    def entries(self) -> Sequence[Entry]:
        """One decision."""
        return [make.test_waived(self.cleaned_data["on"], self.cleaned_data["ground"])]


class InformationForm(RecordForm):
    """Information of somebody else without which the plan cannot be made."""

    what = choice(
        gettext_lazy("What happened"),
        [("asked", gettext_lazy("I asked for it")), ("received", gettext_lazy("I received it"))],
    )
    on = on_field()
    who = line(
        gettext_lazy("From whom"), 100, required=True, help_text=gettext_lazy("For example a doctor or a school.")
    )

    def defaults(self) -> dict[str, Any]:
        """The answer, when a question is open."""
        asked, received = (
            [
                fact
                for fact in law.in_force(self.case.facts, self.today)
                if fact.kind == f"third_party_information_{end}"
            ]
            for end in ("requested", "received")
        )
        waiting = len(asked) > len(received)
        who = str(asked[-1].payload.get("from", "")) if waiting else ""
        return {"what": "received" if waiting else "asked", "who": who}

    def entries(self) -> Sequence[Entry]:
        """A question or an answer."""
        received = self.cleaned_data["what"] == "received"
        return [make.information(self.cleaned_data["on"], received=received, who=self.text("who"))]


class CompletedForm(RecordForm):
    """The intake is complete."""

    on = on_field(gettext_lazy("Completed on"))

    def entries(self) -> Sequence[Entry]:
        """With the person."""
        return [make.intake_completed(self.case.facts, self.cleaned_data["on"], in_absence=False)]


class AbsenceForm(RecordForm):
    """The intake is completed without the person."""

    on = on_field(gettext_lazy("Completed on"))

    def entries(self) -> Sequence[Entry]:
        """Only after the summonses that the law asks for."""
        return [make.intake_completed(self.case.facts, self.cleaned_data["on"], in_absence=True)]
