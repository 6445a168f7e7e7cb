"""Forms of privacy: small, typed, in Dutch words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.components.days import DayField
from wegwijs.desk.case.forms.base import lines
from wegwijs.desk.privacy.words import choices
from wegwijs.dossier import restriction
from wegwijs.privacy import alerts, copies, holds, register


class FindForm(forms.Form):
    """One case by exactly its number."""

    number = forms.CharField(
        label=gettext_lazy("Case number, BSN or V-number"), max_length=20,
        help_text=gettext_lazy("The whole number. You get the case number, no name and no content."),
        error_messages={"required": gettext_lazy("Fill in a number.")},
    )  # fmt: skip


class CopyForm(forms.Form):
    """A person asks for a copy."""

    received_on = DayField(label=gettext_lazy("The request came in on"))

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="", initial={"received_on": today}, prefix="copy")
        self.today = today

    def clean_received_on(self) -> date:
        """A day that has been."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Fill in today or a day before."))
        return day


class RestrictForm(forms.Form):
    """Why the case stands still, or what the person objects to."""

    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=choices("restriction"))

    def __init__(self, data: Any, kind: str) -> None:
        super().__init__(data, label_suffix="", prefix=kind)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = choices("restriction", restriction.REASONS[kind])


class LiftForm(forms.Form):
    """Why it ends."""

    reason = forms.ChoiceField(label=gettext_lazy("Why it ends"))

    def __init__(self, data: Any, kind: str) -> None:
        super().__init__(data, label_suffix="", prefix=f"lift-{kind}")
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  for the type checker
        field.choices = choices("lift", restriction.LIFTS[kind])


class HoldForm(forms.Form):
    """The case stays longer: why and until when."""

    reason = forms.ChoiceField(label=gettext_lazy("Why it stays"), choices=choices("hold", holds.REASONS))
    ends_on = DayField(label=gettext_lazy("Until and including"))

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="", prefix="hold")
        self.today = today

    def clean_ends_on(self) -> date:
        """A day to come."""
        day: date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has been. Fill in today or a later day."))
        return day


class AlertForm(forms.Form):
    """What came of the question."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=choices("outcome", alerts.OUTCOMES), widget=forms.RadioSelect
    )
    note = lines(gettext_lazy("In short: what did you find?"), 500, required=True)


class DecideForm(forms.Form):
    """Include an item in the copy, or leave it out with a ground."""

    item = forms.UUIDField()
    decision = forms.ChoiceField(choices=[("include", ""), ("leave_out", "")])
    ground = forms.ChoiceField(choices=[("", ""), *((code, "") for code in copies.GROUNDS)], required=False)

    def clean(self) -> dict[str, Any]:
        """Leaving out needs a ground."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("decision") == "leave_out" and not said.get("ground"):
            self.add_error("ground", _("Choose why it is left out."))
        return said


class RegisterForm(forms.Form):
    """Fields of the municipality; each with the version it was read at."""

    def __init__(self, data: Any, fields: dict[str, tuple[str, int]]) -> None:
        super().__init__(data, label_suffix="")
        words = dict(choices("register"))
        for name, (value, version) in fields.items():
            label: Any = words[name]
            self.fields[name] = lines(label, register.LONGEST)
            self.fields[name].initial = value
            self.fields[f"{name}-version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=version, min_value=0, required=True
            )
