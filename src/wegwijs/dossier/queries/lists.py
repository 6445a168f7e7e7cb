"""Lists of cases: one predicate for rows and count, pages by key, counts that stop at a cap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import Reach, scope
from wegwijs.accounts.sent import sent_number
from wegwijs.dossier.models import Involvement, Snapshot

PAGE = 50
CAP = 1000
NOBODY = 0  # no row has this key; None would mean "rows without one"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows. Empty strings mean: no such filter.

    `whose`: mine | team | department | shared | unassigned. `due`: late | week | month. `sort`: due | name.
    """

    whose: str = "mine"
    phase: str = ""
    group: str = ""
    route: str = ""
    step: str = ""
    due: str = ""
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case in a list. `next_due` is None when the next step has no date."""

    uuid: UUID
    name: str
    group: str
    phase: str
    route: str
    next_code: str
    next_due: date | None
    pip_due: date | None
    term_last_day: date | None
    responsible: str
    responsible_id: int | None
    team: str
    mother_tongue: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page; `after` and `before` are the keys of the next and the previous page, None where there is none.

    `total` stops at 1,000 (`capped`). A key holds a name or an id: an address carries it encrypted.
    """

    rows: tuple[ListRow, ...]
    after: str | None
    before: str | None
    total: int
    capped: bool


def case_list(
    actor: Actor,
    chosen: ListFilter,
    after: str | None = None,
    before: str | None = None,
    *,
    size: int = PAGE,
    counted: bool = True,
) -> ListPage:
    """A page of the cases that this actor may list. Two queries; one when all fits on it, or when not `counted`."""
    found = _predicate(actor, chosen)
    column = "sort_name" if chosen.sort == "name" else "next_due"
    backwards = _key(before, column) is not None
    rows = _page(found, column, _key(before, column) or _key(after, column), size + 1, backwards=backwards)
    more = len(rows) > size
    rows = rows[:size][::-1] if backwards else rows[:size]
    whole = not more and not backwards and _key(after, column) is None  # all of it is here: nothing to count
    total = len(rows) if whole or not counted else found.order_by()[: CAP + 1].count()
    to_next = rows and (backwards or more)
    to_previous = rows and (more if backwards else _key(after, column) is not None)
    return ListPage(
        rows=tuple(_row(row) for row in rows),
        after=_key_of(rows[-1], column) if to_next else None,
        before=_key_of(rows[0], column) if to_previous else None,
        total=min(total, CAP),
        capped=total > CAP,
    )


def _page(
    found: QuerySet[Snapshot], column: str, key: tuple[Any, int] | None, size: int, *, backwards: bool
) -> list[dict[str, Any]]:
    way, order = ("lt", "-") if backwards else ("gt", "")
    if key is not None:
        value, pk = key
        bound = {f"{column}__{way}e": value}
        found = found.filter(
            Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"trajectory_id__{way}": pk}), **bound
        )
    return list(found.order_by(order + column, order + "trajectory_id").values(*_COLUMNS)[:size])


def _key_of(row: dict[str, Any], column: str) -> str:
    return f"{row[column]}|{row['trajectory_id']}"


def tallies(actor: Actor, whose: str) -> dict[str, int]:
    """Counts for the head of *Vandaag*: late and this week. One query, no cap: for what one person carries."""
    today = actor.today
    dated = _predicate(actor, ListFilter(whose=whose)).filter(next_due__lte=today + timedelta(days=7))
    counted = dated.aggregate(
        late=Count("pk", filter=Q(next_due__lt=today)), week=Count("pk", filter=Q(next_due__gte=today))
    )
    return {"late": counted["late"], "week": counted["week"]}


_COLUMNS = (
    "trajectory_id", "trajectory__uuid", "display_name", "sort_name", "group", "phase", "route", "next_code",
    "next_due", "pip_due", "term_last_day", "responsible_id", "responsible__name", "team__name", "mother_tongue",
)  # fmt: skip


def _predicate(actor: Actor, chosen: ListFilter) -> QuerySet[Snapshot]:
    found = Snapshot.objects.filter(municipality_id=actor.municipality_id)
    if chosen.whose == "mine":
        found = found.filter(responsible_id=actor.user_id or NOBODY)
    elif chosen.whose == "team":
        found = found.filter(team_id__in=sorted(actor.team_ids))
    elif chosen.whose == "department":
        found = found.filter(department_id=actor.department_id or NOBODY)
    elif chosen.whose == "unassigned":
        teams = (
            Q(team_id__in=sorted(actor.team_ids)) if actor.team_ids else Q(department_id=actor.department_id or NOBODY)
        )
        found = found.filter(teams, responsible=None)
    elif chosen.whose == "shared":
        in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
        shared = Involvement.objects.filter(
            in_force, user_id=actor.user_id or NOBODY, purpose__in=("shared", "break_glass")
        )
        found = found.filter(trajectory_id__in=shared.values("trajectory_id"))
    for column in ("phase", "group", "route"):
        value = getattr(chosen, column)
        if value:
            found = found.filter(**{column: value})
    if chosen.step:
        found = found.filter(next_code=chosen.step)
    return scope(actor, found.filter(_due(chosen.due, actor.today)), Reach.LIST, per_row=True)


def _due(due: str, today: date) -> Q:
    if due == "late":
        return Q(next_due__lt=today)
    if due in {"week", "month"}:
        return Q(next_due__gte=today, next_due__lte=today + timedelta(days=7 if due == "week" else 30))
    return Q()


def _key(after: str | None, column: str) -> tuple[Any, int] | None:
    """The key from a link; a mangled one starts at the first page."""
    value, bar, pk = (after or "").rpartition("|")
    key = sent_number(pk, -1)
    if not bar or key < 0:
        return None
    if column == "sort_name":
        return value, key
    try:
        return date.fromisoformat(value), key
    except ValueError:
        return None


def _row(row: dict[str, Any]) -> ListRow:
    return ListRow(
        uuid=row["trajectory__uuid"],
        name=row["display_name"],
        group=row["group"],
        phase=row["phase"],
        route=row["route"],
        next_code=row["next_code"],
        next_due=row["next_due"] if row["next_due"].year < 9999 else None,
        pip_due=row["pip_due"],
        term_last_day=row["term_last_day"],
        responsible=row["responsible__name"] or "",
        responsible_id=row["responsible_id"],
        team=row["team__name"] or "",
        mother_tongue=row["mother_tongue"],
    )
