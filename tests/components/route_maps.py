"""Every kind of route map there is, by name, for tests of the picture."""

from collections.abc import Mapping
from datetime import date, timedelta

from tests.dossier import route_cases as cases
from wegwijs.dossier.route_map import RouteMap, build

EDUCATION = (
    *cases.BEFORE,
    cases.fact("pip_established", cases.PLAN, route="education"),
    cases.fact("course_started", date(2025, 9, 2)),
)
ENDED = (*cases.HALFWAY, cases.fact("obligation_ended", date(2026, 11, 1)))
ROUTE = {
    "education": cases.answer(*cases.EDUCATION_PARTS, route="education", term=True),
    "self_reliance": cases.answer(*cases.Z_PARTS, route="self_reliance", term=True),
    "finished": cases.answer(*cases.ALL_DONE, phase="finished", route="b1", term=True),
}
INTAKE = cases.answer(phase="intake")

MAPS: Mapping[str, RouteMap] = {
    "nothing": build((), cases.answer(phase="not_determinable", due=None), cases.TODAY, "asylum"),
    "signal": build(cases.BEFORE[:1], cases.answer(phase="signal"), cases.SIGNAL + timedelta(days=3), "family"),
    "no plan day": build(cases.BEFORE[:1], cases.answer(phase="signal", due=None), cases.TODAY, "family"),
    "intake": build(cases.BEFORE[:3], INTAKE, date(2025, 6, 24), "family"),
    "last day of the plan": build(cases.BEFORE[:2], INTAKE, cases.DUE, "family"),
    "plan late": build(cases.BEFORE[:2], INTAKE, cases.DUE + timedelta(days=9), "family"),
    "plan today": build(cases.ESTABLISHED, cases.b1(*cases.SIDES), cases.PLAN, "asylum"),
    "fresh plan": build(cases.ESTABLISHED, cases.b1(*cases.SIDES), date(2025, 8, 3), "asylum"),
    "halfway": build(cases.HALFWAY, cases.b1(), cases.TODAY, "asylum"),
    "level late": build(cases.HALFWAY, cases.b1(), date(2027, 5, 4), "asylum"),
    "self reliance": build(cases.Z_FACTS, ROUTE["self_reliance"], cases.TODAY, "asylum"),
    "education": build(EDUCATION, ROUTE["education"], cases.TODAY, "asylum"),
    "finished": build(cases.FINISHED, ROUTE["finished"], date(2028, 1, 10), "asylum"),
    "ended": build(ENDED, cases.b1(phase="ended"), cases.TODAY, "asylum"),
    "last day of the term": build(cases.HALFWAY, cases.b1(), cases.LAST_DAY, "asylum"),
    "term passed": build(cases.HALFWAY, cases.b1(), cases.LAST_DAY + timedelta(days=40), "asylum"),
    "term long passed": build(cases.HALFWAY, cases.b1(), cases.LAST_DAY + timedelta(days=900), "asylum"),
}
