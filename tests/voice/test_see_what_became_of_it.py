"""Wish, decision, come true and the time to answer, by subject, counted from facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.city import NOW, TODAY, City, make_case, make_city
from tests.desk.case_pages import signed_in, text
from wegwijs import policy
from wegwijs.dossier.actions import NewFact, append, append_one, withdraw
from wegwijs.voice.measuring import BySubject, measured

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def told(city: City, subject: str, days: int | None, decision: str = "yes", *, true: bool = False) -> None:
    """One wish of somebody, forty days ago; answered after so many days; come true."""
    case, said = make_case(city), TODAY - timedelta(days=40)
    wish = append_one(city.system(), NewFact(case, "wish_voiced", said, {"subject": subject}), now=NOW)
    about = {"subject": subject, "of": str(wish)}
    if days is not None:
        answer = NewFact(case, "voice_answered", said + timedelta(days=days), {**about, "decision": decision})
        append_one(city.system(), answer, now=NOW)
    if true:
        append_one(city.system(), NewFact(case, "voice_realised", TODAY, about), now=NOW)


def result(city: City, who: str = "quality") -> tuple[BySubject, ...]:
    return measured(city.actor(who), TODAY - YEAR, TODAY)


def test_by_subject_from_said_to_come_true(city: City) -> None:
    """Said, answered, in time, waiting, half within so many days, and what came true."""
    least = policy.load().few_inside
    for number in range(least):
        told(city, "lesson_times", number + 1, true=number < 2)
    told(city, "lesson_times", 30)
    told(city, "lesson_times", None)
    (row,) = result(city)
    norm = policy.load().voice_answer_days
    assert (row.said, row.answered, row.waiting, row.realised) == (least + 2, least + 1, 1, 2)
    assert row.in_time == sum(number + 1 <= norm for number in range(least))
    assert row.days is not None
    assert row.decided == (("yes", least + 1),)


def test_too_few_are_not_shown(city: City) -> None:
    """No number of them, also no decision of which there are few."""
    least = policy.load().few_inside
    for _ in range(least - 1):
        told(city, "work", 3)
    assert result(city) == (BySubject("work", shown=False),)
    told(city, "work", 3, "no")
    (row,) = result(city)
    assert row.shown
    assert row.decided == ()


def test_what_was_put_right_counts_once_and_what_was_withdrawn_not(city: City) -> None:
    """An answer follows its wish through corrections of both."""
    least = policy.load().few_inside
    for _ in range(least - 1):
        told(city, "study", 3)
    case, said = make_case(city), TODAY - timedelta(days=40)
    first = append_one(city.system(), NewFact(case, "wish_voiced", said, {"subject": "work"}), now=NOW)
    again = NewFact(case, "wish_voiced", said, {"subject": "study"}, supersedes=first)
    append(city.system(), [again], now=NOW)
    told_of = {"subject": "study", "decision": "yes", "of": str(first)}
    append_one(city.system(), NewFact(case, "voice_answered", said + timedelta(days=4), told_of), now=NOW)
    (row,) = result(city)
    assert (row.subject, row.said, row.answered) == ("study", least, least)
    for fact in (again.uuid, first):
        withdraw(city.system(), case, fact, now=NOW)
    assert [one.shown for one in result(city)] == [False]


def test_words_of_another_system_are_counted_together(city: City) -> None:
    """Subjects that are no code of ours, under something else."""
    for _ in range(policy.load().few_inside):
        told(city, "een fiets", None)
    assert [(one.subject, one.waiting) for one in result(city)] == [("other", policy.load().few_inside)]


def test_the_page(city: City) -> None:
    """For quality and managers; with the norm beside it."""
    for _ in range(policy.load().few_inside):
        told(city, "lesson_times", 2)
    page = text(signed_in(city, "quality").get(reverse("desk:voices_measured")))
    assert "lestijden" in page
    assert signed_in(city, "manager").get(reverse("desk:voices_measured")).status_code == 200


@pytest.mark.parametrize("who", ["responsible", "policy", "coordinator", "desk", "privacy", "contracts", "elsewhere"])
def test_who_may_not(city: City, who: str) -> None:
    """Policy reads published figures instead."""
    assert result(city, who) == ()
    assert signed_in(city, who).get(reverse("desk:voices_measured")).status_code == 403
