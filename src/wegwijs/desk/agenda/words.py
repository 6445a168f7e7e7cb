"""Codes of appointments in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.accounts.actor import Actor
from wegwijs.desk.talk.words import KINDS
from wegwijs.desk.wording.tables import Words
from wegwijs.dossier.queries import Case

__all__ = ["INTERPRETERS", "KINDS", "MODES", "REFUSALS", "STATES", "TAKEN", "refusal"]
MODES: Mapping[str, Words] = {
    "physical": gettext_lazy("at the office"),
    "online": gettext_lazy("online"),
    "phone": gettext_lazy("by phone"),
    "home_visit": gettext_lazy("at home"),
}
INTERPRETERS: Mapping[str, Words] = {
    "professional": gettext_lazy("professional interpreter"),
    "none": gettext_lazy("none needed"),
}
STATES: Mapping[str, tuple[str, Words]] = {
    "planned": ("info", gettext_lazy("planned")),
    "moved": ("neutral", gettext_lazy("moved")),
    "held": ("good", gettext_lazy("held")),
    "not_come": ("neutral", gettext_lazy("did not come")),
    "called_off": ("neutral", gettext_lazy("called off")),
}
TAKEN: Mapping[str, Words] = {
    "person": gettext_lazy("%(name)s has another appointment then"),
    "room": gettext_lazy("%(name)s is taken then"),
}
REFUSALS: Mapping[str, Words] = {
    "unknown": gettext_lazy("Choose one."),
    "taken": gettext_lazy("This conversation was another appointment already. Look at how it stands now."),
    "which": gettext_lazy("Choose the language of the interpreter."),
    "same_person": gettext_lazy("Choose another colleague than who holds the conversation."),
    "no_reach": gettext_lazy(
        "This colleague does not see the case. Let the colleague work along first, or choose another."
    ),
    "has_been": gettext_lazy("Choose today or a day to come. A conversation that was held you record with Record."),
    "not_planned": gettext_lazy("A colleague moved it or called it off meanwhile. Look at how it stands now."),
}


def refusal(code: str, actor: Actor, case: Case) -> str:
    """The sentence. How this person is met stands behind the sign: here only where to look, or whom to ask."""
    if code != "measures":
        return str(REFUSALS[code])
    if actor.may("safety.read"):
        return _("Not like this. Look behind the sign ◇ how colleagues meet this person, and choose again.")
    name = case.responsible.name if case.responsible else _("the team that guides this person")
    return _("Not like this. Talk with %(name)s before you arrange a meeting.") % {"name": name}
