"""Forms for answering: decide and tell, look whether it came true, put right, hand over, take back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.staff import case_workers
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.case.forms.base import choice, language_field, line, lines
from wegwijs.desk.case.forms.voice import WishFields
from wegwijs.desk.voice import wording
from wegwijs.voice import actions as voice
from wegwijs.voice.queries import Said

LANGUAGE_UNKNOWN = "nl"


class Versioned(forms.Form):
    """Carries which version of the row it was filled in on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label_suffix = ""


class AnswerForm(Versioned):
    """The decision with its reason, and how the person heard it; the second may come later."""

    decision = choice(gettext_lazy("What is the answer?"), wording.DECISION)
    reason = lines(
        gettext_lazy("Why? In plain words, as you tell it"), voice.LONGEST, required=True,
        help_text=gettext_lazy("Short sentences. The person reads or hears exactly this."),
    )  # fmt: skip
    own_words = lines(gettext_lazy("The same in the person's language, if somebody can write it"), voice.LONGEST)
    look_again_on = DayField(
        label=gettext_lazy("Look again on"), required=False,
        help_text=gettext_lazy("Needed with “later”. With “yes” or “partly” it is filled in by itself."),
    )  # fmt: skip
    told_on = DayField(
        label=gettext_lazy("Told on"), required=False,
        help_text=gettext_lazy("Leave it empty when you still have to tell it. It stays on Today until then."),
    )  # fmt: skip
    told_language = language_field(gettext_lazy("In which language?"))
    told_how = forms.ChoiceField(
        label=gettext_lazy("How?"), required=False, widget=PlainSelect,
        choices=lambda: [("", _("choose how")), *wording.HOW],
    )  # fmt: skip

    @classmethod
    def on(cls, said: Said, language: str) -> dict[str, Any]:
        """What is filled in to begin with: what stands, and the language of the person."""
        return {
            "version": said.version, "decision": said.decision, "reason": said.reason, "own_words": said.own_words,
            "look_again_on": said.look_again_on, "told_on": said.told_on,
            "told_language": said.told_language or language, "told_how": said.told_how,
        }  # fmt: skip

    def given(self) -> voice.Answer:
        """As the action takes it."""
        got = self.cleaned_data
        return voice.Answer(
            decision=got["decision"], reason=got["reason"], own_words=got["own_words"],
            look_again_on=got["look_again_on"], told_on=got["told_on"], told_language=got["told_language"],
            told_how=got["told_how"],
        )  # fmt: skip


class RealiseForm(Versioned):
    """The day on which it came true, or on which to look again."""

    on = DayField(label=gettext_lazy("It came true on"), required=False)
    until = DayField(label=gettext_lazy("Not yet: look again on"), required=False)


class CorrectForm(WishFields, Versioned):
    """What was written down, to be put right."""

    def __init__(self, data: Any, *, actor: Actor, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, label_suffix="", prefix="right")
        self.fill_providers(actor)

    @classmethod
    def on_row(cls, said: Said) -> dict[str, Any]:
        """As it stands."""
        return {
            "version": said.version, "what": said.kind, "about": said.subject, "subject": said.words,
            "on": said.heard_on, "name_agreed": "no",
            "organisation": said.passed_on.organisation_id if said.passed_on else "",
        }  # fmt: skip


class OwnerForm(Versioned):
    """Who answers."""

    owner = forms.ChoiceField(label=gettext_lazy("Who answers?"), required=False, widget=PlainSelect)

    def __init__(self, data: Any, *, actor: Actor, said: Said) -> None:
        super().__init__(
            data, initial={"version": said.version, "owner": said.owner_id or ""}, label_suffix="", prefix="owner"
        )
        people = [(str(one.user_id), one.name) for one in case_workers(actor)]
        own = [(str(actor.user_id), _("I do"))] if actor.user_id else []
        self.fields["owner"].choices = [("", _("whoever guides the person")), *own, *people]  # type: ignore[attr-defined]


class TakeBackForm(Versioned):
    """Why it was a mistake."""

    reason = line(
        gettext_lazy("Why is it not right?"), 200, required=True,
        help_text=gettext_lazy(
            "Short, for whoever reads the history later. For example: recorded on the wrong person."
        ),
    )  # fmt: skip


class HandleForm(Versioned):
    """What the contract manager did with a complaint."""

    words = lines(
        gettext_lazy("What did you do with it?"), voice.LONGEST, required=True,
        help_text=gettext_lazy("Whoever guides the person tells them this, in their language."),
    )  # fmt: skip
