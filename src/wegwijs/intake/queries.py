"""What an entry would change: the law's days before and after it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from wegwijs import law, policy
from wegwijs.dossier.queries import Case
from wegwijs.intake.entries import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """One day of the law that moves. `code`: of a deadline, or `phase`/`regime` with a code before and after."""

    code: str
    before: date | str | None
    after: date | str | None
    because: law.Steps = ()


def changes(case: Case, entries: Sequence[Entry], *, without: Set[str] = frozenset()) -> tuple[Change, ...]:
    """What differs on the case's day once these entries are recorded; `without`: the ids of facts that go.

    What stands decides: a fact that one of those took the place of does not come back.
    """
    standing = law.in_force(case.trajectory.facts, date.max)
    kept = [replace(fact, supersedes=None) for fact in standing if fact.id not in without]
    proposed = replace(case.trajectory, facts=(*kept, *(entry.as_fact() for entry in entries)))
    after = law.assess(proposed, case.on, policy.choices(case.norms))
    return differences(case.assessment, after)


def differences(before: law.Assessment, after: law.Assessment) -> tuple[Change, ...]:
    """Deadlines, the term, the phase and the regime that are not the same; what stays is left out."""
    found: list[Change] = []
    for code in dict.fromkeys(one.code for one in (*before.deadlines, *after.deadlines)):
        old, new = before.deadline(code), after.deadline(code)
        if _standing(old) != _standing(new):
            found.append(Change(code, old.due if old else None, new.due if new else None, new.because if new else ()))
    if before.phase != after.phase:
        found.append(Change("phase", before.phase, after.phase))
    if before.regime != after.regime:
        found.append(Change("regime", before.regime, after.regime))
    return tuple(found)


def _standing(deadline: law.Deadline | None) -> tuple[date | None, bool]:
    """What makes a deadline another one to a reader: its day, and whether it was met."""
    return (deadline.due, deadline.state == "met") if deadline else (None, False)
