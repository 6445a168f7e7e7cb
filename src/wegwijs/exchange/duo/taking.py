"""Write into a case what DUO said: facts that follow, the group, and the names of what differs. In the caller's
transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.dossier.actions import FactRefused, NewFact, append, change_group
from wegwijs.dossier.queries.told import ToldCase, ToldFact, told_case
from wegwijs.plans import telling

from .reading import Reading
from .readings import Kept, keep
from .statements import KINDS_OF, Said, Statement, statements
from .weighing import SOURCE, Change, Weighed, identity, weigh, withdrawal

# Ours to say, DUO only repeats them: never written by a message, only compared.
OURS = frozenset({"pvt", "map", "fines"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reading led to in a case: the facts written, and how many differences a human must look at."""

    facts: tuple[UUID, ...]
    differences: int


def take(actor: Actor, trajectory_id: int, reading: Reading, *, day: date, asked_at: datetime, now: datetime) -> Taken:
    """Keep the reading and write what follows from it; `day` is where a statement without a date goes."""
    case = told_case(actor.municipality_id, trajectory_id)
    whole = keep(actor.municipality_id, trajectory_id, reading, asked_at)
    names = [name for name in reading.said if name not in OURS]
    weighed = weighed_with(case, whole, names)
    written = write(actor, case, weighed.changes, day=day, now=now)
    if "group" in reading.said:
        written += _take_group(actor, case, whole.said, day, now)
    return Taken(tuple(written), len([one for one in weighed.differences if one.theirs is not None]))


def weighed_with(case: ToldCase, whole: Kept, names: Collection[str]) -> Weighed:
    """The statements of these interfaces against the case. Of what DUO knows nothing, nothing is withdrawn."""
    told = [name for name in names if whole.said.get(name) is not None]
    if "pip" in told and _own_plan(case):
        told.remove("pip")  # our plan is ours; the page shows where DUO has another one
    kinds = [kind for name in told for kind in KINDS_OF.get(name, ())]
    return weigh(statements(whole.said, told, case.route), case.facts, kinds)


def _own_plan(case: ToldCase) -> bool:
    return any(fact.standing and fact.kind == "pip_established" and fact.source != SOURCE for fact in case.facts)


def write(
    actor: Actor, case: ToldCase, changes: Collection[Change], *, day: date, now: datetime, reason: str = ""
) -> list[UUID]:
    """Append what changes, with DUO as the source. Raises FactRefused."""
    known = {fact.uuid for fact in case.facts}
    batch: list[NewFact] = []
    for change in changes:
        batch += _facts(case, change, known, day, actor.today, reason)
        known |= {new.uuid for new in batch}
    result = append(actor, batch, now=now)
    if result.refused:
        raise FactRefused(result.refused[0])
    # What DUO itself says is not told back to it; from its notice on it may know whom to reach.
    telling.follow(actor, case.id, {new.kind for new in batch} & telling.KNOWN_TO_DUO, now=now)
    return [new.uuid for new in batch]


def _facts(case: ToldCase, change: Change, known: set[UUID], day: date, today: date, reason: str) -> list[NewFact]:
    statement, replaced = change.statement, change.replaces
    found: list[NewFact] = []
    if replaced is not None and (statement is None or not replaced.replaceable):
        # A fact can be superseded once; one that came back after that is withdrawn beside the new one.
        payload = {"fact": str(replaced.uuid), "reason": reason or "DUO"}
        found.append(
            NewFact(
                case.id, "fact_withdrawn", today, payload, source=SOURCE,
                uuid=withdrawal(case.uuid, replaced.uuid, known),
            )
        )  # fmt: skip
        replaced = None
    if statement is not None:
        on = statement.on or day
        supersedes = replaced.uuid if replaced else None
        told = _ours(statement, replaced)
        if reason and replaced:
            told["correction_reason"] = reason
        found.append(
            NewFact(
                case.id, statement.kind, on, told, supersedes=supersedes, source=SOURCE,
                uuid=identity(case.uuid, statement, on, supersedes, known),
            )
        )  # fmt: skip
    return found


def _ours(statement: Statement, replaced: ToldFact | None) -> dict[str, object]:
    """DUO's values; what DUO does not speak of (who housed, how culpable) stays as it was."""
    kept = {} if replaced is None else {
        name: value for name, value in replaced.payload.items() if name not in _SPOKEN and name != "correction_reason"
    }  # fmt: skip
    return {**kept, **statement.payload}


# Payload fields of which DUO's silence says something.
_SPOKEN = frozenset({
    "reason", "result", "scope", "part", "parts", "level", "ground", "ends_on", "months", "score", "required", "amount",
    "route", "intensity_hours", "unilateral",
})  # fmt: skip


def _take_group(actor: Actor, case: ToldCase, said: Said, day: date, now: datetime) -> list[UUID]:
    """The group is DUO's (Wi2021 art. 13, 19). Family and other migrants are one where DUO does not tell them apart."""
    told = said.get("group") or {}
    group: str | None = told.get("group")
    if not group or group == case.group or ({group, case.group} <= {"family", "other"} and not told["detail"]):
        return []
    since = date.fromisoformat(told["since"]) if told["since"] else day
    return change_group(actor, case.id, group, on=since, source=SOURCE, now=now)
