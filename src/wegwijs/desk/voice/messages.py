"""Send the person a message about an appointment: choose how, see the words in their language, send; what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.guard import require
from wegwijs.accounts.requests import StaffRequest
from wegwijs.accounts.staff import address_of
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording as desk_words
from wegwijs.desk.case import showing
from wegwijs.desk.case.forms.base import choice
from wegwijs.desk.case.reach import may_change, open_case
from wegwijs.desk.voice import wording
from wegwijs.dossier.queries import Case
from wegwijs.exchange.messaging.gateway import connected
from wegwijs.letters import queries as letters
from wegwijs.outbox.queries import Told
from wegwijs.planning import queries as planning
from wegwijs.voice import messaging, posting, texts
from wegwijs.voice.actions import Refused

Words = str | Promise
LETTER = "letter"
CHANNEL: Mapping[str, Words] = {
    "sms": gettext_lazy("text message"), "whatsapp": gettext_lazy("app"), "mail": gettext_lazy("e-mail"),
}  # fmt: skip
WHAT: Mapping[str, Words] = {
    "text": gettext_lazy("an appointment"),
    "moved": gettext_lazy("another time or place"),
    "off": gettext_lazy("it is off"),
}
STATE: Mapping[str, tuple[str, Words]] = {
    "queued": ("info", gettext_lazy("on its way")),
    "sending": ("info", gettext_lazy("on its way")),
    "failing": ("watch", gettext_lazy("not sent yet, tried again")),
    "delivered": ("good", gettext_lazy("sent")),
    "refused": ("act", gettext_lazy("did not arrive")),
    "held": ("act", gettext_lazy("did not arrive")),
    "withdrawn": ("neutral", gettext_lazy("not sent")),
}


class WayForm(forms.Form):
    """To which phone or mailbox."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(label=gettext_lazy("How?"), widget=forms.RadioSelect)
    agreed = forms.BooleanField(
        label=gettext_lazy("The person agrees that I use a phone or mailbox of somebody else"), required=False
    )

    def __init__(self, data: Any, *, ways: tuple[messaging.Way, ...], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"request_id": uuid4(), **initial}, label_suffix="")
        self.by_key = {way.key: way for way in ways if not way.why_not}
        self.initial.setdefault("way", next(iter(self.by_key), ""))
        way: Any = self.fields["way"]
        way.choices = [(key, _words(one)) for key, one in self.by_key.items()]
        if not any(one.whose != "own" for one in self.by_key.values()):
            self.fields["agreed"].widget = forms.HiddenInput()

    def chosen(self) -> messaging.Way | None:
        """The way that was chosen."""
        return self.by_key.get(self.cleaned_data["way"])


class MessageForm(WayForm):
    """What about, in which language."""

    what = choice(gettext_lazy("What about?"), list(WHAT.items()))
    on = DayField(label=gettext_lazy("Day"))
    at = forms.CharField(
        label=gettext_lazy("Time"), max_length=5, widget=forms.TextInput({"class": "tiny", "placeholder": "10:00"})
    )
    place = forms.CharField(
        label=gettext_lazy("Place"), max_length=messaging.LONGEST_PLACE, required=False,
        help_text=gettext_lazy("An address. Others may read it, so leave out what the appointment is about."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("In which language?"), widget=PlainSelect)

    def __init__(self, data: Any, *, ways: tuple[messaging.Way, ...], initial: dict[str, Any]) -> None:
        super().__init__(data, ways=ways, initial=initial)
        way: Any = self.fields["way"]
        way.choices = [*way.choices, (LETTER, _("a letter, to print and send"))]
        self.initial["way"] = self.initial["way"] or LETTER
        language: Any = self.fields["language"]
        language.choices = [(code, texts.words(code).read["name"]) for code in texts.LANGUAGES]

    def told(self) -> messaging.Appointment:
        """As the action takes it."""
        got = self.cleaned_data
        return messaging.Appointment(got["what"], got["on"], got["at"].strip().replace(".", ":"), got["place"])


def _words(way: messaging.Way) -> str:
    whose = f" ({desk_words.word('whose', way.whose)})" if way.whose != "own" else ""
    return f"{CHANNEL[way.channel]}: {way.value}{whose}"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message that was asked for, in words."""

    case_uuid: UUID
    name: str
    text: str
    language: str
    rtl: bool
    channel: Words
    at: datetime
    tone: str
    state: Words
    why: str


def row(told: Told) -> MessageRow:
    """For a list."""
    content = told.content or {}
    tone, state = STATE[told.state]
    why = str(wording.REFUSALS.get(told.code, "")) if told.state == "refused" else ""
    if told.state == "refused" and not why:
        why = _("The gateway refused it. Call the person.")
    language = str(content.get("language", "nl"))
    return MessageRow(
        told.case_uuid, told.name, str(content.get("text", "")), texts.words(language).read["lang"],
        texts.words(language).rtl, CHANNEL.get(str(content.get("channel")), ""), told.queued_at, tone, state, why,
    )  # fmt: skip


def not_arrived(actor: Actor, now: datetime) -> list[MessageRow]:
    """For *Vandaag*."""
    return [row(one) for one in messaging.not_arrived(actor, now=now)]


@require("case.write")
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The form; then the exact words, to be sent with one more click; below, what was sent before."""
    case = open_case(request, uuid, "message")
    ways = messaging.ways(case.contacts)
    initial = {
        "what": "text", "place": address_of(request.actor.municipality_id),
        "language": texts.closest(case.person.mother_tongue), **({} if connected() else {"way": LETTER}),
        **_planned(request.actor, case),
    }  # fmt: skip
    form = MessageForm(request.POST or None, ways=ways, initial=initial)
    preview: dict[str, Any] = {}
    if request.method == "POST":
        may_change(case.id)
        if form.is_valid():
            try:
                if request.POST.get("do") == "send":
                    return _send(request, case, form)
                preview = _preview(request, form)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, wording.refusal(refused))
    context = {
        "case": case,
        "head": showing.header(case),
        "form": form,
        "preview": preview,
        "closed": [(_words(way), wording.REFUSALS[way.why_not]) for way in ways if way.why_not],
        "letters": [
            (one, desk_words.language(one.language))
            for one in letters.documents_of(request.actor, case.id)
            if one.template == posting.TEMPLATE
        ],
        "connected": connected(),
        "sent": [row(one) for one in messaging.of_case(request.actor, case.id, now=request.now)],
        "crumbs": [(case.person.name, reverse("desk:case", args=[uuid])), (_("Message"), "")],
    }
    return render(request, "desk/voice/message.html", context, status=422 if form.errors else 200)


def _planned(actor: Actor, case: Case) -> dict[str, Any]:
    """Day and time of the next appointment at the office, when there is one."""
    found = [one for one in planning.of_case(actor, case.id) if one.state == "planned" and one.mode == "physical"]
    coming = [one for one in reversed(found) if one.on >= actor.today]
    return {"on": coming[0].on, "at": f"{coming[0].starts_at:%H:%M}"} if coming else {}


def _preview(request: StaffRequest, form: MessageForm) -> dict[str, Any]:
    told, language = form.told(), form.cleaned_data["language"]
    if form.cleaned_data["way"] == LETTER:
        messaging.check_told(request.actor, told)
    else:
        messaging.check(request.actor, form.chosen(), told, language, agreed=form.cleaned_data["agreed"])
    words = texts.words(language)
    return {"text": told.words(language), "dutch": told.words("nl"), "lang": words.read["lang"], "rtl": words.rtl}


def _send(request: StaffRequest, case: Case, form: MessageForm) -> HttpResponse:
    got = form.cleaned_data
    if got["way"] == LETTER:
        posting.write(
            request.actor, case, form.told(), got["language"], now=request.now, request_id=got["request_id"]
        )  # fmt: skip
        messages.success(request, _("The letter is being made. It stands below in a moment."))
        return redirect("desk:person_message", case.uuid)
    messaging.send(
        request.actor, case, form.chosen(), form.told(), got["language"], agreed=got["agreed"], now=request.now,
        request_id=got["request_id"],
    )  # fmt: skip
    messages.success(request, _("The message is on its way."))
    return redirect("desk:person_message", case.uuid)
