"""A fact comes late, or is put right: what people relied on and is different now is kept: before, after and why."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier import queries, snapshots
from wegwijs.dossier.actions import NewFact, append, append_one, see_revision, withdraw
from wegwijs.dossier.actions.regroup import change_group
from wegwijs.dossier.models import Fact, Revision
from wegwijs.intake import actions as intake
from wegwijs.intake.entries import Entry

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=3)


@pytest.fixture
def city() -> City:
    return make_city()


def of(case: int, kind: str) -> UUID:
    return Fact.objects.filter(trajectory_id=case, kind=kind).order_by("-pk").values_list("uuid", flat=True)[0]


def duo_says(city: City, case: int, on: date, today: date = TODAY) -> UUID:
    """A message puts DUO's notice on another day."""
    new = NewFact(case, "duo_notified", on, supersedes=of(case, "duo_notified"), source="DUO")
    return append_one(city.system(today), new, now=NOW)


def told(row: Revision) -> dict[str, tuple[object, object]]:
    """Part → what it said before and says after."""
    return {
        part: (one["before"].get("due", one["before"].get("value")), one["after"] and one["after"].get("due"))
        for part, one in row.changes.items()
    }


def test_a_message_that_moves_a_day_is_kept_with_before_after_and_why(city: City) -> None:
    """DUO's notice was of another day: the plan is due a week later; both answers stand with their steps."""
    case = make_case(city)
    fact = duo_says(city, case, date(2026, 2, 11))
    row = Revision.objects.get()
    assert told(row) == {"deadline/pip_due": ("2026-04-15", "2026-04-22")}
    assert row.facts == [str(fact)]
    both = row.changes["deadline/pip_due"]
    assert [step["from"] for step in (both["before"]["because"][0], both["after"]["because"][0])] == [
        "duo_notified 2026-02-04",
        "duo_notified 2026-02-11",
    ]
    assert AuditEntry.objects.filter(action="revision_opened", trajectory_ref=case).count() == 1


def test_more_messages_make_one_row_grow(city: City) -> None:
    """Before stays what was relied on first, after is what stands now, and every fact is named."""
    case = make_case(city)
    first, second = (duo_says(city, case, on) for on in (date(2026, 2, 11), date(2026, 2, 18)))
    row = Revision.objects.get()
    assert told(row) == {"deadline/pip_due": ("2026-04-15", "2026-04-29")}
    assert row.facts == [str(first), str(second)]
    assert row.version == 2


def test_a_message_that_takes_the_first_one_back_closes_the_row(city: City) -> None:
    """All is as it was: nobody is asked, and the row stays to be read."""
    case = make_case(city)
    duo_says(city, case, date(2026, 2, 11))
    duo_says(city, case, date(2026, 2, 4))
    row = Revision.objects.get()
    assert row.closed_at is not None
    assert row.closed_by is None


def test_the_passing_of_time_is_no_other_answer(city: City) -> None:
    """Weeks later a message that changes nothing arrives: what became late meanwhile is not put down to it."""
    case = make_case(city)
    after_the_day = date(2026, 4, 20)
    append_one(city.system(after_the_day), NewFact(case, "childcare_arranged", TODAY, source="DUO"), now=NOW)
    assert not Revision.objects.exists()


def test_a_plan_told_late_turns_missed_into_met(city: City) -> None:
    """The day had passed; it appears that there was a plan in time: the answer about the past is another one."""
    case, after_the_day = make_case(city), date(2026, 4, 20)
    snapshots.rebuild(after_the_day)
    plan = NewFact(case, "pip_established", date(2026, 4, 10), {"route": "b1"}, source="oud systeem")
    append_one(city.system(after_the_day), plan, now=NOW)
    both = Revision.objects.get().changes["deadline/pip_due"]
    assert (both["before"]["state"], both["after"]["state"]) == ("missed", "met")


@pytest.mark.parametrize(
    ("kind", "on", "payload"),
    [
        ("pip_established", TODAY, {"route": "b1"}),  # a day that was open is met, a term begins
        ("contact_made", TODAY - timedelta(days=20), {"channel": "phone"}),
    ],
)
def test_progress_is_no_other_answer(city: City, kind: str, on: date, payload: dict[str, object]) -> None:
    """What was not known before, or only goes on, was not relied on."""
    case = make_case(city)
    append_one(city.system(), NewFact(case, kind, on, payload, source="DUO"), now=NOW)
    assert not Revision.objects.exists()


def test_an_extension_moves_the_term(city: City) -> None:
    """DUO grants three months: the last day and the day from which to ask are others, and that is shown."""
    case = make_case(city)
    append_one(city.system(), NewFact(case, "pip_established", date(2026, 3, 2), {"route": "b1"}), now=NOW)
    granted = NewFact(case, "extension_granted", TODAY, {"ground": "illness", "months": 3}, source="DUO")
    append_one(city.system(), granted, now=NOW)
    assert set(told(Revision.objects.get())) >= {"deadline/term_end"}
    assert told(Revision.objects.get())["deadline/term_end"] == ("2029-03-02", "2029-06-02")


def test_an_end_of_the_duty_names_the_law_and_not_every_option(city: City) -> None:
    """Another regime says it all."""
    case = make_case(city)
    append_one(city.system(), NewFact(case, "pip_established", date(2026, 3, 2), {"route": "b1"}), now=NOW)
    append_one(city.system(), NewFact(case, "obligation_ended", TODAY, source="DUO"), now=NOW)
    parts = Revision.objects.get().changes
    assert parts["regime"]["after"]["value"] == "ended"
    assert not [part for part in parts if part.startswith("option/")]


def test_another_group_is_another_answer(city: City) -> None:
    """DUO says that this is a family migrant: the group, and the day that hung on it."""
    case = make_case(city)
    change_group(city.system(), case, "family", on=TODAY, source="DUO", now=NOW)
    group = Revision.objects.get().changes["group"]
    assert (group["before"]["value"], group["after"]["value"]) == ("asylum", "family")


def test_who_saw_it_while_recording_is_not_asked_again(city: City) -> None:
    """The responsible puts it right and sees the effect; when a colleague does it, the responsible is told."""
    for who, rows in (("responsible", 0), ("colleague", 1)):
        case = make_case(city)
        intake.correct(
            city.actor(who), case, of(case, "duo_notified"), Entry("duo_notified", date(2026, 2, 11)),
            reason="", now=NOW, request_id=UUID(int=case),
        )  # fmt: skip
        assert Revision.objects.filter(trajectory_id=case).count() == rows, who


def test_putting_it_right_updates_what_waits(city: City) -> None:
    """The responsible corrects what DUO moved: the row that waits closes by itself."""
    case = make_case(city)
    wrong = duo_says(city, case, date(2026, 2, 11))
    withdraw(city.actor("responsible"), case, wrong, now=NOW, shown=True)
    assert Revision.objects.get().closed_at is not None


def test_a_case_of_nobody_asks_nobody(city: City) -> None:
    """A running case that is being loaded was not relied on yet."""
    case = make_case(city, responsible=None)
    duo_says(city, case, date(2026, 2, 11))
    assert not Revision.objects.exists()


def test_it_is_seen_as_it_was_shown(city: City) -> None:
    """More came in since: a conflict, and it stays open; after that one look closes it. Not for who cannot read it."""
    case, actor = make_case(city), city.actor("responsible")
    duo_says(city, case, date(2026, 2, 11))
    (shown,) = queries.waiting_revisions(actor)
    assert (shown.case, shown.name) == (uuid_of(case), "Selam Tesfay")
    assert shown.revision.changes[0].after is not None
    duo_says(city, case, date(2026, 2, 18))
    with pytest.raises(Conflict):
        see_revision(actor, case, shown.revision.uuid, shown.revision.version, now=NOW)
    assert not see_revision(city.actor("stranger"), case, shown.revision.uuid, 2, now=NOW)
    assert see_revision(actor, case, shown.revision.uuid, 2, now=NOW)
    assert not see_revision(actor, case, shown.revision.uuid, 3, now=NOW)
    assert queries.waiting_revisions(actor) == ()
    (seen,) = queries.revisions(actor, case)
    assert (seen.closed_by, seen.closed_at) == ("Responsible van Dam", NOW)
    assert queries.revisions(city.actor("stranger"), case) == ()
    assert queries.waiting_revisions(city.actor("colleague")) == ()


def test_as_known_on_an_earlier_day_the_old_answer_stands(city: City) -> None:
    """What is recorded today about February does not change what was known yesterday."""
    case, actor = make_case(city), city.actor("responsible", LATER)
    later = NOW + timedelta(days=3)
    new = NewFact(case, "duo_notified", date(2026, 2, 11), supersedes=of(case, "duo_notified"), source="DUO")
    append_one(city.system(LATER), new, now=later)
    for known_at, due in ((later - timedelta(seconds=1), date(2026, 4, 15)), (later, date(2026, 4, 22))):
        found = queries.case(actor, uuid_of(case), on=TODAY, known_at=known_at)
        assert found is not None
        deadline = found.assessment.deadline("pip_due")
        assert deadline is not None
        assert deadline.due == due


def test_a_batch_that_changes_nothing_costs_two_queries(
    city: City, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many cases: the open rows and the old answers; no case is assessed twice."""
    cases = [make_case(city, surname=f"Naam{number}") for number in range(20)]
    assessed: list[int] = []
    from wegwijs import law

    plain = law.assess
    monkeypatch.setattr(law, "assess", lambda *a, **k: assessed.append(1) or plain(*a, **k))
    append(city.system(), [NewFact(case, "contact_made", TODAY, {"channel": "mail"}, source="x") for case in cases],
           now=NOW)  # fmt: skip
    assert len(assessed) == 20


def test_what_came_in_after_a_figure_was_published(city: City) -> None:
    """Facts about its days, corrections and withdrawals that touch them; not what is about later days or was there."""
    case, published, later = make_case(city), NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    end = date(2026, 2, 28)
    actor = city.actor("responsible")
    old_contact = append_one(actor, NewFact(case, "contact_made", date(2026, 2, 20), {"channel": "phone"}), now=NOW)
    assert queries.recorded_since(city.municipality.pk, published, end) == ()
    contact = append_one(actor, NewFact(case, "contact_made", end, {"channel": "phone"}), now=later)
    append_one(actor, NewFact(case, "contact_made", end + timedelta(days=1), {"channel": "phone"}), now=later)
    moved = append_one(
        actor,
        NewFact(case, "duo_notified", date(2026, 3, 3), supersedes=of(case, "duo_notified")),
        now=later,
    )
    gone = withdraw(actor, case, old_contact, now=later)
    back = withdraw(actor, case, gone, now=later)
    backdated = append_one(
        city.system(), NewFact(case, "contact_made", date(2026, 1, 20), {"channel": "mail"}, recorded_at=NOW), now=later
    )
    found = queries.recorded_since(city.municipality.pk, published, end)
    assert [(one.uuid, one.concerns) for one in found] == [
        (contact, end), (moved, date(2026, 2, 4)), (gone, date(2026, 2, 20)), (back, date(2026, 2, 20)),
        (backdated, date(2026, 1, 20)),
    ]  # fmt: skip
    assert queries.recorded_since(city.other.pk, published, end) == ()
