"""Forms for who this is: names and languages, contact data, the household. Rows, so two people may collide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.rows import Conflict
from wegwijs.components import collisions
from wegwijs.components.collisions import Collision
from wegwijs.desk import wording
from wegwijs.desk.case.forms.base import ColumnBoxes, RecordForm, choice, language_field, line, yes_no
from wegwijs.desk.wording.people import FREQUENT
from wegwijs.desk.wording.tables import INTERPRETER, SEX
from wegwijs.dossier import actions
from wegwijs.dossier.queries import PersonView
from wegwijs.intake.entries import Entry

TRIPLE = {"yes": True, "no": False, "": None}
PARTS_OF_BIRTH = ("birth_year", "birth_month", "birth_day")


class RowForm(RecordForm):
    """A form that changes rows and records no fact."""

    def entries(self) -> list[Entry]:
        """None: rows have their own actions."""
        return []


class PersonForm(RowForm):
    """Names, languages, interpreter, adaptation. Only what was changed here is written."""

    NAMES = (
        "given_names", "prefix", "surname", "surname_first", "own_script_name", *PARTS_OF_BIRTH, "sex", "mother_tongue",
        "speaks", "reads_own_script", "interpreter", "interpreter_wish", "adaptation",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    mother_tongue = language_field(gettext_lazy("Mother tongue"))
    speaks = forms.MultipleChoiceField(
        label=gettext_lazy("Also speaks"), required=False, choices=(), widget=ColumnBoxes
    )
    speaks_more = language_field(gettext_lazy("Another language"))
    reads_own_script = yes_no(gettext_lazy("Reads the own language"), required=False)
    interpreter = choice(gettext_lazy("Interpreter"), list(INTERPRETER.items()), required=False)
    interpreter_wish = line(
        gettext_lazy("Wish about the interpreter"), 100, help_text=gettext_lazy("For example: a woman, or by phone.")
    )
    adaptation = line(
        gettext_lazy("What helps this person"), 300,
        help_text=gettext_lazy(
            "What the person asks for, for example large print or a room on the ground floor. Not why."
        ),
    )  # fmt: skip
    given_names = line(gettext_lazy("Given names"), 200)
    prefix = line(gettext_lazy("Prefix"), 20)  # type: ignore[assignment]  # a field; the class attribute of forms is untouched
    surname = line(
        gettext_lazy("Surname"), 200, required=True, help_text=gettext_lazy("Somebody with one name has it here.")
    )
    surname_first = forms.BooleanField(label=gettext_lazy("The person writes the surname first"), required=False)
    own_script_name = line(gettext_lazy("Name in the own script"), 200)
    birth_day = forms.IntegerField(label=gettext_lazy("Day of birth"), min_value=1, max_value=31, required=False)
    birth_month = forms.IntegerField(label=gettext_lazy("Month"), min_value=1, max_value=12, required=False)
    birth_year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2100, required=False)
    sex = choice(gettext_lazy("Sex"), list(SEX.items()), required=False)

    def __init__(self, data: Any, **known: Any) -> None:
        super().__init__(data, **known)
        self.collisions: list[Collision] = []
        # What counts as "not changed here" when it is not the same as what the fields show (after a collision).
        self.opened_with: Mapping[str, Any] | None = None
        for name in self.NAMES:
            self.fields[name].show_hidden_initial = True
            owner = self.owner(name)
            if owner:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Managed by %(system)s. Change it there.") % {"system": owner}

    def prepare(self) -> None:
        """Languages to tick: the ones spoken most, and those already known."""
        known = self.case.person.speaks
        sent = self.data.getlist("speaks") if isinstance(self.data, MultiValueDict) else ()
        codes = dict.fromkeys((*FREQUENT, *known, *(code for code in sent if len(code) <= 3)))
        self.fields["speaks"].choices = [  # type: ignore[attr-defined]  # a field with choices
            (code, wording.language(code)) for code in codes
        ]

    def owner(self, name: str) -> str:
        """The system that owns a field; empty when it may be changed here."""
        source = self.case.person.sources.get(name, {})
        return str(source.get("name") or _("another system")) if source.get("by") == "system" else ""

    def defaults(self) -> dict[str, Any]:
        """What stands in the file."""
        return {**standing(self.case.person), "speaks_more": "", "version": self.case.person.version}

    def hidden_initials(self) -> SafeString:
        """What stood there when the form was opened, so that only what was changed here is written."""
        if self.opened_with is None:
            return format_html_join("", "{}", ((self[name].as_hidden(only_initial=True),) for name in self.NAMES))
        shown = ((self.fields[name], self[name].html_initial_name, self.opened_with[name]) for name in self.NAMES)
        return format_html_join(
            "", "{}", ((field.hidden_widget().render(name, value),) for field, name, value in shown)
        )

    def clean(self) -> dict[str, Any]:
        """A birth date may be partial, but not a day without a month, or a month without a year."""
        cleaned = super().clean()
        year, month, day = (cleaned.get(name) for name in PARTS_OF_BIRTH)
        if (day and not month) or (month and not year):
            self.add_error(
                "birth_year", _("Fill in the year, then the month, then the day; stop where you do not know.")
            )
        return cleaned

    def changes(self) -> dict[str, Any]:
        """Fields that differ from what the form opened with, as the record keeps them."""
        given_up = collisions.given_up(self.data)
        touched = [
            name
            for name in self.NAMES
            if name in self.changed_data and name not in given_up and not self.fields[name].disabled
        ]
        changed = {name: as_kept(name, self.cleaned_data[name]) for name in touched}
        more = self.cleaned_data["speaks_more"]
        closed = "speaks" in given_up or self.fields["speaks"].disabled
        if more and not closed and more not in self.cleaned_data["speaks"]:
            changed["speaks"] = [*self.cleaned_data["speaks"], more]
        return changed

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """Write the changes; raises `Conflict` when somebody else changed one of the same fields."""
        changed, version = self.changes(), self.cleaned_data["version"]
        if not changed:
            return ()
        open_ones = {name: value for name, value in changed.items() if name in collisions.not_chosen(self.data)}
        if open_ones:  # no version is 0: shown once more, nothing written
            actions.update_person(self.actor, self.case.id, 0, open_ones, now=now)
        was = {name: as_kept(name, self._opened_with(name)) for name in changed}
        while True:
            try:
                actions.update_person(self.actor, self.case.id, version, changed, now=now)
            except Conflict as conflict:
                both = {
                    name: pair for name, pair in conflict.fields.items() if name in changed and pair[0] != was[name]
                }
                if both:
                    raise Conflict(both, conflict.version, conflict.hands) from conflict
                # Somebody changed other fields; these are still as they were here.
                version = conflict.version
            else:
                return ()

    def _opened_with(self, name: str) -> Any:
        bound = self[name]
        raw = bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        return bound.field.to_python(raw)

    @property
    def done(self) -> str:
        """What to say."""
        return _("Saved who this is and how to talk.")


def collided(form: PersonForm, conflict: Conflict, now_standing: PersonView) -> list[Collision]:
    """Field by field what stands now and by whom, and what was typed, in words."""
    present = standing(now_standing)
    return [
        Collision.of(
            name, str(form.fields[name].label), in_words(name, present[name]), in_words(name, value),
            conflict.hands.get(name),
        )
        for name, value in form.changes().items()
        if name in conflict.fields
    ]  # fmt: skip


def after_conflict(form: PersonForm, present: Mapping[str, Any], version: int) -> dict[str, Any]:
    """What to show after a collision: what was typed here stays, everything else is as it stands now."""
    typed = {name: form.cleaned_data[name] for name in (*form.changes(), "speaks_more")}
    return {**present, **typed, "version": version}


def standing(person: PersonView) -> dict[str, Any]:
    """The person as values of form fields."""
    year, month, day = ([int(part) for part in (person.birth or "").split("-") if part] + [None] * 3)[:3]
    reads = {True: "yes", False: "no", None: ""}[person.reads_own_script]
    values = {
        name: getattr(person, name)
        for name in PersonForm.NAMES
        if name not in {*PARTS_OF_BIRTH, "speaks", "reads_own_script"}
    }
    return values | {
        "birth_year": year, "birth_month": month, "birth_day": day, "speaks": list(person.speaks),
        "reads_own_script": reads,
    }  # fmt: skip


def as_kept(name: str, value: Any) -> Any:
    """A form value as the record keeps it."""
    if name == "reads_own_script":
        return TRIPLE[value or ""]
    if isinstance(value, str):
        return value.strip()
    return value


def in_words(name: str, value: Any) -> str:
    """A form value for a reader."""
    if value in (None, "", []):
        return _("nothing")
    if name == "speaks":
        return ", ".join(wording.language(code) for code in value)
    if name == "mother_tongue":
        return wording.language(str(value))
    if name in {"interpreter", "sex"}:
        return wording.word(name, str(value))
    if isinstance(value, bool) or name == "reads_own_script":
        return _("yes") if value in {True, "yes"} else _("no")
    return str(value)
