"""Files go five years after the duty ended, on a list that two people agreed on, and leave only their proof."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.utils import IntegrityError

from tests.city import NOW, City, make_case, uuid_of
from tests.privacy.conftest import AFTER, LAST_DAY, approved, over, proposed
from wegwijs.accounts import sealer
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier import restriction, snapshots, verify
from wegwijs.dossier.actions import NewFact, append
from wegwijs.dossier.models import ErasedFact, Fact, Person, Trajectory
from wegwijs.dossier.queries.retention import kept_long_enough
from wegwijs.privacy import destroying, holds, list_queries, lists
from wegwijs.privacy.models import Destruction, DestructionItem, DestructionList

DAY = timedelta(days=1)
ADD_A_CASE = (
    "INSERT INTO privacy_destructionitem (list_id, trajectory_ref, reason, due_on, state)"
    " SELECT id, 77, 'met', '2031-01-01', 'waiting' FROM privacy_destructionlist"
)


def due(city: City, on: date) -> list[tuple[int, str, date]]:
    return [(one.trajectory_id, one.reason, one.due_on) for one in kept_long_enough(city.municipality.pk, on)]


def test_a_file_stays_to_the_last_day_of_its_five_years(city: City) -> None:
    """Besluit inburgering 2021 art. 9.9: on the last day it stays, the day after it may go; a running case never."""
    number = over(city)
    make_case(city, surname="Loopt")
    assert due(city, LAST_DAY) == []
    assert due(city, LAST_DAY + DAY) == [(number, "met", LAST_DAY)]


def test_who_died_is_not_kept(city: City) -> None:
    """The same article: on death at once; when the message is withdrawn, not at all."""
    number = make_case(city)
    system = city.system()
    said = NewFact(number, "obligation_ended", date(2026, 3, 10), {"reason": "death"})
    append(system, [said], now=NOW)
    assert due(city, date(2026, 3, 16)) == [(number, "death", date(2026, 3, 10))]
    append(system, [NewFact(number, "fact_withdrawn", date(2026, 3, 16), {"fact": str(said.uuid)})], now=NOW)
    assert due(city, date(2026, 3, 16)) == []


def test_the_list_of_tonight_holds_numbers_days_and_reasons(city: City) -> None:
    """No name, nothing of the case; the next night it is made anew, not doubled."""
    number = over(city)
    assert lists.look(AFTER) == 1
    assert lists.look(AFTER) == 1
    officer = city.actor("privacy", AFTER.date())
    (view,) = list_queries.lists(officer)
    (item,) = list_queries.items(officer, view.uuid)
    assert (item.case_number, item.reason, item.due_on, item.state) == (number, "met", LAST_DAY, "waiting")
    assert list_queries.lists(city.actor("responsible", AFTER.date())) == []
    assert list_queries.lists(city.actor("elsewhere", AFTER.date())) == []


def test_the_same_person_cannot_propose_and_approve(city: City) -> None:
    """Not through the action, and not in the database."""
    over(city)
    uuid = proposed(city)
    row = DestructionList.objects.get(uuid=uuid)
    with pytest.raises(lists.SamePerson):
        lists.approve(city.actor("privacy", AFTER.date()), uuid, row.version, now=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=row.pk).update(
            state="approved", approved_by=city.user("privacy"), approved_at=AFTER
        )
    assert DestructionList.objects.get(pk=row.pk).state == "proposed"


@pytest.mark.parametrize("who", ["responsible", "quality", "desk", "admin", "policy", "coordinator"])
def test_nobody_else_proposes_or_approves(city: City, who: str) -> None:
    """Proposing is the privacy officer's; approving another officer's or a manager's."""
    over(city)
    uuid = proposed(city)
    for act in (lists.propose, lists.approve, lists.withdraw):
        with pytest.raises(PermissionDenied):
            act(city.actor(who, AFTER.date()), uuid, 2, now=AFTER)
    with pytest.raises(PermissionDenied):
        lists.propose(city.actor("manager", AFTER.date()), uuid, 2, now=AFTER)


def test_a_manager_of_another_municipality_approves_nothing(city: City) -> None:
    """The list does not exist there."""
    over(city)
    uuid = proposed(city)
    actor = city.actor("manager", AFTER.date())
    from dataclasses import replace

    with pytest.raises(Conflict):
        lists.approve(replace(actor, municipality_id=city.other.pk), uuid, 2, now=AFTER)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE privacy_destructionlist SET proposed_by_id = approved_by_id, approved_by_id = proposed_by_id",
        "UPDATE privacy_destructionlist SET state = 'open'",
        ADD_A_CASE,
        "UPDATE privacy_destructionitem SET trajectory_ref = 77",
    ],
)
def test_the_database_keeps_what_was_agreed(city: City, change: str) -> None:
    """Who agreed on what does not change afterwards, whoever writes in the database."""
    over(city)
    approved(city)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_no_list_is_born_approved_and_no_proof_without_one(city: City) -> None:
    """The short ways round are closed too."""
    number = over(city)
    values: dict[str, Any] = {"municipality": city.municipality, "made_at": NOW}
    with pytest.raises(DatabaseError), transaction.atomic():
        DestructionList.objects.create(
            **values, state="approved", proposed_by=city.user("privacy"), proposed_at=NOW,
            approved_by=city.user("manager"), approved_at=NOW,
        )  # fmt: skip
    going = DestructionList.objects.create(**values)
    item = DestructionItem.objects.create(list=going, trajectory_ref=number, reason="met", due_on=LAST_DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Destruction.objects.create(
            municipality=city.municipality, item=item, trajectory_ref=number, at=NOW, rows={}, digest="", seal=""
        )


def test_nothing_goes_before_it_is_approved(city: City) -> None:
    """A proposed list is carried out by nobody."""
    number = over(city)
    uuid = proposed(city)
    assert destroying.carry_out(uuid, now=AFTER) == 0
    assert Trajectory.objects.filter(pk=number).exists()


def test_an_approved_list_is_carried_out_with_a_proof_per_case(city: City) -> None:
    """Case and person are gone, of the facts the digests are left, and `verify` finds everything sound."""
    number = over(city)
    other = make_case(city, surname="Blijft")
    facts = Fact.objects.filter(trajectory_id=number).count()
    sealer.seal_pending(NOW)
    uuid = approved(city)
    assert destroying.carry_out(uuid, now=AFTER) == 1
    assert list(Trajectory.objects.values_list("pk", flat=True)) == [other]
    assert Person.objects.count() == 1
    assert ErasedFact.objects.count() == facts
    (proof,) = list_queries.proofs(city.actor("manager", AFTER.date()), uuid)
    assert proof.case_number == number
    assert proof.rows["dossier.Fact"] == facts
    assert proof.rows["dossier.Person"] == 1
    view = list_queries.one(city.actor("privacy", AFTER.date()), uuid)
    assert view is not None
    assert (view.state, view.counts["done"]) == ("done", 1)
    assert AuditEntry.objects.filter(action="case_destroyed", trajectory_ref=number).count() == 1
    sealer.seal_pending(AFTER)
    assert verify.verify_facts().sound
    assert sealer.verify().sound
    assert destroying.verify_proofs().sound


def test_a_run_that_stops_goes_on_where_it_was(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the first of three: that one is whole, the others are still whole; the next run does the rest."""
    numbers = [over(city, surname=f"Een{n}") for n in range(3)]
    uuid = approved(city)
    real = destroying.rooms.destroy

    def stops(number: int) -> dict[str, int]:
        if number == numbers[1]:
            raise KeyboardInterrupt
        return real(number)

    monkeypatch.setattr(destroying.rooms, "destroy", stops)
    with pytest.raises(KeyboardInterrupt):
        destroying.carry_out(uuid, now=AFTER)
    assert set(Trajectory.objects.values_list("pk", flat=True)) == set(numbers[1:])
    monkeypatch.undo()
    assert destroying.go_on(AFTER) == 2
    assert Destruction.objects.count() == 3
    assert verify.verify_facts().sound


def test_a_hold_keeps_a_file_until_its_last_day(city: City) -> None:
    """Set before the list or after the approval: it stays. The day after the hold it comes on a list again."""
    number = over(city)
    later = over(city, surname="Later")
    officer = city.actor("privacy", AFTER.date())
    ends = AFTER.date() + 10 * DAY
    assert holds.place(officer, number, "objection", ends, now=AFTER) is not None
    lists.look(AFTER)
    assert [item.trajectory_ref for item in DestructionItem.objects.all()] == [later]
    uuid = approved(city)
    holds.place(officer, later, "appeal", ends, now=AFTER)
    assert destroying.carry_out(uuid, now=AFTER) == 0
    assert DestructionItem.objects.get(trajectory_ref=later).state == "held"
    assert Trajectory.objects.count() == 2
    assert lists.look(AFTER + 10 * DAY) == 0
    assert lists.look(AFTER + 11 * DAY) == 2


def test_a_restriction_keeps_a_file_too(city: City) -> None:
    """AVG art. 18: the person asked us to keep the data, so they are kept until the restriction ends."""
    number = over(city)
    officer = city.actor("privacy", AFTER.date())
    uuid = approved(city)
    row = restriction.place(officer, number, restriction.RESTRICTION, "claim", now=AFTER)
    assert row is not None
    assert destroying.carry_out(uuid, now=AFTER) == 0
    assert lists.look(AFTER) == 0
    restriction.lift(officer, row, "claim_over", now=AFTER)
    assert lists.look(AFTER) == 1


def test_a_duty_that_runs_again_spares_the_file(city: City) -> None:
    """Between the list and its carrying out the completion was withdrawn: nothing goes."""
    number = over(city)
    uuid = approved(city)
    fact = Fact.objects.get(trajectory_id=number, kind="obligation_met")
    append(
        city.system(AFTER.date()),
        [NewFact(number, "fact_withdrawn", AFTER.date(), {"fact": str(fact.uuid)})],
        now=AFTER,
    )
    snapshots.rebuild(AFTER.date())
    assert destroying.carry_out(uuid, now=AFTER) == 0
    assert DestructionItem.objects.get(trajectory_ref=number).state == "spared"
    assert Trajectory.objects.filter(uuid=uuid_of(number)).exists()


def test_a_changed_proof_or_fact_digest_is_found(city: City) -> None:
    """`verify` says so, also of what is left after destruction."""
    over(city)
    destroying.carry_out(approved(city), now=AFTER)
    ErasedFact.objects.filter(pk=ErasedFact.objects.order_by("pk")[0].pk).update(digest="0" * 64)
    assert not verify.verify_facts().sound
    with pytest.raises(DatabaseError), transaction.atomic():
        Destruction.objects.update(rows={})
