"""The pages of a plan: made together, read together, established, told to DUO, read along by a colleague."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.city import NOW, City, make_city
from tests.desk.plan_pages import form_of, signed_in
from tests.plans.making import NOT_FEASIBLE, establish, kinds, look, ready_case, save
from wegwijs.accounts.models import AccessEntry
from wegwijs.plans import actions
from wegwijs.plans.models import Pip, PipAgreement

pytestmark = pytest.mark.django_db
BSN = "999990019"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    return ready_case(city, bsn=BSN)


def url(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def text(response: object) -> str:
    """What a reader sees, on one line."""
    body = response.content.decode()  # type: ignore[attr-defined]
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_from_open_page_to_established_plan(city: City, uuid: UUID) -> None:
    """Two choices and two buttons are enough: the file and the usual fill in the rest."""
    client = signed_in(city, "responsible")
    page = client.get(url("plan", uuid))
    assert page.status_code == 200
    sent = client.post(url("plan", uuid), form_of(page.content.decode(), wish_route="b1", route="b1", do="review"))
    assert (sent.status_code, sent.headers.get("Location")) == (302, url("plan_review", uuid)), text(sent)
    review = client.get(sent["Location"])
    assert "17 mrt 2026" in text(review)  # the term starts the day after
    version = re.search(r'name="version" value="(\d+)"', review.content.decode())
    request_id = re.search(r'name="request_id" value="([^"]+)"', review.content.decode())
    assert version
    assert request_id
    done = client.post(url("plan_review", uuid), {"version": version[1], "request_id": request_id[1]})
    assert done.status_code == 302
    again = client.post(url("plan_review", uuid), {"version": version[1], "request_id": request_id[1]})
    assert again.status_code == 302
    assert kinds(city, uuid).count("pip_established") == 1
    after = text(client.get(url("plan", uuid)))
    assert "Het plan is vastgesteld" in after
    assert "wordt gemaakt" in after


def test_routes_in_plain_words_with_the_figures_of_the_law(city: City, uuid: UUID) -> None:
    """Everybody hears of three routes; the test is called what it is; nothing private stands on the page."""
    words = text(signed_in(city, "responsible").get(url("plan", uuid)))
    assert "800 uur les en 800 uur meedoen" in words
    assert "geen intelligentietest" in words
    assert BSN not in words
    family = ready_case(city, group="family", team="Gezinnen", responsible="stranger", permit="regular")
    words = text(signed_in(city, "stranger").get(url("plan", family)))
    assert "800 uur les" in words
    assert "800 uur meedoen" not in words
    assert "vaste lasten" not in words


def test_live_check(city: City, uuid: UUID) -> None:
    """The panel says in Dutch what is missing and shows wish, decision and reason side by side."""
    client = signed_in(city, "responsible")
    form = form_of(client.get(url("plan", uuid)).content.decode())
    assert "Kies de leerroute." in text(client.post(url("plan_check", uuid), {**form, "route": ""}))
    words = text(
        client.post(
            url("plan_check", uuid), {**form, "wish_route": "education", "route": "b1", "reason_wish": "Eerst B1."}
        )
    )
    assert "Uw wens was: Onderwijsroute" in words
    assert "Het besluit is: B1-route" in words
    assert "Eerst B1." in words
    words = text(client.post(url("plan_check", uuid), {**form, "route": "b1", "dated_on": "01-02-2026"}))
    assert "voor het begin van de inburgeringsplicht" in words
    assert Pip.objects.count() == 0


def test_errors_without_scripts(city: City, uuid: UUID) -> None:
    """Without JavaScript the button keeps the draft and says at the fields what is missing."""
    client = signed_in(city, "responsible")
    form = form_of(client.get(url("plan", uuid)).content.decode(), wish_work="bakker", do="review")
    answer = client.post(url("plan", uuid), form)
    assert answer.status_code == 422
    assert "Kies de leerroute." in text(answer)
    assert Pip.objects.get().wish_work == "bakker"


def test_two_tabs_show_both_values(city: City, uuid: UUID) -> None:
    """The second tab sees what stands and what it typed; saving again is a choice."""
    client = signed_in(city, "responsible")
    form = form_of(client.get(url("plan", uuid)).content.decode())
    client.post(url("plan", uuid), {**form, "wish_work": "bakker", "do": "save"})
    answer = client.post(url("plan", uuid), {**form, "wish_work": "kok", "do": "save"})
    assert answer.status_code == 409
    assert "bakker" in text(answer)
    assert "kok" in text(answer)
    once_more = form_of(answer.content.decode(), do="save")
    assert client.post(url("plan", uuid), once_more).status_code == 302
    assert Pip.objects.get().wish_work == "kok"


def test_a_draft_of_an_older_plan_is_a_choice(city: City, uuid: UUID) -> None:
    """A colleague saved meanwhile: what was typed is still offered; sent, both values of that field are shown."""
    client = signed_in(city, "responsible")
    save(city, uuid, wish_work="kok")
    form = form_of(client.get(url("plan", uuid)).content.decode(), wish_work="bakker", wish_times="avond")
    tab = client.post(f"/concept/plan/{uuid}/", form).json()["tab"]
    save(city, uuid, version=1, wish_work="kapper", who="colleague")
    again = form_of(client.get(url("plan", uuid) + f"?concept={tab}").content.decode(), do="save")
    answer = client.post(url("plan", uuid), again)
    assert answer.status_code == 409
    shown = text(answer)
    assert "kapper Colleague van Dam, 16 mrt 2026 11:00 bakker" in shown.replace(" ,", ",")
    collided = {"collision": "wish_work", "choose-wish_work": "stands", "do": "save"}
    undecided = client.post(url("plan", uuid), form_of(answer.content.decode(), collision="wish_work", do="save"))
    assert undecided.status_code == 409
    assert client.post(url("plan", uuid), form_of(undecided.content.decode(), **collided)).status_code == 302
    row = Pip.objects.get()
    assert (row.wish_work, row.wish_times) == ("kapper", "avond")


def test_against_the_test_goes_past_a_colleague(city: City) -> None:
    """Ask, read along, agree, establish; the asker cannot agree, not even by sending the form."""
    uuid = ready_case(city, *NOT_FEASIBLE)
    me, other = signed_in(city, "responsible"), signed_in(city, "colleague")
    form = form_of(
        me.get(url("plan", uuid)).content.decode(),
        wish_route="b1",
        route="b1",
        reason_test="Zij heeft gestudeerd.",
        do="review",
    )
    assert me.post(url("plan", uuid), form).status_code == 302
    review = me.get(url("plan_review", uuid)).content.decode()
    assert "Akkoord vragen" in review
    assert 'name="request_id"' not in review
    version = Pip.objects.get().version
    refused = me.post(url("plan_review", uuid), {"version": version, "request_id": str(uuid4())})
    assert refused.status_code == 409
    assert "pip_established" not in kinds(city, uuid)
    me.post(url("plan_ask", uuid), {"version": version, "colleague": ""})
    asked = PipAgreement.objects.get()
    assert "Selam" in text(other.get(url("agreements")))
    assert me.post(url("agreement", asked.uuid), {"outcome": "agreed"}).status_code == 403
    page = text(other.get(url("agreement", asked.uuid)))
    assert "Volgens de leerbaarheidstoets is B1 moeilijk" in page
    assert "Zij heeft gestudeerd." in page
    assert other.post(url("agreement", asked.uuid), {"outcome": "returned"}).status_code == 422
    assert other.post(url("agreement", asked.uuid), {"outcome": "agreed", "advice": "Goed."}).status_code == 302
    again = me.get(url("plan_review", uuid)).content.decode()
    request_id = re.search(r'name="request_id" value="([^"]+)"', again)
    assert request_id
    assert "Colleague van Dam is akkoord" in text(me.get(url("plan_review", uuid)))
    me.post(url("plan_review", uuid), {"version": Pip.objects.get().version, "request_id": request_id[1]})
    assert "pip_established" in kinds(city, uuid)


def test_duo_by_hand(city: City, uuid: UUID) -> None:
    """The page shows DUO's fields as DUO writes them; the BSN only on a click, logged, never in an address."""
    establish(city, uuid)
    client = signed_in(city, "responsible")
    page = client.get(url("plan", uuid))
    words = text(page)
    assert "Dagtekening PIP 16-03-2026" in words
    assert "Leerroute B" in words
    assert "Niveau B1" in words
    assert "Geschatte intensiteit B1-route 900" in words
    assert "Alfabetiseringsonderwijs NVT" in words
    assert BSN not in page.content.decode()
    assert client.get(url("plan_bsn", uuid)).status_code == 405
    before = AccessEntry.objects.filter(detail__shown="bsn").count()
    shown = client.post(url("plan_bsn", uuid), headers={"HX-Request": "true"})
    assert BSN in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert AccessEntry.objects.filter(detail__shown="bsn").count() == before + 1
    assert signed_in(city, "quality").post(url("plan_bsn", uuid)).status_code == 403
    request_id = str(uuid4())
    for _ in range(2):
        client.post(url("plan_told", uuid), {"request_id": request_id})
    assert kinds(city, uuid).count("duo_told") == 1
    assert "gedaan op 16 mrt 2026" in text(client.get(url("plan", uuid)))


def test_looking_along_hides_duo_number(city: City, uuid: UUID) -> None:
    """While the person looks along, the number is neither offered nor given."""
    establish(city, uuid)
    client = signed_in(city, "responsible")
    session = client.session
    session["companion"] = True
    session.save()
    assert url("plan_bsn", uuid) not in client.get(url("plan", uuid)).content.decode()
    assert client.post(url("plan_bsn", uuid)).status_code == 403


def test_versions_show_what_changed(city: City, uuid: UUID) -> None:
    """Plan 2 beside plan 1, field by field."""
    establish(city, uuid, wish_work="bakker")
    establish(city, uuid, wish_work="kok", reason_change="Andere wens.")
    words = text(signed_in(city, "responsible").get(url("plan_versions", uuid)))
    assert "Plan 2" in words
    assert "Plan 1" in words
    assert "bakker kok" in words


def test_letter_from_the_store(city: City, uuid: UUID) -> None:
    """The PDF comes deciphered, is logged as printed, and its name names nobody."""
    from wegwijs.letters.actions import set_document

    row = establish(city, uuid)
    assert row.decision_document is not None
    client = signed_in(city, "responsible")
    link = url("document", uuid, row.decision_document)
    assert client.get(link).status_code == 404  # not made yet
    set_document(row.decision_document, now=NOW)
    answer = client.get(link)
    assert answer.content.startswith(b"%PDF")
    assert "Tesfay" not in answer["Content-Disposition"]
    assert AccessEntry.objects.filter(kind="print", trajectory_ref=look(city, uuid).id).exists()
    assert "Openen en afdrukken" in text(client.get(url("plan_documents", uuid)))
    other = ready_case(city, surname="Haddad")
    assert client.get(url("document", other, row.decision_document)).status_code == 404


PAGES = ("plan", "plan_amend", "plan_review", "plan_documents", "plan_versions")
POSTS = ("plan", "plan_check", "plan_drop", "plan_review", "plan_ask", "plan_told", "plan_bsn")
# Who is let in to the pages of a case of "responsible", team Noord; 200 or a redirect inside the case.
READERS = {"responsible", "colleague", "quality"}
WRITERS = {"responsible", "colleague"}
EVERYBODY = (
    "responsible", "colleague", "quality", "stranger", "quality_other", "adviser", "manager", "manager_other", "desk",
    "admin", "privacy", "policy", "researcher", "reception", "coordinator", "teacher", "volunteer", "elsewhere",
)  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reaches_the_pages(city: City, uuid: UUID, who: str) -> None:
    """Own and team colleagues make plans, the department's quality officer reads; everybody else gets 403 or 404."""
    row = establish(city, uuid)
    actions.save(city.actor("responsible"), look(city, uuid), look_content(city, uuid), 0, now=NOW)
    client = signed_in(city, who)
    for name in PAGES:
        status = client.get(url(name, uuid)).status_code
        readers = WRITERS if name == "plan_amend" else READERS
        assert status in ({200, 302} if who in readers else {403, 404}), (name, status)
    assert row.decision_document is not None
    assert client.get(url("document", uuid, row.decision_document)).status_code in (
        {404} if who in READERS else {403, 404}
    )
    if who not in WRITERS:
        for name in POSTS:
            assert client.post(url(name, uuid), {"version": 1}).status_code in {403, 404}, name
    assert look(city, uuid)  # nothing happened to the case


def look_content(city: City, uuid: UUID):  # type: ignore[no-untyped-def]
    """A draft amendment that deviates from nothing."""
    from tests.plans.making import usual

    return usual(look(city, uuid), reason_change="Andere tijden.")


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_along(city: City, who: str) -> None:
    """A question is answered within reach of the case or within the department; elsewhere it does not exist."""
    uuid = ready_case(city)
    row = save(city, uuid, wish_route="education", reason_wish="Vol.")
    asked = actions.ask(city.actor("responsible"), look(city, uuid), row.version, now=NOW)
    client = signed_in(city, who)
    page = client.get(url("agreement", asked.uuid)).status_code
    sent = client.post(url("agreement", asked.uuid), {"outcome": "agreed"}).status_code
    if who in {"colleague", "quality"}:
        assert (page, sent) == (200, 302)
        assert PipAgreement.objects.get().outcome == "agreed"
        return
    assert page in ({200} if who == "responsible" else {403, 404})
    assert sent in {403, 404}
    assert PipAgreement.objects.get().outcome == ""
    if who != "responsible" and client.get(url("agreements")).status_code == 200:
        assert "Selam" not in text(client.get(url("agreements")))


def test_pages_stay_cheap(city: City, uuid: UUID, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    """The plan page costs no more queries than a case page."""
    establish(city, uuid)
    client = signed_in(city, "responsible")
    client.get(url("plan", uuid))
    with django_assert_max_num_queries(24):
        client.get(url("plan", uuid))
