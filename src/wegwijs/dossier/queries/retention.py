"""Which files have been kept long enough, by the law's own day (Besluit inburgering 2021 art. 9.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wegwijs import law
from wegwijs.dossier.models import Fact, Snapshot
from wegwijs.dossier.states import law_facts

# How a duty that ended by death is told: by DUO's words or ours.
DEATH = frozenset({"death", "died", "deceased", "overleden", "overlijden"})
_OVER = ("ended", "met")


@dataclass(frozen=True, slots=True)
class KeptLongEnough:
    """A case whose data must go. `reason`: ended (the duty), met (it was fulfilled) or death."""

    trajectory_id: int
    reason: str
    due_on: date


def kept_long_enough(municipality_id: int, today: date) -> Iterator[KeptLongEnough]:
    """Cases whose last day of keeping is behind us; of who died at once. For the nightly list."""
    died = _died(municipality_id, today)
    for pk, on in sorted(died.items()):
        yield KeptLongEnough(pk, "death", on)
    over = Snapshot.objects.filter(municipality_id=municipality_id, regime__in=_OVER).order_by("pk")
    for pk, regime, assessment in over.values_list("pk", "regime", "assessment").iterator(chunk_size=500):
        due = _due(assessment["deadlines"])
        if pk not in died and due is not None and due < today:
            yield KeptLongEnough(pk, regime, due)


def _due(deadlines: list[dict[str, str]]) -> date | None:
    """The day that the law found; None when it found none, and then nothing is destroyed."""
    found = [one["due"] for one in deadlines if one["code"] == "retention_delete_due" and one["due"]]
    return date.fromisoformat(found[0]) if found else None


def _died(municipality_id: int, today: date) -> dict[int, date]:
    told = Fact.objects.filter(
        kind="obligation_ended", payload__reason__in=sorted(DEATH), trajectory__municipality_id=municipality_id
    )
    found: dict[int, date] = {}
    for pk, facts in law_facts(told.values_list("trajectory_id", flat=True)).items():
        for fact in law.in_force(facts, today):
            if fact.kind == "obligation_ended" and fact.payload.get("reason") in DEATH:
                found[pk] = fact.on
    return found
