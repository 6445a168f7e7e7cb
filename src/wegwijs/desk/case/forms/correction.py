"""Any recorded fact as a form, made from the vocabulary: its day, its fields, and why it is put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.actor import Actor
from wegwijs.components import days
from wegwijs.components.days import DayField
from wegwijs.desk import wording
from wegwijs.desk.case.forms.base import ColumnBoxes, RecordForm, language_field, line, number, on_field, yes_no
from wegwijs.desk.wording.values import FIELDS, VALUES
from wegwijs.dossier.queries import Case, HistoryItem
from wegwijs.eventlog.vocabulary import KINDS, Field
from wegwijs.intake import actions
from wegwijs.intake.entries import DOMAINS, Entry

PREFIX = "field_"
HIDDEN = frozenset({"correction_reason", "fact", "of"})
LISTS: dict[str, Sequence[str]] = {"domains": DOMAINS}


class CorrectionForm(RecordForm):
    """A fact that stands, to be put right. Fields of the kind are called `field_<name>`."""

    on = on_field()
    reason = line(
        gettext_lazy("Why do you put it right?"), 200,
        help_text=gettext_lazy("Short, for whoever reads the history later. For example: typing error."),
    )  # fmt: skip

    def __init__(self, data: Any, *, case: Case, actor: Actor, item: HistoryItem) -> None:
        self.item = item
        self.kind = KINDS[item.kind]
        super().__init__(data, case=case, actor=actor)
        self.order_fields(["on", *(PREFIX + one.name for one in self._own()), "reason"])

    def _own(self) -> list[Field]:
        return [one for one in self.kind.fields if one.name not in HIDDEN]

    def defaults(self) -> dict[str, Any]:
        """The fact as it stands."""
        values = {PREFIX + one.name: as_shown(one, self.item.payload.get(one.name)) for one in self._own()}
        return {**values, "on": self.item.happened_on}

    def prepare(self) -> None:
        """One field for each field of the kind."""
        for one in self._own():
            self.fields[PREFIX + one.name] = form_field(self.item.kind, one, self.item.payload.get(one.name))

    def entries(self) -> list[Entry]:
        """The fact as it should have been; what is not asked here stays as it was."""
        kept = {name: value for name, value in self.item.payload.items() if name in HIDDEN - {"correction_reason"}}
        for one in self._own():
            value = as_payload(one, self.cleaned_data.get(PREFIX + one.name))
            if value is not None:
                kept[one.name] = value
        return [Entry(self.item.kind, self.cleaned_data["on"], kept, self.item.source)]

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """The new fact takes the place of the old one."""
        return actions.correct(
            self.actor, self.case.id, self.item.uuid, self.made[0], reason=self.text("reason"), now=now,
            request_id=self.cleaned_data["request_id"],
            again=any(one.supersedes == self.item.uuid for one in self.case.history),
        )  # fmt: skip

    def words(self, name: str) -> str:
        """What is filled in for a field, as the history would say it."""
        value = self.cleaned_data.get(name)
        if name == "on":
            return days.short(value)
        one = next(one for one in self._own() if PREFIX + one.name == name)
        payload = as_payload(one, value)
        return "" if payload is None else wording.value(self.item.kind, one.name, payload)

    @property
    def done(self) -> str:
        """What to say."""
        return _("Put right: %(fact)s.") % {"fact": wording.fact(self.item.kind)}


def codes_of(one: Field) -> Sequence[str]:
    """The codes that a field is chosen from: closed in the vocabulary, or usual here."""
    if one.type not in {"text", "texts"}:
        return ()
    return one.choices or LISTS.get(one.name) or tuple(VALUES.get(one.name, ()))


def form_field(kind: str, one: Field, present: Any = None) -> forms.Field:
    """The form field for a payload field; its words are those of the history. A present code stays possible."""
    label, required = str(FIELDS.get(one.name, one.name)).capitalize(), one.required
    if one.name == "language" or one.type == "flag":
        return (yes_no if one.type == "flag" else language_field)(label, required=required)
    codes = codes_of(one)
    standing = present if isinstance(present, list) else [present] if isinstance(present, str) and present else []
    pairs = [
        (code, wording.value(kind, one.name, code)) for code in dict.fromkeys((*codes, *(standing if codes else ())))
    ]
    if one.type == "texts" and pairs:
        return forms.MultipleChoiceField(label=label, choices=pairs, required=required, widget=ColumnBoxes)
    if one.choices or (one.name == "mode" and pairs):
        return forms.ChoiceField(label=label, choices=[("", _("not known")), *pairs], required=required)
    match one.type:
        case "day":
            field: forms.Field = DayField(label=label, required=required)
        case "whole":
            field = forms.IntegerField(label=label, min_value=0, required=required)
        case "number":
            field = number(label, min_value=0, required=required)
        case _:
            field = line(label, 500, required=required)
    return field


def as_shown(one: Field, value: Any) -> Any:
    """A payload value as the form field shows it."""
    if one.type == "flag":
        return {True: "yes", False: "no"}.get(value, "")
    if one.type == "day" and value:
        return days.parse(str(value)) or value
    if one.type == "texts" and not codes_of(one):
        return ", ".join(value or ())
    return value


def as_payload(one: Field, value: Any) -> Any:
    """A cleaned form value as the payload keeps it; None = leave it out."""
    if value in (None, "", []):
        return None
    if one.type == "flag":
        return value == "yes"
    if one.type == "day":
        return value.isoformat()
    if one.type == "texts" and isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value.strip() if isinstance(value, str) else value
