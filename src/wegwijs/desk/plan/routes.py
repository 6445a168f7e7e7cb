"""The three routes in plain words, with the figures of the law: read aloud by the professional, seen by the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wegwijs.desk import wording
from wegwijs.law.parameters import parameter
from wegwijs.plans.content import ROUTES, usual


@dataclass(frozen=True, slots=True)
class RouteCard:
    """One route: what you do, how much time it takes, for whom it is, what you get."""

    code: str
    title: str
    what: str
    hours: str
    who: str
    result: str


def cards(group: str, on: date) -> list[RouteCard]:
    """The three routes as they are for this group."""
    return [RouteCard(code, wording.word("route", code), *_texts(code, group, on)) for code in ROUTES]


def _texts(code: str, group: str, on: date) -> tuple[str, str, str, str]:
    guessed = usual()["hours"]
    if code == "b1":
        return (
            _("Language lessons up to level B1, with four language exams and the exam about Dutch society (KNM)."),
            _("Often about %(hours)d hours of lessons, and time to practise at home.") % {"hours": guessed["b1"]},
            _("For those who want to work or follow a training in Dutch."),
            _("You get the integration diploma."),
        )
    if code == "education":
        return (
            _("Dutch, English, mathematics and study skills, to start with mbo, hbo or university."),
            _("Often about %(hours)d hours in a year and a half. It takes most of the week.")
            % {"hours": guessed["education"]},
            _("For those who want to study and have a good chance to pass."),
            _("You get the integration diploma and can go on to study."),
        )
    lessons = parameter("self_reliance_course_hours").at(on)
    taking_part = parameter("self_reliance_participation_hours").at(on)
    if group == "asylum":
        hours = _("%(lessons)d hours of lessons, and %(more)d hours of taking part, for example volunteering.") % {
            "lessons": lessons, "more": taking_part,
        }  # fmt: skip
    else:
        hours = _("%(lessons)d hours of lessons.") % {"lessons": lessons}
    return (
        _("Learning the language and how things work here by doing, at your own pace. No exams that you must take."),
        hours,
        _("For those for whom learning from books is hard."),
        _("You get the integration certificate. For naturalisation you need exams as well."),
    )
