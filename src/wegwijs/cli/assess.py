"""`wegwijs assess FILE|- [--on YYYY-MM-DD] [--lang nl|en]`: the law over trajectories in JSON. No database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from wegwijs.eventlog.vocabulary import FieldError, parse_day
from wegwijs.law import InputError, Trajectory, assess, read_trajectory
from wegwijs.law.reading import last_day

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


class _Input(NamedTuple):
    """What was read: the records, and whether they came as one object, a list or JSON Lines."""

    records: list[Any]
    shape: str


def run(argv: list[str]) -> int:
    """Print the same shape back. 0 done, 2 wrong use or input that does not validate (told on standard error)."""
    try:
        arguments = _arguments(argv)
    except SystemExit as left:  # argparse has said what is wrong, or printed its help
        return left.code if isinstance(left.code, int) else 2
    try:
        given = _parse(_read(arguments.file))
        trajectories = _trajectories(given)
        days = [_day(trajectory, arguments.on, position) for position, trajectory in enumerate(trajectories)]
    except InputError as error:
        print(f"wegwijs assess: {error}", file=sys.stderr)
        return 2
    _print(trajectories, days, given.shape, arguments.lang)
    return 0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wegwijs assess",
        description="What the Wet inburgering 2021 says about a trajectory: deadlines, term, what is owed, options.",
    )
    parser.add_argument(
        "file", metavar="FILE", help="a JSON object, a list of objects, or JSON Lines; - reads standard input"
    )
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", type=_on, help="the day asked about (default: the day of the last fact)"
    )
    parser.add_argument("--lang", choices=("nl", "en"), default="nl", help="language of the texts (default: nl)")
    return parser.parse_args(argv)


def _on(text: str) -> date:
    try:
        return parse_day(text)
    except FieldError as error:
        raise argparse.ArgumentTypeError(f"expected {error.expected}") from None


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a usable file name"
        raise InputError(f"the file {name!r}", "", f"a file that can be read ({reason})") from None
    if raw.startswith(_BYTE_ORDER_MARKS):
        raise InputError("the input", "", "UTF-8, not UTF-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("the input", "", f"UTF-8 (byte {error.start + 1} is not)") from None


def _parse(text: str) -> _Input:
    if not text.strip():
        raise InputError("the input", "", "a JSON object, a list or JSON Lines; it is empty")
    try:
        whole = _loads(text)
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not _complete(lines[0][1]):
            where = f"line {error.lineno}, column {error.colno}"
            raise InputError("the input", "", f"JSON ({error.msg} at {where})") from None
        return _Input([_line(number, line) for number, line in lines], "lines")
    except (ValueError, RecursionError) as error:
        raise InputError("the input", "", f"JSON ({_reason(error)})") from None
    return _Input(whole, "list") if isinstance(whole, list) else _Input([whole], "object")


def _complete(line: str) -> bool:
    """Whether a first line is a value of its own, as in JSON Lines."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _line(number: int, line: str) -> Any:
    try:
        return _loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"line {number}", "", f"JSON ({error.msg} at column {error.colno})") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"line {number}", "", f"JSON ({_reason(error)})") from None


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_double_keys)


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error) if isinstance(error, _JsonRefusedError) else "a number with too many digits"


class _JsonRefusedError(ValueError):
    """JSON that a parser may accept and that we do not."""


def _no_constant(name: str) -> Any:
    raise _JsonRefusedError(f"{name} is not a number")


def _no_double_keys(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _JsonRefusedError(f"the key {twice[:60]!r} is written twice in one object")
    return found


def _trajectories(given: _Input) -> list[Trajectory]:
    single = given.shape == "object"
    return [read_trajectory(record, index=None if single else at) for at, record in enumerate(given.records)]


def _day(trajectory: Trajectory, on: date | None, position: int) -> date:
    day = on if on is not None else last_day(trajectory)
    if day is None:
        raise InputError(f"record {position + 1} ({trajectory.id[:60]!r})", "facts", "at least one fact, or --on")
    return day


def _print(trajectories: list[Trajectory], days: list[date], shape: str, lang: str) -> None:
    out = sys.stdout
    indent = 2 if shape == "object" and out.isatty() else None
    before, between, after = ("[", ",\n", "]\n") if shape == "list" else ("", "\n", "\n")
    separator = before
    for trajectory, day in zip(trajectories, days, strict=True):
        _write(separator + _dumps(assess(trajectory, day).to_dict(lang), indent))
        separator = between
    _write((before if not trajectories else "") + after)


def _dumps(answer: dict[str, Any], indent: int | None) -> str:
    text = json.dumps(answer, ensure_ascii=False, indent=indent)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair in an id: JSON can say it escaped, UTF-8 cannot
        return json.dumps(answer, indent=indent)
    return text


def _write(text: str) -> None:
    """UTF-8 whatever the terminal's own encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
