"""The embedded engine: DuckDB in a directory of its own, within bounds, and never on the network.

A question is SQL of our own words and whole numbers. Where questions are put together from parts it may be an ibis
expression; ibis takes half a second to load, so the commands do without.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import numpy.typing as npt
    from ibis.expr.operations import Node
    from ibis.expr.types import Expr, Table

# What does not fit goes to TMPDIR. Python, the libraries and the results need some 300 MB beside it.
_MEMORY = "1200MB"


@dataclass(frozen=True, slots=True)
class Engine:
    """A fresh database for one question. `folder` is gone when the question is answered."""

    sql: duckdb.DuckDBPyConnection
    folder: Path

    def answer(self, question: str | Expr) -> list[dict[str, Any]]:
        """A row is a dictionary."""
        found = self.sql.execute(_written(question))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def columns(self, question: str) -> dict[str, npt.NDArray[Any]]:
        """A column is an array, for answers of many rows. The question leaves no NULL."""
        import numpy as np  # a tenth of a second, for whoever estimates

        found = self.sql.execute(question).fetchnumpy()
        return {name: np.ma.getdata(column) for name, column in found.items()}

    def keep(self, name: str, question: str | Expr) -> None:
        """The answer as a table, when more than one question is asked of it."""
        self.sql.execute(f"CREATE TABLE {name} AS {_written(question)}")

    def table(self, name: str) -> Table:
        """A table to put an ibis expression together from."""
        import ibis

        described = self.sql.execute(f"DESCRIBE {name}").fetchall()
        return ibis.table({column: _KINDS.get(kind, "string") for column, kind, *_ in described}, name=name)

    def forget(self, name: str) -> None:
        """Make room again."""
        self.sql.execute(f"DROP TABLE {name}")

    def at_hand(self, path: Path) -> str:
        """A name for a file under which no character means anything to SQL or to a pattern of names."""
        link = self.folder / f"input{len(list(self.folder.iterdir()))}"
        link.symlink_to(path.resolve())
        return str(link)


# Words are kept as numbers of an ENUM; to ibis they are text.
_KINDS = {
    "BIGINT": "int64", "INTEGER": "int32", "SMALLINT": "int16", "TINYINT": "int8", "DOUBLE": "float64",
    "BOOLEAN": "boolean",
}  # fmt: skip


def _written(question: str | Expr) -> str:
    return question if isinstance(question, str) else _in_sql(question.op())


@lru_cache(maxsize=512)
def _in_sql(question: Node) -> str:
    """Written once: to put a question in SQL takes longer than to answer it, and every municipality asks the same."""
    import ibis

    return str(ibis.to_sql(question.to_expr(), dialect="duckdb"))


@contextmanager
def engine() -> Iterator[Engine]:
    """An engine in TMPDIR."""
    with tempfile.TemporaryDirectory(prefix="wegwijs-analysis-") as folder:
        spill = os.path.join(folder, "spill")  # noqa: PTH118  a name to pass on, not a path to use
        sql = duckdb.connect(
            config={
                "memory_limit": _MEMORY,
                "temp_directory": spill,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        try:
            sql.execute("SET TimeZone = 'UTC'")
            yield Engine(sql, Path(folder))
        finally:
            sql.close()
