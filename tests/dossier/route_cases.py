"""Invented cases for the route map: facts, and the law's answer written out by hand."""

from datetime import date, timedelta

from wegwijs.law.outcome import Assessment, Component, Deadline, Entitlements, Relief, Term
from wegwijs.law.types import Fact

SIGNAL = date(2025, 5, 12)
DUE = date(2025, 7, 21)
PLAN = date(2025, 7, 16)
LAST_DAY = date(2028, 7, 16)


def fact(kind: str, on: date, **payload: object) -> Fact:
    return Fact(kind=kind, on=on, payload=payload, id=f"{kind}-{on}")


def owed(code: str, required: float, achieved: float = 0, unit: str = "exams") -> Component:
    return Component(code, "owed", required, achieved, required - achieved, unit, ())


def done(code: str, on: date, required: float = 1, unit: str = "exams") -> Component:
    return Component(code, "done", required, required, 0, unit, (), done_on=on)


def not_asked(code: str) -> Component:
    return Component(code, "not_required", 0, 0, 0, "hours", ())


def answer(
    *components: Component, phase: str = "route", route: str | None = None, term: bool = False, due: date | None = DUE
) -> Assessment:
    return Assessment(
        id="case-1",
        on=SIGNAL,
        regime="wi2021",
        phase=phase,  # type: ignore[arg-type]
        route=route,
        level={"b1": "b1", "self_reliance": None}.get(route or ""),
        deadlines=(Deadline("pip_due", due, "open" if due else "not_determinable", ()),),
        term=Term(PLAN + timedelta(days=1), LAST_DAY, LAST_DAY + timedelta(days=1), ()) if term else None,
        components=components,
        options=(),
        fine=None,
        proposals=(),
        relief=Relief(None, None, None, ()),
        entitlements=Entitlements(None, None, None),
        signals=(),
        because=(),
        changes_on=None,
        law_version="test",
    )


BEFORE = (
    fact("duo_notified", SIGNAL),
    fact("intake_conversation_held", date(2025, 6, 2)),
    fact("intake_completed", date(2025, 6, 20)),
    fact("learnability_test_taken", date(2025, 6, 27), score=61),
)
ESTABLISHED = (*BEFORE, fact("pip_established", PLAN, route="b1", level="b1"))
COURSE = (*ESTABLISHED, fact("course_started", date(2025, 10, 13), provider="Taalhuis Noord"))
B1 = (*(owed(skill, 1) for skill in ("reading", "listening", "writing", "speaking")), owed("knm", 1))
SIDES = (owed("pvt", 12, unit="hours"), owed("map", 40, unit="hours"), not_asked("participation_hours"))
HALFWAY = (
    *COURSE,
    fact("hours_attended", date(2025, 12, 5), component="pvt", hours=12),
    fact("pvt_declaration_signed", date(2026, 3, 24)),
    fact("level_estimated", date(2026, 10, 2), skill="speaking", level="a2"),
)
PVT_DONE = (
    done("pvt", date(2026, 3, 24), 12, "hours"),
    owed("map", 40, unit="hours"),
    not_asked("participation_hours"),
)
Z_PARTS = (
    owed("course_hours", 800, 372, "hours"),
    owed("participation_hours", 800, 90, "hours"),
    owed("pvt", 12, unit="hours"),
    owed("map", 40, unit="hours"),
    owed("self_reliance_interview", 1, unit="interviews"),
)
Z_FACTS = (
    *BEFORE,
    fact("pip_established", PLAN, route="self_reliance"),
    fact("course_started", date(2025, 9, 1)),
    fact("hours_attended", date(2026, 1, 9), component="participation", hours=90),
)
EDUCATION_PARTS = (
    owed("education_diploma", 1, unit="diplomas"),
    owed("pvt", 12, unit="hours"),
    not_asked("map"),
    not_asked("participation_hours"),
)
FINISHED = (
    *HALFWAY,
    fact("level_estimated", date(2026, 10, 2), skill="listening", level="a2"),
    fact("map_final_interview_held", date(2027, 2, 4)),
    fact("obligation_met", date(2027, 11, 30), result="diploma"),
)
ALL_DONE = (
    *(done(skill, date(2027, 10, 5)) for skill in ("reading", "listening", "writing", "speaking")),
    done("knm", date(2027, 3, 3)),
    done("pvt", date(2026, 3, 24), 12, "hours"),
    done("map", date(2027, 2, 4), 40, "hours"),
    not_asked("participation_hours"),
)
TODAY = date(2026, 11, 23)


def b1(*parts: Component, phase: str = "route") -> Assessment:
    return answer(*B1, *(parts or PVT_DONE), phase=phase, route="b1", term=True)
