"""A quality officer writes, another one reads and decides from when it holds; nobody else gets further than reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from tests.city import NOW, PEOPLE, TODAY, City, make_city
from tests.desk.case_pages import form_on, new_case, signed_in, text, url
from wegwijs.accounts.models import AuditEntry
from wegwijs.quality import queries
from wegwijs.quality.models import TextVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def begun(city: City, kind: str = "guide", code: str = "progress", who: str = "quality") -> UUID:
    """A draft of what is in force."""
    assert signed_in(city, who).post(url("text_begin", kind, code)).status_code == 302
    found: UUID = TextVersion.objects.get(kind=kind, code=code, state__in=("draft", "review")).uuid
    return found


def write(client: Client, uuid: UUID, do: str = "save", **changes: Any) -> Any:
    """Open the form, change fields, send it."""
    address = url("text_edit", uuid)
    return client.post(address, {**form_on(client.get(address), "parts-total"), "do": do, **changes})


def row(uuid: UUID) -> TextVersion:
    return TextVersion.objects.get(uuid=uuid)


def act(client: Client, uuid: UUID, do: str, **fields: Any) -> Any:
    """Press a button on the page of a version."""
    return client.post(url("text_act", uuid), {"do": do, "version": row(uuid).version, **fields})


def titles(uuid: UUID) -> list[str]:
    return [part["title"] for part in row(uuid).parts]


def test_from_draft_to_in_force(city: City) -> None:
    """Written by one, sent, approved by another from a day; then professionals read the new words."""
    me, other = signed_in(city, "quality"), signed_in(city, "quality_other")
    uuid = begun(city)
    last = len(row(uuid).parts)
    added = {f"part-{last}-title": "Vakantie", f"part-{last}-text": "Gaat iemand weg?", f"part-{last}-place": "2"}
    assert write(me, uuid, "send", **added)["Location"] == url("text_version", uuid)
    assert titles(uuid)[1] == "Vakantie"
    assert "Vakantie" not in text(signed_in(city, "responsible").get(url("text", "guide", "progress")))
    waiting = other.get(url("texts"))
    assert url("text_version", uuid) in waiting.content.decode()
    assert "Gaat iemand weg?" in text(other.get(url("text_version", uuid)))
    assert act(other, uuid, "approve", in_force_from="16-03-2026").status_code == 302
    assert "Vakantie" in text(signed_in(city, "responsible").get(url("text", "guide", "progress")))
    done = row(uuid)
    assert (done.state, done.number, done.in_force_from) == ("approved", 1, TODAY)
    kept = AuditEntry.objects.filter(subject=uuid).order_by("pk").values_list("action", flat=True)
    assert list(kept) == ["text_begun", "text_written", "text_sent", "text_approved"]


def test_take_out_move_and_mark(city: City) -> None:
    """Parts go, change places and get a domain; what the law asks for has no box to take it out."""
    me = signed_in(city, "quality")
    uuid = begun(city, "guide", "intake")
    page = me.get(url("text_edit", uuid)).content.decode()
    stands = row(uuid).parts
    for index, part in enumerate(stands):
        assert (f'name="part-{index}-out"' in page) != part["required"], part["code"]
    digital = next(i for i, part in enumerate(stands) if part["code"] == "digital")
    money = next(i for i, part in enumerate(stands) if part["code"] == "money")
    write(
        me,
        uuid,
        **{
            f"part-{digital}-out": "on",
            f"part-{money}-place": "1",
            "part-1-place": "4",
            f"part-{money}-domain": "housing",
        },
    )
    after = row(uuid).parts
    assert "digital" not in {part["code"] for part in after}
    assert (after[0]["code"], after[0]["domain"]) == ("money", "housing")
    assert [part["code"] for part in after[1:5]] == [stands[at]["code"] for at in (0, 2, 3, 1)]
    assert len(after) == len(stands) - 1


def test_a_statutory_point_stays_also_without_the_page(city: City) -> None:
    """A form that was tampered with is refused, and says which point the law asks for."""
    me = signed_in(city, "quality")
    uuid = begun(city, "guide", "intake")
    alone = next(i for i, part in enumerate(row(uuid).parts) if part["code"] == "alone")
    answer = write(me, uuid, **{f"part-{alone}-code": "own_other"})
    assert answer.status_code == 422
    assert "Het recht om alleen te praten" in text(answer)


def test_what_is_missing_is_said_at_its_place(city: City) -> None:
    """A part with words but no title; nothing typed is lost."""
    me = signed_in(city, "quality")
    uuid = begun(city)
    answer = write(me, uuid, **{"part-0-title": "", "part-0-text": "Dit blijft staan."})
    assert answer.status_code == 422
    assert 'href="#id_part-0-title"' in answer.content.decode()
    assert "Dit blijft staan." in text(answer)
    assert row(uuid).version == 1


def test_given_back_with_a_remark(city: City) -> None:
    """The reader says what should be different; the writer finds it above the draft and goes on."""
    me, other = signed_in(city, "quality"), signed_in(city, "quality_other")
    uuid = begun(city)
    write(me, uuid, "send", title="Voortgang")
    assert act(other, uuid, "return", remark="").status_code == 422
    act(other, uuid, "return", remark="Korter graag.")
    assert row(uuid).state == "draft"
    assert "Korter graag." in text(me.get(url("text_edit", uuid)))


def test_nobody_approves_own_words(city: City) -> None:
    """No button, and not without the button either; nor does sending make another's words one's own."""
    me, other = signed_in(city, "quality"), signed_in(city, "quality_other")
    uuid = begun(city)
    write(me, uuid, "send", title="Voortgang")
    assert 'value="approve"' not in me.get(url("text_version", uuid)).content.decode()
    assert act(me, uuid, "approve", in_force_from="16-03-2026").status_code == 403
    act(me, uuid, "take_back")
    write(other, uuid, "send", basis="Anders")
    assert act(other, uuid, "approve", in_force_from="16-03-2026").status_code == 403
    assert act(me, uuid, "approve", in_force_from="15-03-2026").status_code == 422
    assert act(me, uuid, "approve", in_force_from="20-03-2026").status_code == 302


def test_nothing_new_is_not_sent(city: City) -> None:
    """Nobody is asked to read what holds already."""
    me = signed_in(city, "quality")
    uuid = begun(city)
    assert write(me, uuid, "send")["Location"] == url("text_edit", uuid)
    assert row(uuid).state == "draft"


def test_two_officers_write_at_once(city: City) -> None:
    """The second sees what the first wrote beside what was typed, loses nothing, and decides by saving again."""
    me, other = signed_in(city, "quality"), signed_in(city, "quality_other")
    uuid = begun(city)
    mine, theirs = (form_on(one.get(url("text_edit", uuid)), "parts-total") for one in (me, other))
    other.post(url("text_edit", uuid), {**theirs, "part-0-title": "Wat er lukte", "do": "save"})
    answer = me.post(url("text_edit", uuid), {**mine, "part-0-title": "Complimenten", "do": "save"})
    assert answer.status_code == 409
    assert "Wat er lukte" in answer.content.decode()
    assert titles(uuid)[0] == "Wat er lukte"
    again = form_on(answer, "parts-total")
    assert again["part-0-title"] == ["Complimenten"]
    me.post(url("text_edit", uuid), {**again, "do": "save"})
    assert titles(uuid)[0] == "Complimenten"


def test_a_draft_that_is_typed_is_kept(city: City) -> None:
    """Offered again when the form is opened anew, with what was typed in it."""
    me = signed_in(city, "quality")
    uuid = begun(city)
    address = url("text_edit", uuid)
    page = me.get(address)
    typed = {**form_on(page, "parts-total"), "title": "Halverwege"}
    tab = typed["draft-tab"][0]
    assert me.post(f"/concept/text/{uuid}/", typed).status_code in {200, 204}
    assert f"concept={tab}" in me.get(address).content.decode()
    assert "Halverwege" in me.get(address, {"concept": tab}).content.decode()


def test_give_up_a_draft(city: City) -> None:
    """What is in force stays; the next version starts anew."""
    me = signed_in(city, "quality")
    uuid = begun(city)
    act(me, uuid, "drop")
    assert row(uuid).state == "dropped"
    assert me.get(url("text_version", uuid)).status_code == 200
    assert begun(city) != uuid


def test_versions_beside_each_other(city: City) -> None:
    """What went and what came, word by word; a version of another text cannot be put beside it."""
    me, other = signed_in(city, "quality"), signed_in(city, "quality_other")
    before = queries.guide(city.municipality.pk, "progress", TODAY)
    uuid = begun(city)
    write(me, uuid, "send", **{"part-0-title": "Wat goed lukte"})
    act(other, uuid, "approve", in_force_from="16-03-2026")
    page = signed_in(city, "responsible").get(url("text_compare", before.uuid, uuid)).content.decode()
    assert "<del>ging" in page
    assert "<ins>lukte" in page
    intake = queries.guide(city.municipality.pk, "intake", TODAY)
    assert me.get(url("text_compare", intake.uuid, uuid)).status_code == 404


def test_an_instruction_stands_at_its_step(city: City) -> None:
    """Folded in beside the form and beside the plan; a step without one shows nothing."""
    uuid = new_case(city)
    client = signed_in(city, "responsible")
    for address, title in (
        (url("record", uuid, "conversation"), "Een professionele tolk"),
        (url("record", uuid, "contact"), "Kort en feitelijk"),
        (url("plan", uuid), "Kijk naar de hele week"),
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert title in page, address
        assert "Zo doen wij dit" in page
    assert "Zo doen wij dit" not in client.get(url("record", uuid, "household")).content.decode()


READERS = {"responsible", "colleague", "stranger", "adviser", "quality", "quality_other"}


@pytest.mark.parametrize("who", sorted({*PEOPLE, "elsewhere"}))
def test_who_reads_and_who_writes(city: City, who: str) -> None:
    """Professionals read what is in force, officers also drafts; another municipality and everybody else: nothing."""
    uuid = begun(city)
    client = signed_in(city, who)
    reads = who in READERS
    writes = who in {"quality", "quality_other"}
    assert client.get(url("texts")).status_code == (200 if reads or who == "elsewhere" else 403)
    assert client.get(url("text", "guide", "intake")).status_code == (200 if reads or who == "elsewhere" else 403)
    assert client.get(url("text_version", uuid)).status_code == (
        302 if writes else 404 if reads or who == "elsewhere" else 403
    )
    assert client.get(url("text_edit", uuid)).status_code == (200 if writes else 403)
    assert client.post(url("text_begin", "guide", "final")).status_code == (302 if writes else 403)
    assert act(client, uuid, "drop").status_code == (302 if writes else 403)
    if not writes:
        assert TextVersion.objects.count() == 1
        assert row(uuid).state == "draft"


def test_an_address_that_was_made_up(city: City) -> None:
    """Not found."""
    me = signed_in(city, "quality")
    for address in (url("text", "guide", "nothing"), url("text", "poem", "intake"), url("text_edit", uuid4())):
        assert me.get(address).status_code == 404
