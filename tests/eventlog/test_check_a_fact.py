"""The vocabulary: which facts exist and what they carry."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijs.eventlog.vocabulary import KINDS, RESERVED, PayloadError, UnknownKind, rank, validate


def test_every_kind_has_a_rank_of_its_own_and_no_reserved_key() -> None:
    """One order for facts of one day; payload keys stand beside kind, on, id, supersedes."""
    assert len({kind.rank for kind in KINDS.values()}) == len(KINDS) > 80
    assert not {field.name for kind in KINDS.values() for field in kind.fields} & RESERVED


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("pip_established", "pip_amended"),
        ("moved_out", "moved_in"),
        ("benefit_ended", "benefit_started"),
        ("extension_requested", "extension_granted"),
        ("obligation_met", "fact_withdrawn"),
        ("obligation_ended", "obligation_started"),
    ],
)
def test_facts_of_one_day_have_a_fixed_order(earlier: str, later: str) -> None:
    """What ends before what starts anew, a question before its answer, a withdrawal last."""
    assert rank(earlier) < rank(later)


def test_a_payload_comes_back_ready_for_json() -> None:
    """Empty optional fields are left out, unknown keys pass."""
    given_ = {"route": "b1", "level": None, "intensity_hours": 600, "colour": "red"}
    assert validate("pip_established", given_) == {"route": "b1", "intensity_hours": 600, "colour": "red"}


@pytest.mark.parametrize(
    ("kind", "payload", "field"),
    [
        ("pip_established", {"route": "b2"}, "route"),
        ("pip_established", {"unilateral": "yes"}, "unilateral"),
        ("pip_established", {"intensity_hours": True}, "intensity_hours"),
        ("pip_established", {"intensity_hours": -1}, "intensity_hours"),
        ("hours_attended", {"component": "language", "hours": float("nan")}, "hours"),
        ("hours_attended", {"component": "language", "hours": float("inf")}, "hours"),
        ("hours_attended", {"component": "language", "hours": "12"}, "hours"),
        ("hours_attended", {"component": "language"}, "hours"),
        ("hours_attended", {"hours": 12}, "component"),
        ("exam_taken", {"part": ["reading"], "result": "passed"}, "part"),
        ("extension_granted", {"ends_on": "2025-02-29"}, "ends_on"),
        ("extension_granted", {"ends_on": "20250228"}, "ends_on"),
        ("extension_granted", {"ends_on": "0001-01-01"}, "ends_on"),
        ("extension_granted", {"months": 1.5}, "months"),
        ("exemption_granted", {"parts": "knm"}, "parts"),
        ("exemption_granted", {"parts": [1]}, "parts"),
        ("fact_withdrawn", {}, "fact"),
        ("wish_voiced", {"subject": "x" * 20_001}, "subject"),
        ("wish_voiced", {"kind": "other"}, "kind"),
    ],
)
def test_a_value_that_does_not_fit_is_named(kind: str, payload: dict[str, Any], field: str) -> None:
    """Kind, field and what was expected."""
    with pytest.raises(PayloadError) as caught:
        validate(kind, payload)
    assert (caught.value.kind, caught.value.field) == (kind, field)
    assert caught.value.expected


def test_strict_refuses_what_it_does_not_know() -> None:
    """For the own record; readers of others stay tolerant."""
    with pytest.raises(PayloadError, match="colour"):
        validate("duo_notified", {"colour": "red"}, strict=True)
    with pytest.raises(UnknownKind):
        validate("pip_dreamt", {})


@given(
    st.sampled_from(sorted(KINDS)),
    st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())),
)
def test_any_payload_is_taken_or_refused(kind: str, payload: dict[str, Any]) -> None:
    """Never another error than the two named ones; and what is taken is taken again unchanged."""
    try:
        checked = validate(kind, payload)
    except PayloadError:
        return
    assert validate(kind, checked) == checked
