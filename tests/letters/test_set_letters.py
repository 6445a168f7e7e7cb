"""Setting the letters: bound fields only, tagged PDF, one page for "Mijn route", nobody else's words."""

import tomllib
from importlib.resources import files
from io import BytesIO
from string import Formatter
from typing import Any

import pytest
from pypdf import PdfReader

from tests.letters import letters_of
from wegwijs.letters.explanation import ADDRESSES
from wegwijs.letters.fields import TEMPLATES, Field, RefusedFields, check, declared
from wegwijs.letters.rendering import render
from wegwijs.letters.texts import LANGUAGES, words

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def read(template: str, data: dict[str, Any], language: str = "nl") -> PdfReader:
    return PdfReader(BytesIO(render(template, data, language)))


def text_of(pdf: PdfReader) -> str:
    """All words, with line breaks and hard spaces as single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())


@EVERY_LANGUAGE
@pytest.mark.parametrize("template", ["agreements", "beschikking", "explanation", "mijn_route"])
def test_is_tagged_titled_and_has_a_language(template: str, language: str) -> None:
    """Every letter is PDF/UA-1: it says so, has a tag tree, a title to show, and Dutch as its language."""
    pdf = read(template, letters_of.ALL[template](), language)
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_decision_holds_what_was_decided() -> None:
    """The decision prints its fields as sentences, from the day it was made to whom to call."""
    found = text_of(read("beschikking", letters_of.decision()))
    for words_ in (
        "Beste Selam Tesfay",
        "Wij hebben op 16 juli 2025 uw plan vastgesteld",
        "U volgt de B1-route",
        "Uw termijn begint op 17 juli 2025. De laatste dag van uw termijn is 16 juli 2028",
        "900 uur in totaal, ongeveer 9,5 uur per week",
        "minstens 12 uur",
        "U belt ons als u ziek bent",
        "Ons besluit is anders dan uw wens",
        "Na B1 kijken wij opnieuw met u",
        "binnen 6 weken",
        "uiterlijk op 27 augustus 2025",
        "PIP-2025-00123",
        "S. de Haan: 06 0000 0034",
        "Bladzijde 1 van",
    ):
        assert words_ in found


def test_amendment_and_one_sided() -> None:
    """An amendment says that the term stays as it was; a one-sided plan says that and why, and claims no wish."""
    changed = text_of(
        read("beschikking", letters_of.decision(is_amendment=True, reason_change="U heeft werk gevonden."))
    )
    assert "uw plan veranderd" in changed
    assert "Uw termijn verandert niet door dit besluit. De laatste dag blijft 16 juli 2028" in changed
    assert "U heeft werk gevonden." in changed
    alone = letters_of.decision(
        unilateral_reason="Wij hebben u drie keer opgeroepen.", explained_routes=[], wish_route=None
    )
    found = text_of(read("beschikking", alone))
    assert "zonder u gemaakt" in found
    assert "drie keer opgeroepen" in found
    assert "Wat wilde u" not in found


@pytest.mark.parametrize("language", ["tr", "en", "ti"])
def test_own_language_stands_beside_dutch(language: str) -> None:
    """The own language has the whole letter too, after the Dutch, marked as not yet checked; free words stay Dutch."""
    pdf = read("beschikking", letters_of.decision(), language)
    found, text = text_of(pdf), words(language)
    assert "Ons besluit" in found
    assert text.say("beschikking.decision_title") in found
    assert text.say("beschikking.unreviewed") in found
    assert "Deze vertaling is nog niet nagekeken." in found
    assert found.count("Verpleegkundige in een ziekenhuis.") == 2


@pytest.mark.parametrize(
    ("language", "font"), [("ar", "NotoNaskhArabic"), ("prs", "NotoNaskhArabic"), ("ti", "NotoSansEthiopic")]
)
def test_script_comes_from_its_own_font(language: str, font: str) -> None:
    """Arabic, Dari and Tigrinya are set in the font made for them, embedded in the file."""
    pdf = read("mijn_route", letters_of.my_route(), language)
    resources: Any = pdf.pages[0]["/Resources"]
    embedded = [str(each.get_object()["/BaseFont"]) for each in resources["/Font"].values()]
    assert any(font in each for each in embedded)


@EVERY_LANGUAGE
@pytest.mark.parametrize("data", ["ordinary", "longest"])
def test_my_route_is_one_page(language: str, data: str) -> None:
    """One page in every language, also with the longest names, places and helpers that the fields allow."""
    filled = letters_of.my_route() if data == "ordinary" else letters_of.longest_route()
    assert len(read("mijn_route", filled, language).pages) == 1


@EVERY_LANGUAGE
def test_explanation_is_one_page_beside_dutch(language: str) -> None:
    """Every subject on one page in every language: the Dutch, the own language, and that nobody checked it yet."""
    for topic in ADDRESSES:
        pdf = read("explanation", {**letters_of.explanation(), "topic": topic}, language)
        assert len(pdf.pages) == 1
        found = text_of(pdf)
        assert words("nl").say(f"explain.{topic}_title") in found
        assert ("nog niet nagekeken" in found) == (language != "nl")


@pytest.mark.parametrize("route_map", letters_of.MAPS)
def test_my_route_in_every_phase(route_map: str) -> None:
    """From first notice to diploma: every station by name, where the person is, who helps and what now."""
    pdf = read("mijn_route", letters_of.my_route(route_map), "en")
    found = text_of(pdf)
    assert len(pdf.pages) == 1
    for each in letters_of.MAPS[route_map].stations:
        code = "certificate" if each.code == "finish" and route_map == "self_reliance" else each.code
        assert words("nl").say(f"stations.{code}") in found
        assert words("en").say(f"stations.{code}") in found
    assert ("u bent hier" in found) == (route_map != "finished")
    assert "Taalhuis De Brug" in found
    assert "1 december 2026 om 10:00 uur" in found


def test_two_people_never_mix() -> None:
    """What stands in one person's letter never stands in the next one's, however many are set after each other."""
    one = letters_of.decision(recipient_name="Selam Tesfay", reference="EEN-1", agreements=["Alleen voor de een."])
    two = letters_of.decision(
        recipient_name="Yusuf Demir", recipient_own_name=None, reference="TWEE-2", agreements=["Alleen voor de ander."]
    )
    first, second, again = (text_of(read("beschikking", each, "tr")) for each in (one, two, one))
    assert first == again
    for mine in ("Selam Tesfay", "EEN-1", "Alleen voor de een."):
        assert mine in first
        assert mine not in second
    assert "Yusuf Demir" in second
    assert "Yusuf Demir" not in first


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_letter_takes_words_of_the_one_before(template: str) -> None:
    """Of every letter, set for two people in turn with every text of one their own: nothing of the other stands in it.

    Every field that takes words is filled with a word of that person; a new letter or field is tried by itself.
    """

    def of(person: str) -> dict[str, Any]:
        return {**letters_of.ALL[template](), **_words_of(declared(template), person)}

    words_of = {person: text_of(read(template, of(person), "en")) for person in ("Zoutkeet", "Vlinderdas")}
    again = text_of(read(template, of("Zoutkeet"), "en"))
    assert again == words_of["Zoutkeet"]
    for mine, theirs in (("Zoutkeet", "Vlinderdas"), ("Vlinderdas", "Zoutkeet")):
        assert mine in words_of[mine]
        assert theirs not in words_of[mine]


def _words_of(fields: tuple[Field, ...], person: str) -> dict[str, Any]:
    """A value of this person for every field that holds words; the others as the letter has them."""
    filled: dict[str, Any] = {}
    for each in fields:
        if each.type == "text":
            filled[each.name] = person[: each.longest]
        elif each.type == "lines":
            filled[each.name] = [person[: each.longest]]
    if template_rows := [each for each in fields if each.type == "rows" and each.name in {"items", "rows"}]:
        rows = template_rows[0]
        choices = {each.name: each.of[0] for each in rows.fields if each.type == "choice" and each.required}
        filled[rows.name] = [{**choices, **_words_of(rows.fields, person)}]
    return {name: value for name, value in filled.items() if name not in FORMS}


# Words with a form of their own, of which no two people differ.
FORMS = {"next_at", "at", "here", "explained_language"}


@EVERY_LANGUAGE
def test_agreements_stand_twice_and_beside_each_other(language: str) -> None:
    """One copy for the person and one for the municipality; a standard sentence in both languages, own words Dutch."""
    pdf = read("agreements", letters_of.agreements(), language)
    found, text = text_of(pdf), words(language)
    assert len(pdf.pages) == 2
    for said in ("Versie 2 · Voor u", "Versie 2 · Voor de gemeente", "Uw handtekening", "18 juni 2026 om 10:00 uur"):
        assert said in found
    assert found.count("Wij sturen u het adres van de bibliotheek.") == (2 if language == "nl" else 4)
    if language in {"en", "tr"}:
        assert found.count(text.say("measures.lesson")) == 2
        assert text.say("mijn_route.unreviewed") in found


def test_the_longest_agreements_are_printed_whole() -> None:
    """Ten agreements of the longest kind go over to next pages; the last one and the place to sign are there."""
    pdf = read("agreements", letters_of.longest_agreements(), "ar")
    assert text_of(pdf).count("Uw handtekening") == 2


def test_a_signature_on_the_screen_is_printed() -> None:
    """The name as it was written and the day stand in the place of the empty line."""
    signed = letters_of.agreements(signed_on="2026-03-16", signed_name="Selam Tesfay")
    assert "Getekend op het scherm, 16 maart 2026" in text_of(read("agreements", signed, "en"))


def test_the_same_words_give_the_same_file() -> None:
    """Setting a letter again gives the same bytes, so that a repeated task changes nothing."""
    assert render("mijn_route", letters_of.my_route(), "ar") == render("mijn_route", letters_of.my_route(), "ar")


def test_words_are_never_read_as_markup() -> None:
    """What a person types is printed as typed, never run as a command of the typesetter."""
    typed = '#panic("x") *vet* $x$ @label <b> \\u{1F600} `code` // niet weg'
    found = text_of(read("beschikking", letters_of.decision(wish_work=typed)))
    assert '#panic("x") *vet* $x$ @label <b>' in found
    assert "// niet weg" in found


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"bsn": "999990019"}, "bsn: unknown field"),
        ({"recipient_name": ""}, "recipient_name: missing"),
        ({"decided_on": "16-07-2025"}, "decided_on: expected a day"),
        ({"route": "b2"}, "route: expected one of b1, education, self_reliance"),
        ({"course_hours": "900"}, "course_hours: expected a number"),
        ({"agreements": "een"}, "agreements: expected at most 20 texts"),
        ({"recipient_name": "x" * 201}, "recipient_name: expected text of at most 200"),
        ({"is_amendment": 1}, "is_amendment: expected true or false"),
        ({"explained_routes": ["b1", "b9"]}, "explained_routes: expected some of"),
    ],
)
def test_refuses_what_is_not_bound(changes: dict[str, Any], problem: str) -> None:
    """Unknown, missing and misshapen fields are refused by name, without repeating what stood there."""
    with pytest.raises(RefusedFields) as refused:
        render("beschikking", letters_of.decision(**changes))
    assert problem in str(refused.value)
    assert "999990019" not in str(refused.value)


def test_refuses_inside_rows() -> None:
    """The rows of "Mijn route" are bound too: a station, helper or step with a wrong or unknown field is named."""
    steps = next(each for each in declared("mijn_route") if each.name == "next").fields[0].of
    data = letters_of.my_route(next=[{"code": "fly", "bsn": "1"}], helpers=[{"role": "contact"}])
    with pytest.raises(RefusedFields) as refused:
        check("mijn_route", data)
    assert refused.value.problems == [
        "helpers[0].name: missing",
        "next[0].bsn: unknown field",
        f"next[0].code: expected one of {', '.join(steps)}",
    ]


@pytest.mark.parametrize(("template", "language"), [("oproep", "nl"), ("beschikking", "fr")])
def test_unknown_letter_or_language(template: str, language: str) -> None:
    """A letter or language that does not exist is refused, not guessed."""
    with pytest.raises(KeyError):
        render(template, letters_of.decision(), language)


def test_every_language_says_everything() -> None:
    """Each language has every text of the Dutch letters, with the same values to fill in, and none is empty."""

    def flat(language: str) -> dict[str, str]:
        read_ = tomllib.loads((files("wegwijs.letters.texts") / f"{language}.toml").read_text("utf-8"))
        return {f"{a}.{b}": str(c) for a, part in read_.items() if isinstance(part, dict) for b, c in part.items()}

    def blanks(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    dutch = flat("nl")
    for language in LANGUAGES:
        other = flat(language)
        assert other.keys() == dutch.keys()
        assert [key for key in dutch if blanks(other[key]) != blanks(dutch[key])] == []
        assert [key for key, value in other.items() if not value.strip()] == []


def test_right_to_left_keeps_names_and_days_whole() -> None:
    """A name that runs the other way than the sentence is isolated; one that does not is left alone."""
    assert words("ar").say("beschikking.greeting", name="S. de Haan") == "تحية طيبة \u2068S. de Haan\u2069،"
    assert words("nl").say("beschikking.greeting", name="سلام") == "Beste \u2068سلام\u2069,"
    assert words("nl").say("beschikking.greeting", name="Selam") == "Beste Selam,"
    assert words("ar").day("2028-07-16") == "16 يوليو 2028"
