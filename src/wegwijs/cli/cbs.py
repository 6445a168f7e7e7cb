"""`wegwijs cbs YEAR QUARTER [--csv OUT] [--json]`: the quarter for CBS as we have it, and how complete it is."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone

from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import log_access
from wegwijs.cli import municipality
from wegwijs.cli.statistics import print_json
from wegwijs.exchange.cbs.quarter import Filled, completeness, last_day, rows, write_csv

UNKNOWN = "nog niet bekend"


def run(argv: list[str]) -> int:
    """Exit 0 with the report; 2 when the quarter is not over, or there is no place to write."""
    parser = argparse.ArgumentParser(prog="wegwijs cbs", description="A quarter for CBS, and how complete it is.")
    parser.add_argument("year", type=int)
    parser.add_argument("quarter", type=int, choices=(1, 2, 3, 4))
    parser.add_argument("--csv", type=Path, metavar="OUT", help="the rows, under our own names")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--municipality", metavar="CODE", help="needed when there is more than one")
    chosen = parser.parse_args(argv)
    on = last_day(chosen.year, chosen.quarter)
    if on >= timezone.localdate():
        print(f"wegwijs cbs: het kwartaal loopt tot en met {on:%d-%m-%Y}; het is nog niet voorbij.", file=sys.stderr)
        return 2
    try:
        where = municipality.find(chosen.municipality)
        actor = system_actor(where.pk, where.name, timezone.localdate())
        log_access(actor, "cbs_quarter_made", now=timezone.now(), detail={"on": on.isoformat()})
        found = list(rows(where.pk, on))
        if chosen.csv:
            with chosen.csv.open("w", encoding="utf-8", newline="") as file:
                write_csv(found, file)
    except municipality.NoMunicipality as error:
        print(f"wegwijs cbs: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"wegwijs cbs: {error.filename}: hier kan ik niet schrijven ({error.strerror})", file=sys.stderr)
        return 2
    _tell(completeness(found, chosen.year), as_json=chosen.json)
    return 0


def _tell(report: list[Filled], *, as_json: bool) -> None:
    if as_json:
        print_json({"fields": [asdict(one) | {"name": one.name or None} for one in report]})
        return
    print(f"{'ons veld':<26}{'gevuld':>8}{'van':>8}   naam bij CBS")
    for one in report:
        print(f"{one.field:<26}{one.filled:>8}{one.cases:>8}   {one.name or UNKNOWN}")
