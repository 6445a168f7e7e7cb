"""Which tables travel, and what kind of value each column holds. Two databases write the same row as the same line.

A line is a row as PostgreSQL's COPY writes it in text: columns with tabs between, `\\N` for nothing, backslash escapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

Node = tuple[str, str]
# Who was signed in signs in again: a session in a copy would be a second key to the same door.
STAY_BEHIND = frozenset({"django_session"})
_KINDS = {
    "BooleanField": "bool", "UUIDField": "uuid", "DateTimeField": "moment", "JSONField": "json", "BinaryField": "bytes",
    "FloatField": "real", "DecimalField": "decimal", "DateField": "day", "CharField": "text", "TextField": "text",
    "GenericIPAddressField": "text", "SlugField": "text", "EmailField": "text", "URLField": "text",
    "AutoField": "int", "BigAutoField": "int", "IntegerField": "int", "BigIntegerField": "int",
    "SmallIntegerField": "int",
    "SmallAutoField": "int", "PositiveIntegerField": "int", "PositiveSmallIntegerField": "int",
    "PositiveBigIntegerField": "int",
}  # fmt: skip


class NotCurrent(Exception):
    """The tables are those of another version."""


@dataclass(frozen=True, slots=True)
class Table:
    """`kinds` goes with `columns`; rows are read in order of `key`. `counted`: the database hands out its numbers."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    key: str
    counted: bool

    def as_dict(self) -> dict[str, Any]:
        """For the head of the file."""
        return {
            "name": self.name,
            "columns": self.columns,
            "kinds": self.kinds,
            "key": self.key,
            "counted": self.counted,
        }

    @classmethod
    def from_dict(cls, said: dict[str, Any]) -> Table:
        """Back from the head of a file."""
        return cls(said["name"], tuple(said["columns"]), tuple(said["kinds"]), said["key"], said["counted"])

    @property
    def json_at(self) -> tuple[int, ...]:
        """The columns whose text differs between databases while the value is the same."""
        return tuple(at for at, kind in enumerate(self.kinds) if kind == "json")


def tables() -> list[Table]:
    """Every table of this version but those that stay behind."""
    found = [model._meta for model in apps.get_models(include_auto_created=True)]  # noqa: SLF001  documented API
    return [_table(meta) for meta in found if meta.managed and not meta.proxy and meta.db_table not in STAY_BEHIND]


def _table(meta: Any) -> Table:
    fields: Sequence[models.Field[Any, Any]] = meta.concrete_fields
    return Table(
        meta.db_table,
        tuple(str(field.column) for field in fields),
        tuple(_kind(field) for field in fields),
        meta.pk.column,
        isinstance(meta.pk, models.AutoField),
    )


def _kind(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.ForeignKey):
        return _kind(field.target_field)
    kind = _KINDS[field.get_internal_type()]
    return f"decimal:{field.decimal_places}" if isinstance(field, models.DecimalField) else kind


def applied() -> list[Node]:
    """The steps of the database's tables so far, in order of name."""
    return sorted(MigrationExecutor(connection).loader.applied_migrations)


def require_current() -> None:
    """Raise `NotCurrent` unless the tables are those of this version."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()) or set(applied()) - known:
        raise NotCurrent
