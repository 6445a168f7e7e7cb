"""Which fine would be lawful now (law.md §6). Enforcement is a last resort; this says what the law bars, not what is
wise."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wegwijs.law.calendar import add_months
from wegwijs.law.case import Case, because, missing, step
from wegwijs.law.hours import tidy
from wegwijs.law.outcome import Component, Fine, Params, Regime, Step, Steps, Term
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import PARTS, Plan
from wegwijs.law.term import NewTerm, find_new_term
from wegwijs.law.types import Fact, Offence

_INTAKE = parameter("intake_fine")
_INTAKE_TIMES = parameter("intake_fine_times")
_INTAKE_MONTHS = parameter("intake_fine_new_term_months")
_PIP = parameter("pip_fine")
_PIP_HIGHEST = parameter("pip_fine_highest")
_REPEAT = parameter("pip_fine_repeat_months")
_CAP = parameter("municipal_fines_cap")
_DUO = {"duo_pvt": parameter("duo_fine_pvt"), "duo_map": parameter("duo_fine_map")}
_DUO_ROUTE = parameter("duo_fine_route_highest")
_NEW_TERM_CAPS = parameter("new_term_fines_caps")
_NEW_TERM_EXAMS = parameter("new_term_months_by_exams")
_NEW_TERM_HOURS = parameter("new_term_months_by_hours")
_NEW_TERM_MODULES = parameter("new_term_months_modules")
EXAMS = (*PARTS, "knm")
_PERCENT = {name: parameter(f"percent_{name}") for name in ("intent", "gross_negligence", "normal", "reduced")}


class Ground(NamedTuple):
    """What a fine is weighed against."""

    case: Case
    plan: Plan | None
    term: Term | None
    components: tuple[Component, ...]


def find_fine(ground: Ground, regime: Regime) -> Fine | None:  # noqa: PLR0911 - one return an answer
    """The answer about `offence`. Without one: None, except that for an asylum permit holder whose term has passed it
    is told that DUO fines nobody of that group."""
    offence, case = ground.case.trajectory.offence, ground.case
    if offence is None:
        passed = ground.term is not None and case.on > ground.term.last_day
        owed = any(component.state == "owed" for component in ground.components)
        return _refused("duo", "duo_never_fines_asylum") if case.asylum and passed and owed else None
    by = "duo" if offence.basis.startswith("duo_") else "municipality"
    if regime == "not_determinable":
        return Fine(None, None, missing("obligation_started"), by)
    if regime != "wi2021":
        return _refused(by, "entitlements_only_new_law")
    if by == "duo":
        return _duo(ground, offence)
    if offence.culpability == "none":
        return _refused("municipality", "no_fine_without_blame")
    if case.asylum and not case.choices.municipal_fines_asylum:
        return _refused("municipality", "municipal_fine_asylum_off")
    reduced = next((fact for fact in case.all("benefit_reduced") if fact.payload.get("same_conduct") is True), None)
    if reduced is not None:
        return Fine(False, None, because("benefit_already_reduced", {}, reduced), "municipality")
    return _intake(case, offence) if offence.basis == "intake" else _pip(ground, offence)


def _refused(by: str, rule: str, **params: str | float) -> Fine:
    return Fine(False, None, because(rule, params), by)


def _intake(case: Case, offence: Offence) -> Fine:
    """€250 after the repeated summons; the first time not coming brings a written warning only."""
    summonses = [fact for fact in case.all("intake_summoned") if fact.on <= offence.on]
    barred = _intake_barred(case, offence, summonses)
    if barred is not None:
        return barred
    amount = float(_INTAKE.at(offence.on))
    steps = [step("intake_fine", {"amount": tidy(amount)}, summonses[-1])]
    if not any(fact.on <= offence.on for fact in case.all("warning_given")):
        steps.append(step("warning_not_recorded"))
    fine = _capped(case, offence, amount, tuple(steps))
    if not fine.lawful:
        return fine
    months: int = _INTAKE_MONTHS.at(offence.on)
    until = add_months(case.on, months)
    reason = step("intake_new_term", {"months": months, "day": until.isoformat()})
    return fine._replace(new_term_until=until, because=(*fine.because, reason))


def _intake_barred(  # noqa: PLR0911 - one return an answer
    case: Case, offence: Offence, summonses: list[Fact]
) -> Fine | None:
    """Why no fine about the intake can be imposed; None when it can."""
    repeated = len(summonses) > 1 or any((fact.payload.get("attempt") or 0) > 1 for fact in summonses)
    if not repeated:
        return _refused("municipality", "warning_first")
    done = case.first("intake_completed") or case.first("pip_established")
    if done is not None and done.on < offence.on:
        return Fine(False, None, because("intake_is_complete", {}, done), "municipality")
    absent = [fact for fact in case.all("intake_no_show") if fact.on <= offence.on]
    answer_by = summonses[-1].payload.get("respond_by")
    stayed_away = bool(absent) and absent[-1].on >= summonses[-1].on
    if answer_by is not None and offence.on <= date.fromisoformat(answer_by) and not stayed_away:
        return Fine(False, None, because("repeated_summons_open", {"day": answer_by}, summonses[-1]), "municipality")
    before = [fact for fact in absent if fact.on < summonses[-1].on]
    if before and all(fact.payload.get("excused") is True for fact in before):
        return _refused("municipality", "warning_first")
    if stayed_away and absent[-1].payload.get("excused") is True:
        return Fine(False, None, because("absence_excused", {}, absent[-1]), "municipality")
    times: int = _INTAKE_TIMES.at(offence.on)
    earlier = [f for f in case.all("municipal_fine_imposed") if f.payload.get("basis") == "intake"]
    if len([fact for fact in earlier if fact.on < offence.on]) >= times:
        return _refused("municipality", "intake_fine_times", times=times)
    return None


def _pip(ground: Ground, offence: Offence) -> Fine:
    case = ground.case
    plan = ground.plan
    if plan is None or offence.on < (plan.first or plan.current).on:
        return _refused("municipality", "no_plan_no_fine")
    if offence.culpability is None:
        return Fine(None, None, missing("offence.culpability"), "municipality")
    earlier = _earlier_irrevocable(case, offence.on)
    base, highest = float(_PIP.at(offence.on)), float(_PIP_HIGHEST.at(offence.on))
    raised = base * 2**earlier if case.choices.pip_fine_ladder == "doubling" else base * (1 + earlier)
    raised = min(raised, highest)
    percent: int = _PERCENT[offence.culpability].at(offence.on)
    steps = [step("pip_fine_base", {"amount": tidy(base)})]
    if earlier:
        steps.append(step("pip_fine_repeated", {"times": earlier, "amount": tidy(raised)}))
    if earlier > 1:
        steps.append(step("pip_fine_ladder_unsure"))
    figures: Params = {"percent": percent, "amount": tidy(raised * percent / 100), "whole": tidy(raised)}
    steps.append(step("pip_fine_blame", figures))
    return _capped(case, offence, raised * percent / 100, tuple(steps))


def _earlier_irrevocable(case: Case, on: date) -> int:
    """How many art. 23 fines follow each other at most twelve months apart up to this offence, irrevocable by then."""
    months: int = _REPEAT.at(on)
    count, reference = 0, on
    for fact in reversed(case.all("municipal_fine_imposed")):
        irrevocable = fact.payload.get("irrevocable_on")
        if fact.payload.get("basis") != "pip" or fact.on >= reference:
            continue
        if irrevocable is None or date.fromisoformat(irrevocable) > on:
            continue  # not irrevocable yet: it raises nothing, and hides no earlier one
        if fact.on < add_months(reference, -months):
            break
        count, reference = count + 1, fact.on
    return count


def _capped(case: Case, offence: Offence, amount: float, steps: Steps) -> Fine:
    """All municipal fines of the term together stay under the cap; in a new term after DUO's fine under a lower one."""
    cap, since = float(_CAP.at(offence.on)), None
    new = find_new_term(case)
    if new is not None and new.fine.on <= offence.on:
        cap, since = _cap_of(new), new.fine.on
        steps = (*steps, step("fines_capped_new_term", {"months": new.months, "cap": tidy(cap)}, new.fine))
    before = sum(
        float(fact.payload.get("amount") or 0)
        for fact in case.all("municipal_fine_imposed")
        if fact.on <= case.on and (since is None or fact.on >= since)
    )
    room = max(0.0, cap - before)
    if amount <= room:
        return Fine(True, tidy(amount), steps, "municipality")
    told: Step = step("fines_capped", {"cap": tidy(cap), "room": tidy(room)})
    return Fine(room > 0, tidy(room) if room > 0 else None, (*steps, told), "municipality")


def _cap_of(new: NewTerm) -> float:
    """The cap that belongs to the length of the new term: the first of the table that is long enough, or the last."""
    table: list[list[int]] = _NEW_TERM_CAPS.at(new.fine.on)
    return float(next((cap for months, cap in table if new.months <= months), table[-1][1]))


def _duo(ground: Ground, offence: Offence) -> Fine:  # noqa: PLR0911 - one return an answer
    """What DUO could do, as information."""
    if ground.case.asylum:
        return _refused("duo", "duo_never_fines_asylum")
    if offence.culpability == "none":
        return _refused("duo", "no_fine_without_blame")
    if ground.term is None:
        return Fine(None, None, missing("pip_established"), "duo")
    if offence.on <= ground.term.last_day:
        return _refused("duo", "term_still_runs", day=ground.term.last_day.isoformat())
    new = find_new_term(ground.case)
    if new is not None and offence.on <= new.last_day:
        return _refused("duo", "new_term_still_runs", day=new.last_day.isoformat())
    part = offence.basis.removeprefix("duo_")
    owed = [component for component in ground.components if component.state == "owed"]
    if part == "route":
        if not any(component.code not in {"pvt", "map"} for component in owed):
            return _refused("duo", "nothing_owed")
        highest = _DUO_ROUTE.at(offence.on)
        reason = because("duo_route_fine", {"highest": highest})
        return _with_new_term(Fine(True, None, reason, "duo", at_most=highest), ground, offence)
    if not any(component.code == part for component in owed):
        return _refused("duo", "nothing_owed")
    amount = _DUO[offence.basis].at(offence.on)
    return _with_new_term(Fine(True, amount, because("duo_fine", {"amount": amount}), "duo"), ground, offence)


def _with_new_term(fine: Fine, ground: Ground, offence: Offence) -> Fine:
    """How long the new term would be: the longest of what is owed, not the sum (law.md 6.7)."""
    owed = {component.code for component in ground.components if component.state == "owed"}
    modules = len(owed & {"pvt", "map"})
    lengths = [_NEW_TERM_MODULES.at(offence.on)[modules - 1]] if modules else []
    if owed - {"pvt", "map"}:
        lengths.append(_route_months(ground, offence))
    months = max(lengths)
    reason = step("duo_new_term", {"months": months})
    return fine._replace(because=(*fine.because, reason), new_term_months=months)


def _route_months(ground: Ground, offence: Offence) -> int:
    """By exams passed in the B1 and education route, by course hours in the self-reliance route."""
    components = {component.code: component for component in ground.components}
    if ground.plan is not None and ground.plan.route == "self_reliance":
        hours = components["course_hours"].achieved
        steps: list[list[int]] = _NEW_TERM_HOURS.at(offence.on)
        return next((months for most, months in steps if hours <= most), steps[-1][1])
    by_exams: list[int] = _NEW_TERM_EXAMS.at(offence.on)
    passed = sum(1 for code in EXAMS if components[code].state in {"done", "dispensed"})
    return by_exams[min(passed, len(by_exams) - 1)]
