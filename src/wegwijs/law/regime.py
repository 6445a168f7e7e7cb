"""Which law applies, and whether the duty still runs (law.md 1.1-1.10).

DUO decides who must integrate. Its decisions (start, end, dispensation, exemption, met) are read in their order; what
the permit or the nationality say fills in only where DUO has said nothing, except where the law leaves DUO no room.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.calendar import add_months, birth_range
from wegwijs.law.case import Case, because, missing, step
from wegwijs.law.interruptions import abroad
from wegwijs.law.outcome import Phase, Regime, Steps
from wegwijs.law.parameters import parameter
from wegwijs.law.types import Fact

_ENTRY = parameter("entry_into_force")
_AGE_FROM = parameter("age_from")
_SCHOOLING = parameter("schooling_until_age")
_TOO_OLD = parameter("pension_age_beyond_doubt_years")
_FREE_MOVEMENT = parameter("free_movement")

ENDING_KINDS = frozenset(
    {"obligation_ended", "dispensation_granted", "exemption_granted", "naturalisation_granted", "obligation_met"}
)
_PAUSES = frozenset({"temporary_exemption", "temporary_dispensation", "schooling"})
_INTAKE_KINDS = (
    "invitation_sent",
    "intake_summoned",
    "intake_no_show",
    "intake_conversation_held",
    "third_party_information_requested",
    "learnability_test_taken",
    "learnability_test_waived",
    "intake_completed",
)


class Standing(NamedTuple):
    """The regime, why, and since when the duty is over (if it is)."""

    regime: Regime
    because: Steps
    ended_on: date | None = None
    decision: Fact | None = None


def find_regime(case: Case) -> Standing:
    """Which regime applies on the day of the case."""
    if not case.facts:
        return Standing("not_determinable", missing("obligation_started"))
    decided = _decided(case)
    if decided is not None:
        return decided
    personal = _by_person(case)
    if personal is not None:
        return personal
    return _by_start(case)


def find_phase(case: Case, regime: Regime) -> Phase:
    """Where the person is: signal, intake, route, or past it."""
    if regime == "met":
        return "finished"
    if regime == "ended":
        return "ended"
    if regime not in {"wi2021", "exempt_for_now"}:
        return "not_determinable"
    if case.first("pip_established") or case.first("pip_amended"):
        return "route"
    return "intake" if case.any_of(_INTAKE_KINDS) else "signal"


def _decided(case: Case) -> Standing | None:
    """The last of DUO's decisions that ended or paused the duty, unless it started again after that."""
    met = case.first("obligation_met")
    if met is not None:
        return Standing("met", because("obligation_met", {}, met), met.on)
    standing: Standing | None = None
    for fact in case.facts:
        if fact.kind == "obligation_started":
            standing = None
        elif fact.kind in ENDING_KINDS:
            standing = _after(fact) or standing
    return _gone_abroad(case) or standing


def _gone_abroad(case: Case) -> Standing | None:
    """More than a year abroad ends the duty, unless DUO ended it before or started it again since."""
    for one in abroad(case):
        if one.back is None:
            case.turns(one.too_long_on)
        ended = one.too_long or (one.back is None and case.on >= one.too_long_on)
        decided = (*case.all("obligation_started"), *(f for kind in ENDING_KINDS for f in case.all(kind) if _after(f)))
        if ended and not any(fact.on >= one.since.on for fact in decided):
            return Standing(
                "ended", because("abroad_too_long", {"day": one.too_long_on.isoformat()}, one.since), one.too_long_on
            )
    return None


def _after(fact: Fact) -> Standing | None:
    """Where a decision leaves the duty; None when it leaves it as it was."""
    found = effect(fact)
    if found is None:
        return None
    regime, rule = found
    if regime == "not_determinable":
        return Standing(regime, missing(rule))
    return Standing(regime, because(rule, {}, fact), None if regime == "exempt_for_now" else fact.on, fact)


def effect(fact: Fact) -> tuple[Regime, str] | None:
    """The regime that a decision of DUO leads to and its rule; None when the duty runs on as it was."""
    scope = _scope(fact)
    if fact.kind == "obligation_ended":
        reason = fact.payload.get("reason")
        if reason in _PAUSES:
            return "exempt_for_now", "temporary_dispensation"
        return ("met", "obligation_met") if reason == "met" else ("ended", "obligation_ended")
    if fact.kind == "naturalisation_granted":
        return "ended", "naturalised"
    kind = "dispensation" if fact.kind == "dispensation_granted" else "exemption"
    if scope == "full":
        return "ended", f"full_{kind}"
    if scope == "temporary":
        return "exempt_for_now", f"temporary_{kind}"
    return None if scope == "partial" else ("not_determinable", f"{fact.kind}.scope")


def _scope(fact: Fact) -> str | None:
    """How far a decision goes: as recorded, or as its parts or its ground show."""
    scope: str | None = fact.payload.get("scope")
    if scope is not None:
        return scope
    if fact.payload.get("part") is not None or fact.payload.get("parts"):
        return "partial"
    return "full" if fact.payload.get("ground") == "bio" else None  # art. 5(2) knows no part of the duty


def _by_person(case: Case) -> Standing | None:
    """What the person's nationality, age and purpose of residence say, where DUO's start does not answer it."""
    trajectory = case.trajectory
    nationality = trajectory.nationality
    if nationality is not None and nationality.upper() in _FREE_MOVEMENT.at(case.on):
        return Standing("not_obliged", because("free_movement", {"nationality": nationality.upper()}))
    started = case.first("obligation_started")
    if trajectory.born is not None:
        by_age = _by_age(case, trajectory.born, started)
        if by_age is not None:
            return by_age
    if (
        trajectory.residence_purpose == "temporary"
        and not case.asylum
        and trajectory.permit not in {"asylum", "clergy"}
    ):
        return Standing("not_obliged", because("temporary_purpose"))
    return None


def _by_age(case: Case, born: str, started: Fact | None) -> Standing | None:
    earliest, latest = birth_range(born)
    from_age, until_age = _AGE_FROM.at(case.on), _SCHOOLING.at(case.on)
    first_day, surely = add_months(earliest, 12 * from_age), add_months(latest, 12 * from_age)
    case.turns(first_day)
    case.turns(surely)
    if case.on < first_day:
        return Standing("not_obliged", because("too_young", {"age": from_age}))
    begun = started or case.first("duo_notified")
    too_old: int = _TOO_OLD.at(case.on)
    if begun is not None and begun.on >= add_months(latest, 12 * too_old):
        return Standing("not_obliged", because("too_old", {"age": too_old}, begun))
    if started is not None:
        return None
    adult_first, adult_surely = add_months(earliest, 12 * until_age), add_months(latest, 12 * until_age)
    case.turns(adult_first)
    case.turns(adult_surely)
    if case.on < adult_surely:
        if case.on < surely or case.on >= adult_first:  # the partial birth date leaves it open
            return Standing("not_determinable", missing("obligation_started"))
        return Standing("exempt_for_now", because("still_in_school", {"age": until_age}))
    return None


def _by_start(case: Case) -> Standing:
    entry: date = _ENTRY.at(case.on)
    started = case.first("obligation_started")
    if started is not None:
        if started.on < entry and not _stopped_before(case, entry):
            return Standing("wi2013", because("old_law", {"day": entry.isoformat()}, started))
        return Standing("wi2021", because("new_law", {"day": entry.isoformat()}, started))
    plan = case.first("pip_established") or case.first("pip_amended")
    if plan is not None and plan.on >= entry:
        return Standing("wi2021", because("new_law_by_plan", {}, plan))
    notified = case.first("duo_notified")
    if notified is not None:
        if notified.on >= entry:
            return Standing("wi2021", because("new_law_by_notice", {"day": entry.isoformat()}, notified))
        return Standing("wi2013", because("old_law_by_notice", {"day": entry.isoformat()}, notified))
    return Standing("not_determinable", missing("obligation_started"))


def _stopped_before(case: Case, entry: date) -> bool:
    """Whether a duty under the old law had ended before the new one came, and a new duty started since."""
    ended = [fact for fact in case.all("obligation_ended") if fact.on < entry]
    again = [fact for fact in case.all("obligation_started") if fact.on >= entry]
    reopened = [fact for fact in case.all("obligation_started") if ended and ended[-1].on < fact.on < entry]
    return bool(ended and again and not reopened)


def conflicts(case: Case, regime: Regime) -> Steps:
    """Where DUO's start and the person's data contradict each other, and DUO was not followed."""
    started = case.first("obligation_started")
    if started is None or regime != "not_obliged":
        return ()
    return (step("duo_says_obliged", {}, started),)
