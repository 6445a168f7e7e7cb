"""Cases with a request at DUO that runs, for the list: what is asked waits unseen while the term goes on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier import requested
from wegwijs.dossier.models import Fact, Snapshot
from wegwijs.dossier.requested import Requested

MOST = 500
NOBODY = 0


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """One request of one person. `term_last_day`: of the snapshot."""

    uuid: UUID
    name: str
    group: str
    responsible: str
    term_last_day: date | None
    asked: Requested


def waiting_requests(actor: Actor, whose: str) -> tuple[WaitingRequest, ...]:
    """Of `mine`, `team` or `department`: what runs, longest first, at most `MOST`. Three queries."""
    rows = Snapshot.objects.filter(municipality_id=actor.municipality_id)
    if whose == "mine":
        rows = rows.filter(responsible_id=actor.user_id or NOBODY)
    elif whose == "team":
        rows = rows.filter(team_id__in=sorted(actor.team_ids))
    else:
        rows = rows.filter(department_id=actor.department_id or NOBODY)
    rows = scope(actor, rows, Reach.READ)
    asking = Fact.objects.filter(trajectory_id__in=rows.values("trajectory_id"), kind__in=_asked_kinds())
    ids = set(asking.values_list("trajectory_id", flat=True))
    told = _facts(ids)
    cases = rows.filter(trajectory_id__in=ids).select_related("trajectory", "responsible")
    found = [
        WaitingRequest(
            row.trajectory.uuid, row.display_name, row.group, row.responsible.name if row.responsible else "",
            row.term_last_day, one,
        )
        for row in cases
        for one in requested.running(told[row.trajectory_id], actor.today)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.asked.fact.on)[:MOST])


def _asked_kinds() -> list[str]:
    return [f"{name}_requested" for name in requested.REQUESTS]


def _facts(trajectory_ids: set[int]) -> dict[int, list[law.Fact]]:
    """What was asked and answered, with what was put right and withdrawn of it."""
    wanted = Fact.objects.filter(trajectory_id__in=trajectory_ids, kind__in=[*requested.KINDS, "fact_withdrawn"])
    found: dict[int, list[law.Fact]] = defaultdict(list)
    columns = ("trajectory_id", "kind", "happened_on", "payload", "uuid", "supersedes")
    for case, kind, on, payload, uuid, supersedes in wanted.values_list(*columns):
        found[case].append(law.Fact(kind, on, payload, str(uuid), str(supersedes) if supersedes else None))
    return found
