"""A text that one person wrote and approved cannot come into force, whatever writes to the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.city import NOW, TODAY, City, make_city
from wegwijs.quality import actions, queries
from wegwijs.quality.models import TextVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


def run(sql: str, *values: Any) -> int:
    """Raw SQL, as somebody with the password of the database would type it; how many rows it changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def push(row: TextVersion, **columns: Any) -> int:
    """Set an approval on this row by raw SQL."""
    values = {"state": "approved", "number": 1, "approved_on": TODAY, "in_force_from": TODAY, **columns}
    assignments = ", ".join(f"{name} = %s" for name in values)
    return run(f"UPDATE quality_textversion SET {assignments} WHERE id = %s", *values.values(), row.pk)


@pytest.fixture
def sent(city: City) -> TextVersion:
    """Written and sent by the quality officer."""
    writer = city.actor("quality")
    uuid = actions.begin(writer, "framework", "downscaling", now=NOW)
    said = queries.in_force(city.municipality.pk, "framework", "downscaling", TODAY).written
    actions.save(writer, uuid, 1, replace(said, title="Anders"), now=NOW)
    actions.send(writer, uuid, 2, now=NOW)
    return TextVersion.objects.get(uuid=uuid)


def test_another_officer_can_be_pushed(city: City, sent: TextVersion) -> None:
    """The control: the same raw SQL goes through for a second person, so the refusals below mean something."""
    assert push(sent, approved_by_id=city.user("quality_other").pk) == 1


def test_not_by_who_sent_it(city: City, sent: TextVersion) -> None:
    """One's own approval does not count."""
    with pytest.raises(DatabaseError):
        push(sent, approved_by_id=city.user("quality").pk)


def test_not_by_nobody(sent: TextVersion) -> None:
    """Leaving out who approved (NULL) does not slip through the comparison."""
    with pytest.raises(DatabaseError):
        push(sent)


def test_not_by_who_wrote_it_when_another_sent_it(city: City) -> None:
    """Who wrote the last words cannot approve them either."""
    writer, other = city.actor("quality"), city.actor("quality_other")
    uuid = actions.begin(writer, "framework", "downscaling", now=NOW)
    said = queries.in_force(city.municipality.pk, "framework", "downscaling", TODAY).written
    actions.save(writer, uuid, 1, replace(said, title="Anders"), now=NOW)
    actions.send(other, uuid, 2, now=NOW)
    with pytest.raises(DatabaseError):
        push(TextVersion.objects.get(uuid=uuid), approved_by_id=city.user("quality").pk)


def test_not_past_the_sending(city: City) -> None:
    """A draft that nobody sent cannot be approved in one go, nor be born approved."""
    uuid = actions.begin(city.actor("quality"), "guide", "extra", now=NOW)
    row = TextVersion.objects.get(uuid=uuid)
    who = {"sent_by_id": city.user("quality").pk, "approved_by_id": city.user("quality_other").pk}
    with pytest.raises(DatabaseError):
        push(row, **who)
    values = {
        "uuid": uuid4().hex, "municipality_id": city.municipality.pk, "kind": "guide", "code": "final",
        "state": "approved", "number": 1, "title": "Zo", "basis": "", "parts": "[]",
        "written_by_id": city.user("quality").pk, "written_at": NOW, "remark": "", "approved_on": TODAY,
        "in_force_from": TODAY, "version": 1, **who,
    }  # fmt: skip
    columns = ", ".join(values)
    sql = f"INSERT INTO quality_textversion ({columns}) VALUES ({', '.join(['%s'] * len(values))})"
    with pytest.raises(DatabaseError):
        run(sql, *values.values())
    assert run(sql, *{**values, "state": "draft", "number": None}.values()) == 1


@pytest.mark.parametrize("column", ["title", "parts", "basis"])
def test_words_stay_while_they_are_read(sent: TextVersion, column: str) -> None:
    """Nor can they change in the very moment of approving."""
    with pytest.raises(DatabaseError):
        run(f"UPDATE quality_textversion SET {column} = %s WHERE id = %s", '["x"]', sent.pk)


def test_other_words_than_were_sent(city: City, sent: TextVersion) -> None:
    """Approved is what was sent, by whom it was sent."""
    other = city.user("quality_other").pk
    with pytest.raises(DatabaseError):
        push(sent, approved_by_id=other, title="Stiekem")
    with pytest.raises(DatabaseError):
        push(sent, approved_by_id=city.user("quality").pk, sent_by_id=other, written_by_id=other)


def test_not_before_it_was_approved(city: City, sent: TextVersion) -> None:
    """A text cannot be said to have been in force on a day on which nobody could read it."""
    with pytest.raises(DatabaseError):
        push(sent, approved_by_id=city.user("quality_other").pk, in_force_from=TODAY - timedelta(days=1))


def test_an_approved_text_stays(city: City, sent: TextVersion) -> None:
    """Whatever the column: a conversation may have used these words."""
    push(sent, approved_by_id=city.user("quality_other").pk)
    for column, value in (("title", "Anders"), ("in_force_from", TODAY + timedelta(days=9)), ("state", "draft")):
        with pytest.raises(DatabaseError):
            run(f"UPDATE quality_textversion SET {column} = %s WHERE id = %s", value, sent.pk)
