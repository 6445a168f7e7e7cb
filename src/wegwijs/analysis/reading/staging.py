"""The one place where text becomes case, activity, moment and day; in SQL, because it runs over every event."""

from __future__ import annotations

import duckdb

from wegwijs.analysis.reading.columns import Found

LOCAL_FORMS = "2023-05-01, 2023-05-01T14:30:00+02:00, 1-5-2023 or 1-5-2023 14:30"
_CLOCKS = (" %H:%M:%S.%f", " %H:%M:%S", " %H:%M", "")
_FORMS = [f"%d{mark}%m{mark}%Y{clock}" for mark in "-/." for clock in _CLOCKS] + ["%Y-%m-%d %H:%M:%S,%f"]
_DUTCH = "[" + ", ".join(f"'{form}'" for form in _FORMS) + "]"
TOO_EARLY = -30_610_224_000_000_000  # the year 1000: an earlier moment is a year of two digits, read wrongly
_LENGTH_OF_A_DAY = 10
_LOCAL, _ZONED = '"\\local"', '"\\zoned"'  # names that no column of a file has


def stage_written(sql: duckdb.DuckDBPyConnection, source: str, found: Found) -> None:
    """Make the table `raw` from columns of text. A moment that cannot be read becomes NULL."""
    stamp = _name(found.moment)
    tail = f"substr({stamp}, {_LENGTH_OF_A_DAY + 1})"
    marks = " OR ".join(f"contains({tail}, '{mark}')" for mark in ("Z", "+", "-", "UTC", "z"))
    zoned = f"length({stamp}) > {_LENGTH_OF_A_DAY} AND ({marks})"
    local = f"coalesce(try_cast({stamp} AS TIMESTAMP), try_strptime({stamp}, {_DUTCH}))"
    read = (  # a step of its own, so that every moment is read once
        f"(SELECT *, CASE WHEN {zoned} THEN NULL ELSE {local} END AS {_LOCAL},"  # noqa: S608  names are quoted
        f" CASE WHEN {zoned} THEN try_cast({stamp} AS TIMESTAMPTZ) END AS {_ZONED} FROM {source})"
    )
    day = f"coalesce({_LOCAL}::DATE, {_here(_ZONED)})"
    _stage(sql, read, found, f"coalesce(epoch_us({_LOCAL}), epoch_us({_ZONED}))", day)


def stage_typed(sql: duckdb.DuckDBPyConnection, source: str, found: Found, kind: str) -> None:
    """As `stage_written`, from columns of which the moment may have a type of its own (Parquet)."""
    stamp = _name(found.moment)
    if kind == "VARCHAR":
        stage_written(sql, source, found)
    elif kind == "TIMESTAMP WITH TIME ZONE":
        _stage(sql, source, found, f"epoch_us({stamp})", _here(stamp))
    else:
        _stage(sql, source, found, f"epoch_us(CAST({stamp} AS TIMESTAMP))", f"CAST({stamp} AS DATE)")


def _here(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Europe/Amsterdam')::DATE"


def _stage(sql: duckdb.DuckDBPyConnection, source: str, found: Found, moment: str, day: str) -> None:
    case, activity = _name(found.case), _name(found.activity)
    kept = {"by": f"nullif({_name(found.by)}::VARCHAR, '')"} if found.by is not None else {}
    also = "".join(f', {written} AS "{name}"' for name, written in (kept | dict(found.also.kept)).items())
    selected = (
        f"SELECT CASE WHEN {case}::VARCHAR <> '' THEN (hash({case}::VARCHAR) >> 1)::BIGINT END AS case_key,"  # noqa: S608  names are quoted
        f" nullif({activity}::VARCHAR, '') AS activity, {moment} AS moment,"
        f" ({day} - DATE '1970-01-01')::INTEGER AS day{also} FROM {source}"
    )
    sql.execute("CREATE TABLE raw AS " + selected)


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
