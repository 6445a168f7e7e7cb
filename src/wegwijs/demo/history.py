"""What happened to one invented person, as facts of vocabulary v1, up to and including a day. Chance, but seeded."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from wegwijs.demo.finishing import finish
from wegwijs.demo.population import Plot
from wegwijs.demo.story import FactRow, Story
from wegwijs.law.parameters.loading import parameter

NO_EARLY_START = (
    "nog geen huis", "gezin laten overkomen", "gezondheid", "eerst een huis, dan inburgeren", "geen plek om te leren",
)  # fmt: skip


def tell(plot: Plot, municipality: str, language: str, until: date, rng: Random, reference: date) -> list[FactRow]:
    """The facts in order of their day. A person known to the source keeps its state on the reference date."""
    story = Story(plot, municipality, language, until, rng)
    gone_on = None
    if plot.fate == "left":
        last = reference if plot.fixed else plot.signal + timedelta(days=400)
        gone_on = min(last, max(plot.signal + timedelta(days=20), last - story.days(5, 200)))
        if plot.housed_on is not None:
            gone_on = min(last, max(gone_on, plot.housed_on + timedelta(days=10)))
    _signal(story)
    test_on, plan_on = _planned(story, reference)
    _intake(story, test_on, plan_on)
    if plan_on is not None and plot.route and story.add("intake_completed", plan_on - timedelta(days=1)):
        _plan(story, plan_on)
        _route(story, plan_on, reference)
    facts = sorted(story.facts, key=lambda fact: fact[1])
    if gone_on is not None and gone_on <= until:
        facts = [fact for fact in facts if fact[1] <= gone_on] + [("moved_out", gone_on, {"municipality": "9999"})]
    ended = next((on for kind, on, _ in facts if kind == "obligation_met"), None)
    return [fact for fact in facts if ended is None or fact[1] <= ended]


def _signal(story: Story) -> None:
    plot = story.plot
    if plot.group == "asylum":
        story.add("coa_matched", plot.signal, municipality=story.municipality, housing=True)
        story.add("accommodation_changed", plot.signal, place=story.rng.choice(("azc", "azc", "transit", "emergency")))
        if plot.housed_on is not None:
            story.add("brp_registered", plot.housed_on, municipality=story.municipality, housing=True)
            story.add("home_assigned", plot.housed_on, place="home")
            story.add("benefit_started", plot.housed_on)
            story.add("social_guidance_started", plot.housed_on + story.days(2, 20), provider="Welkom Waterstad")
            if story.add(
                "financial_relief_started",
                plot.housed_on + story.days(5, 25),
                form=story.rng.choice(("heavy", "light", "own_direct_debit")),
            ):
                story.add("financial_relief_ended", plot.housed_on + timedelta(days=183), form="heavy", advice="stop")
        told = (plot.housed_on or plot.signal) + story.days(0, 12)
    else:
        story.add("brp_registered", plot.signal - story.days(20, 200), municipality=story.municipality, housing=False)
        told = plot.signal
    story.add("obligation_started", told)
    story.add("duo_notified", told)


def _planned(story: Story, reference: date) -> tuple[date | None, date | None]:
    """Days of test and plan: as the source has them up to the reference date, by chance after it."""
    plot = story.plot
    plan_on = plot.plan_on
    if plot.fixed and plan_on is None:
        plan_on = reference + story.days(8, 210)
        test_on = plot.test and max(plot.signal + timedelta(days=10), reference - story.days(1, 60))
        if plot.test is None:
            plot.test = "b1_feasible" if story.chance(0.78) else "b1_not_feasible"
            test_on = max(plan_on - story.days(7, 40), reference + timedelta(days=2))
        if plot.route is None:
            plot.route = "b1" if plot.test == "b1_feasible" else "self_reliance"
        return test_on or None, None if plot.fate != "guided" else plan_on
    if plan_on is None:
        return None, None
    return max(plot.signal + timedelta(days=5), plan_on - story.days(9, 30)), plan_on


def _intake(story: Story, test_on: date | None, plan_on: date | None) -> None:
    plot = story.plot
    start = plot.signal
    if story.chance(0.97) or start < story.until - timedelta(days=25):
        story.add("case_assigned", start + story.days(1, 12), role="intake_coach", team="Instroom")
    if (plot.group == "asylum" and plot.housed_on is None) or (story.chance(0.5) and plot.group == "asylum"):
        if story.chance(0.31):
            story.add("early_start_accepted", start + story.days(15, 40))
        elif story.add("early_start_offered", start + story.days(10, 20)) and story.chance(0.7):
            story.add("early_start_declined", start + story.days(21, 40), reason=story.rng.choice(NO_EARLY_START))
    talk = start + story.days(20, 45)
    if test_on is not None:
        talk = min(talk, test_on)
    talk = max(talk, start + timedelta(days=4))
    invited = max(start + timedelta(days=1), talk - story.days(7, 16))
    story.add(
        "invitation_sent",
        invited,
        channel=story.rng.choice(("phone", "app", "phone", "letter")),
        appointment_on=talk.isoformat(),
    )
    if story.chance(0.13) and talk - timedelta(days=6) > invited:
        story.add("intake_no_show", talk - timedelta(days=5), excused=story.chance(0.6))
        story.add("contact_made", talk - timedelta(days=3), channel="phone")
    interpreter = story.language not in {"en", "nl"} and story.chance(0.8)
    story.add(
        "intake_conversation_held", talk, domains=["languages", "schooling", "work", "housing", "network"],
        language=story.language if interpreter else "nl", interpreter=interpreter, mode="physical",
    )  # fmt: skip
    if test_on is not None:
        required = 50
        score = story.rng.randint(50, 96) if plot.test == "b1_feasible" else story.rng.randint(12, 49)
        story.add("learnability_test_taken", test_on, score=score, required=required, result=plot.test)
    if plan_on is not None and plot.route and plan_on - talk > timedelta(days=60) and story.chance(0.4):
        asked = plan_on - story.days(45, 55)
        story.add("third_party_information_requested", asked, **{"from": "diplomawaardering"})
        story.add("third_party_information_received", plan_on - story.days(3, 12), **{"from": "diplomawaardering"})


def _plan(story: Story, plan_on: date) -> None:
    plot = story.plot
    assert plot.route is not None  # noqa: S101  the caller checked it; this tells the type checker
    wish = plot.route if story.chance(0.85) else "education"
    story.add(
        "routes_explained",
        plan_on - timedelta(days=3),
        routes=["b1", "education", "self_reliance"],
        language=story.language,
    )
    story.add("route_preferred", plan_on - timedelta(days=3), route=wish)
    payload: dict[str, Any] = {"route": plot.route}
    if plot.route != "self_reliance":
        payload["level"] = "b1"
    if plot.group == "asylum":
        payload["intensity_hours"] = {"b1": 600, "education": 1500, "self_reliance": 1600}[plot.route]
    if wish != plot.route:
        payload["reason"] = "De toets en uw schooljaren passen beter bij deze route."
    if story.chance(0.03):
        payload["unilateral"] = True
    story.add("pip_established", plan_on, **payload)
    story.add("agreement_plan_signed", plan_on, version="1")
    if story.chance(0.9) or plan_on < story.until - timedelta(days=21):
        story.add("duo_told", plan_on + story.days(0, 6), message="pip")


def _route(story: Story, plan_on: date, reference: date) -> None:
    plot = story.plot
    start = plan_on + story.days(14, 80)
    if plot.group == "asylum":
        story.add("course_offered", plan_on + story.days(1, 20), provider="Taalhuis Noord")
        if story.chance(0.3):
            story.add("course_waitlisted", plan_on + story.days(21, 30), cause="geen plek")
    story.add("course_started", start, provider=story.rng.choice(("Taalhuis Noord", "Taalschool De Brug")), group="A1")
    _conversations(story, plan_on)
    _work(story, plan_on)
    pvt_on = plan_on + story.days(90, 420)
    if story.chance(0.97):
        story.add(
            "hours_attended",
            pvt_on - timedelta(days=7),
            component="pvt",
            hours=int(parameter("pvt_hours").at(pvt_on)),
            mode="physical",
            recognised=True,
        )
        story.add("pvt_declaration_signed", pvt_on)
    finished = _finish_on(story, start, reference)
    _lessons(story, start, finished)
    if plot.route != "education" and story.chance(0.93):
        story.add("map_registered", plan_on + story.days(200, 420))
        map_on = plan_on + story.days(430, 760)
        if story.chance(0.93):
            story.add(
                "hours_attended",
                map_on - timedelta(days=30),
                component="map_practice",
                hours=int(parameter("map_practice_hours").at(map_on)),
                mode="physical",
            )
            story.add("map_final_interview_held", min(map_on, finished - timedelta(days=10)) if finished else map_on)
    if finished is not None:
        finish(story, finished)


def _finish_on(story: Story, start: date, reference: date) -> date | None:
    """When it is all done, for those who get there within what we tell."""
    plot = story.plot
    if plot.fate == "completed":
        return reference - story.days(3, 60)
    if not story.chance(0.72):
        return None
    fast = plot.route == "b1" and plot.test == "b1_feasible"
    done = start + (story.days(480, 900) if fast else story.days(640, 1020))
    return max(done, reference + timedelta(days=20)) if plot.fixed else done


def _lessons(story: Story, start: date, finished: date | None) -> None:
    """Hours by month; some absence, some estimates of the level."""
    plot = story.plot
    month, count = start, 0
    pace = story.rng.randint(24, 44)
    end = min(story.until, (finished or start + timedelta(days=700)) - timedelta(days=20))
    while month + timedelta(days=30) <= end:
        month += timedelta(days=30)
        count += 1
        hours = max(4, pace + story.rng.randint(-10, 8))
        story.add("hours_attended", month, component="language", hours=hours, mode="physical", recognised=True)
        if plot.route == "self_reliance" and plot.group == "asylum":
            story.add(
                "hours_attended", month, component="participation", hours=story.rng.randint(20, 50), mode="physical"
            )
        if story.chance(0.12):
            story.add(
                "absence_recorded",
                month - story.days(1, 20),
                hours=story.rng.randint(3, 12),
                excused=story.chance(0.7),
                reason=story.rng.choice(("kinderopvang", "werk", "gezondheid")),
            )
        if count % 6 == 0:
            level = ("a1", "a1", "a2", "a2", "b1")[min(count // 6, 4)]
            story.add("level_estimated", month, skill="speaking", level=level, source="school")
    if plot.group == "family" and story.chance(0.25):
        story.add(
            "hours_attended", start + timedelta(days=60), component="knm", hours=30, mode="online", recognised=True
        )


def _conversations(story: Story, plan_on: date) -> None:
    rhythm = 91 if story.plot.group == "asylum" else 182
    on, version = plan_on, 1
    while True:
        on += timedelta(days=rhythm + story.rng.randint(-14, 25))
        if on > story.until - timedelta(days=0) or on > plan_on + timedelta(days=1100):
            return
        story.add(
            "progress_conversation_held",
            on,
            mode=story.rng.choice(("physical", "phone", "online")),
            language="nl",
            interpreter=story.chance(0.3),
        )
        version += 1
        story.add("agreement_plan_signed", on, version=str(version))


def _work(story: Story, plan_on: date) -> None:
    if story.chance(0.5 if story.plot.group == "family" else 0.25):
        story.add(
            "work_started",
            plan_on + story.days(10, 500),
            hours_per_week=story.rng.choice((8, 12, 16, 24, 32)),
            dutch_spoken=story.chance(0.5),
            kind_of_work="paid",
        )
    if story.chance(0.12):
        story.add(
            "wish_voiced",
            plan_on + story.days(30, 500),
            subject=story.rng.choice(("lesson_times", "work", "childcare", "school")),
        )
