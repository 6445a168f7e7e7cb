"""The last stretch of a trajectory: everything that was owed, then the diploma or certificate."""

from __future__ import annotations

from datetime import date, timedelta

from wegwijs.demo.story import Story
from wegwijs.law.parameters.loading import parameter

SKILLS = ("reading", "listening", "writing", "speaking")


def finish(story: Story, finished: date) -> None:
    """Tell what is left to do before `finished`, and that the duty is met on that day."""
    plot = story.plot
    kinds = {kind for kind, _, _ in story.facts}
    if "pvt_declaration_signed" not in kinds:
        _attend(story, finished - timedelta(days=90), "pvt", int(parameter("pvt_hours").at(finished)))
        story.add("pvt_declaration_signed", finished - timedelta(days=80))
    if plot.route != "education" and "map_final_interview_held" not in kinds:
        story.add("map_final_interview_held", finished - timedelta(days=40))
    if plot.route == "self_reliance":
        _complete_hours(story, finished)
        story.add("self_reliance_interview_held", finished - timedelta(days=5))
        story.add("obligation_met", finished, result="certificate")
        return
    if plot.route == "education":
        story.add("education_diploma_obtained", finished - timedelta(days=12), provider="Beroepscollege Waterstad")
    else:
        _pass_exams(story, finished)
    story.add("obligation_met", finished, result="diploma")


def _attend(story: Story, on: date, component: str, hours: int) -> None:
    story.add("hours_attended", on, component=component, hours=hours, mode="physical", recognised=True)


def _complete_hours(story: Story, finished: date) -> None:
    """The hours that the self-reliance route still asks for."""
    owed = {"language": "self_reliance_course_hours"}
    if story.plot.group == "asylum":
        owed["participation"] = "self_reliance_participation_hours"
    for component, name in owed.items():
        done = sum(p["hours"] for k, _, p in story.facts if k == "hours_attended" and p["component"] == component)
        left = int(parameter(name).at(finished)) - done
        if left > 0:
            _attend(story, finished - timedelta(days=25), component, left)


def _pass_exams(story: Story, finished: date) -> None:
    """Four skills and KNM; some at the second attempt. A place at an exam is waited for: four to eleven weeks."""
    for part in (*SKILLS, "knm"):
        on = finished - story.days(15, 70)
        level = {} if part == "knm" else {"level": "b1"}
        wait = timedelta(days=28 + on.toordinal() % 50)
        if story.chance(0.3):
            first = on - timedelta(days=60)
            story.add("exam_registered", first - wait, part=part, **level)
            story.add("exam_taken", first, part=part, result="failed", **level)
            wait = timedelta(days=45)
        story.add("exam_registered", on - wait, part=part, **level)
        story.add("exam_taken", on, part=part, result="passed", **level)
