"""One box that finds a person, for who may know that this person is here."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.city import City, make_case, make_city
from tests.exchange.deliveries import bsn
from tests.signing import StaffClient
from wegwijs.accounts.models import AccessEntry
from wegwijs.dossier.actions import NewContact

pytestmark = pytest.mark.django_db
BSN = bsn(12_345_678)


@pytest.fixture
def city() -> City:
    city = make_city()
    contact = NewContact("phone", "06 12345678")
    make_case(city, bsn=BSN, v_number="2712345678", given_names="Yusuf", surname="Haddad", contacts=[contact])
    return city


def _search(client: StaffClient, city: City, who: str, text: str) -> str:
    client.force_login(city.user(who))
    answer = client.post(reverse("desk:search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "text", ["haddad", "Youssef", "yusuf hadad", "HADDAD Yusuf", "ሰላም", "06-12345678", "+31 6 12345678"]
)
def test_a_person_is_found_in_any_spelling(client: StaffClient, city: City, text: str) -> None:
    """Other spellings, other order, own letters, a phone number."""
    page = _search(client, city, "responsible", text)
    assert "Haddad" in page
    assert "1995" in page


@pytest.mark.parametrize("text", [BSN, f"{BSN[:4]} {BSN[4:]}", "2712345678"])
def test_a_number_of_its_own_goes_straight_to_the_case(client: StaffClient, city: City, text: str) -> None:
    """One hit on BSN or V-number opens the case; the address holds neither."""
    client.force_login(city.user("responsible"))
    answer = client.post(reverse("desk:search"), {"q": text})
    assert answer.status_code == 302
    assert BSN not in answer.headers["Location"]


@pytest.mark.parametrize("who", ["stranger", "quality_other", "elsewhere", "adviser"])
@pytest.mark.parametrize("text", ["Haddad", BSN, "2712345678", "0612345678"])
def test_search_does_not_tell_who_is_out_of_reach(client: StaffClient, city: City, who: str, text: str) -> None:
    """Another department, another municipality, nobody involved: nobody found, by name or by number."""
    page = _search(client, city, who, text)
    assert "Niemand gevonden" in page
    assert "1995" not in page
    assert "/dossiers/" not in page.split("</header>")[1]


def test_no_number_that_was_typed_comes_back_or_is_logged(client: StaffClient, city: City) -> None:
    """Neither in the page nor in the access log; the log says what kind of search it was and how many it found."""
    page = _search(client, city, "stranger", BSN)
    assert BSN not in page
    entry = AccessEntry.objects.get(kind="search")
    assert entry.detail == {"kind": "bsn", "hits": 0}


def test_a_search_cannot_be_put_in_an_address(client: StaffClient, city: City) -> None:
    """A GET with a query shows the empty box."""
    client.force_login(city.user("responsible"))
    page = client.get(reverse("desk:search"), {"q": "Haddad"}).content.decode()
    assert "1995" not in page
    assert not AccessEntry.objects.filter(kind="search").exists()


def test_the_desk_team_sees_a_card_only(client: StaffClient, city: City) -> None:
    """Name, who guides this person and a phone number: no birth year, group, phase, link or own script."""
    page = _search(client, city, "desk", BSN)
    assert "Yusuf Haddad" in page
    assert "Responsible van Dam" in page
    assert "010 000 0000" in page
    for hidden in ("1995", "Statushouder", "Nieuw", "/dossiers/", "ሰላም"):
        assert hidden not in page.split("</header>")[1], hidden
    assert AccessEntry.objects.get(kind="card").detail == {"kind": "bsn", "hits": 1}


def test_the_card_stays_inside_the_municipality(client: StaffClient, city: City) -> None:
    """A desk team of Waterstad finds nobody of Dijkerveen."""
    make_case(city, surname="Overkant", responsible=None)
    from wegwijs.accounts.models import Membership

    Membership.objects.filter(user=city.user("desk")).update(municipality=city.other, department=None)
    assert "Niemand gevonden" in _search(client, city, "desk", "Overkant")


@pytest.mark.parametrize("who", ["manager", "privacy", "admin", "coordinator", "reception", "researcher"])
def test_other_roles_do_not_search(client: StaffClient, city: City, who: str) -> None:
    """403, also for a POST."""
    client.force_login(city.user(who))
    assert client.post(reverse("desk:search"), {"q": "Haddad"}).status_code == 403


def test_nobody_found_helps_on(client: StaffClient, city: City) -> None:
    """Says what else to try."""
    page = _search(client, city, "responsible", "Zwaluwstaart")
    assert "alleen" in page or "één deel van de naam" in page
    assert "ander team" in page


def test_a_search_asks_at_most_twelve_questions(
    client: StaffClient, city: City, django_assert_max_num_queries: object
) -> None:
    """However many hits."""
    for number in range(40):
        make_case(city, surname=f"Haddad{number}")
    client.force_login(city.user("responsible"))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.post(reverse("desk:search"), {"q": "haddad"})
