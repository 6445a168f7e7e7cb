"""Somebody changes the log afterwards; `verify` says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from tests.city import NOW, City
from wegwijs.accounts import audit, sealer
from wegwijs.accounts.models import AccessEntry, AuditEntry, Seal


@pytest.fixture
def written(city: City, monkeypatch) -> City:
    """Twelve rows in three links (five at a time of each table), and two rows that wait."""
    monkeypatch.setattr(sealer, "CHUNK", 3)
    actor = city.actor("responsible")
    for number in range(6):
        audit.record(
            actor,
            "case_changed",
            now=NOW + timedelta(seconds=number),
            trajectory_id=number,
            detail={"fields": ["naam", "é"]},
        )
        audit.log_access(actor, "open", now=NOW + timedelta(seconds=number), trajectory_id=number, reason="waarneming")
    sealer.seal_pending(NOW)
    audit.record(actor, "case_changed", now=NOW)
    audit.log_access(actor, "list", now=NOW)
    return city


def found() -> list[tuple[int, str]]:
    return [(broken.seal, broken.why) for broken in sealer.verify().broken]


def test_what_nobody_touched_is_sound(written: City) -> None:
    """All rows are covered; the tail that waits is counted and no fault."""
    report = sealer.verify()
    assert report.sound
    assert (report.links, report.rows, report.unsealed) == (2, 12, 2)
    assert report.head == Seal.objects.order_by("-id").values_list("digest", flat=True)[0]
    assert report.as_dict()["sound"] is True
    assert sealer.oldest_pending() == NOW
    assert sealer.seal_pending(NOW) == 2
    assert sealer.seal_pending(NOW) == 0
    assert sealer.oldest_pending() is None
    assert sealer.verify().sound


def test_an_empty_log_is_sound(db: None) -> None:
    """A new installation has nothing to find."""
    assert sealer.seal_pending(NOW) == 0
    assert sealer.verify().sound


@pytest.mark.parametrize(
    "change",
    [
        {"user_id": 999}, {"reason": "mocht"}, {"kind": "list"}, {"at": NOW - timedelta(days=1)}, {"trajectory_ref": 9},
        {"detail": {"page": "x"}}, {"role": "desk"},
    ],
)  # fmt: skip
def test_a_changed_row_is_found(written: City, change: dict) -> None:
    """Whatever field: who, what, when, which case, why."""
    row = AccessEntry.objects.order_by("id")[1]
    AccessEntry.objects.filter(pk=row.pk).update(**change)
    assert found() == [(row.seal_id, "changed")]


def test_a_changed_audit_row_is_found(written: City) -> None:
    """The audit as well."""
    row = AuditEntry.objects.order_by("id")[4]
    AuditEntry.objects.filter(pk=row.pk).update(detail={"fields": []})
    assert found() == [(row.seal_id, "changed")]


def test_a_removed_row_is_found(written: City) -> None:
    """One look that somebody would rather not have had."""
    row = AccessEntry.objects.order_by("id")[2]
    row.delete()
    assert found() == [(row.seal_id, "gone")]


def test_a_row_put_in_between_is_found(written: City) -> None:
    """A look that never was."""
    row = AccessEntry.objects.order_by("id")[1]
    row.pk = None
    row.save()
    assert found() == [(row.seal_id, "added")]


def test_rows_that_changed_places_are_found(written: City) -> None:
    """The order in which things happened is part of the record."""
    first, second = AccessEntry.objects.order_by("id")[:2]
    pks = first.pk, second.pk
    AccessEntry.objects.filter(pk=pks[0]).update(id=999_999)
    AccessEntry.objects.filter(pk=pks[1]).update(id=pks[0])
    AccessEntry.objects.filter(pk=999_999).update(id=pks[1])
    assert found() == [(first.seal_id, "changed")]


def test_a_removed_link_with_its_rows_is_found(written: City) -> None:
    """The next link does not fit on the one before the hole."""
    sealer.seal_pending(NOW)
    middle = Seal.objects.order_by("id")[1]
    for model in (AuditEntry, AccessEntry):
        model.objects.filter(seal=middle).delete()
    middle.delete()
    last = Seal.objects.order_by("-id")[0]
    assert found() == [(last.pk, "chain")]


def test_rows_loosened_from_their_link_are_found(written: City) -> None:
    """Taking the seal off to have it sealed anew leaves a hole."""
    first = Seal.objects.order_by("id")[0]
    AccessEntry.objects.filter(seal=first).update(seal=None, reason="anders")
    assert found() == [(first.pk, "gone")]
    sealer.seal_pending(NOW)
    assert found() == [(first.pk, "gone")]


def test_a_link_made_without_the_key_does_not_fit(written: City) -> None:
    """Who has the database but not the key file cannot make it right again."""
    row = AccessEntry.objects.order_by("id")[0]
    AccessEntry.objects.filter(pk=row.pk).update(reason="anders")
    Seal.objects.filter(pk=row.seal_id).update(digest="0" * 64)
    assert [why for _seal, why in found()] == ["changed", "chain"]


def test_a_row_written_late_comes_in_a_later_link(written: City) -> None:
    """On PostgreSQL a lower number may be committed after a higher one was sealed; that is no fault."""
    highest = AccessEntry.objects.order_by("-id")[0].pk
    sealer.seal_pending(NOW)
    row = AccessEntry.objects.order_by("-id")[0]
    row.pk, row.seal = highest + 50, None
    row.save()
    sealer.seal_pending(NOW)
    row.pk, row.seal = highest + 10, None
    row.save(force_insert=True)
    sealer.seal_pending(NOW)
    assert sealer.verify().sound


def test_verifying_reads_each_table_once(written: City, django_assert_num_queries) -> None:
    """Five readers (links, rows and erased rows of both tables) and two counts, however long the log."""
    with django_assert_num_queries(7):
        sealer.verify()
    assert connection.in_atomic_block  # the test's own transaction; nothing was written
