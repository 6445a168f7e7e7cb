"""Somebody guesses passwords; a colleague at the same address goes on working."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client, RequestFactory

from tests.accounts.people import give, with_password
from tests.city import City
from wegwijs.accounts.lockout import client_address

AT_WORK, AT_HOME = "192.0.2.10", "198.51.100.7"


def guess(email_of, times: int, address: str = AT_WORK):
    for _ in range(times):
        answer = give(Client(), email_of, "verkeerd wachtwoord", REMOTE_ADDR=address)
    return answer


def test_the_fifth_wrong_password_closes_and_says_until_when(city: City) -> None:
    """Four are forgiven; the fifth gives a page in plain Dutch with a time and whom to call."""
    user = with_password(city, "responsible")
    with time_machine.travel("2026-03-16 10:00:00+00:00", tick=False):
        assert guess(user, 4).status_code == 200
        answer = guess(user, 1)
        assert answer.status_code == 429
        page = answer.content.decode()
        assert "11:15" in page  # 10:00 in UTC is 11:00 in Amsterdam
        assert "functioneel beheerder" in page
        assert give(Client(), user, REMOTE_ADDR=AT_WORK).status_code == 429


def test_the_colleague_at_the_same_address_is_not_troubled(city: City) -> None:
    """One address serves the whole town hall; it never closes for everybody."""
    user, colleague = with_password(city, "responsible"), with_password(city, "colleague")
    guess(user, 6)
    assert give(Client(), colleague, REMOTE_ADDR=AT_WORK).status_code == 302


def test_the_real_person_elsewhere_is_not_shut_out(city: City) -> None:
    """A guesser cannot keep the owner of the account from working."""
    user = with_password(city, "responsible")
    guess(user, 6)
    assert give(Client(), user, REMOTE_ADDR=AT_HOME).status_code == 302


@pytest.mark.parametrize(("minutes", "status"), [(14, 429), (16, 302)])
def test_after_a_quarter_of_an_hour_it_opens(city: City, minutes: int, status: int) -> None:
    """Fourteen minutes is too soon, sixteen is not; trying in between does not start the clock again."""
    user = with_password(city, "responsible")
    with time_machine.travel("2026-03-16 10:00:00+00:00", tick=False) as clock:
        guess(user, 5)
        clock.shift(timedelta(minutes=10))
        assert give(Client(), user, REMOTE_ADDR=AT_WORK).status_code == 429
        clock.shift(timedelta(minutes=minutes - 10))
        assert give(Client(), user, REMOTE_ADDR=AT_WORK).status_code == status


def test_a_right_password_forgets_the_wrong_ones(city: City) -> None:
    """Four mistakes, then right: the count starts anew."""
    user = with_password(city, "responsible")
    guess(user, 4)
    assert give(Client(), user, REMOTE_ADDR=AT_WORK).status_code == 302
    assert guess(user, 4).status_code == 200


def test_capitals_do_not_give_more_guesses(city: City) -> None:
    """The same account in other capitals is the same account."""
    user = with_password(city, "responsible")
    guess(user, 4)
    user.email = user.email.upper()
    assert guess(user, 1).status_code == 429


def test_what_was_guessed_is_not_kept(city: City) -> None:
    """The count holds no password and no form."""
    user = with_password(city, "responsible")
    guess(user, 2)
    assert "verkeerd wachtwoord" not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, "203.0.113.9", AT_WORK),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9", AT_WORK),
    ],
)
def test_an_address_that_the_visitor_made_up_does_not_count(settings, proxies: int, header: str, found: str) -> None:
    """Only what our own proxies added is believed."""
    settings.WEGWIJS_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=AT_WORK, HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == found
