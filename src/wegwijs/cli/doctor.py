"""`wegwijs doctor`: what was looked at, whether it is right, and if not what to do about it."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from wegwijs.accounts import groups, installation, life, queue, sealer
from wegwijs.cli import doctor_duo
from wegwijs.cli.doctor_duo import GOOD, MIND, WRONG, Finding
from wegwijs.norms import queries as norms


def run(argv: list[str]) -> int:
    """Exit 0 when nothing is wrong; a line marked FOUT says what to do, one marked "let op" what may need somebody."""
    parser = argparse.ArgumentParser(prog="wegwijs doctor")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    found = []
    for level, text in _examine():
        found.append({"level": level, "text": text})
        if not chosen.json:
            print(f"{level:<6}  {text}")
    sound = all(one["level"] != WRONG for one in found)
    if chosen.json:
        print(json.dumps({"sound": sound, "found": found}, ensure_ascii=False))
    return 0 if sound else 1


def _examine() -> Iterator[Finding]:
    opened, text = _database()
    yield opened, text
    if opened == WRONG:
        return
    yield _durability()
    tables, text = _tables()
    yield tables, text
    yield _store()
    yield _sign_in_rules()
    yield _key_file()
    yield from doctor_duo.certificate(timezone.now())
    if tables == GOOD:
        yield _keys()
        yield _seal()
        yield _worker()
        yield _nightly()
        yield _backup()
        yield _norms()
        yield from doctor_duo.messages(timezone.now())
    if not settings.WEGWIJS_SECURITY_CONTACT and not installation.in_demo_mode():
        yield MIND, "meldpunt: nog geen. Zet WEGWIJS_SECURITY_CONTACT, dan wijst /.well-known/security.txt de weg."


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return WRONG, f"database: gaat niet open ({type(error).__name__}). Controleer WEGWIJS_DATABASE_URL."
    return GOOD, f"database: {connection.vendor} antwoordt"


def _durability() -> Finding:
    """Is what was confirmed still there after the power fails?"""
    wanted = ("synchronous", "2") if connection.vendor == "sqlite" else ("fsync", "on")
    ask = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SELECT current_setting('fsync')"
    with connection.cursor() as cursor:
        cursor.execute(ask)
        found = str(cursor.fetchone()[0])
    if found != wanted[1]:
        return MIND, f"opslaan: {wanted[0]} staat op {found}; na een stroomstoring kan er iets weg zijn."
    return GOOD, "opslaan: wat bevestigd is, blijft na een stroomstoring"


def _tables() -> Finding:
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        return WRONG, f"tabellen: {behind} stappen achter. Voer `wegwijs migrate` uit."
    return GOOD, "tabellen: bij"


def _keys() -> Finding:
    try:
        installation.check_keys(timezone.now())
    except installation.WrongKeys as error:
        return WRONG, f"sleutels: {error}"
    return GOOD, "sleutels: horen bij deze database"


def _norms() -> Finding:
    """Does this version still know what the municipality chose?"""
    unknown = norms.misfits()
    if unknown:
        return MIND, (
            f"normen: {', '.join(unknown)} past niet meer bij deze versie; de meegeleverde waarde geldt. Stel onder "
            "Regels, Normen een nieuwe waarde voor."
        )
    return GOOD, "normen: passen bij deze versie"


def _key_file() -> Finding:
    place = Path(os.environ.get("WEGWIJS_KEYFILE") or settings.WEGWIJS_HOME / "keys.json")
    if place.stat().st_mode & 0o077:
        return MIND, f"sleutelbestand: anderen op deze machine kunnen erbij. Voer uit: chmod 600 {place}"
    return GOOD, "sleutelbestand: alleen voor de gebruiker van Wegwijs. Ligt er een kopie op een andere plek?"


def _store() -> Finding:
    store = settings.WEGWIJS_STORE
    probe = store / ".probe"
    try:
        store.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return WRONG, f"documentenopslag: {store} is niet beschrijfbaar. Geef de gebruiker van Wegwijs schrijfrecht."
    return GOOD, f"documentenopslag: {store} is beschrijfbaar"


def _sign_in_rules() -> Finding:
    try:
        rules = groups.read_rules(settings.WEGWIJS_OIDC_GROUPS)
    except groups.BadMapping as error:
        return WRONG, f"inloggen: WEGWIJS_OIDC_GROUPS klopt niet: {error}"
    return GOOD, f"inloggen: {len(rules)} groepen van de eigen inlogdienst" if rules else "inloggen: met eigen accounts"


def _seal() -> Finding:
    """A database that nobody serves has an unsealed tail and is none the worse for it; so this is no fault."""
    pending = sealer.oldest_pending()
    late = pending is not None and timezone.now() - pending > timedelta(minutes=10)
    return (MIND, "verzegeling: loopt achter. Draait `wegwijs worker`?") if late else (GOOD, "verzegeling: bij")


def _worker() -> Finding:
    heard = life.newest("worker:")
    if heard is None:
        return MIND, "worker: heeft nog niet gedraaid. Start `wegwijs worker`."
    if timezone.now() - heard > queue.SILENT:
        return MIND, f"worker: niet gehoord sinds {_moment(heard)}. Draait `wegwijs worker`?"
    failed = queue.state().counts.get("failed", 0)
    return GOOD, f"worker: draait; {failed} taken mislukt" if failed else "worker: draait"


def _nightly() -> Finding:
    done = life.last("nightly")
    if done is None or timezone.now() - done > timedelta(hours=26):
        told = _moment(done) if done else "nooit"
        return MIND, f"nachtelijke ronde: laatst {told}. Draait `wegwijs worker`, dan gaat hij vanzelf."
    return GOOD, f"nachtelijke ronde: {_moment(done)}"


def _backup() -> Finding:
    made = life.last("backup")
    if made is None or timezone.now() - made > timedelta(hours=26):
        told = _moment(made) if made else "nooit"
        return MIND, f"back-up: laatst {told}. Laat `wegwijs backup` elke nacht draaien."
    return GOOD, f"back-up: {_moment(made)}"


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}"
