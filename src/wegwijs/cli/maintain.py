"""Looking after an installation: migrate, init, doctor, verify, nightly, rebuild."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from wegwijs.accounts import installation, sealer
from wegwijs.accounts.models import Department, Membership, Municipality, Team, User
from wegwijs.accounts.roles import Role
from wegwijs.dossier import snapshots, verify


def _parser(name: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"wegwijs {name}")


def run_migrate(argv: list[str]) -> int:
    """`wegwijs migrate`: all tables, and the mark that ties the database to the keys of this installation."""
    _parser("migrate").parse_args(argv)
    call_command("migrate", interactive=False, verbosity=0)
    installation.check_keys(timezone.now())
    return 0


def run_nightly(argv: list[str]) -> int:
    """`wegwijs nightly`: snapshots whose answer changes today, and the seal."""
    _parser("nightly").parse_args(argv)
    count = snapshots.rebuild(timezone.localdate(), only_due=True)
    sealer.seal_pending(timezone.now())
    print(f"{count} dossiers bijgewerkt")
    return 0


def run_rebuild(argv: list[str]) -> int:
    """`wegwijs rebuild`: every snapshot anew from the facts."""
    _parser("rebuild").parse_args(argv)
    print(f"{snapshots.rebuild(timezone.localdate())} dossiers opnieuw berekend")
    return 0


def run_verify(argv: list[str]) -> int:
    """`wegwijs verify`: exit 0 when facts, audit and log are what they were when written; 1 when not."""
    parser = _parser("verify")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    facts, chain = verify.verify_facts(), sealer.verify()
    sound = facts.sound and chain.sound
    report = {
        "sound": sound,
        "facts": {"count": facts.facts, "appends": facts.appends, "changed": facts.changed, "broken": facts.broken},
        "chain": chain.as_dict(),
    }
    if chosen.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("gaaf" if sound else "NIET gaaf", json.dumps(report, ensure_ascii=False, indent=1))
    return 0 if sound else 1


def run_doctor(argv: list[str]) -> int:
    """`wegwijs doctor`: each line says what was looked at, whether it is right, and if not what to do."""
    _parser("doctor").parse_args(argv)
    findings = list(_examine())
    for ok, text in findings:
        print(("goed  " if ok else "FOUT  ") + text)
    return 0 if all(ok for ok, _ in findings) else 1


def _examine() -> list[tuple[bool, str]]:
    found: list[tuple[bool, str]] = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found.append((True, f"database: {connection.vendor} antwoordt"))
        plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as error:
        return [(False, f"database: gaat niet open ({type(error).__name__}). Controleer WEGWIJS_DATABASE_URL.")]
    if plan:
        found.append((False, f"tabellen: {len(plan)} stappen achter. Voer `wegwijs migrate` uit."))
        return found
    found.append((True, "tabellen: bij"))
    try:
        installation.check_keys(timezone.now())
        found.append((True, "sleutels: horen bij deze database"))
    except installation.WrongKeys as error:
        found.append((False, f"sleutels: {error}"))
    store = settings.WEGWIJS_STORE
    try:
        store.mkdir(parents=True, exist_ok=True)
        probe = store / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
        found.append((True, f"documentenopslag: {store} is beschrijfbaar"))
    except OSError:
        found.append(
            (False, f"documentenopslag: {store} is niet beschrijfbaar. Geef de gebruiker van Wegwijs schrijfrecht.")
        )
    pending = sealer.oldest_pending()
    late = pending is not None and timezone.now() - pending > timedelta(minutes=10)
    hint = "Draait `wegwijs worker`?" if late else ""
    # A database that nobody serves has an unsealed tail and is none the worse for it; only say so.
    found.append((True, f"verzegeling: {'loopt achter. ' + hint if late else 'bij'}"))
    return found


def run_init(argv: list[str]) -> int:
    """`wegwijs init`: a municipality, a department and team per group, an administrator with a one-time password."""
    parser = _parser("init")
    parser.add_argument("--municipality", required=True)
    parser.add_argument("--code", required=True, help="CBS gemeentecode, four digits")
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    chosen = parser.parse_args(argv)
    if Municipality.objects.filter(code=chosen.code).exists():
        print(f"Gemeente {chosen.code} is er al.", file=sys.stderr)
        return 2
    password = secrets.token_urlsafe(12)
    today = timezone.localdate()
    with transaction.atomic():
        municipality = Municipality.objects.create(name=chosen.municipality, code=chosen.code)
        for name, receives in (("Werk en Inkomen", ["asylum"]), ("Inburgering", ["family", "other"])):
            department = Department.objects.create(municipality=municipality, name=name, receives=receives)
            Team.objects.create(municipality=municipality, department=department, name=name, receives_new=True)
        user = User(email=chosen.email.lower(), name=chosen.name)
        user.set_password(password)
        user.save()
        Membership.objects.create(user=user, municipality=municipality, role=Role.FUNCTIONAL_ADMIN, starts_on=today)
    print(f"Beheerder {chosen.email} kan inloggen met dit eenmalige wachtwoord: {password}")
    return 0
