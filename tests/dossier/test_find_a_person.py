"""Finding a person by name in any spelling, by BSN, V-number or phone, within what one may see."""

from __future__ import annotations

import pytest

from tests.city import City, make_case, make_city, uuid_of
from wegwijs.accounts.scope import Reach
from wegwijs.dossier import names
from wegwijs.dossier.actions import NewContact
from wegwijs.dossier.queries import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.mark.parametrize(
    ("given", "surname", "script", "typed"),
    [
        ("Ayşe", "Yılmaz", "", "Yilmaz"),
        ("Ayşe", "Yılmaz", "", "YILMAZ ayse"),
        ("Mohammed", "Al Halabi", "محمد الحلبي", "Muhammad Halabi"),
        ("Mohammed", "Al Halabi", "محمد الحلبي", "محمد"),
        ("Mohamed", "Alhalabi", "", "al-halabi"),
        ("Khaled", "Qasim", "", "Kaled Kasim"),
        ("Selam", "Tesfay", "ሰላም ተስፋይ", "ሰላም"),
        ("Selam", "Tesfay", "", "Tesfai"),
        ("Gül", "Öztürk", "", "ozt"),
        ("", "Parwana", "پروانه", "پروانه"),
        ("João", "da Conceição", "", "conceicao"),
        ("Yousef", "Darwish", "", "Yusuf Darwich"),
    ],
)
def test_a_name_is_found_in_another_spelling(city: City, given: str, surname: str, script: str, typed: str) -> None:
    """Diacritics, dotless i, own script and usual transliterations do not stand in the way."""
    case = make_case(city, given_names=given, surname=surname, own_script_name=script)
    make_case(city, given_names="Bram", surname="Zevenhuizen", own_script_name="")
    assert [hit.uuid for hit in search(city.actor("responsible"), typed)] == [uuid_of(case)]


def test_exact_spelling_comes_before_alike(city: City) -> None:
    """Who types it as it is written sees that person first."""
    make_case(city, given_names="Muhammad", surname="Saleh", own_script_name="")
    exact = make_case(city, given_names="Mohammed", surname="Saleh", own_script_name="")
    hits = search(city.actor("responsible"), "mohammed")
    assert hits[0].uuid == uuid_of(exact)
    assert len(hits) == 2


def test_two_letters_find_who_begins_with_them_only(city: City) -> None:
    """A sound of one letter is no name: nobody else comes along."""
    case = make_case(city, given_names="Karim", surname="Rahimi", own_script_name="")
    make_case(city, given_names="Bram", surname="Zevenhuizen", own_script_name="")
    assert [hit.uuid for hit in search(city.actor("responsible"), "ka")] == [uuid_of(case)]


@pytest.mark.parametrize(
    "typed", ["999900006", "9999.00.006", "2000000042", "0612340042", "+31 6 1234 0042", "06-12340042"]
)
def test_numbers_find_exactly_one(city: City, typed: str) -> None:
    """BSN, V-number and phone are found however they are written."""
    contacts = [NewContact("phone", "06 1234 0042")]
    case = make_case(city, bsn="999900006", v_number="2000000042", contacts=contacts)
    make_case(city, v_number="2000000043")
    assert [hit.uuid for hit in search(city.actor("responsible"), typed)] == [uuid_of(case)]


def test_an_outsider_finds_nothing(city: City) -> None:
    """Search shows no more than the lists: not to another department, a provider or another municipality."""
    make_case(city, v_number="2000000042")
    for name in (
        "stranger",
        "coordinator",
        "teacher",
        "volunteer",
        "elsewhere",
        "policy",
        "reception",
        "quality_other",
    ):
        assert search(city.actor(name), "Tesfay") == [], name
        assert search(city.actor(name), "2000000042") == [], name
    for name in ("responsible", "colleague", "quality", "manager"):
        assert len(search(city.actor(name), "Tesfay")) == 1, name


def test_the_counter_finds_a_card_only(city: City) -> None:
    """The desk team reaches everybody of the municipality for a question, and nobody's case."""
    make_case(city)
    assert search(city.actor("desk"), "Tesfay") == []
    assert len(search(city.actor("desk"), "Tesfay", Reach.CARD)) == 1


def test_folding_is_stable() -> None:
    """Names that are one name fold to one sound; names that are not, do not."""
    same = [
        ("mohammed", "muhammad"),
        ("hussein", "husain"),
        ("fatimah", "fatima"),
        ("yousef", "yusuf"),
        ("tesfay", "tesfai"),
    ]
    for left, right in same:
        assert names.sound(left) == names.sound(right)
    assert names.sound("kidane") != names.sound("kemal")
    assert names.fold("Işık") == "isik"
