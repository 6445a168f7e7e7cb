"""Forms for what is asked at DUO and answered, and for a warning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.components.days import DayField
from wegwijs.desk.case.forms.base import ColumnBoxes, RecordForm, choice, on_field
from wegwijs.desk.wording.tables import REQUEST
from wegwijs.desk.wording.values import VALUES
from wegwijs.dossier import requested
from wegwijs.eventlog.words import EXEMPTION_GROUNDS, EXTENSION_GROUNDS
from wegwijs.intake.entries import Entry
from wegwijs.plans.considered import EXEMPTION_PARTS

GROUNDS = {"extension": EXTENSION_GROUNDS, "exemption": EXEMPTION_GROUNDS}


class RequestForm(RecordForm):
    """Asked at DUO (naturalisation: at the town hall). The term runs on while the answer is awaited."""

    what = choice(gettext_lazy("What was asked"), [(name, REQUEST[name]) for name in requested.REQUESTS], inline=False)
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        required=False,
        choices=[
            ("", gettext_lazy("not known, or none")),
            *((code, VALUES["ground"][code]) for code in dict.fromkeys((*EXTENSION_GROUNDS, *EXEMPTION_GROUNDS))),
        ],
        help_text=gettext_lazy("Of an extension or an exemption."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Which parts"),
        required=False,
        choices=[(code, VALUES["parts"].get(code, VALUES["component"].get(code, code))) for code in EXEMPTION_PARTS],
        widget=ColumnBoxes,
        help_text=gettext_lazy("Of an exemption for a part. None: the whole."),
    )
    on = on_field(gettext_lazy("Asked on"))

    def prepare(self) -> None:
        """Grounds of illness only for who may read about health."""
        if not self.actor.may("health.read"):
            del self.fields["ground"], self.fields["parts"]

    def entries(self) -> Sequence[Entry]:
        """One request."""
        name, ground = self.cleaned_data["what"], self.text("ground")
        payload: dict[str, Any] = {}
        if ground:
            if ground not in GROUNDS.get(name, ()):
                self.add_error("ground", _("This ground does not go with what was asked."))
                return []
            payload["ground"] = ground
        if name == "exemption":
            parts = self.cleaned_data.get("parts") or []
            payload |= {"scope": "partial", "parts": parts} if parts else {"scope": "full"}
        return [Entry(f"{name}_requested", self.cleaned_data["on"], payload)]


class RequestAnswerForm(RecordForm):
    """What was answered, when it did not come in by itself."""

    what = forms.ChoiceField(label=gettext_lazy("On which request"), widget=forms.RadioSelect)
    answer = choice(gettext_lazy("The answer"), [("granted", gettext_lazy("yes")), ("refused", gettext_lazy("no"))])
    ends_on = DayField(
        label=gettext_lazy("New last day of the term"),
        required=False,
        help_text=gettext_lazy("Of an extension that was given: it stands in the letter of DUO."),
    )
    on = on_field(gettext_lazy("Decided on"))

    def prepare(self) -> None:
        """What runs now; when nothing does, everything."""
        names = [one.name for one in requested.running(self.case.facts, self.today)] or list(requested.REQUESTS)
        self.fields["what"].choices = [(name, REQUEST[name]) for name in names]  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("what", names[0])

    def entries(self) -> Sequence[Entry]:
        """One answer, about what was asked."""
        got = self.cleaned_data
        asked = {one.name: one.fact for one in requested.running(self.case.facts, self.today)}
        before = asked.get(got["what"])
        payload = dict(before.payload) if before else {}
        if got["ends_on"] and got["what"] == "extension" and got["answer"] == "granted":
            payload["ends_on"] = got["ends_on"].isoformat()
        return [Entry(f"{got['what']}_{got['answer']}", got["on"], payload)]


class WarningForm(RecordForm):
    """A written warning. It is recorded, so that everybody sees what went before."""

    basis = choice(
        gettext_lazy("What it is about"),
        [("intake", gettext_lazy("coming to the intake")), ("pip", gettext_lazy("what was agreed in the plan"))],
    )
    on = on_field(gettext_lazy("Sent on"))

    @property
    def intro(self) -> str:
        """First ask, then warn."""
        return _("Call first: most absences have a reason that can be mended. Record that talk as a contact.")

    def entries(self) -> Sequence[Entry]:
        """One warning."""
        return [Entry("warning_given", self.cleaned_data["on"], {"basis": self.cleaned_data["basis"]})]
