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
    route = scenario.route or case.assessment.route
    works = bool(scenario.work_days or scenario.work_a_week)
    finance = parameter("student_finance_age").version(case.on)
    with_benefit = parameter("study_with_benefit_years").version(case.on)
    age = case.person.age(case.on)
    told = [
        Matter(
            _("Travel costs"),
            _(
                "Somebody with a benefit can get the costs of travelling to the lessons back. "
                "Who works full time and has no benefit cannot. Work out together what is left."
            ),
            works,
        ),
        Matter(
            _("Lessons under the Participation Act"),
            _(
                "Language lessons that the municipality gives under the Participation Act do not count for the hours "
                "of the integration, unless they are at a recognised school and agreed in the plan."
            ),
            bool(case.trajectory.receives_benefit) or any(fact.kind == "benefit_started" for fact in case.facts),
        ),
        Matter(
            _("Student finance"),
            _(
                "Student finance begins before the age of %(age)s. Who is older pays the study in another way. "
                "With a benefit studying is possible for at most %(years)s years, under conditions."
            )
            % {"age": finance.value, "years": with_benefit.value},
            route == "education" and (age is None or age >= finance.value - 1),
            unverified="L" in {finance.confidence, with_benefit.confidence},
        ),
        Matter(
            _("Self-study"),
            _(
                "Self-study costs little. Its hours do not count for the %(hours)s hours that are needed before exams "
                "at A2 may be decided. Lessons at a recognised school do."
            )
            % {"hours": parameter("downscaling_hours").at(case.on)},
            route == "b1" and (not scenario.recognised or any(one.a_week is None for one in found.now.milestones)),
        ),
    ]
    return tuple(sorted(told, key=lambda one: not one.now))
