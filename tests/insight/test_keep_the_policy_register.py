"""What changed when: noted by one, read by another, marked on every line; before and after, with how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.city import NOW, PEOPLE, City, make_city
from tests.desk.plan_pages import signed_in
from tests.insight.published import QUARTERS, publish, series, timeliness
from wegwijs.accounts.models import AuditEntry
from wegwijs.insight.models import PolicyChange
from wegwijs.insight.register import queries

pytestmark = pytest.mark.django_db
REGISTER = "/inzicht/beleid/"
TITLE = "Nieuwe taalstart"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def told(**changes: str) -> dict[str, str]:
    """What the form sends."""
    form = {
        "title": TITLE,
        "starts_on": "1-1-2024",
        "group": "",
        "what": "Een ander programma.",
        "source": "Besluit 12",
    }
    return form | {"request_id": str(uuid4())} | changes


def noted(city: City, **changes: str) -> PolicyChange:
    """Noted by the policy adviser."""
    answer = signed_in(city, "policy").post(f"{REGISTER}nieuw/", told(**changes))
    assert answer.status_code == 302
    return PolicyChange.objects.latest("pk")


def read_by(city: City, row: PolicyChange, who: str) -> Client:
    """Looked at by this colleague."""
    client = signed_in(city, who)
    client.post(f"{REGISTER}{row.uuid}/gelezen/", {"version": row.version})
    row.refresh_from_db()
    return client


def checked(city: City, **changes: str) -> PolicyChange:
    row = noted(city, **changes)
    read_by(city, row, "quality")
    assert row.state == "checked"
    return row


def test_who_keeps_the_register(city: City) -> None:
    """Policy advisers note, quality officers read along, whoever reads figures reads it; nobody else comes near."""
    row = noted(city)
    readers = {"policy", "researcher", "manager", "manager_other", "quality", "quality_other"}
    for who in {*PEOPLE, "elsewhere"}:
        client = signed_in(city, who)
        assert client.get(REGISTER).status_code == (200 if who in readers else 403), who
        for address in (f"{REGISTER}nieuw/", f"{REGISTER}{row.uuid}/"):
            assert client.get(address).status_code == (200 if who == "policy" else 403), (who, address)
        button = f"{REGISTER}{row.uuid}/gelezen/"
        assert (button in text(client.get(REGISTER))) == (who in {"quality", "quality_other"}), who


def test_a_change_is_marked_once_a_colleague_read_it(city: City) -> None:
    """Not before, and never by who wrote it; then it stands with its day below every line through time."""
    publish(city)
    row = noted(city)
    board = "/inzicht/timeliness/"
    assert TITLE not in text(signed_in(city, "policy").get(board))
    own = signed_in(city, "policy")
    answer = own.post(f"{REGISTER}{row.uuid}/gelezen/", {"version": row.version}, follow=True)
    assert "U schreef dit zelf" in text(answer)
    row.refresh_from_db()
    assert row.state == "noted"
    assert "1 wacht op een tweede lezer" in text(signed_in(city, "quality").get("/inzicht/"))
    read_by(city, row, "quality")
    html = text(signed_in(city, "policy").get(board))
    assert re.search(rf"<b><bdi>1 jan 2024</bdi></b> {TITLE}", html)
    assert AuditEntry.objects.filter(subject=row.uuid).values_list("action", flat=True).order_by("pk")[1] == (
        "policy_change_checked"
    )


def test_the_database_holds_the_second_reader(city: City) -> None:
    """Not even by hand: no mark without a reader, none read by its writer, none withdrawn without a reason."""
    row = noted(city)
    for wrong in (
        {"state": "checked"},
        {"state": "checked", "checked_by_id": row.noted_by_id, "checked_at": timezone.now()},
        {"state": "withdrawn"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyChange.objects.update(**wrong)


def test_a_mark_is_for_whom_the_change_is(city: City) -> None:
    """One for family migrants stands at figures of everybody, not at those of asylum permit holders."""
    publish(city)
    checked(city, group="family")
    client = signed_in(city, "policy")
    for query, shown in (("", True), ("?group=family", True), ("?group=asylum", False)):
        assert (TITLE in text(client.get(f"/inzicht/timeliness/due_in_time/{query}"))) == shown


def test_other_words_ask_for_a_second_reader_again(city: City) -> None:
    """What was marked waits again; who wrote the new words is named."""
    row = checked(city)
    client = signed_in(city, "policy")
    answer = client.post(f"{REGISTER}{row.uuid}/", told(title="Andere taalstart", version=str(row.version)))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.title, row.checked_by) == ("noted", "Andere taalstart", None)
    assert queries.marks(city.municipality.pk) == ()


def test_a_withdrawn_change_stays_in_the_register_with_its_reason(city: City) -> None:
    """Its mark goes; it is not changed any more; a reason is needed."""
    row = checked(city)
    client = signed_in(city, "policy")
    answer = client.post(f"{REGISTER}{row.uuid}/intrekken/", {"version": row.version, "reason": ""}, follow=True)
    assert "Schrijf op waarom" in text(answer)
    client.post(f"{REGISTER}{row.uuid}/intrekken/", {"version": row.version, "reason": "Ging niet door."})
    html = text(client.get(REGISTER))
    assert TITLE in html
    assert "Ging niet door." in html
    assert queries.marks(city.municipality.pk) == ()
    assert client.get(f"{REGISTER}{row.uuid}/").status_code == 404


def test_pressing_twice_notes_once(city: City) -> None:
    """The same form sent again finds what it made."""
    form = told()
    client = signed_in(city, "policy")
    for _ in range(2):
        assert client.post(f"{REGISTER}nieuw/", form).status_code == 302
    assert PolicyChange.objects.count() == 1


def test_two_who_change_it_choose_between_both_words(city: City) -> None:
    """Nothing is lost and nothing overwritten: both values, a choice, and then the one that was chosen."""
    row = noted(city)
    client = signed_in(city, "policy")
    PolicyChange.objects.update(title="Van een ander", version=row.version + 1)
    form = told(title="Van mij", version=str(row.version))
    answer = client.post(f"{REGISTER}{row.uuid}/", form)
    assert answer.status_code == 409
    html = text(answer)
    assert "Van een ander" in html
    assert "Van mij" in html
    again = form | {"version": str(row.version + 1), "collision": "title"}
    assert client.post(f"{REGISTER}{row.uuid}/", again).status_code == 409, "without a choice"
    assert client.post(f"{REGISTER}{row.uuid}/", again | {"choose-title": "stands"}).status_code == 302
    row.refresh_from_db()
    assert row.title == "Van een ander"


def test_what_was_typed_is_kept_and_errors_say_what_to_do(city: City) -> None:
    """A draft is offered; a form that is refused keeps every word."""
    client = signed_in(city, "policy")
    refused = client.post(f"{REGISTER}nieuw/", told(starts_on="31-2-2024"))
    assert refused.status_code == 422
    assert "Een ander programma." in text(refused)
    subject = UUID(int=city.municipality.pk)
    kept = client.post(
        f"/concept/policy-change/{subject}/", {"title": "Half af", "draft-tab": str(uuid4()), "draft-version": "0"}
    )
    assert kept.status_code == 200
    assert "U was hier nog mee bezig" in text(client.get(f"{REGISTER}nieuw/"))


def test_a_change_of_another_municipality_is_not_there(city: City) -> None:
    """Not to read, not to change, not to compare."""
    row = checked(city)
    PolicyChange.objects.update(municipality=city.other)
    client = signed_in(city, "policy")
    assert TITLE not in text(client.get(REGISTER))
    for end in ("", "voor-en-na/"):
        assert client.get(f"{REGISTER}{row.uuid}/{end}").status_code == 404
    assert client.post(f"{REGISTER}{row.uuid}/gelezen/", {"version": row.version}).status_code == 404


def jumped(by: int) -> list[int | None]:
    """Seventeen quarters around 60%, from 2024 on so much higher."""
    chance = np.random.default_rng(4)
    return [int(60 + chance.integers(-1, 2) + (by if quarter >= "2024" else 0)) for quarter in QUARTERS]


def test_before_and_after_says_how_much_and_how_sure(city: City) -> None:
    """Twenty points higher from the change on: said with bounds, in percentage points, with what it does not say."""
    publish(city, timeliness(jumped(20)))
    row = checked(city, group="asylum")
    checked(city, title="Meer avondgroepen", starts_on="1-4-2024")
    html = text(signed_in(city, "researcher").get(f"{REGISTER}{row.uuid}/voor-en-na/"))
    said = re.search(r"Bij de wijziging zelf was het ([\d,]+) procentpunt hoger dan verwacht \(tussen ([\d,]+)", html)
    assert said
    size, lower = (float(one.replace(",", ".")) for one in said.groups())
    assert abs(size - 20) < 3
    assert 10 < lower < size
    assert "niet dat het door het beleid komt" in html
    assert "Meer avondgroepen" in html, "what else changed in that half year"
    assert "als het was doorgegaan als ervoor" in html


def test_where_nothing_changed_nothing_is_claimed(city: City) -> None:
    """The same noise without a jump: no clear difference."""
    publish(city, timeliness(jumped(0)))
    row = checked(city, group="asylum")
    html = text(signed_in(city, "policy").get(f"{REGISTER}{row.uuid}/voor-en-na/"))
    assert "Bij de wijziging zelf geen duidelijk verschil" in html
    assert "Bij de wijziging zelf was het" not in html


def test_too_few_quarters_are_refused_with_the_reason(city: City) -> None:
    """Seven before: how many there are, how many are needed, and no figure at all."""
    publish(city)
    row = checked(city, starts_on="1-10-2023")
    html = text(signed_in(city, "policy").get(f"{REGISTER}{row.uuid}/voor-en-na/?figure=timeliness.due_in_time"))
    assert "Er zijn 7 kwartalen met een cijfer voor de wijziging en 10 erna" in html
    assert "ten minste 8" in html
    assert "procentpunt" not in html


def test_hidden_quarters_are_not_used(city: City) -> None:
    """What is not shown is not in the comparison either: with three hidden there are too few left."""
    content = timeliness()
    shares: list[int | None] = [50 + place % 3 for place in range(len(QUARTERS))]
    shares[0] = shares[2] = shares[4] = None
    content["figures"]["due_in_time"] = series(shares)
    publish(city, content)
    row = checked(city, group="asylum")
    html = text(signed_in(city, "policy").get(f"{REGISTER}{row.uuid}/voor-en-na/"))
    assert "Er zijn 5 kwartalen met een cijfer voor de wijziging" in html


def test_only_what_was_read_by_two_is_compared(city: City) -> None:
    """A change that waits has no comparison yet."""
    publish(city)
    row = noted(city)
    assert signed_in(city, "policy").get(f"{REGISTER}{row.uuid}/voor-en-na/").status_code == 404
