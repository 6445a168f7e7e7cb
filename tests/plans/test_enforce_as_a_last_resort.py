"""Enforcement: only after warnings and a talk, only what the law allows, only with a colleague. A human decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.city import NOW, TODAY, City
from tests.plans import deciding as d
from tests.plans.making import look
from wegwijs.dossier.actions import withdraw
from wegwijs.letters.models import Document
from wegwijs.plans import actions, enforcing, weighing

pytestmark = pytest.mark.django_db

WARNED = tuple(("warning_given", date(2026, month, 5), {"basis": "pip"}) for month in (1, 2))
CALLED = ("contact_made", date(2026, 2, 16), {"channel": "phone"})
FAMILY: dict[str, Any] = {"group": "family", "permit": "regular"}


def warned(city: City, *facts: d.Told, **changes: Any) -> UUID:
    """A family migrant, twice warned and called about the reason, unless told otherwise."""
    return d.on_route(city, *(facts or (*WARNED, CALLED)), **{**FAMILY, **changes})


def talk(city: City, uuid: UUID) -> str:
    """The id of the last talk."""
    return next(str(one.id) for one in look(city, uuid).facts if one.kind == "contact_made")


def codes(city: City, uuid: UUID, **changes: Any) -> set[str]:
    """What is found."""
    case = look(city, uuid)
    said = d.filled(city, "enforcement", **{"talk": talk(city, uuid), **changes})
    found = weighing.weigh("enforcement", said, actions.ground_of(city.actor("responsible"), case, "enforcement", said))
    return {one.code for one in found}


@pytest.mark.parametrize(
    ("facts", "opens"),
    [
        ((*WARNED, CALLED), True),
        ((WARNED[0], CALLED), False),
        (WARNED, False),
        ((*WARNED, ("contact_made", date(2026, 2, 16), {"channel": "mail"})), False),
        ((*WARNED, ("contact_made", date(2026, 1, 4), {"channel": "phone"})), False),
        ((*WARNED, ("progress_conversation_held", date(2026, 2, 20), {})), True),
    ],
    ids=["warned and called", "one warning", "no talk", "a mail is no talk", "before the warning", "a conversation"],
)
def test_opens_after_warnings_and_a_talk(city: City, facts: tuple[d.Told, ...], opens: bool) -> None:
    """Two recorded warnings (a norm), and a talk that goes both ways since the first of them."""
    found = enforcing.gate(look(city, warned(city, *facts)))
    assert found.opens is opens


def test_asylum_permit_holders_behind_a_switch(city: City) -> None:
    """Not verified after the Court's ruling: off, whatever was warned; the norm opens it for a human to weigh."""
    uuid = d.on_route(city, *WARNED, CALLED)
    case = look(city, uuid)
    assert not enforcing.gate(case).opens
    assert enforcing.gate(replace(case, norms=replace(case.norms, municipal_fines_asylum=True))).opens
    assert {"gate_closed", "not_lawful"} <= codes(city, uuid)


def test_decided_with_a_colleague_it_is_recorded(city: City) -> None:
    """Half of the base without intent or negligence (Besluit art. 7.1): the fact, the letter with the amount."""
    uuid = warned(city)
    taken = d.decided(city, uuid, "enforcement", talk=talk(city, uuid))
    fact = next(one for one in look(city, uuid).facts if one.kind == "municipal_fine_imposed")
    assert (fact.on, fact.payload) == (TODAY, {"basis": "pip", "amount": 25})
    assert taken.amount == 25
    assert Document.objects.get(uuid=taken.document).template == "decision"


def test_an_earlier_one_that_is_final_raises_it(city: City) -> None:
    """Raised by the whole once an earlier one of the last twelve months is final; not before that."""
    earlier = {"basis": "pip", "amount": 25}
    final = ("municipal_fine_imposed", date(2025, 10, 1), {**earlier, "irrevocable_on": "2025-12-01"})
    open_one = ("municipal_fine_imposed", date(2025, 10, 1), earlier)
    for before, amount in ((final, 50), (open_one, 25)):
        uuid = warned(city, *WARNED, CALLED, before, surname=f"Na {amount}")
        assert d.decided(city, uuid, "enforcement", talk=talk(city, uuid)).amount == amount


def test_who_could_not_help_it(city: City) -> None:
    """No blame, nothing imposed (Awb art. 5:41)."""
    assert "not_lawful" in codes(city, warned(city), culpability="none")
    assert "not_lawful" not in codes(city, warned(city, surname="Ander"), culpability="reduced")


def test_not_twice_for_the_same(city: City) -> None:
    """The benefit was lowered for the same conduct: nothing comes on top."""
    lowered = ("benefit_reduced", date(2026, 3, 4), {"same_conduct": True})
    assert "not_lawful" in codes(city, warned(city, *WARNED, CALLED, lowered))


def test_the_talk_is_one_of_the_record(city: City) -> None:
    """Which talk it was is chosen, not said."""
    uuid = warned(city)
    assert "decision_talk_missing" in codes(city, uuid, talk="")
    assert "talk_unknown" in codes(city, uuid, talk=str(UUID(int=5)))


def test_warned_and_talked_but_taken_back_meanwhile(city: City) -> None:
    """A warning that never was closes the page again, also for a decision that a colleague agreed on."""
    uuid = warned(city)
    row = d.save(city, uuid, "enforcement", talk=talk(city, uuid))
    d.answer(city, d.ask(city, row))
    case = look(city, uuid)
    warning = next(one for one in case.facts if one.kind == "warning_given")
    withdraw(city.system(), case.id, UUID(str(warning.id)), now=NOW)
    with pytest.raises(actions.NotReady) as unready:
        d.take(city, row)
    assert "gate_closed" in {one.code for one in unready.value.findings}
