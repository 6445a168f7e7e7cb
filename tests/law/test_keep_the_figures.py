"""Figures of the law: dated, sourced, never overlapping."""

from __future__ import annotations

from datetime import date

import pytest

from wegwijs.law.calendar import add_months, add_weeks, birth_range
from wegwijs.law.parameters import ParameterError, all_parameters, parameter
from wegwijs.law.parameters.loading import read

ENTRY = """
[[weeks]]
value = 10
unit = "weeks"
article = "art. 1"
source = "somewhere"
valid_from = {start}
{until}
checked_on = 2026-11-23
confidence = "H"
"""


def entry(start: str = "2022-01-01", until: str = "") -> str:
    """One version of a figure."""
    return ENTRY.format(start=start, until=f"valid_to = {until}" if until else "")


def test_the_version_in_force_is_taken() -> None:
    """Both sides of a change."""
    weeks = read([("a.toml", entry(until="2022-12-31") + entry("2023-01-01").replace("10", "8", 1))])["weeks"]
    assert (weeks.at(date(2022, 12, 31)), weeks.at(date(2023, 1, 1))) == (10, 8)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (entry() + entry("2023-01-01"), "overlap"),
        (entry(until="2023-01-01") + entry("2023-01-01"), "overlap"),
        (entry(until="2021-01-01"), "valid_to before"),
        (entry(until="2022-12-30") + entry("2023-01-01"), "nothing in force"),
        (entry().replace('source = "somewhere"', ""), "missing"),
        (entry().replace('"somewhere"', '" "'), "source is empty"),
        (entry().replace('"H"', '"X"'), "confidence"),
        (entry().replace("2022-01-01", '"2022"'), "valid_from"),
        (entry() + "extra = 1", "unknown"),
        ("[weeks]\nvalue = 1", "versions"),
        ("weeks = ", "a.toml"),
    ],
)
def test_a_figure_that_is_not_fit_stops_the_law_from_loading(text: str, complaint: str) -> None:
    """Overlap, no source, no confidence: an error, not a default."""
    with pytest.raises(ParameterError, match=complaint):
        read([("a.toml", text)])


def test_a_gap_that_is_meant_says_so() -> None:
    """The later version gives the reason."""
    gap = entry(until="2022-12-30") + entry("2023-01-01") + 'gap_before = "the article was annulled for a day"\n'
    assert read([("a.toml", gap)])["weeks"].at(date(2023, 1, 1)) == 10


def test_the_same_figure_in_two_files_is_an_error() -> None:
    """Which of the two would count?"""
    with pytest.raises(ParameterError, match="twice"):
        read([("a.toml", entry()), ("b.toml", entry())])


def test_the_shipped_figures_are_sourced() -> None:
    """Loaded at import; the ten weeks changed their anchor in 2023."""
    assert len(all_parameters()) > 40
    anchor = parameter("pip_anchor")
    assert (anchor.at(date(2022, 12, 31)), anchor.at(date(2023, 1, 1))) == ("registration", "notice")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 3, 15), 36, date(2027, 3, 15)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2027, 3, 15), -6, date(2026, 9, 15)),
        (date(2027, 8, 31), -6, date(2027, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    """Calendar arithmetic, 29 February included."""
    assert add_months(day, months) == expected


def test_ten_weeks_are_seventy_days() -> None:
    """The same weekday."""
    assert add_weeks(date(2025, 9, 15), 10) == date(2025, 11, 24)


def test_a_partial_birth_date_is_a_range() -> None:
    """1990, 1990-02, 1990-02-03."""
    assert birth_range("1990") == (date(1990, 1, 1), date(1990, 12, 31))
    assert birth_range("1992-02") == (date(1992, 2, 1), date(1992, 2, 29))
    assert birth_range("1990-02-03") == (date(1990, 2, 3), date(1990, 2, 3))
