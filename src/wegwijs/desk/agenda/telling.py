"""How the person hears of an appointment: by their own phone or mailbox, by a letter without those."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wegwijs.desk import wording
from wegwijs.desk.voice.messages import CHANNEL
from wegwijs.dossier.queries import Case
from wegwijs.exchange.messaging.gateway import connected
from wegwijs.planning.actions import Tell
from wegwijs.voice import messaging, texts

ORDER = ("sms", "whatsapp", "mail")


@dataclass(frozen=True, slots=True)
class Reaching:
    """What is offered, in words, and what follows when it is ticked."""

    offer: str
    hint: str
    tell: Tell


def reaching(case: Case) -> Reaching:
    """The person's own phone or mailbox first; somebody else's only from the page of messages, where that is asked."""
    own = [way for way in messaging.ways(case.contacts) if way.whose == "own" and not way.why_not]
    way = min(own, key=lambda one: ORDER.index(one.channel)) if own and connected() else None
    code = texts.closest(case.person.mother_tongue)
    language = wording.language(code)
    if way is None:
        return Reaching(
            _("Make a letter, to print and send (%(language)s)") % {"language": language},
            _("There is no phone or mailbox of the person to write to."), Tell(code, None),
        )  # fmt: skip
    return Reaching(
        _("Send a message: %(channel)s to %(value)s (%(language)s)")
        % {"channel": CHANNEL[way.channel], "value": way.value, "language": language},
        _("Day, time and place only. Others may read it."), Tell(code, way),
    )  # fmt: skip
