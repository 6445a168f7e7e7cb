"""The history of a case in words: what was put right and what was withdrawn stays in sight, struck through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wegwijs import law
from wegwijs.desk import wording
from wegwijs.dossier.queries import Case, HistoryItem

LAST = date.max
# These follow from a decision or an involvement and are put right there, not by themselves.
DECIDED_ELSEWHERE = frozenset(
    {
        "pip_established", "pip_amended", "case_assigned", "case_transferred", "fact_withdrawn", "wish_voiced",
        "complaint_made", "voice_answered", "voice_realised",
        "municipal_fine_imposed", "duo_fine_imposed",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A fact. `state`: standing | corrected | withdrawn; `by` of it: when and by whom it was put right, and why."""

    uuid: UUID
    title: str
    details: tuple[tuple[str, str], ...]
    on: date
    recorded_at: datetime
    recorded_by: str
    source: str
    state: str
    put_right_at: datetime | None
    put_right_by: str
    reason: str
    corrects: bool
    changeable: bool


def rows(case: Case, *, with_withdrawals: bool = False) -> tuple[HistoryRow, ...]:
    """Newest first; withdrawals stand with what they withdraw. Facts of after the day asked about are left out."""
    standing = {fact.id for fact in law.in_force(case.facts, LAST)}
    ends = put_right(case.history)
    return tuple(
        _row(item, ends.get(item.uuid), str(item.uuid) in standing)
        for item in case.history
        if (with_withdrawals or item.kind != "fact_withdrawn")
        and (case.known_at is None or item.happened_on <= case.on)
    )


def put_right(history: tuple[HistoryItem, ...]) -> Mapping[UUID, HistoryItem]:
    """Fact → the fact that supersedes or withdraws it, the last one recorded."""
    found: dict[UUID, HistoryItem] = {}
    for item in sorted(history, key=lambda one: one.recorded_at):
        if item.kind == "fact_withdrawn" and item.payload.get("fact"):
            found[UUID(item.payload["fact"])] = item
        elif item.supersedes is not None:
            found[item.supersedes] = item
    return found


def _row(item: HistoryItem, end: HistoryItem | None, stands: bool) -> HistoryRow:  # noqa: FBT001  one caller
    gone = end if not stands else None
    state = "standing" if stands else ("withdrawn" if gone and gone.kind == "fact_withdrawn" else "corrected")
    reason = str(gone.payload.get("reason" if state == "withdrawn" else "correction_reason", "")) if gone else ""
    details = [pair for pair in wording.details(item.kind, _shown(item)) if pair[1]]
    return HistoryRow(
        item.uuid, wording.fact(item.kind), tuple(details), item.happened_on, item.recorded_at, item.recorded_by,
        item.source, state, gone.recorded_at if gone else None, gone.recorded_by if gone else "", reason,
        item.supersedes is not None, stands and item.kind not in DECIDED_ELSEWHERE,
    )  # fmt: skip


def _shown(item: HistoryItem) -> dict[str, object]:
    """The payload without why it was put right: that stands with the fact that was wrong."""
    return {name: value for name, value in item.payload.items() if name != "correction_reason"}
