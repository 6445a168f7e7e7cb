"""Somebody records a fact while all snapshots are made anew: neither fact nor snapshot is lost, on both databases.

Each test makes the two meet in the same case; the one that comes second waits for the first.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections, transaction

from tests.city import NOW, TODAY, City, make_case, make_city
from tests.desk.test_save_at_the_same_moment import real_file  # noqa: F401  a fixture
from wegwijs.dossier import snapshots
from wegwijs.dossier.actions import NewFact, append_one
from wegwijs.dossier.models import Fact, Snapshot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_file")]
A_WHILE = 0.5  # long enough for what does not wait to be done


@pytest.fixture
def city() -> City:
    made = make_city()
    make_case(made, surname="Eerste")
    make_case(made, surname="Tweede")
    return made


def converse(city: City, case: int) -> None:
    """A conversation of today, which a snapshot shows as the last contact."""
    payload = {"interpreter": True, "mode": "phone", "alone_offered": True}
    append_one(city.actor("responsible"), NewFact(case, "intake_conversation_held", TODAY, payload), now=NOW)


def beside(work: Any, *arguments: Any) -> Thread:
    def run() -> None:
        try:
            work(*arguments)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def all_is_well(case: int) -> None:
    """The fact stands, and the snapshot is the one that follows from the facts."""
    assert Fact.objects.filter(trajectory_id=case, kind="intake_conversation_held").count() == 1
    stored = Snapshot.objects.filter(pk=case).values().get()
    assert stored["last_contact_on"] == TODAY
    snapshots.refresh([case], TODAY)
    assert Snapshot.objects.filter(pk=case).values().get() == stored


def test_who_saves_waits_for_the_chunk_in_which_the_case_is(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rebuild has read the case and not written it yet; a save in between would be lost under an older answer."""
    case = Snapshot.objects.order_by("pk").values_list("pk", flat=True)[0]
    has_read, saved, waited = Event(), Event(), []
    load = snapshots.load

    def load_slowly(ids: Any, today: Any) -> Any:
        states = load(ids, today)
        if not has_read.is_set():
            has_read.set()
            waited.append(not saved.wait(A_WHILE))
        return states

    def save() -> None:
        has_read.wait()
        converse(city, case)
        saved.set()

    monkeypatch.setattr(snapshots, "load", load_slowly)
    saver = beside(save)
    assert snapshots.rebuild(TODAY, processes=1) == 2
    saver.join()
    assert waited == [True]
    monkeypatch.setattr(snapshots, "load", load)
    all_is_well(case)


def test_the_rebuild_waits_for_who_is_saving(city: City) -> None:
    """A fact that is not committed yet when the rebuild comes to its case is in the answer that the rebuild writes."""
    case = Snapshot.objects.order_by("pk").values_list("pk", flat=True)[0]
    has_written, committed = Event(), Event()

    def save() -> None:
        with transaction.atomic():
            converse(city, case)
            has_written.set()
            assert not committed.wait(A_WHILE)

    saver = beside(save)
    has_written.wait()
    assert snapshots.rebuild(TODAY, processes=1) == 2
    committed.set()
    saver.join()
    all_is_well(case)
