"""The form of an appointment: filled in from the file and from last time, so that mostly one look is enough."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.middleware import AMSTERDAM
from wegwijs.components.days import DayField
from wegwijs.components.selects import PlainSelect
from wegwijs.desk.agenda import words
from wegwijs.desk.agenda.telling import Reaching
from wegwijs.desk.case.forms.base import choice, language_field
from wegwijs.dossier.queries import Case
from wegwijs.planning import actions, rooms
from wegwijs.planning.queries import Planned
from wegwijs.planning.wanted import Wanted, interpreters, modes

LENGTHS = (30, 45, 60, 90, 120)  # minutes to choose from
USUAL = 60
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class TimeField(forms.CharField):
    """A time on the clock, as 14:30 or 14.30."""

    widget = forms.TextInput({"class": "tiny", "placeholder": "14:30", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        """The time; refuses what is none."""
        found = _TIME.fullmatch(super().clean(value).strip())
        if found is None:
            raise forms.ValidationError(gettext_lazy("Write the time as 14:30."))
        return time(int(found[1]), int(found[2]))


class AppointmentForm(forms.Form):
    """What kind, when, how, by whom, and with which interpreter."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(label=gettext_lazy("Which conversation?"), widget=PlainSelect)
    on = DayField(label=gettext_lazy("Day"))
    at = TimeField(label=gettext_lazy("Time"))
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long?"), coerce=int, widget=PlainSelect)
    mode = choice(gettext_lazy("Where?"), list(words.MODES.items()))
    room = forms.ChoiceField(label=gettext_lazy("In which room?"), required=False, widget=PlainSelect)
    user = forms.TypedChoiceField(label=gettext_lazy("Who holds it?"), coerce=int, widget=PlainSelect)
    second = forms.TypedChoiceField(
        label=gettext_lazy("Second colleague"), required=False, coerce=int, empty_value=None, widget=PlainSelect
    )
    language = language_field(gettext_lazy("In which language?"))
    interpreter = choice(gettext_lazy("Interpreter"), list(words.INTERPRETERS.items()))
    tell = forms.BooleanField(required=False)

    def __init__(
        self, data: Any, *, actor: Actor, case: Case, measures: frozenset[str], reaching: Reaching,
        initial: Mapping[str, Any],
    ) -> None:  # fmt: skip
        super().__init__(data, initial={"tell": True, **initial}, label_suffix="")
        colleagues = [(str(key), name) for key, name in actions.who(actor, case).items()]
        here = [(str(one.uuid), one.name) for one in rooms.rooms(actor, in_use=True)]
        kept = [(str(initial["room"]), initial["room_name"])] if initial.get("room_name") else []
        self._offer("kind", list(words.KINDS.items()))
        self._offer("minutes", [(str(one), _minutes(one)) for one in _lengths(initial.get("minutes"))])
        self._offer("mode", [(one, words.MODES[one]) for one in modes(measures)])
        self._offer("room", [("", _("no room yet")), *dict([*kept, *here]).items()])
        self._offer("user", colleagues)
        self._offer("second", [("", _("nobody")), *colleagues])
        self._offer("interpreter", [(one, words.INTERPRETERS[one]) for one in interpreters(measures)])
        if not here and not kept:
            self.fields["room"].widget = forms.HiddenInput()
        self.fields["tell"].label = reaching.offer
        self.fields["tell"].help_text = reaching.hint

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field with choices

    def wanted(self) -> Wanted:
        """As the action takes it."""
        got = self.cleaned_data
        starts = datetime.combine(got["on"], got["at"], AMSTERDAM)
        return Wanted(
            got["kind"], got["mode"], starts, starts + timedelta(minutes=got["minutes"]), got["user"],
            got["language"], got["interpreter"], got["room"] if got["mode"] == "physical" else None, got["second"],
        )  # fmt: skip

    def clean_room(self) -> UUID | None:
        """As the name of a row."""
        return UUID(self.cleaned_data["room"]) if self.cleaned_data["room"] else None


def _lengths(chosen: Any) -> list[int]:
    return sorted({*LENGTHS, *([chosen] if chosen else [])})


def _minutes(count: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", count) % {"n": count}


def standing(one: Planned) -> dict[str, Any]:
    """The fields of an appointment that is there."""
    return {
        "kind": one.kind, "on": one.on, "at": f"{one.starts_at:%H:%M}",
        "minutes": (one.ends_at - one.starts_at).seconds // 60, "mode": one.mode,
        "room": one.room_uuid or "", "room_name": one.room, "user": one.user_id, "second": one.second_id or "",
        "language": one.language, "interpreter": one.interpreter, "version": one.version,
    }  # fmt: skip


def first(
    actor: Actor, case: Case, kind: str, last: Planned | None, measures: frozenset[str], when: tuple[date, str]
) -> dict[str, Any]:
    """What is filled in to begin with: as last time, in the person's language, on the day that was spoken of."""
    needed = {"needed": "professional", "not_needed": "none"}.get(case.person.interpreter, "")
    near = actions.who(actor, case)
    own = actor.user_id if actor.user_id in near else next(iter(near), "")
    again = standing(last) if last is not None else {"mode": "physical", "minutes": USUAL}
    interpreter = "professional" if "professional_interpreter" in measures else needed
    told = {
        "kind": kind, "on": when[0], "at": when[1], "user": own, "language": case.person.mother_tongue,
        "interpreter": interpreter, "version": 0,
    }  # fmt: skip
    filled = {**again, **told}
    if filled["mode"] not in modes(measures):
        filled["mode"] = "physical"
    return filled
