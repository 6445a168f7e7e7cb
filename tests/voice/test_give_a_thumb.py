"""A thumb: once for each link, of nobody, in one's own language, and shown only in numbers that hide who it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.city import NOW, TODAY, City, make_city
from tests.desk.case_pages import signed_in, text
from wegwijs import policy
from wegwijs.accounts.actor import on_day
from wegwijs.accounts.models import AuditEntry
from wegwijs.voice import texts, thumbs
from wegwijs.voice.models import Thumb, ThumbTicket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def hand_out(city: City, number: int = 1, who: str = "responsible", kind: str = "conversation") -> list[str]:
    provider = city.organisation.pk if city.organisation and kind != "conversation" else None
    return thumbs.hand_out(city.actor(who), kind, provider, number, now=NOW)


def test_a_link_works_once(city: City) -> None:
    """The second click says that it was used, and nothing is counted twice."""
    token = hand_out(city)[0]
    page = Client().get(reverse("desk:thumb", args=[token]) + "?taal=nl")
    assert "Hoe was het gesprek?" in text(page)
    assert "bewaard" in text(Client().post(reverse("desk:thumb", args=[token]) + "?taal=nl", {"score": "4"}))
    again = Client().post(reverse("desk:thumb", args=[token]) + "?taal=nl", {"score": "1"})
    assert again.status_code == 404
    assert "al gebruikt" in text(again)
    assert list(Thumb.objects.values_list("score", "count")) == [(4, 1)]


def test_nothing_of_a_person_is_kept(city: City) -> None:
    """Not the token, not the moment, not who handed it out, not in which language; the ticket is gone."""
    token = hand_out(city)[0]
    assert token not in str(list(ThumbTicket.objects.values()))
    Client().post(reverse("desk:thumb", args=[token]) + "?taal=ti", {"score": "2"})
    assert not ThumbTicket.objects.exists()
    columns = {field.name for field in Thumb._meta.get_fields()}
    assert columns == {"id", "municipality", "organisation", "kind", "week", "score", "count"}
    assert Thumb.objects.get().week == TODAY - timedelta(days=TODAY.weekday())
    handed = AuditEntry.objects.get(action="thumbs_handed_out")
    assert (handed.trajectory_ref, handed.subject, handed.detail) == (None, None, {"kind": "conversation", "count": 1})
    assert not AuditEntry.objects.filter(action__contains="given").exists()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_in_ones_own_language(city: City, language: str) -> None:
    """Question, answers and thanks; from right to left where it is written so; translations say they are unchecked."""
    token = hand_out(city)[0]
    words = texts.words(language)
    address = reverse("desk:thumb", args=[token]) + f"?taal={language}"
    page = Client().get(address).content.decode()
    said = words.read["thumb"]
    assert f'dir="{"rtl" if words.rtl else "ltr"}"' in page
    for name in ("conversation", "s1", "s2", "s3", "s4", "anonymous"):
        assert said[name] in page, name
    assert ("niet nagekeken" in page) == (language != "nl")
    assert said["thanks"] in Client().post(address, {"score": "3"}).content.decode()


def test_all_languages_have_the_same_texts() -> None:
    """Nothing is missing in one of them."""
    keys = {code: {(part, key) for part in ("thumb", "message") for key in texts.words(code).read[part]}
            for code in texts.LANGUAGES}  # fmt: skip
    assert len({frozenset(found) for found in keys.values()}) == 1


@pytest.mark.parametrize(("asked", "given"), [("ar-SY,ar;q=0.9", "ar"), ("fa-IR", "prs"), ("tr", "tr"), ("xx", "nl")])
def test_the_browser_says_which_language(city: City, asked: str, given: str) -> None:
    """Without a choice on the page."""
    page = Client(headers={"accept-language": asked}).get(reverse("desk:thumb", args=[hand_out(city)[0]]))
    assert texts.words(given).read["thumb"]["conversation"] in page.content.decode()


def test_who_asks_too_often_waits(city: City) -> None:
    """A machine that tries tokens is stopped, and told until when."""
    client = Client()
    answers = [client.get(reverse("desk:thumb", args=["x"])).status_code for _ in range(45)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_a_wrong_score_counts_nothing(city: City) -> None:
    """The question comes back."""
    token = hand_out(city)[0]
    for score in ("5", "0", "", "abc"):
        assert Client().post(reverse("desk:thumb", args=[token]), {"score": score}).status_code == 200
    assert not Thumb.objects.exists()
    assert ThumbTicket.objects.count() == 1


def test_too_old_is_gone(city: City) -> None:
    """By the norm; the night clears it away."""
    token = hand_out(city)[0]
    assert thumbs.clear_old(NOW + timedelta(days=policy.load().thumb_link_days)) == 0
    assert thumbs.clear_old(NOW + timedelta(days=policy.load().thumb_link_days + 7)) == 1
    assert thumbs.kind_of(token) is None


def test_shown_from_enough_of_them_and_only_weeks_that_are_over(city: City) -> None:
    """One fewer is not shown; of this week nothing is, so nobody sees one arrive."""
    least = policy.load().few_inside
    for token in hand_out(city, least - 1):
        thumbs.give(token, 3, TODAY)
    later = on_day(city.actor("quality"), TODAY + timedelta(days=7))
    assert [one.total for one in thumbs.tallies(later)] == [0]
    thumbs.give(hand_out(city)[0], 4, TODAY)
    assert thumbs.tallies(city.actor("quality")) == ()
    assert [one.scores for one in thumbs.tallies(later)] == [{3: least - 1, 4: 1}]


def test_the_page_makes_a_picture_for_each(city: City) -> None:
    """A sheet for a group of twelve by its teacher, twelve links that differ; none for other providers."""
    assert city.organisation is not None
    form = {"kind": "lesson_block", "organisation": str(city.organisation.pk), "number": "12"}
    page = signed_in(city, "teacher").post(reverse("desk:thumbs"), form)
    links = set(re.findall(r"/duim/([\w-]+)/", page.content.decode()))
    assert len(links) == 12
    assert all(thumbs.kind_of(token) == "lesson_block" for token in links)


def test_a_provider_hands_out_its_own_only(city: City) -> None:
    """Not of the municipality's conversations, not of another school."""
    for kind, provider in (("conversation", None), ("pvt", 999)):
        with pytest.raises(PermissionDenied):
            thumbs.hand_out(city.actor("coordinator"), kind, provider, 1, now=NOW)


@pytest.mark.parametrize("who", ["volunteer", "desk", "reception", "privacy", "contracts", "manager"])
def test_who_may_not_hand_out(city: City, who: str) -> None:
    """Only who speaks with people or teaches them."""
    with pytest.raises(PermissionDenied):
        hand_out(city, who=who)


@pytest.mark.parametrize("who", ["responsible", "teacher", "desk", "elsewhere", "privacy"])
def test_who_may_not_read_counts(city: City, who: str) -> None:
    """Counts are for quality, managers, policy, contracts and the provider's coordinator."""
    assert thumbs.tallies(city.actor(who)) == ()
