"""Every form that holds more than a click keeps what is typed, offers it when it is opened again, and lets it go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine

from tests.city import NOW, City, make_city
from tests.desk.case_pages import form_on, signed_in, text, url
from tests.plans.making import ready_case, save
from wegwijs.accounts.models import Draft
from wegwijs.dossier.models import Fact, Trajectory
from wegwijs.dossier.queries import case as look
from wegwijs.plans import actions as plans

pytestmark = pytest.mark.django_db
# What is opened, by whom, under which name it is kept, and the field in which somebody types.
FORMS = (
    ("record-wish", "responsible", "subject"), ("record-person", "responsible", "adaptation"),
    ("record-contact-point", "responsible", "value"), ("record-contact", "responsible", "on"),
    ("correct", "responsible", "reason"), ("withdraw", "responsible", "reason"), ("plan", "responsible", "wish_work"),
    ("agreement", "quality", "advice"), ("glass", "manager", "reason"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def place(city: City, uuid: UUID, form: str) -> tuple[str, UUID]:
    """The address of a form, and what its draft is about."""
    if form.startswith("record-"):
        return url("record", uuid, form.removeprefix("record-")), uuid
    if form in {"correct", "withdraw"}:
        fact = Fact.objects.get(trajectory__uuid=uuid, kind="duo_notified").uuid
        return url(form, uuid, fact), fact
    if form == "agreement":
        actor = city.actor("responsible")
        row = save(city, uuid, route="self_reliance", wish_route="b1", reason_wish="Past beter.")
        seen = look(actor, uuid, on=actor.today)
        assert seen is not None
        question = plans.ask(actor, seen, row.version, now=NOW).uuid
        return url("agreement", question), question
    return {"plan": url("plan", uuid), "glass": url("break_glass", uuid)}[form], uuid


@pytest.mark.parametrize(("form", "who", "name"), FORMS)
def test_what_was_typed_is_offered_and_gone_on_with(city: City, form: str, who: str, name: str) -> None:
    """Not filled in silently: a fresh form, and above it since when one was busy; one click brings it back. Another
    browser is the same; a colleague sees nothing of it; thrown away is gone."""
    uuid = ready_case(city)
    address, subject = place(city, uuid, form)
    client = signed_in(city, who)
    opened = form_on(client.get(address), "draft-tab")
    typed = "11-03-2026" if name == "on" else "half een zin"
    kept = client.post(f"/concept/{form}/{subject}/", {**opened, name: typed})
    assert kept.status_code == 200
    other = signed_in(city, who)
    fresh = other.get(address)
    assert "U was hier nog mee bezig (16 mrt 2026 11:00)" in text(fresh)
    assert form_on(fresh, "draft-tab").get(name, [""]) != [typed]
    again = other.get(f"{address}?concept={kept.json()['tab']}")
    restored = form_on(again, "draft-tab")
    assert restored[name] == [typed]
    assert (restored["draft-tab"], restored["draft-version"]) == ([kept.json()["tab"]], ["1"])
    assert "Dit klopt nog niet" not in text(again)
    assert other.post(f"/concept/{form}/{subject}/{kept.json()['tab']}/weg/", {"next": address}).status_code == 302
    assert "U was hier nog mee bezig" not in text(other.get(address))


def test_sent_is_gone_and_the_other_tab_stays(city: City) -> None:
    """Two tabs of one form: both are kept; sending one takes away its draft only."""
    uuid = ready_case(city)
    address = url("record", uuid, "wish")
    client = signed_in(city, "responsible")
    tabs = [form_on(client.get(address), "draft-tab") for _ in range(2)]
    for number, tab in enumerate(tabs):
        client.post(f"/concept/record-wish/{uuid}/", {**tab, "subject": f"wens {number}"})
    assert text(client.get(address)).count("U was hier nog mee bezig") == 2
    assert client.post(address, {**tabs[0], "subject": "wens 0", "about": "work"}).status_code == 302
    (left,) = Draft.objects.all()
    assert str(left.tab) == tabs[1]["draft-tab"][0]


def test_a_note_that_protects_is_kept_behind_its_door(city: City) -> None:
    """Offered only after it was opened on purpose."""
    uuid = ready_case(city)
    client = signed_in(city, "responsible")
    address = url("safety", uuid)
    opened = form_on(client.post(address, {"do": "open"}), "draft-tab")
    kept: dict[str, Any] = client.post(f"/concept/note/{uuid}/", {**opened, "text": "niet alleen"}).json()
    assert "nog mee bezig" not in text(client.get(address))
    door = client.post(address, {"do": "open"})
    assert "U was hier nog mee bezig" in text(door)
    again = form_on(client.post(address, {"do": "open", "concept": kept["tab"]}), "draft-tab")
    assert again["text"] == ["niet alleen"]
    assert client.post(address, {**again, "do": "write"}).status_code == 302
    assert not Draft.objects.exists()
    assert Trajectory.objects.filter(uuid=uuid).exists()
