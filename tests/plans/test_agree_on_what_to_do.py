"""Agree on what to do: drawn up, put right, signed once by the person, gone on with next time, compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from tests.city import NOW, TODAY, City, make_case, uuid_of
from tests.plans.making import look
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.models import Fact
from wegwijs.letters import queries as letters
from wegwijs.letters.actions import set_document
from wegwijs.plans import actions, agreement_queries
from wegwijs.plans.agreed import Item, compare
from wegwijs.plans.models import AgreementPlan

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=20)
LESSON = Item("lesson", by=LATER)
LIBRARY = Item(what="Wij sturen het adres van de bibliotheek.", who="municipality", by=LATER, measure="Het is gekomen.")


def drawn(city: City, case: UUID, *items: Item, who: str = "responsible", language: str = "nl") -> AgreementPlan:
    return actions.draw_up(
        city.actor(who), look(city, case, who), items or (LESSON, LIBRARY), language=language,
        next_talk=actions.NextTalk(LATER, "10:00"), conversation=None, now=NOW,
    )  # fmt: skip


def signed(city: City, case: UUID, row: AgreementPlan, **changes: Any) -> AgreementPlan:
    told = {"how": "screen", "name": "Selam Tesfay", "on": TODAY, **changes}
    return actions.sign(city.actor("responsible"), look(city, case), row.uuid, told.pop("version", 1), now=NOW, **told)


def printed(city: City, document: UUID | None) -> str:
    """The words of the letter."""
    assert document is not None
    set_document(document, now=NOW)
    found = letters.document(city.actor("responsible"), document)
    assert found is not None
    pages = PdfReader(BytesIO(letters.read_bytes(found))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def new(city: City, **changes: Any) -> UUID:
    return uuid_of(make_case(city, **changes))


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (replace(LESSON, by=None), "no_day"),
        (replace(LESSON, by=TODAY - timedelta(days=1)), "day_has_been"),
        (replace(LIBRARY, measure=""), "no_measure"),
    ],
)
def test_an_agreement_has_a_day_and_a_way_to_know(city: City, item: Item, code: str) -> None:
    """Both sides of each: without it nothing is drawn up; today is a day to come, and one from before keeps its day."""
    case = new(city)
    with pytest.raises(actions.NotWhole) as refused:
        drawn(city, case, item)
    assert [one.code for one in refused.value.missing] == [code]
    assert not AgreementPlan.objects.exists()
    drawn(city, case, replace(item, by=TODAY, measure="Wij bellen."))
    drawn(city, case, replace(LESSON, by=TODAY - timedelta(days=1), carried=uuid4()))


def test_signed_once_and_never_changed(city: City) -> None:
    """The fact carries the version; pressing twice signs once; a signed one takes no other words."""
    case = new(city)
    row = drawn(city, case)
    signed(city, case, row)
    signed(city, case, row)
    fact = Fact.objects.get(kind="agreement_plan_signed")
    assert (fact.happened_on, fact.payload["version"]) == (TODAY, "1")
    with pytest.raises(Conflict):
        actions.rewrite(city.actor("responsible"), row.uuid, 2, [LESSON], language="nl", now=NOW)


def test_what_was_changed_after_reading_is_not_signed(city: City) -> None:
    """A colleague put something right while the person read: signing asks to read again."""
    case = new(city)
    row = drawn(city, case)
    actions.rewrite(city.actor("colleague"), row.uuid, 1, [LESSON], language="nl", now=NOW)
    with pytest.raises(Conflict):
        signed(city, case, row)
    assert not Fact.objects.filter(kind="agreement_plan_signed").exists()
    signed(city, case, row, version=2)


def test_the_next_version_takes_the_place_of_the_last(city: City) -> None:
    """One signed and one drafted at most; the numbers go on, also after what was signed in another system."""
    case = new(city, facts=(("agreement_plan_signed", date(2026, 1, 5), {"version": "1"}),))
    first = drawn(city, case)
    assert first.number == 2
    signed(city, case, first)
    second = drawn(city, case, LESSON)
    third = drawn(city, case, LIBRARY)
    states = dict(AgreementPlan.objects.values_list("number", "state"))
    assert states == {2: "signed", 3: "replaced", 4: "drafted"}
    signed(city, case, third)
    assert dict(AgreementPlan.objects.values_list("number", "state")) == {2: "replaced", 3: "replaced", 4: "signed"}
    assert second.number == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementPlan.objects.filter(number=3).update(state="signed", signed_on=TODAY, signed_how="paper")


def test_how_it_went_is_kept_with_the_agreement(city: City) -> None:
    """Done, not yet or changed, with what helped; what is settled is not asked again."""
    case = new(city)
    row = drawn(city, case)
    first = row.items.order_by("position")[0]
    told = {first.uuid: ("done", "De buurvrouw paste op.")}
    actions.settle(city.actor("responsible"), row.trajectory_id, told, on=TODAY, now=NOW)
    found = agreement_queries.latest(city.actor("responsible"), row.trajectory_id)
    assert found is not None
    assert [(one.outcome, one.outcome_note) for one in found.items] == [("done", "De buurvrouw paste op."), ("", "")]
    assert [one.item.what for one in found.open] == [LIBRARY.what]


def test_the_letter_is_of_this_person_alone(city: City) -> None:
    """Two people, drawn up after each other in one team: neither letter holds a word of the other."""
    one, two = new(city), new(city, surname="Demir", given_names="Yusuf", own_script_name="", mother_tongue="tr")
    mine = drawn(city, one, Item(what="Alleen voor Selam.", by=LATER, measure="Zo."), language="ti")
    theirs = drawn(city, two, Item(what="Alleen voor Yusuf.", by=LATER, measure="Zo."), language="tr")
    first, second = printed(city, mine.document), printed(city, theirs.document)
    assert "Alleen voor Selam." in first
    assert "Alleen voor Yusuf." in second
    for words in ("Yusuf", "Demir"):
        assert words not in first
    for words in ("Selam", "Tesfay", "ሰላም"):
        assert words not in second


def test_signed_on_the_screen_stands_in_the_letter(city: City) -> None:
    """The letter is made anew with the name and the day; on paper the line stays empty."""
    case = new(city)
    row = signed(city, case, drawn(city, case))
    assert "Getekend op het scherm, 16 maart 2026" in printed(city, row.document)
    other = new(city, surname="Haddad")
    paper = drawn(city, other)
    before = paper.document
    assert signed(city, other, paper, how="paper", name="").document == before


def test_versions_are_compared_item_by_item() -> None:
    """What goes on is matched by where it came from, the rest by its words."""
    key = uuid4()
    found = compare(
        [(key, LESSON), (uuid4(), LIBRARY)],
        [replace(LESSON, carried=key, by=LATER + timedelta(days=7)), LIBRARY, Item("papers", by=LATER)],
    )
    assert [one.change for one in found] == ["changed", "same", "added"]
    assert [one.change for one in compare([(key, LESSON)], [])] == ["gone"]


def test_who_reaches_it(city: City) -> None:
    """Responsible and colleague do; another department, a provider and another municipality do not."""
    case = new(city)
    row = drawn(city, case)
    for who in ("responsible", "colleague", "quality"):
        assert agreement_queries.latest(city.actor(who), row.trajectory_id) is not None, who
    for who in ("stranger", "teacher", "elsewhere", "manager", "desk", "quality_other"):
        assert agreement_queries.latest(city.actor(who), row.trajectory_id) is None, who
        with pytest.raises(PermissionDenied):
            actions.rewrite(city.actor(who), row.uuid, 1, [LESSON], language="nl", now=NOW)
