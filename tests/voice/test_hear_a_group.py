"""What a group raises stays in sight until the group heard what was done."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.city import NOW, TODAY, City, make_city
from tests.desk.case_pages import fill, signed_in, text
from wegwijs.voice import topics
from wegwijs.voice.actions import Refused
from wegwijs.voice.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def test_raised_done_and_told_back(city: City) -> None:
    """From the advisory group: written down, taken up, and told at the next meeting."""
    client = signed_in(city, "quality")
    answer = fill(
        client, reverse("desk:topics"), forum="advisory_group", subject="lesson_times", title="Meer avondlessen",
        words="Wie werkt, kan overdag niet.",
    )  # fmt: skip
    assert answer.status_code == 302
    row = Topic.objects.get()
    address = reverse("desk:topic", args=[row.uuid])
    assert "op te pakken" in text(client.get(reverse("desk:topics")))
    done = {"version": "1", "done": "Twee scholen openen een avondgroep.", "back_on": "", "back_how": ""}
    client.post(address, done)
    assert "nog te vertellen aan de groep" in text(client.get(reverse("desk:topics")))
    client.post(address, {**done, "version": "2", "back_on": "16-03-2026", "back_how": "op de bijeenkomst"})
    assert "Te doen 0" in text(client.get(reverse("desk:topics")))
    assert topics.topics(city.actor("policy"))[0].state == "back"


def test_told_back_says_how(city: City) -> None:
    """And never before something was done."""
    actor = city.actor("quality")
    uuid = topics.raise_topic(actor, "expert_pool", TODAY, "work", "Werk", "", now=NOW, request_id=uuid4())
    with pytest.raises(Refused, match="empty"):
        topics.follow_up(actor, uuid, 1, done="", back_on=TODAY, back_how="mail", now=NOW)
    with pytest.raises(Refused, match="empty"):
        topics.follow_up(actor, uuid, 1, done="Gesprek gevoerd.", back_on=TODAY, back_how="", now=NOW)


@pytest.mark.parametrize("who", ["responsible", "desk", "coordinator", "privacy", "elsewhere"])
def test_who_has_no_part_in_it_sees_nothing(city: City, who: str) -> None:
    """Quality, policy, contracts and managers do."""
    topics.raise_topic(city.actor("quality"), "group_meeting", TODAY, "work", "Werk", "", now=NOW, request_id=uuid4())
    assert topics.topics(city.actor(who)) == ()
    assert signed_in(city, who).get(reverse("desk:topics")).status_code == 403
