"""The term of three years and its extensions (law.md §3)."""

from __future__ import annotations

import pytest

from tests.law.cases import answer, codes, fact
from wegwijs.law import Assessment

PLAN = fact("pip_established 2024-03-14", route="b1")


def term(found: Assessment) -> tuple[str, str, str]:
    """First day, last day, exclusive end."""
    assert found.term is not None
    return str(found.term.starts_on), str(found.term.last_day), str(found.term.ends_exclusive)


def deadline(found: Assessment, code: str) -> tuple[str, str]:
    """Day and state."""
    one = found.deadline(code)
    assert one is not None
    return str(one.due), one.state


def test_example_2_three_years_from_the_day_after_the_plan() -> None:
    """Contract, example 2. W 11(1)-(2): an amendment changes neither."""
    expected = ("2024-03-15", "2027-03-14", "2027-03-15")
    assert term(answer("family", PLAN, on="2024-03-14")) == expected
    assert term(answer("family", PLAN, fact("pip_amended 2025-06-10", level="a2"), on="2025-07-01")) == expected


def test_a_second_plan_does_not_start_the_term_anew() -> None:
    """W 11(3)."""
    again = fact("pip_established 2025-06-10", route="education")
    found = answer("family", again, PLAN, on="2025-07-01")
    assert (term(found)[0], found.route) == ("2024-03-15", "education")


def test_a_leap_day_ends_on_the_twenty_eighth() -> None:
    """W 11(2): start 29 February 2024; three years later there is none (law.md 3.3, M)."""
    found = answer("family", fact("pip_established 2024-02-28", route="b1"), on="2024-03-01")
    assert term(found) == ("2024-02-29", "2027-02-27", "2027-02-28")


def test_without_a_first_plan_there_is_no_term() -> None:
    """An amendment proves a plan, not its date."""
    found = answer("family", fact("pip_amended 2024-03-14", route="b1"), on="2024-04-01")
    assert found.term is None
    assert deadline(found, "term_end") == ("None", "not_determinable")
    assert len(found.components) == 11


@pytest.mark.parametrize(
    ("payload", "last_day"),
    [
        ({"ground": "effort"}, "2027-09-14"),
        ({"ground": "effort", "months": 6}, "2027-09-14"),
        ({"ground": "illness", "months": 4}, "2027-07-14"),
        ({"ground": "childbirth"}, "2027-07-04"),
        ({"ground": "other", "ends_on": "2027-12-31"}, "2027-12-31"),
    ],
    ids=["B 4.4(1): +6 months", "months", "illness", "childbirth +16 weeks", "ends_on is the last day"],
)
def test_an_extension_moves_the_end(payload: dict[str, object], last_day: str) -> None:
    """W 12, from the day on which it was granted."""
    granted = fact("extension_granted 2026-12-01", **payload)
    found = answer("family", PLAN, granted, on="2026-12-01")
    assert term(found)[1] == last_day
    assert found.term is not None
    assert [str(one.until) for one in found.term.extended_by] == [last_day]
    assert term(answer("family", PLAN, granted, on="2026-11-30"))[1] == "2027-03-14"


def test_extensions_add_up() -> None:
    """W 12: repeatedly possible; no cap was found (law.md 3.11)."""
    found = answer(
        "family",
        PLAN,
        fact("extension_granted 2026-10-01", ground="illness", months=4),
        fact("extension_granted 2027-05-01", ground="effort"),
        on="2027-06-01",
    )
    assert term(found)[1] == "2028-01-14"


def test_an_extension_of_unknown_length_leaves_the_end_open() -> None:
    """Never a guess: DUO's decision names the length (B 4.5(4))."""
    found = answer("family", PLAN, fact("extension_granted 2026-12-01", ground="illness"), on="2027-01-01")
    assert found.term is None
    assert deadline(found, "term_end") == ("None", "not_determinable")


@pytest.mark.parametrize(("on", "state"), [("2027-03-14", "open"), ("2027-03-15", "missed")])
def test_the_term_passes_after_its_last_day(on: str, state: str) -> None:
    """W 11(1), with nothing done."""
    found = answer("family", PLAN, on=on)
    assert deadline(found, "term_end") == ("2027-03-14", state)
    assert ("term_passed" in codes(found)) is (state == "missed")


@pytest.mark.parametrize(("met_on", "state"), [("2027-03-14", "met"), ("2027-03-15", "missed")])
def test_the_term_is_met_by_duos_decision(met_on: str, state: str) -> None:
    """W 11(1): binnen drie jaar."""
    found = answer("family", PLAN, fact(f"obligation_met {met_on}", result="diploma"), on="2027-06-01")
    assert deadline(found, "term_end") == ("2027-03-14", state)


@pytest.mark.parametrize(
    ("on", "state", "open_"),
    [("2026-09-14", "open", False), ("2026-09-15", "met", True)],
    ids=["day before", "first day"],
)
def test_an_extension_can_be_asked_in_the_last_six_months(on: str, state: str, open_: bool) -> None:
    """B 4.5(1), counted from the exclusive end (contract)."""
    found = answer("family", PLAN, on=on)
    assert deadline(found, "extension_window_opens") == ("2026-09-15", state)
    assert [option.allowed for option in found.options if option.code == "request_extension"] == [open_]


@pytest.mark.parametrize(
    ("answered", "on", "state"),
    [
        (None, "2026-11-26", "open"),
        (None, "2026-11-27", "missed"),
        ("extension_refused 2026-11-26", "2027-01-01", "met"),
        ("extension_refused 2026-11-27", "2027-01-01", "missed"),
    ],
)
def test_duo_decides_within_eight_weeks(answered: str | None, on: str, state: str) -> None:
    """B 4.5(1)."""
    answers = [fact(answered)] if answered else []
    found = answer("family", PLAN, "extension_requested 2026-10-01", *answers, on=on)
    assert deadline(found, "duo_extension_decision_due") == ("2026-11-26", state)


@pytest.mark.parametrize(
    ("on", "severity"),
    [
        ("2026-09-14", None),
        ("2026-09-15", "info"),
        ("2026-12-14", "info"),
        ("2026-12-15", "watch"),
        ("2027-02-14", "watch"),
        ("2027-02-15", "act"),
        ("2027-03-14", "act"),
    ],
)
def test_the_end_of_the_term_announces_itself(on: str, severity: str | None) -> None:
    """Six, three and one month before the end, while something is owed."""
    found = answer("family", PLAN, on=on)
    assert [one.severity for one in found.signals if one.code == "term_ends_soon"] == ([severity] if severity else [])
