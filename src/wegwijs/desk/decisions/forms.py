"""The form of a decision: what the person says, the questions of the framework, what is decided. A `Considered`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from wegwijs.components import days
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording
from wegwijs.desk.wording.values import VALUES
from wegwijs.dossier.queries import Case
from wegwijs.eventlog.words import EXEMPTION_GROUNDS, SKILLS
from wegwijs.plans import wording as plan_wording
from wegwijs.plans.considered import ADVISED_GROUNDS, EXEMPTION_PARTS, NAMES, Considered
from wegwijs.plans.content import LETTER_LANGUAGES
from wegwijs.plans.enforcing import Gate
from wegwijs.quality.queries import Framework

ANSWER = "answer-"
LONGEST = 1500
CULPABILITY = [
    ("intent", _("on purpose")),
    ("gross_negligence", _("very careless")),
    ("normal", _("could have done otherwise")),
    ("reduced", _("partly: much stood in the way")),
    ("none", _("not the person's own doing")),
]
LATE = [("", _("not asked: the term has not passed")), ("culpable", _("yes")), ("not_culpable", _("no"))]
BASIS = [("intake", _("not coming to the intake")), ("pip", _("not doing what was agreed in the plan"))]
ADVICE = [("yes", _("for")), ("no", _("against"))]
DAY = {
    "extension_advice": _("Asked at DUO on (empty: not asked yet)"),
    "exemption_advice": _("Asked at DUO on (empty: not asked yet)"),
    "map_sign_off": _("Final conversation held on"),
    "enforcement": _("When it happened"),
}
# kind → its own fields, in order
OWN: Mapping[str, Sequence[str]] = {
    "downscaling": ("parts",),
    "route_change": ("wish_route", "route"),
    "extension_advice": ("supports", "ground", "happened_on"),
    "exemption_advice": ("supports", "ground", "parts", "happened_on"),
    "map_sign_off": ("happened_on", "culpability"),
    "enforcement": ("basis", "happened_on", "talk", "culpability"),
}


class PartBoxes(forms.CheckboxSelectMultiple):
    """A checklist in columns."""

    layout = "columns"


def _text(rows: int, label: Any = "", help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget)


def _radios(choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, widget=forms.RadioSelect)


class DecisionForm(forms.Form):
    """Nothing is required here: a draft may be half; `plans.weighing` says what is missing before a colleague reads."""

    label_suffix = ""

    def __init__(
        self, data: Any, *, kind: str, framework: Framework, case: Case, gate: Gate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.kind, self.framework = kind, framework
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
        self.fields["wish"] = _text(2, help_text=_("In the person's own words. It stands in the letter."))
        for one in framework.questions:
            # What the person wants has a field of its own: it stands in the letter.
            if one.code == "wish":
                self.fields["wish"].label = one.title
            else:
                self.fields[ANSWER + one.code] = _text(2, one.title, one.help)
        for name in OWN[kind]:
            self.fields[name] = self._own(name, case, gate)
        self.fields["reason"] = _text(3, help_text=_("Short and plain: what, and why. It stands in the letter."))
        self.fields["dated_on"] = DayField(required=False)
        languages = [("", _("Dutch only")), *((code, wording.language(code)) for code in _letters())]
        self.fields["document_language"] = forms.ChoiceField(required=False, choices=languages, widget=PlainSelect)
        for name in NAMES:
            if name in self.fields:
                label: Any = self.fields[name].label or plan_wording.DECISION_FIELDS[name]
                self.fields[name].label = label

    def _own(self, name: str, case: Case, gate: Gate | None) -> forms.Field:
        if name == "happened_on":
            return DayField(label=DAY[self.kind], required=False)
        if name == "parts":
            codes = SKILLS if self.kind == "downscaling" else EXEMPTION_PARTS
            label = _("Exams at A2") if self.kind == "downscaling" else _("Which parts (none: all of it)")
            return forms.MultipleChoiceField(label=label, required=False, choices=_parts(codes), widget=PartBoxes)
        if name == "ground":
            grounds = ADVISED_GROUNDS if self.kind == "extension_advice" else EXEMPTION_GROUNDS
            choices = [("", _("choose a ground")), *((code, VALUES["ground"][code]) for code in grounds)]
            return forms.ChoiceField(choices=choices, required=False, widget=PlainSelect)
        if name == "talk":
            talks = [(str(fact.id), f"{wording.fact(fact.kind)}, {days.short(fact.on)}") for fact in _talks(gate)]
            return _radios(talks)
        if name == "culpability":
            found = _radios(LATE if self.kind == "map_sign_off" else CULPABILITY)
            found.label = _("Is being late the person's own doing?") if self.kind == "map_sign_off" else ""
            return found
        routes = wording.choices("route")
        other = [pair for pair in routes if pair[0] != case.assessment.route]
        return {
            "route": _radios(other),
            "wish_route": _radios([("", _("No preference, or not known")), *routes]),
            "basis": _radios(BASIS),
            "supports": _radios(ADVICE),
        }[name]

    @property
    def questions(self) -> list[BoundField]:
        """The questions of the framework."""
        return [self[name] for name in self.fields if name.startswith(ANSWER)]

    @property
    def own(self) -> list[BoundField]:
        """What is decided."""
        return [self[name] for name in OWN[self.kind]]

    def content(self) -> Considered:
        """What was filled in; call it on a valid form."""
        got = self.cleaned_data
        values = {name: got[name] for name in NAMES if name in self.fields}
        if "supports" in values:
            values["supports"] = values["supports"] != "no"
        return Considered(**{**values, "answers": self._answers()})

    def _answers(self) -> dict[str, str]:
        found = {one.code: self.cleaned_data.get(ANSWER + one.code, "") for one in self.framework.questions}
        return {code: text for code, text in found.items() if text}


def values_of(said: Considered, version: int) -> dict[str, Any]:
    """A stored decision as the form sends it."""
    values: dict[str, Any] = {name: getattr(said, name) for name in NAMES if name != "answers"}
    values |= {ANSWER + code: text for code, text in said.answers.items()}
    return {**values, "supports": "yes" if said.supports else "no", "version": version}


def _parts(codes: Sequence[str]) -> list[tuple[str, Any]]:
    return [(code, VALUES["parts"].get(code) or VALUES["component"][code]) for code in codes]


def _talks(gate: Gate | None) -> Sequence[Any]:
    return gate.talks if gate else ()


def _letters() -> list[str]:
    return list(dict.fromkeys(LETTER_LANGUAGES.values()))


class WithdrawDecisionForm(forms.Form):
    """Why it is not gone on with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why do you not go on with it?"), max_length=500, widget=forms.TextInput({"dir": "auto"})
    )


class FinalForm(forms.Form):
    """From when it cannot be changed any more: nobody objected, or the judge has spoken."""

    fact = forms.UUIDField(widget=forms.HiddenInput)
    irrevocable_on = DayField(label=_("Final since"))
