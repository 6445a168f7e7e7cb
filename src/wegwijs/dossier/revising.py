"""Keep what became another answer by facts that came late, from elsewhere, or in the place of another fact.

Called by `append` in the transaction of the facts. The old snapshot holds the old answer, so an append that changes
nothing that people rely on costs a comparison; only where something differs the case is assessed once more, as it was
known just before and on the same day, since a snapshot of last week also differs by a week.

Only a case that somebody is responsible for: of the others nobody relied on anything yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.accounts.audit import record
from wegwijs.accounts.rows import compare_and_set
from wegwijs.dossier import reliance
from wegwijs.dossier.models import Revision, Snapshot
from wegwijs.dossier.snapshots import ASSESSMENT
from wegwijs.dossier.states import State
from wegwijs.norms.queries import choices


class Arrival(NamedTuple):
    """What matters here of a fact that is being recorded."""

    uuid: UUID
    on: date
    from_elsewhere: bool
    puts_right: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer of one case before the facts. `asks`: a change of it is put to whoever is responsible."""

    answer: Mapping[str, reliance.Part]
    group: str
    asks: bool
    row: Revision | None


def standing(actor: Actor, arrived: Mapping[int, Sequence[Arrival]], *, shown: bool) -> dict[int, Standing]:
    """Cases of which the old answer is needed afterwards. Two queries, one when nothing asks and nothing is open."""
    late = {case for case, news in arrived.items() if any(_may_ask(actor, one) for one in news)}
    rows = {row.trajectory_id: row for row in Revision.objects.filter(trajectory_id__in=list(arrived), closed_at=None)}
    wanted = late | rows.keys()
    if not wanted:
        return {}
    relied_on = Snapshot.objects.filter(Q(responsible__isnull=False) | Q(pk__in=list(rows)), pk__in=wanted)
    found: dict[int, Standing] = {}
    for one in relied_on.values("pk", "responsible_id", "group", "assessment"):
        responsible: int | None = one["responsible_id"]
        asks = one["pk"] in late and responsible is not None and not (shown and responsible == actor.user_id)
        answer = reliance.parts(one["assessment"], one["group"])
        found[one["pk"]] = Standing(answer, one["group"], asks, rows.get(one["pk"]))
    return found


def _may_ask(actor: Actor, one: Arrival) -> bool:
    return one.puts_right or one.from_elsewhere or actor.user_id is None or one.on < actor.today


def keep(
    actor: Actor,
    before: Mapping[int, Standing],
    arrived: Mapping[int, Sequence[Arrival]],
    after: Iterable[tuple[State, tuple[Any, ...]]],
    now: datetime,
) -> None:
    """Open a row where an answer changed, add to the one that is open, close it when all is again as it was."""
    for state, row in after:
        known = before.get(state.trajectory_id)
        if known is None:
            continue
        present = reliance.parts(row[ASSESSMENT], state.group)
        if reliance.same(known.answer, present) and known.row is None:
            continue
        news = arrived[state.trajectory_id]
        changed = _changed(state, known, news, present, actor.today) if known.asks else {}
        if known.row is not None:
            _grow(actor, known.row, changed, news, present, now)
        elif changed:
            _open(actor, state.trajectory_id, changed, news, now)


def _changed(
    state: State, known: Standing, news: Sequence[Arrival], present: Mapping[str, reliance.Part], today: date
) -> dict[str, dict[str, reliance.Part | None]]:
    fresh = {str(one.uuid) for one in news}
    facts = [fact for fact in state.facts if fact.id not in fresh]
    until_now = replace(state, facts=facts, group=known.group)
    answer = law.assess(until_now.as_trajectory(), today, choices(state.municipality_id, today))
    return reliance.changes(reliance.parts(answer.to_stored(), known.group), present)


def _open(actor: Actor, case: int, changed: dict[str, Any], news: Sequence[Arrival], now: datetime) -> None:
    row = Revision.objects.create(
        trajectory_id=case, facts=[str(one.uuid) for one in news], changes=changed, opened_at=now, changed_at=now
    )
    record(actor, "revision_opened", now=now, subject=row.uuid, trajectory_id=case, detail={"parts": sorted(changed)})


def _grow(
    actor: Actor,
    row: Revision,
    changed: dict[str, Any],
    news: Sequence[Arrival],
    present: Mapping[str, reliance.Part],
    now: datetime,
) -> None:
    """What was relied on first stays `before`; a part that is again as it was goes."""
    merged = {**changed, **{name: {**one, "after": present.get(name)} for name, one in row.changes.items()}}
    left = {name: one for name, one in merged.items() if reliance.value(one["before"]) != reliance.value(one["after"])}
    if left == row.changes:
        return
    facts = list(dict.fromkeys([*row.facts, *(str(one.uuid) for one in news)]))
    changes: dict[str, Any] = {"changes": left or row.changes, "facts": facts, "changed_at": now}
    action = "revision_grew"
    if not left:
        changes, action = {"closed_at": now, "facts": facts}, "revision_undone"
    compare_and_set(actor, row, row.version, changes, now=now, action=action, trajectory_id=row.trajectory_id)
