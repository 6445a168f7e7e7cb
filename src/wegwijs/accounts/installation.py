"""One row that says with which keys this database was made, and whether it holds an invented city.

Demo mode needs two things at once: a process that was started as a demo (`settings.WEGWIJS_DEMO`) and a database that
carries the mark. With one of the two nothing of it exists.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction

from wegwijs.accounts.crypto import keys_fingerprint
from wegwijs.accounts.models import Installation


class WrongKeys(Exception):
    """The key file is not the one with which this database was made."""

    def __init__(self) -> None:
        super().__init__(
            "het sleutelbestand hoort niet bij deze database. Zet het juiste bestand terug (WEGWIJS_KEYFILE) "
            "of kies de database die erbij hoort (WEGWIJS_DATABASE_URL)."
        )


@cache
def is_demo() -> bool:
    """Does this database hold an invented city? Looked up once per process."""
    return Installation.objects.filter(is_demo=True).exists()


def in_demo_mode() -> bool:
    """May anybody sign in with one click? Only in a demo process on a demo database."""
    return bool(settings.WEGWIJS_DEMO) and is_demo()


def mark_demo(now: datetime) -> None:
    """From now on this database holds invented people only. Called before the first of them is made."""
    _row(now)
    Installation.objects.update(is_demo=True)
    is_demo.cache_clear()


def check_keys(now: datetime) -> None:
    """Tie an empty database to the keys of this installation; raises `WrongKeys` when it is tied to others."""
    if _row(now).keys_fingerprint != keys_fingerprint():
        raise WrongKeys


def _row(now: datetime) -> Installation:
    with transaction.atomic():
        row = Installation.objects.order_by("pk").first()
        return row or Installation.objects.create(keys_fingerprint=keys_fingerprint(), made_at=now)
