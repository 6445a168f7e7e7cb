"""What a question at the counter or on the phone needs of a person, and nothing of the case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.scope import Reach, scope
from wegwijs.dossier.models import Trajectory


@dataclass(frozen=True, slots=True)
class Card:
    """Who it is, how to talk, and who guides."""

    id: int
    uuid: UUID
    name: str
    own_script_name: str
    mother_tongue: str
    interpreter: str
    interpreter_wish: str
    responsible: str
    team: str


def card(actor: Actor, uuid: UUID) -> Card | None:
    """The card, or None when there is no such person for this actor. One query."""
    found = scope(actor, Trajectory.objects.filter(uuid=uuid), Reach.CARD).select_related(
        "person", "snapshot__responsible", "snapshot__team"
    )
    row = found.first()
    if row is None:
        return None
    person, snapshot = row.person, row.snapshot
    return Card(
        row.pk, row.uuid, snapshot.display_name, person.own_script_name, person.mother_tongue, person.interpreter,
        person.interpreter_wish, snapshot.responsible.name if snapshot.responsible else "",
        snapshot.team.name if snapshot.team else "",
    )  # fmt: skip
