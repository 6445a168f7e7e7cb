"""A message to the person: day, time and place of an appointment, or where something is explained. Nothing else.

It is in their language. It may be read on a phone that others hold: no name, no word about integration, no sender that
tells what it is about. A phone or mailbox of somebody else is used only when the person agreed. What is said is frozen
when it is asked for and goes through the outbox, so that it arrives once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wegwijs.accounts.actor import Actor
from wegwijs.dossier import restriction
from wegwijs.dossier.queries import Case, Contact
from wegwijs.outbox import actions as outbox
from wegwijs.outbox import queries as sent
from wegwijs.voice import texts
from wegwijs.voice.hearing import Refused

PERSON = "person"  # the counterpart in the outbox
WHATS = ("text", "moved", "off")
LONGEST_PLACE = 120
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# Words that tell others what somebody comes for; a place is an address.
_REVEALING = re.compile(
    r"inburger|asiel|asyl|statushouder|vluchteling|refugee|migra|nieuwkomer|newcomer|verblijf|taalles|taalschool|"
    r"uitkering|\b(?:pip|duo|ind|coa|azc|pvt|knm|wi2021)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Way:
    """How a message could go. `why_not`: why it cannot, as a code; empty: it can. `whose` is respected."""

    point: UUID
    channel: str  # sms | whatsapp | mail
    value: str
    to: str
    whose: str
    why_not: str = ""

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.channel}:{self.point}"


@dataclass(frozen=True, slots=True)
class Appointment:
    """What is told: `what` is text (an appointment), moved or off. A place only where the person comes to us."""

    kind = "appointment"
    what: str
    on: date
    at: str
    place: str
    mode: str = "physical"

    def words(self, language: str) -> str:
        """The whole message."""
        said = texts.words(language)
        day = said.day(self.on.isoformat())
        return said.say(f"message.{self.what}", day=day, at=self.at, place=self.where(language))

    def where(self, language: str) -> str:
        """The address, or in their language that it is by phone, online or at home."""
        if self.mode != "physical":
            return texts.words(language).say(f"appointment.{self.mode}")
        return self.place.strip().rstrip(".")

    @staticmethod
    def subject(language: str) -> str:
        """Above a mail."""
        return str(texts.words(language).read["message"]["subject"])


@dataclass(frozen=True, slots=True)
class Explained:
    """What is told: the address of an explanation, which is the same for everybody."""

    kind = "explanation"
    url: str

    def words(self, language: str) -> str:
        """The whole message; the address on a line of its own, so that a phone makes a link of it."""
        return f"{self.subject(language)}:\n{self.url}"

    @staticmethod
    def subject(language: str) -> str:
        """Above a mail."""
        return str(texts.words(language).read["message"]["explanation"])


def ways(contacts: Iterable[Contact]) -> tuple[Way, ...]:
    """Every way there is, the person's own first; also those that do not work, with why."""
    found = [way for one in contacts for way in _ways(one)]
    return tuple(sorted(found, key=lambda way: (bool(way.why_not), way.whose != "own", way.channel)))


def _ways(one: Contact) -> Iterator[Way]:
    if one.kind == "email":
        yield Way(one.uuid, "mail", one.value, one.value.strip(), one.whose)
    if one.kind == "phone":
        number, why_not = mobile(one.value)
        yield Way(one.uuid, "sms", one.value, number, one.whose, why_not)
        yield Way(one.uuid, "whatsapp", one.value, number, one.whose, why_not or _app(one))


def _app(one: Contact) -> str:
    return "" if one.app_allowed else "app_not_allowed"


def mobile(value: str) -> tuple[str, str]:
    """(number as it is dialled from anywhere, why a text cannot go there); one of the two is empty."""
    number = re.sub(r"[\s.\-()]", "", value)
    number = "+" + number[2:] if number.startswith("00") else number
    number = "+31" + number[1:] if re.fullmatch(r"0\d{9}", number) else number
    if not re.fullmatch(r"\+[1-9]\d{7,14}", number):
        return "", "not_a_number"
    if number.startswith("+31") and not re.fullmatch(r"\+316\d{8}", number):
        return "", "landline" if len(number) == 12 else "not_a_number"
    return number, ""


def reveals(text: str) -> bool:
    """Does this tell others what somebody comes for?"""
    return bool(_REVEALING.search(text))


def check(actor: Actor, way: Way | None, told: Appointment | Explained, language: str, *, agreed: bool) -> None:
    """Raises `Refused` for what may not or cannot be sent."""
    if way is None:
        raise Refused("way", "empty")
    if way.why_not:
        raise Refused("way", way.why_not)
    if way.whose != "own" and not agreed:
        raise Refused("agreed", "not_their_own")
    if language not in texts.LANGUAGES:
        raise Refused("language", "unknown")
    if isinstance(told, Appointment):
        check_told(actor, told)


def check_told(actor: Actor, told: Appointment) -> None:
    """What is said of an appointment, whatever way it goes. Raises `Refused`."""
    if told.what not in WHATS:
        raise Refused("what", "unknown")
    if told.on < actor.today:
        raise Refused("on", "has_been")
    if not _TIME.fullmatch(told.at):
        raise Refused("at", "not_a_time")
    if told.what != "off" and told.mode == "physical" and not told.place.strip():
        raise Refused("place", "empty")
    if len(told.place) > LONGEST_PLACE:
        raise Refused("place", "too_long", {"most": LONGEST_PLACE})
    if reveals(told.place):
        raise Refused("place", "reveals")


def send(
    actor: Actor, case: Case, way: Way | None, told: Appointment | Explained, language: str, *, agreed: bool,
    now: datetime, request_id: UUID,
) -> UUID | None:  # fmt: skip
    """Queue it; None when this form was sent before. Raises `Refused`, `Restricted`, `PermissionDenied`."""
    if not actor.may("case.write"):
        raise PermissionDenied
    restriction.refuse_change(actor, [case.id])
    check(actor, way, told, language, agreed=agreed)
    assert way is not None  # noqa: S101  checked
    content: dict[str, Any] = {
        "channel": way.channel, "to": way.to, "language": language, "text": told.words(language),
        "subject": told.subject(language), "whose": way.whose,
    }  # fmt: skip
    if isinstance(told, Appointment):
        content |= {"on": told.on.isoformat(), "at": told.at}
    with transaction.atomic():
        what = outbox.ToTell(told.kind, content, subject=str(request_id), replaces=False)
        return outbox.queue(actor, case.id, PERSON, what, now=now)


def of_case(actor: Actor, trajectory_id: int, *, now: datetime) -> list[sent.Told]:
    """What was sent to the person, newest first."""
    return sent.of_case(actor, trajectory_id, now=now, counterpart=PERSON)


def not_arrived(actor: Actor, *, now: datetime) -> list[sent.Told]:
    """Messages to one's own people that did not arrive, for *Vandaag*."""
    return sent.needing(actor, now=now, mine=True, counterpart=PERSON)
