"""Notices of DUO as they come in: checked, kept encrypted before they are confirmed, never lost, never twice."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from wegwijs.accounts.crypto import decrypt, encrypt, lookup_index, seal
from wegwijs.accounts.models import Municipality
from wegwijs.exchange.models import DuoMessage

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LIMIT = 16 * 1024  # bytes; a notice has about 150
KEEP_DAYS = 30  # what belongs to no case and asks nothing any more
_OIN = re.compile(r"[0-9]{20}")
_BSN = re.compile(r"[0-9]{9}")
_EVENT = re.compile(r"[0-9A-Z]{1,6}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Misfit(ValueError):
    """The message does not follow the specification; the text says how, and repeats nothing of it."""


class NotForUs(ValueError):
    """The message is addressed to an organisation that does not work here."""


@dataclass(frozen=True, slots=True)
class Head:
    """Who sends to whom, under which number."""

    sender: str
    receiver: str
    message_id: UUID


@dataclass(frozen=True, slots=True)
class Notice:
    """What DUO tells: an event about somebody, by BSN, V-number or neither."""

    event: str
    registered_at: datetime
    bsn: str | None
    v_number: str | None


def read_head(sender: str, receiver: str, message_id: str) -> Head:
    """The three headers. Raises Misfit."""
    for name, value in (("bron", sender), ("doel", receiver)):
        if not _OIN.fullmatch(value):
            raise Misfit(f"De header {name} moet een OIN van 20 cijfers zijn.")
    if not _UUID.fullmatch(message_id):
        raise Misfit("De header berichtId moet een UUID zijn.")
    return Head(sender, receiver, UUID(message_id))


def read_notice(body: bytes) -> Notice:
    """The body. Raises Misfit."""
    if len(body) > LIMIT:
        raise Misfit(f"Het bericht is te groot: meer dan {LIMIT // 1024} KB.")
    try:
        found = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Misfit("De inhoud is geen geldige JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise Misfit("De inhoud moet een JSON-object zijn.")
    event = found.get("gebeurtenisId")
    if not isinstance(event, str) or not _EVENT.fullmatch(event):
        raise Misfit("gebeurtenisId ontbreekt of bestaat niet uit 1 tot 6 hoofdletters en cijfers.")
    return Notice(event, _moment(found), _bsn(found), _v_number(found))


def _moment(found: dict[str, Any]) -> datetime:
    text = found.get("registratieDatumTijd")
    moment = _parsed(text) if isinstance(text, str) and "T" in text.upper() else None
    if moment is None or not 2000 <= moment.year <= 2199:
        raise Misfit("registratieDatumTijd ontbreekt of is geen datum en tijd.")
    # A moment without its offset is taken as Dutch time rather than refused.
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _bsn(found: dict[str, Any]) -> str | None:
    value = found.get("bsn")
    if value is not None and (not isinstance(value, str) or not _BSN.fullmatch(value)):
        raise Misfit("bsn moet uit 9 cijfers bestaan.")
    return value


def _v_number(found: dict[str, Any]) -> str | None:
    value = found.get("vNummer")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9_999_999_999:
        raise Misfit("vNummer moet een geheel getal zijn van hooguit 10 cijfers.")
    return f"{value:010}"


def receive(head: Head, body: bytes, *, now: datetime) -> UUID | None:
    """Keep a notice; its name when it is new, None when this message was kept before.

    Raises Misfit (also when the number was used for another message) and NotForUs.
    """
    municipality = Municipality.objects.filter(oin=head.receiver).first()
    if municipality is None:
        raise NotForUs
    notice = read_notice(body)
    digest = seal(b"duo|" + head.receiver.encode() + b"|" + body)
    who = notice.bsn or notice.v_number or ""
    moment = notice.registered_at.astimezone(ZoneInfo("UTC")).isoformat()
    row = DuoMessage(
        municipality=municipality, sender=head.sender, message_id=head.message_id, digest=digest,
        occurrence=seal(f"duo|{municipality.pk}|{notice.event}|{who}|{moment}".encode()),
        person=lookup_index(who) if who else "", event=notice.event, registered_at=notice.registered_at,
        received_at=now, content=encrypt(body), status="received", due_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        kept = DuoMessage.objects.get(sender=head.sender, message_id=head.message_id)
        if kept.digest != digest:
            raise Misfit("Dit berichtId is al gebruikt voor een ander bericht.") from None
        return None
    return row.uuid


def notice_of(row: DuoMessage) -> Notice:
    """The notice as it came."""
    return read_notice(decrypt(row.content or b""))


def tidy(now: datetime) -> int:
    """Nightly: empty what belongs to no case and asks nothing any more; how many."""
    old = DuoMessage.objects.filter(
        trajectory=None, status__in=("left", "repeated"), received_at__lt=now - timedelta(days=KEEP_DAYS)
    )
    return old.exclude(content=None).update(content=None, person="")
