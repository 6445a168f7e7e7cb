"""The form of a plan: what was explained, what the person wishes, what is decided. Returns a `Content`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording
from wegwijs.desk.wording.people import FREQUENT
from wegwijs.plans import wording as plan_wording
from wegwijs.plans.content import LETTER_LANGUAGES, NAMES, Content

MOST_AGREEMENTS = 15  # the letter holds twenty lines, of which some are its own
LONGEST_AGREEMENT = 300
PARTS = ("reading", "listening", "writing", "speaking", "knm")
LITERACY = [
    ("none", _("not needed")),
    ("literacy", _("learns to read and write")),
    ("other_script", _("reads another script, learns ours")),
]
RELIEF = [
    ("", _("none")),
    ("heavy", _("the municipality pays the fixed costs")),
    ("light", _("light help")),
    ("own_direct_debit", _("own direct debit")),
]
LEVEL = [("", _("the usual level of the route")), ("b1", "B1"), ("a2", "A2")]


class Lines(forms.CharField):
    """One text per line; empty lines fall away."""

    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines, at most `MOST_AGREEMENTS`."""
        lines = [line.strip()[:LONGEST_AGREEMENT] for line in (super().clean(value) or "").splitlines()]
        return [line for line in lines if line][:MOST_AGREEMENTS]


def _text(rows: int = 2, most: int = 500) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=most, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), strip=True
    )


def _number(highest: int) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=highest)


class PlanForm(forms.Form):
    """Nothing is required here: a draft may be half; `plans.checks` says what is missing before establishing."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    explained_routes = forms.MultipleChoiceField(
        required=False, choices=wording.choices("route"), widget=forms.CheckboxSelectMultiple
    )
    explained_language = forms.ChoiceField(required=False, widget=PlainSelect)
    with_interpreter = forms.BooleanField(required=False)
    wish_route = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    wish_work = _text()
    wish_study = _text()
    wish_times = _text()
    wish_remarks = _text(most=1000)
    route = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    level = forms.ChoiceField(required=False, choices=LEVEL)
    intensity_hours = _number(9999)
    hours_per_week = forms.DecimalField(
        required=False, min_value=Decimal(0), max_value=Decimal(40), decimal_places=1, localize=True
    )
    literacy = forms.ChoiceField(choices=LITERACY, required=False)
    may_finish_education = forms.BooleanField(required=False)
    pvt_hours = _number(999)
    pvt_how = _text()
    map_hours = _number(999)
    map_how = _text()
    participation_how = _text()
    guidance = _text(most=1000)
    relief_form = forms.ChoiceField(required=False, choices=RELIEF)
    conversations_per_year = _number(52)
    childcare = _text()
    voluntary_exams = forms.MultipleChoiceField(
        required=False,
        choices=[(part, wording.word("component", part)) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
    )
    agreements = Lines(required=False)
    reason_wish = _text(3, 1500)
    reason_test = _text(3, 1500)
    reason_change = _text(3, 1500)
    unilateral = forms.BooleanField(required=False)
    unilateral_reason = _text(3, 1500)
    person_present = forms.BooleanField(required=False)
    copies = _number(9)
    document_language = forms.ChoiceField(required=False, widget=PlainSelect)
    dated_on = DayField(required=False)

    def __init__(self, *args: Any, mother_tongue: str = "", speaks: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NAMES:
            self.fields[name].label = plan_wording.field(name)
        routes = wording.choices("route")
        self.fields["wish_route"].choices = [("", _("No preference, or not known")), *routes]  # type: ignore[attr-defined]
        self.fields["route"].choices = routes  # type: ignore[attr-defined]
        own = [code for code in (mother_tongue, *speaks) if code]
        spoken = dict.fromkeys([*own, "nl", *FREQUENT, str(self.initial.get("explained_language") or "")])
        self.fields["explained_language"].choices = [  # type: ignore[attr-defined]
            ("", _("not known")),
            *((code, wording.language(code)) for code in spoken if code),
        ]
        letters = dict.fromkeys(LETTER_LANGUAGES.values())
        self.fields["document_language"].choices = [  # type: ignore[attr-defined]
            ("", _("Dutch only")),
            *((code, wording.language(code)) for code in letters),
        ]

    def content(self) -> Content:
        """What was filled in; call it on a valid form."""
        values = {name: self.cleaned_data[name] for name in NAMES}
        return Content(**{**values, "literacy": values["literacy"] or "none", "copies": values["copies"] or 0})


class AskForm(forms.Form):
    """Whom to ask: a colleague, or whoever is free."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    colleague = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label=_("Ask"), widget=PlainSelect)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", _("any colleague of the department")), *colleagues]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A colleague's answer. Returning needs advice, so that the asker can go on."""

    outcome = forms.ChoiceField(choices=[("agreed", _("I agree")), ("returned", _("I send it back"))])
    advice = forms.CharField(
        required=False, max_length=1500, label=_("Advice"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def clean(self) -> dict[str, Any]:
        """Advice with what is sent back."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") == "returned" and not cleaned.get("advice", "").strip():
            self.add_error("advice", _("Write what your colleague can do better."))
        return cleaned
