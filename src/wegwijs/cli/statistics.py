"""`wegwijs survival | waiting | process | disclose`: figures from any table or event log. No database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from wegwijs.cli import telling
from wegwijs.eventlog.vocabulary import FieldError, parse_day


def run_survival(argv: list[str]) -> int:
    """`wegwijs survival TABLE`: how long until the event, from one row a person."""
    parser = _parser(
        "survival", "How long until an event, in a table with one row a person (CSV).", "TABLE", several=True
    )
    parser.add_argument(
        "--duration", required=True, metavar="COL", help="column with the time until event or censoring"
    )
    parser.add_argument("--event", required=True, metavar="COL", help="0 censored, 1 event; other causes: --competing")
    parser.add_argument("--by", metavar="COL", help="a curve per value of this column, and the log-rank test")
    parser.add_argument("--entry", metavar="COL", help="column with the time from which somebody was seen")
    parser.add_argument("--competing", action="store_true", help="every other value of the event is a cause of its own")
    _estimates(parser)

    def work(chosen: argparse.Namespace) -> dict[str, Any]:
        from wegwijs.analysis import durations

        columns = durations.Columns(chosen.duration, chosen.event, chosen.by, chosen.entry)
        few = _threshold(parser, chosen, chosen.by)
        options = {"competing": chosen.competing, "min_cell": few, "horizon": chosen.horizon}
        if len(chosen.files) > 1:
            from wegwijs.analysis import comparing

            return comparing.survival(chosen.files, columns, **options)
        return durations.survival(chosen.files[0], columns, **options)

    return answering(parser, argv, work, telling.groups)


def run_waiting(argv: list[str]) -> int:
    """`wegwijs waiting EVENTS`: from the first A to the first B after it."""
    parser = _parser("waiting", "How long people wait from one step to another.", "EVENTS", several=True)
    _log_columns(parser)
    parser.add_argument("--from", required=True, dest="start", metavar="A", help="activity at which waiting begins")
    parser.add_argument("--to", required=True, dest="end", metavar="B", help="activity that is waited for")
    parser.add_argument("--by", metavar="COL", help="a curve per value of this column, and the log-rank test")
    parser.add_argument(
        "--as-of", type=a_day, metavar="DATE", help="last day that exists (default: the last in the log)"
    )
    parser.add_argument("--competing", metavar="C,D", help="activities that end the waiting in another way")
    parser.add_argument("--working-days", action="store_true", help="count Monday to Friday only")
    parser.add_argument(
        "--holidays", type=Path, metavar="FILE", help="days not worked, one a line (default: legal ones)"
    )
    _estimates(parser)

    def work(chosen: argparse.Namespace) -> dict[str, Any]:
        from wegwijs.analysis import comparing
        from wegwijs.analysis.reading.columns import Chosen
        from wegwijs.analysis.reading.logs import open_log
        from wegwijs.analysis.waiting import Question, waiting

        asked = Question(
            chosen.start, chosen.end, _names(chosen.competing), chosen.as_of, chosen.by is not None,
            chosen.working_days, _holidays(parser, chosen.holidays) if chosen.working_days else (),
        )  # fmt: skip
        columns = Chosen(chosen.case_col, chosen.activity_col, chosen.time_col, chosen.by)
        few = _threshold(parser, chosen, chosen.by)
        if len(chosen.files) > 1:
            return comparing.waiting(chosen.files, columns, asked, min_cell=few, horizon=chosen.horizon)
        with open_log(chosen.files[0], columns) as log:
            return waiting(log, asked, min_cell=few, horizon=chosen.horizon)

    return answering(parser, argv, work, telling.groups)


def run_process(argv: list[str]) -> int:
    """`wegwijs process EVENTS`: counts, variants, what follows what, durations; more when it is asked for."""
    parser = _parser("process", "What an event log looks like as a process.", "EVENTS", several=True)
    _log_columns(parser)
    parser.add_argument("--detail", action="store_true", help="also what is done again, and where people wait longest")
    parser.add_argument(
        "--expected", type=Path, nargs="?", const=_OF_THIS_LAW, metavar="FILE",
        help="also who skipped, repeated or turned round steps of the expected route (default: that of this law)",
    )  # fmt: skip
    parser.add_argument("--html", type=Path, metavar="OUT", help="a page with a picture and tables; implies --detail")
    parser.add_argument("--min-cell", type=a_threshold, metavar="N", help="of several logs: say nothing of fewer cases")

    def work(chosen: argparse.Namespace) -> dict[str, Any]:
        if len(chosen.files) == 1:
            return _process(chosen)
        from wegwijs.analysis import comparing
        from wegwijs.analysis.reading.columns import Chosen

        few = _threshold(parser, chosen, chosen.detail or chosen.expected or chosen.html)
        return comparing.process(
            chosen.files, Chosen(chosen.case_col, chosen.activity_col, chosen.time_col), min_cell=few
        )

    return answering(parser, argv, work, telling.process)


_OF_THIS_LAW = Path()


def _process(chosen: argparse.Namespace) -> dict[str, Any]:
    from wegwijs.analysis.process import order, process
    from wegwijs.analysis.reading.columns import Chosen
    from wegwijs.analysis.reading.logs import open_log

    columns = Chosen(chosen.case_col, chosen.activity_col, chosen.time_col)
    expected = None
    if chosen.expected is not None:
        from wegwijs.analysis.conformance import expected_route

        expected = expected_route(None if chosen.expected == _OF_THIS_LAW else chosen.expected)
        columns = expected.chosen(columns)
    with open_log(chosen.files[0], columns) as log:
        found = process(log)
        if chosen.detail or chosen.html:
            from wegwijs.analysis.bottlenecks import bottlenecks
            from wegwijs.analysis.rework import rework

            found |= rework(log) | {"bottlenecks": bottlenecks(log, found)}
        if expected is not None:
            from wegwijs.analysis.conformance import conformance

            found["conformance"] = conformance(log, expected)
        if chosen.html:
            from wegwijs.analysis.process_page import to_html

            page = to_html(found | {"order": order(log)}, chosen.files[0].name)
            _write(chosen.html, page)
    return found


def _write(path: Path, text: str) -> None:
    from wegwijs.analysis.problems import Unreadable

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unreadable(path, "", f"a place to write ({error.strerror})") from None


def run_disclose(argv: list[str]) -> int:
    """`wegwijs disclose TABLE`: what must be hidden so that nobody below the threshold can be worked out."""
    parser = _parser(
        "disclose", "Hide what is too small in a table with margins, and what would give it away.", "TABLE"
    )
    parser.add_argument("--min-cell", type=a_threshold, required=True, metavar="N", help="1 up to N-1 is too small")

    def work(chosen: argparse.Namespace) -> dict[str, Any]:
        from wegwijs.analysis.disclosure.answer import disclose

        return disclose(chosen.file, chosen.min_cell)

    return answering(parser, argv, work, telling.table)


def a_day(text: str) -> date:
    """An option that is a day."""
    try:
        return parse_day(text)
    except FieldError as error:
        raise argparse.ArgumentTypeError(f"expected {error.expected}") from None


def a_threshold(text: str) -> int:
    """An option that is a number of people; 0 switches protection off."""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError("expected a whole number of 0 or more")
    return int(text)


def answering(
    parser: argparse.ArgumentParser,
    argv: list[str],
    work: Callable[[argparse.Namespace], dict[str, Any]],
    tell: Callable[[dict[str, Any]], None],
) -> int:
    """Print the answer; 2 with a sentence when the file does not hold what was asked."""
    chosen = parser.parse_args(argv)
    from wegwijs.analysis.problems import Unreadable

    try:
        found = work(chosen)
    except Unreadable as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    if chosen.json:
        print_json(found)
    else:
        tell(found)
    return 0


def print_json(found: dict[str, Any]) -> None:
    """UTF-8 on standard output whatever the terminal's own encoding is, and nothing else there."""
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _parser(name: str, description: str, file: str, *, several: bool = False) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"wegwijs {name}", description=description)
    if several:
        told = "several: one a municipality, named after it; their figures stand beside each other"
        parser.add_argument("files", type=Path, nargs="+", metavar=file, help=told)
    else:
        parser.add_argument("file", type=Path, metavar=file)
    parser.add_argument("--json", action="store_true", help="the whole answer as JSON on standard output")
    return parser


def _log_columns(parser: argparse.ArgumentParser) -> None:
    for what in ("case", "activity", "time"):
        parser.add_argument(f"--{what}-col", metavar="COL", help=f"column with the {what}, when it is not recognised")


def _estimates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--min-cell", type=a_threshold, metavar="N", help="say little of groups below N")
    parser.add_argument("--horizon", type=float, metavar="T", help="restricted mean up to T (default: last time seen)")


def _threshold(parser: argparse.ArgumentParser, chosen: argparse.Namespace, alone: object) -> int:
    """How few is too few: nobody's figures in one's own log; between municipalities the norm for readers outside."""
    if len(chosen.files) == 1:
        return int(chosen.min_cell or 0)
    if alone:
        parser.error("with several logs each log is a group: leave out --by, --detail, --expected and --html")
    from wegwijs.policy import load

    return load().few_outside if chosen.min_cell is None else int(chosen.min_cell)


_LEGAL_YEARS = (2010, 2100)


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip()) if text else ()


def _holidays(parser: argparse.ArgumentParser, path: Path | None) -> tuple[date, ...]:
    if path is None:
        from wegwijs.law.holidays import recognised

        return tuple(day for year in range(*_LEGAL_YEARS) for day in recognised(year))
    try:
        return tuple(a_day(line.strip()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, ValueError, argparse.ArgumentTypeError) as error:
        parser.error(f"--holidays {path}: {error}")
