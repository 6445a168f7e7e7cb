"""`wegwijs doctor`: what was looked at, whether it is right, and if not what to do about it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from wegwijs.accounts import groups, installation, sealer

Finding = tuple[bool, str]


def run(argv: list[str]) -> int:
    """Exit 0 when nothing is wrong; a line marked FOUT says what to do."""
    argparse.ArgumentParser(prog="wegwijs doctor").parse_args(argv)
    sound = True
    for right, text in _examine():
        sound = sound and right
        print(("goed  " if right else "FOUT  ") + text)
    return 0 if sound else 1


def _examine() -> Iterator[Finding]:
    opened, text = _database()
    yield opened, text
    if not opened:
        return
    complete, text = _tables()
    yield complete, text
    yield _store()
    yield _sign_in_rules()
    if complete:
        yield _keys()
        yield _seal()
    if not settings.WEGWIJS_SECURITY_CONTACT and not installation.in_demo_mode():
        yield True, "meldpunt: nog geen. Zet WEGWIJS_SECURITY_CONTACT, dan wijst /.well-known/security.txt de weg."


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return False, f"database: gaat niet open ({type(error).__name__}). Controleer WEGWIJS_DATABASE_URL."
    return True, f"database: {connection.vendor} antwoordt"


def _tables() -> Finding:
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        return False, f"tabellen: {behind} stappen achter. Voer `wegwijs migrate` uit."
    return True, "tabellen: bij"


def _keys() -> Finding:
    try:
        installation.check_keys(timezone.now())
    except installation.WrongKeys as error:
        return False, f"sleutels: {error}"
    return True, "sleutels: horen bij deze database"


def _store() -> Finding:
    store = settings.WEGWIJS_STORE
    probe = store / ".probe"
    try:
        store.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False, f"documentenopslag: {store} is niet beschrijfbaar. Geef de gebruiker van Wegwijs schrijfrecht."
    return True, f"documentenopslag: {store} is beschrijfbaar"


def _sign_in_rules() -> Finding:
    try:
        rules = groups.read_rules(settings.WEGWIJS_OIDC_GROUPS)
    except groups.BadMapping as error:
        return False, f"inloggen: WEGWIJS_OIDC_GROUPS klopt niet: {error}"
    return True, f"inloggen: {len(rules)} groepen van de eigen inlogdienst" if rules else "inloggen: met eigen accounts"


def _seal() -> Finding:
    """A database that nobody serves has an unsealed tail and is none the worse for it; so this is no fault."""
    pending = sealer.oldest_pending()
    late = pending is not None and timezone.now() - pending > timedelta(minutes=10)
    return True, "verzegeling: loopt achter. Draait `wegwijs worker`?" if late else "verzegeling: bij"
