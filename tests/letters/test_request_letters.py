"""Asking for a letter: frozen words, set once by the worker, kept sealed, read only by who reaches the case."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tests.city import NOW, City, make_case, make_city
from tests.letters import letters_of
from wegwijs.accounts.models import AuditEntry
from wegwijs.letters import actions, queries
from wegwijs.letters.fields import RefusedFields
from wegwijs.letters.models import Document
from wegwijs.letters.tasks import render_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.WEGWIJS_STORE = tmp_path
    return tmp_path


def ask(city: City, case: int, who: str = "responsible", **changes: Any) -> Document:
    return actions.request_document(city.actor(who), case, "beschikking", "ti", letters_of.decision(**changes), NOW)


def test_asked_set_and_read(city: City, store: Path) -> None:
    """Queued with the decision, set by the task, read back as PDF; on disk it is sealed and bears no name."""
    case = make_case(city)
    asked = ask(city, case)
    assert asked.state == "queued"
    assert list(DBTaskResult.objects.values_list("args_kwargs", flat=True)) == [
        {"args": [str(asked.uuid)], "kwargs": {}}
    ]
    assert render_document.call(str(asked.uuid))
    found = queries.document(city.actor("colleague"), asked.uuid)
    assert found is not None
    assert (found.state, found.requested_by) == ("ready", "Responsible van Dam")
    assert queries.read_bytes(found).startswith(b"%PDF-1.7")
    files = [each for each in store.rglob("*") if each.is_file()]
    assert [each.name for each in files] == [f"{asked.uuid.hex}.pdf.sealed"]
    assert b"%PDF" not in files[0].read_bytes()
    assert "Selam" not in found.file_name


def test_the_words_are_frozen_and_sealed(city: City) -> None:
    """What the letter says is kept sealed from the moment it is asked for; it is no plain text in the database."""
    asked = ask(city, make_case(city))
    assert b"Selam" not in bytes(asked.data)
    assert b"PIP-2025" not in bytes(asked.data)


def test_setting_again_changes_nothing(city: City) -> None:
    """The task may run twice, or after a crash: one letter, one file, one audit row."""
    asked = ask(city, make_case(city))
    assert actions.set_document(asked.uuid, now=NOW)
    before = Document.objects.get(uuid=asked.uuid)
    assert not actions.set_document(asked.uuid, now=NOW)
    after = Document.objects.get(uuid=asked.uuid)
    assert (before.sha256, before.version) == (after.sha256, after.version)
    assert AuditEntry.objects.filter(action="document_ready", subject=asked.uuid).count() == 1


def test_belongs_to_the_caller_s_transaction(city: City) -> None:
    """When the decision is rolled back, there is no letter and no task."""
    case = make_case(city)

    with transaction.atomic():
        ask(city, case)
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_refused_data_leaves_nothing(city: City) -> None:
    """Data that does not fit is refused when asked, not by the worker afterwards."""
    with pytest.raises(RefusedFields):
        ask(city, make_case(city), bsn="999990019")
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "who", ["stranger", "elsewhere", "manager", "desk", "admin", "coordinator", "teacher", "researcher"]
)
def test_outsiders_reach_no_letter(city: City, who: str) -> None:
    """Who does not reach the case cannot ask for its letters, find them, list them or queue them again."""
    case = make_case(city)
    asked = ask(city, case)
    actor = city.actor(who)
    assert queries.document(actor, asked.uuid) is None
    assert queries.documents_of(actor, case) == []
    with pytest.raises(PermissionDenied):
        ask(city, case, who)
    with pytest.raises(PermissionDenied):
        actions.try_again(actor, asked.uuid, now=NOW)
    assert Document.objects.count() == 1


def test_letters_of_one_case_only(city: City, django_assert_num_queries: Any) -> None:
    """A case lists its own letters, newest first, with one query, and never those of another case."""
    mine, other = make_case(city), make_case(city, given_names="Yusuf", surname="Demir")
    first, second = ask(city, mine), ask(city, mine, is_amendment=True)
    ask(city, other)
    actor = city.actor("responsible")
    with django_assert_num_queries(1):
        found = queries.documents_of(actor, mine)
    assert [each.uuid for each in found] == [second.uuid, first.uuid]


def test_damage_is_noticed(city: City, store: Path) -> None:
    """A file that was changed, swapped or lost is never shown as the letter."""
    case = make_case(city)
    one, two = ask(city, case), ask(city, case, reference="ANDERS-1")
    for each in (one, two):
        actions.set_document(each.uuid, now=NOW)
    actor = city.actor("responsible")
    views = {each.uuid: each for each in queries.documents_of(actor, case)}
    file, other = store / views[one.uuid].path, store / views[two.uuid].path
    sealed = file.read_bytes()
    for content in (other.read_bytes(), sealed[:-1] + bytes([sealed[-1] ^ 1]), b""):
        file.write_bytes(content)
        with pytest.raises(queries.Damaged):
            queries.read_bytes(views[one.uuid])
    file.unlink()
    with pytest.raises(queries.Damaged):
        queries.read_bytes(views[one.uuid])


def test_a_letter_that_cannot_be_set_says_so(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter that does not fit becomes failed with a code; nothing is read from it; it can be queued again."""
    asked = ask(city, make_case(city))

    def unprintable(*_: object) -> bytes:
        raise actions.Unprintable("beschikking in ti: does not fit")

    monkeypatch.setattr(actions, "render", unprintable)
    assert actions.set_document(asked.uuid, now=NOW)
    actor = city.actor("responsible")
    found = queries.document(actor, asked.uuid)
    assert found is not None
    assert (found.state, found.error_code) == ("failed", "unprintable")
    with pytest.raises(queries.NotReady):
        queries.read_bytes(found)
    actions.try_again(actor, asked.uuid, now=NOW)
    monkeypatch.undo()
    assert actions.set_document(asked.uuid, now=NOW)


def test_audit_names_no_person(city: City) -> None:
    """The audit knows which letter, in which language, of which case, by whom; no words of it."""
    asked = ask(city, make_case(city))
    entry = AuditEntry.objects.get(action="document_requested", subject=asked.uuid)
    assert entry.detail == {"template": "beschikking", "language": "ti"}
    assert entry.trajectory_ref == asked.trajectory_id
