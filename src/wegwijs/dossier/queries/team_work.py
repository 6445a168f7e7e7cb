"""What lists need beside their rows: the keys of chosen cases, who carries how many, and a provider's participants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import Reach, scope
from wegwijs.accounts.staff import colleague_ids
from wegwijs.dossier.models import Involvement, Snapshot, Trajectory
from wegwijs.dossier.queries.lists import NOBODY

LIMIT = 500


@dataclass(frozen=True, slots=True)
class CaseKey:
    """The internal id of a case for actions, with who had it; never shown."""

    id: int
    uuid: UUID
    responsible_id: int | None
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Participant:
    """What a provider sees of its own participant: name, language and the task; nothing else."""

    name: str
    own_script_name: str
    mother_tongue: str
    tasks: tuple[str, ...]


def case_keys(actor: Actor, uuids: Iterable[UUID], reach: Reach = Reach.LIST) -> list[CaseKey]:
    """The cases among these that the actor may reach, in order of id; the others are left out. One query."""
    found = scope(actor, Snapshot.objects.filter(trajectory__uuid__in=list(uuids)), reach)
    rows = found.order_by("trajectory_id").values_list("trajectory_id", "trajectory__uuid", "responsible_id", "team_id")
    return [CaseKey(*row) for row in rows]


def caseloads(actor: Actor) -> dict[int, int]:
    """How many unfinished cases each of the actor's colleagues is responsible for. One query."""
    rows = (
        Snapshot.objects.filter(municipality_id=actor.municipality_id, responsible_id__in=colleague_ids(actor))
        .exclude(phase__in=("finished", "ended"))
        .values_list("responsible_id")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {user_id: n for user_id, n in rows if user_id is not None}


def participants(actor: Actor) -> list[Participant]:
    """The participants of the actor's organisation (a teacher's or volunteer's own), by name. Two queries."""
    # Named first, so that the database begins with these few and not with every case of the municipality.
    here = Involvement.objects.filter(organisation_id=actor.organisation_id or NOBODY, purpose="provider")
    own = Trajectory.objects.filter(municipality_id=actor.municipality_id, pk__in=here.values("trajectory_id"))
    cases = scope(actor, own, Reach.LIST)
    rows = list(
        cases.order_by("snapshot__sort_name", "pk").values_list(
            "pk", "snapshot__display_name", "person__own_script_name", "person__mother_tongue"
        )[:LIMIT]
    )
    in_force = Q(ends_on=None) | Q(ends_on__gte=actor.today)
    involved = Involvement.objects.filter(
        in_force,
        trajectory_id__in=[row[0] for row in rows],
        organisation_id=actor.organisation_id or NOBODY,
        purpose="provider",
        starts_on__lte=actor.today,
    )
    if actor.role != "provider_coordinator":
        involved = involved.filter(user_id=actor.user_id or NOBODY)
    tasks: dict[int, list[str]] = {}
    for trajectory_id, task in involved.order_by("role").values_list("trajectory_id", "role"):
        tasks.setdefault(trajectory_id, []).append(task)
    return [
        Participant(name or "", own_script, tongue, tuple(dict.fromkeys(tasks.get(pk, ()))))
        for pk, name, own_script, tongue in rows
    ]
