"""Writing a text: title, what it rests on, and parts in order, which are taken out, moved by their place and added."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.sent import sent_number
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.case.forms.base import line, lines
from wegwijs.desk.wording.values import VALUES
from wegwijs.quality.content import BASIS, PARTS, TEXT, TITLE, Part, Written
from wegwijs.quality.domains import DOMAINS

NEW = 2  # empty places under the last part


def _domains() -> list[tuple[str, Any]]:
    return [("", _("none")), *((code, VALUES["domains"][code]) for code in DOMAINS)]


class HeadForm(forms.Form):
    """What stands above the parts. `version`: as the page was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = line(gettext_lazy("Title"), TITLE, required=True)
    basis = line(
        gettext_lazy("Rests on"),
        BASIS,
        help_text=gettext_lazy("An article of the law, or a decision of the municipality."),
    )


class PartForm(forms.Form):
    """One part. `law`: the law asks for it, so it cannot be taken out."""

    code = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=30)
    place = forms.IntegerField(
        label=gettext_lazy("Place"), min_value=1, max_value=PARTS + NEW, required=False,
        widget=forms.TextInput({"class": "tiny", "inputmode": "numeric"}),
    )  # fmt: skip
    title = line(gettext_lazy("Title"), TITLE)
    text = lines(gettext_lazy("Text"), TEXT)
    required = forms.BooleanField(label=gettext_lazy("Must be weighed: no decision without an answer"), required=False)
    domain = forms.ChoiceField(label=gettext_lazy("Life domain"), choices=_domains, required=False, widget=PlainSelect)
    choosable = forms.BooleanField(
        label=gettext_lazy("May wait: person and professional choose whether to talk about it"), required=False
    )
    out = forms.BooleanField(label=gettext_lazy("Take out"), required=False)

    def __init__(self, *args: Any, kind: str, law: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.law = bool(law) and str(self["code"].value() or "") in law
        unused = {"guide": ("required",), "framework": ("domain", "choosable")}.get(
            kind, ("required", "domain", "choosable")
        )
        for name in (*unused, *(("out", "choosable") if self.law and "choosable" not in unused else ())):
            del self.fields[name]
        if kind == "guide":
            self.fields["text"].label = gettext_lazy("What to ask or tell")
        if kind == "framework":
            self.fields["title"].label = gettext_lazy("Question")
            self.fields["text"].label = gettext_lazy("Help: what to look at")

    @property
    def is_used(self) -> bool:
        """Does it hold anything, and does it stay?"""
        said = self.cleaned_data
        return bool(said.get("title") or said.get("text")) and not said.get("out")

    def clean(self) -> dict[str, Any]:
        """A part with words has a title."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("text") and not said.get("title") and not said.get("out") and "title" not in self.errors:
            self.add_error("title", _("Give it a title, or take it out."))
        return said

    def part(self) -> Part:
        """As it is kept; a new one gets a code of its own."""
        said = self.cleaned_data
        return Part(
            said["code"] or f"own_{uuid4().hex[:8]}", said["title"].strip(), said["text"].strip(),
            self.law or said.get("required", False), said.get("domain", ""), said.get("choosable", False),
        )  # fmt: skip


class TextForm:
    """Head and parts together, as one form."""

    def __init__(self, kind: str, law: frozenset[str], said: Written, version: int, data: Any = None) -> None:
        self.head = HeadForm(
            data, initial={"version": version, "title": said.title, "basis": said.basis}, label_suffix=""
        )
        rows = [
            {"code": part.code, "place": place, "title": part.title, "text": part.text, "required": part.required,
             "domain": part.domain, "choosable": part.choosable}
            for place, part in enumerate(said.parts, start=1)
        ]  # fmt: skip
        count = len(rows) if data is None else _count(data, len(rows))
        empty: list[dict[str, Any]] = [{"place": len(rows) + one + 1} for one in range(max(0, count - len(rows)) + NEW)]
        self.parts = [
            PartForm(data, prefix=f"part-{index}", initial=row, kind=kind, law=law)
            for index, row in enumerate((rows + empty)[: count + NEW])
        ]
        self.old, self.new = self.parts[:count], self.parts[count:]
        self.total = count

    def is_valid(self) -> bool:
        """Everything that was filled in fits."""
        return all([self.head.is_valid(), *(part.is_valid() for part in self.parts)])

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(label, id of the field, what is wrong), of the parts."""
        return [
            (str(part[name].label), part[name].auto_id, str(error))
            for part in self.parts
            for name, errors in part.errors.items()
            if name in part.fields
            for error in errors
        ]

    def written(self) -> Written:
        """The words, parts in the order of their places."""
        used = [(index, part) for index, part in enumerate(self.parts, start=1) if part.is_used]
        ordered = sorted(used, key=lambda one: _order(one[0], one[1].cleaned_data["place"], len(self.old)))
        head = self.head.cleaned_data
        return Written(head["title"], head["basis"], tuple(part.part() for _index, part in ordered))


def _order(stood: int, place: int | None, total: int) -> tuple[int, int]:
    """What was moved up comes before what stood there, what was moved down after it."""
    wanted = place or PARTS + NEW
    return wanted, 0 if wanted == stood <= total else 1 if wanted > stood else -1


def _count(data: Any, fewest: int) -> int:
    """How many parts the page that was sent had, those that were empty not counted."""
    return min(sent_number(data.get("parts-total", ""), fewest), PARTS)


class ReturnForm(forms.Form):
    """What should be different."""

    remark = lines(gettext_lazy("What should be different?"), 1000, required=True)


class ApproveForm(forms.Form):
    """From which day it holds."""

    in_force_from = DayField(label=gettext_lazy("In force from"))

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data, label_suffix="", initial={"in_force_from": today})
        self.today = today

    def clean_in_force_from(self) -> date:
        """Not before today."""
        day: date = self.cleaned_data["in_force_from"]
        if day < self.today:
            raise forms.ValidationError(
                _("Choose today or a later day: conversations that were held keep the words they had.")
            )
        return day
