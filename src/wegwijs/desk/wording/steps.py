"""Next steps in words: what to do, the word on its button, and why. Codes: dossier.next_steps."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wegwijs.components import days
from wegwijs.desk.wording.tables import Words
from wegwijs.dossier.next_steps import NextStep

# code → (what to do, the button, the reason code that goes with it)
_STEPS: dict[str, tuple[Words, Words, str]] = {
    "assign": (_("Choose who guides this person"), _("Choose"), "new_case"),
    "invite": (_("Invite for a first conversation"), _("Invite"), "not_invited"),
    "summon": (_("Send a summons"), _("Send a summons"), "did_not_come"),
    "complete_in_absence": (_("Complete the intake without the person"), _("Complete"), "three_summonses"),
    "hold_intake": (_("Hold the intake conversation"), _("Conversation"), "invited"),
    "third_party": (_("Ask for the information from others again"), _("Record"), "information_requested"),
    "record_test": (_("Record the learnability test"), _("Record"), "no_test"),
    "make_plan": (_("Make the PIP together"), _("Make the plan"), "plan_owed"),
    "tell_duo": (_("Tell DUO the plan"), _("Record"), "plan_decided"),
    "start_course": (_("Get the course started"), _("Record"), "course_not_started"),
    "progress_conversation": (_("Hold a progress conversation"), _("Conversation"), "rhythm"),
    "plan_pvt": (_("Plan the participation statement (PVT)"), _("Plan"), "component_owed"),
    "plan_map": (_("Plan the labour market module (MAP)"), _("Plan"), "component_owed"),
    "ask_name": (_("Ask the name and fill it in"), _("Fill in"), "name_unknown"),
    "ask_language": (_("Ask which language the person speaks"), _("Fill in"), "language_unknown"),
    "ask_interpreter": (_("Ask if an interpreter is needed"), _("Fill in"), "interpreter_unknown"),
}
STEPS = {code: words[0] for code, words in _STEPS.items()}
# reason → (with the day it counts from, without)
_REASONS: dict[str, tuple[Words, Words]] = {
    "new_case": (_("new since %(day)s, nobody guides this person yet"), _("new, nobody guides this person yet")),
    "not_invited": (_("known to us since %(day)s and not invited yet"), _("not invited yet")),
    "did_not_come": (_("did not come on %(day)s"), _("did not come last time")),
    "three_summonses": (
        _("did not come after the last summons, on %(day)s"),
        _("did not come after the last summons"),
    ),
    "invited": (_("invited on %(day)s"), _("invited, no conversation recorded yet")),
    "information_requested": (_("asked on %(day)s, no answer yet"), _("asked, no answer yet")),
    "no_test": (_("conversation held on %(day)s, no test recorded yet"), _("conversation held, no test recorded yet")),
    "plan_owed": (_("intake held on %(day)s, the plan is not there yet"), _("intake held, the plan is not there yet")),
    "plan_decided": (
        _("plan decided on %(day)s, DUO does not know it yet"),
        _("plan decided, DUO does not know it yet"),
    ),
    "course_not_started": (_("plan since %(day)s, no course yet"), _("there is a plan, no course yet")),
    "rhythm": (_("spoke with each other on %(day)s"), _("it has been a while since you spoke")),
    "component_owed": (_("in the plan of %(day)s and not done yet"), _("in the plan and not done yet")),
    "name_unknown": (_("DUO gives no name"), _("DUO gives no name")),
    "language_unknown": (_("the language is not in the file"), _("the language is not in the file")),
    "interpreter_unknown": (_("not asked yet"), _("not asked yet")),
}
REASONS = {code: words[1] for code, words in _REASONS.items()}


def step(code: str, attempt: int | None = None) -> str:
    """What to do: "Invite for a first conversation"; a summons says which one it is."""
    if code == "summon" and attempt:
        return gettext("Send summons %(number)d") % {"number": attempt}
    return str(STEPS.get(code, code))


def action(code: str) -> str:
    """The word on the button of a step."""
    return str(_STEPS[code][1]) if code in _STEPS else gettext("Open")


def reason(one: NextStep) -> str:
    """Why a step stands there, with the day it counts from: "did not come on 3 nov 2025"."""
    if one.reason not in _REASONS:
        return one.reason
    with_day, without = _REASONS[one.reason]
    return str(with_day) % {"day": days.short(one.since)} if one.since else str(without)


def reason_of(code: str) -> str:
    """Why a step of this code stands there, where its day is not at hand (lists)."""
    return str(REASONS[_STEPS[code][2]]) if code in _STEPS else ""
