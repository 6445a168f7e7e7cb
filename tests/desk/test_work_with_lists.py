"""Lists of cases: whose, which, in what order; assign what is ticked and take it back."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.urls import reverse

from tests.city import City, make_case, make_city, uuid_of
from tests.signing import StaffClient
from wegwijs.dossier.models import Fact, Snapshot

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def city() -> City:
    return make_city()


def _list(client: StaffClient, city: City, who: str, query: str = "") -> str:
    client.force_login(city.user(who))
    answer = client.get(reverse("desk:cases") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _names(page: str) -> list[str]:
    return re.findall(r"<th scope=\"row\">\s*(?:<a [^>]*>)?<bdi>([^<]*)</bdi>", page)


@pytest.mark.parametrize(
    ("who", "tab", "seen"),
    [
        ("responsible", "mine", ["Selam Tesfay"]), ("colleague", "mine", []), ("colleague", "team", ["Selam Tesfay"]),
        ("quality", "department", ["Selam Tesfay"]), ("manager", "department", ["Selam Tesfay"]),
        ("stranger", "team", []), ("quality_other", "department", []), ("manager_other", "department", []),
        ("elsewhere", "team", []), ("adviser", "shared", []),
        # A tab that the role does not have is no way in.
        ("adviser", "department", []), ("stranger", "department", []), ("elsewhere", "department", []),
    ],
)  # fmt: skip
def test_a_list_shows_what_the_role_may_see(
    client: StaffClient, city: City, who: str, tab: str, seen: list[str]
) -> None:
    """Own, team, department; nothing of another department or municipality, whatever the address asks."""
    make_case(city)
    page = _list(client, city, who, f"?whose={tab}")
    assert _names(page) == seen
    if not seen:
        assert "Tesfay" not in page


@pytest.mark.parametrize(
    "who", ["desk", "privacy", "admin", "reception", "policy", "researcher", "coordinator", "teacher"]
)
def test_other_roles_have_no_lists(client: StaffClient, city: City, who: str) -> None:
    """403, and the refusal is logged."""
    client.force_login(city.user(who))
    assert client.get(reverse("desk:cases")).status_code == 403


def test_filters_narrow_the_list_and_are_taken_away_one_by_one(client: StaffClient, city: City) -> None:
    """Each filter in force stands above the list with a way to take it off."""
    make_case(city)
    assert _names(_list(client, city, "responsible", "?phase=route")) == []
    page = _list(client, city, "responsible", "?group=asylum&step=invite")
    assert _names(page) == ["Selam Tesfay"]
    assert 'href="?whose=mine&amp;step=invite"' in page or 'href="?step=invite"' in page
    assert "Statushouder <svg" in page


def test_an_address_with_nonsense_still_gives_the_list(client: StaffClient, city: City) -> None:
    """A mangled filter, page or tab is left out."""
    make_case(city)
    page = _list(client, city, "responsible", "?phase=moon&after=zzzz&before=%00&whose=everyone&sort=up")
    assert _names(page) == ["Selam Tesfay"]


def test_pages_go_on_and_back_without_a_name_in_the_address(client: StaffClient, city: City) -> None:
    """Sorted by name: the next page follows, the previous one comes back, and no address tells a name or a number."""
    for number in range(60):
        make_case(city, surname=f"Naam{number:02}", given_names="A")
    first = _list(client, city, "responsible", "?sort=name")
    assert len(_names(first)) == 50
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following is not None
    assert "naam" not in following[1].lower()
    second = _list(client, city, "responsible", following[1].replace("&amp;", "&"))
    assert _names(second) == [f"A Naam{number}" for number in range(50, 60)]
    back = re.search(r'rel="prev" href="([^"]*)"', second)
    assert back is not None
    assert _names(_list(client, city, "responsible", back[1].replace("&amp;", "&"))) == _names(first)


@pytest.mark.parametrize(
    ("who", "tab"),
    [
        ("responsible", "mine"),
        ("colleague", "team"),
        ("manager", "department"),
        ("quality", "department"),
        ("adviser", "shared"),
    ],
)
@pytest.mark.parametrize("count", [1, 60])
def test_a_list_asks_the_same_number_of_questions(
    client: StaffClient, city: City, who: str, tab: str, count: int, django_assert_max_num_queries: object
) -> None:
    """At most twelve queries, whoever looks and however long the list is."""
    for number in range(count):
        make_case(city, surname=f"Naam{number}")
    client.force_login(city.user(who))
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        client.get(reverse("desk:cases") + f"?whose={tab}&group=asylum&sort=name")


def test_the_same_form_twice_assigns_once(client: StaffClient, city: City) -> None:
    """Pressing again writes nothing."""
    case = make_case(city, responsible=None)
    client.force_login(city.user("responsible"))
    data = {"case": str(uuid_of(case)), "to": city.user("responsible").pk}
    client.post(reverse("desk:assign"), data)
    client.post(reverse("desk:assign"), data)
    assert Fact.objects.filter(trajectory_id=case, kind="case_assigned").count() == 1


def test_nobody_assigns_what_is_out_of_reach(client: StaffClient, city: City) -> None:
    """A case of another department or municipality is left out silently; a colleague of elsewhere is refused."""
    case = make_case(city)
    for who in ("stranger", "quality_other", "manager_other", "elsewhere"):
        client.force_login(city.user(who))
        mine = city.user("stranger" if who != "elsewhere" else "elsewhere").pk
        client.post(reverse("desk:assign"), {"case": str(uuid_of(case)), "to": mine})
        assert Snapshot.objects.get(pk=case).responsible == city.user("responsible"), who
    client.force_login(city.user("quality"))
    client.post(reverse("desk:assign"), {"case": str(uuid_of(case)), "to": city.user("elsewhere").pk})
    assert Snapshot.objects.get(pk=case).responsible == city.user("responsible")


def test_a_wrong_form_says_what_is_missing(client: StaffClient, city: City) -> None:
    """Nothing ticked, nobody chosen, something that is no case, a way back to another site."""
    client.force_login(city.user("quality"))
    for data in ({}, {"case": "x"}, {"case": str(UUID(int=1)), "to": "x", "next": "https://kwaad.example/"}):
        answer = client.post(reverse("desk:assign"), data)
        assert answer.headers["Location"] == "/dossiers/"
    assert "Vink minstens" in client.get("/dossiers/").content.decode()
