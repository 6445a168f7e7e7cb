"""Who saw my file: day, role, organisation and why, in codes that a page or letter puts into plain words.

For the privacy officer to print on request, and for the newcomer's own page. What the system itself did is one line.
Names of professionals only where the municipality chose so (policy `show_professional_names`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

from wegwijs.accounts.models import AccessEntry, Membership, User
from wegwijs.accounts.roles import Role
from wegwijs.dossier.queries.involvements import purposes
from wegwijs.norms.queries import policy_on

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# What was done, in the order in which one line names it.
KINDS = ("open", "print", "safety", "export", "card", "break_glass")


@dataclass(frozen=True, slots=True)
class Seen:
    """One day of one professional. `why`: responsible | team | shared | provider | break_glass | other."""

    on: date
    role: str
    organisation: str
    name: str
    kinds: tuple[str, ...]
    why: str
    times: int


@dataclass(frozen=True, slots=True)
class SeenFile:
    """Newest first. `by_system`: how often Wegwijs itself looked, without a human."""

    rows: tuple[Seen, ...]
    by_system: int


def who_saw(municipality_id: int, case_number: int, municipality_name: str, today: date) -> SeenFile:
    """Everything that the access log knows of one case. Five queries."""
    found = AccessEntry.objects.filter(municipality_id=municipality_id, trajectory_ref=case_number, kind__in=KINDS)
    groups: dict[tuple[date, int, str], list[str]] = {}
    by_system = 0
    for at, user_id, role, kind in found.order_by("-at", "-pk").values_list("at", "user_id", "role", "kind"):
        if user_id is None:
            by_system += 1
        else:
            groups.setdefault((at.astimezone(AMSTERDAM).date(), user_id, role), []).append(kind)
    users = {user_id for _on, user_id, _role in groups}
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "name"))
    shown = names if policy_on(municipality_id, today).show_professional_names else {}
    employers = _employers(municipality_id, users)
    reasons = purposes(case_number)
    rows = tuple(
        Seen(
            on, str(Role(role).label) if role in Role.values else role,
            _on_day(employers.get(user_id, ()), on) or municipality_name, shown.get(user_id, ""),
            tuple(kind for kind in KINDS if kind in kinds), _why(kinds, reasons, user_id, on), len(kinds),
        )
        for (on, user_id, role), kinds in groups.items()
    )  # fmt: skip
    return SeenFile(rows, by_system)


def _employers(municipality_id: int, users: set[int]) -> dict[int, list[tuple[date, date | None, str]]]:
    rows = Membership.objects.filter(~Q(organisation=None), municipality_id=municipality_id, user_id__in=users)
    found: dict[int, list[tuple[date, date | None, str]]] = {}
    for user_id, starts, ends, name in rows.values_list("user_id", "starts_on", "ends_on", "organisation__name"):
        found.setdefault(user_id, []).append((starts, ends, name))
    return found


def _on_day(held: Sequence[tuple[date, date | None, str]], on: date) -> str:
    return next((name for starts, ends, name in held if starts <= on and (ends is None or on <= ends)), "")


def _why(
    kinds: Sequence[str], reasons: Mapping[int, list[tuple[str, date, date | None]]], user_id: int, on: date
) -> str:
    if "break_glass" in kinds:
        return "break_glass"
    held = [why for why, starts, ends in reasons.get(user_id, ()) if starts <= on and (ends is None or on <= ends)]
    order = ("responsible", "shared", "provider", "break_glass", "team")
    return next((why for why in order if why in held), "other")
