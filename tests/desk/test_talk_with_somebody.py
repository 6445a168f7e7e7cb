"""The page of a conversation and of agreements: who reaches them, what is hidden, what is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.city import NOW, PEOPLE, TODAY, City, make_city
from tests.desk.case_pages import fill, form_on, new_case, signed_in, text, url
from wegwijs.accounts.models import AccessEntry
from wegwijs.desk.talk.urls import urlpatterns
from wegwijs.dossier.models import Fact
from wegwijs.intake.models import Conversation, Note
from wegwijs.letters.texts import LANGUAGES, words
from wegwijs.plans.models import AgreementPlan

pytestmark = pytest.mark.django_db
LATER = (TODAY + timedelta(days=20)).strftime("%d-%m-%Y")
AGREED = {"item-0-standard": "lesson", "item-0-by": LATER, "alone": "held"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    return new_case(city)


def begin(client: Client, uuid: UUID, kind: str = "progress") -> str:
    """The address of a new conversation."""
    return str(client.post(url("talk", uuid), {"kind": kind})["Location"])


def finish(client: Client, address: str, **values: Any) -> Any:
    """Send the whole form as it stands with these changes."""
    return fill(client, address, "went_well", do="finish", **{**AGREED, **values})


def agreed(client: Client, uuid: UUID) -> str:
    """A conversation from begin to agreements: the address of the agreements."""
    answer = finish(client, begin(client, uuid))
    assert answer.status_code == 302, text(answer)[:1500]
    return str(answer["Location"])


def addresses(city: City, uuid: UUID) -> dict[str, tuple[str, str]]:
    """Every address of these pages, with what they are about made first: name → (method, address)."""
    client = signed_in(city, "responsible")
    plan = agreed(client, uuid)
    talk = begin(client, uuid)
    return {
        "talk": ("get", url("talk", uuid)),
        "conversation": ("get", talk),
        "conversation_keep": ("post", f"{talk}bewaren/"),
        "conversation_doubt": ("post", f"{talk}let-op/"),
        "agreed_versions": ("get", url("agreed_versions", uuid)),
        "agreed": ("get", plan),
        "agreed_sign": ("post", f"{plan}ondertekenen/"),
        "explanation": ("get", url("explanation", uuid, "rights")),
    }


def test_every_address_is_in_the_table_of_who_may(city: City, uuid: UUID) -> None:
    """A page that is added must be added here."""
    assert {str(one.name) for one in urlpatterns} == set(addresses(city, uuid))


def test_the_team_reaches_every_page(city: City, uuid: UUID) -> None:
    """The professional, a colleague of the team, the quality officer of the department."""
    pages = addresses(city, uuid)
    for who in ("responsible", "colleague", "quality"):
        for name, (method, address) in pages.items():
            data = {"draft-version": "1"} if name == "conversation_keep" else {}
            status = getattr(signed_in(city, who), method)(address, data).status_code
            assert status == (404 if name == "agreed_sign" else 200), (who, name)  # signed how? not said


def test_nobody_else_reaches_any_page(city: City, uuid: UUID) -> None:
    """Other department, provider, other municipality, desk …: not one page, no word of the person in the answer."""
    pages = addresses(city, uuid)
    for who in sorted({*PEOPLE, "elsewhere"} - {"responsible", "colleague", "quality"}):
        for name, (method, address) in pages.items():
            answer = getattr(signed_in(city, who), method)(address, {"draft-version": "1", "how": "paper"})
            assert answer.status_code in {302, 403, 404}, (who, name, answer.status_code)
            assert "Tesfay" not in answer.content.decode()


def test_every_look_is_logged(city: City, uuid: UUID) -> None:
    """Opening the conversation is a look at the case; keeping while one types is part of it."""
    client = signed_in(city, "responsible")
    address = begin(client, uuid)
    before = AccessEntry.objects.filter(kind="open").count()
    client.get(address)
    client.post(f"{address}bewaren/", {"draft-version": "1", "summary": "Ja"})
    assert AccessEntry.objects.filter(kind="open").count() == before + 1


def test_what_is_typed_is_kept_and_there_on_the_next_screen(city: City, uuid: UUID) -> None:
    """Kept by the page itself while one types: the answer tells the version; a colleague sees it filled in."""
    client = signed_in(city, "responsible")
    address = begin(client, uuid)
    answer = client.post(f"{address}bewaren/", {"draft-version": "1", "note-lessons": "Gaat goed", "went_well": "A2!"})
    assert answer.json() == {"tab": address.split("/")[-2], "version": 2, "apart": False}
    form = form_on(signed_in(city, "colleague").get(address), "went_well")
    assert (form["note-lessons"], form["went_well"]) == (["Gaat goed"], ["A2!"])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"summary": "x"}, 400),
        ({"draft-version": "²", "summary": "x"}, 400),
        ({"draft-version": "9" * 5000}, 400),
        ({"draft-version": "1", "summary": "x" * 2001}, 413),
        ({"draft-version": "1"}, 200),
    ],
)
def test_keeping_refuses_what_it_cannot_keep(city: City, uuid: UUID, sent: dict[str, str], status: int) -> None:
    """Without a version, or too long: an error that the page shows, and nothing is written."""
    client = signed_in(city, "responsible")
    assert client.post(f"{begin(client, uuid)}bewaren/", sent).status_code == status
    assert not Note.objects.exists()


def test_a_finished_conversation_takes_nothing_more(city: City, uuid: UUID) -> None:
    """A tab that stayed open is told so; the page shows what was noted."""
    client = signed_in(city, "responsible")
    address = begin(client, uuid)
    assert finish(client, address, **{"note-lessons": "De groep is fijn"}).status_code == 302
    assert client.post(f"{address}bewaren/", {"draft-version": "9", "summary": "Later"}).status_code == 409
    shown = text(client.get(address))
    assert "De groep is fijn" in shown
    assert "professionele tolk" in shown


def test_what_is_missing_is_said_with_everything_kept(city: City, uuid: UUID) -> None:
    """In the intake every point of the law that was skipped asks why, with a link to its place; nothing is lost."""
    client = signed_in(city, "responsible")
    address = begin(client, uuid, "intake")
    answer = finish(client, address, summary="Ze wil verpleegkundige worden", **{"note-languages": "Tigrinya"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'href="#reason-schooling"' in body
    assert 'href="#reason-languages"' not in body
    assert "Ze wil verpleegkundige worden" in body
    assert not Fact.objects.filter(kind="intake_conversation_held").exists()
    page = form_on(answer, "went_well")
    reasons = {name: "Volgende keer verder." for name in page if name.startswith("reason-")}
    assert finish(client, address, **reasons).status_code == 302
    assert Fact.objects.get(kind="intake_conversation_held").payload["interpreter"] is True


def test_a_wish_that_is_voiced_becomes_a_wish(city: City, uuid: UUID) -> None:
    """Written at its subject, with its words sealed and an answer due; next time it stands among the open wishes."""
    client = signed_in(city, "responsible")
    assert finish(client, begin(client, uuid), **{"wish-work": "Les in de avond"}).status_code == 302
    assert Fact.objects.get(kind="wish_voiced").payload["subject"] == "work"
    assert "Les in de avond" in text(client.get(begin(client, uuid)))


def test_the_next_conversation_opens_with_what_was_agreed_and_parked(city: City, uuid: UUID) -> None:
    """Done is done; not yet goes on by itself in the next version; what was put off comes first."""
    client = signed_in(city, "responsible")
    two = {"item-1-what": "Wij bellen de school.", "item-1-who": "municipality", "item-1-by": LATER,
           "item-1-measure": "De school weet het."}  # fmt: skip
    assert finish(client, begin(client, uuid), **two, **{"topic-money": "next"}).status_code == 302
    address = begin(client, uuid)
    page = client.get(address)
    shown = text(page)
    assert shown.index("Wat goed ging") < shown.index("U gaat naar elke les") < shown.index("Wie praten er")
    assert shown.index("Geld bewaard voor vandaag") < shown.index("De les")
    first, second = AgreementPlan.objects.get().items.order_by("position").values_list("uuid", flat=True)
    said = {f"agreed-{first}": "done", f"agreed-{second}": "not_yet", f"agreed-{second}-note": "Geen gehoor."}
    assert fill(client, address, "went_well", do="finish", alone="declined", **said).status_code == 302
    latest = AgreementPlan.objects.get(state="drafted")
    assert [(item.what, item.carried) for item in latest.items.all()] == [("Wij bellen de school.", second)]


def test_what_was_said_last_time_is_confirmed_not_typed(city: City, uuid: UUID) -> None:
    """It stands beside its field with the day; still so is one box, also for what is worked out from it."""
    client = signed_in(city, "responsible")
    finish(client, begin(client, uuid), **{"note-network": "Zus in Delft", "work_history": "Kok in Asmara"})
    address = begin(client, uuid)
    page = client.get(address)
    assert "Zus in Delft" in text(page)
    assert page.context["said_before"]["work_history"].words == "Kok in Asmara"
    finish(client, address, **{"still-network": "1", "same_work_history": "1"})
    assert "Zoals de vorige keer" in text(client.get(address))
    later = client.get(begin(client, uuid)).context["said_before"]
    assert later["note-network"].words == "Zus in Delft"


def test_a_partner_looks_along(city: City, uuid: UUID) -> None:
    """In the meekijkstand notes, doubts, health and phone numbers are not in the page; what is shared is.

    And sending the page from there does not wipe what it did not show.
    """
    client = signed_in(city, "responsible")
    address = begin(client, uuid, "intake")
    kept = {"draft-version": "1", "note-family": "GEHEIM", "note-mental_health": "SLAAPT SLECHT", "went_well": "Werk"}
    client.post(f"{address}bewaren/", kept)
    client.post(reverse("desk:companion"), {"companion": "on"})
    body = client.get(address).content.decode()
    for hidden in ("GEHEIM", "SLAAPT SLECHT", "note-family", "Open wensen", "Vertrouwelijke"):
        assert hidden not in body
    assert "Werk" in body
    assert "moment alleen" in body
    fill(client, address, "went_well", do="keep", company="partner", alone="held")
    client.post(reverse("desk:companion"), {"companion": "off"})
    body = client.get(address).content.decode()
    assert "GEHEIM" in body
    assert "SLAAPT SLECHT" in body


def test_who_may_not_see_health_has_no_such_place_in_the_page(city: City, uuid: UUID) -> None:
    """The employment adviser who works along talks too; notes on health are not in that page."""
    mine = signed_in(city, "responsible")
    from tests.desk.case_pages import record

    record(mine, uuid, "share", to=str(city.user("adviser").pk))
    address = begin(mine, uuid, "intake")
    mine.post(f"{address}bewaren/", {"draft-version": "1", "note-physical_health": "Rugpijn"})
    body = signed_in(city, "adviser").get(address).content.decode()
    assert "Rugpijn" not in body
    assert "note-physical_health" not in body
    assert "note-housing" in body


def test_what_does_not_fit_together_is_pointed_out_kindly(city: City) -> None:
    """A test that says B1 and no school: a question to ask, on the page and while one fills it in."""
    told = (("learnability_test_taken", TODAY, {"score": 85, "required": 60, "result": "b1_feasible"}),)
    uuid = new_case(city, facts=told)
    client = signed_in(city, "responsible")
    address = begin(client, uuid, "intake")
    assert "Vraag vriendelijk hoe de toets ging" not in text(client.get(address))
    live = client.post(f"{address}let-op/", {"schooling": "none"})
    assert "Vraag vriendelijk hoe de toets ging" in live.content.decode()
    client.post(f"{address}bewaren/", {"draft-version": "1", "schooling": "none"})
    assert "Vraag vriendelijk hoe de toets ging" in text(client.get(address))


def test_two_colleagues_choose_between_two_values(city: City, uuid: UUID) -> None:
    """Both typed in one field: the page shows both with who and when, and takes what is chosen."""
    mine, theirs = signed_in(city, "responsible"), signed_in(city, "colleague")
    address = begin(mine, uuid)
    mine.post(f"{address}bewaren/", {"draft-version": "1", "summary": "Eerste woorden"})
    answer = theirs.post(f"{address}bewaren/", {"draft-version": "1", "summary": "Andere woorden"})
    assert answer.json()["apart"] is True
    shown = text(theirs.get(address))
    for said in ("Eerste woorden", "Andere woorden", "Responsible van Dam"):
        assert said in shown
    fill(theirs, address, "went_well", do="keep", collision="summary", **{"choose-summary": "mine"})
    assert form_on(mine.get(address), "went_well")["summary"] == ["Andere woorden"]


def test_read_together_and_signed_on_the_screen(city: City, uuid: UUID) -> None:
    """Dutch beside the own language, both copies to print; the box and the name, then it is signed and stays so."""
    client = signed_in(city, "responsible")
    address = agreed(client, uuid)
    page = client.get(address)
    shown = text(page)
    assert "U gaat naar elke les" in shown
    assert words("ti").say("sentences.lesson") in shown
    assert "nog niet nagekeken" in shown
    assert client.post(f"{address}ondertekenen/", {"how": "screen", "version": "1", "name": "Selam"}).status_code == 422
    told = {"how": "screen", "version": "1", "name": "Selam Tesfay", "agrees": "on"}
    assert client.post(f"{address}ondertekenen/", told).status_code == 302
    assert Fact.objects.filter(kind="agreement_plan_signed").count() == 1
    after = text(client.get(address))
    assert "Op het scherm getekend door Selam Tesfay" in after
    assert "Eerst iets verbeteren" not in after


def test_put_right_before_signing_keeps_what_was_typed(city: City, uuid: UUID) -> None:
    """An item without a way to know comes back filled in; put right, it is the same version with new words."""
    client = signed_in(city, "responsible")
    address = agreed(client, uuid)
    changed = {"item-1-what": "Wij kijken naar de opvang.", "item-1-who": "municipality", "item-1-by": LATER}
    answer = fill(client, address, "plan_language", **changed)
    assert answer.status_code == 422
    assert "Wij kijken naar de opvang." in answer.content.decode()
    assert (
        fill(client, address, "plan_language", **changed, **{"item-1-measure": "U krijgt bericht."}).status_code == 302
    )
    assert AgreementPlan.objects.get().items.count() == 2
    shown = text(client.get(url("agreed_versions", uuid)))
    assert "Wij kijken naar de opvang." in shown


def test_signed_on_paper_says_so(city: City, uuid: UUID) -> None:
    """No name is asked; the case shows what was agreed, with the meekijkstand too."""
    client = signed_in(city, "responsible")
    address = agreed(client, uuid)
    assert client.post(f"{address}ondertekenen/", {"how": "paper", "version": "1"}).status_code == 302
    assert AgreementPlan.objects.get().signed_how == "paper"
    assert "U gaat naar elke les" in text(client.get(url("case", uuid)))
    client.post(reverse("desk:companion"), {"companion": "on"})
    assert "U gaat naar elke les" in text(client.get(url("case", uuid)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_explained_in_the_own_language(city: City, uuid: UUID, language: str) -> None:
    """Title and sentences in that language with its direction, Dutch beside it, and that nobody checked it yet."""
    client = signed_in(city, "responsible")
    answer = client.get(url("explanation", uuid, "route"), {"taal": language})
    body, shown, text_ = answer.content.decode(), text(answer), words(language)
    assert text_.say("explain.route_title") in shown
    assert text_.say("stations.intake") in shown
    assert words("nl").say("explain.route_title") in shown
    assert (f'lang="{text_.read["lang"]}" dir="rtl"' in body) == text_.rtl
    assert ("nog niet nagekeken" in shown) == (language != "nl")
    assert client.get(url("explanation", uuid, "niets")).status_code == 404


def test_a_conversation_that_did_not_happen(city: City, uuid: UUID) -> None:
    """Nothing is recorded, and another can begin."""
    client = signed_in(city, "responsible")
    address = begin(client, uuid)
    fill(client, address, "went_well", do="drop")
    assert Conversation.objects.get().state == "dropped"
    assert client.get(address).status_code == 404
    assert begin(client, uuid, "extra") != address


def test_what_now_leads_to_the_conversation(city: City, uuid: UUID) -> None:
    """The case has it in its head; the step of an invited person leads there in one click."""
    client = signed_in(city, "responsible")
    assert url("talk", uuid) in client.get(url("case", uuid)).content.decode()
    assert "Brede intake" in text(client.get(url("talk", uuid)))
