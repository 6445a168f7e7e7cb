"""What holds for every record, whoever invents it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.cases import allowed
from tests.law.test_read_the_record import _DAYS, FACTS, GROUPS, _assess
from wegwijs.law import Fact
from wegwijs.law.types import Trajectory

PLAN = Fact("pip_established", date(2023, 1, 10), {"route": "b1"})
NOTICE = Fact("duo_notified", date(2023, 1, 1))
EXTENSIONS = st.builds(
    lambda on, payload: Fact("extension_granted", on, payload),
    _DAYS,
    st.sampled_from([{"months": 0}, {"months": 6}, {"ground": "childbirth"}, {"ends_on": "2025-06-30"}]),
)
AWAY = st.tuples(_DAYS, st.integers(1, 400)).map(
    lambda stay: [Fact("abroad_from", stay[0]), Fact("abroad_until", stay[0] + timedelta(days=stay[1]))]
)


@settings(max_examples=80, deadline=None)
@given(GROUPS, FACTS, EXTENSIONS, _DAYS)
def test_an_extension_never_shortens(group: str, facts: list[Fact], extension: Fact, on: date) -> None:
    """W 12: whatever was granted before or is granted again."""
    before, after = (_assess(group, [NOTICE, PLAN, *facts, *more], on).term for more in ([], [extension]))
    if before is not None and after is not None:
        assert after.last_day >= before.last_day
        assert after.starts_on == before.starts_on


@settings(max_examples=60, deadline=None)
@given(GROUPS, AWAY, st.dates(PLAN.on, date(2027, 1, 1)))
def test_a_stay_abroad_never_shortens_the_term(group: str, stay: list[Fact], on: date) -> None:
    """B 4.2: longer by at most its length."""
    before, after = (_assess(group, [NOTICE, PLAN, *more], on).term for more in ([], stay))
    assert before is not None
    assert after is not None
    assert timedelta(0) <= after.last_day - before.last_day <= stay[1].on - stay[0].on


@settings(max_examples=80, deadline=None)
@given(GROUPS, FACTS, st.integers(1, 700), st.sampled_from(["physical", "online"]), _DAYS)
def test_more_recognised_hours_never_forbid_downscaling(
    group: str, facts: list[Fact], amount: int, mode: str, on: date
) -> None:
    """B 5.5: also when they were online."""
    hours = Fact(
        "hours_attended",
        date(2023, 2, 1),
        {"component": "language", "hours": amount, "recognised": True, "mode": mode},
    )
    before, after = (_assess(group, [NOTICE, PLAN, *facts, *more], on) for more in ([], [hours]))
    if before.options and hours.on <= on:
        assert allowed(after, "downscale_to_a2") >= allowed(before, "downscale_to_a2")


@settings(max_examples=60, deadline=None)
@given(GROUPS, FACTS, _DAYS)
def test_an_answer_is_whole(group: str, facts: list[Fact], on: date) -> None:
    """Every outcome has its reason; nothing is owed and done at once; all six options or none."""
    found = _assess(group, facts, on)
    reasons = [one.because for one in (*found.deadlines, *found.components, *found.options, *found.signals)]
    assert all(reasons)
    assert len(found.options) == (6 if found.regime == "wi2021" else 0)
    assert len(found.components) in {0, 11}
    for one in found.components:
        assert one.remaining >= 0
        assert one.state != "done" or one.remaining == 0
    for deadline in found.deadlines:
        assert (deadline.due is None) <= (deadline.state == "not_determinable")


@settings(max_examples=40, deadline=None)
@given(GROUPS, FACTS, _DAYS)
def test_a_fine_is_never_asked_for_by_the_law_itself(group: str, facts: list[Fact], on: date) -> None:
    """Without an offence nothing is lawful; asylum permit holders are told that DUO fines nobody of them."""
    fine = _assess(group, facts, on).fine
    assert fine is None or (group == "asylum" and fine.lawful is False)
    assert Trajectory("1", "family", ()).offence is None
