"""Who presses: users of each role with what they would open, and the demo's one click set to each of them in turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db.models import Count

from wegwijs.accounts.models import Membership, User
from wegwijs.accounts.roles import Role
from wegwijs.dossier.models import SearchTerm, Snapshot

FAR = date(2099, 1, 1)
SPELLED = {"yılmaz": "yilmaz", "ahmad": "ahmed", "mohammad": "muhammed", "haddad": "hadad", "tesfay": "tesfai"}


@dataclass
class Worker:
    """A user in one role; `cases` are addresses (hex) of cases the user is responsible for."""

    user_id: int
    role: Role
    cases: list[str] = field(default_factory=list)


def workers(role: Role, count: int, chance: Random) -> list[Worker]:
    """Different users with this role in the main city; for a case worker ones with thirty cases or more."""
    members = Membership.objects.filter(role=role, municipality__code="9901")
    if role in {Role.QUALITY_OFFICER, Role.TEAM_MANAGER}:
        chosen = _some(sorted(members.values_list("user_id", flat=True)), count, chance)
        return [Worker(user_id, role) for user_id in chosen]
    loaded = (
        Snapshot.objects.filter(responsible__in=members.values("user_id"))
        .values_list("responsible_id")
        .annotate(n=Count("pk"))
        .filter(n__gte=30)
        .order_by("responsible_id")
    )
    found = []
    for user_id in _some([user_id for user_id, _ in loaded], count, chance):
        uuids = (
            Snapshot.objects.filter(responsible_id=user_id).order_by("pk").values_list("trajectory__uuid", flat=True)
        )
        cases = [str(uuid) for uuid in uuids]
        chance.shuffle(cases)
        found.append(Worker(user_id, role, cases))
    return found


def _some(user_ids: list[int], count: int, chance: Random) -> list[int]:
    """Different ones, as far as there are; a small trial has fewer officers than browsers."""
    shuffled = chance.sample(user_ids, len(user_ids))
    return (shuffled * (count // max(1, len(shuffled)) + 1))[:count]


def stand_at_the_door(worker: Worker) -> None:
    """The demo signs in the first user of a role without an end date: make that this one. Rights stay as they are."""
    same = Membership.objects.filter(role=worker.role)
    same.update(ends_on=FAR)
    same.filter(user_id=worker.user_id).update(ends_on=None)


def names(count: int, chance: Random) -> list[str]:
    """What is typed in the search box: names of people here, some in another spelling, some only begun."""
    terms = sorted(set(SearchTerm.objects.order_by("pk").values_list("term", flat=True)[:3000]))
    typed = []
    for index in range(count):
        term = chance.choice(terms)
        if index % 3 == 1:
            term = SPELLED.get(term, term)[: max(4, len(term) - 2)]
        elif index % 3 == 2:
            term = f"{term} {chance.choice(terms)}"
        typed.append(term)
    return typed


def average_caseload() -> float:
    """Cases per professional who has any."""
    loads = list(
        Snapshot.objects.exclude(responsible=None).values_list("responsible_id").annotate(n=Count("pk")).order_by()
    )
    return sum(n for _, n in loads) / len(loads)


def users() -> int:
    """How many users there are."""
    return User.objects.count()
