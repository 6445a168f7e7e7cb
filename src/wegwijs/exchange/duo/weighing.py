"""What DUO says against what stands in a case: what to write, and what differs. Pure.

What came from DUO or from a delivery gives way to DUO. What a human recorded is never overwritten: it becomes a
difference, for a human. What DUO does not say any more is withdrawn where DUO had said it. Whatever the order of the
messages and however often they come, the same words of DUO end in the same standing facts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wegwijs.dossier.queries.told import ToldFact

from .statements import Statement

SOURCE = "DUO"
# The same statement about the same case is the same fact, whoever sends it and how often.
_SPACE = UUID("6f1f7c52-3a59-5d0c-9a51-2c6de1c5a0d1")
# Of these somebody may have several at once; a fact and a statement are about the same thing when these agree too.
_SAME_DAY = frozenset({"exam_taken", "duo_fine_imposed"})
_PARTS = ("part", "scope", "ground")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact to write: DUO's statement in the place of `replaces`, or (no statement) `replaces` withdrawn."""

    statement: Statement | None
    replaces: ToldFact | None


@dataclass(frozen=True, slots=True)
class Difference:
    """DUO says `theirs` (None: nothing), we have `ours` (None: nothing)."""

    theirs: Statement | None
    ours: ToldFact | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """`changes` may be written without asking; `differences` are for a human; `same` needs nothing."""

    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]
    same: tuple[Difference, ...]


def weigh(statements: Sequence[Statement], facts: Iterable[ToldFact], kinds: Iterable[str]) -> Weighed:
    """Compare; `kinds` are those of which DUO told everything it knows."""
    of_kinds = set(kinds)
    standing = [fact for fact in facts if fact.standing and fact.kind in of_kinds]
    same, theirs, ours = _match_same(list(statements), standing)
    changes: list[Change] = []
    differences: list[Difference] = []
    left: list[Statement] = []
    for statement in theirs:
        given = _take(ours, statement, lambda fact, said: fact.source != "" and _about_same(fact, said))
        if given is not None:
            changes.append(Change(statement, given))
            continue
        held = _take(ours, statement, lambda fact, said: fact.source == "" and _about_same(fact, said))
        if held is not None:
            differences.append(Difference(statement, held))
        else:
            left.append(statement)
    changes += [Change(statement, None) for statement in left]
    changes += [Change(None, fact) for fact in ours if fact.source == SOURCE]
    differences += [Difference(None, fact) for fact in ours if fact.source != SOURCE]
    return Weighed(tuple(changes), tuple(differences), tuple(same))


def _match_same(
    statements: list[Statement], standing: list[ToldFact]
) -> tuple[list[Difference], list[Statement], list[ToldFact]]:
    same: list[Difference] = []
    left: list[Statement] = []
    for statement in statements:
        found = _take(standing, statement, says_same)
        if found is None:
            left.append(statement)
        else:
            same.append(Difference(statement, found))
    return same, left, standing


def _take(facts: list[ToldFact], statement: Statement, fits: Callable[[ToldFact, Statement], bool]) -> ToldFact | None:
    """The fact that fits, nearest in time, taken out of the list."""
    found = [fact for fact in facts if fact.kind == statement.kind and fits(fact, statement)]
    if not found:
        return None
    day = statement.on or date.max
    nearest = min(found, key=lambda fact: (abs((fact.happened_on - day).days), str(fact.uuid)))
    facts.remove(nearest)
    return nearest


def says_same(fact: ToldFact, statement: Statement) -> bool:
    """Does the fact hold what DUO says? It may hold more; a day that DUO does not give is not compared."""
    if fact.kind != statement.kind or (statement.on is not None and fact.happened_on != statement.on):
        return False
    return all(_equal(fact.payload.get(name), value) for name, value in statement.payload.items())


def _equal(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, list) and isinstance(ours, list):
        return sorted(map(str, ours)) == sorted(map(str, theirs))
    return bool(ours == theirs)


def _about_same(fact: ToldFact, statement: Statement) -> bool:
    """About the same exam, decision or period, though it may say something else."""
    for name in _PARTS:
        ours, theirs = fact.payload.get(name), statement.payload.get(name)
        if ours and theirs and ours != theirs and not (name == "ground" and fact.kind.startswith("extension")):
            return False
    if fact.kind in _SAME_DAY and fact.source == "" and statement.on is not None:
        return fact.happened_on == statement.on
    return True


def identity(case: UUID, statement: Statement, on: date, replaces: UUID | None, known: Container[UUID]) -> UUID:
    """The name of the fact that a statement becomes."""
    content = "|".join(f"{name}={statement.payload[name]}" for name in sorted(statement.payload))
    return _fresh(f"{case}|{statement.kind}|{on.isoformat()}|{content}|{replaces or ''}", known)


def withdrawal(case: UUID, fact: UUID, known: Container[UUID]) -> UUID:
    """The name of the fact that withdraws another one."""
    return _fresh(f"{case}|withdrawn|{fact}", known)


def _fresh(text: str, known: Container[UUID]) -> UUID:
    """A number tells a fact from the same one that was written before and does not stand any more."""
    number = 0
    while (found := uuid.uuid5(_SPACE, f"{text}|{number}")) in known:
        number += 1
    return found
