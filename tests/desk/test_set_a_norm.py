"""Setting a norm on its pages: who sees what, from proposal to yes, and trying other figures of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.city import NOW, PEOPLE, TODAY, City, make_case, make_city
from tests.desk.case_pages import signed_in, text, url
from tests.norms.choosing import choose, propose
from wegwijs import policy
from wegwijs.desk.wording.tables import TABLES
from wegwijs.dossier import impact, snapshots
from wegwijs.norms import queries
from wegwijs.norms.models import ImpactCheck, Norm

pytestmark = pytest.mark.django_db
GIVEN = {"value": "42", "effective_from": "16-3-2026", "reason": "Meer tijd voor het gesprek."}
DECIDES = {"admin", "manager", "manager_other", "quality", "quality_other"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def city() -> City:
    return make_city()


def work(city: City) -> None:
    """What the worker does with the checks that wait."""
    for check in ImpactCheck.objects.filter(state="waiting"):
        impact.carry_out(check.uuid, now=lambda: NOW)


def proposed(city: City, name: str = "pip_watch_days", **changes: str) -> UUID:
    """Proposed on the page by the administrator."""
    answer = signed_in(city, "admin").post(url("norm_propose", name), {**GIVEN, **changes})
    assert answer.status_code == 302, text(answer)
    return Norm.objects.order_by("-pk")[0].uuid


def act(client: Client, norm: UUID, what: str, **more: str) -> Any:
    row = Norm.objects.get(uuid=norm)
    return client.post(url("norm_act", norm), {"do": what, "version": str(row.version), **more}, follow=True)


def test_from_proposal_to_yes(city: City) -> None:
    """Proposed by one, worked out, activated by another; the case gets its signal and the history says who and why."""
    make_case(city)
    norm = proposed(city)
    admin, manager = signed_in(city, "admin"), signed_in(city, "manager")
    assert "Het begint zo." in text(manager.get(url("norm_proposal", norm)))
    work(city)
    mine = text(admin.get(url("norm_proposal", norm)))
    assert "U schreef dit voorstel. Een collega zet het in werking" in mine
    assert "Zet in werking" not in mine
    seen = text(manager.get(url("norm_proposal", norm)))
    assert "1 van 1 open dossiers zouden een ander antwoord krijgen" in seen
    assert "komt erbij" in seen
    assert "Het plan moet" in seen
    assert "In werking gezet." in text(act(manager, norm, "activate"))
    assert queries.policy_on(city.municipality.pk, TODAY).pip_watch_days == 42
    assert "1 dossier heeft nog het antwoord van de vorige normen." in text(manager.get(url("norms")))
    snapshots.rebuild(TODAY, only_due=True)
    assert "vorige normen" not in text(manager.get(url("norms")))
    told = text(admin.get(url("norm", "pip_watch_days")))
    for words in ("Meer tijd voor het gesprek.", "Admin van Dam", "Manager van Dam", "42 dagen voordat het plan"):
        assert words in told


def test_the_proposer_does_not_say_yes_by_sending_the_form(city: City) -> None:
    """Also without the button."""
    norm = proposed(city)
    work(city)
    assert "U schreef dit voorstel zelf." in text(act(signed_in(city, "admin"), norm, "activate"))
    assert Norm.objects.get().state == "draft"


def test_yes_waits_for_the_check(city: City) -> None:
    """Nobody says yes to what is not worked out."""
    make_case(city)
    norm = proposed(city)
    assert "nog niet uitgerekend" in text(act(signed_in(city, "manager"), norm, "activate"))
    assert Norm.objects.get().state == "draft"


def test_a_colleague_who_was_first_is_told(city: City) -> None:
    """The page that was open says to look again."""
    norm = proposed(city)
    work(city)
    act(signed_in(city, "manager"), norm, "activate")
    again = signed_in(city, "quality").post(url("norm_act", norm), {"do": "activate", "version": "1"}, follow=True)
    assert "Een collega" in text(again)


def test_counts_for_who_decides_and_cases_for_whom_they_are(city: City) -> None:
    """The administrator sees numbers; the quality officer of the department sees which cases, the other one none."""
    make_case(city)
    norm = proposed(city)
    work(city)
    assert "Tesfay" not in text(signed_in(city, "admin").get(url("norm_proposal", norm)))
    shown = signed_in(city, "quality").get(url("norm_proposal", norm))
    assert "Tesfay" in text(shown)
    assert "15 apr 2026" in text(shown)
    assert "Tesfay" not in text(signed_in(city, "quality_other").get(url("norm_proposal", norm)))


def test_changing_a_proposal_asks_again(city: City) -> None:
    """The numbers of what was proposed before do not stand beside the new value."""
    make_case(city)
    norm = proposed(city)
    work(city)
    admin = signed_in(city, "admin")
    changed = {**GIVEN, "value": "20", "version": "1"}
    assert admin.post(url("norm_change", norm), changed).status_code == 302
    assert "Het begint zo." in text(admin.get(url("norm_proposal", norm)))
    late = admin.post(url("norm_change", norm), {**changed, "value": "21"})
    assert late.status_code == 422
    assert "Een collega heeft dit voorstel intussen veranderd." in text(late)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "0"}, "1"),
        ({"value": "71"}, "70"),
        ({"value": "veel"}, "Vul een heel getal in."),
        ({"value": "13"}, "Het dringende signaal zou vóór het eerste komen."),
        ({"effective_from": "31-12-2021"}, "Deze wet geldt sinds 1 januari 2022."),
        ({"reason": " "}, "verplicht"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(city: City, changes: dict[str, str], words: str) -> None:
    """Beside the field, with what was filled in still there."""
    answer = signed_in(city, "admin").post(url("norm_propose", "pip_watch_days"), {**GIVEN, **changes})
    assert answer.status_code == 422
    assert words in text(answer)
    assert f'value="{changes.get("value", "42")}"' in answer.content.decode()
    assert not Norm.objects.exists()


def test_a_switch_is_proposed_as_a_switch(city: City) -> None:
    """Yes or no, marked as not verified; a fine counts no cases."""
    norm = proposed(city, "municipal_fines_asylum", value="yes")
    assert Norm.objects.get().value is True
    work(city)
    shown = text(signed_in(city, "manager").get(url("norm_proposal", norm)))
    assert "Niet geverifieerd in de tekst van de wet." in shown
    assert "niet geverifieerd" in text(signed_in(city, "responsible").get(url("norms")))


def test_withdrawing_says_why(city: City) -> None:
    """Without a reason nothing happens; with one it stays in the history."""
    norm = proposed(city)
    manager = signed_in(city, "manager")
    assert "Schrijf waarom u dit intrekt" in text(act(manager, norm, "withdraw", reason=" "))
    act(manager, norm, "withdraw", reason="Eerst overleggen.")
    assert Norm.objects.get().state == "withdrawn"
    assert "Eerst overleggen." in text(manager.get(url("norm", "pip_watch_days")))


def test_what_is_planned_stands_in_the_list(city: City) -> None:
    """With its day, for everybody."""
    choose(city, "pip_watch_days", 42, TODAY + timedelta(days=10))
    shown = text(signed_in(city, "responsible").get(url("norms")))
    assert "42 dagen voordat het plan klaar moet zijn, geldt vanaf 26 mrt 2026" in shown


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_who_opens_which_page(city: City, who: str) -> None:
    """The list is for everybody, without names; the rest for who decides; proposing for the administrator."""
    norm = propose(city, "pip_watch_days", 42)
    client = signed_in(city, who)
    listed = client.get(url("norms"))
    assert listed.status_code == 200
    assert ("Admin van Dam" in text(listed)) is (who in DECIDES)
    for name, args in (("norm", ["pip_watch_days"]), ("norm_proposal", [norm]), ("law_checks", [])):
        assert client.get(url(name, *args)).status_code == (200 if who in DECIDES else 403), name
    assert client.get(url("norm_propose", "pip_watch_days")).status_code == (200 if who == "admin" else 403)
    assert client.post(url("norm_act", norm), {"do": "check"}).status_code == (302 if who in DECIDES else 403)


def test_another_municipality_has_its_own(city: City) -> None:
    """Its administrator finds neither the proposal nor the check."""
    norm = propose(city, "pip_watch_days", 42)
    from wegwijs.accounts.models import Membership

    Membership.objects.filter(user=city.user("elsewhere")).update(role="functional_admin")
    client = signed_in(city, "elsewhere")
    check = impact.ask_of_figures(city.actor("admin"), {"x.toml": ""}, TODAY, now=NOW)
    for address in (url("norm_proposal", norm), url("norm_change", norm), url("law_check", check)):
        assert client.get(address).status_code == 404


def test_a_norm_that_is_not_there(city: City) -> None:
    """An address with a slip in it."""
    assert signed_in(city, "admin").get(url("norm", "coffee_breaks")).status_code == 404


def _sent(words: str, name: str = "intake.toml") -> dict[str, Any]:
    return {"chosen": SimpleUploadedFile(name, words.encode()), "on": ""}


def test_other_figures_are_tried_on_the_page(city: City) -> None:
    """A file in, the counts out; the law itself stays as it is."""
    make_case(city)
    own = resources.files("wegwijs.law.parameters").joinpath("intake.toml").read_text(encoding="utf-8")
    twelve = own.replace("[[pip_term_weeks]]\nvalue = 10", "[[pip_term_weeks]]\nvalue = 12")
    client = signed_in(city, "admin")
    answer = client.post(url("law_checks"), _sent(twelve))
    assert answer.status_code == 302, text(answer)
    work(city)
    shown = text(client.get(answer["Location"]))
    assert "1 van 1 open dossiers zouden een ander antwoord krijgen op 16 mrt 2026" in shown
    assert "PIP klaar" in shown
    assert "intake.toml" in text(client.get(url("law_checks")))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("pip_term_weeks = 12", "Dit kan niet worden gelezen: intake.toml: pip_term_weeks: write versions as"),
        ("", "In deze bestanden staat niets anders"),
    ],
)
def test_a_file_that_does_not_load_is_told(city: City, words: str, told: str) -> None:
    """With the name of the figure; no row is made."""
    answer = signed_in(city, "admin").post(url("law_checks"), _sent(words))
    assert answer.status_code == 422
    assert told in text(answer)
    assert not ImpactCheck.objects.exists()


def test_every_norm_has_its_words() -> None:
    """Title and topic, of exactly the norms that there are."""
    assert set(TABLES["norm"]) == set(policy.catalogue())
    assert set(TABLES["norm_topic"]) == {norm.topic for norm in policy.catalogue().values()}
