"""The record on a day: order means nothing, later facts do not exist, withdrawn facts never were."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.cases import answer, codes, fact, pip_due
from wegwijs.law import Assessment, Fact, Trajectory, assess, in_force

_FIRST = date(2023, 1, 1)
_DAYS = st.integers(0, 1500).map(lambda number: _FIRST + timedelta(days=number))


def _fact(kind: str, *payloads: dict[str, Any]) -> st.SearchStrategy[Fact]:
    return st.builds(lambda on, payload: Fact(kind, on, payload), _DAYS, st.sampled_from(payloads or ({},)))


FACTS = st.lists(
    st.one_of(
        _fact("obligation_started"),
        _fact("obligation_ended", {}, {"reason": "abroad"}),
        _fact("duo_notified"),
        _fact("brp_registered", {}, {"municipality": "A", "housing": True}, {"municipality": "B", "housing": False}),
        _fact("moved_in", {"municipality": "A"}, {"municipality": "B"}),
        _fact("third_party_information_requested", {}, {"from": "school"}),
        _fact("third_party_information_received", {}, {"from": "school"}),
        _fact("pip_established", {"route": "b1"}, {"route": "self_reliance"}, {}),
        _fact("pip_amended", {"route": "education"}, {"level": "a2"}),
        _fact("extension_granted", {"months": 6}, {"ground": "effort"}, {"ends_on": "2029-01-31"}, {}),
        _fact("hours_attended", {"component": "language", "hours": 300.5}, {"component": "pvt", "hours": 12}),
        _fact("exam_taken", {"part": "reading", "level": "b1", "result": "passed"}),
        _fact("dispensation_granted", {"scope": "temporary"}, {"scope": "partial", "part": "knm"}),
        _fact("benefit_started"),
        _fact("benefit_ended"),
        _fact("pvt_declaration_signed"),
        _fact("obligation_met", {"result": "certificate"}),
        _fact("abroad_from"),
        _fact("abroad_until"),
        _fact("exemption_granted", {"scope": "full"}, {"scope": "partial", "parts": ["knm"]}, {"ground": "bio"}, {}),
        _fact("duo_fine_imposed", {"new_term_months": 6}, {}),
        _fact("intake_summoned", {"attempt": 1}, {"attempt": 3, "respond_by": "2024-06-01"}),
        _fact("intake_no_show", {"excused": True}, {}),
        _fact("intake_conversation_held", {"alone_offered": True}, {}),
        _fact("intake_completed", {"in_absence": True}, {}),
        _fact("progress_conversation_held"),
        _fact("childcare_requested"),
        _fact("childcare_arranged"),
        _fact("exam_registered", {"part": "knm"}, {"part": "reading"}),
        _fact("extension_requested"),
        _fact("level_estimated", {"level": "a2"}, {"skill": "writing", "level": "a1"}),
        _fact("course_started"),
    ),
    max_size=12,
)
GROUPS = st.sampled_from(["asylum", "family", "other"])


def _assess(group: Any, facts: list[Fact], on: date) -> Assessment:
    return assess(Trajectory("1", group, tuple(facts), permit="asylum" if group == "asylum" else "regular"), on)


@settings(max_examples=150, deadline=None)
@given(st.data(), GROUPS, FACTS, _DAYS)
def test_the_order_in_the_file_means_nothing(data: st.DataObject, group: str, facts: list[Fact], on: date) -> None:
    """The contract: several facts on one day are taken together."""
    assert _assess(group, facts, on) == _assess(group, data.draw(st.permutations(facts)), on)


@settings(max_examples=150, deadline=None)
@given(GROUPS, FACTS, FACTS, _DAYS)
def test_later_facts_do_not_exist_yet(group: str, facts: list[Fact], others: list[Fact], on: date) -> None:
    """Facts after the day change nothing but the day on which the answer may change."""
    now = [fact for fact in facts if fact.on <= on]
    later = [fact for fact in others if fact.on > on]
    with_later, without = _assess(group, [*now, *later], on), _assess(group, now, on)
    assert with_later.to_dict() | {"changes_on": None} == without.to_dict() | {"changes_on": None}
    if later:
        assert with_later.changes_on is not None
        assert with_later.changes_on <= min(fact.on for fact in later)


@settings(max_examples=100, deadline=None)
@given(GROUPS, FACTS, FACTS, _DAYS)
def test_a_withdrawn_fact_never_was(group: str, facts: list[Fact], wrong: list[Fact], on: date) -> None:
    """Withdrawn on or before the day: the same answer as without it."""
    mistakes = [
        Fact(one.kind, one.on, one.payload, id=f"m{number}") for number, one in enumerate(wrong) if one.on <= on
    ]
    withdrawals = [Fact("fact_withdrawn", on, {"fact": mistake.id}) for mistake in mistakes]
    assert _assess(group, [*facts, *mistakes, *withdrawals], on) == _assess(group, facts, on)


@settings(max_examples=100, deadline=None)
@given(GROUPS, FACTS, _DAYS)
def test_the_answer_holds_until_the_day_it_names(group: str, facts: list[Fact], on: date) -> None:
    """Nothing changes between the day asked and `changes_on`: the nightly run may leave the case alone."""
    found = _assess(group, facts, on)
    until = (found.changes_on or on + timedelta(days=400)) - timedelta(days=1)
    again = _assess(group, facts, max(on, until))
    assert again.to_dict() | {"on": None, "changes_on": None} == found.to_dict() | {"on": None, "changes_on": None}


@settings(max_examples=100, deadline=None)
@given(GROUPS, FACTS, _DAYS)
def test_a_stored_answer_reads_back_the_same(group: str, facts: list[Fact], on: date) -> None:
    """The snapshot keeps everything, in JSON, in no language."""
    import json

    found = _assess(group, facts, on)
    stored = json.loads(json.dumps(found.to_stored()))
    assert Assessment.from_stored(stored) == found
    assert Assessment.from_stored(stored).to_dict("en") == found.to_dict("en")


def test_a_correction_takes_the_place_of_a_fact() -> None:
    """`supersedes`; and when the correction is withdrawn, the fact is back."""
    first = fact("duo_notified 2025-09-15", id="a")
    better = fact("duo_notified 2025-09-22", id="b", supersedes="a")
    undone = fact("fact_withdrawn 2025-10-01", fact="b")
    for facts, due in (
        ([first], "2025-11-24"),
        ([better, first], "2025-12-01"),
        ([undone, better, first], "2025-11-24"),
    ):
        deadline = answer("family", *facts, on="2025-10-02").deadline("pip_due")
        assert deadline is not None
        assert str(deadline.due) == due


def test_a_correction_is_put_right_in_its_turn() -> None:
    """Only the last one counts; each withdrawal brings back the one before it, a withdrawn withdrawal the one after."""
    chain = [
        fact("duo_notified 2025-09-15", id="a"),
        fact("duo_notified 2025-09-22", id="b", supersedes="a"),
        fact("duo_notified 2025-09-29", id="c", supersedes="b"),
        fact("fact_withdrawn 2025-10-01", id="d", fact="c"),
        fact("fact_withdrawn 2025-10-01", id="e", fact="d"),
    ]
    for length, due in ((1, "2025-11-24"), (2, "2025-12-01"), (3, "2025-12-08"), (4, "2025-12-01"), (5, "2025-12-08")):
        for order in (1, -1):
            found = answer("family", *chain[:length][::order], on="2025-10-02")
            assert pip_due(found) == [(due, "open")], length


def test_corrections_in_a_circle_leave_nothing() -> None:
    """Two facts that each replace the other: neither can be believed."""
    circle = [Fact("duo_notified", _FIRST, {}, "a", "b"), Fact("duo_notified", _FIRST, {}, "b", "a")]
    assert in_force(circle, _FIRST) == []
    undone = [Fact("fact_withdrawn", _FIRST, {"fact": other}, name) for name, other in (("a", "b"), ("b", "a"))]
    assert in_force(undone, _FIRST) == []


def test_a_withdrawal_of_nothing_is_signalled() -> None:
    """A typing error in an id should not pass in silence."""
    found = answer("family", "duo_notified 2025-09-15", fact("fact_withdrawn 2025-09-16", fact="zz"), on="2025-09-17")
    assert "withdrawal_without_fact" in codes(found)
