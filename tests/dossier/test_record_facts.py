"""Recording facts: append-only, whole, once, with audit and snapshot."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, timedelta
from multiprocessing import Pipe
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.city import NOW, TODAY, City, make_case, make_city
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier import snapshots
from wegwijs.dossier.actions import FactRefused, NewFact, append, append_one, withdraw
from wegwijs.dossier.models import Fact, Snapshot
from wegwijs.dossier.second import Second
from wegwijs.dossier.states import law_facts
from wegwijs.dossier.verify import verify_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


def conversation(case: int, on: date = TODAY, **changes: object) -> NewFact:
    return NewFact(case, "intake_conversation_held", on, {"language": "ti", "interpreter": True}, **changes)  # type: ignore[arg-type]


def test_a_fact_stands_with_audit_and_snapshot(city: City) -> None:
    """What is recorded stands at once, in the audit and in the lists."""
    case = make_case(city)
    append_one(city.actor("responsible"), conversation(case), now=NOW)
    assert Fact.objects.filter(trajectory_id=case, kind="intake_conversation_held").count() == 1
    entry = AuditEntry.objects.filter(trajectory_ref=case).order_by("pk").last()
    assert entry is not None
    assert entry.detail["kinds"] == ["intake_conversation_held"]
    assert Snapshot.objects.get(pk=case).last_contact_on == TODAY
    assert Snapshot.objects.get(pk=case).next_code == "record_test"


def test_the_same_form_twice_is_written_once(city: City) -> None:
    """A double click or a resent request writes one fact."""
    case = make_case(city)
    fact = conversation(case)
    append_one(city.actor("responsible"), fact, now=NOW)
    append_one(city.actor("responsible"), fact, now=NOW)
    assert Fact.objects.filter(uuid=fact.uuid).count() == 1


def test_one_bad_record_costs_only_itself(city: City) -> None:
    """In a batch the others are stored and the bad one is explained."""
    case = make_case(city)
    unknown = NewFact(case, "no_such_kind", TODAY)
    bad = NewFact(case, "hours_attended", TODAY, {"component": "language", "hours": "many"})
    elsewhere = NewFact(case + 999, "contact_made", TODAY, {"channel": "phone"})
    result = append(city.actor("responsible"), [conversation(case), unknown, bad, elsewhere], now=NOW)
    assert len(result.stored) == 1
    assert [(r.index, r.code) for r in result.refused] == [(1, "unknown_kind"), (2, "bad_payload"), (3, "unknown_case")]
    assert result.refused[1].field == "hours"


def test_a_case_of_another_municipality_cannot_be_written(city: City) -> None:
    """Tenancy holds for writing too."""
    case = make_case(city)
    with pytest.raises(FactRefused):
        append_one(city.actor("elsewhere"), conversation(case), now=NOW)


def test_a_correction_supersedes_and_can_be_made_once(city: City) -> None:
    """Two people who correct the same fact: the second gets a conflict, not a fork."""
    case = make_case(city)
    actor = city.actor("responsible")
    first = append_one(actor, conversation(case), now=NOW)
    append_one(actor, conversation(case, TODAY - timedelta(days=1), supersedes=first), now=NOW)
    with pytest.raises(FactRefused) as refused:
        append_one(city.actor("colleague"), conversation(case, TODAY - timedelta(days=2), supersedes=first), now=NOW)
    assert refused.value.refusal.code == "conflict"


def test_a_withdrawn_fact_stays_in_the_record_as_known_then(city: City) -> None:
    """Withdrawn today: gone from today's answer, still there in what was known before."""
    case = make_case(city)
    actor = city.actor("responsible")
    held = append_one(actor, conversation(case), now=NOW)
    later = NOW + timedelta(hours=2)
    withdraw(actor, case, held, now=later)
    assert Snapshot.objects.get(pk=case).next_code == "invite"
    before = [fact.kind for fact in law_facts([case], known_at=NOW + timedelta(hours=1))[case]]
    assert "intake_conversation_held" in before
    assert "fact_withdrawn" not in before


def test_rebuild_equals_stored(city: City) -> None:
    """A snapshot made anew from the facts is the one that was written with them."""
    case = make_case(city)
    append_one(city.actor("responsible"), conversation(case), now=NOW)
    stored = Snapshot.objects.filter(pk=case).values().get()
    snapshots.rebuild(TODAY)
    assert Snapshot.objects.filter(pk=case).values().get() == stored


def test_the_nightly_run_takes_only_what_changes(city: City) -> None:
    """A snapshot whose answer does not change by tomorrow is left alone."""
    make_case(city)
    assert snapshots.rebuild(TODAY, only_due=True) == 0
    due = Snapshot.objects.get().changes_on
    assert due is not None
    assert snapshots.rebuild(due - timedelta(days=1), only_due=True) == 0
    assert snapshots.rebuild(due, only_due=True) == 1


def test_a_rebuild_that_is_stopped_halfway_is_taken_up_by_the_next(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done stays, what was not is as it was, and the nightly run does only the rest."""
    monkeypatch.setattr(snapshots, "CHUNK", 2)
    for _ in range(5):
        make_case(city)
    made = list(Snapshot.objects.order_by("pk").values())
    Snapshot.objects.update(changes_on=TODAY, next_code="wrong")

    def stop(done: int, cases: int) -> None:
        assert (done, cases) == (2, 5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        snapshots.rebuild(TODAY, only_due=True, progress=stop)
    assert Snapshot.objects.filter(next_code="wrong").count() == snapshots.stale(TODAY) == 3
    assert snapshots.rebuild(TODAY, only_due=True) == 3
    assert list(Snapshot.objects.order_by("pk").values()) == made


@pytest.mark.parametrize("fault", ["died", "failed"])
def test_a_second_process_without_answers_costs_nothing(
    city: City, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Pieces that the second process gives nothing for are done by the first one."""
    near, far = Pipe()
    if fault == "died":
        far.close()
    else:
        for _ in range(5):
            far.send(None)
    monkeypatch.setattr(snapshots, "second", lambda *_: nullcontext(Second(near)))
    monkeypatch.setattr(snapshots, "PIECE", 1)
    for _ in range(5):
        make_case(city)
    made = list(Snapshot.objects.order_by("pk").values())
    Snapshot.objects.update(next_code="wrong")
    assert snapshots.rebuild(TODAY, processes=2) == 5
    assert list(Snapshot.objects.order_by("pk").values()) == made


def test_a_case_without_a_snapshot_is_due(city: City) -> None:
    """Whatever took it away, the nightly run makes it again."""
    make_case(city)
    Snapshot.objects.all().delete()
    assert snapshots.stale(TODAY) == 1
    assert snapshots.rebuild(TODAY, only_due=True) == 1
    assert snapshots.stale(TODAY) == 0


def test_verify_notices_a_changed_a_removed_and_a_smuggled_fact(city: City) -> None:
    """Facts that were touched past the house are found; untouched ones are sound."""
    case = make_case(city)
    held = append_one(city.actor("responsible"), conversation(case), now=NOW)
    assert verify_facts().sound
    Fact.objects.filter(uuid=held).update(happened_on=TODAY - timedelta(days=3))
    assert verify_facts().changed == (str(held),)
    Fact.objects.filter(uuid=held).update(happened_on=TODAY)
    row = Fact.objects.filter(trajectory_id=case).order_by("pk").values().first()
    assert row is not None
    Fact.objects.filter(pk=row["id"]).delete()
    assert verify_facts().broken == (row["entry"],)
    Fact.objects.create(**row)
    assert verify_facts().sound
    Fact.objects.create(**{**row, "id": None, "uuid": uuid4()})
    assert not verify_facts().sound


def test_a_crash_in_the_middle_leaves_nothing(city: City) -> None:
    """Fact, audit and snapshot are one transaction."""
    case = make_case(city)
    facts, entries = Fact.objects.count(), AuditEntry.objects.count()

    def crash() -> None:
        with transaction.atomic():
            append_one(city.actor("responsible"), conversation(case), now=NOW)
            raise IntegrityError

    with pytest.raises(IntegrityError):
        crash()
    assert (Fact.objects.count(), AuditEntry.objects.count()) == (facts, entries)
    assert Snapshot.objects.get(pk=case).next_code == "invite"
