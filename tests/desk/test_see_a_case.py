"""The case page: everything to go on with, in few queries, logged before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.city import ASYLUM_FACTS, NOW, TODAY, City, make_case, make_city, uuid_of
from tests.desk.case_pages import new_case, record, signed_in, text, url
from tests.planning import people as planning
from wegwijs.accounts.models import AccessEntry
from wegwijs.dossier.actions import NewFact, append, assign, set_household_member
from wegwijs.support.actions import write_note
from wegwijs.voice import actions as voices

pytestmark = pytest.mark.django_db
MOST_QUERIES, USUAL = 20, 15


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    return new_case(city)


def test_who_this_is_and_how_to_talk(city: City, uuid: UUID) -> None:
    """Name, own script, group, language, interpreter and who guides stand at the top."""
    shown = text(signed_in(city, "responsible").get(url("case", uuid)))
    for words in (
        "Selam Tesfay",
        "ሰላም ተስፋይ",
        "Statushouder",
        "30 jaar",
        "Tigrinya",
        "tolk nodig",
        "Responsible van Dam",
    ):
        assert words in shown, words


def test_a_signal_says_for_whom_and_about_which_day(city: City) -> None:
    """The professional by name; the day with how far it is; without a professional the words for it."""
    facts = [(kind, date(2026, 1, 12), payload) for kind, _, payload in ASYLUM_FACTS]
    mine, nobodys = new_case(city, facts=facts), new_case(city, facts=facts, surname="Nog", responsible=None)
    shown = text(signed_in(city, "responsible").get(url("case", mine)))
    assert "Het plan moet klaar zijn op 23 maart 2026. voor Responsible van Dam · 23 mrt 2026 (over 7 dagen)" in shown
    assert "voor wie deze persoon begeleidt · 23 mrt 2026" in text(signed_in(city, "quality").get(url("case", nobodys)))


def test_the_look_is_logged_first(city: City, uuid: UUID) -> None:
    """One access row "open", with the case and the user."""
    signed_in(city, "responsible").get(url("case", uuid))
    row = AccessEntry.objects.get(kind="open")
    assert (row.user_id, row.at) == (city.user("responsible").pk, NOW)


def test_what_now_has_one_button_each(city: City, uuid: UUID) -> None:
    """Invite is the first step of a new case; its button leads to the form in one click."""
    answer = signed_in(city, "responsible").get(url("case", uuid))
    assert url("record", uuid, "invitation") in answer.content.decode()
    assert "Uitnodigen" in text(answer)


def test_the_day_of_the_plan_says_why(city: City, uuid: UUID) -> None:
    """Ten weeks after DUO's notice of 4 February is 15 April, with the article."""
    shown = text(signed_in(city, "responsible").get(url("case", uuid)))
    assert "15 apr 2026" in shown
    assert "art. 5.3 lid 1" in shown


@pytest.mark.parametrize("who", ["responsible", "quality", "adviser"])
def test_few_queries_whatever_the_case(city: City, who: str) -> None:
    """Few, the same for an empty case as for one of sixty facts, for each role that reads."""
    small, large = make_case(city), make_case(city, surname="Haddad")
    days = [TODAY - timedelta(days=n) for n in range(60)]
    append(city.system(), [NewFact(large, "contact_made", day, {"channel": "phone"}) for day in days], now=NOW)
    if who == "adviser":
        from wegwijs.dossier.actions import share

        for case in (small, large):
            share(city.actor("responsible"), case, city.user("adviser").pk, now=NOW)
    client = signed_in(city, who)
    asked = [_asked(client, case) for case in (small, large)]
    assert len(asked[0]) == len(asked[1])
    assert len(asked[0]) <= USUAL, asked[0]


def test_few_queries_with_everything_there_is(city: City, uuid: UUID) -> None:
    """A household, a wish, a promise, an appointment, a safety note and a referral: still no more than twenty."""
    actor, case = city.actor("responsible"), planning.opened(city, uuid).id
    set_household_member(actor, case, "partner", name="Tesfay", birth_year=1990, now=NOW)
    voices.hear(
        actor, case, voices.Heard(kind="wish", subject="lesson_times", words="Les in de avond.", on=TODAY), now=NOW,
        request_id=uuid4(),
    )  # fmt: skip
    planning.plan(city, uuid)
    write_note(actor, case, "Niet alleen op huisbezoek gaan.", now=NOW, request_id=uuid4())
    append(actor, [NewFact(case, "referral_sent", TODAY, {})], now=NOW)
    asked = _asked(signed_in(city, "responsible"), case)
    assert len(asked) > USUAL
    assert len(asked) <= MOST_QUERIES, asked


def _asked(client: Client, case: int) -> list[str]:
    address = url("case", uuid_of(case))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"][:120] for query in seen.captured_queries]


def test_a_case_of_which_nothing_is_known(city: City) -> None:
    """No facts, no language, no phone, nobody responsible: the page stands and asks for what is missing."""
    bare = uuid_of(
        make_case(
            city, told=False, responsible=None, own_script_name="", given_names="", mother_tongue="", interpreter="",
            nationality="", permit="", born=(None, None, None), sex="",
        )
    )  # fmt: skip
    shown = text(signed_in(city, "responsible").get(url("case", bare)))
    assert "Er is geen telefoonnummer" in shown
    assert "nog niemand begeleidt" in shown


def test_history_says_who_recorded_what(city: City, uuid: UUID) -> None:
    """Fact in words, its day, when and by whom it was recorded."""
    client = signed_in(city, "responsible")
    shown = text(record(client, uuid, "contact", channel="phone", on="13-03-2026"))
    assert "13 mrt 2026" in shown
    assert "hoe: telefonisch" in shown or "hoe : telefonisch" in shown
    assert "16 mrt 2026 11:00 Responsible van Dam" in shown


def test_as_it_was_known_on_an_earlier_day(city: City, uuid: UUID) -> None:
    """What was recorded later is not there, a banner says so, and nothing can be recorded."""
    client = signed_in(city, "responsible")
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        client = signed_in(city, "responsible", NOW + timedelta(days=3))
        record(client, uuid, "contact", channel="visit", on="12-03-2026")
        now = client.get(url("case", uuid))
        assert "huisbezoek" in text(now)
        then = client.get(url("case", uuid) + "?bekend=17-03-2026")
        assert "huisbezoek" not in text(then)
        assert "U kijkt terug" in text(then)
        assert url("record", uuid, "contact") not in then.content.decode()
    assert AccessEntry.objects.filter(detail__known_on="2026-03-17").count() == 1


def test_a_day_to_come_is_not_an_earlier_day(city: City, uuid: UUID) -> None:
    """Said beside the field; the page shows today."""
    shown = text(signed_in(city, "responsible").get(url("case", uuid) + "?bekend=17-03-2027"))
    assert "moet nog komen" in shown
    assert "U kijkt terug" not in shown


def test_looking_along_hides_everything_else(city: City, uuid: UUID) -> None:
    """Route map, agreements and days stay; history, contact data and what now are not on the page at all."""
    client = signed_in(city, "responsible")
    answer = client.post(url("companion"), {"companion": "on", "next": url("case", uuid)})
    assert answer["Location"] == url("case", uuid)
    page = client.get(url("case", uuid))
    shown = text(page)
    assert "Routekaart" in shown
    assert "Wat wij hebben afgesproken" in shown
    assert url("plan", uuid) in page.content.decode()  # made together, so the way to it stays
    for gone in ("Geschiedenis", "Wat nu", "Contactgegevens", "Eritrea", "tolk nodig"):
        assert gone not in shown, gone
    client.post(url("companion"), {"companion": "off", "next": url("case", uuid)})
    assert "Geschiedenis" in text(client.get(url("case", uuid)))


def test_fields_of_another_system_are_shown_as_such(city: City) -> None:
    """ "Beheerd door Suite": named on the page, and shut in the form."""
    uuid = new_case(city, sources={"surname": {"by": "system", "name": "Basisregistratie"}})
    client = signed_in(city, "responsible")
    assert "Beheerd door Basisregistratie: achternaam" in text(client.get(url("case", uuid)))
    form = client.get(url("record", uuid, "person")).content.decode()
    assert 'name="surname"' in form
    assert "Beheerd door Basisregistratie. Wijzig het daar." in text(client.get(url("record", uuid, "person")))


def test_the_case_of_who_is_nobodys_yet(city: City) -> None:
    """The first step is to choose who guides; done, the name stands at the top."""
    uuid = new_case(city, responsible=None)
    client = signed_in(city, "colleague")
    assert url("record", uuid, "assign") in client.get(url("case", uuid)).content.decode()
    assign(city.actor("colleague"), _id(uuid), city.user("colleague").pk, now=NOW)
    assert "Colleague van Dam , werkcoach" in text(client.get(url("case", uuid)))


def _id(uuid: UUID) -> int:
    from wegwijs.dossier.models import Trajectory

    return Trajectory.objects.values_list("pk", flat=True).get(uuid=uuid)


def test_no_number_of_the_person_in_the_page_title_or_address(city: City) -> None:
    """The title names the kind of page only: tabs are seen by whoever looks along."""
    body = signed_in(city, "responsible").get(url("case", new_case(city))).content.decode()
    title = body[body.find("<title>") : body.find("</title>")]
    assert "Tesfay" not in title


def test_a_plan_that_came_late_is_no_longer_urgent(city: City) -> None:
    """The day was missed, the plan was made after all: the page says when and how late, and does not keep counting."""
    facts = [
        *ASYLUM_FACTS,
        ("pip_established", date(2026, 5, 4), {"route": "b1", "level": "b1", "intensity_hours": 600}),
    ]
    uuid = new_case(city, facts=facts)
    with time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC), tick=False):
        page = text(signed_in(city, "responsible", datetime(2026, 9, 1, 9, 59, tzinfo=UTC)).get(url("case", uuid)))
    assert "klaar op 4 mei 2026" in page
    assert "19 dagen te laat" in page
