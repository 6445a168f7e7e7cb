"""Any event log as one table of whole numbers: case, activity, moment, day, place in the file.

Formats are recognised by their content, not by their name. A moment is in microseconds UTC; what is written without a
zone is taken as UTC. A day is the day on the calendar here (Europe/Amsterdam); what is written without a zone keeps
the day it says. Cases are known by a 63-bit hash of their name: a log needs no names to be counted.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from wegwijs.analysis.cluster import answering
from wegwijs.analysis.engine import Engine, engine
from wegwijs.analysis.problems import Unreadable, one_of, shown
from wegwijs.analysis.reading.columns import Chosen, Found, find
from wegwijs.analysis.reading.staging import LOCAL_FORMS, TOO_EARLY, stage_typed, stage_written
from wegwijs.analysis.reading.texts import Form, form_of, open_binary, open_text, rows

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from wegwijs.analysis.reading.xes import Event

_TOLD = Form("utf-8", ",", 0, ("case_id", "activity", "moment", "by"))
_FOUND = Found("case_id", "activity", "moment", "by")
_EPOCH = date(1970, 1, 1)
Locate = Callable[[int], tuple[str, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class EventLog:
    """The table `events`: case_key, activity (a code), moment (µs UTC), day (since 1970), seq, and what else was asked.

    `seq` orders the events of a case: by moment, then by place in the file. `codes`: activities by name.
    """

    path: Path
    engine: Engine
    codes: dict[str, int]

    @property
    def events(self) -> Table:
        """The table for ibis."""
        return self.engine.table("events")

    @property
    def names(self) -> dict[int, str]:
        """Activities by code."""
        return {code: name for name, code in self.codes.items()}

    def code(self, activity: str) -> int:
        """Raises Unreadable when no event of the log has this activity."""
        if activity not in self.codes:
            raise Unreadable(self.path, "", f"an activity {activity!r}; there are {one_of(sorted(self.codes))}")
        return self.codes[activity]


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days


@contextmanager
def open_log(path: Path, chosen: Chosen) -> Iterator[EventLog]:
    """Read a log. Raises Unreadable with the line or event that cannot be used."""
    with engine() as made:
        _read(made, path, chosen)
        codes = _number(made)
        with answering(made) as asked:
            yield EventLog(path, asked, codes)


@contextmanager
def open_logs(paths: Mapping[str, Path], chosen: Chosen) -> Iterator[EventLog]:
    """Several logs as one: `by` is the name that a log has here, and no case of one is a case of another.

    Raises as `open_log`.
    """
    with engine() as made:
        for place, (name, path) in enumerate(paths.items()):
            _read(made, path, chosen)
            own = f"* REPLACE ((hash(case_key, {place}) >> 1)::BIGINT AS case_key)"
            into = "INSERT INTO every" if place else "CREATE TABLE every AS"
            made.sql.execute(f'{into} SELECT {own}, {_literal(name)} AS "by" FROM raw')  # noqa: S608  quoted
            made.forget("raw")
        made.sql.execute("ALTER TABLE every RENAME TO raw")
        codes = _number(made)
        with answering(made) as asked:
            yield EventLog(Path(", ".join(path.name for path in paths.values())), asked, codes)


def _read(made: Engine, path: Path, chosen: Chosen) -> None:
    """Make the table `raw` of a log."""
    form = _format(path)
    if chosen.also.kept and form not in {"csv", "parquet"}:
        raise Unreadable(path, "", "CSV or Parquet, as `wegwijs events export` writes it")
    locate = _READERS[form](made, path, chosen)
    _refuse_bad(made, path, locate)


def _format(path: Path) -> str:
    with open_binary(path) as file:
        start = file.read(4096)
    if start.startswith(b"PAR1"):
        return "parquet"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") or start.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return "xes"
    return "ocel" if text.startswith(b"{") else "csv"


def _read_parquet(made: Engine, path: Path, chosen: Chosen) -> Locate:
    source = f"read_parquet('{made.at_hand(path)}')"
    try:
        described = made.sql.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608  a name of our own
        kinds = {name: str(kind) for name, kind, *_ in described}
        found = find(path, list(kinds), chosen)
        stage_typed(made.sql, source, found, kinds[found.moment])
    except duckdb.Error as error:
        raise Unreadable(path, "", f"Parquet that can be read ({_first_line(error)})") from None

    def locate(position: int) -> tuple[str, dict[str, str]]:
        return f"row {position + 1}", {}

    return locate


def _read_csv(made: Engine, path: Path, chosen: Chosen) -> Locate:
    form = form_of(path)
    found = find(path, form.header, chosen)
    plain = _plain_text(made, path, form)
    try:
        stage_written(made.sql, _csv_source(plain, form), found)
    except duckdb.Error as error:
        for _ in rows(path, form):  # tells the line
            pass
        raise Unreadable(path, "", f"CSV that can be read ({_first_line(error)})") from None

    def locate(position: int) -> tuple[str, dict[str, str]]:
        row = next(islice(rows(path, form), position, None))
        named = {"case": found.case, "activity": found.activity, "moment": found.moment}
        return f"line {row.line}", {what: f"{name!r}\0{row.cells[name]}" for what, name in named.items()}

    return locate


def _plain_text(made: Engine, path: Path, form: Form) -> str:
    """The file itself when the engine can read it, otherwise a copy in UTF-8 that is not packed."""
    with open_binary(path) as file:
        packed = not hasattr(file, "raw")
    if form.encoding in {"utf-8", "utf-8-sig"} and not packed:
        return made.at_hand(path)
    copy = made.folder / "copy.csv"
    with open_text(path, form.encoding) as text, copy.open("w", encoding="utf-8", newline="") as out:
        while data := text.read(1 << 20):
            out.write(data)
    return str(copy)


def _csv_source(name: str, form: Form) -> str:
    columns = ", ".join(f"{_literal(column)}: 'VARCHAR'" for column in form.header)
    quote = '"' if form.quoted else ""
    return (
        f"read_csv('{name}', auto_detect = false, header = true, skip = {form.skipped}, columns = {{{columns}}}, "
        f"delim = {_literal(form.separator)}, quote = '{quote}', escape = '{quote}', strict_mode = true, nullstr = '')"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _read_xes(made: Engine, path: Path, chosen: Chosen) -> Locate:
    from wegwijs.analysis.reading import xes

    found = xes.columns_of(chosen)
    return _insert(made, lambda: xes.events(path, found))


def _read_ocel(made: Engine, path: Path, chosen: Chosen) -> Locate:
    from wegwijs.analysis.reading import ocel

    return _insert(made, lambda: ocel.events(path, chosen))


def _insert(made: Engine, told: Callable[[], Iterator[Event]]) -> Locate:
    copy = made.folder / "told.csv"
    with copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_TOLD.header)
        writer.writerows(told())
    stage_written(made.sql, _csv_source(str(copy), _TOLD), _FOUND)

    def locate(position: int) -> tuple[str, dict[str, str]]:
        case, activity, moment, _ = next(islice(told(), position, None))
        named = {"case": case, "activity": activity, "moment": moment}
        return f"event {position + 1} (case {shown(case)})", {what: f"{what}\0{text}" for what, text in named.items()}

    return locate


def _refuse_bad(made: Engine, path: Path, locate: Locate) -> None:
    bad = made.sql.execute(
        "SELECT rowid, case_key IS NULL, activity IS NULL FROM raw"  # noqa: S608  a number of our own
        f" WHERE case_key IS NULL OR activity IS NULL OR moment IS NULL OR moment < {TOO_EARLY}"
        " ORDER BY rowid LIMIT 1"
    ).fetchone()
    if bad is None:
        return
    position, no_case, no_activity = bad
    where, cells = locate(position)
    what = "case" if no_case else "activity" if no_activity else "moment"
    name, _, value = cells.get(what, f"{what}\0").partition("\0")
    expected = f"a moment as {LOCAL_FORMS}" if what == "moment" else f"text that names the {what}"
    raise Unreadable(path, f"{where}, column {name}", f"{expected}; found {shown(value)}")


def _number(made: Engine) -> dict[str, int]:
    """Words become numbers, and the order of the events their `seq`; the activities by name."""
    if not _in_order(made):
        made.keep("sorted", "FROM raw ORDER BY case_key, moment, rowid")
        made.forget("raw")
        made.sql.execute("ALTER TABLE sorted RENAME TO raw")
    # A column of few words is written anew as numbers: in little room, and without a join that writes all columns.
    words = [name for name, kind, *_ in made.sql.execute("DESCRIBE raw").fetchall() if kind == "VARCHAR"]
    for name in words:
        made.sql.execute(  # the empty word is the first: no type is without words, and no activity has code 0
            f'CREATE TYPE "words of {name}" AS ENUM'  # noqa: S608  names of our own
            f' (SELECT DISTINCT "{name}" FROM raw WHERE "{name}" IS NOT NULL UNION SELECT \'\' ORDER BY 1)'
        )
        made.sql.execute(f'ALTER TABLE raw ALTER "{name}" TYPE "words of {name}"')
    made.sql.execute("ALTER TABLE raw ALTER activity TYPE INTEGER USING enum_code(activity)::INTEGER")
    made.sql.execute("CREATE VIEW events AS SELECT *, rowid AS seq FROM raw")
    known = made.sql.execute('SELECT unnest(enum_range(NULL::"words of activity"))').fetchall()
    return {name: code for code, (name,) in enumerate(known) if code}


def _in_order(made: Engine) -> bool:
    """Whether the file tells everything in order of time, or case by case with each in order of time."""
    [found] = made.answer("""
WITH beside AS (
  SELECT case_key, moment, lag(case_key) OVER () AS other_case, lag(moment) OVER () AS earlier FROM raw
), found AS (
  SELECT earlier > moment AS back, other_case IS DISTINCT FROM case_key AS first, case_key FROM beside
)
SELECT count(*) FILTER (back) = 0 OR (count(*) FILTER (back AND NOT first) = 0
  AND count(*) FILTER (first) = count(DISTINCT case_key) FILTER (first)) AS in_order
FROM found""")
    return bool(found["in_order"])


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:160]


_READERS: dict[str, Callable[[Engine, Path, Chosen], Locate]] = {
    "parquet": _read_parquet, "csv": _read_csv, "xes": _read_xes, "ocel": _read_ocel,
}  # fmt: skip
