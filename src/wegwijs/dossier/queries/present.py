"""Which of several lists have a row at all, asked at once: a page with many small blocks reads only those.

Putting a dozen lists in the words of the database takes longer than its answer. For one reader on one day the words
stay the same, so whoever asks keeps the question: everything in it but the key must be part of what it is kept by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, Manager, OuterRef, QuerySet

from wegwijs.accounts.models import Municipality
from wegwijs.dossier.models import Trajectory

KEY = 0  # stands for the key that is asked with


@dataclass(frozen=True, slots=True)
class Question:
    """A statement for the database. `values` go with it; the last is the key of what it is asked about."""

    names: tuple[str, ...]
    statement: str
    values: tuple[Any, ...]

    def present(self, key: int) -> frozenset[str]:
        """The names of the lists that have a row now. One query, whatever their number; none when there is no list."""
        if not self.names:
            return frozenset()
        with connection.cursor() as cursor:
            cursor.execute(self.statement, (*self.values[:-1], key))
            there = cursor.fetchone()
        return frozenset(name for name, found in zip(self.names, there, strict=True) if found)


def of_all(lists: Mapping[str, QuerySet[Any]]) -> Question:
    """To ask about a municipality. The lists bring their own scope."""
    return _about(Municipality.objects, lists)


def of_one(lists: Mapping[str, QuerySet[Any]]) -> Question:
    """To ask about a case that was reached; the lists are of rows with a `trajectory`, and bring their own scope."""
    here = {name: rows.filter(trajectory_id=OuterRef("pk")) for name, rows in lists.items()}
    return _about(Trajectory.objects, here)


def _about(table: Manager[Any], lists: Mapping[str, QuerySet[Any]]) -> Question:
    """A list that is empty whatever is in the tables is left out."""
    wanted = {f"has_{n}": Exists(rows.order_by()) for n, rows in lists.items() if not rows.query.is_empty()}
    if not wanted:
        return Question((), "", ())
    rows = table.filter(pk=KEY).annotate(**wanted).values_list(*wanted)
    names = tuple(name.removeprefix("has_") for name in wanted)
    return Question(names, *rows.query.sql_with_params())
