"""Financial relief and entitlements (law.md §7, 4.13)."""

from __future__ import annotations

import pytest

from tests.law.cases import answer, fact
from wegwijs.law import Entitlements

START = ("obligation_started 2025-03-01", fact("brp_registered 2025-03-05", housing=True))
BENEFIT = "benefit_started 2025-04-01"


@pytest.mark.parametrize(
    ("on", "mandatory"),
    [("2025-04-01", True), ("2025-09-30", True), ("2025-10-01", False)],
    ids=["first", "last", "after"],
)
def test_relief_lasts_six_months_from_the_right_to_benefit(on: str, mandatory: bool) -> None:
    """P 56a: 2025-04-01 until 2025-09-30."""
    relief = answer("asylum", *START, BENEFIT, on=on, permit="asylum").relief
    assert (relief.mandatory, str(relief.from_), str(relief.last_day)) == (mandatory, "2025-04-01", "2025-09-30")


@pytest.mark.parametrize(
    ("group", "permit", "mandatory"),
    [
        ("asylum", "asylum", True),
        ("asylum", "regular_with_asylum_holder", False),
        ("asylum", None, None),
        ("family", "regular", False),
        ("other", None, False),
    ],
)
def test_relief_is_for_holders_of_an_asylum_permit(group: str, permit: str | None, mandatory: bool | None) -> None:
    """P 56a: art. 28 Vw; family with a regular permit is not covered; an unknown permit is not guessed."""
    about = {"permit": permit} if permit else {}
    assert answer(group, *START, BENEFIT, on="2025-05-01", **about).relief.mandatory is mandatory


def test_relief_needs_a_benefit() -> None:
    """P 56a; whether somebody gets one is a fact, or unknown."""
    assert answer("asylum", *START, on="2025-05-01", permit="asylum").relief.mandatory is None
    assert answer("asylum", *START, on="2025-05-01", permit="asylum", receives_benefit=True).relief.mandatory is None
    none = answer("asylum", *START, on="2025-05-01", permit="asylum", receives_benefit=False).relief
    assert none.mandatory is False
    ended = answer("asylum", *START, BENEFIT, "benefit_ended 2025-05-01", on="2025-05-02", permit="asylum").relief
    assert ended.mandatory is False


def entitled(group: str, *facts: object, on: str) -> tuple[bool | None, bool | None, bool | None]:
    """Course offer, social guidance, loan."""
    found: Entitlements = answer(group, *facts, on=on).entitlements  # type: ignore[arg-type]
    return found.course_offer, found.social_guidance, found.loan


def test_asylum_gets_an_offer_and_guidance_but_no_loan() -> None:
    """W 13(2)-(3), 16(1), 20: guidance from the registration on."""
    assert entitled("asylum", *START, on="2025-05-01") == (True, True, False)
    assert entitled("asylum", START[0], on="2025-05-01") == (True, None, False)


def test_family_arranges_its_own_course_and_may_borrow_during_the_term() -> None:
    """W 16(1), 20, B 6.2: both sides of the term."""
    plan = fact("pip_established 2025-05-01", route="b1")
    assert entitled("family", *START, on="2025-04-30") == (False, False, False)
    assert entitled("family", *START, plan, on="2025-05-02") == (False, False, True)
    assert entitled("family", *START, plan, on="2028-05-01") == (False, False, True)
    assert entitled("family", *START, plan, on="2028-05-02") == (False, False, False)
