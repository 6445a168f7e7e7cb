"""What signals look at, and how one is made."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.case import Case, because
from wegwijs.law.hours import Hours
from wegwijs.law.outcome import Component, Deadline, Owner, Params, Regime, Relief, Severity, Signal, Steps, Term
from wegwijs.law.plan import Plan


class View(NamedTuple):
    """What the other modules found, as far as signals need it."""

    case: Case
    regime: Regime
    plan: Plan | None
    term: Term | None
    hours: Hours
    deadlines: tuple[Deadline, ...]
    components: tuple[Component, ...]
    relief: Relief

    def since(self, day: date) -> bool:
        """Whether that day has come; if not, the answer changes then."""
        self.case.turns(day)
        return self.case.on >= day

    def past(self, day: date) -> bool:
        """Whether that day is over; if not, the answer changes the day after."""
        self.case.turns_after(day)
        return self.case.on > day


def signal(
    code: str,
    severity: Severity,
    params: Params,
    reason: Steps = (),
    *,
    due: date | None = None,
    owner: Owner = "responsible",
) -> Signal:
    """A signal with its reason (its own rule when none is given), the day it is about and who acts."""
    return Signal(code, severity, params, reason or because(code, params), owner, due)
