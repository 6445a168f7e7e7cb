"""Somebody leaves the desk: the session ends, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.sessions.models import Session

from tests.accounts.people import PASSWORD, with_password
from tests.city import City
from tests.signing import StaffClient, signed_in
from wegwijs.accounts import drafts, interrupted, sessions
from wegwijs.accounts.models import Draft

MORNING = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
CASE = UUID("00000000-0000-4000-8000-000000000001")


def in_the_morning(city: City, name: str = "privacy") -> StaffClient:
    return signed_in(city.user(name), now=MORNING)


@pytest.mark.parametrize(("minutes", "inside"), [(29, True), (30, False)])
def test_half_an_hour_without_contact(city: City, minutes: int, inside: bool) -> None:
    """After 29 minutes one goes on, after 30 one signs in again, whatever the browser does."""
    client = in_the_morning(city)
    with time_machine.travel(MORNING + timedelta(minutes=minutes), tick=False):
        assert (client.get("/toegang/").status_code == 200) is inside


@pytest.mark.parametrize(("hours", "inside"), [(9.75, True), (10, False)])
def test_ten_hours_in_all(city: City, hours: float, inside: bool) -> None:
    """Who works on all day signs in once a day."""
    client = in_the_morning(city)
    session = client.session
    session[sessions.SEEN] = int((MORNING + timedelta(hours=hours - 0.1)).timestamp())
    session.save()
    with time_machine.travel(MORNING + timedelta(hours=hours), tick=False):
        assert (client.get("/toegang/").status_code == 200) is inside


def test_contact_is_written_once_a_minute(city: City) -> None:
    """Reading a page twice in a minute writes no session."""
    client = in_the_morning(city)
    with time_machine.travel(MORNING + timedelta(minutes=5), tick=False) as clock:
        client.post("/sessie/")
        seen = client.session[sessions.SEEN]
        assert seen == int((MORNING + timedelta(minutes=5)).timestamp())
        clock.shift(30)
        client.post("/sessie/")
        assert client.session[sessions.SEEN] == seen
        clock.shift(30)
        client.post("/sessie/")
        assert client.session[sessions.SEEN] == seen + 60


def test_an_ended_session_is_gone_on_the_server(city: City) -> None:
    """The cookie is worth nothing afterwards, even when the clock is turned back."""
    client = in_the_morning(city)
    key = client.session.session_key
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        client.get("/toegang/")
    assert not Session.objects.filter(session_key=key).exists()


def test_a_form_sent_too_late_is_kept_and_sent_after_signing_in(city: City) -> None:
    """What was typed is offered again; one click sends it where it was going."""
    user = with_password(city, "privacy")
    client = in_the_morning(city)
    with time_machine.travel(MORNING + timedelta(minutes=31), tick=False):
        late = client.post(
            "/rol/", {"hat": f"{city.municipality.pk}:privacy_officer", "note": ["een", "twee"], "password": "x"}
        )
        assert late.url.startswith("/inloggen/")
        assert b"een" not in bytes(Draft.objects.get(form=interrupted.FORM).content)
        assert "bewaard" in client.get(late.url).content.decode()
        client.force_login(user)
        page = client.get("/verder/").content.decode()
        assert page.count('name="note"') == 2
        assert 'name="password"' not in page
        answer = client.post("/verder/", {"hat": f"{city.municipality.pk}:privacy_officer"})
        assert (answer.status_code, answer.url) == (307, "/rol/")
        assert client.get("/verder/").url == "/"


def test_signing_in_leads_to_what_waits(city: City) -> None:
    """After the code the page with the kept form comes first."""
    from tests.accounts.people import code_for, give, set_up_app

    user = with_password(city, "privacy")
    first = StaffClient()
    give(first, user)
    secret = set_up_app(first)
    interrupted_client = in_the_morning(city)
    with time_machine.travel(MORNING + timedelta(minutes=31), tick=False):
        interrupted_client.post("/rol/", {"hat": "1:x"})
        client = StaffClient()
        client.post("/inloggen/", {"login": user.email, "password": PASSWORD})
        assert client.post("/inloggen/code/", {"code": code_for(secret)}).url == "/verder/"


def test_the_kept_form_is_for_its_maker_only(city: City) -> None:
    """A colleague who signs in at the same computer sees nothing of it."""
    client = in_the_morning(city)
    with time_machine.travel(MORNING + timedelta(minutes=31), tick=False):
        client.post("/rol/", {"hat": "1:x"})
        client.force_login(city.user("colleague"))
        assert client.get("/verder/").url == "/"


def test_it_may_be_let_go(city: City) -> None:
    """Not sending is a choice as well; it is then gone."""
    client = in_the_morning(city)
    with time_machine.travel(MORNING + timedelta(minutes=31), tick=False):
        client.post("/rol/", {"hat": "1:x"})
        client.force_login(city.user("privacy"))
        assert client.post("/verder/", {"resume": "drop"}).url == "/"
    assert not Draft.objects.exists()


def test_the_script_still_keeps_a_draft_when_the_session_has_just_ended(city: City) -> None:
    """A laptop that slept through the half hour loses nothing: the draft is taken, no page is given."""
    client = in_the_morning(city, "responsible")
    with time_machine.travel(MORNING + timedelta(minutes=45), tick=False):
        typed = {"wish": "bakker worden", "draft-tab": str(CASE), "draft-version": "0"}
        kept = client.post(f"/concept/plan/{CASE}/", typed, headers={"X-Requested-With": "fetch"})
        assert kept.status_code == 200
        assert client.post("/sessie/", headers={"X-Requested-With": "fetch"}).status_code == 302
        assert client.get("/toegang/").url.startswith("/inloggen/")
    assert drafts.load(city.actor("responsible"), "plan", CASE, CASE) == {"wish": ["bakker worden"]}
