"""A wish from said to answered to come true: who hears it, who answers, and that it stays in sight until then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from wegwijs.accounts.actor import on_day
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.models import Fact
from wegwijs.voice import actions, queries
from wegwijs.voice.models import Voice

pytestmark = pytest.mark.django_db
WORDS = "Ik werk overdag bij de bakker. Ik wil graag les in de avond."
TOLD = {"told_on": TODAY, "told_language": "ti", "told_how": "conversation"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def case(city: City) -> int:
    return make_case(city)


def wish(city: City, case: int, who: str = "responsible", **changes: Any) -> UUID:
    heard = {"kind": "wish", "subject": "lesson_times", "words": WORDS, "on": TODAY, **changes}
    return actions.hear(city.actor(who), case, actions.Heard(**heard), now=NOW, request_id=uuid4())


def answer(city: City, case: int, said: UUID, who: str = "responsible", **changes: Any) -> None:
    row = Voice.objects.get(uuid=said)
    given = {"decision": "yes", "reason": "Er is plaats in de avondgroep op dinsdag.", **changes}
    actions.answer(city.actor(who), case, said, row.version, actions.Answer(**given), now=NOW)


def state(city: City, case: int, said: UUID) -> str:
    found = queries.one(city.actor("responsible"), case, said)
    assert found is not None
    return found.state


def waiting(city: City, who: str = "responsible", on: date = TODAY) -> list[UUID]:
    return [one.uuid for one in queries.to_do(on_day(city.actor(who), on))]


def facts(case: int, kind: str) -> list[dict[str, Any]]:
    return list(Fact.objects.filter(trajectory_id=case, kind=kind).order_by("id").values("payload", "happened_on"))


def test_evening_lessons_from_said_to_answered_to_come_true(city: City, case: int) -> None:
    """It waits for whoever guides until the person knows the answer; later it comes back to see whether it is so."""
    said = wish(city, case)
    assert waiting(city) == [said]
    answer(city, case, said)
    assert state(city, case, said) == "decided"
    assert waiting(city) == [said], "decided is not yet told"
    answer(city, case, said, **TOLD)
    assert state(city, case, said) == "answered"
    assert waiting(city) == []
    row = Voice.objects.get(uuid=said)
    assert row.look_again_on is not None
    assert waiting(city, on=row.look_again_on) == [said]
    actions.realise(city.actor("responsible"), case, said, row.version, TODAY, now=NOW)
    assert state(city, case, said) == "realised"
    assert waiting(city, on=row.look_again_on) == []
    assert facts(case, "wish_voiced")[0]["payload"] == {"subject": "lesson_times"}
    assert facts(case, "voice_answered")[0]["payload"] == {
        "subject": "lesson_times", "decision": "yes", "of": str(said),
    }  # fmt: skip
    assert facts(case, "voice_realised")[0]["payload"] == {"subject": "lesson_times", "of": str(said)}


def test_the_record_and_the_database_hold_no_words(city: City, case: int) -> None:
    """The fact has the subject; what was said is sealed."""
    wish(city, case)
    row = Voice.objects.get()
    assert b"bakker" not in bytes(row.words_sealed)
    assert "bakker" not in str(facts(case, "wish_voiced"))


@pytest.mark.parametrize("who", ["responsible", "colleague", "quality", "desk"])
def test_anybody_hears_and_whoever_guides_answers(city: City, case: int, who: str) -> None:
    """Heard by a colleague or at the desk, it stands on *Vandaag* of the professional responsible."""
    said = wish(city, case, who)
    assert waiting(city) == [said]
    assert waiting(city, "colleague") == []


def test_without_somebody_who_guides_the_team_answers(city: City) -> None:
    """Nothing falls between."""
    said = wish(city, make_case(city, responsible=None), "desk")
    assert waiting(city) == [said]
    assert waiting(city, "colleague") == [said]
    assert waiting(city, "stranger") == []


def test_it_goes_along_when_the_case_goes_to_somebody_else(city: City, case: int) -> None:
    """Whoever guides now answers."""
    from wegwijs.dossier.actions import assign

    said = wish(city, case)
    assign(city.actor("responsible"), case, city.user("colleague").pk, now=NOW)
    assert waiting(city, "colleague") == [said]
    assert waiting(city) == []


def test_somebody_else_can_answer(city: City, case: int) -> None:
    """Handed over, and back."""
    said = wish(city, case)
    actions.hand_over(city.actor("responsible"), case, said, 1, city.user("colleague").pk, now=NOW)
    assert waiting(city, "colleague") == [said]
    assert waiting(city) == []
    actions.hand_over(city.actor("colleague"), case, said, 2, None, now=NOW)
    assert waiting(city) == [said]


@pytest.mark.parametrize("who", ["manager", "privacy", "coordinator", "contracts", "reception"])
def test_who_does_not_speak_with_people_hears_nothing(city: City, case: int, who: str) -> None:
    """No permission, no row, no fact."""
    with pytest.raises(PermissionDenied):
        wish(city, case, who)
    assert not Voice.objects.exists()
    assert facts(case, "wish_voiced") == []


@pytest.mark.parametrize("who", ["stranger", "desk", "elsewhere", "quality_other"])
def test_who_does_not_read_the_case_does_not_answer(city: City, case: int, who: str) -> None:
    """Nor sees it."""
    said = wish(city, case)
    assert queries.one(city.actor(who), case, said) is None
    assert queries.of_case(city.actor(who), case) == ()
    with pytest.raises(PermissionDenied):
        answer(city, case, said, who)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"decision": ""}, "decision", "empty"),
        ({"reason": " "}, "reason", "empty"),
        ({"decision": "later"}, "look_again_on", "not_in_the_future"),
        ({"told_on": TODAY}, "told_language", "empty"),
        ({"told_on": TODAY, "told_language": "ti"}, "told_how", "empty"),
        ({**TOLD, "told_on": TODAY + timedelta(days=1)}, "told_on", "in_the_future"),
        ({**TOLD, "told_on": TODAY - timedelta(days=1)}, "told_on", "before_it_was_said"),
    ],
)
def test_an_answer_is_whole(city: City, case: int, changes: dict[str, Any], field: str, code: str) -> None:
    """A decision has a reason, later has a day, told has a day, a language and a way."""
    said = wish(city, case)
    with pytest.raises(actions.Refused) as refused:
        answer(city, case, said, **changes)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert state(city, case, said) == "open"


def test_an_answer_that_is_put_right_supersedes(city: City, case: int) -> None:
    """The record keeps both; the last one stands."""
    said = wish(city, case)
    answer(city, case, said, **TOLD)
    answer(city, case, said, **{**TOLD, "decision": "partly"})
    assert [row["payload"]["decision"] for row in facts(case, "voice_answered")] == ["yes", "partly"]
    first, second = Fact.objects.filter(kind="voice_answered").order_by("id")
    assert second.supersedes == first.uuid
    with pytest.raises(actions.Refused):
        answer(city, case, said)


def test_two_people_at_once(city: City, case: int) -> None:
    """The second is told, and nothing is lost of the first."""
    said = wish(city, case)
    answer(city, case, said)
    given = actions.Answer("no", "Er is geen avondgroep.")
    with pytest.raises(Conflict):
        actions.answer(city.actor("colleague"), case, said, 1, given, now=NOW)
    assert Voice.objects.get().decision == "yes"


def test_what_was_written_down_is_put_right(city: City, case: int) -> None:
    """A wish that was a complaint: a new fact in the place of the old one, the same row."""
    said = wish(city, case)
    heard = actions.Heard("complaint", "group", "De groep is te groot.", TODAY)
    actions.correct(city.actor("responsible"), case, said, 1, heard, now=NOW)
    row = Voice.objects.get()
    assert (row.kind, row.subject) == ("complaint", "group")
    made = Fact.objects.get(kind="complaint_made")
    assert made.supersedes == said
    assert row.fact == made.uuid


def test_what_was_a_mistake_is_taken_back(city: City, case: int) -> None:
    """Out of sight, in the record as withdrawn with the reason."""
    said = wish(city, case)
    actions.take_back(city.actor("responsible"), case, said, 1, "verkeerde persoon", now=NOW)
    assert queries.of_case(city.actor("responsible"), case) == ()
    assert waiting(city) == []
    assert facts(case, "fact_withdrawn")[0]["payload"] == {"fact": str(said), "reason": "verkeerde persoon"}


def test_what_was_put_right_before_does_not_come_back(city: City, case: int) -> None:
    """Taking back a wish takes every version of it and of its answer out of the record."""
    from wegwijs.dossier.queries import case as look

    said = wish(city, case)
    heard = actions.Heard("wish", "work", "Ik zoek werk.", TODAY)
    actions.correct(city.actor("responsible"), case, said, 1, heard, now=NOW)
    answer(city, case, said, **TOLD)
    answer(city, case, said, **{**TOLD, "decision": "partly"})
    version = Voice.objects.get().version
    actions.take_back(city.actor("responsible"), case, said, version, "verkeerde persoon", now=NOW)
    from wegwijs import law

    found = look(city.actor("responsible"), uuid_of(case), on=TODAY)
    assert found is not None
    standing = {fact.kind for fact in law.in_force(found.facts, TODAY)}
    assert not standing & {"wish_voiced", "complaint_made", "voice_answered"}


def test_the_same_form_twice_is_once(city: City, case: int) -> None:
    """A double click."""
    request_id = uuid4()
    for _ in range(2):
        heard = actions.Heard("wish", "work", "Ik wil bakker worden", TODAY)
        actions.hear(city.actor("responsible"), case, heard, now=NOW, request_id=request_id)
    assert Voice.objects.count() == 1
    assert len(facts(case, "wish_voiced")) == 1


def test_a_wish_that_stood_in_the_record_is_taken_up_without_a_second_fact(city: City, case: int) -> None:
    """From another system: the fact stays the one it was."""
    from wegwijs.dossier.actions import NewFact, append_one

    old = append_one(city.system(), NewFact(case, "wish_voiced", TODAY, {"subject": "avondles"}), now=NOW)
    wish(city, case, from_fact=old)
    assert len(facts(case, "wish_voiced")) == 1
    assert [one.fact for one in queries.of_case(city.actor("responsible"), case)] == [old]


def test_the_database_holds_the_rules_too(city: City, case: int) -> None:
    """Whatever writes: no decision without a reason, nothing told without a decision, nothing come true untold."""
    wish(city, case)
    for changes in ({"decision": "yes"}, {"told_on": TODAY}, {"realised_on": TODAY}, {"side": "person"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Voice.objects.update(**changes)


def test_the_answer_is_due_by_the_norm(city: City, case: int) -> None:
    """Counted from the day on which it was said; too late stands first."""
    from wegwijs import policy

    late = wish(city, case, on=TODAY - timedelta(days=30))
    new = wish(city, case)
    assert Voice.objects.get(uuid=new).answer_by == TODAY + timedelta(days=policy.load().voice_answer_days)
    assert waiting(city) == [late, new]


def test_a_case_that_stands_still_hears_nothing_new(city: City, case: int) -> None:
    """The person asked us to change nothing."""
    from wegwijs.dossier import restriction

    said = wish(city, case)
    restriction.place(city.actor("privacy"), case, "restriction", "accuracy", now=NOW)
    with pytest.raises(restriction.Restricted):
        wish(city, case)
    with pytest.raises(restriction.Restricted):
        answer(city, case, said)


def test_the_person_gets_a_copy_and_it_is_destroyed_with_the_case(city: City, case: int) -> None:
    """The words, the decision and the reason; afterwards nothing is left."""
    from wegwijs.voice import person_data

    said = wish(city, case)
    answer(city, case, said)
    content = person_data.copy_of(case)[0].content
    assert content["text"] == WORDS
    assert "avondgroep" in content["reason"]
    assert person_data.identities([case]) == [said]
    person_data.destroy([case])
    assert not Voice.objects.exists()


def test_the_case_is_named_by_its_own_name_only(city: City, case: int) -> None:
    """What waits names person and case, for the link."""
    wish(city, case)
    found = queries.to_do(city.actor("responsible"))[0]
    assert (found.name, found.case_uuid) == ("Selam Tesfay", uuid_of(case))
