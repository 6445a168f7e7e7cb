"""Names of the texts and of their states."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wegwijs.desk.wording.tables import Words
from wegwijs.quality.content import Refused

KINDS: Mapping[str, Words] = {
    "guide": gettext_lazy("Guides for conversations"),
    "framework": gettext_lazy("Consideration frameworks"),
    "instruction": gettext_lazy("Work instructions"),
}
WHERE: Mapping[str, Words] = {
    "guide": gettext_lazy("Stands beside the conversation. A conversation keeps the version it was held with."),
    "framework": gettext_lazy("What you weigh before you decide. A decision keeps the version it was taken with."),
    "instruction": gettext_lazy("Stands folded in at the step where it is needed."),
}
# kind → code → name, for what has no title yet in another place.
CODES: Mapping[str, Mapping[str, Words]] = {
    "guide": {
        "intake": gettext_lazy("Broad intake"),
        "pip": gettext_lazy("Making the plan (PIP)"),
        "progress": gettext_lazy("Progress conversation"),
        "extra": gettext_lazy("Extra conversation"),
        "final": gettext_lazy("Final conversation"),
    },
    "framework": {
        "downscaling": gettext_lazy("Downscaling from B1 to A2"),
        "route_change": gettext_lazy("Another route"),
        "extension_advice": gettext_lazy("Advice on an extension"),
        "exemption_advice": gettext_lazy("Advice on an exemption"),
        "map_sign_off": gettext_lazy("Signing off the MAP"),
        "enforcement": gettext_lazy("Enforcement"),
        "work_beside_integration": gettext_lazy("Work beside integration"),
    },
    "instruction": {
        "contact": gettext_lazy("Recording a contact"),
        "invitation": gettext_lazy("Inviting"),
        "summons": gettext_lazy("Summoning"),
        "missed": gettext_lazy("Somebody did not come"),
        "conversation": gettext_lazy("Holding a conversation"),
        "test": gettext_lazy("Learnability test"),
        "information": gettext_lazy("Information from others"),
        "absence": gettext_lazy("Intake without the person"),
        "plan": gettext_lazy("Making the plan (PIP)"),
        "course": gettext_lazy("The course"),
        "pvt": gettext_lazy("PVT"),
        "map": gettext_lazy("MAP"),
        "wish": gettext_lazy("Wish or complaint"),
        "work": gettext_lazy("Work or volunteering"),
        "transfer": gettext_lazy("Handing over to another team"),
    },
}
PARTS: Mapping[str, Words] = {
    "guide": gettext_lazy("Topics"),
    "framework": gettext_lazy("Questions"),
    "instruction": gettext_lazy("Points"),
}
_REFUSED: Mapping[str, Words] = {
    "no_title": gettext_lazy("Give it a title."),
    "no_parts": gettext_lazy("Nothing is left. Keep or add at least one."),
    "too_many_parts": gettext_lazy("This is too long to use during work. Leave some out."),
    "part_without_title": gettext_lazy("Give each its title, or take it out."),
    "statutory_missing": gettext_lazy("The law asks for this, so it stays: %(names)s."),
    "not_open": gettext_lazy("A colleague sent or approved this meanwhile. Look at it first."),
    "nothing_new": gettext_lazy("These are the words that are in force already. Change something first."),
    "no_remark": gettext_lazy("Write what should be different, so that your colleague can go on."),
    "in_the_past": gettext_lazy("Choose today or a later day: conversations that were held keep the words they had."),
}


def name(kind: str, code: str) -> str:
    """How a text is called in lists."""
    return str(CODES[kind][code])


def number(found: int | None) -> str:
    """Which version."""
    if found is None:
        return _("not approved yet")
    return _("version %(number)d") % {"number": found} if found else _("came with Wegwijs")


def refused(error: Refused) -> str:
    """Why it could not be done, and what to do."""
    return str(_REFUSED.get(error.code, error.code)) % {"names": ", ".join(error.names)}
