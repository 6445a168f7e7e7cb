"""Forms of the social map: looking, describing a place, pointing somebody there, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording
from wegwijs.desk.case.forms.base import ColumnBoxes, InlineRadios, line, lines
from wegwijs.desk.help.words import OUTCOMES, SUBJECTS
from wegwijs.desk.wording.people import FREQUENT
from wegwijs.support.finding import OfferView
from wegwijs.support.social_map import OUTCOMES as OUTCOME_CODES
from wegwijs.support.social_map import QUESTION, Described, Wanted

WEEKS = (0, 2, 4, 8)


class FindForm(forms.Form):
    """What somebody looks for. An unknown value in the address is left out, never an error."""

    q = forms.CharField(label=gettext_lazy("Word"), required=False, max_length=100)
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False, widget=PlainSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, widget=PlainSelect)
    district = forms.ChoiceField(label=gettext_lazy("District"), required=False, widget=PlainSelect)
    weeks = forms.ChoiceField(label=gettext_lazy("Waiting time"), required=False, widget=PlainSelect)

    def __init__(self, data: Any, languages: set[str], districts: Sequence[str]) -> None:
        super().__init__(data, label_suffix="")
        spoken = sorted(((one, wording.language(one)) for one in languages), key=lambda pair: pair[1].casefold())
        self._offer("subject", _("all subjects"), list(SUBJECTS.items()))
        self._offer("language", _("all languages"), spoken)
        self._offer("district", _("the whole city"), [(one, one) for one in districts])
        self._offer(
            "weeks", _("does not matter"),
            [(str(one), _("none") if one == 0 else _("at most %(n)d weeks") % {"n": one}) for one in WEEKS],
        )  # fmt: skip

    def _offer(self, name: str, empty: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]  # a field with choices

    def wanted(self) -> Wanted:
        """What was filled in and is known."""
        self.is_valid()
        said = self.cleaned_data
        weeks = said.get("weeks")
        return Wanted(
            said.get("q", ""), said.get("subject", ""), said.get("language", ""), said.get("district", ""),
            int(weeks) if weeks else None,
        )  # fmt: skip


class OfferForm(forms.Form):
    """A place on the map."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    name = line(gettext_lazy("Name"), 120, required=True)
    what = lines(gettext_lazy("What it does"), 500, required=True)
    who = line(gettext_lazy("For whom"), 300)
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("About"), widget=ColumnBoxes, choices=list(SUBJECTS.items())
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken there"), required=False, widget=ColumnBoxes
    )
    districts = line(
        gettext_lazy("Districts"), 300,
        help_text=gettext_lazy("With a comma between them. Empty: for the whole city."),
    )  # fmt: skip
    waiting_weeks = forms.IntegerField(
        label=gettext_lazy("Waiting time in weeks"), required=False, min_value=0, max_value=200,
        help_text=gettext_lazy("0: none. Empty: not known."),
        widget=forms.TextInput({"class": "tiny", "inputmode": "numeric"}),
    )  # fmt: skip
    how = line(
        gettext_lazy("How to go there or call"), 300, help_text=gettext_lazy("Hours, appointment, what to bring.")
    )
    address = line(gettext_lazy("Address"), 200)
    phone = line(gettext_lazy("Phone"), 30)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=120, required=False)
    website = forms.URLField(label=gettext_lazy("Website"), max_length=200, required=False, assume_scheme="https")
    keeper = forms.TypedChoiceField(
        label=gettext_lazy("Kept by"), coerce=int, widget=PlainSelect,
        help_text=gettext_lazy("Gets a reminder when it was not checked for a long time."),
    )  # fmt: skip

    def __init__(self, data: Any, keepers: Sequence[tuple[int, str]], stands: OfferView | None = None) -> None:
        super().__init__(data, label_suffix="", initial=_initial(stands, keepers[0][0]))
        codes = dict.fromkeys(("nl", *FREQUENT, *(stands.said.languages if stands else ())))
        self.fields["languages"].choices = [(one, wording.language(one)) for one in codes]  # type: ignore[attr-defined]
        known = dict(keepers)
        if stands and stands.keeper_id not in known:
            known[stands.keeper_id] = stands.keeper
        self.fields["keeper"].choices = list(known.items())  # type: ignore[attr-defined]  # a field with choices

    def described(self) -> Described:
        """As it is kept."""
        said = self.cleaned_data
        named = tuple(dict.fromkeys(one.strip() for one in said["districts"].split(",") if one.strip()))
        return Described(
            said["name"].strip(), said["what"].strip(), said["who"].strip(), tuple(said["subjects"]),
            tuple(said["languages"]), named, said["waiting_weeks"], said["how"].strip(), said["address"].strip(),
            said["phone"].strip(), said["email"], said["website"],
        )  # fmt: skip


def _initial(stands: OfferView | None, me: int) -> dict[str, Any]:
    if stands is None:
        return {"request_id": uuid4(), "keeper": me, "languages": ["nl"]}
    said = stands.said
    return {
        **{name: getattr(said, name) for name in OfferForm.base_fields if hasattr(said, name)},
        "districts": ", ".join(said.districts), "request_id": stands.uuid, "version": stands.version,
        "keeper": stands.keeper_id,
    }  # fmt: skip


class ReferForm(forms.Form):
    """Point somebody to an offer."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    subject = forms.ChoiceField(label=gettext_lazy("What it is about"), widget=InlineRadios)
    question = lines(
        gettext_lazy("What else to ask there"), QUESTION,
        help_text=gettext_lazy("Stands on the note, in Dutch. Nothing that a stranger may not read."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=gettext_lazy("The person wants this, and knows that it is written down here"),
        error_messages={"required": gettext_lazy("Refer only when the person wants it. Tick that this is so.")},
    )

    def __init__(self, data: Any, found: OfferView, subject: str = "") -> None:
        codes = found.said.subjects
        start = {"request_id": uuid4(), "subject": subject if subject in codes else codes[0]}
        super().__init__(data, label_suffix="", initial=start)
        self.fields["subject"].choices = [(one, SUBJECTS[one]) for one in codes]  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """Did it help?"""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did it help?"), widget=InlineRadios, choices=[(one, OUTCOMES[one]) for one in OUTCOME_CODES]
    )
