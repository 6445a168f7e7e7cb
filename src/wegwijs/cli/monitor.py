"""`wegwijs monitor [--on DATE] [--min-cell N] --json|--html OUT|--xlsx OUT`: the monitor from the record."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import log_access
from wegwijs.cli import municipality
from wegwijs.cli.statistics import a_day, a_threshold, print_json

_FEWEST = 10  # for readers outside; 0 shows everything


def run(argv: list[str]) -> int:
    """Exit 0 with the tables, 2 when there is nothing to count or no place to write."""
    chosen = _arguments(argv)
    from wegwijs.analysis.problems import Unreadable

    try:
        found = _monitor(chosen)
        _tell(found, chosen)
    except (Unreadable, municipality.NoMunicipality) as error:
        print(f"wegwijs monitor: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"wegwijs monitor: {error.filename}: expected a place to write ({error.strerror})", file=sys.stderr)
        return 2
    return 0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wegwijs monitor", description="The monitor's tables on a day.")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="reference date (default: today)")
    parser.add_argument("--min-cell", type=a_threshold, default=_FEWEST, metavar="N", help="hide 1 up to N-1")
    parser.add_argument("--municipality", metavar="CODE", help="needed when there is more than one")
    parser.add_argument(
        "--events", type=Path, metavar="FILE", help="an exported log (CSV, Parquet) instead of the record"
    )
    out = parser.add_mutually_exclusive_group(required=True)
    out.add_argument("--json", action="store_true")
    out.add_argument("--html", type=Path, metavar="OUT")
    out.add_argument("--xlsx", type=Path, metavar="OUT")
    return parser.parse_args(argv)


def _monitor(chosen: argparse.Namespace) -> dict[str, Any]:
    from wegwijs.analysis.monitor.publishing import monitor

    today = timezone.localdate()
    if chosen.events is not None:
        if not chosen.events.is_file():
            raise municipality.NoMunicipality(f"{chosen.events}: expected a file that can be read")
        return monitor(chosen.events, chosen.on or today, chosen.min_cell)
    from wegwijs.dossier.queries.event_log import event_log
    from wegwijs.eventlog.writing import write_csv

    where = municipality.find(chosen.municipality)
    log_access(system_actor(where.pk, where.name, today), "monitor_made", now=timezone.now())
    with tempfile.TemporaryDirectory(prefix="wegwijs-monitor-") as folder:
        path = Path(folder) / "log.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            write_csv(event_log(where.pk, today), file)
        return monitor(path, chosen.on or today, chosen.min_cell) | {"municipality": where.name}


def _tell(found: dict[str, Any], chosen: argparse.Namespace) -> None:
    if chosen.json:
        print_json(found)
    elif chosen.html:
        from wegwijs.analysis.monitor.pages import to_html

        chosen.html.write_text(to_html(found), encoding="utf-8")
    else:
        from wegwijs.analysis.monitor.sheets import to_xlsx

        to_xlsx(found, chosen.xlsx)
