"""A case as those who tell others about it need it. For the system: the caller's action checked the reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wegwijs import law
from wegwijs.dossier.states import load
from wegwijs.norms.queries import choices


@dataclass(frozen=True, slots=True)
class Tellable:
    """The law's view of a case, what its municipality chose, and who is responsible for it."""

    trajectory: law.Trajectory
    choices: law.Choices
    responsible_id: int | None


def tellable(trajectory_id: int, today: date) -> Tellable:
    """The case as it stands now, inside the caller's transaction."""
    state = load([trajectory_id], today)[0]
    chosen = choices(state.municipality_id, today)
    return Tellable(state.as_trajectory(), chosen, state.responsible_id)
