"""Looking after an installation: migrate, init, verify, nightly, rebuild."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from wegwijs.accounts import installation, life, sealer, upkeep
from wegwijs.accounts.models import Department, Membership, Municipality, Team, User
from wegwijs.accounts.roles import Role
from wegwijs.dossier import impact, snapshots, verify
from wegwijs.exchange import inbox
from wegwijs.exchange.duo import contacts
from wegwijs.exchange.duo import inbox as notices
from wegwijs.exchange.duo.processing import wake_known
from wegwijs.insight.tasks import ask_for_figures
from wegwijs.privacy import destroying
from wegwijs.privacy import upkeep as privacy
from wegwijs.voice import thumbs


def _parser(name: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"wegwijs {name}")


def run_migrate(argv: list[str]) -> int:
    """`wegwijs migrate`: all tables, and the mark that ties the database to the keys of this installation."""
    _parser("migrate").parse_args(argv)
    call_command("migrate", interactive=False, verbosity=0)
    installation.check_keys(timezone.now())
    if not sealer.bring_up_to_date():
        print(
            "het zegel over audit en log is niet gaaf; kijk met `wegwijs verify` wat er is veranderd.", file=sys.stderr
        )
        return 1
    return 0


def run_nightly(argv: list[str]) -> int:
    """`wegwijs nightly`: snapshots whose answer changes today, and the seal."""
    _parser("nightly").parse_args(argv)
    count = nightly(timezone.now(), progress_shown())
    print(f"{count} dossiers bijgewerkt")
    return 0


def nightly(now: datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """What a day needs once: snapshots that changed, the seal, what was kept long enough; how many cases."""
    count = snapshots.rebuild(timezone.localdate(now), only_due=True, progress=progress)
    sealer.seal_pending(now)
    upkeep.clear_old(now)
    inbox.tidy(now)
    notices.tidy(now)
    wake_known(now)
    contacts.keep_up_to_date(timezone.localdate(now))
    privacy.nightly(now)
    impact.forget(now)
    thumbs.clear_old(now)
    ask_for_figures()
    life.sign("nightly", now)
    return count


def run_rebuild(argv: list[str]) -> int:
    """`wegwijs rebuild`: every snapshot anew from the facts."""
    parser = _parser("rebuild")
    parser.add_argument("--processes", type=int, choices=(1, 2), help="default: 2 for a large municipality, or else 1")
    chosen = parser.parse_args(argv)
    count = snapshots.rebuild(timezone.localdate(), processes=chosen.processes, progress=progress_shown())
    print(f"{count} dossiers opnieuw berekend")
    return 0


def progress_shown() -> Callable[[int, int], None] | None:
    """How far a long run is, only for somebody who watches."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, cases: int) -> None:
        print(f"\r{done} van {cases} dossiers", end="\n" if done == cases else "", file=sys.stderr, flush=True)

    return tell


def run_verify(argv: list[str]) -> int:
    """`wegwijs verify`: exit 0 when facts, audit and log are what they were when written; 1 when not."""
    parser = _parser("verify")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    facts, chain, proofs = verify.verify_facts(), sealer.verify(), destroying.verify_proofs()
    sound = facts.sound and chain.sound and proofs.sound
    report = {
        "sound": sound,
        "facts": {"count": facts.facts, "appends": facts.appends, "changed": facts.changed, "broken": facts.broken},
        "chain": chain.as_dict(),
        "destroyed": {"proofs": proofs.proofs, "changed": proofs.changed},
    }
    if chosen.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print("gaaf" if sound else "NIET gaaf", json.dumps(report, ensure_ascii=False, indent=1))
    return 0 if sound else 1


def run_init(argv: list[str]) -> int:
    """`wegwijs init`: a municipality, a department and team per group, an administrator with a first password."""
    parser = _parser("init")
    parser.add_argument("--municipality", required=True)
    parser.add_argument("--code", required=True, help="CBS gemeentecode, four digits")
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    chosen = parser.parse_args(argv)
    refused = _refusal(chosen)
    if refused:
        print(f"wegwijs init: {refused}", file=sys.stderr)
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
    print(f"Beheerder {user.email} kan inloggen met dit wachtwoord: {password}")
    return 0


def _refusal(chosen: argparse.Namespace) -> str:
    """Why this municipality or administrator cannot be made; empty when they can."""
    if not (chosen.code.isascii() and chosen.code.isdigit() and len(chosen.code) == 4):
        return f"--code {chosen.code}: een gemeentecode heeft vier cijfers."
    if not chosen.municipality.strip() or not chosen.name.strip():
        return "de gemeente en de beheerder hebben een naam nodig."
    try:
        validate_email(chosen.email)
    except ValidationError:
        return f"--email {chosen.email}: dit is geen e-mailadres."
    if Municipality.objects.filter(code=chosen.code).exists():
        return f"gemeente {chosen.code} is er al."
    if User.objects.filter(email__iexact=chosen.email).exists():
        return f"{chosen.email} heeft al een account. Kies een ander adres voor deze gemeente."
    return ""
