"""`wegwijs import notices` and `wegwijs import trajectories`: files of others, from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import override

from wegwijs.accounts.actor import Actor, system_actor
from wegwijs.accounts.models import Municipality
from wegwijs.exchange.spreadsheet.actions import Said, import_notices
from wegwijs.exchange.spreadsheet.problems import Problem, Unreadable
from wegwijs.exchange.spreadsheet.report import Report
from wegwijs.exchange.spreadsheet.trajectories import import_trajectories

_SHOWN = 50  # lines of a list on a screen; --json gives all


class _WrongUse(Exception):
    """Tells the user what to do otherwise; exit 2."""


def run_notices(argv: list[str]) -> int:
    """`wegwijs import notices FILE`: exit 0 done, 1 with rejected records, 2 when the file cannot be read."""
    parser = _parser("import notices", "Neem een aanlevering van mensen over (CSV, XLSX of JSON).")
    return _run(parser, argv, lambda actor, chosen, said: import_notices(
        actor, chosen.file, now=timezone.now(), dry_run=chosen.dry_run, said=said, progress=_progress()
    ))  # fmt: skip


def run_trajectories(argv: list[str]) -> int:
    """`wegwijs import trajectories FILE`: one row a fact; exit codes as for notices."""
    parser = _parser("import trajectories", "Neem lopende dossiers over uit een ouder systeem: één regel per feit.")
    parser.add_argument("--system", default="ouder systeem", help="naam van het systeem waar de feiten uit komen")
    return _run(parser, argv, lambda actor, chosen, said: import_trajectories(
        actor, chosen.file, system=chosen.system[:60], now=timezone.now(), dry_run=chosen.dry_run, said=said,
        progress=_progress(),
    ))  # fmt: skip


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"wegwijs {name}", description=description)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="alles nakijken, niets bewaren")
    parser.add_argument("--json", action="store_true", help="het verslag als JSON op standard output")
    parser.add_argument("--municipality", metavar="CODE", help="gemeentecode; nodig als er meer gemeenten zijn")
    parser.add_argument("--encoding", help="tekenset van het bestand, als die verkeerd wordt herkend")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="KOP=KOLOM",
        help="deze kop in het bestand is die kolom; zonder kolom: niet gebruiken",
    )
    return parser


def _run(
    parser: argparse.ArgumentParser, argv: list[str], work: Callable[[Actor, argparse.Namespace, Said], Report]
) -> int:
    chosen = parser.parse_args(argv)
    with override("nl"):
        try:
            said = Said(dict(_column(text) for text in chosen.column), chosen.encoding)
            report = work(_actor(chosen.municipality), chosen, said)
        except Unreadable as error:
            return _refused(chosen, {"code": error.code, "text": error.text, "hint": error.hint}, str(error))
        except _WrongUse as error:
            return _refused(chosen, {"code": "wrong_use", "text": str(error)}, str(error))
        except DatabaseError as error:
            text = f"De database doet het niet ({type(error).__name__}). Voer `wegwijs doctor` uit."
            return _refused(chosen, {"code": "database", "text": text}, text)
        finally:
            _clear_progress()
        if chosen.json:
            print(json.dumps(report.to_dict(), ensure_ascii=False))
        else:
            _print(report)
    return 1 if report.rejected else 0


def _refused(chosen: argparse.Namespace, error: dict[str, str], text: str) -> int:
    if chosen.json:
        print(json.dumps({"error": error}, ensure_ascii=False))
    print(f"wegwijs: {text}", file=sys.stderr)
    return 2


def _column(text: str) -> tuple[str, str | None]:
    name, mark, target = text.rpartition("=")
    if not mark or not name:
        raise _WrongUse(f"--column {text}: schrijf KOP=KOLOM.")
    return name, target or None


def _actor(code: str | None) -> Actor:
    found = Municipality.objects.order_by("id")
    if code:
        found = found.filter(code=code)
    municipality = found.first()
    if municipality is None:
        where = f"Gemeente {code} is hier niet bekend." if code else "Er is nog geen gemeente. Voer `wegwijs init` uit."
        raise _WrongUse(where)
    return system_actor(municipality.pk, municipality.name, timezone.localdate())


def _progress() -> Callable[[int, int], None] | None:
    """Only for somebody who watches."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, rows: int) -> None:
        print(f"\r{done} van {rows} regels", end="", file=sys.stderr, flush=True)

    return tell


def _clear_progress() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _print(report: Report) -> None:
    if report.dry_run:
        print("Proef: er is niets bewaard.")
    print(f"Regels in het bestand   {report.rows}")
    print(f"Nieuw                   {report.accepted}")
    print(f"Bijgewerkt              {report.updated}")
    print(f"Ongewijzigd             {report.unchanged}")
    print(f"Voor een collega        {len(report.held)}")
    print(f"Niet overgenomen        {len(report.rejected)}")
    if report.repeated:
        print(f"Dubbele regels          {report.repeated}")
    _list("Niet overgenomen", [problem for problems in report.rejected for problem in problems])
    _list("Voor een collega", report.held)
    _list("Anders dan in Wegwijs (niet overschreven)", report.discrepancies)
    if report.influx.get("many"):
        print("\nVeel mensen tegelijk: in deze weken zijn meer plannen nodig dan er gemaakt kunnen worden.")
        for week in report.influx["weeks"]:
            if week["short"]:
                print(f"  {week['week']}  {week['due']} plannen, ruimte voor {week['capacity']}")


def _list(title: str, problems: list[Problem]) -> None:
    if not problems:
        return
    print(f"\n{title}:")
    for problem in problems[:_SHOWN]:
        where = f"regel {problem.line}" + (f", {problem.field}" if problem.field else "")
        print(f"  {where}: {problem.text} [{problem.code}]")
    if len(problems) > _SHOWN:
        print(f"  … en nog {len(problems) - _SHOWN}. Alles staat in het verslag met --json.")
