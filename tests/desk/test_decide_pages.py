"""The pages of decisions: weighed, put to a colleague who finds it on *Vandaag*, decided; enforcement by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.city import NOW, PEOPLE, TODAY, City, make_city
from tests.desk.case_pages import form_on, record, signed_in, text, url
from tests.plans import deciding as d
from tests.plans.making import kinds, look
from tests.plans.test_enforce_as_a_last_resort import CALLED, WARNED, talk, warned
from wegwijs.accounts.models import AccessEntry
from wegwijs.desk.decisions.urls import urlpatterns
from wegwijs.plans.considered import HEALTH, KINDS
from wegwijs.plans.models import Decision, DecisionAgreement
from wegwijs.quality import queries as quality

pytestmark = pytest.mark.django_db
FINE = re.compile(r"boete|€\s*\d", re.IGNORECASE)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def uuid(city: City) -> UUID:
    return d.on_route(city)


def filled(city: City, page: Any, kind: str, **changes: Any) -> dict[str, Any]:
    """The form of this page, filled in."""
    found = quality.framework(city.municipality.pk, kind, TODAY)
    answers = {f"answer-{one.code}": "Afgewogen." for one in found.questions if one.code != "wish"}
    return {
        **form_on(page, "reason"), **answers, "wish": "Ik wil werken.", "reason": "Dit past nu beter.", **changes,
    }  # fmt: skip


def weigh(city: City, client: Client, case: UUID, **changes: Any) -> str:
    """A downscaling of the exam in writing, filled in and read once more; the address of that page."""
    address = url("decision", case, "downscaling")
    sent = filled(city, client.get(address), "downscaling", **{"parts": ["writing"], "do": "review", **changes})
    answer = client.post(address, sent)
    assert answer.status_code == 302, text(answer)[:1500]
    return str(answer["Location"])


def test_weighed_returned_agreed_and_decided(city: City, uuid: UUID) -> None:
    """The colleague finds it on *Vandaag*, sends it back with advice; later agrees, and the professional decides."""
    client, colleague = signed_in(city, "responsible"), signed_in(city, "colleague")
    review = weigh(city, client, uuid)
    page = client.get(review)
    assert "Een collega leest altijd eerst mee." in text(page)
    client.post(url("decision_ask", uuid, "downscaling"), form_on(page, "colleague"))
    assert "Vier ogen" in text(colleague.get(url("today")))
    question = DecisionAgreement.objects.get()
    reading = colleague.get(url("decision_question", question.uuid))
    assert "te doen, A2" in text(reading)  # what changes, before anything is decided
    answer = {**form_on(reading, "advice"), "outcome": "returned", "advice": "Vraag ook de docent."}
    assert colleague.post(url("decision_question", question.uuid), answer).status_code == 302
    today = text(client.get(url("today")))
    assert "stuurt het terug" in today
    assert "Vraag ook de docent." in today
    review = weigh(city, client, uuid, reason="Uw docent zegt dat A2 nu past.")
    client.post(url("decision_ask", uuid, "downscaling"), form_on(client.get(review), "colleague"))
    again = DecisionAgreement.objects.get(outcome="")
    answer = {**form_on(colleague.get(url("decision_question", again.uuid)), "advice"), "outcome": "agreed"}
    colleague.post(url("decision_question", again.uuid), answer)
    done = client.post(review, form_on(client.get(review), "request_id"))
    assert done.status_code == 302
    assert "downscaling_decided" in kinds(city, uuid)
    after = text(client.get(done["Location"]))
    assert "Besloten door Responsible van Dam, meegelezen door Colleague van Dam." in after
    assert "Vier ogen" not in text(client.get(url("today")))


def test_every_kind_has_a_form_that_says_what_is_missing(city: City, uuid: UUID) -> None:
    """Sent empty, each form comes back with words at the fields and nothing decided; a half one is kept as draft."""
    client = signed_in(city, "responsible")
    for kind in KINDS:
        if kind == "enforcement":
            continue
        address = url("decision", uuid, kind)
        page = client.get(address)
        assert page.status_code == 200
        answer = client.post(address, {**form_on(page, "reason"), "do": "review"})
        assert answer.status_code == 422, kind
        assert "Schrijf de reden op voor de inburgeraar." in text(answer)
    assert Decision.objects.filter(state="draft").count() == len(KINDS) - 1


def test_the_days_are_shown_while_typing(city: City, uuid: UUID) -> None:
    """The law's answer and the days beside the form, for what stands in it now; nothing is saved."""
    client = signed_in(city, "responsible")
    page = client.get(url("decision", uuid, "route_change"))
    sent = filled(city, page, "route_change", route="self_reliance")
    words = text(client.post(url("decision_check", uuid, "route_change"), sent))
    assert "Na dit besluit" in words
    assert "hoeft niet" in words
    assert not Decision.objects.exists()


def test_two_tabs_show_both_values_per_question(city: City, uuid: UUID) -> None:
    """A colleague answered the same question meanwhile: both stand there, and a choice per field decides."""
    client, colleague = signed_in(city, "responsible"), signed_in(city, "colleague")
    weigh(city, client, uuid, do="save")
    address = url("decision", uuid, "downscaling")
    mine, theirs = (form_on(one.get(address), "reason") for one in (client, colleague))
    colleague.post(address, {**theirs, "answer-effort": "Van de collega.", "do": "save"})
    answer = client.post(address, {**mine, "answer-effort": "Van mij.", "do": "save"})
    assert answer.status_code == 409
    assert "Van de collega." in text(answer)
    assert "Van mij." in text(answer)
    once_more = {**form_on(answer, "reason"), "collision": ["answer-effort"], "choose-answer-effort": "stands"}
    assert client.post(address, {**once_more, "do": "save"}).status_code == 302
    assert Decision.objects.get().answers["effort"] == "Van de collega."


def test_not_gone_on_with_asks_why(city: City, uuid: UUID) -> None:
    """Without a reason the page comes back; with one it stands under what was decided."""
    client = signed_in(city, "responsible")
    review = weigh(city, client, uuid)
    sent = form_on(client.get(review), "why")
    assert client.post(url("decision_withdraw", uuid, "downscaling"), {**sent, "why": ""}).status_code == 422
    client.post(url("decision_withdraw", uuid, "downscaling"), {**sent, "why": "Zij wil toch B1 proberen."})
    assert "Zij wil toch B1 proberen." in text(client.get(url("decisions", uuid)))


def test_a_request_is_seen_until_it_is_answered(city: City, uuid: UUID) -> None:
    """On the case and in the list: since when, expected when, and the last day when the answer is no."""
    client = signed_in(city, "responsible")
    record(client, uuid, "request", what="exemption", ground="medical", on="1-12-2024")
    shown = text(client.get(url("case", uuid)))
    assert "aangevraagd op 1 dec 2024" in shown
    assert "dan blijft de laatste dag 2 sep 2027" in shown
    rows = text(client.get(url("requests")))
    assert "Ontheffing 1 dec 2024 2 okt 2025 nog geen antwoord 2 sep 2027" in rows
    record(client, uuid, "request-answer", what="exemption", answer="refused", on="2-3-2026")
    assert "Er loopt geen aanvraag" in text(client.get(url("requests")))
    assert "exemption_refused" in kinds(city, uuid)


def test_a_list_shows_only_ones_own_reach(city: City, uuid: UUID) -> None:
    """A colleague sees it under the team; who works elsewhere does not."""
    record(signed_in(city, "responsible"), uuid, "request", what="naturalisation", on="1-12-2025")
    assert "Selam" not in text(signed_in(city, "colleague").get(url("requests")))
    assert "Selam" in text(signed_in(city, "colleague").get(url("requests") + "?van=team"))
    assert "Selam" in text(signed_in(city, "quality").get(url("requests")))
    for who in ("stranger", "quality_other"):
        assert "Selam" not in text(signed_in(city, who).get(url("requests") + "?van=department"))


def addresses(case: UUID) -> dict[str, tuple[str, str]]:
    """Every address of these pages about a case: name → (method, address)."""
    found = {}
    for name in ("", "_check", "_review", "_ask", "_withdraw"):
        method = "get" if name in {"", "_review"} else "post"
        found[f"decision{name}"] = (method, url(f"decision{name}", case, "downscaling"))
        found[f"enforcement{name}"] = (method, url(f"enforcement{name}", case))
    found["enforcement_final"] = ("post", url("enforcement_final", case))
    return {**found, "decisions": ("get", url("decisions", case))}


OTHERS = {"requests", "decision_question", "enforcement_question"}


def test_every_address_is_in_this_table(uuid: UUID) -> None:
    """A page that is added must be added to the table of who may."""
    assert {str(one.name) for one in urlpatterns} == {*addresses(uuid), *OTHERS}


@pytest.mark.parametrize("who", sorted({*PEOPLE, "elsewhere"}))
def test_who_may(city: City, uuid: UUID, who: str) -> None:
    """Writing: the professional and the team. Reading: also the quality officer. Nobody else, by any address."""
    client = signed_in(city, who)
    for name, (method, address) in addresses(uuid).items():
        status = getattr(client, method)(address).status_code
        if who in {"responsible", "colleague"}:
            assert status in {200, 302}, name
        elif who == "quality" and name == "decisions":
            assert status == 200
        else:
            assert status in {302, 403, 404}, (who, name)
            assert status != 302 or who == "manager", (who, name)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", sorted({*PEOPLE, "elsewhere"}))
def test_who_reads_along(city: City, uuid: UUID, who: str) -> None:
    """Within reach of the case or within the department; never who asked; elsewhere it does not exist."""
    asked = d.ask(city, d.save(city, uuid, "downscaling"))
    client = signed_in(city, who)
    page = client.get(url("decision_question", asked.uuid)).status_code
    sent = client.post(url("decision_question", asked.uuid), {"outcome": "agreed"}).status_code
    asked.refresh_from_db()
    if who in {"colleague", "quality"}:
        assert (page, sent, asked.outcome) == (200, 302, "agreed")
        return
    assert asked.outcome == ""
    assert sent in {403, 404}
    assert page == 200 if who == "responsible" else page in {403, 404}


def test_illness_stays_with_who_may_know(city: City, uuid: UUID) -> None:
    """Without the permission the pages of advice are closed, and their words stand nowhere else."""
    from wegwijs.dossier.actions import share

    asked = d.ask(city, d.save(city, uuid, "exemption_advice", reason="Door haar ziekte lukt het niet."))
    share(city.system(), look(city, uuid).id, city.user("adviser").pk, now=NOW)
    client = signed_in(city, "adviser")
    assert client.get(url("decision_question", asked.uuid)).status_code == 404
    for name in ("decisions", "case"):
        assert "ziekte" not in text(client.get(url(name, uuid)))
    assert "Selam" not in text(client.get(url("agreements")))
    assert {"extension_advice", "exemption_advice"} == HEALTH


def test_every_look_is_logged(city: City, uuid: UUID) -> None:
    """Opening a decision, its question and enforcement stand in the access log."""
    asked = d.ask(city, d.save(city, uuid, "downscaling"))
    client = signed_in(city, "responsible")
    for address in (url("decisions", uuid), url("decision", uuid, "downscaling"), url("enforcement", uuid)):
        client.get(address)
    signed_in(city, "colleague").get(url("decision_question", asked.uuid))
    pages = {row.detail.get("page") for row in AccessEntry.objects.filter(kind="open")}
    assert {"decisions", "decision", "enforcement", "decision_question"} <= pages


def enforced(city: City) -> UUID:
    """Somebody of whom enforcement is being weighed, was imposed before by us, and by DUO."""
    duo = ("duo_fine_imposed", date(2026, 1, 20), {"amount": 340, "new_term_months": 6})
    case = warned(city, *WARNED, CALLED, duo)
    d.decided(city, case, "enforcement", talk=talk(city, case))
    d.ask(city, d.save(city, case, "enforcement", talk=talk(city, case)))
    return case


def test_amounts_and_the_word_stand_on_the_page_of_enforcement_only(city: City) -> None:
    """No other page of the case, of today, of lists or of a colleague names an amount or the word."""
    case = enforced(city)
    client, colleague = signed_in(city, "responsible"), signed_in(city, "colleague")
    fact = next(one.id for one in look(city, case).facts if one.kind == "municipal_fine_imposed")
    named = [
        "case", "decisions", "plan", "plan_versions", "plan_amend", "record_menu", "revisions", "duo", "what_if",
    ]  # fmt: skip
    pages = {name: client.get(url(name, case)) for name in named}
    pages |= {name: client.get(url(name)) for name in ("today", "cases", "requests", "agreements")}
    pages |= {f"{name} of a colleague": colleague.get(url(name)) for name in ("today", "agreements")}
    pages |= {f"known {day}": client.get(f"{url('case', case)}?bekend={day}") for day in ("1-2-2026", "15-3-2026")}
    pages |= {what: client.get(url("record", case, what)) for what in ("warning", "contact", "request", "missed")}
    assert {name: found for name, page in pages.items() if (found := FINE.search(text(page)))} == {}
    assert client.get(url("correct", case, fact)).status_code == 404  # its form would show the amount
    own = text(client.get(url("enforcement", case)))
    assert "boete" in own
    assert "€ 25" in own
    assert "€ 340" in own


def test_enforcement_has_no_other_address(city: City) -> None:
    """Under decisions it is no kind, and a colleague reads it on its own page."""
    case = enforced(city)
    client = signed_in(city, "responsible")
    general = url("decision", case, "downscaling").replace("downscaling", "enforcement")
    assert client.get(general).status_code == 404
    asked = DecisionAgreement.objects.get(outcome="")
    colleague = signed_in(city, "colleague")
    assert colleague.get(url("decision_question", asked.uuid)).status_code == 404
    assert "€ 25" in text(colleague.get(url("enforcement_question", asked.uuid)))


def test_closed_until_warned_and_talked(city: City, uuid: UUID) -> None:
    """The page says what goes first, with a button to it; for who has asylum that it is off."""
    client = signed_in(city, "responsible")
    family = warned(city, WARNED[0])
    page = client.get(url("enforcement", family))
    assert "Nog niet open" in text(page)
    assert reverse("desk:record", args=[family, "warning"]) in page.content.decode()
    record(client, family, "warning", basis="pip", on="10-3-2026")
    record(client, family, "contact", channel="phone", on="12-3-2026")
    assert "Nog niet open" not in text(client.get(url("enforcement", family)))
    assert "Bij statushouders doet de gemeente dit niet." in text(client.get(url("enforcement", uuid)))


def test_since_when_it_is_final(city: City) -> None:
    """Recorded on the page itself; what stands is the same decision with that day."""
    case = enforced(city)
    client = signed_in(city, "responsible")
    sent = form_on(client.get(url("enforcement", case)), "irrevocable_on")
    client.post(url("enforcement_final", case), {**sent, "irrevocable_on": "10-3-2026"})
    own = text(client.get(url("enforcement", case)))
    assert "onherroepelijk sinds 10 mrt 2026" in own
