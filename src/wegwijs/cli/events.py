"""`wegwijs events export --format csv|xes|ocel|parquet OUT [--pseudonymise KEYFILE]`: the record as an event log."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.utils import timezone

from wegwijs.accounts.actor import system_actor
from wegwijs.accounts.audit import log_access
from wegwijs.accounts.models import Municipality
from wegwijs.cli import municipality
from wegwijs.cli.statistics import a_day
from wegwijs.dossier.queries.event_log import common_nationalities, event_log
from wegwijs.eventlog.log import LogCase
from wegwijs.eventlog.pseudonyms import WeakKey, codebook, pseudonymise
from wegwijs.eventlog.writing import WRITERS

_PROGRESS = 500


class _Refused(Exception):
    """Tells the user what to do otherwise; exit 2."""


def run_export(argv: list[str]) -> int:
    """Exit 0 when the file is written whole; it appears under its name only then."""
    parser = argparse.ArgumentParser(prog="wegwijs events export", description="The record as an event log.")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--format", choices=(*WRITERS, "parquet"), required=True)
    parser.add_argument("--pseudonymise", type=Path, metavar="KEYFILE", help="a key of the project, 16 bytes or more")
    parser.add_argument("--municipality", metavar="CODE", help="needed when there is more than one")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="last day that exists (default: today)")
    chosen = parser.parse_args(argv)
    try:
        where = municipality.find(chosen.municipality)
        key = _key(chosen.pseudonymise)
        count = _export(where, chosen, chosen.on or timezone.localdate(), key)
    except (_Refused, municipality.NoMunicipality) as error:
        print(f"wegwijs events export: {error}", file=sys.stderr)
        return 2
    print(f"{count[0]} events of {count[1]} cases in {chosen.out}", file=sys.stderr)
    return 0


def _key(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes().strip()
    except OSError as error:
        made = f"head -c 32 /dev/urandom | base64 > {path}"
        raise _Refused(f"{path}: expected a key file ({error.strerror}); make one with: {made}") from None


def _export(where: Municipality, chosen: argparse.Namespace, on: date, key: bytes | None) -> tuple[int, int]:
    counted: list[str] = []
    cases: Iterable[LogCase] = _counted(event_log(where.pk, on, leaves=True), counted)
    if key is not None:
        cases = pseudonymise(cases, key, common_nationalities(where.pk))
    # Logged before anything is read: an export is a look into every case.
    actor = system_actor(where.pk, where.name, timezone.localdate())
    detail = {"format": chosen.format, "pseudonymised": key is not None, "on": on.isoformat()}
    log_access(actor, "event_log_exported", now=timezone.now(), detail=detail)
    try:
        events = _write(cases, chosen.format, chosen.out)
        if key is not None:
            book = chosen.out.with_name(chosen.out.name + ".codebook.json")
            text = json.dumps(codebook(events, len(counted)), ensure_ascii=False, indent=1)
            book.write_text(text, encoding="utf-8")
    except WeakKey as error:
        raise _Refused(f"{chosen.pseudonymise}: expected {error}") from None
    except OSError as error:
        raise _Refused(f"{chosen.out}: expected a place to write ({error.strerror})") from None
    return events, len(counted)


def _write(cases: Iterable[LogCase], form: str, out: Path) -> int:
    """By way of a file beside it, so that a broken run leaves no half log."""
    with tempfile.TemporaryDirectory(prefix=".wegwijs-", dir=out.resolve().parent) as folder:
        made = Path(folder) / "log"
        with made.open("w", encoding="utf-8", newline="") as file:
            count = WRITERS["csv" if form == "parquet" else form](cases, file)
        if form == "parquet":
            from wegwijs.analysis.storing import csv_to_parquet

            packed = Path(folder) / "parquet"
            csv_to_parquet(made, packed)
            made = packed
        made.replace(out)
    return count


def _counted(cases: Iterator[LogCase], counted: list[str]) -> Iterator[LogCase]:
    for case in cases:
        counted.append("")
        if sys.stderr.isatty() and len(counted) % _PROGRESS == 0:
            print(f"\r{len(counted)} cases …", end="\r", file=sys.stderr, flush=True)
        yield case
