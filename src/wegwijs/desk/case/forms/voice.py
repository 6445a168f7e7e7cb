"""The form for a wish or a complaint, on a case and at the desk; and a moment of contact with what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.actor import Actor
from wegwijs.components import days
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.case.forms.base import Label, RecordForm, choice, line, lines, on_field, yes_no
from wegwijs.desk.voice import wording
from wegwijs.desk.wording.values import VALUES
from wegwijs.eventlog import words
from wegwijs.intake.entries import Entry
from wegwijs.voice import actions as voice
from wegwijs.voice import queries as voices

PROMISE = "promise"
ASKED: dict[str, Label] = {
    "organisation": gettext_lazy("About which school or provider?"),
    "named": gettext_lazy("May the contract manager know who it is?"),
}


class WishFields(forms.Form):
    """What is asked of a wish or complaint. `reading_as`: for whom, on which case, so that rules can be asked."""

    what = choice(gettext_lazy("What is it?"), list(wording.KIND.items()))
    about = forms.ChoiceField(
        label=gettext_lazy("About what?"), widget=PlainSelect,
        choices=lambda: [("", _("choose a subject")), *wording.subjects()],
    )  # fmt: skip
    subject = lines(
        gettext_lazy("What the person says"), voice.LONGEST, required=True,
        help_text=gettext_lazy("Short, in the person's own words."),
    )  # fmt: skip
    organisation = forms.ChoiceField(label=ASKED["organisation"], required=False, widget=PlainSelect)
    name_agreed = yes_no(ASKED["named"], required=False)
    on = on_field()
    from_fact = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def fill_providers(self, actor: Actor) -> None:
        """Who works for this municipality."""
        found = [(str(pk), name) for pk, name in voices.providers(actor)]
        self.fields["organisation"].choices = [("", _("choose a provider")), *found]  # type: ignore[attr-defined]
        self.fields["name_agreed"].help_text = _(
            "The contract manager gets a complaint about a provider without the name, unless the person agrees."
        )

    def heard(self) -> voice.Heard:
        """The cleaned fields as the action takes them."""
        got = self.cleaned_data
        provider = got.get("organisation") if got["what"] == "complaint" else ""
        return voice.Heard(
            kind=got["what"], subject=got["about"], words=got["subject"], on=got["on"],
            organisation_id=int(provider) if provider else None, name_agreed=got.get("name_agreed") == "yes",
            from_fact=got.get("from_fact"),
        )  # fmt: skip

    def ask_rules(self, actor: Actor, trajectory_id: int) -> None:
        """What the room refuses, beside the field it is about."""
        try:
            voice.check(actor, trajectory_id, self.heard())
        except voice.Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, wording.refusal(refused))


class WishForm(WishFields, RecordForm):
    """A wish or a complaint, in the person's own words, on a case."""

    def defaults(self) -> dict[str, Any]:
        """Mostly a wish; the provider is the school where the person is."""
        named = [fact.payload["provider"] for fact in self.case.facts if fact.payload.get("provider")]
        known = {name: pk for pk, name in voices.providers(self.actor)}
        last = next((known[name] for name in reversed(named) if name in known), "")
        return {"what": "wish", "name_agreed": "no", "organisation": last}

    def prepare(self) -> None:
        """The providers."""
        self.fill_providers(self.actor)

    def entries(self) -> Sequence[Entry]:
        """The fact that it comes to; the words stay out of the record."""
        got = self.cleaned_data
        fact = got.get("from_fact")
        if fact and str(fact) not in {one.id for one in self.case.facts}:
            self.add_error(None, _("This is no longer so. Go back to the case and look again."))
        self.ask_rules(self.actor, self.case.id)
        if self.errors:
            return []
        return [Entry(voice.FACTS[got["what"]], got["on"], {"subject": got["about"]})]

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """The wish, and the fact that may be taken back."""
        request_id = self.cleaned_data["request_id"]
        heard = self.heard()
        voice.hear(self.actor, self.case.id, heard, now=now, request_id=request_id)
        return () if heard.from_fact else (request_id,)

    @property
    def done(self) -> str:
        """What happens now."""
        said = _("Recorded: %(fact)s.") % {"fact": str(wording.KIND[self.cleaned_data["what"]]).lower()}
        return " ".join([said, _("It stands on Today until the person has an answer.")])


class ContactFields(forms.Form):
    """How is a button, so that a contact takes two clicks; what was promised may stand beside it."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How"), choices=[(code, VALUES["channel"][code]) for code in words.CHANNELS]
    )
    on = on_field()
    task = line(gettext_lazy("What will we do?"), 200, help_text=gettext_lazy("It comes on Today on that day."))
    task_on = DayField(label=gettext_lazy("By when?"), required=False)

    def ask_promise(self, actor: Actor) -> None:
        """Both or neither."""
        got = self.cleaned_data
        if not got.get("task") and not got.get("task_on"):
            return
        try:
            voice.check_promise(actor, got.get("task") or "", got.get("task_on"))
        except voice.Refused as refused:
            self.add_error(refused.field, wording.refusal(refused))


class ContactForm(ContactFields, RecordForm):
    """A moment of contact on a case."""

    def entries(self) -> Sequence[Entry]:
        """One contact."""
        got = self.cleaned_data
        self.ask_promise(self.actor)
        return [Entry("contact_made", got["on"], {"channel": got["channel"]})]

    def save(self, *, now: datetime) -> tuple[UUID, ...]:
        """The contact, and what was promised: for whoever is responsible; a colleague who promises does it."""
        stored = super().save(now=now)
        got = self.cleaned_data
        if got.get("task"):
            responsible = self.case.responsible
            voice.promise(
                self.actor, self.case.id, got["task"], got["task_on"], now=now,
                request_id=uuid5(got["request_id"], PROMISE),
                own=responsible is not None and responsible.user_id != self.actor.user_id,
            )  # fmt: skip
        return stored

    @property
    def done(self) -> str:
        """What was recorded, and when the promise comes back."""
        if not self.cleaned_data.get("task"):
            return super().done
        on = days.short(self.cleaned_data["task_on"])
        return " ".join([super().done, _("What we promised comes on Today, for %(day)s.") % {"day": on}])
