"""What DUO would refuse (law.md 2.14, 8.4; the README of DUO's data exchange)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.cases import answer, day, fact
from wegwijs.law import LEGAL_ONLY, Choices, pip_violations, read_trajectory

PLAN = fact("pip_established 2024-03-14", route="b1")
ON = "2024-06-01"


def violations(
    group: str, *facts: dict[str, Any] | str, proposal: dict[str, Any], on: str = ON, **about: Any
) -> set[str]:
    """The codes against one proposal."""
    found = answer(group, *facts, on=on, proposals=[proposal], **about)
    verdict = found.proposals[0]
    assert verdict.accepted is not verdict.violations
    assert verdict.accepted is (not verdict.violations)
    return {violation.code for violation in verdict.violations}


def new_plan(on: str, **payload: Any) -> dict[str, Any]:
    """A plan to be delivered."""
    return fact(f"pip_established {on}", **payload)


def test_example_6_a_first_b1_plan_at_a2_is_refused() -> None:
    """Contract, example 6; once there is a plan, A2 goes with the B1 route."""
    first = new_plan("2025-11-20", route="b1", level="a2")
    assert violations("family", "duo_notified 2025-09-15", proposal=first) == {"a2_in_first_b1_pip"}
    later = fact("pip_amended 2024-05-01", route="b1", level="a2")
    assert violations("family", PLAN, proposal=later) == set()


@pytest.mark.parametrize(
    ("proposal", "refused"),
    [
        (new_plan("2024-03-14", route="education", level="a2"), {"a2_with_education"}),
        (new_plan("2024-03-14", route="education", level="b1"), set()),
        (new_plan("2024-03-14", route="self_reliance", level="b1"), {"b1_with_self_reliance"}),
        (new_plan("2024-03-14", route="self_reliance", level="a2"), set()),
        (new_plan("2024-03-14", route="b1"), set()),
    ],
)
def test_level_and_route_must_fit(proposal: dict[str, Any], refused: set[str]) -> None:
    """Niveau; no level given means B1 for the B1 and education routes."""
    assert violations("family", proposal=proposal) == refused


@pytest.mark.parametrize(
    ("group", "route", "refused"),
    [("asylum", "b1", False), ("family", "b1", True), ("asylum", "education", True), ("asylum", "self_reliance", True)],
)
def test_the_intensity_is_for_asylum_in_the_b1_route(group: str, route: str, refused: bool) -> None:
    """Geschatte intensiteit B1-route."""
    found = violations(group, proposal=new_plan("2024-03-14", route=route, intensity_hours=600))
    assert found == ({"intensity_only_b1_asylum"} if refused else set())


@pytest.mark.parametrize(
    ("fact_before", "code"),
    [
        ("obligation_started 2024-03-14", "pip_before_obligation"),
        ("brp_registered 2024-03-14", "pip_before_settlement"),
        ("moved_in 2024-03-14", "pip_before_settlement"),
        ("pip_established 2024-03-14", "pip_before_current_pip"),
    ],
)
def test_a_plan_is_not_dated_before_duty_settlement_or_present_plan(fact_before: str, code: str) -> None:
    """Datum dagtekening: on the same day is accepted, the day before is not."""
    assert code in violations("family", fact_before, proposal=new_plan("2024-03-13", route="b1"))
    assert code not in violations("family", fact_before, proposal=new_plan("2024-03-14", route="b1"))


@pytest.mark.parametrize("kind", ["pvt_declaration_signed", "map_final_interview_held"])
class TestClosing:
    """PVT and MAP: the same rules for both."""

    def test_only_with_a_plan(self, kind: str) -> None:
        """Uw gemeente moet een actuele PIP hebben."""
        assert violations("family", proposal=fact(f"{kind} 2024-05-01")) == {"no_current_pip"}

    def test_inside_the_term_and_not_in_the_future(self, kind: str) -> None:
        """Both sides of the first day of the term and of today."""
        for on, refused in (
            ("2024-03-14", {"date_before_term"}),
            ("2024-03-15", set()),
            ("2024-06-01", set()),
            ("2024-06-02", {"date_in_future"}),
        ):
            assert violations("family", PLAN, proposal=fact(f"{kind} {on}")) == refused

    def test_not_after_completing_the_self_reliance_route(self, kind: str) -> None:
        """Niet na de datum afronding Z-route."""
        z = fact("pip_established 2024-03-14", route="self_reliance")
        done = "self_reliance_interview_held 2026-05-01"
        for on, refused in (("2026-05-01", set()), ("2026-05-02", {"date_after_self_reliance_completion"})):
            assert violations("family", z, done, proposal=fact(f"{kind} {on}"), on="2026-06-01") == refused

    @pytest.mark.parametrize(
        ("on", "culpable", "refused"),
        [
            ("2027-03-14", None, set()),
            ("2027-03-15", None, {"culpable_missing_on_overrun"}),
            ("2027-03-15", True, set()),
            ("2027-03-15", False, set()),
            ("2027-03-14", True, {"culpable_inside_term", "culpable_yes_without_overrun"}),
            ("2027-01-14", False, {"culpable_inside_term", "culpable_no_too_early"}),
            ("2027-01-15", False, set()),
        ],
    )
    def test_blame_is_told_on_overrun_and_no_blame_two_months_before(
        self, kind: str, on: str, culpable: bool | None, refused: set[str]
    ) -> None:
        """Verwijtbaar: last day of the term 2027-03-14."""
        proposal = fact(f"{kind} {on}", **({} if culpable is None else {"culpable": culpable}))
        assert violations("family", PLAN, proposal=proposal, on="2027-06-01") == refused


def test_an_offer_is_for_asylum_with_a_plan() -> None:
    """Inburgeringsaanbod; a school is checked only where the list is known."""
    offer = fact("course_offered 2024-05-01", provider="Taalhuis")
    assert violations("asylum", PLAN, proposal=offer) == set()
    assert violations("family", PLAN, proposal=offer) == {"offer_not_asylum"}
    assert violations("asylum", proposal=offer) == {"no_current_pip"}
    for known, refused in ((frozenset({"Taalhuis"}), set()), (frozenset({"Other"}), {"unknown_provider"})):
        found = answer("asylum", PLAN, on=ON, proposals=[offer], choices=Choices(known_providers=known))
        assert {one.code for one in found.proposals[0].violations} == refused


def test_the_form_asks_the_same_rules() -> None:
    """`pip_violations` gives what the assessment gives."""
    given = {"id": "1", "group": "family", "facts": [], "proposals": [new_plan("2025-01-01", route="b1", level="a2")]}
    trajectory = read_trajectory(given)
    found = pip_violations(trajectory, trajectory.proposals[0], day("2025-01-01"), LEGAL_ONLY)
    assert [one.code for one in found] == ["a2_in_first_b1_pip"]


def test_other_facts_are_not_checked() -> None:
    """Anything unknown is simply not checked."""
    assert violations("family", proposal=fact("contact_made 2030-01-01")) == set()
