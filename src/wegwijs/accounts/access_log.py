"""Who looked at what, and when: what the privacy officer reads. No content of cases, only that they were opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import AccessEntry, User
from wegwijs.accounts.roles import Role

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SIZE = 50
KINDS: dict[str, Promise] = {
    "open": _("Opened a case"),
    "search": _("Searched"),
    "list": _("Looked at a list"),
    "print": _("Printed or downloaded"),
    "safety": _("Opened personal circumstances"),
    "break_glass": _("Opened a case outside the own work"),
    "export": _("Took data along"),
    "card": _("Looked up an answer at the desk"),
    "refused": _("Was refused"),
}
# Pages by the code or address name under which they log; one that is not here is shown as its kind alone.
PAGES: dict[str, Promise] = {
    "today": _("Today"),
    "cases": _("Cases"),
    "case": _("The case itself"),
    "participants": _("Participants"),
    "plan": _("The plan"),
    "agreement": _("A plan to agree with"),
    "agreements": _("Plans to agree with"),
    "deliveries": _("Deliveries"),
    "delivery_held": _("Delivery: questions for us"),
    "delivery_differences": _("Delivery: differences"),
    "duo": _("What DUO says"),
    "duo_messages": _("Messages of DUO"),
    "access_log": _("Access log"),
    "alerts": _("Alerts on look-ups"),
    "destruction": _("Files to destroy"),
    "who_saw": _("Who saw a file"),
    "copy": _("A copy for a person"),
    "privacy": _("A case by its number"),
}


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Empty = everything. `case` is the number under which the log names a case."""

    day: date | None = None
    user: UUID | None = None
    kind: str = ""
    case: int | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One look."""

    at: datetime
    who: str
    role: str | Promise
    kind: str
    what: str | Promise
    case: int | None
    reason: str
    page: str | Promise


@dataclass(frozen=True, slots=True)
class LogPage:
    """Newest first. `following` is the place to go on from, "" at the end."""

    rows: tuple[LogRow, ...]
    following: str


def read(actor: Actor, wanted: LogFilter, after: str = "") -> LogPage:
    """A page of the log of the actor's municipality. Two queries."""
    found = AccessEntry.objects.filter(_where(wanted), municipality_id=actor.municipality_id)
    if place := _place(after):
        found = found.filter(Q(at__lt=place[0]) | Q(at=place[0], id__lt=place[1]))
    entries = list(found.order_by("-at", "-id")[: SIZE + 1])
    shown = entries[:SIZE]
    names = dict(User.objects.filter(pk__in={entry.user_id for entry in shown}).values_list("pk", "name"))
    following = f"{shown[-1].at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{shown[-1].pk}" if len(entries) > SIZE else ""
    return LogPage(tuple(_row(entry, names) for entry in shown), following)


def people(actor: Actor) -> list[tuple[UUID, str]]:
    """Everybody who works or worked for this municipality, by name."""
    found = User.objects.filter(memberships__municipality_id=actor.municipality_id).distinct().order_by("name", "id")
    return list(found.values_list("uuid", "name"))


def _where(wanted: LogFilter) -> Q:
    where = Q()
    if wanted.day:
        start = datetime.combine(wanted.day, time(), AMSTERDAM)
        where &= Q(at__gte=start, at__lt=datetime.combine(wanted.day + timedelta(days=1), time(), AMSTERDAM))
    if wanted.user:
        where &= Q(user_id=User.objects.filter(uuid=wanted.user).values_list("pk", flat=True).first() or 0)
    if wanted.kind:
        where &= Q(kind=wanted.kind)
    if wanted.case is not None:
        where &= Q(trajectory_ref=wanted.case)
    return where


def _place(text: str) -> tuple[datetime, int] | None:
    moment, _dash, pk = text.rpartition("-")
    try:
        return datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(pk)
    except ValueError:
        return None


def _row(entry: AccessEntry, names: dict[int, str]) -> LogRow:
    return LogRow(
        at=entry.at,
        who=names.get(entry.user_id, "") if entry.user_id is not None else "Wegwijs",
        role=Role(entry.role).label if entry.role in Role.values else entry.role,
        kind=entry.kind,
        what=KINDS.get(entry.kind, entry.kind),
        case=entry.trajectory_ref,
        reason=entry.reason,
        page=PAGES.get(str(entry.detail.get("page", "")).rpartition(":")[2], ""),
    )
