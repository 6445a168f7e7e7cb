"""Entries of the intake: what they say, and the rules of the law on both sides of each boundary."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.city import NOW, TODAY, City, make_case, make_city
from wegwijs import law, policy
from wegwijs.dossier.actions import FactRefused
from wegwijs.dossier.models import Fact
from wegwijs.eventlog.vocabulary import validate
from wegwijs.intake import actions, entries
from wegwijs.intake.entries import Entry, Refused

DAY = date(2026, 3, 2)


def summoned(times: int) -> list[law.Fact]:
    return [law.Fact("intake_summoned", DAY - timedelta(days=30 - n), {"attempt": n + 1}, str(n)) for n in range(times)]


@pytest.mark.parametrize(("sent", "accepted"), [(2, False), (3, True), (4, True)])
def test_in_absence_after_three_summonses(sent: int, accepted: bool) -> None:
    """Wet inburgering 2021 art. 14 lid 2: three summonses without result."""
    if accepted:
        assert entries.intake_completed(summoned(sent), DAY, in_absence=True).payload == {"in_absence": True}
    else:
        with pytest.raises(Refused) as refused:
            entries.intake_completed(summoned(sent), DAY, in_absence=True)
        assert refused.value.params == {"sent": sent, "needed": 3}


def test_a_withdrawn_summons_does_not_count() -> None:
    """As if it never was."""
    facts = [*summoned(3), law.Fact("fact_withdrawn", DAY, {"fact": "1"}, "w")]
    assert entries.next_attempt(facts, DAY) == 3


@pytest.mark.parametrize(("days", "accepted"), [(0, False), (1, True)])
def test_a_summons_has_a_term(days: int, accepted: bool) -> None:
    """Art. 14 lid 1: with a term, so at least a day after."""
    if accepted:
        made = entries.summons([], DAY, DAY + timedelta(days=days))
        assert made.payload == {"attempt": 1, "respond_by": (DAY + timedelta(days=days)).isoformat()}
    else:
        with pytest.raises(Refused):
            entries.summons([], DAY, DAY + timedelta(days=days))


def test_the_norm_gives_the_term() -> None:
    """The default is the municipality's, not a figure in code."""
    norms = policy.load()
    assert entries.default_respond_by(DAY, norms) == DAY + timedelta(days=norms.summons_respond_days)


@pytest.mark.parametrize(
    ("score", "result", "fits"),
    [
        (54.5, "b1_not_feasible", True), (55, "b1_feasible", True), (54.5, "b1_feasible", False),
        (55, "b1_not_feasible", False), (10, "unknown", True), (None, "b1_feasible", True),
    ],
)  # fmt: skip
def test_score_and_result_agree(score: float | None, result: str, fits: bool) -> None:
    """Art. 14 lid 3 sub a: attainable when the score is at least what B1 needs; unknown says nothing."""
    if fits:
        made = entries.test_taken(DAY, score=score, required=55, result=result, source="")
        assert validate(made.kind, made.payload, strict=True) == made.payload
    else:
        with pytest.raises(Refused):
            entries.test_taken(DAY, score=score, required=55, result=result, source="")


def test_domains_keep_their_order() -> None:
    """As the checklist has them, and nothing that is not on it."""
    made = entries.conversation(
        DAY, language="ti", interpreter=True, mode="physical", domains=["justice", "work", "x"], alone_offered=True
    )
    assert made.payload["domains"] == ["work", "justice"]


@pytest.fixture
def city(db: None) -> City:
    return make_city()


def test_several_entries_are_one_act(city: City) -> None:
    """One is refused: none is written."""
    case = make_case(city)
    before = Fact.objects.count()
    both = [Entry("contact_made", TODAY, {"channel": "phone"}), Entry("exam_taken", TODAY, {"part": "reading"})]
    with pytest.raises(FactRefused):
        actions.record(city.actor("responsible"), case, both, now=NOW, request_id=uuid4())
    assert Fact.objects.count() == before


def test_the_same_request_is_written_once(city: City) -> None:
    """Also with two entries."""
    case, request = make_case(city), uuid4()
    both = [Entry("contact_made", TODAY, {"channel": one}) for one in ("phone", "app")]
    first, again = (
        actions.record(city.actor("responsible"), case, both, now=NOW, request_id=request) for _ in range(2)
    )
    assert first == again
    assert Fact.objects.filter(kind="contact_made").count() == 2


@pytest.mark.parametrize(("ahead", "accepted"), [(0, True), (1, False)])
def test_a_fact_has_happened(city: City, ahead: int, accepted: bool) -> None:
    """Today is; tomorrow is not."""
    case, actor = make_case(city), city.actor("responsible")
    entry = [Entry("contact_made", TODAY + timedelta(days=ahead), {"channel": "phone"})]
    if accepted:
        assert actions.record(actor, case, entry, now=NOW, request_id=uuid4())
    else:
        with pytest.raises(Refused):
            actions.record(actor, case, entry, now=NOW, request_id=uuid4())


@pytest.mark.parametrize("who", ["manager", "desk", "coordinator", "privacy", "admin"])
def test_who_does_not_write_does_not_record(city: City, who: str) -> None:
    """Whatever page led here."""
    case = make_case(city)
    with pytest.raises(PermissionDenied):
        actions.record(city.actor(who), case, [Entry("contact_made", TODAY, {})], now=NOW, request_id=uuid4())


def test_a_case_of_another_municipality_is_refused(city: City) -> None:
    """The record itself refuses, also when the id is guessed."""
    case = make_case(city)
    with pytest.raises(FactRefused):
        actions.record(city.actor("elsewhere"), case, [Entry("contact_made", TODAY, {})], now=NOW, request_id=uuid4())
