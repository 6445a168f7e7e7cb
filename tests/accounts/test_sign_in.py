"""Somebody of the municipality signs in with a password and a code from the app."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests.accounts.people import PASSWORD, code_for, give, set_up_app, with_password
from tests.city import City
from wegwijs.accounts.models import User


def fresh() -> Client:
    return Client()


def test_first_time_leads_to_the_second_step_and_nowhere_else(city: City) -> None:
    """With a password alone no page opens but the one where the app is set up."""
    client, user = fresh(), with_password(city, "privacy")
    answer = give(client, user)
    assert answer.url == "/beveiliging/app/"
    for path in ("/", "/toegang/", "/verder/"):
        assert client.get(path).url == "/beveiliging/app/"
    assert client.post("/rol/", {"hat": "x"}).url == "/beveiliging/app/"


def test_after_setting_up_the_app_the_work_opens(city: City) -> None:
    """The first code opens the session, under a new key, and gives ten recovery codes."""
    client, user = fresh(), with_password(city, "privacy")
    give(client, user)
    before = client.session.session_key
    set_up_app(client)
    assert client.session.session_key != before
    codes = client.get("/beveiliging/codes/")
    assert codes.content.decode().count("<li><code>") == 10
    assert client.get("/toegang/").status_code == 200


def test_next_time_the_code_is_asked(city: City) -> None:
    """A wrong code does not let in; the right one leads to the page that was asked for."""
    user = with_password(city, "privacy")
    first = fresh()
    give(first, user)
    secret = set_up_app(first)
    client = fresh()
    answer = client.post("/inloggen/?next=/toegang/", {"login": user.email, "password": PASSWORD, "next": "/toegang/"})
    assert answer.url == "/inloggen/code/"
    assert client.get("/toegang/").url.startswith("/inloggen/")
    assert "klopt niet" in client.post("/inloggen/code/", {"code": "000000"}).content.decode()
    answer = client.post("/inloggen/code/", {"code": code_for(secret, steps=2)})
    assert answer.url == "/toegang/"
    assert client.get("/toegang/").status_code == 200


def test_a_recovery_code_works_once(city: City) -> None:
    """Without the telephone a recovery code lets in; the same code does not let in again."""
    user = with_password(city, "privacy")
    first = fresh()
    give(first, user)
    set_up_app(first)
    code = first.get("/beveiliging/codes/").content.decode().split("<li><code>")[1].split("<")[0]
    for expected in (302, 200):
        client = fresh()
        give(client, user)
        assert client.post("/inloggen/code/", {"code": code}).status_code == expected


def test_wrong_codes_run_out(city: City) -> None:
    """After five wrong codes even the right one waits."""
    user = with_password(city, "privacy")
    first = fresh()
    give(first, user)
    secret = set_up_app(first)
    client = fresh()
    give(client, user)
    for _ in range(5):
        client.post("/inloggen/code/", {"code": "000000"})
    assert "kwartier" in client.post("/inloggen/code/", {"code": code_for(secret, steps=2)}).content.decode()


def test_a_wrong_password_and_an_unknown_address_look_the_same(city: City) -> None:
    """Nobody learns from the page who has an account."""
    user = with_password(city, "privacy")
    pages = []
    for email, password in ((user.email, "niet dit wachtwoord"), ("wie@voorbeeld.invalid", "niet dit wachtwoord")):
        answer = fresh().post("/inloggen/", {"login": email, "password": password})
        assert answer.status_code == 200
        pages.append(
            [line for line in answer.content.decode().splitlines() if "csrf" not in line and "value=" not in line]
        )
    assert pages[0] == pages[1]


def test_capitals_in_the_address_do_not_matter(city: City) -> None:
    """An address is the same however it is typed."""
    user = with_password(city, "privacy")
    assert fresh().post("/inloggen/", {"login": user.email.upper(), "password": PASSWORD}).status_code == 302


def test_a_closed_account_stays_out(city: City) -> None:
    """The right password of a closed account opens nothing."""
    user = with_password(city, "privacy")
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = fresh()
    give(client, user)
    assert "_auth_user_id" not in client.session


def test_the_secret_of_the_app_is_not_readable_in_the_database(city: City) -> None:
    """Who copies the database cannot make codes."""
    client, user = fresh(), with_password(city, "privacy")
    give(client, user)
    secret = set_up_app(client)
    from allauth.mfa.models import Authenticator

    assert all(secret not in str(row.data) for row in Authenticator.objects.all())


@pytest.mark.parametrize(
    "path", ["/signup/", "/inloggen/aanmelden/", "/accounts/signup/", "/email/", "/password/reset/"]
)
def test_nobody_opens_an_account_alone(db: None, path: str) -> None:
    """There is no sign-up and no reset by mail."""
    assert fresh().get(path).status_code == 404


@pytest.mark.parametrize("password", ["kort", "elfletters1", "password1234", "123456789012"])
def test_a_weak_password_is_refused(db: None, password: str) -> None:
    """Eleven characters are too few; twelve that everybody uses as well."""
    with pytest.raises(ValidationError):
        validate_password(password)


def test_twelve_characters_will_do(db: None) -> None:
    """The boundary itself, stored with Argon2."""
    validate_password("fiets boom12")
    user = User(email="x@voorbeeld.invalid")
    user.set_password("fiets boom12")
    assert identify_hasher(user.password).algorithm == "argon2"


def test_signing_out_ends_the_session_on_the_server(city: City) -> None:
    """A cookie kept from before opens nothing any more."""
    client, user = fresh(), with_password(city, "privacy")
    give(client, user)
    set_up_app(client)
    kept = client.cookies["sessionid"].value
    client.post("/uitloggen/")
    client.cookies["sessionid"] = kept
    assert client.get("/toegang/").url.startswith("/inloggen/")


def test_changing_the_telephone_needs_a_fresh_proof(city: City) -> None:
    """More than five minutes after signing in, the password is asked once more before the app changes."""
    from wegwijs.accounts import sessions

    client, user = fresh(), with_password(city, "privacy")
    give(client, user)
    set_up_app(client)
    session = client.session
    session[sessions.STARTED] -= 301
    session.save()
    assert client.get("/beveiliging/app/weg/").url.startswith("/bevestigen/")
    assert (
        client.post(
            "/bevestigen/?next=/beveiliging/app/weg/", {"password": PASSWORD, "next": "/beveiliging/app/weg/"}
        ).url
        == "/beveiliging/app/weg/"
    )
    assert client.post("/beveiliging/app/weg/").url == "/beveiliging/app/"
    assert client.get("/toegang/").url == "/beveiliging/app/"


def test_the_page_is_in_dutch_and_fills_in_nothing_from_outside(db: None) -> None:
    """Dutch by default; nothing is loaded from another machine."""
    page = fresh().get("/inloggen/").content.decode()
    assert "Inloggen" in page
    assert "E-mailadres" in page
    assert 'src="http' not in page
