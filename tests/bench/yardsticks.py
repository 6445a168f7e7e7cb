"""Inside the process, without the network: what the database does for a page, beside the least it could do.

The database time of a list is that of the statements that look for its rows and count them. Each statement that a page
sends is caught and sent again by itself, so that both sides are measured alike: from sending to the last row.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from tests.bench import people
from tests.signing import StaffClient, signed_in
from wegwijs.accounts.models import Membership, User
from wegwijs.accounts.roles import Role

REPEATS = 25
Statement = tuple[str, Any]
# The same page without a gate and without a count: the rows with their columns, in order.
BARE = """
SELECT s.trajectory_id, t.uuid, s.display_name, s.sort_name, s."group", s.phase, s.route, s.next_code, s.next_due,
       s.pip_due, s.term_last_day, u.name, m.name, s.mother_tongue
FROM dossier_snapshot s JOIN dossier_trajectory t ON t.id = s.trajectory_id
LEFT JOIN accounts_user u ON u.id = s.responsible_id LEFT JOIN accounts_team m ON m.id = s.team_id
WHERE s.municipality_id = %s AND {where} ORDER BY s.{order}, s.trajectory_id LIMIT 51
"""


@dataclass(frozen=True)
class List:
    """A list page with the bare query of the same rows. `where` may use user, team, department, today and month."""

    name: str
    role: Role
    path: str
    where: str
    order: str = "next_due"


LISTS = (
    List("worklist", Role.WORK_COACH, "/vandaag/", "s.responsible_id = {user}"),
    List("team, route, this month", Role.WORK_COACH, "/dossiers/?whose=team&phase=route&due=month",
         "s.team_id = {team} AND s.phase = 'route' AND s.next_due BETWEEN '{today}' AND '{month}'"),
    List("department", Role.QUALITY_OFFICER, "/dossiers/?whose=department", "s.department_id = {department}"),
    List("department, asylum, intake", Role.QUALITY_OFFICER, "/dossiers/?whose=department&group=asylum&phase=intake",
         "s.department_id = {department} AND s.\"group\" = 'asylum' AND s.phase = 'intake'"),
    List("department, late, by name", Role.TEAM_MANAGER, "/dossiers/?whose=department&due=late&sort=name",
         "s.department_id = {department} AND s.next_due < '{today}'", "sort_name"),
)  # fmt: skip


def measure(chance: Random) -> dict[str, Any]:
    """Lists beside their bare queries; the number of queries of each page; the case page's time in the database."""
    lists = [_list(one, people.workers(one.role, 1, chance)[0].user_id) for one in LISTS]
    worker = people.workers(Role.INTEGRATION_COUNSELLOR, 1, chance)[0]
    client = signed_in(User.objects.get(pk=worker.user_id))
    case = _page(client, f"/dossiers/{worker.cases[0]}/")
    found = _page(client, "/zoeken/", {"q": people.names(1, chance)[0]})
    return {"lists": lists, "case": _told(case), "search": _told(found)}


@dataclass
class Seen:
    """What one page asked of the database. `ms`: the whole page in the process, median."""

    statements: list[Statement]
    ms: float

    @property
    def reads(self) -> list[Statement]:
        """What looks for cases of a list: reads from its snapshot rows."""
        return [one for one in self.statements if one[0].startswith("SELECT") and 'FROM "dossier_snapshot"' in one[0]]


def _told(seen: Seen) -> dict[str, float]:
    selects = [one for one in seen.statements if one[0].startswith("SELECT")]
    return {
        "queries": len(seen.statements),
        "page_ms": round(seen.ms, 1),
        "select_ms": round(sum(map(timed, selects)), 2),
    }


def _list(one: List, user_id: int) -> dict[str, Any]:
    member = Membership.objects.filter(user_id=user_id, role=one.role).order_by("id")[0]
    today = timezone.localdate()
    where = one.where.format(user=user_id, team=member.team_id, department=member.department_id, today=today,
                             month=today + timedelta(days=30))  # fmt: skip
    bare = timed((BARE.format(where=where, order=one.order), [member.municipality_id]))
    seen = _page(signed_in(User.objects.get(pk=user_id)), one.path)
    rows = [timed(read) for read in seen.reads if "ORDER BY" in read[0]]
    counts = [timed(read) for read in seen.reads if "ORDER BY" not in read[0]]
    return {
        "name": one.name,
        "bare_ms": round(bare, 2),
        "rows_ms": round(max(rows), 2),  # the page itself; a worklist also asks for ten unassigned cases
        "all_ms": round(sum(rows) + sum(counts), 2),
        "ratio": round(max(rows) / bare, 2),
        **_told(seen),
    }


def _page(client: StaffClient, path: str, fields: dict[str, str] | None = None) -> Seen:
    statements: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    def ask() -> float:
        started = time.perf_counter()
        answer = client.post(path, fields, headers=HOST) if fields else client.get(path, headers=HOST)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return (time.perf_counter() - started) * 1000

    ask()
    with connection.execute_wrapper(note):
        ask()
    return Seen(statements, statistics.median(ask() for _ in range(REPEATS)))


HOST = {"host": "localhost"}


def timed(statement: Statement) -> float:
    """Time in ms of one statement, from sending to the last row: the quickest of some, since others only slow it."""
    sql, params = statement
    taken: Sequence[float] = [_once(sql, params) for _ in range(REPEATS)]
    return min(taken)


def _once(sql: str, params: Any) -> float:
    with connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute(sql, params)
        cursor.fetchall()
        return (time.perf_counter() - started) * 1000
