"""The door of a page: who comes in, who is sent where, and what is written down."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from tests.city import City
from tests.signing import signed_in
from wegwijs.accounts import sessions
from wegwijs.accounts.models import AccessEntry, Membership


def test_a_stranger_is_asked_to_sign_in_and_comes_back(db: None) -> None:
    """Without a session every page leads to signing in, and remembers where one was going."""
    assert Client().get("/toegang/?wat=open").url == "/inloggen/?next=%2Ftoegang%2F%3Fwat%3Dopen"


def test_a_fragment_takes_the_whole_page_along(db: None) -> None:
    """htmx gets no sign-in page inside a page."""
    answer = Client().get("/toegang/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/vandaag/"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/inloggen/?next=%2Fvandaag%2F"


def test_a_refusal_is_written_in_the_log(city: City) -> None:
    """A role without the permission gets 403, and the privacy officer can see it."""
    answer = signed_in(city.user("responsible")).get("/toegang/")
    assert answer.status_code == 403
    row = AccessEntry.objects.get(kind="refused")
    assert row.user_id == city.user("responsible").pk
    assert row.detail == {"page": "accounts:access_log", "needs": "log.read"}


def test_the_role_with_the_permission_comes_in(city: City) -> None:
    """And for nobody else the page opens."""
    opened = {name for name in city.users if signed_in(city.user(name)).get("/toegang/").status_code == 200}
    assert opened == {"privacy"}


def test_a_role_that_ended_opens_nothing(city: City) -> None:
    """From the day after the last day a user without another role reads that there is none."""
    from django.utils import timezone

    today = timezone.localdate()
    for ends_on, status in ((today, 200), (today - timedelta(days=1), 403)):
        Membership.objects.filter(user=city.user("privacy")).update(ends_on=ends_on)
        assert signed_in(city.user("privacy")).get("/toegang/").status_code == status


def test_three_queries_say_who_acts(city: City, django_assert_num_queries) -> None:
    """Session, user and roles; the page's own queries come on top."""
    client = signed_in(city.user("responsible"))
    with django_assert_num_queries(3):
        client.post("/sessie/")


def test_wearing_another_hat(city: City) -> None:
    """Who has two roles chooses; somebody else's role cannot be chosen."""
    user = city.user("privacy")
    Membership.objects.create(user=user, municipality=city.other, role="desk", starts_on="2022-01-01")
    client = signed_in(user)
    assert client.post("/rol/", {"hat": f"{city.municipality.pk}:quality_officer"}).status_code == 404
    assert client.post("/rol/", {"hat": f"{city.other.pk}:desk"}).status_code == 302
    assert client.get("/toegang/").status_code == 403
    assert AccessEntry.objects.get(kind="refused").municipality_id == city.other.pk
    client.post("/rol/", {"hat": f"{city.municipality.pk}:privacy_officer"})
    assert client.get("/toegang/").status_code == 200


def test_a_session_that_nobody_began_is_none(city: City) -> None:
    """A session without our stamps (made by other means) lets nobody in."""
    client = signed_in(city.user("privacy"))
    session = client.session
    del session[sessions.STARTED]
    session.save()
    assert client.get("/toegang/").url.startswith("/inloggen/")
