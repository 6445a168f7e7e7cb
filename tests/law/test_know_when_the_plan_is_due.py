"""When the plan (PIP) is due: B 5.3 with every anchor (law.md 2.5-2.8)."""

from __future__ import annotations

import pytest

from tests.law.cases import answer, codes, fact, pip_due, rules

HOUSED = {"municipality": "Waterstad", "housing": True}


def test_example_1_ten_weeks_after_the_notice() -> None:
    """Contract, example 1. B 5.3(1): a family migrant already in the BRP."""
    found = answer("family", "brp_registered 2025-06-01", "duo_notified 2025-09-15", on="2025-09-15")
    assert pip_due(found) == [("2025-11-24", "open")]


@pytest.mark.parametrize(
    ("plan_on", "state"), [("2025-11-24", "met"), ("2025-11-25", "missed")], ids=["B 5.3(1): last day", "a day late"]
)
def test_a_plan_is_in_time_up_to_the_last_day(plan_on: str, state: str) -> None:
    """B 5.3(1): uiterlijk 10 weken na."""
    found = answer("family", "duo_notified 2025-09-15", fact(f"pip_established {plan_on}", route="b1"), on="2026-01-01")
    assert pip_due(found) == [("2025-11-24", state)]


@pytest.mark.parametrize(("on", "state"), [("2025-11-24", "open"), ("2025-11-25", "missed")])
def test_without_a_plan_the_day_after_is_too_late(on: str, state: str) -> None:
    """B 5.3(1)."""
    assert pip_due(answer("family", "duo_notified 2025-09-15", on=on)) == [("2025-11-24", state)]


def test_without_a_notice_no_day_is_guessed() -> None:
    """The contract: a missing anchor gives not_determinable and names what is missing."""
    found = answer("family", "obligation_started 2025-09-01", "brp_registered 2025-09-01", on="2025-10-01")
    assert pip_due(found) == [(None, "not_determinable")]
    deadline = found.deadline("pip_due")
    assert deadline is not None
    assert deadline.because[0].params["fact"] == "duo_notified"


@pytest.mark.parametrize(
    ("registered", "due", "rule"),
    [
        ("2025-09-15", "2025-11-24", "pip_after_notice"),
        ("2025-09-16", "2025-11-25", "pip_after_housing"),
        ("2025-12-01", "2026-02-09", "pip_after_housing"),
    ],
    ids=["registered on the day of the notice", "registered the day after", "registered much later"],
)
def test_who_is_not_housed_yet_gets_ten_weeks_from_registration(registered: str, due: str, rule: str) -> None:
    """B 5.3(1), second sentence: asylum permit holder, municipality of art. 28 Huisvestingswet."""
    found = answer(
        "asylum",
        "duo_notified 2025-09-15",
        fact(f"brp_registered {registered}", **HOUSED),
        on="2026-01-01",
        permit="asylum",
    )
    assert pip_due(found)[0][0] == due
    assert rules(found.deadlines[0].because)[0] == rule


def test_a_registration_at_a_reception_centre_does_not_count() -> None:
    """B 5.3(1): only the municipality that houses the person."""
    centre = fact("brp_registered 2025-08-01", municipality="Dijkerveen", housing=False)
    assert pip_due(answer("asylum", "duo_notified 2025-09-15", centre, on="2025-10-01")) == [(None, "not_determinable")]
    home = fact("brp_registered 2025-10-20", **HOUSED)
    assert pip_due(answer("asylum", "duo_notified 2025-09-15", centre, home, on="2025-10-21")) == [
        ("2025-12-29", "open")
    ]


def test_whether_a_municipality_houses_the_person_is_not_guessed() -> None:
    """B 5.3(1): a registration of which this is not told, leaves the day open and says what is missing."""
    found = answer("asylum", "duo_notified 2025-09-15", "brp_registered 2025-09-01", on="2025-10-01").deadline(
        "pip_due"
    )
    assert found is not None
    assert (found.due, found.because[0].params["fact"]) == (None, "brp_registered.housing")


def test_who_is_not_registered_anywhere_has_no_day_yet() -> None:
    """B 5.3(1): the ten weeks of an asylum permit holder wait for the registration."""
    found = answer("asylum", "duo_notified 2025-09-15", on="2025-12-31", permit="asylum")
    assert pip_due(found) == [(None, "not_determinable")]


def test_family_of_an_asylum_permit_holder_is_not_housed_by_the_municipality() -> None:
    """W 13(1)(b): a regular permit; the notice counts."""
    found = answer("asylum", "duo_notified 2025-09-15", on="2025-10-01", permit="regular_with_asylum_holder")
    assert pip_due(found) == [("2025-11-24", "open")]


def test_a_family_migrants_later_registration_changes_nothing() -> None:
    """B 5.3(1): the second sentence is about the municipality of art. 28 Huisvestingswet only."""
    found = answer("family", "duo_notified 2025-09-15", "brp_registered 2025-10-01", on="2025-10-02")
    assert pip_due(found) == [("2025-11-24", "open")]


@pytest.mark.parametrize(
    ("notified", "due"),
    [("2022-12-31", "2022-12-12"), ("2023-01-01", "2023-03-12")],
    ids=["B22 5.3(1): registration counts in 2022", "B 5.3(1): the notice counts since 2023"],
)
def test_the_anchor_changed_on_the_first_of_january_2023(notified: str, due: str) -> None:
    """Stb. 2022, 489."""
    found = answer("family", "brp_registered 2022-10-03", f"duo_notified {notified}", on="2023-01-02")
    assert pip_due(found)[0][0] == due


class TestThirdParty:
    """B 5.3(2): information from a third party is the only ground to exceed the ten weeks."""

    asked = fact("third_party_information_requested 2025-10-20", **{"from": "school"})

    def test_two_weeks_after_receipt(self) -> None:
        """Later than the ten weeks: two weeks after receipt, and not a day more."""
        got = fact("third_party_information_received 2025-12-01", **{"from": "school"})
        for plan_on, state in (("2025-12-15", "met"), ("2025-12-16", "missed")):
            plan = fact(f"pip_established {plan_on}", route="b1")
            found = answer("family", "duo_notified 2025-09-15", self.asked, got, plan, on="2026-01-01")
            assert pip_due(found) == [("2025-12-15", state)]

    def test_an_early_answer_does_not_shorten_the_ten_weeks(self) -> None:
        """Two weeks after receipt lies before the ten weeks: the ten weeks stand."""
        got = fact("third_party_information_received 2025-10-25", **{"from": "school"})
        found = answer("family", "duo_notified 2025-09-15", self.asked, got, on="2025-11-01")
        assert pip_due(found) == [("2025-11-24", "open")]

    def test_while_waiting_past_the_ten_weeks_the_day_is_unknown(self) -> None:
        """Neither missed nor guessed."""
        for on, expected in (("2025-11-24", ("2025-11-24", "open")), ("2025-11-25", (None, "not_determinable"))):
            assert pip_due(answer("family", "duo_notified 2025-09-15", self.asked, on=on)) == [expected]

    def test_asking_after_the_ten_weeks_mends_nothing(self) -> None:
        """The term was already exceeded."""
        late = fact("third_party_information_requested 2025-11-25")
        got = fact("third_party_information_received 2025-11-26")
        found = answer("family", "duo_notified 2025-09-15", late, got, on="2025-12-01")
        assert pip_due(found) == [("2025-11-24", "missed")]

    def test_other_delays_are_no_ground(self) -> None:
        """Not coming, illness, a full calendar: the ten weeks run on."""
        found = answer("family", "duo_notified 2025-09-15", "intake_no_show 2025-10-20", on="2025-12-01")
        assert pip_due(found) == [("2025-11-24", "missed")]


class TestMove:
    """B 5.3(3), W 15(4): the new municipality makes a plan within ten weeks after registration there."""

    before = ("duo_notified 2024-01-08", fact("brp_registered 2024-01-01", municipality="Waterstad"))
    plan = fact("pip_established 2024-03-11", route="b1")
    moved = fact("brp_registered 2025-02-03", municipality="Dijkerveen")

    def test_two_deadlines_after_a_move(self) -> None:
        """The old one with its outcome, the new one running."""
        found = answer("family", *self.before, self.plan, self.moved, on="2025-03-01")
        assert [(one.municipality, str(one.due), one.state) for one in found.deadlines if one.code == "pip_due"] == [
            ("Waterstad", "2024-03-18", "met"),
            ("Dijkerveen", "2025-04-14", "open"),
        ]

    @pytest.mark.parametrize(("on", "state"), [("2025-04-14", "met"), ("2025-04-15", "missed")])
    def test_the_new_municipality_has_ten_weeks(self, on: str, state: str) -> None:
        """Both sides of the last day."""
        own = fact(f"pip_amended {on}", route="b1")
        found = answer("family", *self.before, self.plan, self.moved, own, on="2025-06-01")
        assert pip_due(found)[1] == ("2025-04-14", state)

    def test_the_term_does_not_start_anew(self) -> None:
        """W 11(2)-(3)."""
        own = fact("pip_established 2025-04-01", route="b1")
        found = answer("family", *self.before, self.plan, self.moved, own, on="2025-06-01")
        assert found.term is not None
        assert str(found.term.starts_on) == "2024-03-12"

    def test_leaving_before_the_plan_was_due_is_not_held_against_the_old_municipality(self) -> None:
        """No plan, moved in time: neither met nor missed. Moved after the last day: missed."""
        early = fact("brp_registered 2024-02-12", municipality="Dijkerveen")
        assert pip_due(answer("family", *self.before, early, on="2024-03-20")) == [
            ("2024-03-18", "not_determinable"),
            ("2024-04-22", "open"),
        ]
        late = fact("brp_registered 2024-03-19", municipality="Dijkerveen")
        assert pip_due(answer("family", *self.before, late, on="2024-03-20"))[0] == ("2024-03-18", "missed")

    def test_the_registration_counts_not_the_day_of_moving(self) -> None:
        """B 5.3(3): na de datum van inschrijving."""
        moved = fact("moved_in 2025-02-01", municipality="Dijkerveen")
        found = answer("family", *self.before, self.plan, moved, self.moved, on="2025-03-01")
        assert [one.due for one in found.deadlines if one.code == "pip_due"][1:] == [
            answer("family", *self.before, self.plan, self.moved, on="2025-03-01").deadlines[1].due
        ]


def test_signals_come_before_the_day_and_stay_after_it() -> None:
    """Four weeks ahead to watch, two weeks ahead to act, overdue afterwards; and the answer says when it changes."""
    expected = [
        ("2025-10-26", None, "2025-10-27"),
        ("2025-10-27", "watch", "2025-11-10"),
        ("2025-11-10", "act", "2025-11-25"),
    ]
    for on, severity, changes_on in expected:
        found = answer("family", "duo_notified 2025-09-15", on=on)
        assert [one.severity for one in found.signals if one.code == "pip_due_soon"] == ([severity] if severity else [])
        assert str(found.changes_on) == changes_on
    assert "pip_overdue" in codes(answer("family", "duo_notified 2025-09-15", on="2025-11-25"))
