"""What DUO told stands with who must know it until somebody looked; what differs with DUO is decided one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from tests.city import NOW, City, make_case, make_city, uuid_of
from tests.desk.case_pages import signed_in, text, url
from tests.exchange.duo.line import (
    ASYLUM,
    BSN,
    EXAMS,
    LONGER,
    OBLIGED,
    OTHER_BSN,
    TOLD,
    Line,
    again,
    connect,
    standing,
    tell,
)  # fmt: skip
from wegwijs.accounts.models import AccessEntry, AuditEntry
from wegwijs.dossier.actions import NewFact, append_one, withdraw
from wegwijs.dossier.models import Person, Trajectory
from wegwijs.exchange.duo import comparing
from wegwijs.exchange.models import DuoMessage, DuoVerdict

pytestmark = pytest.mark.django_db
STARTED = (("obligation_started", date(2026, 2, 4), {}), ("duo_notified", date(2026, 2, 6), {}))


@pytest.fixture
def city() -> City:
    made = make_city()
    connect(made)
    return made


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def connected(monkeypatch: pytest.MonkeyPatch, line: Line | None) -> None:
    """What the page reaches when it asks DUO."""
    monkeypatch.setattr(comparing, "transport_for", lambda _municipality: line)


def look(city: City, who: str, name: str, *args: object) -> str:
    """What somebody reads on a page."""
    return text(signed_in(city, who).get(url(name, *args)))


def told(city: City, case: int, **more: Any) -> DuoMessage:
    """DUO told of a longer term."""
    message = tell(Line(inburgeringstermijn=LONGER), "SS103", **more)
    assert message.trajectory_id == case
    return message


def test_it_stands_on_today_of_who_guides_the_person(city: City) -> None:
    """With what to do; not on that of a colleague, somebody else or another municipality."""
    told(city, make_case(city, bsn=BSN, facts=STARTED))
    assert "De termijn is verlengd door DUO zelf" in look(city, "responsible", "today")
    for who in ("colleague", "stranger", "elsewhere", "quality"):
        assert "De termijn is verlengd" not in look(city, who, "today"), who


def test_of_a_new_person_it_stands_with_the_team(city: City) -> None:
    """Nobody guides the person yet: everybody of the team that receives the group sees it, others do not."""
    tell(Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM), "SS139")
    for who in ("responsible", "colleague", "quality"):
        assert "de tien weken voor het PIP lopen" in look(city, who, "today"), who
    for who in ("stranger", "quality_other", "elsewhere"):
        assert "de tien weken voor het PIP lopen" not in look(city, who, "today"), who


def test_it_stays_until_somebody_looked(city: City) -> None:
    """The page of the case shows what was recorded; "seen" takes it from Vandaag, once, with a trace."""
    case = make_case(city, bsn=BSN, facts=STARTED)
    message = told(city, case)
    page = look(city, "responsible", "duo", uuid_of(case))
    assert "Verlenging gekregen" in page
    assert "9 jul 2028" in page
    assert "DUO" in look(city, "responsible", "case", uuid_of(case))
    client = signed_in(city, "responsible")
    for _ in range(2):
        client.post(url("duo_seen", uuid_of(case), message.uuid))
    message.refresh_from_db()
    assert message.settled_by == city.user("responsible").pk
    assert AuditEntry.objects.filter(action="duo_notice_seen").count() == 1
    assert "De termijn is verlengd" not in look(city, "responsible", "today")
    assert "Gezien door Responsible van Dam" in look(city, "colleague", "duo", uuid_of(case))


def test_several_messages_are_one_entry_and_are_seen_at_once(city: City) -> None:
    """Vandaag shows the person once; "all seen" settles those that stood on the page, and no other."""
    case = make_case(city, bsn=BSN, facts=STARTED)
    first = told(city, case)
    second = tell(Line(), "SS114")
    page = look(city, "responsible", "today")
    assert "De termijn is verlengd door DUO zelf · Volledige vrijstelling afgewezen" in page
    late = tell(Line(), "SS118")
    client = signed_in(city, "responsible")
    client.post(url("duo_seen", uuid_of(case), first.uuid), {"also": [str(first.uuid), str(second.uuid), "x"]})
    assert set(DuoMessage.objects.filter(settled_at=None)) == {late}


@pytest.mark.parametrize("who", ["stranger", "elsewhere", "manager", "desk", "coordinator"])
def test_nobody_else_sees_or_settles_it(city: City, who: str) -> None:
    """Neither the page nor its buttons."""
    case = make_case(city, bsn=BSN, facts=STARTED)
    message = told(city, case)
    client = signed_in(city, who)
    assert client.get(url("duo", uuid_of(case))).status_code in {403, 404}
    for address in ("duo_read", "duo_settle"):
        assert client.post(url(address, uuid_of(case))).status_code in {403, 404}
    assert client.post(url("duo_seen", uuid_of(case), message.uuid)).status_code in {403, 404}
    message.refresh_from_db()
    assert message.settled_at is None


SAID = {
    "inburgeringsplicht": OBLIGED, "doelgroep": ASYLUM, "examens_resultaten": EXAMS, "map": None,
    "uren": [{"gemeentecode": "9901", "ParticipatieAlsTaalles": {"uren": 120}}],
}  # fmt: skip


def asked(city: City, monkeypatch: pytest.MonkeyPatch) -> int:
    """A case in which a colleague recorded another start, an exam that DUO has too and one that DUO does not have."""
    case = make_case(city, bsn=BSN, facts=[("duo_notified", date(2026, 2, 6), {})], source="DUO")
    for kind, on, payload in (
        ("obligation_started", date(2026, 2, 1), {}),
        ("exam_taken", date(2026, 2, 20), {"part": "reading", "level": "b1", "result": "passed"}),
        ("pvt_declaration_signed", date(2026, 2, 25), {}),
    ):
        append_one(city.actor("responsible"), NewFact(case, kind, on, payload), now=NOW)
    connected(monkeypatch, Line(**SAID))
    signed_in(city, "responsible").post(url("duo_read", uuid_of(case)))
    return case


def rows(city: City, case: int) -> dict[str, comparing.Row]:
    """The rows that are not the same, by kind."""
    found = comparing.compare(city.actor("responsible"), case, None)
    return {row.kind: row for row in found.of("differs", "theirs", "ours")}


def test_duo_is_asked_and_laid_beside_ours(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking is logged and writes no fact; the page tells what differs, what one of the two has, what is the same."""
    case = asked(city, monkeypatch)
    assert AccessEntry.objects.filter(kind="open", trajectory_ref=case, detail__page="duo").exists()
    assert {kind: row.state for kind, row in rows(city, case).items()} == {
        "obligation_started": "differs", "exam_taken": "theirs", "pvt_declaration_signed": "ours",
        "hours_lessons": "differs",
    }  # fmt: skip
    page = look(city, "responsible", "duo", uuid_of(case))
    assert "1 feb 2026" in page
    assert "4 feb 2026" in page
    assert "DUO zegt dit niet" in page
    assert [fact[0] for fact in standing(case)].count("exam_taken") == 1


def test_taking_over_supersedes_ours_with_why(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """DUO is the source; what stood there stays in the history; the row is gone."""
    case = asked(city, monkeypatch)
    client = signed_in(city, "responsible")
    for kind in ("obligation_started", "exam_taken"):
        form = {"key": rows(city, case)[kind].key, "choice": "theirs", "reason": "brief gezien"}
        client.post(url("duo_settle", uuid_of(case)), form)
    assert {"obligation_started", "exam_taken"} & set(rows(city, case)) == set()
    start = next(fact for fact in standing(case) if fact[0] == "obligation_started")
    assert start == ("obligation_started", "2026-02-04", {"correction_reason": "brief gezien"})
    assert AuditEntry.objects.filter(action="duo_difference_settled").count() == 2


def test_taking_over_after_it_was_taken_back(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact is superseded once; the second time ours is withdrawn beside DUO's."""
    case = asked(city, monkeypatch)
    actor = city.actor("responsible")
    for turn in ("first", "again"):
        row = rows(city, case)["obligation_started"]
        comparing.settle(actor, case, row.key, "theirs", "", None, now=NOW)
        taken = [fact for fact in comparing.told_case(actor.municipality_id, case).facts if fact.standing]
        mine = next(fact for fact in taken if fact.kind == "obligation_started")
        assert mine.happened_on == date(2026, 2, 4)
        if turn == "first":
            withdraw(actor, case, mine.uuid, now=NOW)


def test_what_the_municipality_decides_is_not_taken_over(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """PVT, MAP and plan are ours: they are put right at DUO; the button is not there, and sending it does nothing."""
    case = asked(city, monkeypatch)
    row = rows(city, case)["pvt_declaration_signed"]
    assert not row.takeable
    client = signed_in(city, "responsible")
    page = text(client.post(url("duo_settle", uuid_of(case)), {"key": row.key, "choice": "theirs"}, follow=True))
    assert "kunt u hier niet overnemen" in page
    client.post(url("duo_settle", uuid_of(case)), {"key": row.key, "choice": "at_duo"})
    assert "te verbeteren bij DUO" in look(city, "responsible", "duo", uuid_of(case))


def test_leaving_a_difference_needs_a_reason_and_holds_until_it_changes(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is kept encrypted; when DUO says something else, the difference asks again."""
    case = asked(city, monkeypatch)
    client = signed_in(city, "responsible")
    key = rows(city, case)["obligation_started"].key
    send = {"key": key, "choice": "left"}
    assert "Schrijf op waarom" in text(client.post(url("duo_settle", uuid_of(case)), send, follow=True))
    client.post(url("duo_settle", uuid_of(case)), send | {"reason": "bezwaar loopt"})
    assert rows(city, case)["obligation_started"].choice == "left"
    assert b"bezwaar" not in bytes(DuoVerdict.objects.get().content)
    connected(monkeypatch, Line(**SAID | {"inburgeringsplicht": {**OBLIGED, "begindatum": "2026-02-03"}}))
    client.post(url("duo_read", uuid_of(case)))
    assert rows(city, case)["obligation_started"].choice == ""
    stale = text(client.post(url("duo_settle", uuid_of(case)), send | {"reason": "bezwaar loopt"}, follow=True))
    assert "Dit verschil is er niet meer" in stale


@pytest.mark.parametrize(
    ("line", "words"), [(None, "geen verbinding met DUO"), (Line(), "Probeer het later"), (Line(), "andere gemeente")]
)
def test_without_an_answer_the_last_one_stays(
    city: City, monkeypatch: pytest.MonkeyPatch, line: Line | None, words: str
) -> None:
    """No connection, DUO away, DUO refuses: said plainly, and what was read stands with its date."""
    case = asked(city, monkeypatch)
    if line is not None:
        line.away = "later" in words
        line.refuses = "andere" in words
    connected(monkeypatch, line)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        client = signed_in(city, "responsible", now=NOW + timedelta(days=1))
        page = text(client.post(url("duo_read", uuid_of(case)), follow=True))
    assert words in page
    assert "16 mrt 2026" in page
    assert "obligation_started" in rows(city, case)


def test_the_comparison_begins_empty(city: City) -> None:
    """Never asked: the page says so, and that asking changes nothing."""
    case = make_case(city, bsn=BSN, facts=STARTED)
    assert "Er is nog niets te vergelijken" in look(city, "responsible", "duo", uuid_of(case))


def test_without_a_bsn_duo_cannot_be_asked(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says why, and where a BSN comes from."""
    case = make_case(city, bsn=None, v_number="2712345678", facts=STARTED)
    connected(monkeypatch, Line(**SAID))
    page = text(signed_in(city, "responsible").post(url("duo_read", uuid_of(case)), follow=True))
    assert "geen BSN bekend" in page


def held(city: City, code: str) -> DuoMessage:
    """A message that waits for this reason."""
    line = Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM)
    if code == "possible_duplicate":
        make_case(city, bsn=None, v_number="2712345678", facts=[("duo_notified", date(2026, 2, 6), {})])
        message = tell(line, "SS101")
    else:
        message = tell(line, "SS103")
    assert message.code == code
    return message


def decide(city: City, message: DuoMessage, who: str = "quality", **answer: str) -> str:
    return text(signed_in(city, who).post(reverse("desk:duo_decide", args=[message.uuid]), answer, follow=True))


def test_a_message_that_waits_is_shown_without_numbers(city: City) -> None:
    """To quality officers, also on Vandaag; not to others."""
    held(city, "unknown_person")
    assert "Berichten van DUO wachten" in look(city, "quality", "today")
    page = look(city, "quality", "duo_messages")
    assert "Wij kennen deze persoon niet" in page
    assert BSN not in page
    for who in ("responsible", "manager", "admin", "elsewhere"):
        assert signed_in(city, who).get(url("duo_messages")).status_code == 403, who


def test_somebody_is_taken_up_as_new(city: City) -> None:
    """DUO is asked and a case is opened, though the event itself opens none."""
    message = held(city, "unknown_person")
    decide(city, message, answer="new")
    line = Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM, inburgeringstermijn=LONGER)
    assert again(message, line, after=timedelta()).status == "handled"
    kinds = {fact[0] for fact in standing(Trajectory.objects.get().pk)}
    assert kinds == {"obligation_started", "duo_notified", "extension_granted"}
    assert "al over besloten" in decide(city, message, answer="new")


def test_it_turns_out_to_be_somebody_we_know(city: City) -> None:
    """The candidates are shown; the BSN is added to the one chosen, and no second case is opened."""
    message = held(city, "possible_duplicate")
    other = uuid_of(make_case(city, bsn=OTHER_BSN))
    assert "Is dit dezelfde persoon?" in look(city, "quality", "duo_messages")
    assert "Kies welke persoon" in decide(city, message, answer="same", case=str(other))
    person = Person.objects.get(v_number="2712345678")
    decide(city, message, answer="same", case=str(person.trajectory.uuid))
    again(message, Line(inburgeringsplicht=OBLIGED, doelgroep=ASYLUM), after=timedelta())
    assert message.trajectory_id == person.trajectory.pk
    assert Trajectory.objects.count() == 2


def test_somebody_is_left_out_with_a_reason(city: City) -> None:
    """Without one nothing happens."""
    message = held(city, "unknown_person")
    assert "Kies een reden" in decide(city, message, answer="leave")
    decide(city, message, answer="leave", reason="other_municipality")
    message.refresh_from_db()
    assert (message.status, message.reason) == ("left", "other_municipality")
    assert "Er wacht niets" in look(city, "quality", "duo_messages")


def test_another_municipality_decides_nothing_here(city: City) -> None:
    """Nor does somebody without the permission."""
    message = held(city, "unknown_person")
    for who in ("elsewhere", "responsible"):
        signed_in(city, who).post(reverse("desk:duo_decide", args=[message.uuid]), {"answer": "new"})
    message.refresh_from_db()
    assert message.status == "waiting"


def test_that_duo_does_not_answer_is_said(city: City) -> None:
    """How many wait, and since when."""
    line = Line()
    line.away = True
    tell(line, "SS101", told=TOLD)
    assert "DUO geeft geen antwoord" in look(city, "quality", "duo_messages")
