"""Subjects, outcomes and refusals in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wegwijs.desk.wording.tables import Words

SUBJECTS: Mapping[str, Words] = {
    "money": gettext_lazy("money and bills"),
    "food": gettext_lazy("food"),
    "clothing": gettext_lazy("clothing"),
    "household": gettext_lazy("things for the home"),
    "forms": gettext_lazy("letters and forms"),
    "health": gettext_lazy("health"),
    "talking": gettext_lazy("talking with somebody"),
    "language": gettext_lazy("practising Dutch"),
    "meeting": gettext_lazy("meeting people"),
    "children": gettext_lazy("children"),
    "housing": gettext_lazy("housing"),
    "work": gettext_lazy("work and volunteering"),
    "legal": gettext_lazy("rights"),
    "digital": gettext_lazy("phone and computer"),
    "safety": gettext_lazy("being safe"),
}
OUTCOMES: Mapping[str, Words] = {
    "yes": gettext_lazy("yes"),
    "partly": gettext_lazy("a little"),
    "no": gettext_lazy("no"),
    "later": gettext_lazy("not been there yet"),
}
REFUSED: Mapping[str, Words] = {
    "nothing_said": gettext_lazy("Give it a name and say what it does."),
    "no_subject": gettext_lazy("Choose at least one subject, so that colleagues find it."),
    "unreachable": gettext_lazy("Fill in one way to reach it: address, phone, e-mail, website or how."),
    "consent": gettext_lazy("Refer only when the person wants it. Tick that this is so."),
    "not_there": gettext_lazy("This place is no longer on the map. Choose another one."),
    "subject": gettext_lazy("Choose what it is about."),
    "too_long": gettext_lazy("Make the question shorter, so that it can be read at a counter."),
    "outcome": gettext_lazy("Choose one of the answers."),
}


def waiting(weeks: int | None) -> str:
    """How long somebody waits there."""
    if weeks is None:
        return _("waiting time not known")
    if weeks == 0:
        return _("no waiting time")
    return ngettext("about %(n)d week of waiting", "about %(n)d weeks of waiting", weeks) % {"n": weeks}


def subjects(codes: tuple[str, ...]) -> str:
    """Subjects as one line."""
    return ", ".join(str(SUBJECTS[one]) for one in codes)
