"""Which of several lists have a row at all, asked at once: a page with many small blocks asks only for those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Municipality


def exists(lists: Mapping[str, QuerySet[Any]]) -> dict[str, Exists]:
    """To annotate with: whether each list has a row. One that is empty whatever is in the tables is left out."""
    return {name: Exists(rows.order_by()) for name, rows in lists.items() if not rows.query.is_empty()}


def present(actor: Actor, **asked: QuerySet[Any]) -> frozenset[str]:
    """The names of the lists with a row. One query, whatever their number; the lists bring their own scope."""
    wanted = exists(asked)
    if not wanted:
        return frozenset()
    found = Municipality.objects.filter(pk=actor.municipality_id).annotate(**wanted).values(*wanted).get()
    return frozenset(name for name, there in found.items() if there)
