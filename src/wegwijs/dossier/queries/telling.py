"""A case as those who tell others about it need it. For the system: the caller's action checked the reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wegwijs import law
from wegwijs.dossier.states import load


@dataclass(frozen=True, slots=True)
class Tellable:
    """The law's view of a case, and who is responsible for it."""

    trajectory: law.Trajectory
    responsible_id: int | None


def tellable(trajectory_id: int, today: date) -> Tellable:
    """The case as it stands now, inside the caller's transaction."""
    state = load([trajectory_id], today)[0]
    return Tellable(state.as_trajectory(), state.responsible_id)
