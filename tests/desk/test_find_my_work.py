"""Vandaag: what needs me, by day, and new cases to take up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.city import City, make_case, make_city
from tests.signing import StaffClient
from wegwijs.accounts.models import AccessEntry
from wegwijs.dossier import actions
from wegwijs.dossier.models import Snapshot

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def city() -> City:
    return make_city()


def _look(client: StaffClient, city: City, who: str) -> str:
    client.force_login(city.user(who))
    answer = client.get(reverse("desk:today"))
    assert answer.status_code == 200
    return answer.content.decode()


def _case_of_today(city: City, surname: str, days_ago: int) -> None:
    """A case as it stands on the real day, which is what the page reads; its notice came some days ago."""
    on = timezone.localdate() - timedelta(days=days_ago)
    new = actions.NewCase(
        group="asylum", surname=surname,
        facts=[("coa_matched", on, {"municipality": "9901"}), ("duo_notified", on, {})],
        mother_tongue="ti", interpreter="needed", team_id=city.teams["Noord"].pk,
        responsible=(city.user("responsible").pk, "work_coach", on),
    )  # fmt: skip
    actions.open_cases(city.system(timezone.localdate()), [new], now=timezone.now())


def test_my_cases_stand_in_order_of_their_day(client: StaffClient, city: City) -> None:
    """Too late first, then this week, then what comes after; each with what to do and one button."""
    _case_of_today(city, "Laat", 200)
    _case_of_today(city, "Week", 9)
    _case_of_today(city, "Daarna", 0)
    page = _look(client, city, "responsible")
    assert page.index("Laat</bdi>") < page.index("Week</bdi>") < page.index("Daarna</bdi>")
    assert all(heading in page for heading in ("Te laat", "Deze week", "Daarna</h2>"))
    assert "Nodig uit voor een eerste gesprek" in page
    assert "/vastleggen/invitation/" in page


def test_nobody_sees_the_work_of_somebody_else(client: StaffClient, city: City) -> None:
    """The worklist holds my cases only: not those of a colleague, another department or another municipality."""
    make_case(city, surname="Tesfay")
    for who in ("colleague", "stranger", "elsewhere", "adviser"):
        assert "Tesfay" not in _look(client, city, who), who


def test_an_empty_worklist_says_what_to_do(client: StaffClient, city: City) -> None:
    """No cases yet is no dead end."""
    assert "Nieuwe dossiers van uw team staan op deze pagina" in _look(client, city, "responsible")


def test_a_new_case_of_my_team_can_be_taken_up(client: StaffClient, city: City) -> None:
    """One button, and it is mine; another team does not see it."""
    case = make_case(city, responsible=None)
    assert "Tesfay" not in _look(client, city, "stranger")
    page = _look(client, city, "responsible")
    assert "Neem op je" in page
    uuid = str(Snapshot.objects.values_list("trajectory__uuid", flat=True).get(pk=case))
    client.post(reverse("desk:assign"), {"case": uuid, "to": city.user("responsible").pk, "next": "/vandaag/"})
    assert Snapshot.objects.get(pk=case).responsible == city.user("responsible")
    assert "Neem op je" not in client.get(reverse("desk:today")).content.decode()


def test_a_quality_officer_chooses_a_colleague_and_sees_what_each_carries(client: StaffClient, city: City) -> None:
    """Names with their number of cases."""
    make_case(city)
    make_case(city, responsible=None, surname="Wachtend")
    page = _look(client, city, "quality")
    assert "Responsible van Dam · Noord · 1 dossier" in page
    assert "Colleague van Dam · Noord · 0 dossiers" in page
    assert "Stranger van Dam" not in page


def test_work_is_hidden_while_somebody_looks_along(client: StaffClient, city: City) -> None:
    """In the meekijkstand no other person is on the page, not even in its source."""
    make_case(city)
    client.force_login(city.user("responsible"))
    session = client.session
    session["companion"] = True
    session.save()
    for name in ("today", "cases"):
        page = client.get(reverse(f"desk:{name}")).content.decode()
        assert "Tesfay" not in page
        assert "Er kijkt iemand mee" in page


@pytest.mark.parametrize("who", ["responsible", "quality", "adviser"])
@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: StaffClient, city: City, who: str, count: int, django_assert_max_num_queries: object
) -> None:
    """At most twelve, log and session included, however many cases; each kind of notice that there is adds one."""
    for number in range(count):
        make_case(city, surname=f"Naam{number}")
        make_case(city, surname=f"Nieuw{number}", responsible=None)
    client.force_login(city.user(who))
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        client.get(reverse("desk:today"))


def test_looking_is_logged_before_it_is_shown(client: StaffClient, city: City) -> None:
    """One entry per look, by whom and at what."""
    _look(client, city, "responsible")
    entry = AccessEntry.objects.get(kind="list")
    assert (entry.user_id, entry.detail) == (city.user("responsible").pk, {"page": "today"})


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("responsible", "desk:today"), ("adviser", "desk:today"), ("quality", "desk:today"), ("manager", "desk:cases"),
        ("desk", "desk:search"), ("coordinator", "desk:participants"), ("admin", "desk:deliveries"),
        ("policy", "insight:start"), ("researcher", "insight:start"),
    ],
)  # fmt: skip
def test_each_role_starts_where_its_work_is(client: StaffClient, city: City, who: str, page: str) -> None:
    """The first page sends on."""
    client.force_login(city.user(who))
    assert client.get("/").headers["Location"] == reverse(page)


@pytest.mark.parametrize("who", ["reception"])
def test_a_role_without_pages_is_told_so(client: StaffClient, city: City, who: str) -> None:
    """No empty screen and no refusal."""
    client.force_login(city.user(who))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "nog geen pagina" in answer.content.decode()


def test_a_provider_sees_name_language_and_task_of_its_own_participants(client: StaffClient, city: City) -> None:
    """Nothing of the case, nobody else's participants; a teacher sees only the own ones."""
    assert city.organisation is not None
    case = make_case(city, surname="Kaya")
    make_case(city, surname="Öztürk")
    actions.involve_provider(city.system(), case, city.organisation.pk, "language", now=timezone.now())
    client.force_login(city.user("coordinator"))
    page = client.get(reverse("desk:participants")).content.decode()
    assert "Kaya" in page
    assert "Tigrinya" in page
    assert "taalcursus" in page
    assert "Öztürk" not in page
    client.force_login(city.user("teacher"))
    assert "Kaya" not in client.get(reverse("desk:participants")).content.decode()
