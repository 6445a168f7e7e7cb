"""Which fine would be lawful (law.md §6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.cases import answer, codes, fact, rules, state
from wegwijs.law import Choices, Fine

PLAN = fact("pip_established 2024-03-14", route="b1")
SUMMONS = (fact("intake_summoned 2025-10-01", attempt=1), fact("intake_no_show 2025-10-10", excused=False))
AGAIN = (*SUMMONS, fact("warning_given 2025-10-12", basis="intake"), fact("intake_summoned 2025-10-12", attempt=2))


def fine(
    group: str, *facts: Any, basis: str, culpability: str | None = "normal", at: str = "2025-11-01", **about: Any
) -> Fine:
    """The answer about an offence on a day."""
    offence = {"basis": basis, "on": at, **({"culpability": culpability} if culpability else {})}
    start = () if any("pip_established" in str(one) for one in facts) else ("duo_notified 2025-09-15",)
    found = answer(group, *start, *facts, on=about.pop("on", at), offence=offence, **about)
    assert found.fine is not None
    return found.fine


def imposed(on: str, irrevocable_on: str | None = None, basis: str = "pip", amount: float = 50) -> dict[str, Any]:
    """An earlier municipal fine."""
    more = {"irrevocable_on": irrevocable_on} if irrevocable_on else {}
    return fact(f"municipal_fine_imposed {on}", basis=basis, amount=amount, **more)


def test_example_5_asylum_permit_holders_get_no_fine_from_duo() -> None:
    """Contract, example 5. CJEU C:2025:52, RvS 9 July 2025: no DUO fine; the duty remains."""
    for basis in ("duo_pvt", "duo_map", "duo_route"):
        found = fine("asylum", PLAN, basis=basis, at="2027-04-01", culpability="intent")
        assert (found.lawful, found.by, found.amount) == (False, "duo", None)
        assert rules(found.because) == ["duo_never_fines_asylum"]
    passed = answer("asylum", PLAN, on="2027-03-15", permit="asylum")
    assert (passed.regime, state(passed, "pvt")) == ("wi2021", "owed")
    assert passed.fine is not None
    assert not passed.fine.lawful
    assert {"term_passed", "duty_remains"} <= codes(passed)
    assert answer("asylum", PLAN, on="2027-03-14", permit="asylum").fine is None


def test_without_a_question_there_is_no_answer() -> None:
    """`offence` asks; nobody is told of fines unasked."""
    assert answer("family", PLAN, on="2027-04-01").fine is None


@pytest.mark.parametrize(
    ("facts", "amount"),
    [(SUMMONS, None), (AGAIN, 250)],
    ids=["W 14(1): the first time a warning", "B 7.1(1): after the repeated summons"],
)
def test_the_intake_fine_needs_a_repeated_summons(facts: tuple[Any, ...], amount: int | None) -> None:
    """W 14, 22; B 7.1(1)."""
    found = fine("family", *facts, basis="intake")
    assert (found.lawful, found.amount) == (amount is not None, amount)


def test_the_intake_fine_sets_a_new_term() -> None:
    """W 22: at most two months."""
    assert str(fine("family", *AGAIN, basis="intake", on="2025-12-31").new_term_until) == "2026-02-28"


def test_the_intake_fine_comes_twice_at_most() -> None:
    """W 22 (law.md 6.1)."""
    first = imposed("2025-10-20", basis="intake", amount=250)
    second = imposed("2025-10-28", basis="intake", amount=250)
    assert fine("family", *AGAIN, first, basis="intake").amount == 250
    assert not fine("family", *AGAIN, first, second, basis="intake").lawful


@pytest.mark.parametrize(
    ("culpability", "amount"),
    [("intent", 50), ("gross_negligence", 37.5), ("normal", 25), ("reduced", 12.5), ("none", None)],
)
def test_the_plan_fine_follows_the_blame(culpability: str, amount: float | None) -> None:
    """B 7.1(2) and (4); none without blame (Awb 5:41)."""
    found = fine("family", PLAN, basis="pip", culpability=culpability)
    assert (found.lawful, found.amount) == (amount is not None, amount)


def test_without_the_degree_of_blame_no_amount_is_guessed() -> None:
    """B 7.1(4)."""
    found = fine("family", PLAN, basis="pip", culpability=None)
    assert (found.lawful, found.amount) == (None, None)


@pytest.mark.parametrize(
    ("earlier", "amount"),
    [
        ([imposed("2024-11-01", "2025-01-01")], 75),
        ([imposed("2024-10-31", "2025-01-01")], 37.5),
        ([imposed("2025-05-01", "2025-11-01")], 75),
        ([imposed("2025-05-01", "2025-11-02")], 37.5),
        ([imposed("2025-05-01")], 37.5),
        ([imposed("2025-05-01", "2025-06-15", basis="intake")], 37.5),
    ],
    ids=[
        "12 months before",
        "a day longer ago",
        "irrevocable today",
        "irrevocable tomorrow",
        "not irrevocable",
        "other basis",
    ],
)
def test_an_earlier_irrevocable_fine_doubles_the_next(earlier: list[dict[str, Any]], amount: float) -> None:
    """B 7.1(3), with gross negligence (75 %): the contract's €75."""
    assert fine("family", PLAN, *earlier, basis="pip", culpability="gross_negligence").amount == amount


def test_the_ladder_ends_at_eight_hundred_and_its_shape_is_a_choice() -> None:
    """B 7.1(3): 50-100-200-400-800, or linear (L: both readings exist)."""
    earlier = [imposed(f"2025-{month:02}-01", f"2025-{month:02}-20") for month in range(1, 7)]
    assert fine("family", PLAN, *earlier, basis="pip", culpability="intent").amount == 800
    linear = Choices(pip_fine_ladder="linear")
    assert (
        fine("family", PLAN, *earlier[:2], basis="pip", culpability="intent", choices=linear, at="2025-04-01").amount
        == 150
    )


def test_all_municipal_fines_stay_under_the_cap() -> None:
    """B 7.1(5): €2,400 in the term."""
    before = imposed("2024-05-01", amount=2380)
    found = fine("family", PLAN, before, basis="pip", culpability="intent")
    assert (found.lawful, found.amount) == (True, 20)
    full = imposed("2024-05-01", amount=2400)
    assert not fine("family", PLAN, full, basis="pip", culpability="intent").lawful


def test_no_fine_beside_a_reduced_benefit_for_the_same_conduct() -> None:
    """W 27."""
    for same, lawful in ((True, False), (False, True)):
        reduced = fact("benefit_reduced 2025-10-15", same_conduct=same)
        assert fine("family", PLAN, reduced, basis="pip").lawful is lawful


def test_no_plan_fine_before_the_plan() -> None:
    """W 23: there must be a plan to cooperate with."""
    assert not fine("family", basis="pip").lawful


def test_municipal_fines_on_asylum_are_off_unless_chosen() -> None:
    """Not verified (L): shipped off, for a human to weigh."""
    off = fine("asylum", PLAN, basis="pip")
    assert (off.lawful, off.because[0].confidence) == (False, "L")
    assert fine("asylum", PLAN, basis="pip", choices=Choices(municipal_fines_asylum=True)).lawful


@pytest.mark.parametrize(("at", "lawful"), [("2027-03-14", False), ("2027-03-15", True)])
def test_duo_could_fine_others_after_the_term(at: str, lawful: bool) -> None:
    """W 24-25, B 7.2, as information."""
    found = fine("family", PLAN, basis="duo_pvt", at=at)
    assert (found.lawful, found.amount, found.by) == (lawful, 340 if lawful else None, "duo")


def test_nothing_is_lawful_outside_the_new_law() -> None:
    """W 22-25 presuppose the duty."""
    offence = {"basis": "intake", "on": "2023-01-01"}
    found = answer("family", "obligation_started 2020-01-01", on="2023-01-01", offence=offence)
    assert found.fine is not None
    assert found.fine.lawful is False
