"""Which law applies (law.md §1)."""

from __future__ import annotations

import pytest

from tests.law.cases import answer, codes, fact


@pytest.mark.parametrize(
    ("started", "regime"),
    [("2021-12-31", "wi2013"), ("2022-01-01", "wi2021")],
    ids=["W 54(1): last day of the old law", "W 54(1): first day of the new law"],
)
def test_the_start_of_the_duty_decides_which_law(started: str, regime: str) -> None:
    """W 54(1): who was under the old law on 31 December 2021 stays under it."""
    assert answer("family", f"obligation_started {started}", on="2023-01-01").regime == regime


def test_the_notice_stands_in_for_a_start_that_is_not_recorded() -> None:
    """W 54(1), read from DUO's notice, with less confidence than from the start itself."""
    found = answer("family", "duo_notified 2025-09-15", on="2025-09-15")
    assert (found.regime, found.because[0].confidence) == ("wi2021", "M")


def test_without_any_word_of_duo_nothing_is_guessed() -> None:
    """A registration alone does not say that anybody must integrate."""
    found = answer("family", "brp_registered 2025-01-01", on="2025-02-01")
    assert (found.regime, found.phase, found.term) == ("not_determinable", "not_determinable", None)
    assert found.relief.mandatory is None


def test_without_facts_everything_is_not_determinable() -> None:
    """The contract: `facts: []` with a day."""
    found = answer("asylum", on="2025-01-01")
    assert (found.regime, found.phase) == ("not_determinable", "not_determinable")
    assert {one.state for one in found.deadlines} == {"not_determinable"}
    assert next(one.code for one in found.deadlines) == "pip_due"
    assert all(one.because for one in found.deadlines)


@pytest.mark.parametrize(
    ("nationality", "regime"),
    [("SY", "wi2021"), ("TR", "wi2021"), ("DE", "not_obliged"), ("CH", "not_obliged"), ("NL", "not_obliged")],
)
def test_free_movement_frees_from_the_duty(nationality: str, regime: str) -> None:
    """W 3(2): EU, EEA and Swiss nationals; Turkish nationals have no exception since 2022."""
    found = answer("family", "obligation_started 2025-01-01", on="2025-02-01", nationality=nationality)
    assert found.regime == regime


def test_a_contradiction_with_duo_is_signalled() -> None:
    """DUO says obliged, the nationality says not: a human asks DUO."""
    found = answer("family", "obligation_started 2025-01-01", on="2025-02-01", nationality="DE")
    assert "duo_says_obliged" in codes(found)


@pytest.mark.parametrize(
    ("group", "permit", "regime"),
    [
        ("family", "regular", "not_obliged"),
        ("other", "clergy", "wi2021"),
        ("asylum", "asylum", "wi2021"),
    ],
    ids=["B 2.2: temporary", "W 3(1): clergy also when temporary", "B 2.2: asylum is never temporary"],
)
def test_a_temporary_purpose_brings_no_duty(group: str, permit: str, regime: str) -> None:
    """B 2.2, as long as DUO has not decided otherwise."""
    found = answer(group, "duo_notified 2025-01-01", on="2025-02-01", permit=permit, residence_purpose="temporary")
    assert found.regime == regime


@pytest.mark.parametrize(
    ("on", "regime"),
    [("2025-05-01", "not_obliged"), ("2025-05-02", "exempt_for_now"), ("2027-05-01", "exempt_for_now")],
    ids=["15 years old", "W 3(1): 16 today", "W 4(1)(c): last day of 17"],
)
def test_children_and_pupils_are_not_obliged_yet(on: str, regime: str) -> None:
    """W 3(1) and 4(1)(c): below 16 no duty, then exempt while at school."""
    found = answer("family", "brp_registered 2024-01-01", on=on, born="2009-05-02")
    assert found.regime == regime
    assert found.changes_on is not None


def test_duo_may_oblige_a_seventeen_year_old() -> None:
    """D SS101: earlier than 18 after an exemption from the qualification duty; DUO decides."""
    found = answer("family", "obligation_started 2026-06-01", on="2026-07-01", born="2009-05-02")
    assert found.regime == "wi2021"


def test_a_partial_birth_date_is_not_rounded() -> None:
    """Born somewhere in 2009: during 2025 nobody knows whether the person is 16."""
    assert answer("family", "brp_registered 2024-01-01", on="2024-12-31", born="2009").regime == "not_obliged"
    assert answer("family", "brp_registered 2024-01-01", on="2025-06-01", born="2009").regime == "not_determinable"
    assert answer("family", "brp_registered 2024-01-01", on="2026-01-01", born="2009").regime == "exempt_for_now"


@pytest.mark.parametrize(
    ("last", "regime", "phase"),
    [
        (fact("obligation_met 2025-03-01", result="diploma"), "met", "finished"),
        (fact("obligation_ended 2025-03-01", reason="abroad"), "ended", "ended"),
        (fact("exemption_granted 2025-03-01", ground="medical", scope="full"), "ended", "ended"),
        (fact("dispensation_granted 2025-03-01", scope="full"), "ended", "ended"),
        (fact("dispensation_granted 2025-03-01", scope="temporary"), "exempt_for_now", "route"),
        (fact("exemption_granted 2025-03-01", scope="partial", parts=["knm"]), "wi2021", "route"),
        (fact("naturalisation_granted 2025-03-01"), "ended", "ended"),
    ],
    ids=["met", "ended", "ontheffing", "vrijstelling", "temporary", "partial", "Dutch"],
)
def test_duos_decisions_end_or_rest_the_duty(last: dict[str, object], regime: str, phase: str) -> None:
    """D: reasons for which the duty ends (law.md 1.9); on the day before it still runs."""
    before = ("obligation_started 2023-01-01", fact("pip_established 2023-03-01", route="b1"))
    found = answer("family", *before, last, on="2025-03-01")
    assert (found.regime, found.phase) == (regime, phase)
    assert answer("family", *before, last, on="2025-02-28").regime == "wi2021"


def test_a_duty_that_rested_starts_again() -> None:
    """W 4(1)(c)-(d), D SS109: after a temporary dispensation the earlier duty, route and plan go on."""
    found = answer(
        "family",
        "obligation_started 2023-01-01",
        fact("pip_established 2023-03-01", route="b1"),
        fact("dispensation_granted 2023-09-01", scope="temporary"),
        "obligation_started 2024-09-01",
        on="2025-01-01",
    )
    assert (found.regime, found.route) == ("wi2021", "b1")


@pytest.mark.parametrize(
    ("group", "permit", "conflict"),
    [
        ("asylum", "asylum", False),
        ("asylum", "regular_with_asylum_holder", False),
        ("asylum", "regular", True),
        ("family", "regular", False),
        ("family", "asylum", True),
        ("other", "regular_with_asylum_holder", True),
        ("other", "clergy", False),
    ],
)
def test_a_permit_that_contradicts_the_group_is_signalled(group: str, permit: str, conflict: bool) -> None:
    """W 13(1), the contract: DUO's group decides, the contradiction is told."""
    found = answer(group, "duo_notified 2025-01-01", on="2025-01-02", permit=permit)
    assert ("group_permit_conflict" in codes(found)) is conflict


def test_data_are_kept_five_years_after_the_duty() -> None:
    """B 9.9: deletion five years after the duty ended."""
    ended = ("obligation_started 2022-02-01", "obligation_ended 2025-02-28")
    for on, state in (("2030-02-28", "open"), ("2030-03-01", "missed")):
        deadline = answer("family", *ended, on=on).deadline("retention_delete_due")
        assert deadline is not None
        assert (str(deadline.due), deadline.state) == ("2030-02-28", state)
