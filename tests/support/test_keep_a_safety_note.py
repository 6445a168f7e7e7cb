"""What somebody must know to meet a person safely: sealed, scoped, for who may, and never half."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.city import NOW, City, make_case, make_city
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.rows import Conflict
from wegwijs.support import actions, queries
from wegwijs.support.models import SafetyNote

pytestmark = pytest.mark.django_db
TEXT = "Bel nooit op het nummer van de partner."


@pytest.fixture
def city() -> City:
    return make_city()


def test_written_and_read_by_the_team(city: City) -> None:
    """The clear text comes back, with by whom."""
    case = make_case(city)
    actions.write_note(city.actor("responsible"), case, f" {TEXT} ", now=NOW, request_id=uuid4())
    (note,) = queries.safety_notes(city.actor("colleague"), case)
    assert (note.text, note.written_by) == (TEXT, "Responsible van Dam")


@pytest.mark.parametrize("who", ["stranger", "elsewhere", "manager", "adviser", "coordinator", "desk", "privacy"])
def test_nobody_else_reads_or_knows(city: City, who: str) -> None:
    """Not the text, and not that there is one."""
    case = make_case(city)
    actions.write_note(city.actor("responsible"), case, TEXT, now=NOW, request_id=uuid4())
    assert queries.safety_notes(city.actor(who), case) == ()
    assert not queries.safety_rows(city.actor(who)).filter(trajectory_id=case).exists()


def test_a_note_is_on_one_case(city: City) -> None:
    """Another case of the same professional has no sign."""
    one, other = make_case(city), make_case(city, surname="Haddad")
    actions.write_note(city.actor("responsible"), one, TEXT, now=NOW, request_id=uuid4())
    assert not queries.safety_rows(city.actor("responsible")).filter(trajectory_id=other).exists()


@pytest.mark.parametrize(("text", "code"), [("  ", "empty"), ("x" * (actions.LONGEST + 1), "too_long")])
def test_not_empty_and_not_endless(city: City, text: str, code: str) -> None:
    """Refused with a code."""
    with pytest.raises(actions.Refused) as refused:
        actions.write_note(city.actor("responsible"), make_case(city), text, now=NOW, request_id=uuid4())
    assert refused.value.code == code


def test_the_longest_that_fits(city: City) -> None:
    """Exactly the limit."""
    case = make_case(city)
    actions.write_note(city.actor("responsible"), case, "x" * actions.LONGEST, now=NOW, request_id=uuid4())
    assert len(queries.safety_notes(city.actor("responsible"), case)[0].text) == actions.LONGEST


def test_the_audit_says_that_never_what(city: City) -> None:
    """Action, case and row; no word of the text."""
    actions.write_note(city.actor("responsible"), make_case(city), TEXT, now=NOW, request_id=uuid4())
    row = AuditEntry.objects.get(action="safety_note_written")
    assert "partner" not in str(row.detail)


def test_ended_by_two_people_is_a_conflict(city: City) -> None:
    """The second is told."""
    case, actor = make_case(city), city.actor("responsible")
    note = actions.write_note(actor, case, TEXT, now=NOW, request_id=uuid4())
    SafetyNote.objects.update(version=2)
    with pytest.raises(Conflict):
        actions.end_note(actor, case, note, 1, now=NOW)
    assert actions.end_note(actor, case, note, 2, now=NOW)
    assert not queries.safety_rows(actor).filter(trajectory_id=case).exists()


def test_a_note_of_another_case_is_not_ended_here(city: City) -> None:
    """Nothing happens."""
    one, other = make_case(city), make_case(city, surname="Haddad")
    actor = city.actor("responsible")
    note = actions.write_note(actor, one, TEXT, now=NOW, request_id=uuid4())
    assert not actions.end_note(actor, other, note, 1, now=NOW)


def test_who_only_reads_cases_does_not_write_notes(city: City) -> None:
    """The employment adviser has no hand in it."""
    with pytest.raises(PermissionDenied):
        actions.write_note(city.actor("adviser"), make_case(city), TEXT, now=NOW, request_id=uuid4())
