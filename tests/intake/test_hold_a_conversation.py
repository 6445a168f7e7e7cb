"""Hold a conversation: kept field by field, two hands never overwrite each other, finished once with its facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier import queries as dossier
from wegwijs.dossier import restriction
from wegwijs.dossier.models import Fact
from wegwijs.dossier.queries import Case
from wegwijs.intake import conversing, queries
from wegwijs.intake.conversing import NotFinished, TooLong
from wegwijs.intake.models import Conversation, Note
from wegwijs.plans import agreement_queries

pytestmark = pytest.mark.django_db
DAY = TODAY.strftime("%d-%m-%Y")
LATER = (TODAY + timedelta(days=30)).strftime("%d-%m-%Y")
HELD = {"on": DAY, "mode": "physical", "language": "ti", "interpreter": "professional", "alone": "held"}
LESSON = {"item-0-standard": "lesson", "item-0-by": LATER}


@pytest.fixture
def city() -> City:
    return make_city()


def case_of(city: City, case: int, who: str = "responsible") -> Case:
    found = dossier.case(city.actor(who), uuid_of(case), on=TODAY)
    assert found is not None
    return found


def begun(city: City, case: int, kind: str = "progress", who: str = "responsible") -> UUID:
    return conversing.begin(city.actor(who), case_of(city, case, who), kind, now=NOW)


def keep(city: City, case: int, talk: UUID, version: int, who: str = "responsible", **values: str) -> conversing.Kept:
    named = {name.replace("_0_", "-0-").replace("__", "-"): value for name, value in values.items()}
    kept = conversing.keep(city.actor(who), uuid_of(case), talk, version, named, now=NOW)
    assert kept is not None
    return kept


def finish(city: City, case: int, talk: UUID, **values: str) -> UUID | None:
    sent = {**HELD, **values}
    conversing.keep(city.actor("responsible"), uuid_of(case), talk, 99, sent, now=NOW)
    return conversing.finish(city.actor("responsible"), case_of(city, case), talk, now=NOW)


def test_what_is_typed_is_there_again_for_whoever_opens_it(city: City) -> None:
    """A colleague of the team goes on where it was left; the notes are sealed in the table, and not yet a fact."""
    case = make_case(city)
    talk = begun(city, case)
    keep(city, case, talk, 1, note__lessons="Ze oefent met haar buurvrouw", went_well="A2 gehaald")
    found = queries.conversation(city.actor("colleague"), case, talk)
    assert found is not None
    assert found.values == {"note-lessons": "Ze oefent met haar buurvrouw", "went_well": "A2 gehaald"}
    assert all(b"buurvrouw" not in bytes(note.value_sealed) for note in Note.objects.all())
    assert not Fact.objects.filter(kind="progress_conversation_held").exists()


def test_there_is_one_open_conversation_of_a_case(city: City) -> None:
    """Who begins a second one comes to the first; the audit says who went on with it."""
    case = make_case(city)
    talk = begun(city, case)
    assert begun(city, case, "extra", "colleague") == talk
    keep(city, case, talk, 1, "colleague", summary="Samen")
    told = set(AuditEntry.objects.filter(subject=talk).values_list("action", flat=True))
    assert told == {"conversation_begun", "conversation_gone_on_with"}


def test_two_hands_in_one_field_are_both_kept(city: City) -> None:
    """The second to write does not overwrite; both values stand until one is chosen, and finishing waits for it."""
    case = make_case(city)
    talk = begun(city, case)
    keep(city, case, talk, 1, summary="Eerste")
    later = keep(city, case, talk, 1, "colleague", summary="Tweede", went_well="Iets anders")
    assert later.apart == {"summary"}
    mine = queries.conversation(city.actor("colleague"), case, talk)
    assert mine is not None
    assert (mine.values["summary"], mine.values["went_well"]) == ("Eerste", "Iets anders")
    assert mine.apart == {"summary": "Tweede"}
    assert mine.hands["summary"].name == city.user("responsible").name
    conversing.settle(city.actor("colleague"), case, talk, {"summary": "mine"}, now=NOW)
    chosen = queries.conversation(city.actor("responsible"), case, talk)
    assert chosen is not None
    assert chosen.values["summary"] == "Tweede"
    assert not chosen.apart


def test_what_a_colleague_keeps_at_the_same_moment_is_seen(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading how it stands and writing, somebody else was first: looked at again, and both are kept."""
    case = make_case(city)
    talk = begun(city, case)
    meanwhile = iter(["Van een collega"])
    wanted = conversing._wanted

    def overtaken(*arguments: Any) -> dict[str, str]:
        for text in meanwhile:
            keep(city, case, talk, 1, "colleague", summary=text)
        return wanted(*arguments)

    monkeypatch.setattr(conversing, "_wanted", overtaken)
    kept = keep(city, case, talk, 1, summary="Van mij", went_well="A2")
    assert (kept.version, kept.apart) == (3, {"summary"})
    found = queries.conversation(city.actor("responsible"), case, talk)
    assert found is not None
    assert (found.values, found.apart) == ({"summary": "Van een collega", "went_well": "A2"}, {"summary": "Van mij"})


def test_a_case_that_stands_still_keeps_nothing_more(city: City) -> None:
    """The person asked us to change nothing (AVG art. 18): what is typed is refused until that ends."""
    case = make_case(city)
    talk = begun(city, case)
    officer = city.actor("privacy")
    standing = restriction.place(officer, case, restriction.RESTRICTION, "claim", now=NOW)
    assert standing is not None
    with pytest.raises(restriction.Restricted):
        keep(city, case, talk, 1, summary="x")
    assert not Note.objects.exists()
    restriction.lift(officer, standing, "claim_over", now=NOW)
    assert keep(city, case, talk, 1, summary="x").version == 2


def test_finishing_writes_the_facts_once(city: City) -> None:
    """Conversation, next day and agreements in one action; the same again changes nothing."""
    case = make_case(city)
    talk = begun(city, case)
    plan = finish(city, case, talk, **LESSON, next_on=LATER, next_at="14.30")
    again = conversing.finish(city.actor("responsible"), case_of(city, case), talk, now=NOW)
    assert plan == again
    held = Fact.objects.get(kind="progress_conversation_held")
    assert held.payload == {"interpreter": True, "mode": "physical", "language": "ti"}
    assert (
        Fact.objects.get(kind="invitation_sent").payload["appointment_on"] == (TODAY + timedelta(days=30)).isoformat()
    )
    found = agreement_queries.latest(city.actor("responsible"), case)
    assert found is not None
    assert (found.uuid, found.state, found.next_at, found.items[0].item.standard) == (
        plan,
        "drafted",
        "14:30",
        "lesson",
    )
    assert conversing.keep(city.actor("responsible"), uuid_of(case), talk, 9, {"summary": "later"}, now=NOW) is None


def test_a_point_of_the_law_is_not_skipped_in_silence(city: City) -> None:
    """In the broad intake each point of the law was talked about, or there is a reason; nothing is written before."""
    case = make_case(city)
    talk = begun(city, case, "intake")
    with pytest.raises(NotFinished) as refused:
        finish(city, case, talk, **{"note-languages": "Tigrinya en wat Arabisch", "topic-schooling": "next"})
    fields = {one.field for one in refused.value.problems}
    assert "reason-schooling" in fields
    assert "reason-languages" not in fields
    assert not Fact.objects.filter(kind="intake_conversation_held").exists()
    found = queries.conversation(city.actor("responsible"), case, talk)
    assert found is not None
    reasons = {f"reason-{topic.code}": "Volgende keer." for topic in found.topics if topic.statutory}
    finish(city, case, talk, **reasons)
    payload = Fact.objects.get(kind="intake_conversation_held").payload
    assert payload["domains"] == ["languages"]
    assert payload["alone_offered"] is True


def test_the_moment_alone_is_for_everybody(city: City) -> None:
    """Without an answer, or without a reason when it could not be, the conversation is not finished."""
    case = make_case(city)
    talk = begun(city, case)
    for alone, field in (("", "alone"), ("not_possible", "alone_reason")):
        with pytest.raises(NotFinished) as refused:
            finish(city, case, talk, alone=alone)
        assert [one.field for one in refused.value.problems] == [field]
    finish(city, case, talk, alone="not_possible", alone_reason="De tolk hing op; volgende keer eerst.")


def test_health_stays_behind_its_permission(city: City) -> None:
    """Who lacks it neither sees nor writes such a note; and the record does not say that it was a subject."""
    case = make_case(city)
    talk = begun(city, case, "intake")
    keep(city, case, talk, 1, note__mental_health="Slaapt slecht", note__housing="Woont rustig")
    whole = city.actor("colleague")
    poorer = replace(whole, permissions=whole.permissions - {"health.read"})
    found = queries.conversation(poorer, case, talk)
    assert found is not None
    assert "note-mental_health" not in found.values
    assert "mental_health" not in {topic.code for topic in found.topics}
    conversing.keep(poorer, uuid_of(case), talk, 9, {"note-mental_health": "Weg", "note-housing": "Rustig"}, now=NOW)
    seen = queries.conversation(whole, case, talk)
    assert seen is not None
    assert (seen.values["note-mental_health"], seen.values["note-housing"]) == ("Slaapt slecht", "Rustig")


def test_what_is_not_a_field_is_not_kept(city: City) -> None:
    """Unknown names fall away; a text longer than its field is refused whole."""
    case = make_case(city)
    talk = begun(city, case)
    keep(city, case, talk, 1, note__nothing="x", bsn="999990019", summary="Ja")
    assert list(Note.objects.values_list("field", flat=True)) == ["summary"]
    with pytest.raises(TooLong):
        keep(city, case, talk, 2, summary="x" * 2001)


def test_who_may_not_write_or_does_not_reach_the_case_keeps_nothing(city: City) -> None:
    """The team reaches it; another department, a provider and another municipality do not."""
    case = make_case(city)
    talk = begun(city, case)
    for who in ("stranger", "elsewhere", "quality_other"):
        assert conversing.keep(city.actor(who), uuid_of(case), talk, 1, {"summary": "x"}, now=NOW) is None
        assert queries.conversation(city.actor(who), case, talk) is None
    for who in ("teacher", "manager", "desk"):
        with pytest.raises(PermissionDenied):
            conversing.keep(city.actor(who), uuid_of(case), talk, 1, {"summary": "x"}, now=NOW)
    with pytest.raises(PermissionDenied):
        conversing.finish(city.actor("stranger"), case_of(city, case), talk, now=NOW)
    assert not Note.objects.exists()


def test_a_conversation_that_was_not_held_leaves_no_notes(city: City) -> None:
    """Dropped: the notes go, that it was begun stays."""
    case = make_case(city)
    talk = begun(city, case)
    keep(city, case, talk, 1, summary="Toch niet")
    conversing.drop(city.actor("responsible"), case, talk, now=NOW)
    assert not Note.objects.exists()
    assert Conversation.objects.get().state == "dropped"
    assert queries.conversation(city.actor("responsible"), case, talk) is None
    assert conversing.keep(city.actor("responsible"), uuid_of(case), uuid4(), 1, {"summary": "x"}, now=NOW) is None
