"""Another value for a norm, and files of figures to try."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.components.days import DayField
from wegwijs.desk.case.forms.base import YES_NO, choice, lines
from wegwijs.desk.rules.values import CODES, in_words
from wegwijs.law.parameters import Parameter, ParameterError
from wegwijs.law.parameters.candidate import first_day, read_candidate
from wegwijs.norms.actions import Wanted
from wegwijs.policy import Norm, PolicyError

FIRST_DAY = date(2022, 1, 1)  # of the law
LARGEST = 200_000  # bytes; all shipped figures together are a quarter of this
FILES = 30
REFUSALS: dict[str, Any] = {
    "act_before_watch": gettext_lazy(
        "The urgent signal would come before the first one. Choose a value that keeps the first signal earlier."
    ),
}


class NormForm(forms.Form):
    """The value, the day from which it holds, and why."""

    label_suffix = ""
    effective_from = DayField(label=gettext_lazy("Holds from"))
    reason = lines(
        gettext_lazy("Why"), 500, required=True,
        help_text=gettext_lazy("A colleague reads this before saying yes. It stays in the history of the norm."),
    )  # fmt: skip

    def __init__(self, data: Any, norm: Norm, today: date, initial: dict[str, Any]) -> None:
        self.norm, self.today = norm, today
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["value"] = _field(norm)
        self.order_fields(["value", "effective_from", "reason"])

    def clean_effective_from(self) -> date:
        """A day under this law."""
        day: date = self.cleaned_data["effective_from"]
        if day < FIRST_DAY:
            raise forms.ValidationError(_("This law holds since 1 January 2022. Choose a later day."))
        return day

    def wanted(self) -> Wanted:
        """What is proposed; only for a valid form."""
        given = self.cleaned_data
        value = given["value"]
        if isinstance(self.norm.value, bool):
            value = value == "yes"
        return Wanted(value, given["effective_from"], given["reason"])

    def refuse(self, error: PolicyError) -> None:
        """Show why the room below did not take it."""
        self.add_error("value", REFUSALS.get(error.code, _("This value may not be chosen.")))


def initial_value(norm: Norm, value: Any) -> Any:
    """A value as the form shows it."""
    return ("yes" if value else "no") if isinstance(norm.value, bool) else value


def _field(norm: Norm) -> forms.Field:
    if isinstance(norm.value, bool):
        return choice(gettext_lazy("Value"), YES_NO)
    if norm.options:
        return choice(gettext_lazy("Value"), [(one, CODES.get(one, one)) for one in norm.options])
    return forms.IntegerField(
        label=gettext_lazy("Value"), min_value=norm.at_least, max_value=norm.at_most,
        widget=forms.TextInput({"class": "tiny", "inputmode": "numeric"}),
        help_text=_("%(unit)s; at least %(least)s, at most %(most)s")
        % {"unit": _(norm.unit), "least": in_words(norm.at_least), "most": in_words(norm.at_most)},
        error_messages={"invalid": gettext_lazy("Fill in a whole number.")},
    )  # fmt: skip


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file by itself."""
        return [super(_FilesField, self).clean(one, initial) for one in (data or [None])]


class FiguresForm(forms.Form):
    """One or more TOML files of figures; those that are the same as ours change nothing."""

    label_suffix = ""
    chosen = _FilesField(
        allow_empty_file=True,
        label=gettext_lazy("Files with figures (TOML)"),
        help_text=gettext_lazy(
            "In the form of law/parameters. A figure that is in a file comes whole: all its versions."
        ),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )
    on = DayField(
        label=gettext_lazy("On which day do you ask this?"), required=False,
        help_text=gettext_lazy("Empty: today, or the first day on which a figure is another one."),
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, today: date) -> None:
        self.today = today
        self.texts: dict[str, str] = {}
        self.changed: dict[str, Parameter] = {}
        super().__init__(data, files, label_suffix="")

    def clean_chosen(self) -> Any:
        """Read them, and say what is wrong with which figure."""
        found = self.cleaned_data["chosen"]
        if len(found) > FILES or sum(one.size for one in found) > LARGEST:
            raise forms.ValidationError(_("These files are too large for figures of the law. Choose other ones."))
        try:
            self.texts = {one.name: one.read().decode("utf-8-sig") for one in found}
            self.changed = read_candidate(self.texts.items())
        except UnicodeDecodeError:
            raise forms.ValidationError(_("A file is no text in UTF-8. Save it as TOML and try again.")) from None
        except (ParameterError, tomllib.TOMLDecodeError) as error:
            raise forms.ValidationError(_("This does not load: %(why)s"), params={"why": str(error)}) from None
        if not self.changed:
            raise forms.ValidationError(_("Nothing in these files differs from the figures of this version."))
        return found

    def asked_on(self) -> date:
        """The chosen day, or the first on which it makes a difference; only for a valid form."""
        return self.cleaned_data["on"] or first_day(self.changed, self.today)
