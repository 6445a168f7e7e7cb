"""The one door of the law: a trajectory and a day in, an assessment out. No clock, no IO."""

from __future__ import annotations

from datetime import date

from wegwijs.law.calendar import add_months
from wegwijs.law.case import Case, step
from wegwijs.law.credit import find_credit
from wegwijs.law.duo_rules import judge
from wegwijs.law.enforcement import Ground, find_fine
from wegwijs.law.hours import count_hours
from wegwijs.law.intake import pip_deadlines
from wegwijs.law.options import Position, options
from wegwijs.law.outcome import Assessment, Component, Deadline
from wegwijs.law.parameters import FINGERPRINT, parameter
from wegwijs.law.plan import Plan, find_plan
from wegwijs.law.regime import Standing, find_phase, find_regime
from wegwijs.law.relief import find_entitlements, find_relief
from wegwijs.law.routes import Material, components
from wegwijs.law.seen import View
from wegwijs.law.signals import find_signals
from wegwijs.law.term import TermFound, find_term, term_deadlines
from wegwijs.law.types import LEGAL_ONLY, Choices, Trajectory

RULE_NUMBER = 8
"""Raised whenever code here changes an answer; figures change the version by their fingerprint."""

VERSION = f"{RULE_NUMBER}-{FINGERPRINT}"

_RETENTION = parameter("retention_years")
_CORE = parameter("retention_core_years")
_DEATH = frozenset({"death", "died", "deceased"})
_UNDER_NEW_LAW = frozenset({"wi2021", "exempt_for_now", "ended", "met"})


def assess(trajectory: Trajectory, on: date, choices: Choices = LEGAL_ONLY) -> Assessment:
    """What the law says about this trajectory on that day. Pure: the same input gives the same answer."""
    case = Case(trajectory, on, choices)
    standing = find_regime(case)
    regime = standing.regime
    plan = find_plan(case) if regime in _UNDER_NEW_LAW else None
    found = find_term(case, plan)
    hours, credit = count_hours(case, plan), find_credit(case, plan)
    spared = standing.because and standing.because[-1].rule in {"full_dispensation", "full_exemption"}
    dispensed = standing.decision if spared else None
    parts = components(Material(case, plan, hours, credit, regime, dispensed)) if plan is not None else ()
    deadlines = tuple(_deadlines(case, standing, plan, found, parts))
    position = Position(case, plan, found.term, hours, credit, parts)
    signal_plan = plan if plan is not None else find_plan(case)
    relief = find_relief(case, regime)
    return Assessment(
        id=trajectory.id,
        on=on,
        regime=regime,
        phase=find_phase(case, regime),
        route=plan.route if plan is not None else None,
        level=plan.level if plan is not None else None,
        deadlines=deadlines,
        term=found.term,
        components=parts,
        options=options(position) if regime == "wi2021" else (),
        fine=find_fine(Ground(case, plan, found.term, parts), regime),
        proposals=tuple(judge(case, proposal) for proposal in trajectory.proposals),
        relief=relief,
        entitlements=find_entitlements(case, regime, found.term),
        signals=find_signals(View(case, regime, signal_plan, found.term, hours, deadlines, parts, relief)),
        because=standing.because,
        changes_on=case.changes_on,
        law_version=VERSION,
    )


def _deadlines(
    case: Case, standing: Standing, plan: Plan | None, found: TermFound, parts: tuple[Component, ...]
) -> list[Deadline]:
    regime = standing.regime
    if regime == "not_determinable":
        codes = ("pip_due", "term_end", "extension_window_opens")
        return [Deadline(code, None, "not_determinable", standing.because) for code in codes]
    deadlines: list[Deadline] = []
    if regime == "wi2021" or plan is not None:
        deadlines = [*pip_deadlines(case), *term_deadlines(case, found, parts, regime)]
    if standing.ended_on is not None:
        deadlines.append(_retention(case, standing.ended_on))
    return deadlines


def _retention(case: Case, ended_on: date) -> Deadline:
    years: int = _RETENTION.at(ended_on)
    died = next((f for f in case.all("obligation_ended") if f.payload.get("reason") in _DEATH), None)
    due = died.on if died is not None else add_months(ended_on, 12 * years)
    case.turns_after(due)
    rule = "retention" if died is None else "retention_death"
    core = {"core_years": _CORE.at(ended_on)}
    reason = (step(rule, {"years": years, "day": due.isoformat()}, died), step("retention_core", core))
    return Deadline("retention_delete_due", due, "open" if case.on <= due else "missed", reason)
