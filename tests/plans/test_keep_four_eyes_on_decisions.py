"""No decision without a colleague, no other route without a decision, whatever writes to the database."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError

from tests.city import NOW, TODAY, City
from tests.plans import deciding as d
from tests.plans.making import establish, ready_case
from tests.plans.making import save as save_plan
from tests.plans.test_keep_four_eyes_in_the_database import run
from wegwijs.plans.models import Decision, DecisionAgreement

pytestmark = pytest.mark.django_db


def push(row: Decision, **columns: object) -> int:
    """Set the columns of a decision that was taken on this row by raw SQL."""
    values = {"state": "decided", "decided_at": NOW, **columns}
    assignments = ", ".join(f"{name} = %s" for name in values)
    return run(f"UPDATE plans_decision SET {assignments} WHERE id = %s", *values.values(), row.pk)


@pytest.fixture
def row(city: City) -> Decision:
    return d.save(city, d.on_route(city), "downscaling")


def mine(city: City, row: Decision, **changes: object) -> dict[str, object]:
    """Decided by the professional, agreed on by the colleague, on this version."""
    return {
        "decided_by_id": city.user("responsible").pk, "agreed_by_id": city.user("colleague").pk,
        "agreed_version": row.content_version, **changes,
    }  # fmt: skip


def test_agreed_by_a_colleague_it_can_be_pushed(city: City, row: Decision) -> None:
    """The control: with a colleague's answer the same raw SQL goes through, so the refusals below mean something."""
    d.answer(city, d.ask(city, row))
    assert push(row, **mine(city, row)) == 1


def test_a_colleague_who_was_never_asked(city: City, row: Decision) -> None:
    """A colleague's name alone is not enough."""
    with pytest.raises(DatabaseError):
        push(row, **mine(city, row))


def test_a_colleague_who_sent_it_back(city: City, row: Decision) -> None:
    """Advice is no agreement."""
    d.answer(city, d.ask(city, row), "returned", "Vraag de docent.")
    with pytest.raises(DatabaseError):
        push(row, **mine(city, row))


@pytest.mark.parametrize(
    "changes",
    [{"agreed_by_id": None}, {"decided_by_id": None}, {"agreed_version": 7}, {"content_version": 7}, {"reason": ""}],
    ids=["nobody agreed", "nobody decided", "another version", "other words", "no reason"],
)
def test_half_of_it(city: City, row: Decision, changes: dict[str, object]) -> None:
    """Each part is needed; NULL does not slip through a comparison."""
    d.answer(city, d.ask(city, row))
    with pytest.raises(DatabaseError):
        push(row, **mine(city, row, **changes))


def test_who_agreed_decides(city: City, row: Decision) -> None:
    """Nobody decides on what they agreed on."""
    d.answer(city, d.ask(city, row))
    with pytest.raises(DatabaseError):
        push(row, **mine(city, row, decided_by_id=city.user("colleague").pk))


def test_the_asker_answers(city: City, row: Decision) -> None:
    """The row of a question cannot carry its asker as the one who answered."""
    asked = d.ask(city, row)
    with pytest.raises(DatabaseError):
        run(
            "UPDATE plans_decisionagreement SET outcome = 'agreed', decided_by_id = %s, decided_at = %s WHERE id = %s",
            city.user("responsible").pk, NOW, asked.pk,
        )  # fmt: skip


def test_an_answer_made_up(city: City, row: Decision) -> None:
    """An answer cannot be inserted without its question."""
    with pytest.raises(DatabaseError):
        DecisionAgreement.objects.create(
            decision=row, decision_version=row.content_version, asked_by=city.user("responsible"), asked_at=NOW,
            decided_by=city.user("colleague"), decided_at=NOW, outcome="agreed",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value"),
    [("reason", "anders"), ("parts", "[]"), ("state", "draft"), ("dated_on", TODAY.replace(day=1)), ("amount", 5)],
)
def test_what_was_decided_stays(city: City, column: str, value: object) -> None:
    """Decided is decided: nothing of what it says changes afterwards."""
    taken = d.decided(city, d.on_route(city), "downscaling")
    with pytest.raises(DatabaseError):
        run(f"UPDATE plans_decision SET {column} = %s WHERE id = %s", value, taken.pk)


def test_an_answer_stays(city: City, row: Decision) -> None:
    """An answer is not turned around."""
    asked = d.ask(city, row)
    d.answer(city, asked)
    with pytest.raises(DatabaseError):
        run("UPDATE plans_decisionagreement SET outcome = 'returned' WHERE id = %s", asked.pk)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [({"route": "education", "wish_route": "education"}, True), ({"level": "a2"}, True), ({"wish_work": "kok"}, False)],
    ids=["another route", "A2", "other words"],
)
def test_a_plan_changes_route_or_level_by_a_decision_only(city: City, changes: dict[str, str], refused: bool) -> None:
    """Raw SQL cannot establish another route or A2 without a decision of that case; other words it can."""
    uuid = ready_case(city)
    establish(city, uuid)
    row = save_plan(city, uuid, reason_change="Het past beter.", **changes)
    sql = "UPDATE plans_pip SET state='established', number=2, established_at=%s, established_by_id=%s WHERE id=%s"
    run("UPDATE plans_pip SET state = 'replaced' WHERE id = %s", row.amends_id)
    if refused:
        with pytest.raises(DatabaseError, match="needs a decision"):
            run(sql, NOW, city.user("responsible").pk, row.pk)
    else:
        assert run(sql, NOW, city.user("responsible").pk, row.pk) == 1


def test_two_open_of_a_kind(city: City, row: Decision) -> None:
    """A case has one open decision of a kind."""
    with pytest.raises(DatabaseError):
        run(
            "INSERT INTO plans_decision (uuid, municipality_id, trajectory_id, kind, state, version, content_version,"
            " drafted_at, answers, wish, reason, supports, route, wish_route, test_result, parts, ground, basis,"
            " culpability, document_language, withdrawn_reason) VALUES (%s, %s, %s, 'downscaling', 'draft', 1, 1, %s,"
            " '{}', '', '', %s, '', '', '', '[]', '', '', '', '', '')",
            uuid4().hex, row.municipality_id, row.trajectory_id, NOW, True,
        )  # fmt: skip
