"""An appointment: planned, moved with the old one to be read, called off; how it went follows from what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from tests.city import NOW, TODAY, City, make_city
from tests.desk.case_pages import new_case
from tests.planning.people import SOON, opened, plan, wanted
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.actions import NewContact, share
from wegwijs.intake import actions as intake
from wegwijs.intake import entries
from wegwijs.letters.models import Document
from wegwijs.outbox.actions import opened as content_of
from wegwijs.outbox.models import Message
from wegwijs.planning import actions, queries
from wegwijs.planning.models import Appointment, Room
from wegwijs.planning.wanted import Refused
from wegwijs.privacy import rooms as privacy
from wegwijs.support.actions import write_note
from wegwijs.voice import messaging

pytestmark = pytest.mark.django_db
TODAY_AT_TEN = SOON.replace(day=16)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    return new_case(city, contacts=(NewContact("phone", "06 1234 5678"),))


def row(uuid: UUID) -> Appointment:
    return Appointment.objects.get(uuid=uuid)


def moved(city: City, uuid: UUID, old: UUID, version: int, request_id: UUID | None = None) -> UUID:
    later = wanted(city, starts_at=SOON + timedelta(days=1))
    return actions.move(
        city.actor("responsible"), opened(city, uuid), old, version, later, tell=None, now=NOW,
        request_id=request_id or uuid4(),
    )  # fmt: skip


def test_sent_twice_is_planned_once(city: City, uuid: UUID) -> None:
    """One row, one line in the audit; nothing is recorded on the case, because nothing happened yet."""
    name = uuid4()
    assert plan(city, uuid, request_id=name) == plan(city, uuid, request_id=name) == name
    assert Appointment.objects.count() == 1
    assert AuditEntry.objects.filter(action="appointment_planned", subject=name).count() == 1
    assert {fact.kind for fact in opened(city, uuid).facts}.isdisjoint({"invitation_sent", "intake_no_show"})


def test_moved_keeps_the_old_one(city: City, uuid: UUID) -> None:
    """The old one says moved, the new one from where; sent twice moves once; what is moved is not moved again."""
    old, name = plan(city, uuid), uuid4()
    assert moved(city, uuid, old, 1, name) == moved(city, uuid, old, 1, name) == name
    found = {one.uuid: one for one in queries.of_case(city.actor("responsible"), opened(city, uuid).id)}
    assert (found[old].state, found[name].state, found[name].moved_from) == ("moved", "planned", old)
    with pytest.raises(Refused, match="not_planned"):
        moved(city, uuid, old, 2)


def test_two_colleagues_at_once(city: City, uuid: UUID) -> None:
    """The second one who changes it hears so; nothing is overwritten."""
    name = plan(city, uuid)
    actions.confirm_interpreter(city.actor("colleague"), opened(city, uuid), name, 1, now=NOW)
    with pytest.raises(Conflict):
        actions.call_off(city.actor("responsible"), opened(city, uuid), name, 1, tell=None, now=NOW)
    assert (row(name).state, row(name).interpreter_confirmed_on) == ("planned", TODAY)


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (entries.did_not_come(TODAY, excused=False), "not_come"),
        (entries.progress_conversation(TODAY, language="ti", interpreter=True, mode="physical"), "held"),
    ],
)
def test_how_it_went_follows_from_what_is_recorded(city: City, uuid: UUID, entry: entries.Entry, state: str) -> None:
    """That day's appointment is settled by the fact, waits again when it is taken back, and follows it back."""
    name, other = plan(city, uuid, starts_at=TODAY_AT_TEN), plan(city, uuid)
    actor, form = city.actor("responsible"), uuid4()
    (fact,) = intake.record(actor, opened(city, uuid).id, [entry], now=NOW, request_id=form)
    assert (row(name).state, row(name).fact, row(other).state) == (state, fact, "planned")
    gone = intake.withdraw(actor, opened(city, uuid), fact, reason="", now=NOW)
    assert (row(name).state, row(name).fact) == ("planned", None)
    intake.withdraw(actor, opened(city, uuid), gone, reason="", now=NOW)
    assert (row(name).state, row(name).fact) == (state, fact)


@pytest.mark.parametrize(
    ("measures", "changes", "field"),
    [
        (["in_person"], {"mode": "online"}, "mode"),
        (["in_person"], {"mode": "phone"}, "mode"),
        (["professional_interpreter"], {"interpreter": "none"}, "interpreter"),
        (["second_colleague"], {}, "second"),
    ],
)
def test_how_somebody_is_met_is_kept_to(
    city: City, uuid: UUID, measures: list[str], changes: dict[str, str], field: str
) -> None:
    """Allowed before the note, refused after it with a code that tells nothing; with what it asks it can be planned."""
    plan(city, uuid, **changes)
    case = opened(city, uuid)
    write_note(city.actor("responsible"), case.id, "Let op.", now=NOW, request_id=uuid4(), measures=measures)
    with pytest.raises(Refused, match="measures") as refused:
        plan(city, uuid, **changes)
    assert refused.value.field == field
    plan(city, uuid, mode="physical", interpreter="professional", second_id=city.user("colleague").pk)


def test_refused(city: City, uuid: UUID) -> None:
    """A day that has been, an interpreter of no language, oneself as second colleague, who does not reach the case."""
    for code, changes in {
        "has_been": {"starts_at": SOON - timedelta(days=30)},
        "which": {"language": ""},
        "same_person": {"second_id": city.user("responsible").pk},
        "unknown": {"user_id": city.user("stranger").pk},
    }.items():
        with pytest.raises(Refused, match=code):
            plan(city, uuid, **changes)
    with pytest.raises(PermissionDenied):
        actions.plan(
            city.actor("stranger"), opened(city, uuid), wanted(city), tell=None, now=NOW, request_id=uuid4()
        )  # fmt: skip
    assert Appointment.objects.count() == 0


def test_held_on_another_day(city: City, uuid: UUID) -> None:
    """A conversation of another day is offered; who says that it was this one settles it, once."""
    name, actor, case = plan(city, uuid), city.actor("responsible"), opened(city, uuid)
    earlier = entries.progress_conversation(TODAY, language="ti", interpreter=True, mode="physical")
    (fact,) = intake.record(actor, case.id, [earlier], now=NOW, request_id=uuid4())
    case = opened(city, uuid)
    (one,) = queries.of_case(actor, case.id)
    assert queries.held_instead(case, one, [one]) is None, "planned at the end of that conversation"
    Appointment.objects.update(planned_at=NOW - timedelta(days=1))
    (one,) = queries.of_case(actor, case.id)
    offered = queries.held_instead(case, one, [one])
    assert offered is not None
    assert offered.id == str(fact)
    with pytest.raises(Refused):
        actions.held_as(actor, case, name, one.version, uuid4(), now=NOW)
    actions.held_as(actor, case, name, one.version, fact, now=NOW)
    assert (row(name).state, row(name).fact) == ("held", fact)
    other = plan(city, uuid)
    with pytest.raises(Refused):
        actions.held_as(actor, case, other, 1, fact, now=NOW)
    intake.withdraw(actor, case, fact, reason="vergissing", now=NOW)
    assert row(name).state == "planned"


def test_who_holds_it_sees_the_case(city: City) -> None:
    """A quality officer chooses among the department; a colleague of another team is refused until working along."""
    south = new_case(city, team="Zuid", responsible=None)
    with pytest.raises(Refused, match="no_reach"):
        plan(city, south, "quality")
    share(city.actor("quality"), opened(city, south, "quality").id, city.user("responsible").pk, now=NOW)
    plan(city, south, "quality")


def test_a_clash_names_who_and_which_room_only(city: City, uuid: UUID) -> None:
    """Also of a case that one does not see; back to back is no clash, a moved one neither."""
    room = Room.objects.create(municipality=city.municipality, name="Kamer 2")
    theirs = new_case(city, responsible="colleague", surname="Haddad")
    name = plan(city, theirs, "colleague", user_id=city.user("colleague").pk, room=room.uuid)
    actor = city.actor("responsible")
    asked = wanted(city, room=room.uuid, second_id=city.user("colleague").pk, starts_at=SOON + timedelta(minutes=30))
    assert [(one.code, one.name) for one in queries.clashes(actor, asked)] == [
        ("person", "Colleague van Dam"), ("room", "Kamer 2"),
    ]  # fmt: skip
    assert queries.clashes(actor, asked, besides=name) == ()
    after = wanted(city, room=room.uuid, starts_at=SOON + timedelta(hours=1))
    assert queries.clashes(actor, after) == ()


def test_the_person_hears_day_time_and_place(city: City, uuid: UUID) -> None:
    """By their own phone, in their language, once; the new time when it is moved; that it is off."""
    case = opened(city, uuid)
    way = next(one for one in messaging.ways(case.contacts) if one.channel == "sms")
    tell = actions.Tell("ti", way)
    name = plan(city, uuid, tell=tell, room=Room.objects.create(municipality=city.municipality, name="Kamer 2").uuid)
    actor = city.actor("responsible")
    actions.move(
        actor, case, name, 1, wanted(city, mode="phone"), tell=tell, now=NOW, request_id=(last := uuid4())
    )  # fmt: skip
    actions.call_off(actor, case, last, 1, tell=tell, now=NOW)
    texts = [content_of(one.content)["text"] for one in Message.objects.filter(counterpart="person").order_by("pk")]
    assert ["Stadsplein 1, 0000 AA Waterstad, Kamer 2" in text for text in texts] == [True, False, False]
    assert "ክንድውለልኩም" in texts[1]
    assert len(texts) == 3


def test_a_letter_where_there_is_no_phone(city: City, uuid: UUID) -> None:
    """The letter is asked for with the appointment, and with it only; what reveals takes both back."""
    tell = actions.Tell("ti", None)
    plan(city, uuid, tell=tell)
    assert Document.objects.filter(template="appointment", language="ti").count() == 1
    room = Room.objects.create(municipality=city.municipality, name="Loket inburgering")
    with pytest.raises(messaging.Refused):
        plan(city, uuid, tell=tell, room=room.uuid)
    assert (Appointment.objects.count(), Document.objects.count()) == (1, 1)


def test_today_is_whose_it_is(city: City, uuid: UUID) -> None:
    """Of today for both who are there; before that only what is not sure yet; nobody else's."""
    plan(city, uuid, starts_at=TODAY_AT_TEN, second_id=city.user("colleague").pk)
    plan(city, uuid)
    plan(city, uuid, starts_at=SOON + timedelta(days=1), interpreter="none")
    assert [one.on for one in queries.mine(city.actor("responsible"))] == [TODAY, SOON.date()]
    assert [one.on for one in queries.mine(city.actor("colleague"))] == [TODAY]
    assert queries.mine(city.actor("quality")) == ()
    assert queries.of_case(city.actor("stranger"), opened(city, uuid).id) == ()


def test_copied_and_destroyed_with_the_person(city: City, uuid: UUID) -> None:
    """In the copy as it was planned, also one that was moved; gone with the case."""
    moved(city, uuid, plan(city, uuid), 1)
    case = opened(city, uuid).id
    copied = [(one.title, one.content["time"]) for one in privacy.copy_of(case) if one.section == "appointment"]
    assert copied == [("appointment_moved", "10:00 – 11:00"), ("appointment_planned", "10:00 – 11:00")]
    assert privacy.destroy(case)["planning.Appointment"] == 2
    assert Appointment.objects.count() == 0
