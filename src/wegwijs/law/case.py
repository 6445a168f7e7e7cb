"""The record as it stands on a day: what had happened, what was put right, what was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from wegwijs.eventlog.vocabulary import KINDS
from wegwijs.law.calendar import next_day
from wegwijs.law.outcome import Params, Step, Steps
from wegwijs.law.rules import RULES
from wegwijs.law.types import Choices, Fact, Trajectory

_RANK = {name: kind.rank for name, kind in KINDS.items()}
_NONE: tuple[Fact, ...] = ()
_NO_PARAMS: Params = {}


def step(rule: str, params: Params = _NO_PARAMS, fact: Fact | None = None) -> Step:
    """A step of reasoning. Article and confidence come from the table of rules."""
    known = RULES[rule]
    return Step(
        rule, known.article, params, "" if fact is None else f"{fact.kind} {fact.on.isoformat()}", known.confidence
    )


def because(rule: str, params: Params = _NO_PARAMS, fact: Fact | None = None) -> Steps:
    """The same, as a reasoning of one step."""
    return (step(rule, params, fact),)


def missing(kind: str) -> Steps:
    """Not determinable: a fact of this kind is needed."""
    return (step("missing_fact", {"fact": kind}),)


def effective(facts: Iterable[Fact], on: date) -> list[Fact]:
    """Facts that count on a day, in their fixed order: by day, by kind, by id.

    Later facts do not exist yet, and neither do their corrections. A fact that another one supersedes or withdraws is
    gone as if it never was; when the correction itself is withdrawn, the fact is back, and when the correction is put
    right in its turn, it is not. Order in the file means nothing.
    """
    present = [fact for fact in facts if fact.on <= on]
    if any(fact.supersedes is not None or fact.kind == "fact_withdrawn" for fact in present):
        present = _standing(present)
    keys = {(fact.on, fact.kind) for fact in present}
    present.sort(key=_by_day if len(keys) == len(present) else _by_everything)
    return present


def _by_day(fact: Fact) -> tuple[date, int]:
    return fact.on, _RANK[fact.kind]


def _by_everything(fact: Fact) -> tuple[date, int, str, str]:
    return fact.on, _RANK[fact.kind], fact.id or "", repr(sorted(fact.payload.items()))


def _standing(present: Sequence[Fact]) -> list[Fact]:
    """Decide who stands: not withdrawn, and not replaced by a fact that is not withdrawn, which may be replaced itself.

    Facts that only point at each other in a circle all fall.
    """
    withdrawals: dict[str, list[Fact]] = {}
    replaced: dict[str, list[Fact]] = {}
    for fact in present:
        if fact.kind == "fact_withdrawn":
            withdrawals.setdefault(str(fact.payload.get("fact")), []).append(fact)
        if fact.supersedes is not None:
            replaced.setdefault(fact.supersedes, []).append(fact)
    was: dict[int, bool] = {}  # not withdrawn: whether it stands itself or gave its place to another one
    stands: dict[int, bool] = {}
    undecided, known = list(present), -1
    while undecided and known < len(was) + len(stands):
        known, waiting = len(was) + len(stands), []
        for fact in undecided:
            name = fact.id or ""
            gone = _any([stands.get(id(one)) for one in withdrawals.get(name, ())])
            passed = _any([was.get(id(one)) for one in replaced.get(name, ())])
            if gone is not None:
                was[id(fact)] = not gone
            if gone or passed:
                stands[id(fact)] = False
            elif gone is False and passed is False:
                stands[id(fact)] = True
            if id(fact) not in stands or id(fact) not in was:
                waiting.append(fact)
        undecided = waiting
    return [fact for fact in present if stands.get(id(fact), False)]


def _any(told: Sequence[bool | None]) -> bool | None:
    """True when one is, False when none is, None when that is not decided yet."""
    if True in told:
        return True
    return None if None in told else False


class Case:
    """One trajectory on one day, indexed by kind; collects the days on which its answer turns by itself."""

    __slots__ = ("_by_kind", "_turns_on", "choices", "facts", "on", "trajectory")

    def __init__(self, trajectory: Trajectory, on: date, choices: Choices) -> None:
        self.trajectory = trajectory
        self.on = on
        self.choices = choices
        self.facts = effective(trajectory.facts, on)
        self._by_kind: dict[str, list[Fact]] = {}
        by_kind = self._by_kind
        for fact in self.facts:
            if fact.kind in by_kind:
                by_kind[fact.kind].append(fact)
            else:
                by_kind[fact.kind] = [fact]
        self._turns_on: date | None = min((fact.on for fact in trajectory.facts if fact.on > on), default=None)

    @property
    def asylum(self) -> bool:
        """Whether DUO's group is asylum: that group decides, whatever the permit says."""
        return self.trajectory.group == "asylum"

    @property
    def changes_on(self) -> date | None:
        """The next day on which the answer is another one without any new fact."""
        return self._turns_on

    def all(self, kind: str) -> Sequence[Fact]:
        """Facts of a kind, oldest first."""
        return self._by_kind.get(kind, _NONE)

    def first(self, kind: str) -> Fact | None:
        """The oldest fact of a kind."""
        found = self._by_kind.get(kind)
        return found[0] if found else None

    def last(self, kind: str) -> Fact | None:
        """The newest fact of a kind."""
        found = self._by_kind.get(kind)
        return found[-1] if found else None

    def any_of(self, kinds: Iterable[str]) -> Fact | None:
        """The newest fact among some kinds."""
        found = [self._by_kind[kind][-1] for kind in kinds if kind in self._by_kind]
        return max(found, key=_by_day, default=None)

    def turns(self, day: date) -> None:
        """The answer is another one from this day on."""
        if day > self.on and (self._turns_on is None or day < self._turns_on):
            self._turns_on = day

    def turns_after(self, day: date) -> None:
        """The answer is another one from the day after."""
        self.turns(next_day(day))
