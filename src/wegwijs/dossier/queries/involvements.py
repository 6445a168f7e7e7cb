"""Who had to do with a case, when and as what: to explain afterwards why somebody opened it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from wegwijs.accounts.models import Membership
from wegwijs.dossier.models import Involvement


def purposes(case_number: int) -> dict[int, list[tuple[str, date, date | None]]]:
    """Per user: purpose, first and last day. Members of a team that had the case count as "team". Two queries."""
    found: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    teams: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Involvement.objects.filter(trajectory_id=case_number).order_by("pk")
    for row in rows:
        if row.user_id is not None:
            found[row.user_id].append((row.purpose, row.starts_on, row.ends_on))
        elif row.team_id is not None:
            teams[row.team_id].append((row.starts_on, row.ends_on))
    for user_id, team_id in Membership.objects.filter(team_id__in=teams).values_list("user_id", "team_id"):
        found[user_id] += [("team", starts, ends) for starts, ends in teams[team_id or 0]]
    return dict(found)
