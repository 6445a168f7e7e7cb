"""The facts of one case with who said them and whether they stand: for messages of others that are weighed against it.

Without scope: what comes out decides what is written; pages ask `case`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wegwijs import law
from wegwijs.accounts.crypto import lookup_index
from wegwijs.dossier.models import Fact, Person, Trajectory
from wegwijs.dossier.states import FACT_COLUMNS, as_law_fact


@dataclass(frozen=True, slots=True)
class ToldFact:
    """`source` empty = recorded by a human. `replaceable`: nothing has ever taken its place, so a fact still may."""

    uuid: UUID
    kind: str
    happened_on: date
    payload: Mapping[str, Any]
    source: str
    standing: bool
    replaceable: bool = True


@dataclass(frozen=True, slots=True)
class ToldCase:
    """A case as others speak of it. `version` is that of the trajectory row."""

    id: int
    uuid: UUID
    group: str
    version: int
    facts: tuple[ToldFact, ...]

    @property
    def route(self) -> str | None:
        """The route of the plan that stands."""
        plans = [fact for fact in self.facts if fact.standing and fact.kind in {"pip_established", "pip_amended"}]
        routes = [fact.payload.get("route") for fact in sorted(plans, key=lambda one: one.happened_on)]
        return next((route for route in reversed(routes) if route), None)


def told_case(municipality_id: int, trajectory_id: int, *, locked: bool = True) -> ToldCase:
    """The case, locked until the end of the transaction: messages about one person are weighed one after another.

    Not `locked`: only to be looked at.
    """
    own = Trajectory.objects.select_for_update() if locked else Trajectory.objects.all()
    found = own.get(pk=trajectory_id, municipality_id=municipality_id)
    rows = list(
        Fact.objects.filter(trajectory_id=trajectory_id).order_by("trajectory_id", "id").values(*FACT_COLUMNS, "source")
    )
    standing = {fact.id for fact in law.in_force([as_law_fact(row) for row in rows], date.max)}
    replaced = {row["supersedes"] for row in rows}
    facts = tuple(
        ToldFact(
            row["uuid"], row["kind"], row["happened_on"], row["payload"], row["source"], str(row["uuid"]) in standing,
            row["uuid"] not in replaced,
        )
        for row in rows
    )  # fmt: skip
    return ToldCase(found.pk, found.uuid, found.group, found.version, facts)


def case_of(municipality_id: int, bsn: str | None, v_number: str | None) -> tuple[int | None, bool]:
    """The case of the person with these numbers, and whether the numbers contradict what we know.

    A BSN decides. A V-number finds somebody of whom no BSN is known yet; when it finds somebody with another BSN, the
    two do not belong together and a human must look.
    """
    own = Person.objects.filter(municipality_id=municipality_id, trajectory__isnull=False)
    by_bsn = own.filter(bsn_index=lookup_index(bsn)).values_list("trajectory__id", "v_number").first() if bsn else None
    by_v_number = own.filter(v_number=v_number).values_list("trajectory__id", "bsn_index").first() if v_number else None
    if by_bsn is not None:
        clash = by_v_number is not None and by_v_number[0] != by_bsn[0]
        return by_bsn[0], clash or bool(v_number and by_bsn[1] and by_bsn[1] != v_number)
    if by_v_number is not None:
        return by_v_number[0], bool(bsn and by_v_number[1])
    return None, False
