"""The pages of privacy: who gets in, what the officer never sees, and each request from beginning to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.city import NOW, PEOPLE, City, make_case, make_city, uuid_of
from tests.desk.plan_pages import signed_in
from tests.privacy import canaries
from tests.privacy.conftest import AFTER, over
from wegwijs.accounts import audit
from wegwijs.accounts.models import AccessEntry, Contract
from wegwijs.dossier.models import Fact, Restriction
from wegwijs.privacy import alerts, destroying, lists
from wegwijs.privacy.models import Alert, CopyItem, CopyRequest, Destruction, DestructionList

OFFICER_PAGES = ("privacy", "privacy_alerts", "privacy_lists", "privacy_register")


@pytest.fixture
def city(db: None) -> Iterator[City]:
    with time_machine.travel(NOW, tick=False):
        yield make_city()


def client(city: City, who: str) -> Client:
    return signed_in(city, who)


def act(city: City, who: str, number: int, **said: str) -> int:
    return client(city, who).post(reverse("desk:privacy_case_act", args=[number]), said).status_code


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_only_the_officer_gets_in_and_a_manager_to_the_lists(city: City, who: str) -> None:
    """Every page, by every role."""
    number = make_case(city)
    browser = client(city, who)
    addresses = {name: reverse(f"desk:{name}") for name in OFFICER_PAGES}
    addresses["case"] = reverse("desk:privacy_case", args=[number])
    addresses["seen"] = reverse("desk:privacy_seen", args=[number])
    addresses["seen_pdf"] = reverse("desk:privacy_seen_pdf", args=[number])
    addresses["csv"] = reverse("desk:privacy_register_file", args=["csv"])
    opened = {name for name, url in addresses.items() if browser.get(url).status_code == 200}
    expected = set(addresses) if who == "privacy" else {"privacy_lists"} if who.startswith("manager") else set()
    assert opened == expected


def test_a_case_of_another_municipality_does_not_exist_here(city: City) -> None:
    """Not by its number, not by a search, not by a form."""
    from wegwijs.accounts.actor import system_actor
    from wegwijs.dossier.actions import NewCase, open_cases

    far = system_actor(city.other.pk, city.other.name, NOW.date())
    number = open_cases(far, [NewCase("asylum", "Ver", [("coa_matched", NOW.date(), {})], bsn=canaries.BSN)], now=NOW)[
        0
    ]
    browser = client(city, "privacy")
    assert browser.get(reverse("desk:privacy_case", args=[number])).status_code == 404
    assert browser.post(reverse("desk:privacy_find"), {"number": canaries.BSN}).status_code == 422
    assert act(city, "privacy", number, do="copy", **{"copy-received_on": "16-03-2026"}) == 404


@pytest.mark.parametrize("sought", [canaries.BSN, "2733445566", "case"])
def test_a_number_gives_a_case_number_and_no_name(city: City, sought: str) -> None:
    """By BSN, V-number or case number; the search is in the log, the number that was typed is not."""
    number = make_case(city, surname="Kanarievogel", bsn=canaries.BSN, v_number="2733445566")
    browser = client(city, "privacy")
    typed = str(number) if sought == "case" else sought
    answer = browser.post(reverse("desk:privacy_find"), {"number": typed}, follow=True)
    assert answer.redirect_chain == [(reverse("desk:privacy_case", args=[number]), 302)]
    assert "Kanarievogel" not in answer.content.decode()
    row = AccessEntry.objects.filter(kind="search").get()
    assert row.detail == {"page": "privacy", "by": "number"}


def test_the_officer_never_sees_content(city: City) -> None:
    """On none of the pages, at no step of a copy, in no file."""
    number = canaries.make_her(city, NOW)
    request = CopyRequest.objects.get()
    browser = client(city, "privacy")
    pages = [reverse(f"desk:{name}") for name in OFFICER_PAGES]
    pages += [reverse(f"desk:{name}", args=[number]) for name in ("privacy_case", "privacy_seen")]
    pages += [reverse("desk:privacy_copy", args=[request.uuid])]
    text = "".join(browser.get(page).content.decode() for page in pages)
    assert [word for word in canaries.CANARIES if word in text] == []
    for name in ("copy_review", "copy_pdf", "copy_json"):
        assert browser.get(reverse(f"desk:{name}", args=[request.uuid])).status_code == 403


def test_a_copy_from_request_to_removal(city: City) -> None:
    """Registered, reviewed item by item, approved, handed over as PDF and JSON, and removed when its days are over."""
    number = canaries.make_her(city, NOW)
    CopyRequest.objects.all().delete()
    assert act(city, "privacy", number, do="copy", **{"copy-received_on": "2-03-2026"}) == 302
    request = CopyRequest.objects.get()
    assert request.due_on.isoformat() == "2026-04-02"
    coach, officer = client(city, "responsible"), client(city, "privacy")
    review, decide = (reverse(f"desk:{name}", args=[request.uuid]) for name in ("copy_review", "copy_review_act"))
    progress = reverse("desk:privacy_copy_act", args=[request.uuid])
    assert f"dossier {number}" in coach.get(reverse("desk:copies")).content.decode()
    page = coach.get(review).content.decode()
    assert all(word in page for word in ("Kanarievogel", "nestkastje", "zitstokje", "over snaveltje"))
    coach.post(decide, {"do": "reviewed"})
    officer.post(progress, {"do": "approve", "version": str(CopyRequest.objects.get().version)})
    assert CopyRequest.objects.get().state == "review", "nothing is approved while something waits"
    for item in CopyItem.objects.exclude(mark=""):
        is_note = item.mark == "internal" and "nestkastje" in _plain(item)
        said = {"decision": "leave_out", "ground": "safety_of_others"} if is_note else {"decision": "include"}
        coach.post(decide, {"do": "decide", "item": str(item.uuid), **said})
    assert CopyRequest.objects.get().state == "reviewed"
    assert coach.get(reverse("desk:copy_pdf", args=[request.uuid])).status_code == 404
    officer.post(progress, {"do": "approve", "version": str(CopyRequest.objects.get().version)})
    assert CopyRequest.objects.get().state == "ready"
    pdf = PdfReader(BytesIO(coach.get(reverse("desk:copy_pdf", args=[request.uuid])).content))
    printed = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    told = coach.get(reverse("desk:copy_json", args=[request.uuid])).content.decode()
    for word in set(canaries.CANARIES) - {"nestkastje", "veertjes", "655519876", "geelgevederd"}:
        assert word in printed, word
        assert word in told, word
    assert "nestkastje" not in printed + told
    assert json.loads(told)["left_out"] == {"safety_of_others": 1}
    coach.post(decide, {"do": "handed"})
    assert CopyRequest.objects.get().state == "handed"
    from wegwijs.privacy import copies

    day = CopyRequest.objects.get().remove_on
    assert day is not None
    assert copies.remove_old(NOW.replace(year=day.year, month=day.month, day=day.day)) == 0
    assert copies.remove_old(AFTER) == 1
    assert CopyItem.objects.count() == 0
    assert coach.get(reverse("desk:copy_pdf", args=[request.uuid])).status_code == 404


def _plain(item: CopyItem) -> str:
    from wegwijs.accounts.crypto import decrypt

    return decrypt(item.content).decode()


@pytest.mark.parametrize(
    ("who", "reads"),
    [("responsible", True), ("colleague", True), ("quality", True), ("stranger", False), ("quality_other", False),
     ("manager", False), ("desk", False), ("coordinator", False), ("elsewhere", False), ("admin", False)],
)  # fmt: skip
def test_who_reads_the_case_reviews_its_copy(city: City, who: str, reads: bool) -> None:
    """Nobody gets into a case by way of a copy."""
    number = make_case(city, surname="Kanarievogel")
    act(city, "privacy", number, do="copy", **{"copy-received_on": "16-03-2026"})
    uuid = CopyRequest.objects.get().uuid
    answer = client(city, who).get(reverse("desk:copy_review", args=[uuid]))
    assert (answer.status_code == 200) is reads
    assert ("Kanarievogel" in answer.content.decode()) is reads


def test_a_left_out_item_needs_its_ground(city: City) -> None:
    """Also when the form is made by hand."""
    canaries.make_her(city, NOW)
    request = CopyRequest.objects.get()
    item = CopyItem.objects.exclude(mark="").order_by("pk")[0]
    form = {"do": "decide", "item": str(item.uuid), "decision": "leave_out"}
    client(city, "responsible").post(reverse("desk:copy_review_act", args=[request.uuid]), form)
    assert CopyItem.objects.get(pk=item.pk).decision == ""


def test_a_restricted_case_is_read_and_not_changed(city: City) -> None:
    """The sign for colleagues, no form that writes, no fact by hand; what DUO or a delivery tells is kept."""
    from wegwijs.dossier.actions import NewFact, append

    number = make_case(city)
    uuid = uuid_of(number)
    coach = client(city, "responsible")
    form = {"channel": "phone", "on": "16-03-2026", "request_id": str(uuid4())}
    assert act(city, "privacy", number, do="restriction", **{"restriction-reason": "accuracy"}) == 302
    page = coach.get(reverse("desk:case", args=[uuid])).content.decode()
    assert "vroeg ons om nu niets aan dit dossier te veranderen" in page
    assert "/vastleggen/contact/" not in page
    facts = Fact.objects.count()
    for answer in (
        coach.get(reverse("desk:record", args=[uuid, "contact"])),
        coach.post(reverse("desk:record", args=[uuid, "contact"]), form),
        coach.post(reverse("desk:plan", args=[uuid]), {"route": "b1"}),
    ):
        assert answer.status_code == 403
        assert "niets aan dit dossier te veranderen" in answer.content.decode()
    assert "staat stil" in coach.get(reverse("desk:cases")).content.decode()
    by_hand = append(
        city.actor("responsible"), [NewFact(number, "contact_made", NOW.date(), {"channel": "phone"})], now=NOW
    )
    assert [refused.code for refused in by_hand.refused] == ["restricted"]
    assert Fact.objects.count() == facts
    append(city.system(), [NewFact(number, "duo_notified", NOW.date(), {})], now=NOW)
    assert Fact.objects.count() == facts + 1
    assert act(city, "privacy", number, do="restriction", **{"lift-restriction-reason": "data_right"}) == 302
    assert coach.get(reverse("desk:record", args=[uuid, "contact"])).status_code == 200
    row = Restriction.objects.get()
    assert (row.reason, row.lift_reason) == ("accuracy", "data_right")


def test_an_objection_is_seen_and_stops_nothing(city: City) -> None:
    """Until it is decided; a restriction is set beside it when the person wants us to wait."""
    number = make_case(city)
    assert act(city, "privacy", number, do="objection", **{"objection-reason": "own_situation"}) == 302
    coach = client(city, "responsible")
    assert "maakt bezwaar" in coach.get(reverse("desk:case", args=[uuid_of(number)])).content.decode()
    assert coach.get(reverse("desk:record", args=[uuid_of(number), "contact"])).status_code == 200


def test_a_list_through_the_pages_by_two_people(city: City) -> None:
    """The officer proposes and gets no button to approve; the manager approves; the proof is there for both."""
    number = over(city)
    with time_machine.travel(AFTER, tick=False):
        officer, manager = signed_in(city, "privacy", AFTER), signed_in(city, "manager", AFTER)
        officer.post(reverse("desk:privacy_lists_look"))
        uuid: UUID = DestructionList.objects.get().uuid
        page, form = (reverse(f"desk:{name}", args=[uuid]) for name in ("privacy_list", "privacy_list_act"))
        assert "Deze lijst voorstellen" in officer.get(page).content.decode()
        assert "Deze lijst voorstellen" not in manager.get(page).content.decode()
        officer.post(form, {"do": "propose", "version": "1"})
        assert "Goedkeuren: vernietig" not in officer.get(page).content.decode()
        officer.post(form, {"do": "approve", "version": "2"})
        assert DestructionList.objects.get().state == "proposed"
        manager.post(form, {"do": "approve", "version": "2"})
        destroying.carry_out(uuid, now=AFTER)
        for browser in (officer, manager):
            assert f"Dossier {number}" in browser.get(page).content.decode()
    assert Destruction.objects.get().trajectory_ref == number


def test_an_alert_is_explained_and_answered(city: City) -> None:
    """Fifteen searches without opening anything: the numbers say why; the answer needs a word."""
    for minute in range(15):
        audit.log_access(city.actor("responsible"), "search", now=NOW.replace(minute=minute))
    browser = client(city, "privacy")
    browser.post(reverse("desk:privacy_alerts_look"))
    row = Alert.objects.get()
    page = browser.get(reverse("desk:privacy_alerts")).content.decode()
    assert "Responsible van Dam" in page
    assert "15 keer gezocht binnen een uur" in page
    url = reverse("desk:privacy_alert", args=[row.uuid])
    assert browser.post(url, {"outcome": "false_alarm", "version": "1"}).status_code == 422
    assert (
        browser.post(url, {"outcome": "false_alarm", "note": "Hielp aan de balie.", "version": "1"}).status_code == 302
    )
    assert alerts.count_open(city.actor("privacy")) == 0
    assert "Hielp aan de balie." in browser.get(url).content.decode()
    assert b"balie" not in bytes(Alert.objects.get().note or b"")
    browser.post(reverse("desk:privacy_alerts_look"))
    assert alerts.count_open(city.actor("privacy")) == 0, "an answered question is not asked again"


def test_who_saw_a_file_in_plain_words(city: City) -> None:
    """Day, role, organisation and why; no names of colleagues; what Wegwijs did itself on one line; as PDF too."""
    number = make_case(city)
    audit.log_access(city.actor("responsible"), "open", now=NOW, trajectory_id=number)
    audit.log_access(city.actor("responsible"), "print", now=NOW, trajectory_id=number)
    audit.log_access(city.actor("colleague"), "open", now=NOW, trajectory_id=number)
    audit.log_access(city.actor("manager"), "break_glass", now=NOW, trajectory_id=number, reason="klacht van de zus")
    audit.log_access(city.system(), "open", now=NOW, trajectory_id=number)
    browser = client(city, "privacy")
    page = browser.get(reverse("desk:privacy_seen", args=[number])).content.decode()
    for words in (
        "Werkcoach",
        "Waterstad",
        "begeleidde u",
        "werkt in het team dat u begeleidde",
        "buiten het eigen werk",
    ):
        assert words in page
    assert "van Dam" not in page.split("<main")[1].replace("Privacy van Dam", "")
    assert "klacht van de zus" not in page
    assert "1 keer met het dossier, zonder mens" in page
    content = browser.get(reverse("desk:privacy_seen_pdf", args=[number])).content
    assert "begeleidde u" in " ".join("".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages).split())


def test_the_register_follows_the_product(city: City) -> None:
    """Recipients are the contracts in force, terms those of law and policy; the municipality's fields are kept."""
    browser = client(city, "privacy")
    page = browser.get(reverse("desk:privacy_register")).content.decode()
    assert "Aanbieder: Taalhuis Noord" in page
    assert "5 jaar na het einde van de plicht" in page
    fields = {f"{name}": "" for name in ("joint_controllers", "processors", "outside_eu", "extra_security")}
    versions = {f"{name}-version": "0" for name in (*fields, "controller_contact", "officer_contact")}
    said = {**fields, **versions, "controller_contact": "privacy@waterstad.invalid", "officer_contact": "=1+1"}
    assert browser.post(reverse("desk:privacy_register"), said).status_code == 302
    assert browser.post(reverse("desk:privacy_register"), {**said, "officer_contact": "ander"}).status_code == 422
    csv = browser.get(reverse("desk:privacy_register_file", args=["csv"])).content.decode()
    assert "privacy@waterstad.invalid" in csv
    assert ";=1+1" not in csv
    Contract.objects.update(ends_on=NOW.date().replace(day=1))
    found = json.loads(browser.get(reverse("desk:privacy_register_file", args=["json"])).content)
    assert "Taalhuis Noord" not in json.dumps(found)
    assert browser.get(reverse("desk:privacy_register_file", args=["pdf"])).content.startswith(b"%PDF")


def test_the_night_makes_lists(city: City) -> None:
    """Everything privacy does at night runs together, and twice is once."""
    from wegwijs.privacy import upkeep

    over(city)
    assert upkeep.nightly(AFTER)["listed"] == 1
    assert upkeep.nightly(AFTER)["listed"] == 1
    assert lists.look(NOW) == 0
