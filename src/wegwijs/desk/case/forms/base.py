"""What every form of recording has: a day, an identity against sending twice, and the entries it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.actor import Actor
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording
from wegwijs.dossier.queries import Case
from wegwijs.intake import actions
from wegwijs.intake.entries import Entry, Refused

Words = str | Promise
# A text or a lazy text: the stubs of forms and of translation disagree about the type of a lazy text.
Label = Any
WHEN = gettext_lazy("When")
YES_NO: list[tuple[str, Words]] = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]

REFUSALS: dict[str, Words] = {
    "in_the_future": gettext_lazy(
        "This day is still to come. Record it when it has happened; fill in today or a day before."
    ),
    "not_after_summons": gettext_lazy("Choose a day after the day of the summons, so that there is time to answer."),
    "result_differs_from_score": gettext_lazy(
        "The score is %(score)s and B1 needs %(required)s. That does not fit this result. Check the three fields."
    ),
    "too_few_summonses": gettext_lazy(
        "The law asks for %(needed)s summonses first; there are %(sent)s. "
        "Send another summons, or hold the conversation."
    ),
}


def refusal(refused: Refused) -> str:
    """The sentence for a refused entry."""
    return str(REFUSALS[refused.code]) % refused.params


class RecordForm(forms.Form):
    """Base of all forms that record facts. `made` holds the entries after validation."""

    label_suffix = ""
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, case: Case, actor: Actor, initial: dict[str, Any] | None = None) -> None:
        self.case = case
        self.actor = actor
        self.today: date = actor.today
        self.made: Sequence[Entry] = ()
        standing: dict[str, Any] = {"request_id": uuid4(), "on": self.today, **self.defaults(), **(initial or {})}
        super().__init__(data, initial=standing, label_suffix="")
        self.prepare()

    def defaults(self) -> dict[str, Any]:
        """What is filled in to begin with, from the case."""
        return {}

    def prepare(self) -> None:
        """Choices that depend on the case."""

    def restore(self) -> None:
        """Show the given data as a form that is still being filled in: without errors. For a draft."""
        self._errors = ErrorDict()

    @property
    def intro(self) -> str:
        """A sentence above the form that depends on the case; may be empty."""
        return ""

    def entries(self) -> Sequence[Entry]:
        """What would be recorded; raises `Refused`. Only called on cleaned data."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """The rules of the room below, as messages beside the fields they are about."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.made = self.entries()
            actions.must_have_happened(self.made, self.today)
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refusal(refused))
        return cleaned

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """Record the entries; the ids of the facts."""
        return actions.record(self.actor, self.case.id, self.made, now=now, request_id=self.cleaned_data["request_id"])

    @property
    def done(self) -> str:
        """What to say when it is recorded."""
        if not self.made:
            return _("Saved.")
        return _("Recorded: %(fact)s.") % {"fact": wording.fact(self.made[-1].kind)}

    def yes(self, name: str) -> bool:
        """A yes-or-no choice as a truth value."""
        return bool(self.cleaned_data.get(name) == "yes")

    def text(self, name: str) -> str:
        """A cleaned text without space around it."""
        return str(self.cleaned_data.get(name) or "").strip()


def on_field(label: Label = WHEN) -> DayField:
    """The day on which it happened."""
    return DayField(label=label)


class InlineRadios(forms.RadioSelect):
    """A few short choices on one line; `layout` is read by record.html."""

    layout = "inline"


class ColumnBoxes(forms.CheckboxSelectMultiple):
    """A checklist in columns."""

    layout = "columns"


def choice(
    label: Label, choices: Sequence[tuple[str, Words]], *, required: bool = True, inline: bool = True
) -> forms.ChoiceField:
    """A short closed list, all of it in sight."""
    widget = InlineRadios if inline else forms.RadioSelect
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=widget)


def yes_no(label: Label, *, required: bool = True) -> forms.ChoiceField:
    """Yes or no, neither chosen beforehand."""
    return choice(label, YES_NO, required=required)


def line(label: Label, most: int = 200, *, required: bool = False, help_text: Label = "") -> forms.CharField:
    """One line of free text."""
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=forms.TextInput({"dir": "auto"})
    )


def lines(label: Label, most: int, *, required: bool = False, help_text: Label = "") -> forms.CharField:
    """Some lines of free text."""
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )  # fmt: skip


def language_field(label: Label, *, required: bool = False) -> forms.ChoiceField:
    """A language; the most spoken ones first."""
    return forms.ChoiceField(label=label, required=required, choices=languages, widget=PlainSelect)


def languages() -> list[tuple[str, Words]]:
    """Choices with an empty first one."""
    return [("", _("choose a language")), *wording.languages()]


def number(
    label: Label, *, required: bool = False, help_text: Label = "", min_value: float, max_value: float | None = None
) -> forms.FloatField:
    """A number as written here (62,5) or with a point."""
    widget = forms.TextInput({"class": "tiny", "inputmode": "decimal"})
    return forms.FloatField(
        label=label, required=required, help_text=help_text, localize=True, widget=widget,
        error_messages={"invalid": gettext_lazy("Fill in a number, for example 62,5.")}, min_value=min_value,
        max_value=max_value,
    )  # fmt: skip
