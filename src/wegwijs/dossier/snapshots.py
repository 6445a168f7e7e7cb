"""Snapshots: one row per case with its assessment. Written with the facts, and by the nightly run when a day passes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from wegwijs import law, policy
from wegwijs.dossier import bulk
from wegwijs.dossier.models import FAR, Snapshot, Trajectory
from wegwijs.dossier.next_steps import next_steps
from wegwijs.dossier.second import Second, second, worthwhile
from wegwijs.dossier.states import State, load
from wegwijs.norms import queries as norms_of

COLUMNS = (
    "trajectory_id", "municipality_id", "assessed_on", "law_version", "policy_version", "assessment", "changes_on",
    "group", "regime", "phase", "route", "pip_due", "term_last_day", "next_code", "next_due", "last_contact_on",
    "responsible_id", "team_id", "department_id", "sort_name", "display_name", "mother_tongue",
)  # fmt: skip
CONTACT = frozenset(
    {"intake_conversation_held", "progress_conversation_held", "contact_made", "self_reliance_interview_held"}
)
CHUNK = 1000  # cases in a transaction
PIECE = 50  # cases that a process takes at once
ASSESSMENT = COLUMNS.index("assessment")
_NO_NUMBER = '{"id":"0",'  # how the text of an assessment begins that was made ahead, see dossier.ahead


def row_of(state: State, today: date, norms: policy.Policy) -> tuple[Any, ...]:
    """The snapshot of one case as `bulk.insert` wants it; `norms` of its municipality today."""
    assessment = law.assess(state.as_trajectory(), today, policy.choices(norms))
    steps = next_steps(state, assessment, norms, today)
    first = steps[0] if steps else None
    owed = [d.due for d in assessment.deadlines if d.code == "pip_due" and d.due and d.state in {"open", "missed"}]
    waiting = assessment.phase in {"signal", "intake"}
    contacts = [fact.on for fact in state.facts if fact.kind in CONTACT and fact.on <= today]
    # A step that is not due yet does not change by itself; the assessment and a step that starts later do.
    later = [step.from_ for step in steps if step.from_ is not None and step.from_ > today]
    changes = [day for day in (assessment.changes_on, *later) if day is not None]
    return (
        state.trajectory_id,
        state.municipality_id,
        today,
        law.VERSION,
        norms.version,
        assessment.to_stored(),
        min(changes, default=None),
        state.group,
        assessment.regime,
        assessment.phase,
        assessment.route or "",
        max(owed) if owed and waiting and steps else None,
        assessment.term.last_day if assessment.term else None,
        first.code if first else "",
        (first.due or date.fromisoformat(FAR)) if first else date.fromisoformat(FAR),
        max(contacts, default=None),
        state.responsible_id,
        state.team_id,
        state.department_id,
        state.sort_name,
        state.display_name,
        state.mother_tongue,
    )


def write(states: Sequence[State], today: date, *, fresh: bool = False) -> list[tuple[Any, ...]]:
    """Replace the snapshots of these cases, in the caller's transaction; the new rows. `fresh`: they have none yet."""
    if not fresh:
        Snapshot.objects.filter(pk__in=[state.trajectory_id for state in states]).delete()
    rows = _rows(states, today)
    bulk.insert(Snapshot, COLUMNS, rows)
    return rows


def _rows(states: Sequence[State], today: date) -> list[tuple[Any, ...]]:
    """One query for the norms of all of them."""
    norms = norms_of.policies({state.municipality_id for state in states}, today)
    return [row_of(state, today, norms[state.municipality_id]) for state in states]


def write_ahead(rows: Sequence[tuple[Any, ...]], trajectory_ids: Sequence[int]) -> None:
    """Snapshots of new cases that were assessed ahead, before they had a number."""
    placed = []
    for row, number in zip(rows, trajectory_ids, strict=True):
        text: str = row[ASSESSMENT]
        if not text.startswith(_NO_NUMBER):
            raise ValueError("an assessment that was made ahead begins with its number")
        assessment = bulk.Ready(f'{{"id":"{number}",{text[len(_NO_NUMBER) :]}')
        placed.append((number, *row[1:ASSESSMENT], assessment, *row[ASSESSMENT + 1 :]))
    bulk.insert(Snapshot, COLUMNS, placed)


def refresh(trajectory_ids: Iterable[int], today: date) -> None:
    """Read these cases anew and replace their snapshots."""
    write(load(trajectory_ids, today), today)


def stale(today: date, municipality_id: int | None = None) -> int:
    """How many cases, everywhere or in one municipality, wait to be worked out again; see `_due`."""
    due = _due(today)
    return (due if municipality_id is None else due.filter(municipality_id=municipality_id)).count()


def _due(today: date) -> QuerySet[Trajectory]:
    """Cases whose answer changes by `today`, is not there, or has another version of the law or of its norms."""
    due = Q(snapshot=None) | ~Q(snapshot__law_version=law.VERSION) | Q(snapshot__changes_on__lte=today)
    for version, municipalities in norms_of.versions(today).items():
        due |= Q(municipality_id__in=municipalities) & ~Q(snapshot__policy_version=version)
    return Trajectory.objects.filter(due)


def rebuild(
    today: date,
    *,
    only_due: bool = False,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Snapshots anew for all cases, or for those whose answer changes by `today` or has another version; how many.

    A chunk is a transaction: whoever stops this in the middle leaves old and new snapshots, each of them whole, and the
    next run does what is left. `processes`: one or two; None = two when there is enough to do.
    """
    chosen = _due(today) if only_due else Trajectory.objects.all()
    ids = [pk for (pk,) in bulk.read(chosen.order_by("pk").values_list("pk"))]
    two = worthwhile(len(ids)) if processes is None else processes == 2
    database = str(connection.settings_dict["NAME"])
    with bulk.long_run(), bulk.no_search_for_circles(), second(today, database) if two else nullcontext() as other:
        for start in range(0, len(ids), CHUNK):
            with transaction.atomic():
                _replace(_held(ids[start : start + CHUNK]), today, other)
            if progress:
                progress(min(start + CHUNK, len(ids)), len(ids))
    return len(ids)


def _replace(ids: Sequence[int], today: date, other: Second | None) -> None:
    """New snapshots for one chunk. With a second process both take pieces until none is left."""
    if other is None:
        refresh(ids, today)
        return
    Snapshot.objects.filter(pk__in=ids).delete()
    pieces = deque(ids[start : start + PIECE] for start in range(0, len(ids), PIECE))
    while pieces or other.owes:
        while pieces and other.has_room:
            other.submit(pieces.popleft())
        rows = None
        if other.is_ready or not pieces:
            piece, rows = other.result()
        else:
            piece = pieces.popleft()
        bulk.insert(Snapshot, COLUMNS, ready_rows(piece, today) if rows is None else rows)


def ready_rows(ids: Sequence[int], today: date) -> list[tuple[Any, ...]]:
    """Snapshot rows of these cases with the assessment as text."""
    rows = _rows(load(ids, today), today)
    return [(*row[:ASSESSMENT], bulk.ready(row[ASSESSMENT]), *row[ASSESSMENT + 1 :]) for row in rows]


def _held(ids: Sequence[int]) -> list[int]:
    """Those that are still there; until the end of the transaction nobody records a fact or changes a name in them."""
    cases = Trajectory.objects.filter(pk__in=ids).select_related("person").only("pk", "person__id").order_by("pk")
    return [case.pk for case in cases.select_for_update(of=("self", "person"), no_key=True)]
