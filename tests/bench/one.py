"""`python -m tests.bench.one OUT`: everything on the database that WEGWIJS_DATABASE_URL names, which must be empty."""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.load import say

PEOPLE = 2000  # on the reference day; with the inflow until today some 4,500 cases
SEED = 2021


def main() -> None:
    """Make the city, measure, write what was found as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--rows", type=int, required=True)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijs.project.settings")
    import django

    django.setup()
    from django.db import connection

    from tests.bench import delivery, http, keeping, nightly, people, yardsticks
    from wegwijs.accounts.models import Department

    environment = dict(os.environ)
    found: dict[str, Any] = {"database": connection.vendor, "city": _make(chosen.cases)}
    found["city"] |= {"caseload": round(people.average_caseload(), 1), "users": people.users()}
    say(f"    {found['city']}")
    chance = Random(SEED)
    found["city"]["published_seconds"] = _publish()
    say(f"    figures published in {found['city']['published_seconds']} s")
    say("  over HTTP")
    with http.served(environment) as server:
        found["pages"] = http.measure(server, chance)
    say("  in the process")
    logging.getLogger("wegwijs.request").setLevel(logging.WARNING)  # a line for each page would hide the figures
    found["inside"] = yardsticks.measure(chance)
    department = Department.objects.get(municipality__code="9901", name="Werk en Inkomen").pk
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.admin", str(department)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found["admin"] = json.loads(told.stdout)
    say("  the nightly run and a rebuild")
    found["nightly"] = nightly.measure(environment)
    say(f"    {found['nightly']}")
    say("  backup and restore")
    found["keeping"] = keeping.measure(environment)
    say(f"    {found['keeping']}")
    say("  a delivery")
    found["delivery"] = delivery.measure(chosen.rows, environment)
    found["load"] = os.getloadavg()
    chosen.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _publish() -> float:
    """The dashboards of the main city, which pages are made of; how long the worker takes for them."""
    from django.utils import timezone

    from wegwijs.accounts.models import Municipality
    from wegwijs.insight.actions import publish_due

    started = time.monotonic()
    publish_due(Municipality.objects.get(code="9901").pk, now=timezone.now())
    return round(time.monotonic() - started, 1)


def _make(cases: int) -> dict[str, Any]:
    """A city of about so many cases; how long it took and what is in it."""
    from django.core.management import call_command
    from django.utils import timezone

    from tests.bench.clone import multiply
    from wegwijs.accounts import installation
    from wegwijs.demo import build
    from wegwijs.dossier.models import Fact, Trajectory

    call_command("migrate", interactive=False, verbosity=0)
    if not build.is_empty():
        raise SystemExit("this database is in use; the bench makes its own")
    installation.check_keys(timezone.now())
    started = time.monotonic()
    made = build.build(min(PEOPLE, cases // 2), timezone.localdate(), SEED, now=timezone.now())
    built = time.monotonic()
    multiply(max(1, round(cases / made)))
    done = time.monotonic()
    count, facts = Trajectory.objects.count(), Fact.objects.count()
    return {
        "cases": count, "facts": facts, "facts_per_case": round(facts / count, 1),
        "built_seconds": round(built - started), "multiplied_seconds": round(done - built),
    }  # fmt: skip


if __name__ == "__main__":
    main()
