"""A visitor of the demo signs in with one click. Outside the demo that does not exist in any form."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.people import with_password
from tests.city import NOW, City
from wegwijs.accounts import demo, installation
from wegwijs.accounts.roles import Role

WITHOUT = [(False, False), (True, False), (False, True)]


def prepare(settings, *, process: bool, database: bool) -> None:
    settings.WEGWIJS_DEMO = process
    if database:
        installation.mark_demo(NOW)
    installation.is_demo.cache_clear()


def test_one_click_and_the_role_is_on(city: City, settings) -> None:
    """No password, no code; the first page of the role opens and the banner says that all is invented."""
    prepare(settings, process=True, database=True)
    client = Client()
    page = client.get("/inloggen/").content.decode()
    assert 'value="privacy_officer"' in page
    assert "Demonstratie" in page
    assert 'name="password"' not in page
    assert client.post("/demo/", {"role": "privacy_officer", "next": "/toegang/"}).url == "/toegang/"
    assert client.get("/toegang/").status_code == 200


def test_there_is_a_button_for_each_role_that_somebody_has(city: City, settings) -> None:
    """Every role of staff and providers, none of newcomers."""
    prepare(settings, process=True, database=True)
    assert {choice.role for choice in demo.choices()} == {
        Role(m.role) for u in city.users.values() for m in u.memberships.all()
    }
    assert len(demo.sign_ins()) == len(demo.choices())


def test_clicking_another_role_leaves_the_first_behind(city: City, settings) -> None:
    """Nothing of the previous role comes along."""
    prepare(settings, process=True, database=True)
    client = Client()
    client.post("/demo/", {"role": "privacy_officer"})
    first = client.session.session_key
    client.post("/demo/", {"role": "work_coach"})
    assert client.session.session_key != first
    assert client.get("/toegang/").status_code == 403


def test_it_leads_nowhere_outside(city: City, settings) -> None:
    """`next` cannot send the visitor to another site."""
    prepare(settings, process=True, database=True)
    assert Client().post("/demo/", {"role": "work_coach", "next": "https://elders.invalid/"}).url == "/"


def test_it_is_a_button_not_a_link(city: City, settings) -> None:
    """A link or a picture elsewhere cannot sign anybody in: POST with a token only."""
    prepare(settings, process=True, database=True)
    assert Client().get("/demo/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/", {"role": "work_coach"}).status_code == 403


@pytest.mark.parametrize(("process", "database"), WITHOUT)
def test_outside_demo_mode_there_is_no_page_and_no_bypass(city: City, settings, process: bool, database: bool) -> None:
    """With neither, or only one of mark and process: no buttons, 404, no session; staff still need the second step."""
    prepare(settings, process=process, database=database)
    client = Client()
    page = client.get("/inloggen/").content.decode()
    assert 'name="role"' not in page
    assert 'name="password"' in page
    assert "Demonstratie" not in page
    for role in Role.values:
        assert client.post("/demo/", {"role": role}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert demo.choices() == ()
    user = with_password(city, "privacy")
    client.post("/inloggen/", {"login": user.email, "password": "vier gele fietsen in de regen"})
    assert client.get("/toegang/").url == "/beveiliging/app/"


def test_a_demo_session_is_worth_nothing_outside_the_demo(city: City, settings) -> None:
    """A session made with one click does not open a page once the process is no demo any more."""
    prepare(settings, process=True, database=True)
    client = Client()
    client.post("/demo/", {"role": "privacy_officer"})
    assert client.get("/toegang/").status_code == 200
    settings.WEGWIJS_DEMO = False
    assert client.get("/toegang/").status_code == 302


def test_other_keys_than_the_database_was_made_with_are_noticed(db: None, monkeypatch) -> None:
    """The first start ties database and keys; a start with other keys says what is wrong."""
    installation.check_keys(NOW)
    installation.check_keys(NOW)
    monkeypatch.setattr(installation, "keys_fingerprint", lambda: "f" * 64)
    with pytest.raises(installation.WrongKeys, match="sleutelbestand"):
        installation.check_keys(NOW)
