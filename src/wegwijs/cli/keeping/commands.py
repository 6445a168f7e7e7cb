"""`wegwijs backup OUT`, `wegwijs restore FILE` and `wegwijs move URL`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import dj_database_url
from django.db import connection
from django.utils import timezone

from wegwijs.accounts import installation, life
from wegwijs.cli.keeping import files, loading, reading, tables
from wegwijs.cli.keeping.archive import Refused, Sealer, head_of, pieces
from wegwijs.cli.keeping.loading import NotLoadable
from wegwijs.cli.keeping.tables import NotCurrent, Table

Report = dict[str, Any]


def run_backup(argv: list[str]) -> int:
    """Exit 0 when the file is whole; it appears under its name only then."""
    parser = argparse.ArgumentParser(prog="wegwijs backup", description="One sealed file; the keys are not in it.")
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="a file, or a folder in which it gets a name with the time"
    )
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    now = timezone.now()
    out: Path = chosen.out
    if out.is_dir():
        out /= f"wegwijs-{timezone.localtime(now):%Y%m%dT%H%M%S}.backup"
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            report = _write(file, now.isoformat(), with_files=True, frozen=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
        _sync(out.parent)
    except NotCurrent:
        return _say("backup", "de tabellen zijn van een andere versie. Voer eerst `wegwijs migrate` uit.")
    except OSError as error:
        return _say("backup", f"{out} kan niet worden geschreven: {error.strerror}.")
    finally:
        draft.unlink(missing_ok=True)
    life.sign("backup", timezone.now())
    report |= {"file": str(out), "bytes": out.stat().st_size}
    _tell(chosen.json, report, f"{out}: {_counts(report)}, {report['bytes'] / 1e6:.1f} MB")
    return 0


def run_restore(argv: list[str]) -> int:
    """Exit 0 when everything is back and was read back; 2, and nothing changed, when the file or place is not right."""
    parser = argparse.ArgumentParser(prog="wegwijs restore", description="Into an empty database, with the same keys.")
    parser.add_argument("file", metavar="FILE", help="made by `wegwijs backup`; - reads standard input")
    parser.add_argument("--check", action="store_true", help="only say whether the file is whole")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    try:
        if chosen.file == "-":
            report = _restore(sys.stdin.buffer)
        else:
            with Path(chosen.file).open("rb") as file:
                report = _check(file)
                if not chosen.check:
                    file.seek(0)
                    report = _restore(file)
    except (Refused, NotLoadable) as error:
        return _say("restore", str(error))
    except OSError as error:
        return _say("restore", f"{chosen.file} kan niet worden gelezen: {error.strerror}.")
    done = "is heel" if chosen.check else "teruggezet en teruggelezen"
    _tell(chosen.json, report, f"back-up van {report['made_at']}: {done}; {_counts(report)}")
    return 0


def run_move(argv: list[str]) -> int:
    """`wegwijs move URL`: all rows to another, empty database; nobody writes meanwhile. Exit 0 when they are equal."""
    parser = argparse.ArgumentParser(prog="wegwijs move", description="Stop the services first; keys and store stay.")
    parser.add_argument("to", metavar="URL", help="postgres://… or sqlite:////…, empty")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    try:
        dj_database_url.parse(chosen.to)
    except (ValueError, KeyError, dj_database_url.UnknownSchemeError):
        return _say("move", "dit is geen adres van een database. Bijvoorbeeld postgres://wegwijs@localhost/wegwijs.")
    command = [sys.executable, "-c", "from wegwijs.cli import main; main()", "restore", "-", "--json"]
    environment = {**os.environ, "WEGWIJS_DATABASE_URL": chosen.to}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin  # noqa: S101  a pipe was asked for
        assert other.stdout  # noqa: S101
        try:
            _write(other.stdin, timezone.now().isoformat(), with_files=False, frozen=True)
            other.stdin.close()
        except NotCurrent:
            other.kill()
            return _say("move", "de tabellen zijn van een andere versie. Voer eerst `wegwijs migrate` uit.")
        except BrokenPipeError:
            pass  # the other side has said why
        told = other.stdout.read()
    if other.returncode:
        return _say("move", "er is niets verhuisd; de oude database is zoals hij was.")
    report = json.loads(told)
    _tell(chosen.json, report, f"verhuisd en vergeleken: {_counts(report)}. Zet WEGWIJS_DATABASE_URL om.")
    return 0


def _write(file: IO[bytes], made_at: str, *, with_files: bool, frozen: bool) -> Report:
    """Everything into the file; what went in."""
    tables.require_current()
    installation.check_keys(timezone.now())
    mine = tables.tables()
    sealer = Sealer(file, made_at)
    report: Report = {"made_at": made_at, "tables": {}}
    progress = _Progress(len(mine))
    with reading.one_moment(mine, frozen=frozen):
        sealer.add({
            "vendor": connection.vendor, "tables": [table.as_dict() for table in mine],
            "applied": tables.applied(), "numbers": reading.last_numbers(mine),
        })  # fmt: skip
        for table in mine:
            digest = reading.Digest(table, plain=False)
            for piece in reading.lines(table):
                digest.add(piece)
                sealer.add({"table": table.name}, piece)
                progress(digest.rows)
            report["tables"][table.name] = {"rows": digest.rows, "sha256": digest.hex()}
            progress.next()
        # After the rows: each letter of which a row tells is there by then.
        tally = files.Tally()
        for name, at, content in files.stored() if with_files else ():
            tally.add(name, at, content)
            sealer.add({"file": name, "at": at}, content)
        report["files"] = tally.as_dict()
        sealer.add({"end": {"tables": report["tables"], "files": report["files"]}})
        sealer.close()
    return report


def _check(file: IO[bytes]) -> Report:
    """Read the whole file and compare it with what it says of itself."""
    head = head_of(file)
    found: dict[str, reading.Digest] = {}
    tally = files.Tally()
    end: Report = {}
    for what, content in pieces(file, head):
        if "tables" in what:
            found = {said["name"]: reading.Digest(Table.from_dict(said), plain=False) for said in what["tables"]}
        elif "table" in what:
            found[what["table"]].add(content)
        elif "file" in what:
            tally.add(what["file"], what["at"], content)
        else:
            end = what["end"]
    told = {name: {"rows": digest.rows, "sha256": digest.hex()} for name, digest in found.items()}
    if end != {"tables": told, "files": tally.as_dict()}:
        raise Refused("het bestand is niet wat het zegt te zijn. Neem een andere back-up.")
    return {"made_at": head["made_at"], **end}


def _restore(file: IO[bytes]) -> Report:
    """Load, read back, compare; all of it or nothing."""
    head = head_of(file)
    stream = pieces(file, head)
    first, _ = next(stream)
    listed = [Table.from_dict(said) for said in first["tables"]]
    loading.prepare([(app, name) for app, name in first["applied"]])
    plain = first["vendor"] != connection.vendor
    putting = files.Putting()
    try:
        with loading.loading(listed, first["numbers"]) as finish:
            end, before = _load(stream, listed, putting, plain=plain)
            finish()
            _compare(listed, before, plain=plain)
        putting.keep()
    except BaseException:
        putting.drop()
        raise
    loading.settle()
    installation.check_keys(timezone.now())
    return {"made_at": head["made_at"], **end}


def _load(stream: Any, listed: list[Table], putting: files.Putting, *, plain: bool) -> tuple[Report, dict[str, str]]:
    """All pieces to their place. What the file says of itself, and the digests to compare with."""
    raw = {table.name: reading.Digest(table, plain=False) for table in listed}
    comparable = {table.name: reading.Digest(table, plain=True) for table in listed} if plain else raw
    writers = {table.name: loading.writer(table) for table in listed}
    tally = files.Tally()
    end: Report = {}
    progress = _Progress(len(listed))
    for what, content in stream:
        if "table" in what:
            name = what["table"]
            writers[name](content)
            raw[name].add(content)
            if plain:
                comparable[name].add(content)
            progress(raw[name].rows)
        elif "file" in what:
            putting.add(what["file"], what["at"], content)
            tally.add(what["file"], what["at"], content)
        else:
            end = what["end"]
    told = {name: {"rows": digest.rows, "sha256": digest.hex()} for name, digest in raw.items()}
    if end != {"tables": told, "files": tally.as_dict()}:
        raise Refused("het bestand is niet wat het zegt te zijn. Neem een andere back-up.")
    return end, {name: digest.hex() for name, digest in comparable.items()}


def _compare(listed: list[Table], before: dict[str, str], *, plain: bool) -> None:
    """What stands in the database now is what was in the file."""
    for table in listed:
        if reading.digest(table, plain=plain).hex() != before[table.name]:
            raise NotLoadable(f"tabel {table.name} leest niet terug zoals hij was. Er is niets teruggezet.")


class _Progress:
    """On a terminal: which table, and how many rows."""

    def __init__(self, total: int) -> None:
        self._total, self._at, self._last = total, 1, 0.0
        self._say: Callable[[str], None] = sys.stderr.write if sys.stderr.isatty() else lambda _text: None  # type: ignore[assignment]

    def __call__(self, rows: int) -> None:
        if time.monotonic() - self._last > 0.5:
            self._last = time.monotonic()
            self._say(f"\rtabel {self._at} van {self._total}: {rows} rijen   ")

    def next(self) -> None:
        """The next table."""
        self._at += 1
        if self._at > self._total:
            self._say("\r\033[K")


def _counts(report: Report) -> str:
    rows = sum(table["rows"] for table in report["tables"].values())
    return f"{len(report['tables'])} tabellen, {rows} rijen, {report['files']['count']} bestanden"


def _tell(as_json: bool, report: Report, text: str) -> None:  # noqa: FBT001  the option of the command
    print(json.dumps(report, ensure_ascii=False) if as_json else text)


def _say(command: str, text: str) -> int:
    print(f"wegwijs {command}: {text}", file=sys.stderr)
    return 2


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
