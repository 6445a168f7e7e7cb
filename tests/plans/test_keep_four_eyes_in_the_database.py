"""A plan against the wish or the test cannot be established without a colleague, whatever writes to the database."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.city import NOW, TODAY, City
from tests.plans.making import NOT_FEASIBLE, establish, look, ready_case, save
from wegwijs.plans import actions
from wegwijs.plans.models import Pip, PipAgreement

pytestmark = pytest.mark.django_db
WHY = {"reason_wish": "Het lesrooster past niet.", "reason_test": "Zij las al veel in haar eigen taal."}


def run(sql: str, *values: object) -> int:
    """Raw SQL, as somebody with the password of the database would type it; how many rows it changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def push(row: Pip, **columns: object) -> int:
    """Set the columns of an established plan on this row by raw SQL."""
    values = {"state": "established", "number": 1, "established_at": NOW, **columns}
    assignments = ", ".join(f"{name} = %s" for name in values)
    return run(f"UPDATE plans_pip SET {assignments} WHERE id = %s", *values.values(), row.pk)


@pytest.fixture
def against_wish(city: City) -> Pip:
    return save(city, ready_case(city), wish_route="education", **WHY)


@pytest.fixture
def against_test(city: City) -> Pip:
    return save(city, ready_case(city, *NOT_FEASIBLE), **WHY)


@pytest.fixture(params=["against_wish", "against_test"])
def deviating(request: pytest.FixtureRequest) -> Pip:
    found: Pip = request.getfixturevalue(request.param)
    return found


def test_a_plan_as_wished_and_as_tested_can_be_pushed(city: City) -> None:
    """The control: the same raw SQL goes through when nothing deviates, so the refusals below mean something."""
    row = save(city, ready_case(city))
    assert push(row, established_by_id=city.user("responsible").pk) == 1


def test_nobody_agreed(city: City, deviating: Pip) -> None:
    """Without a colleague the database refuses."""
    with pytest.raises(DatabaseError):
        push(deviating, established_by_id=city.user("responsible").pk)


def test_agreed_by_oneself(city: City, deviating: Pip) -> None:
    """One's own agreement does not count."""
    me = city.user("responsible").pk
    with pytest.raises(DatabaseError):
        push(deviating, established_by_id=me, agreed_by_id=me, agreed_version=deviating.content_version)


def test_no_name_under_it(city: City, deviating: Pip) -> None:
    """Leaving out who established it (NULL) does not slip through the comparison."""
    with pytest.raises(DatabaseError):
        push(deviating, agreed_by_id=city.user("colleague").pk, agreed_version=deviating.content_version)


def test_a_colleague_who_was_never_asked(city: City, deviating: Pip) -> None:
    """A colleague's name alone is not enough: there must be an answer by that colleague."""
    with pytest.raises(DatabaseError):
        push(
            deviating, established_by_id=city.user("responsible").pk, agreed_by_id=city.user("colleague").pk,
            agreed_version=deviating.content_version,
        )  # fmt: skip


def put_question(city: City, row: Pip, outcome: str) -> int:
    """Insert a question by raw SQL, with this outcome by the colleague (empty: none yet)."""
    answer = (city.user("colleague").pk, NOW) if outcome else (None, None)
    values = (
        uuid4().hex, row.pk, row.content_version, row.route, row.wish_route, row.test_result,
        city.user("responsible").pk, NOW, *answer, outcome, "", 1,
    )  # fmt: skip
    columns = (
        "uuid, pip_id, pip_version, route, wish_route, test_result, asked_by_id, asked_at, decided_by_id, decided_at,"
        " outcome, advice, version"
    )
    return run(f"INSERT INTO plans_pipagreement ({columns}) VALUES ({', '.join(['%s'] * len(values))})", *values)


def test_an_answer_made_up(city: City, deviating: Pip) -> None:
    """An answer cannot be inserted without its question; the same row without an answer can."""
    with pytest.raises(DatabaseError):
        put_question(city, deviating, "agreed")
    assert put_question(city, deviating, "") == 1


def _agreed(city: City, row: Pip) -> PipAgreement:
    case = look(city, row.trajectory.uuid)
    asked = actions.ask(city.actor("responsible"), case, row.version, now=NOW)
    return actions.answer(city.actor("colleague"), asked.uuid, "agreed", "", now=NOW)


def test_answered_by_the_asker(city: City, deviating: Pip) -> None:
    """The row of a question cannot carry its asker as the one who answered."""
    asked = actions.ask(city.actor("responsible"), look(city, deviating.trajectory.uuid), deviating.version, now=NOW)
    with pytest.raises(DatabaseError):
        run(
            "UPDATE plans_pipagreement SET outcome = 'agreed', decided_by_id = %s, decided_at = %s WHERE id = %s",
            city.user("responsible").pk, NOW, asked.pk,
        )  # fmt: skip


def test_agreed_on_an_earlier_version(city: City, deviating: Pip) -> None:
    """Agreement on other words does not count, nor can the number of the version be bent to fit."""
    _agreed(city, deviating)
    mine = {"established_by_id": city.user("responsible").pk, "agreed_by_id": city.user("colleague").pk}
    with pytest.raises(DatabaseError):
        push(deviating, **mine, content_version=deviating.content_version + 1, agreed_version=deviating.content_version)
    with pytest.raises(DatabaseError):
        push(deviating, **mine, content_version=9, agreed_version=9)


def test_another_route_than_agreed(city: City, against_wish: Pip) -> None:
    """A colleague agreed on B1; the Z-route cannot be put in its place."""
    _agreed(city, against_wish)
    with pytest.raises(DatabaseError):
        push(
            against_wish, established_by_id=city.user("responsible").pk, agreed_by_id=city.user("colleague").pk,
            agreed_version=against_wish.content_version, route="self_reliance",
        )  # fmt: skip


def test_the_colleague_establishes(city: City, deviating: Pip) -> None:
    """Who agreed cannot be the one who establishes."""
    _agreed(city, deviating)
    colleague = city.user("colleague").pk
    with pytest.raises(DatabaseError):
        push(deviating, established_by_id=colleague, agreed_by_id=colleague, agreed_version=deviating.content_version)


def test_no_reason(city: City, deviating: Pip) -> None:
    """A deviation without a reason for the person is refused, agreement or not."""
    _agreed(city, deviating)
    with pytest.raises(DatabaseError):
        push(
            deviating, established_by_id=city.user("responsible").pk, agreed_by_id=city.user("colleague").pk,
            agreed_version=deviating.content_version, reason_wish="", reason_test="",
        )  # fmt: skip


def test_agreed_by_a_colleague(city: City, deviating: Pip) -> None:
    """The other side: with a colleague's answer on exactly this version it goes through."""
    _agreed(city, deviating)
    done = push(
        deviating, established_by_id=city.user("responsible").pk, agreed_by_id=city.user("colleague").pk,
        agreed_version=deviating.content_version,
    )  # fmt: skip
    assert done == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("route", "self_reliance"), ("wish_route", "education"), ("test_result", "b1_not_feasible"), ("state", "draft"),
     ("state", "dropped"), ("dated_on", TODAY.replace(day=1)), ("reason_wish", "anders"), ("content_version", 7)],
)  # fmt: skip
def test_an_established_plan_stays(city: City, column: str, value: object) -> None:
    """Established is established: no column of what it says changes afterwards; it can only be replaced."""
    row = establish(city, ready_case(city))
    with pytest.raises(DatabaseError):
        run(f"UPDATE plans_pip SET {column} = %s WHERE id = %s", value, row.pk)
    assert run("UPDATE plans_pip SET state = 'replaced' WHERE id = %s", row.pk) == 1


def test_an_answer_stays(city: City, deviating: Pip) -> None:
    """An answer is not turned around, and a question is not moved to another plan."""
    answered = _agreed(city, deviating)
    with pytest.raises(DatabaseError):
        run("UPDATE plans_pipagreement SET outcome = 'returned' WHERE id = %s", answered.pk)
    with pytest.raises(DatabaseError):
        run("UPDATE plans_pipagreement SET pip_version = 5 WHERE id = %s", answered.pk)


def test_two_open_drafts(city: City) -> None:
    """A case has one open draft."""
    row = save(city, ready_case(city))
    with pytest.raises(DatabaseError), transaction.atomic():
        Pip.objects.create(municipality_id=row.municipality_id, trajectory_id=row.trajectory_id, drafted_at=NOW)
