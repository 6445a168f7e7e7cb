"""Rows of audit and log go when their term is over, words in them before; the chain still tells what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.city import NOW, City
from wegwijs.accounts import audit, erasing, sealer
from wegwijs.accounts.crypto import seal
from wegwijs.accounts.models import AccessEntry, AuditEntry, ErasedRow, Seal


@pytest.fixture
def sealed(city: City) -> City:
    """Four looks, the second with a reason, and an audit row; all sealed."""
    for number in range(4):
        reason = "klacht van Tesfay" if number == 1 else ""
        actor = city.actor("manager")
        audit.log_access(actor, "open", now=NOW + timedelta(days=number), trajectory_id=number + 1, reason=reason)
    audit.record(city.actor("responsible"), "case_changed", now=NOW)
    sealer.seal_pending(NOW)
    return city


def test_the_words_of_a_reason_go_and_the_look_stays(sealed: City) -> None:
    """That somebody opened the case is still there and still sealed."""
    assert erasing.empty_reasons([2]) == 1
    row = AccessEntry.objects.get(trajectory_ref=2)
    assert row.reason == ""
    assert sealer.verify().sound
    assert sealer.verify().rows == 5
    assert erasing.empty_reasons([2]) == 0


def test_what_is_left_of_a_row_is_still_watched(sealed: City) -> None:
    """Changing or removing the rest of it breaks the chain."""
    erasing.empty_reasons([2])
    AccessEntry.objects.filter(trajectory_ref=2).update(user_id=999)
    assert [broken.why for broken in sealer.verify().broken] == ["changed"]
    AccessEntry.objects.filter(trajectory_ref=2).delete()
    assert [broken.why for broken in sealer.verify().broken] == ["gone"]


def test_old_looks_go_to_the_day(sealed: City) -> None:
    """Before the moment they go, at the moment they stay; a row whose words went before goes whole."""
    erasing.empty_reasons([2])
    assert erasing.remove_access_before(sealed.municipality.pk, NOW + timedelta(days=2)) == 2
    assert list(AccessEntry.objects.order_by("pk").values_list("trajectory_ref", flat=True)) == [3, 4]
    report = sealer.verify()
    assert report.sound
    assert report.rows == 5


def test_a_row_that_somebody_removed_by_hand_is_found(sealed: City) -> None:
    """Also when they leave a row that says it was erased: its digest cannot be made without the keys."""
    row = AccessEntry.objects.order_by("pk")[0]
    ErasedRow.objects.create(table="access", row=row.pk, seal_id=row.seal_id, was="0" * 64, stays="")
    row.delete()
    assert not sealer.verify().sound


def test_rows_that_are_not_sealed_yet_simply_go(city: City) -> None:
    """Nothing is left of them, and the chain covers what remains."""
    audit.log_access(city.actor("manager"), "open", now=NOW, trajectory_id=1, reason="mocht niet")
    assert erasing.empty_reasons([1]) == 1
    assert ErasedRow.objects.count() == 0
    sealer.seal_pending(NOW)
    assert sealer.verify().sound


def test_links_of_the_first_version_are_chained_anew(sealed: City) -> None:
    """Once, when they are sound; what was changed under an old link is not covered up."""
    _as_first_version()
    assert sealer.verify().sound
    assert sealer.bring_up_to_date()
    assert sealer.verify().sound
    assert set(Seal.objects.values_list("version", flat=True)) == {2}
    _as_first_version()
    AuditEntry.objects.update(action="iets anders")
    assert not sealer.bring_up_to_date()
    with pytest.raises(erasing.BrokenChain):
        erasing.empty_reasons([2])
    assert AccessEntry.objects.get(trajectory_ref=2).reason


def _as_first_version() -> None:
    """The link as the first version wrote it: over the rows themselves."""
    lines = [
        sealer.line_of(name, row)
        for name, model, fields in sealer.TABLES
        for row in model._default_manager.order_by("id").values_list(*fields)
    ]
    Seal.objects.update(digest=seal(b"\n".join([b"", *lines])), version=1)
