"""What comes out of the law: an answer, and with every part of it the steps that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from wegwijs.law.types import Confidence

Regime = Literal["wi2021", "wi2013", "not_obliged", "exempt_for_now", "ended", "met", "not_determinable"]
Phase = Literal["signal", "intake", "route", "finished", "ended", "not_determinable"]
DeadlineState = Literal["open", "met", "missed", "not_determinable"]
ComponentState = Literal["owed", "done", "not_required", "dispensed", "not_determinable"]
Severity = Literal["info", "watch", "act"]
Owner = Literal["responsible", "administration", "duo"]
Param = str | int | float | None
Params = Mapping[str, Param]


class Step(NamedTuple):
    """One step of a reasoning: which rule, where it stands, with which figures, from which fact.

    `params` are JSON-ready (days as ISO text). `from_` is "kind day", or "" when no fact is involved.
    """

    rule: str
    article: str
    params: Params
    from_: str
    confidence: Confidence


Steps = tuple[Step, ...]


class Deadline(NamedTuple):
    """A day by which something must have happened. `due` is None when it cannot be determined."""

    code: str
    due: date | None
    state: DeadlineState
    because: Steps
    municipality: str | None = None


class Extension(NamedTuple):
    """An extension that DUO granted: until and including which day the term now runs."""

    ground: str
    until: date


class Term(NamedTuple):
    """The term of the law. `last_day` is inclusive, `ends_exclusive` is the day after it (as DUO writes it)."""

    starts_on: date
    last_day: date
    ends_exclusive: date
    extended_by: tuple[Extension, ...]


class Component(NamedTuple):
    """One thing to do. `unit` is hours, exams, interviews or diplomas."""

    code: str
    state: ComponentState
    required: float
    achieved: float
    remaining: float
    unit: str
    because: Steps
    done_on: date | None = None
    level: str | None = None


class Option(NamedTuple):
    """A way to change course, and whether it is open today."""

    code: str
    allowed: bool
    because: Steps


class Fine(NamedTuple):
    """What fine would be lawful. None = not determinable. `by` is municipality or duo.

    `at_most` and `new_term_months` tell about a fine of DUO what is known where the amount is not.
    """

    lawful: bool | None
    amount: float | None
    because: Steps
    by: str
    new_term_until: date | None = None
    new_term_months: int | None = None
    at_most: float | None = None


class Violation(NamedTuple):
    """A rule of DUO that a delivery would break."""

    code: str
    params: Params


class Verdict(NamedTuple):
    """Whether a proposed fact would be accepted."""

    accepted: bool
    violations: tuple[Violation, ...]


class Relief(NamedTuple):
    """Obligatory financial relief: fixed costs paid from the benefit. `mandatory` None = not determinable."""

    mandatory: bool | None
    from_: date | None
    last_day: date | None
    because: Steps


class Entitlements(NamedTuple):
    """What the person may count on. None = not determinable."""

    course_offer: bool | None
    social_guidance: bool | None
    loan: bool | None
    because: Steps = ()


class Signal(NamedTuple):
    """Something a professional should look at: why, who acts, and the day that it is about (None: no day)."""

    code: str
    severity: Severity
    params: Params
    because: Steps
    owner: Owner = "responsible"
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The law's answer about one trajectory on one day."""

    id: str
    on: date
    regime: Regime
    phase: Phase
    route: str | None
    level: str | None
    deadlines: tuple[Deadline, ...]
    term: Term | None
    components: tuple[Component, ...]
    options: tuple[Option, ...]
    fine: Fine | None
    proposals: tuple[Verdict, ...]
    relief: Relief
    entitlements: Entitlements
    signals: tuple[Signal, ...]
    because: Steps
    changes_on: date | None
    law_version: str = field(compare=False)

    def to_dict(self, lang: str = "nl") -> dict[str, Any]:
        """The contract's shape, with texts in Dutch (`nl`) or English (`en`)."""
        from wegwijs.law.rendering import to_dict

        return to_dict(self, lang)

    def to_stored(self) -> dict[str, Any]:
        """JSON-ready and language-neutral; `from_stored` reads it back."""
        from wegwijs.law.storing import to_stored

        return to_stored(self)

    @staticmethod
    def from_stored(stored: Mapping[str, Any]) -> Assessment:
        """Read back what `to_stored` wrote."""
        from wegwijs.law.storing import from_stored

        return from_stored(stored)

    def deadline(self, code: str) -> Deadline | None:
        """The latest deadline of that code: after a move, that of the present municipality."""
        return next((found for found in reversed(self.deadlines) if found.code == code), None)

    def component(self, code: str) -> Component | None:
        """The component of that code; None while no plan is known."""
        return next((found for found in self.components if found.code == code), None)
