"""`wegwijs law-impact FILE|DIR [--on YYYY-MM-DD] [--municipality CODE] [--json]`: other figures on the open cases."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from wegwijs.cli.maintain import progress_shown
from wegwijs.dossier import impact
from wegwijs.dossier.other_answer import DoesNotFit
from wegwijs.eventlog.vocabulary import FieldError, parse_day
from wegwijs.law.parameters import ParameterError
from wegwijs.law.parameters.candidate import first_day, read_candidate


class _Refused(Exception):
    """What is given cannot be used; the sentence says what to do."""


def run(argv: list[str]) -> int:
    """Print which open cases would get another answer. Nothing is stored or changed. 0 done, 2 wrong use or figures."""
    parser = argparse.ArgumentParser(
        prog="wegwijs law-impact",
        description="Which open cases would get another answer with these figures of the law? Nothing is changed.",
    )
    parser.add_argument(
        "path", metavar="FILE|DIR", help="TOML in the form of law/parameters, or a folder of such files"
    )
    parser.add_argument("--on", metavar="YYYY-MM-DD", help="default: today, or the first day on which a figure differs")
    parser.add_argument("--municipality", metavar="CODE", help="default: all")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    try:
        report = _report(chosen)
    except _Refused as refused:
        print(f"wegwijs law-impact: {refused}", file=sys.stderr)
        return 2
    print(json.dumps(report, ensure_ascii=False) if chosen.json else _in_words(report))
    return 0


def _report(chosen: argparse.Namespace) -> dict[str, Any]:
    texts = _texts(Path(chosen.path))
    try:
        changed = read_candidate(texts.items())
    except ParameterError as error:
        raise _Refused(str(error)) from None
    today = timezone.localdate()
    try:
        on = parse_day(chosen.on) if chosen.on else first_day(changed, today)
    except FieldError as error:
        raise _Refused(f"--on: verwacht {error.expected}") from None
    where = impact.everywhere(chosen.municipality)
    if not where:
        raise _Refused(f"--municipality {chosen.municipality}: die gemeente is hier niet.")
    started = time.monotonic()
    try:
        found = impact.of_figures(where, texts, on, today, progress_shown()) if changed else impact.Impact(0, 0, {})
    except DoesNotFit:
        raise _Refused(
            "de regels kunnen met deze getallen niet werken. Kijk of elk getal dezelfde vorm heeft als het onze."
        ) from None
    return {
        "on": on.isoformat(),
        "figures": sorted(changed),
        "cases": found.cases,
        "touched": found.touched,
        "seconds": round(time.monotonic() - started, 1),
        "changes": [
            {"part": part, "code": code, "how": how, "cases": cases}
            for (part, code, how), cases in found.counts.items()
        ],
    }  # fmt: skip


def _texts(path: Path) -> Mapping[str, str]:
    """File name → TOML, of one file or of a folder."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise _Refused(f"{path}: in deze map staat geen TOML.")
    try:
        return {one.name: one.read_text(encoding="utf-8-sig") for one in files}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "geen tekst in UTF-8"
        raise _Refused(f"{path}: dit kan niet worden gelezen ({reason}).") from None


def _in_words(report: Mapping[str, Any]) -> str:
    if not report["figures"]:
        return "Er is geen verschil met de getallen van deze versie."
    found = f"{report['touched']} van {report['cases']} open dossiers"
    lines = [
        f"Anders: {', '.join(report['figures'])}. Gevraagd op {report['on']}.",
        f"{found} zouden een ander antwoord krijgen. Dat kostte {report['seconds']} s.",
    ]
    how = {"new": "komt erbij", "gone": "verdwijnt", "other": "wordt anders"}
    lines += [f"  {one['cases']:>7}  {one['part']} {one['code']}: {how[one['how']]}" for one in report["changes"]]
    return "\n".join(lines)
