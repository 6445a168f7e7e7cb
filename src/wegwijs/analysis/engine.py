"""The embedded engine: DuckDB under ibis, in a directory of its own, within bounds, and never on the network."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis.expr.types import Expr, Table

# What does not fit goes to TMPDIR. Python, the libraries and the results need some 300 MB beside it.
_MEMORY = "1200MB"
_DIALECTS = "ibis.backends.sql.compilers"


@dataclass(frozen=True, slots=True)
class Engine:
    """A fresh database for one question. `folder` is gone when the question is answered."""

    sql: duckdb.DuckDBPyConnection
    folder: Path

    def answer(self, question: Expr) -> list[dict[str, Any]]:
        """Run an expression; a row is a dictionary.

        ibis writes the question, the engine answers it directly: ibis's own way loads pandas, a second at every start.
        """
        found = self.sql.execute(_written(question))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def keep(self, name: str, question: Table) -> Table:
        """The answer as a table, when more than one question is asked of it."""
        self.sql.execute(f'CREATE TEMP TABLE "{name}" AS {_written(question)}')
        return ibis.table(question.schema(), name=name)

    def forget(self, name: str) -> None:
        """Make room again."""
        self.sql.execute(f'DROP TABLE "{name}"')

    def at_hand(self, path: Path) -> str:
        """A name for a file under which no character means anything to SQL or to a pattern of names."""
        link = self.folder / f"input{len(list(self.folder.iterdir()))}"
        link.symlink_to(path.resolve())
        return str(link)


def _written(question: Expr) -> str:
    _load_dialects_when_asked()
    return str(ibis.to_sql(question, dialect="duckdb"))


def _load_dialects_when_asked() -> None:
    """ibis loads all twenty engines it can write for, a third of a second at every start; we ask for one."""
    found = None if _DIALECTS in sys.modules else find_spec(_DIALECTS)
    if found is not None:
        package = module_from_spec(found)
        package.__dict__["__getattr__"] = _dialect
        sys.modules[_DIALECTS] = package


def _dialect(name: str) -> Any:
    try:
        return import_module(f"{_DIALECTS}.{name}")
    except ModuleNotFoundError:
        raise AttributeError(name) from None


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
