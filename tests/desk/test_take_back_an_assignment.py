"""Assigning many cases at once is taken back: from another computer, tomorrow, exactly, and it says what stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from tests.desk.case_pages import fill, form_on, signed_in, text, url
from wegwijs.accounts.models import AuditEntry, Membership
from wegwijs.dossier import actions, queries
from wegwijs.dossier.models import BulkAction, Fact, Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def city() -> City:
    return make_city()


def has_it(case: int) -> str:
    responsible = Snapshot.objects.get(pk=case).responsible
    return responsible.name.split()[0].lower() if responsible else ""


def assigned(city: City, cases: list[int], to: str = "colleague") -> UUID:
    """The quality officer ticks these in the list and sends them."""
    client = signed_in(city, "quality")
    chosen = [f"{uuid_of(case)}:{Snapshot.objects.get(pk=case).responsible_id or ''}" for case in cases]
    client.post(url("assign"), {"case": chosen, "to": city.user(to).pk, "next": "/dossiers/"})
    return BulkAction.objects.latest("pk").uuid


def test_ticked_cases_go_to_a_colleague_and_can_be_taken_back(city: City) -> None:
    """All of them at once; undo puts each back with who had it, or with its team."""
    mine, waiting = make_case(city), make_case(city, responsible=None, surname="Wachtend")
    client = signed_in(city, "quality")
    page = client.get(url("cases"))
    ticked = {"case": [f"{uuid_of(mine)}:{city.user('responsible').pk}", f"{uuid_of(waiting)}:"]}
    assert all(value in page.content.decode() for value in ticked["case"])
    answer = client.post(url("assign"), {**ticked, "to": city.user("colleague").pk, "next": "/dossiers/"}, follow=True)
    assert "2 dossiers zijn nu bij Colleague van Dam" in text(answer)
    assert {has_it(case) for case in (mine, waiting)} == {"colleague"}
    back = client.post(url("assign_undo"), form_on(answer, "action"), follow=True)
    assert "2 dossiers zijn terug waar ze waren" in text(back)
    assert (has_it(mine), has_it(waiting)) == ("responsible", "")
    assert Snapshot.objects.get(pk=waiting).team == city.teams["Noord"]
    assert {row.action for row in AuditEntry.objects.filter(subject=BulkAction.objects.get().uuid)} == {
        "cases_assigned", "cases_put_back",
    }  # fmt: skip


def test_the_next_day_at_another_computer(city: City, clock: Any) -> None:
    """The action stands in the list of who did it, with its cases, until it is taken back or two weeks are over."""
    case = make_case(city)
    uuid = assigned(city, [case])
    clock.shift(timedelta(days=1))
    client = signed_in(city, "quality", NOW + timedelta(days=1))
    page = client.get(url("assigned"))
    assert "16 mrt 2026 11:00, naar Colleague van Dam" in text(page)
    assert "Selam Tesfay" in text(page)
    assert client.post(url("assign_undo"), form_on(page, "action"), follow=True).status_code == 200
    assert has_it(case) == "responsible"
    again = client.post(url("assign_undo"), {"action": str(uuid)}, follow=True)
    assert "Er is niets om terug te draaien" in text(again)
    assert Fact.objects.filter(kind="case_assigned", trajectory_id=case).count() == 2
    clock.shift(timedelta(days=14))
    assert "U heeft kort geleden niets toegewezen" in text(
        signed_in(city, "quality", NOW + timedelta(days=15)).get(url("assigned"))
    )


def test_what_somebody_changed_since_stays_and_is_named(city: City) -> None:
    """Also when it went away and came back to the same colleague: that was a decision of somebody else."""
    cases = [make_case(city, surname=name) for name in ("Blijft", "Heen-en-weer", "Terug")]
    assigned(city, cases)
    lead = city.actor("responsible")
    actions.assign(lead, cases[0], city.user("responsible").pk, now=NOW + timedelta(minutes=5))
    for who in ("responsible", "colleague"):
        actions.assign(lead, cases[1], city.user(who).pk, now=NOW + timedelta(minutes=6))
    client = signed_in(city, "quality")
    answer = client.post(url("assign_undo"), form_on(client.get(url("assigned")), "action"), follow=True)
    shown = text(answer)
    assert "1 dossier is terug waar het was" in shown
    assert "2 dossiers blijven waar ze zijn" in shown
    assert "Selam Blijft Responsible van Dam blijft: daarna gewijzigd" in shown
    assert "Responsible van Dam , 16 mrt 2026 11:06" in shown
    assert [has_it(case) for case in cases] == ["responsible", "colleague", "responsible"]


def test_who_had_it_left_meanwhile(city: City) -> None:
    """It stays, and says why."""
    case = make_case(city)
    assigned(city, [case])
    Membership.objects.filter(user=city.user("responsible")).update(ends_on=TODAY - timedelta(days=1))
    client = signed_in(city, "quality")
    shown = text(client.post(url("assign_undo"), form_on(client.get(url("assigned")), "action"), follow=True))
    assert "werkt hier niet meer" in shown
    assert has_it(case) == "colleague"


def test_the_team_goes_back_too(city: City) -> None:
    """To the team where it was, also when that is not the team of who had it."""
    elsewhere = make_case(city, team="Zuid")
    actor = city.actor("manager")
    done = actions.assign_many(actor, {uuid_of(elsewhere): city.user("responsible").pk}, city.user("colleague").pk,
                               now=NOW)  # fmt: skip
    assert Snapshot.objects.get(pk=elsewhere).team == city.teams["Noord"]
    assert done.uuid is not None
    actions.put_back(actor, done.uuid, now=NOW)
    assert Snapshot.objects.get(pk=elsewhere).team == city.teams["Zuid"]
    assert has_it(elsewhere) == "responsible"


def test_a_colleague_was_first_while_the_list_was_open(city: City) -> None:
    """The case stays with whoever got it, the others go, and the page says which and by whom."""
    taken, free = make_case(city, responsible=None, surname="Eerst"), make_case(city, responsible=None, surname="Vrij")
    actions.assign(city.actor("responsible"), taken, city.user("responsible").pk, now=NOW)
    client = signed_in(city, "quality")
    chosen = [f"{uuid_of(case)}:" for case in (taken, free)]
    shown = text(client.post(url("assign"), {"case": chosen, "to": city.user("colleague").pk}, follow=True))
    assert "1 dossier is nu bij Colleague van Dam" in shown
    assert "1 dossier blijft waar het is" in shown
    assert "Selam Eerst Responsible van Dam blijft: daarna gewijzigd Responsible van Dam" in shown
    assert (has_it(taken), has_it(free)) == ("responsible", "colleague")


def test_a_colleague_was_first_while_the_form_was_open(city: City) -> None:
    """On the case itself: nothing changes, it is said who did what, and the same choice once more goes through."""
    case = make_case(city)
    address = url("record", uuid_of(case), "assign")
    client = signed_in(city, "responsible")
    opened = form_on(client.get(address), "had")
    actions.assign(city.actor("colleague"), case, city.user("colleague").pk, now=NOW)
    sent = {**opened, "to": city.user("responsible").pk}
    answer = client.post(address, sent)
    assert "Colleague van Dam heeft dit dossier intussen bij Colleague van Dam gelegd (16 mrt 2026 11:00)" in text(
        answer
    )
    assert has_it(case) == "colleague"
    assert client.post(address, {**form_on(answer, "had"), "to": city.user("responsible").pk}).status_code == 302
    assert has_it(case) == "responsible"


def test_handing_over_asks_the_same(city: City) -> None:
    """To a team: the form knows who had it."""
    case = make_case(city)
    client = signed_in(city, "responsible")
    assert fill(client, url("record", uuid_of(case), "transfer"), to=city.teams["Zuid"].pk).status_code == 302
    assert Snapshot.objects.get(pk=case).team == city.teams["Zuid"]


def test_only_the_maker_takes_it_back(city: City) -> None:
    """Not a colleague with the same rights, not another department; a case out of reach is not named."""
    case = make_case(city)
    uuid = assigned(city, [case])
    for who in ("manager", "quality_other", "responsible", "elsewhere"):
        client = signed_in(city, who)
        client.post(url("assign_undo"), {"action": str(uuid)})
        assert has_it(case) == "colleague", who
        assert "Tesfay" not in text(client.get(url("assigned")))
    assert signed_in(city, "desk").get(url("assigned")).status_code == 403
    Membership.objects.filter(user=city.user("quality")).update(department=city.departments["Inburgering"])
    (seen,) = queries.bulk_actions(city.actor("quality"), NOW)
    assert (seen.cases, seen.out_of_reach) == ((), 1)
