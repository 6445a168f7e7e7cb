"""Which open cases would get another day, signal or way: of a proposed norm, or of changed figures of the law.

Both answers are worked out for the same day from the same facts, so that only the norm or the figure makes the
difference. Counts go to the check (norms); which cases it are stays here, behind the gate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wegwijs import policy
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.models import Municipality
from wegwijs.accounts.scope import Reach, scope
from wegwijs.accounts.sent import sent_number
from wegwijs.dossier import bulk
from wegwijs.dossier.effects import Difference, differences
from wegwijs.dossier.impact_cases import ImpactCase
from wegwijs.dossier.models import Trajectory
from wegwijs.dossier.other_answer import DoesNotFit, World, world
from wegwijs.dossier.states import load
from wegwijs.norms import actions as norms
from wegwijs.norms import queries

CLOSED = ("finished", "ended")
PIECE = 200
SHOWN = 50
KEPT = timedelta(days=90)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Impact:
    """`counts`: (part, code, how) → cases; `cases`: all that were looked at; `touched`: those with a difference."""

    cases: int
    touched: int
    counts: Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class TouchedCase:
    """A case of the actor's that would get another answer."""

    uuid: UUID
    name: str
    differences: tuple[Difference, ...]


def ask(actor: Actor, norm: UUID, *, now: datetime) -> None:
    """Have the impact of a draft worked out, by the worker."""
    _ask(actor, norm, {}, actor.today, now)


def ask_of_figures(actor: Actor, figures: Mapping[str, str], on: date, *, now: datetime) -> UUID:
    """Have the impact of these files of figures worked out; read them first (law.parameters.candidate)."""
    return _ask(actor, None, figures, on, now)


def _ask(actor: Actor, norm: UUID | None, figures: Mapping[str, str], on: date, now: datetime) -> UUID:
    from wegwijs.dossier.tasks import check_impact

    proposal = queries.proposal(actor, norm) if norm else None
    with transaction.atomic():
        asked = norms.ask_check(actor, norm, figures, on, now=now)
        if proposal is not None and not policy.catalogue()[proposal.name].touches_cases:
            carry_out(asked, now=lambda: now)  # there is nothing to wait for
        else:
            check_impact.enqueue(str(asked))  # the task's row is of this transaction: after the commit, or never
    return asked


def activate(actor: Actor, norm: UUID, version: int, *, now: datetime) -> None:
    """The second person agrees; what holds today already is worked out again at once. Raises as `norms.activate`."""
    from wegwijs.dossier.tasks import work_out_again

    with transaction.atomic():
        begins = norms.activate(actor, norm, version, now=now)
        if begins <= actor.today:
            work_out_again.enqueue()


def carry_out(check: UUID, *, now: Callable[[], datetime]) -> None:
    """Work a check out and keep it. Again after a kill: from the beginning."""
    asked = norms.begin_check(check, now=now())
    if asked is None:
        return
    here, there = _worlds(asked)
    cases = _open_cases([asked.municipality_id]) if here != there else []
    norms.check_progress(check, 0, len(cases))
    ImpactCase.objects.filter(impact=check).delete()
    counts: Counter[tuple[str, str, str]] = Counter()
    touched = 0
    try:
        for rows, done in _pieces(cases, timezone.localdate(now()), here, there):
            touched += len(rows)
            _count(counts, rows)
            with transaction.atomic():
                bulk.insert(ImpactCase, ("impact", "trajectory_id", "differences"), [(check, *row) for row in rows])
                norms.check_progress(check, done, len(cases))
    except DoesNotFit:
        norms.fail_check(check, now=now())
        return
    told = [(*key, number) for key, number in counts.most_common()]
    norms.finish_check(check, touched, told, now=now())


def _worlds(asked: norms.Asked) -> tuple[World, World]:
    """How it is and how it would be, as far as cases feel it: other norms of the desk make no difference."""
    present = queries.policies([asked.municipality_id], asked.on)
    here = World(asked.on, present, {})
    if asked.name is None:
        return here, World(asked.on, present, asked.figures)
    if not policy.catalogue()[asked.name].touches_cases:
        return here, here
    changed = policy.merge(
        present[asked.municipality_id], [policy.Override(asked.name, asked.value, asked.on)], asked.on
    )
    return here, World(asked.on, {asked.municipality_id: changed}, {})


def of_figures(
    municipality_ids: Iterable[int],
    figures: Mapping[str, str],
    on: date,
    today: date,
    progress: Progress | None = None,
) -> Impact:
    """The same for the command line: nothing is kept. Raises `DoesNotFit`."""
    wanted = list(municipality_ids)
    cases = _open_cases(wanted)
    present = queries.policies(wanted, on)
    counts: Counter[tuple[str, str, str]] = Counter()
    touched = 0
    for rows, done in _pieces(cases, today, World(on, present, {}), World(on, present, figures)):
        touched += len(rows)
        _count(counts, rows)
        if progress:
            progress(done, len(cases))
    return Impact(len(cases), touched, dict(counts.most_common()))


def touched_cases(actor: Actor, check: UUID, after: str = "") -> list[TouchedCase]:
    """Those of the actor that would get another answer, by name from `after` on; one more than a page holds."""
    rows = scope(actor, ImpactCase.objects.filter(impact=check), Reach.LIST).select_related("trajectory__snapshot")
    ordered = rows.order_by("trajectory__snapshot__sort_name", "pk")
    start = sent_number(after)
    return [
        TouchedCase(
            row.trajectory.uuid, row.trajectory.snapshot.display_name,
            tuple((part, code, how, was, becomes) for part, code, how, was, becomes in row.differences),
        )
        for row in ordered[start : start + SHOWN + 1]
    ]  # fmt: skip


def count_touched(actor: Actor, check: UUID) -> int:
    """How many of the actor's own cases those are."""
    return scope(actor, ImpactCase.objects.filter(impact=check), Reach.LIST).count()


def forget(now: datetime) -> int:
    """Nightly: which cases it were, of checks that are over; the counts stay with the check."""
    count: int = ImpactCase.objects.filter(impact__in=queries.checks_over(now - KEPT)).delete()[0]
    return count


def _open_cases(municipality_ids: Iterable[int]) -> list[int]:
    cases = Trajectory.objects.filter(municipality_id__in=list(municipality_ids)).exclude(snapshot__phase__in=CLOSED)
    return [pk for (pk,) in bulk.read(cases.order_by("pk").values_list("pk"))]


Row = tuple[int, list[Difference]]


def _pieces(ids: list[int], today: date, here: World, there: World) -> Iterator[tuple[list[Row], int]]:
    """Per piece the cases with a difference, and how many cases were looked at by then."""
    pieces = [ids[start : start + PIECE] for start in range(0, len(ids), PIECE)]
    done = 0
    with bulk.long_run(), bulk.no_search_for_circles(), world(there, len(ids)) as other:
        states = load(pieces[0], today) if pieces else []
        for number, piece in enumerate(pieces):
            other.submit(states)
            mine = here.answers(states)
            following = load(pieces[number + 1], today) if number + 1 < len(pieces) else []
            answers = zip(states, mine, other.result(), strict=True)
            found = [(state.trajectory_id, differences(was, becomes)) for state, was, becomes in answers]
            done += len(piece)
            yield [row for row in found if row[1]], done
            states = following


def _count(counts: Counter[tuple[str, str, str]], rows: Iterable[Row]) -> None:
    for _case, found in rows:
        counts.update((part, code, how) for part, code, how, _was, _becomes in found)


def everywhere(code: str | None) -> list[int]:
    """Every municipality, or the one with that code; empty when there is none."""
    chosen = Municipality.objects.order_by("pk")
    return list((chosen.filter(code=code) if code else chosen).values_list("pk", flat=True))
