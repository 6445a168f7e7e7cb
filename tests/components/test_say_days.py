"""Days are said and typed as people in the Netherlands do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from wegwijs.components import days

TODAY = date(2025, 11, 15)


@pytest.mark.parametrize(
    ("day", "nl", "en"),
    [
        (date(2025, 11, 15), "vandaag", "today"),
        (date(2025, 11, 16), "morgen", "tomorrow"),
        (date(2025, 11, 14), "gisteren", "yesterday"),
        (date(2025, 11, 24), "over 9 dagen", "in 9 days"),
        (date(2025, 11, 12), "3 dagen geleden", "3 days ago"),
        (None, "", ""),
    ],
)
def test_how_far_off_a_day_is(day: date | None, nl: str, en: str) -> None:
    """Near days have a name, others a number."""
    with translation.override("nl"):
        assert days.relative(day, TODAY) == nl
    with translation.override("en"):
        assert days.relative(day, TODAY) == en


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2025, 11, 15), "vandaag"),
        (date(2025, 11, 14), "1 dag te laat"),
        (date(2025, 11, 12), "3 dagen te laat"),
        (date(2025, 11, 16), "morgen"),
    ],
)
def test_the_last_day_itself_is_not_late(due: date, words: str) -> None:
    """A due day is late from the day after."""
    with translation.override("nl"):
        assert days.until(due, TODAY) == words


def test_a_day_in_full_and_in_short() -> None:
    """Dutch without capitals, English with."""
    with translation.override("nl"):
        assert days.short(date(2027, 3, 2)) == "2 mrt 2027"
        assert days.long(date(2025, 11, 24)) == "maandag 24 november 2025"
    with translation.override("en"):
        assert days.short(date(2025, 11, 24)) == "24 Nov 2025"


def test_a_moment_is_said_on_the_clock_of_amsterdam() -> None:
    """23:30 UTC in summer is the next day here."""
    with translation.override("nl"):
        assert days.moment(datetime(2025, 7, 1, 23, 30, tzinfo=UTC)) == "2 jul 2025 01:30"


@pytest.mark.parametrize(
    "typed",
    [
        "24-11-2025",
        "24/11/2025",
        "24.11.2025",
        "24 11 2025",
        "24112025",
        "24 nov 2025",
        "24 november 2025",
        "24 Nov. 2025",
        "2025-11-24",
        " 24-11-2025 ",
    ],
)
def test_a_day_may_be_typed_in_the_usual_ways(typed: str) -> None:
    """All of these are the same Monday."""
    assert days.DayField().clean(typed) == date(2025, 11, 24)


@pytest.mark.parametrize(
    "typed", ["31-2-2025", "24-13-2025", "11-24-2025", "gisteren", "24-11-25", "2025", "24-11-1025", "٢٤-١١-٩٩٩٩x"]
)
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    """Never a guess: the person is asked again."""
    with translation.override("nl"), pytest.raises(ValidationError, match="24-11-2025"):
        days.DayField().clean(typed)
