"""DUO to practise with keeps to DUO's rules, tells what happens, and misbehaves exactly as it is told to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from tests.exchange.duo_practice import (
    BILAL,
    DIJKERVEEN,
    NOBODY,
    SELAM,
    Practice,
    plan,
    practice,
    reasons,
)
from wegwijs.exchange.duo.simulator.events import EVENTS
from wegwijs.exchange.duo.simulator.person import add_months

CONTACT = {"naam": "Anna Coach", "email": "anna@voorbeeld.example", "telefoonnummer": "0100000000"}


@pytest.fixture
def duo(tmp_path: Path) -> Practice:
    return practice(tmp_path)


def test_a_plan_fixes_the_term_and_the_municipality_hears_of_it(duo: Practice) -> None:
    """Term: the day after signing, three years, end exclusive; B1 where no level was given; SS102."""
    assert duo.about(SELAM, "inburgeringstermijn").status_code == 404
    body = plan(niveau="B1")
    del body["niveau"]
    assert duo.about(SELAM, "PIP", "POST", body).status_code == 201
    told = duo.about(SELAM, "PIP").json
    assert told == {"gemeentecode": "9901", "pip": {**body, "niveau": "B1"}}
    term = duo.about(SELAM, "inburgeringstermijn").json
    assert (term["startdatum"], term["einddatum"]) == ("2026-03-11", "2029-03-11")
    assert duo.told() == ["SS102"]
    headers, notice = duo.arrived[0]
    assert headers["doel"] == "00000001009901000000"
    assert headers["X-Identity"] == headers["bron"]
    assert notice["bsn"] == SELAM
    # The plan may be changed; the term stays, and nobody is told again.
    assert duo.about(SELAM, "PIP", "POST", plan(dagtekeningPip="2026-03-12", niveau="A2")).status_code == 201
    assert duo.about(SELAM, "inburgeringstermijn").json == term
    assert duo.told() == ["SS102"]


def test_the_same_plan_twice_is_two_plans(duo: Practice) -> None:
    """Nothing is deduplicated for us: not by berichtId, not by content."""
    one = "7b6b9c3e-3c2b-4bd1-9a61-0123456789ab"
    for _ in range(2):
        assert duo.about(SELAM, "PIP", "POST", plan(), berichtId=one).status_code == 201
        assert duo.ask("POST", "/contactpersonen", CONTACT, berichtId=one).status_code == 201
    assert len(duo.person(SELAM).pips) == 2
    assert duo.ask("PUT", "/contactpersonen/2", CONTACT).status_code == 200


REFUSED_PLANS: tuple[tuple[str, dict[str, Any], str], ...] = (
    (SELAM, {"dagtekeningPip": "2026-02-03"}, "start van de inburgeringsplicht"),
    (SELAM, {"dagtekeningPip": "2026-02-01"}, "vestiging"),
    (SELAM, {"niveau": "A2", "leerroute": "O"}, "onderwijsroute"),
    (SELAM, {"niveau": "B1", "leerroute": "Z"}, "Z-route"),
    (SELAM, {"niveau": "A2"}, "eerste PIP"),
    (BILAL, {"geschatteIntensiteitB1Route": 600}, "intensiteit"),
    (SELAM, {"geschatteIntensiteitB1Route": 600, "leerroute": "O"}, "intensiteit"),
)


@pytest.mark.parametrize(("bsn", "changes", "word"), REFUSED_PLANS)
def test_a_plan_against_the_rules_is_refused_with_the_reason(
    duo: Practice, bsn: str, changes: dict[str, Any], word: str
) -> None:
    """403 with DUO's words; nothing is kept."""
    answer = duo.about(bsn, "PIP", "POST", plan(**changes))
    assert answer.status_code == 403
    assert word in reasons(answer)
    assert duo.about(bsn, "PIP").status_code == 404


def test_a_plan_on_the_first_possible_day_is_taken(duo: Practice) -> None:
    """The other side of the boundaries: the day of the duty itself; intensity for asylum; the day of the last plan."""
    body = plan(dagtekeningPip="2026-02-04", geschatteIntensiteitB1Route=600)
    assert duo.about(SELAM, "PIP", "POST", body).status_code == 201
    earlier = duo.about(SELAM, "PIP", "POST", plan(dagtekeningPip="2026-02-03"))
    assert "eerste PIP" in reasons(earlier)
    assert duo.about(SELAM, "PIP", "POST", plan(dagtekeningPip="2026-03-01")).status_code == 201
    assert "actuele PIP" in reasons(duo.about(SELAM, "PIP", "POST", plan(dagtekeningPip="2026-02-28")))
    assert duo.about(SELAM, "PIP", "POST", plan(dagtekeningPip="2026-03-01")).status_code == 201


def test_a_plan_is_deleted_only_while_nothing_followed_from_it(duo: Practice) -> None:
    """No term, no hours; and only what is there."""
    assert duo.about(SELAM, "PIP", "DELETE").status_code == 404
    duo.set(hold_terms="yes")
    duo.about(SELAM, "PIP", "POST", plan())
    duo.about(SELAM, "uren/participatietaalles", "PUT", {"uren": 4})
    assert "cursusuren" in reasons(duo.about(SELAM, "PIP", "DELETE"))
    duo.about(SELAM, "uren/participatietaalles", "PUT", {"uren": 0})
    assert duo.about(SELAM, "PIP", "DELETE").status_code == 200
    duo.about(SELAM, "PIP", "POST", plan())
    duo.happen(SELAM, "SS102")
    assert "termijn" in reasons(duo.about(SELAM, "PIP", "DELETE"))


def test_only_a_municipality_that_somebody_concerns_may_ask(duo: Practice) -> None:
    """403 for another, 404 for nobody; after a move the old one may ask for a month, if the plan before was its own."""
    assert duo.about(SELAM, "PIP", oin=DIJKERVEEN.oin).status_code == 403
    assert duo.about(NOBODY, "PIP").status_code == 404
    duo.about(SELAM, "PIP", "POST", plan())
    duo.happen(SELAM, "SS121", municipality="9902")
    assert duo.about(SELAM, "PIP").status_code == 200  # the plan is still ours
    later = plan(dagtekeningPip="2026-03-16")
    assert duo.about(SELAM, "PIP", "POST", later, oin=DIJKERVEEN.oin).status_code == 201
    assert duo.about(SELAM, "PIP").status_code == 200
    duo.now += timedelta(days=30)  # 15 April
    assert duo.about(SELAM, "PIP").status_code == 200
    duo.now += timedelta(days=1)
    assert duo.about(SELAM, "PIP").status_code == 403


def test_somebody_in_a_location_of_coa_concerns_the_matched_municipality(duo: Practice) -> None:
    """Not the one where the location stands."""
    with duo.store.open() as held:
        person = held.person(SELAM)
        assert person is not None
        person.in_coa, person.municipality, person.coupled = True, "9902", "9901"
        held.keep(person, duo.now)
    assert duo.about(SELAM, "doelgroep").status_code == 200
    assert duo.about(SELAM, "doelgroep", oin=DIJKERVEEN.oin).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"bron": "1" * 19}, 400), ({"doel": "1" * 20}, 400), ({"berichtId": "1"}, 400), ({"bron": "1" * 20}, 403)],
)
def test_a_message_that_is_no_message_is_sent_back(duo: Practice, headers: dict[str, str], status: int) -> None:
    """400 for what is not as specified, 403 for a sender that is not connected."""
    assert duo.about(SELAM, "doelgroep", **headers).status_code == status


def test_a_contact_person_belongs_to_a_municipality_and_makes_way_for_another(duo: Practice) -> None:
    """Coupling overwrites; deleting takes the couplings along; another's contact person is not there."""
    for _ in range(2):
        duo.ask("POST", "/contactpersonen", CONTACT)
    assert duo.ask("POST", f"/contactpersonen/1/personen/{SELAM}").status_code == 201
    assert duo.ask("POST", f"/contactpersonen/2/personen/{SELAM}").status_code == 201
    assert duo.person(SELAM).contact == 2
    assert duo.ask("DELETE", f"/contactpersonen/1/personen/{SELAM}").status_code == 404
    assert duo.ask("PUT", "/contactpersonen/2", CONTACT, oin=DIJKERVEEN.oin).status_code == 404
    assert duo.ask("DELETE", "/contactpersonen/2").status_code == 200
    assert duo.person(SELAM).contact is None


def test_an_offer_is_for_asylum_with_a_plan_at_a_recognised_school(duo: Practice) -> None:
    """One per school, the last counts; the school must suit the route."""
    body = {
        "datumInburgeringsaanbod": "2026-03-12", "verwachteStartdatumOpleiding": "2026-04-01",
        "verwachteEinddatumOpleiding": "2027-04-01", "indicatorAlfabetiseringsonderwijs": "NVT",
    }  # fmt: skip
    where = "Inburgeringsaanbod/0000000101"
    assert "geen PIP" in reasons(duo.about(SELAM, where, "POST", body))
    duo.about(SELAM, "PIP", "POST", plan())
    assert duo.about(SELAM, where, "POST", body).status_code == 201
    early = {**body, "datumInburgeringsaanbod": "2026-03-09"}
    assert "dagtekening" in reasons(duo.about(SELAM, where, "POST", early))
    assert "buiten" in reasons(duo.about(SELAM, where, "POST", {**body, "verwachteEinddatumOpleiding": "2029-03-12"}))
    assert "erkenning" in reasons(duo.about(SELAM, "Inburgeringsaanbod/0000000104", "POST", body))
    duo.about(BILAL, "PIP", "POST", plan())
    assert "asielstatushouder" in reasons(duo.about(BILAL, where, "POST", body))
    assert [duo.about(SELAM, where, "DELETE").status_code for _ in range(2)] == [204, 404]


def test_map_and_pvt_say_whose_doing_it_was_only_when_late(duo: Practice) -> None:
    """Inside the term no blame, after it blame must be said; not in the future; taken back by leaving it out."""
    name = "datumEindgesprekMap"
    assert "actuele PIP" in reasons(duo.about(SELAM, "map", "PUT", {name: "2026-03-12"}))
    duo.about(SELAM, "PIP", "POST", plan())
    assert duo.about(SELAM, "map", "PUT", {name: "2026-03-11"}).status_code == 200
    assert "voor de start" in reasons(duo.about(SELAM, "map", "PUT", {name: "2026-03-10"}))
    assert "toekomst" in reasons(duo.about(SELAM, "map", "PUT", {name: "2026-03-17"}))
    assert "binnen de termijn" in reasons(duo.about(SELAM, "map", "PUT", {name: "2026-03-12", "verwijtbaar": "Nee"}))
    assert duo.about(SELAM, "map", "PUT", {}).status_code == 200
    assert duo.about(SELAM, "map").status_code == 404
    duo.now = duo.now.replace(year=2029, day=11)  # the first day outside the term
    assert "of dat verwijtbaar is" in reasons(duo.about(SELAM, "map", "PUT", {name: "2029-03-11"}))
    assert duo.about(SELAM, "map", "PUT", {name: "2029-03-10"}).status_code == 200
    assert duo.about(SELAM, "map", "PUT", {name: "2029-03-11", "verwijtbaar": "Ja"}).status_code == 200


def test_the_self_reliance_route_ends_when_all_of_it_is_done(duo: Practice) -> None:
    """Z-route, PVT and MAP: the duty is met and the municipality hears of the certificate."""
    body = plan(leerroute="Z")
    del body["niveau"]
    duo.about(SELAM, "PIP", "POST", body)
    for path, told in (
        ("map", {"datumEindgesprekMap": "2026-03-12"}), ("pvt", {"datumOndertekeningPvt": "2026-03-12"}),
        ("zroute", {"datumAfrondingZroute": "2026-03-16"}),
    ):  # fmt: skip
        assert duo.about(SELAM, path, "PUT", told).status_code == 200
    assert duo.about(SELAM, "inburgeringsplicht").json["redenGeenInburgeringsplicht"] == "Inburgeringsplicht voldaan"
    assert duo.told() == ["SS102", "SS141"]


def test_every_event_changes_what_it_says_and_is_told(duo: Practice) -> None:
    """All of DUO's list, in an order in which each is possible; the old municipality hears of a departure."""
    duo.about(SELAM, "lbt/examennummer")
    duo.set(hold_terms="yes")
    fields = {"until": "2032-01-01", "municipality": "9901", "ground": "1"}
    order = (
        *("SS101", "SS139", "SS128", "SS109", "SS129", "SS120", "SS137", "SS131", "SS126", "SS132", "PLAN", "SS102"),
        *("SS121", "SS124", "SS125", "SS103", "SS112", "SS113", "SS104", "SS115", "SS109", "SS130", "SS199", "SS127"),
        *("SS133", "SS135", "SS136", "SS142", "SS114", "SS116", "SS117", "SS118", "SS119", "SS140", "SS106", "SS141"),
        *("SS107", "SS108", "SS110", "SS111", "SS123", "BACK", "SS122"),
    )  # fmt: skip
    told = []
    for code in order:
        if code == "PLAN":
            today = plan(dagtekeningPip="2026-03-16")
            assert duo.about(SELAM, "PIP", "POST", today).status_code == 201
        elif code == "BACK":
            with duo.store.open() as held:
                back = held.person(SELAM)
                assert back is not None
                back.municipality = "9901"
                held.keep(back, duo.now)
        else:
            duo.happen(SELAM, code, **{**fields, "until": "2033-01-01" if code in {"SS104", "SS130"} else "2032-01-01"})
            told.append(code)
    assert duo.told() == told
    assert {code for code in EVENTS if code.startswith("SS")} == set(told)
    assert [one["id"] for one in duo.person(SELAM).happened] == told
    held_now = duo.person(SELAM)
    assert held_now.obligation["redenGeenInburgeringsplicht"] == "Overlijden"
    assert held_now.term is not None
    assert held_now.term["einddatum"] == "2033-01-01"
    assert [one["beoordelingAanvraag"] for one in held_now.extensions] == ["Afgewezen", "Toegekend"]


def test_notices_wait_until_they_are_confirmed(duo: Practice) -> None:
    """No answer or 5xx: again after a growing pause; refused: not again."""
    duo.receiver[:] = [0, 503, 201]
    duo.happen(SELAM, "SS131")
    attempts = []
    for _ in range(40):
        duo.sender.send_due()
        attempts.append(len(duo.receiver))
        duo.now += timedelta(seconds=1)
    assert (attempts[0], attempts[1], attempts[2], attempts[5], attempts[6]) == (2, 2, 1, 1, 0)
    duo.receiver[:] = [400]
    duo.happen(SELAM, "SS199")
    duo.sender.send_due()
    duo.now += timedelta(hours=1)
    assert duo.sender.send_due() == 0
    assert [body["gebeurtenisId"] for _, body in duo.arrived] == ["SS131", "SS131", "SS199"]


def test_slow_answers_come_late_but_all_is_done(duo: Practice) -> None:
    """Every other delivery is answered after the client has given up; the same seed, the same waits."""
    duo.set(mode="slow", patience="20", seed="7")
    duo.about(SELAM, "PIP", "POST", plan())
    duo.about(SELAM, "PIP", "POST", plan())
    assert duo.slept[0] > 20 > duo.slept[1] > 0
    assert len(duo.person(SELAM).pips) == 2
    first, duo.slept[:] = list(duo.slept), []
    duo.set(written="0")
    duo.about(SELAM, "PIP", "POST", plan())
    duo.about(SELAM, "PIP", "POST", plan())
    assert duo.slept == first


def test_down_is_maintenance_or_silence_and_nothing_is_done(duo: Practice) -> None:
    """By turns 503 and a broken connection, for questions too."""
    duo.set(mode="down")
    assert duo.about(SELAM, "PIP", "POST", plan()).status_code == 503
    with pytest.raises(ConnectionAbortedError):
        duo.about(SELAM, "PIP", "POST", plan())
    assert duo.about(SELAM, "PIP").status_code == 503
    assert duo.person(SELAM).pips == []


def test_duplicating_says_everything_twice_and_loses_answers(duo: Practice) -> None:
    """A delivery is done though its answer is lost; notices come twice, by turns with the same and another number."""
    duo.set(mode="duplicating")
    with pytest.raises(ConnectionAbortedError):
        duo.about(SELAM, "PIP", "POST", plan())
    assert len(duo.person(SELAM).pips) == 1
    assert duo.about(SELAM, "PIP", "POST", plan()).status_code == 201
    duo.happen(SELAM, "SS131")
    assert duo.told() == ["SS102", "SS102", "SS131", "SS131"]
    numbers = [headers["berichtId"] for headers, _ in duo.arrived]
    assert numbers[0] == numbers[1]
    assert numbers[2] != numbers[3]


def test_reordering_turns_notices_round_and_loses_none(duo: Practice) -> None:
    """Who comes alone waits a little for another, and no longer."""
    duo.set(mode="reordering")
    duo.happen(SELAM, "SS139")
    assert duo.told() == []
    duo.happen(SELAM, "SS131")
    assert duo.told() == ["SS131", "SS139"]
    duo.happen(SELAM, "SS199")
    duo.now += timedelta(seconds=5)
    assert duo.told() == ["SS131", "SS139", "SS199"]


def test_refusing_takes_nothing_in_all_the_ways_of_the_specification(duo: Practice) -> None:
    """Reasons, 400 and 404 by turns; questions are answered."""
    duo.set(mode="refusing")
    answers = [duo.about(SELAM, "PIP", "POST", plan()) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [403, 400, 403, 404]
    assert answers[0].json
    assert duo.about(SELAM, "doelgroep").status_code == 200
    assert duo.person(SELAM).pips == []


def test_the_page_to_play_duo_on(duo: Practice) -> None:
    """Somebody new, an event, another conduct, everything away; what cannot be says why. Nothing from another site."""
    page = Client(duo.simulator)
    home = page.get("/")
    assert "Selam" in home.text
    assert "verzonnen" in home.text
    new = {
        "label": "<b>Omar", "bsn": "999990019", "group": "asylum", "municipality": "9901", "event": "SS101",
        "on": "2026-03-16",
    }  # fmt: skip
    made = page.post("/personen", data=new)
    assert made.status_code == 303
    opened = page.get(made.headers["Location"])
    assert "&lt;b&gt;Omar" in opened.text
    assert page.post("/personen", data=new).status_code == 422  # known already
    assert page.post("/personen", data={**new, "bsn": "111222333"}).status_code == 422  # not a number to practise with
    row = made.headers["Location"].split("?")[0]
    impossible = page.post(f"{row}/gebeurtenis", data={"event": "SS102", "on": "2026-03-16"})
    assert impossible.status_code == 422
    assert "pas als er een PIP is" in impossible.text
    assert page.post(f"{row}/gebeurtenis", data={"event": "SS131", "on": "2026-03-16"}).status_code == 303
    assert duo.told() == ["SS101", "SS131"]
    assert "SS131" in page.get("/berichten").text
    foreign = page.post("/gedrag", data={"mode": "down"}, headers={"Origin": "http://elders.example"})
    assert foreign.status_code == 403
    assert page.post("/gedrag", data={"mode": "down", "seed": "0", "patience": "20"}).status_code == 303
    assert page.post("/opnieuw").status_code == 422
    assert page.post("/opnieuw", data={"sure": "1"}).status_code == 303
    assert page.get(row).status_code == 404
    assert page.get("/vorm/tokens.css").mimetype == "text/css"
    assert page.get("/vorm/../store.py").status_code == 404


def test_months_end_where_the_month_ends() -> None:
    """29 February plus three years is 28 February."""
    from datetime import date

    assert add_months(date(2028, 2, 29), 36) == date(2031, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
