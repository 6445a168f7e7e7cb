"""Four matters of money that people only hear of afterwards, told at the choice itself. They decide nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wegwijs.dossier.queries import Case
from wegwijs.law.parameters import parameter
from wegwijs.plans.what_if import Scenario, WhatIf


@dataclass(frozen=True, slots=True)
class Matter:
    """`now`: it matters in what was filled in. `unverified`: the figure has not been read in the law."""

    title: str
    text: str
    now: bool
    unverified: bool = False


def matters(case: Case, scenario: Scenario, found: WhatIf) -> tuple[Matter, ...]:
    """All four, those that matter here first."""
    told = (_travel(scenario), _participation_act(case), _study(case, scenario), _self_study(case, scenario, found))
    return tuple(sorted(told, key=lambda one: not one.now))


def _route(case: Case, scenario: Scenario) -> str | None:
    return scenario.route or case.assessment.route


def _travel(scenario: Scenario) -> Matter:
    words = _(
        "Somebody with a benefit can get the costs of travelling to the lessons back. "
        "Who works full time and has no benefit cannot. Work out together what is left."
    )
    return Matter(_("Travel costs"), words, bool(scenario.work_days or scenario.work_a_week))


def _participation_act(case: Case) -> Matter:
    words = _(
        "Language lessons that the municipality gives under the Participation Act do not count for the hours "
        "of the integration, unless they are at a recognised school and agreed in the plan."
    )
    benefit = any(fact.kind == "benefit_started" for fact in case.facts)
    return Matter(_("Lessons under the Participation Act"), words, benefit)


def _study(case: Case, scenario: Scenario) -> Matter:
    finance = parameter("student_finance_age").version(case.on)
    with_benefit = parameter("study_with_benefit_years").version(case.on)
    words = _(
        "Student finance begins before the age of %(age)s. Who is older pays the study in another way. "
        "With a benefit studying is possible for at most %(years)s years, under conditions."
    ) % {"age": finance.value, "years": with_benefit.value}
    age = case.person.age(case.on)
    near = age is None or age >= finance.value - 1
    unverified = "L" in {finance.confidence, with_benefit.confidence}
    return Matter(_("Student finance"), words, _route(case, scenario) == "education" and near, unverified)


def _self_study(case: Case, scenario: Scenario, found: WhatIf) -> Matter:
    words = _(
        "Self-study costs little. Its hours do not count for the %(hours)s hours that are needed before exams "
        "at A2 may be decided. Lessons at a recognised school do."
    ) % {"hours": parameter("downscaling_hours").at(case.on)}
    alone = not scenario.recognised or any(one.a_week is None for one in found.now.milestones)
    return Matter(_("Self-study"), words, _route(case, scenario) == "b1" and alone)
