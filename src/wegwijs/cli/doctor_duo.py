"""What `wegwijs doctor` says of the line to DUO: the files of the certificate, and messages that need somebody."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings

from wegwijs.outbox import queries

Finding = tuple[str, str]  # one of the three below, and the text
GOOD, MIND, WRONG = "goed", "let op", "FOUT"
SOON = timedelta(days=30)


def certificate(now: datetime) -> Iterator[Finding]:
    """Can the files be read, do they belong together, and how long do they hold? Looks, and connects to nobody."""
    if not settings.WEGWIJS_DUO_URL:
        yield GOOD, "DUO: geen verbinding ingesteld; alles gaat met de hand"
        return
    own, key = settings.WEGWIJS_DUO_CERTIFICATE, settings.WEGWIJS_DUO_KEY
    if own:
        yield _own(Path(own), key, now)
        if _open_to_others(Path(key or own)):
            yield MIND, f"sleutel voor DUO: anderen op deze machine kunnen erbij. Voer uit: chmod 600 {key or own}"
    elif key:
        yield WRONG, "certificaat voor DUO: er is alleen een sleutel. Zet ook WEGWIJS_DUO_CERTIFICATE."
    elif settings.WEGWIJS_DUO_URL.startswith("https:"):
        yield MIND, "certificaat voor DUO: geen. DUO vraagt erom: zet WEGWIJS_DUO_CERTIFICATE en WEGWIJS_DUO_KEY."
    if settings.WEGWIJS_DUO_CA:
        yield _authority(Path(settings.WEGWIJS_DUO_CA), now)


def _own(place: Path, key: str, now: datetime) -> Finding:
    found = _read(place)
    if not found:
        return WRONG, f"certificaat voor DUO: {place} is niet te lezen. Controleer WEGWIJS_DUO_CERTIFICATE."
    try:
        # A key with a password would make the worker wait for somebody to type it; here it is refused.
        ssl.create_default_context().load_cert_chain(place, key or None, password=lambda: b"")
    except (OSError, ValueError):
        text = "certificaat voor DUO: de sleutel is er niet, past er niet bij of heeft een wachtwoord."
        return WRONG, f"{text} Controleer WEGWIJS_DUO_KEY."
    return _term("certificaat voor DUO", found, now, "Vraag nu een nieuw aan en zet het in WEGWIJS_DUO_CERTIFICATE.")


def _authority(place: Path, now: datetime) -> Finding:
    found = _read(place)
    if not found:
        return WRONG, f"certificaten van DUO: {place} is niet te lezen. Controleer WEGWIJS_DUO_CA."
    return _term("certificaten van DUO", found, now, "Zet de nieuwe erbij in het bestand van WEGWIJS_DUO_CA.")


def _read(place: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(place.read_bytes())
    except (OSError, ValueError):
        return []


def _term(name: str, found: list[x509.Certificate], now: datetime, what_to_do: str) -> Finding:
    """The first that ends decides: a chain holds as long as its weakest part."""
    first, last = max(one.not_valid_before_utc for one in found), min(one.not_valid_after_utc for one in found)
    if now < first:
        return WRONG, f"{name}: geldt pas vanaf {first:%d-%m-%Y}. Klopt de klok van deze machine?"
    if now > last:
        return WRONG, f"{name}: verlopen op {last:%d-%m-%Y}. {what_to_do}"
    if last - now < SOON:
        return MIND, f"{name}: verloopt op {last:%d-%m-%Y}. {what_to_do}"
    return GOOD, f"{name}: geldig tot {last:%d-%m-%Y}"


def _open_to_others(place: Path) -> bool:
    try:
        return bool(place.stat().st_mode & 0o077)
    except OSError:
        return False


def messages(now: datetime) -> Iterator[Finding]:
    """How many need somebody, of all municipalities together; who and why is for who may read the case."""
    counts = queries.alarms(now=now)
    if counts["failing"]:
        text = f"berichten aan DUO: {counts['failing']} komen steeds niet aan. De reden staat op Berichten aan DUO."
        yield MIND, f"{text} Herstel de verbinding of het certificaat en voer `wegwijs duo send` uit."
    if counts["decide"]:
        text = f"berichten aan DUO: {counts['decide']} geweigerd of tegengehouden."
        yield MIND, f"{text} De regiehouder ziet op Vandaag en in het dossier waarom en wat er moet gebeuren."
    if not any(counts.values()):
        yield GOOD, "berichten aan DUO: geen enkel bericht vraagt aandacht"
