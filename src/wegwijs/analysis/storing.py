"""An exported log in Parquet, both ways. Parquet is of this room because `eventlog` has the standard library only."""

from __future__ import annotations

from pathlib import Path

from wegwijs.analysis.engine import engine


def csv_to_parquet(source: Path, out: Path) -> None:
    """The same columns; the day as a moment at midnight, so that every reader takes it for time."""
    with engine() as made:
        written = made.folder / "out.parquet"
        made.sql.execute(
            "COPY (SELECT * REPLACE (CAST(timestamp AS TIMESTAMP) AS timestamp) FROM"  # noqa: S608  names of our own
            f" read_csv('{made.at_hand(source)}', header = true, all_varchar = true, auto_detect = true, delim = ','))"
            f" TO '{written}' (FORMAT parquet, COMPRESSION zstd)"
        )
        out.write_bytes(written.read_bytes())
