"""The same questions on a cluster: Spark answers what the embedded engine answers elsewhere.

Chosen by `WEGWIJS_SPARK`, the address of a cluster (`spark://…`, or `local[2]` to try it here). Files are read and
checked by the embedded engine in any case; then the events go to Spark as Parquet, in TMPDIR, which a cluster of more
machines shares. Questions are written once, in the SQL of the embedded engine, and put into Spark's words here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wegwijs.analysis.engine import Engine
from wegwijs.analysis.problems import Unreadable

if TYPE_CHECKING:
    import numpy.typing as npt
    from ibis.expr.types import Expr, Table
    from pyspark.sql import DataFrame, SparkSession

ADDRESS = "WEGWIJS_SPARK"
_PARTS = 16  # pieces of a step; Spark's own 200 are for a larger log than any city has
_KINDS = {"bigint": "int64", "int": "int32", "smallint": "int16", "tinyint": "int8", "double": "float64",
          "boolean": "boolean"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cluster(Engine):
    """An engine of which every question goes to Spark; `sql` and `folder` are those the log was read with."""

    spark: SparkSession

    def answer(self, question: str | Expr) -> list[dict[str, Any]]:
        """A row is a dictionary."""
        return [row.asDict() for row in self._asked(question).collect()]

    def columns(self, question: str) -> dict[str, npt.NDArray[Any]]:
        """A column is an array. The question leaves no NULL."""
        found = self._asked(question).toArrow()
        return {name: found[name].to_numpy() for name in found.column_names}

    def keep(self, name: str, question: str | Expr) -> None:
        """The answer as a table, when more than one question is asked of it."""
        self._asked(question).cache().createTempView(name)

    def table(self, name: str) -> Table:
        """A table to put an ibis expression together from."""
        import ibis

        return ibis.table({column: _KINDS.get(kind, "string") for column, kind in self.spark.table(name).dtypes}, name)

    def forget(self, name: str) -> None:
        """Make room again."""
        self.spark.catalog.uncacheTable(name)
        self.spark.catalog.dropTempView(name)

    def _asked(self, question: str | Expr) -> DataFrame:
        if isinstance(question, str):
            return self.spark.sql(in_spark(question))
        import ibis

        return self.spark.sql(str(ibis.pyspark.compile(question)))


def in_spark(question: str) -> str:
    """A question in the words of Spark, with the same answer."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(question, read="duckdb")
    for one in list(tree.find_all(exp.ArgMax, exp.ArgMin)):
        # The embedded engine passes over a row that has nothing to say; Spark would answer with that nothing.
        said = exp.Not(this=exp.Is(this=one.this.copy(), expression=exp.Null()))
        if isinstance(one.parent, exp.Filter):
            where = one.parent.expression
            where.set("this", exp.and_(where.this, said))
        else:
            one.replace(exp.Filter(this=one.copy(), expression=exp.Where(this=said)))
    for share in list(tree.find_all(exp.PercentileCont)):
        share.replace(exp.Anonymous(this="PERCENTILE", expressions=[share.this, share.expression]))
    for mark in list(tree.find_all(exp.Anonymous)):
        if mark.name.upper() == "HASH":  # Spark's own is of 32 bits: too few to tell variants apart
            mark.set("this", "XXHASH64")
    return tree.sql(dialect="spark")


@contextmanager
def answering(read: Engine) -> Iterator[Engine]:
    """An engine with the table `events` of `read`: on Spark where one is named, else the same. Raises Unreadable."""
    address = os.environ.get(ADDRESS, "")
    if not address:
        yield read
        return
    spark = _session(address, read.folder)
    try:
        events = read.folder / "events.parquet"
        read.sql.execute(f"COPY (FROM events) TO '{events}' (FORMAT parquet, COMPRESSION zstd)")
        spark.read.parquet(str(events)).createTempView("events")
        yield Cluster(read.sql, read.folder, spark)
    finally:
        spark.stop()


def _session(address: str, folder: Path) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession as Session
    except ImportError:
        raise Unreadable(ADDRESS, address, "an installation with requirements/cluster.lock") from None
    made = Session.builder.master(address).appName("wegwijs")
    settings = {"sql.session.timeZone": "UTC", "sql.shuffle.partitions": str(_PARTS), "ui.enabled": "false",
                "ui.showConsoleProgress": "false", "local.dir": str(folder)}  # fmt: skip
    if address.startswith("local"):  # nothing listens outside this machine
        settings |= {"driver.bindAddress": "127.0.0.1", "driver.host": "127.0.0.1"}
    for name, value in settings.items():
        made = made.config(f"spark.{name}", value)
    try:
        return made.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise Unreadable(ADDRESS, address, f"Java 17 and a cluster that answers ({error})") from None
