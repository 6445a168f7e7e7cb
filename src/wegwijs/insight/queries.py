"""Published figures for who may see them. A reader from outside gets those of the stricter limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import get_language

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.roles import Role
from wegwijs.insight import showing, words
from wegwijs.insight.figures import Dashboard
from wegwijs.insight.models import PublishedTable

CODES = tuple(words.DASHBOARDS)
OUTSIDE = frozenset({Role.RESEARCHER})


class NothingPublished(Exception):
    """No figures of that code or day yet."""


class WrongFilter(ValueError):
    """A dimension or value that was not published, or two dimensions at once: only one is published at a time."""


def dashboard(
    actor: Actor, code: str, reference_date: date | None = None, filters: Mapping[str, str] | None = None
) -> Dashboard:
    """The latest version of a dashboard; the latest day unless another one is asked for.

    `filters`: `group` (asylum, family) and at most one of route, cohort, team, provider. Raises PermissionDenied,
    `NothingPublished`, `WrongFilter`. One query, and one more for who is the first to ask.
    """
    found = _reachable(actor).filter(code=code).order_by("-reference_date", "-version")
    if reference_date is not None:
        found = found.filter(reference_date=reference_date)
    return _shown(actor, found, filters)


def permanent(actor: Actor, uuid: UUID, filters: Mapping[str, str] | None = None) -> Dashboard:
    """A dashboard exactly as it was published once. Raises as `dashboard`."""
    return _shown(actor, _reachable(actor).filter(uuid=uuid), filters)


def reference_dates(actor: Actor, code: str) -> list[date]:
    """The days of which there are figures, latest first. Raises PermissionDenied."""
    days = _reachable(actor).filter(code=code).order_by("-reference_date").values_list("reference_date", flat=True)
    return list(days.distinct())


def _reachable(actor: Actor) -> QuerySet[PublishedTable]:
    if not actor.may("figures.read"):
        raise PermissionDenied
    reader = "outside" if actor.role in OUTSIDE else "inside"
    return PublishedTable.objects.filter(municipality_id=actor.municipality_id, reader=reader)


def _shown(actor: Actor, rows: QuerySet[PublishedTable], filters: Mapping[str, str] | None) -> Dashboard:
    uuid = rows.values_list("uuid", flat=True).first()
    if uuid is None:
        raise NothingPublished
    chosen = tuple((name, value) for name, value in (filters or {}).items() if value)
    return _put_together(uuid, actor.municipality_name, chosen, get_language())


@lru_cache(maxsize=64)
def _put_together(
    uuid: UUID, municipality: str, chosen: tuple[tuple[str, str], ...], _language: str | None
) -> Dashboard:
    """What is published never changes (a trigger sees to it): its words and percentages are found once a language."""
    row = PublishedTable.objects.get(uuid=uuid)
    return showing.dashboard(row, municipality, dict(chosen), _slice(row.content, dict(chosen)))


def _slice(content: Mapping[str, Any], chosen: Mapping[str, str]) -> tuple[str, str]:
    """Which part of the people; everybody unless one dimension was chosen."""
    if chosen.get("group", "asylum") not in showing.GROUPS:
        raise WrongFilter("group")
    narrowed = [(name, value) for name, value in chosen.items() if name != "group"]
    if len(narrowed) > 1:
        raise WrongFilter("one at a time")
    part = narrowed[0] if narrowed else ("", "")
    if list(part) not in content["slices"]:
        raise WrongFilter(part[0])
    return part
