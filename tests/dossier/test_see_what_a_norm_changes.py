"""Which open cases another norm, or other figures of the law, would touch; and that cases follow when it holds."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest

from tests.city import NOW, TODAY, City, make_case, make_city, uuid_of
from tests.norms.choosing import activate, checked, choose, propose
from wegwijs import law, policy
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier import impact, snapshots
from wegwijs.dossier.effects import differences, effects
from wegwijs.dossier.impact_cases import ImpactCase
from wegwijs.dossier.models import Snapshot
from wegwijs.dossier.other_answer import DoesNotFit, World, world
from wegwijs.dossier.queries import case
from wegwijs.dossier.states import load
from wegwijs.law.parameters import ParameterError, candidate
from wegwijs.norms import queries

NOTIFIED = date(2026, 2, 4)  # the plan is due on 15 April, thirty days after TODAY
PLAN = ("pip_established", date(2026, 3, 1), {"route": "b1"})


@pytest.fixture
def city(db: None) -> City:
    return make_city()


def shipped(name: str) -> str:
    """A file of figures as it comes with Wegwijs."""
    return resources.files("wegwijs.law.parameters").joinpath(name).read_text(encoding="utf-8")


def ten_weeks_become(weeks: int) -> dict[str, str]:
    """The file about the intake with another term for the plan."""
    before = shipped("intake.toml")
    after = before.replace("[[pip_term_weeks]]\nvalue = 10", f"[[pip_term_weeks]]\nvalue = {weeks}")
    assert after != before
    return {"intake.toml": after}


def of_figures(city: City, figures: dict[str, str]) -> impact.Impact:
    return impact.of_figures([city.municipality.pk], figures, TODAY, TODAY)


def snapshot(number: int) -> Any:
    return Snapshot.objects.get(pk=number)


def test_the_counts_are_what_comes_out_when_it_holds(city: City) -> None:
    """Every count of the check is found again by working each case out with the norm in force."""
    cases = [make_case(city, surname=f"Tesfay{at}") for at in range(3)]
    make_case(city, surname="Klaar", facts=(*_facts(), ("obligation_ended", date(2026, 3, 2), {"reason": "death"})))
    norm = propose(city, "pip_watch_days", 42)
    before = {state.trajectory_id: effects(state, TODAY, policy.load()) for state in load(cases, TODAY)}
    check = checked(city, norm)
    told = queries.proposal(city.actor("manager"), norm)
    assert told is not None
    assert told.check is not None
    activate(city, norm)
    then = queries.policy_on(city.municipality.pk, TODAY)
    counts: Counter[tuple[str, str, str]] = Counter()
    for state in load(cases, TODAY):
        counts.update(one[:3] for one in differences(before[state.trajectory_id], effects(state, TODAY, then)))
    assert {one[:3]: one[3] for one in told.check.counts} == dict(counts)
    assert counts["signal", "pip_due_soon", "new"] == 3
    assert (told.check.touched, told.check.total) == (3, 3), "the ended case is not looked at"
    assert ImpactCase.objects.filter(impact=check).count() == 3


def test_a_norm_of_the_desk_touches_no_case(city: City) -> None:
    """How long reports are kept gives nobody another day; it is checked in no time."""
    make_case(city)
    norm = propose(city, "alert_kept_days", 100)
    checked(city, norm)
    told = queries.proposal(city.actor("manager"), norm)
    assert told is not None
    assert told.check is not None
    assert (told.check.touched, told.check.total) == (0, 0)
    before = snapshot(make_case(city, surname="Nu")).policy_version
    activate(city, norm)
    assert snapshots.stale(TODAY) == 0
    assert snapshot(make_case(city, surname="Later")).policy_version == before


@pytest.mark.parametrize(
    ("who", "seen"),
    [("responsible", 2), ("colleague", 2), ("quality", 2), ("manager", 2), ("stranger", 1), ("quality_other", 1),
     ("admin", 0), ("desk", 0), ("policy", 0), ("elsewhere", 0)],
)  # fmt: skip
def test_which_cases_it_are_is_for_who_may_list_them(city: City, who: str, seen: int) -> None:
    """The professional, the team, the department; the administrator sees counts only."""
    make_case(city, surname="Een")
    make_case(city, surname="Twee")
    make_case(city, surname="Ander", responsible="stranger", team="Gezinnen")
    check = checked(city, propose(city, "pip_watch_days", 42))
    assert len(impact.touched_cases(city.actor(who), check)) == seen
    assert impact.count_touched(city.actor(who), check) == seen


def test_what_differs_is_told_per_case(city: City) -> None:
    """The signal that would appear, with its day."""
    number = make_case(city)
    check = checked(city, propose(city, "pip_watch_days", 42))
    (found,) = impact.touched_cases(city.actor("responsible"), check)
    assert found.uuid == uuid_of(number)
    assert ("signal", "pip_due_soon", "new", None, [["watch", "2026-04-15"]]) in found.differences


def test_a_norm_of_today_makes_cases_stale_until_they_are_worked_out_again(city: City) -> None:
    """And only those of the municipality that chose it."""
    mine = make_case(city)
    theirs = snapshot(_elsewhere(city))
    assert snapshots.stale(TODAY) == 0
    choose(city, "pip_watch_days", 42)
    assert (snapshots.stale(TODAY), snapshots.stale(TODAY, city.other.pk)) == (1, 0)
    assert snapshots.rebuild(TODAY, only_due=True) == 1
    assert snapshots.stale(TODAY) == 0
    answer = law.Assessment.from_stored(snapshot(mine).assessment)
    assert [one.code for one in answer.signals] == ["pip_due_soon"]
    assert snapshot(theirs.pk).assessment == theirs.assessment


def test_a_norm_that_begins_later_is_there_on_its_day(city: City) -> None:
    """The day before nothing waits; on the day every case does, and gets the answer of the new norm."""
    number, day = make_case(city), TODAY + timedelta(days=1)
    choose(city, "invite_within_days", 60, day)
    assert snapshots.stale(TODAY) == 0
    assert snapshots.rebuild(day, only_due=True) == 1
    assert snapshot(number).next_due == date(2026, 1, 12) + timedelta(days=60)


def test_activating_today_sets_the_worker_to_work(city: City) -> None:
    """In the transaction of the activation; one of tomorrow waits for its day."""
    from django_tasks_db.models import DBTaskResult

    make_case(city)
    for since, tasks in ((TODAY + timedelta(days=1), 0), (TODAY, 1)):
        norm = propose(city, "pip_watch_days", 42, since)
        checked(city, norm)
        impact.activate(city.actor("manager"), norm, 1, now=NOW)
        found = DBTaskResult.objects.filter(task_path="wegwijs.dossier.tasks.work_out_again")
        assert found.count() == tasks


def test_the_case_page_asks_the_norms_of_its_day(city: City) -> None:
    """Looking back before the activation shows the answer as it was given then."""
    uuid = uuid_of(make_case(city))
    choose(city, "pip_watch_days", 42, date(2026, 1, 1))
    now = case(city.actor("responsible"), uuid, on=TODAY)
    then = case(city.actor("responsible"), uuid, on=TODAY, known_at=NOW - timedelta(seconds=1))
    assert now is not None
    assert [one.code for one in now.assessment.signals] == ["pip_due_soon"]
    assert now.norms.pip_watch_days == 42
    assert then is None or "pip_due_soon" not in [one.code for one in then.assessment.signals]


def test_a_fact_that_is_recorded_is_judged_by_the_norm_in_force(city: City) -> None:
    """`append` and a new case take the norms of the municipality."""
    choose(city, "pip_watch_days", 42)
    number = make_case(city)
    assert snapshot(number).policy_version == queries.policy_on(city.municipality.pk, TODAY).version
    assert snapshots.stale(TODAY) == 0


def test_other_figures_of_the_law_touch_these_cases(city: City) -> None:
    """Twelve weeks in the place of ten: the day of every plan, in a process of its own; ours stay what they were."""
    make_case(city)
    make_case(city, surname="Met plan", facts=(*_facts(), PLAN))
    found = of_figures(city, ten_weeks_become(12))
    assert found.cases == 2
    assert found.counts["deadline", "pip_due", "other"] == 2
    assert law.parameters.parameter("pip_term_weeks").at(TODAY) == 10


def test_the_same_figures_touch_nothing(city: City) -> None:
    """All files as they come with Wegwijs, remarks and sources left out."""
    make_case(city)
    files = resources.files("wegwijs.law.parameters")
    whole = [(one.name, one.read_text(encoding="utf-8")) for one in files.iterdir() if one.name.endswith(".toml")]
    assert candidate.read_candidate(whole) == {}
    assert of_figures(city, dict(whole)).touched == 0


def test_figures_that_the_rules_cannot_work_with(city: City) -> None:
    """They load, but a rule counts on three warnings: said as such, and the check is marked."""
    make_case(city, facts=(*_facts(), PLAN))
    broken = {"term.toml": shipped("term.toml").replace("value = [6, 3, 1]", "value = [6, 3]")}
    assert broken["term.toml"] != shipped("term.toml")
    with pytest.raises(DoesNotFit):
        of_figures(city, broken)
    uuid = impact.ask_of_figures(city.actor("admin"), broken, TODAY, now=NOW)
    impact.carry_out(uuid, now=lambda: NOW)
    told = queries.check(city.actor("admin"), uuid)
    assert told is not None
    assert told.state == "failed"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[no_such_figure]]\nvalue = 1", "missing"),
        ("pip_term_weeks = 12", "write versions as"),
        ("[[pip_term_weeks", "x.toml"),
        ("{unknown}", "no rule knows this figure"),
        ("{text}", "expected a number"),
    ],
)
def test_a_file_that_does_not_load_says_why(text: str, words: str) -> None:
    """In one sentence that names the figure."""
    whole = (
        '[[{name}]]\nvalue = {value}\nunit = "u"\narticle = "a"\nsource = "s"\nvalid_from = 2022-01-01\n'
        'checked_on = 2026-11-23\nconfidence = "H"\n'
    )
    made = {"{unknown}": ("nonsense", "1"), "{text}": ("pip_term_weeks", '"ten"')}.get(text)
    given = whole.format(name=made[0], value=made[1]) if made else text
    with pytest.raises(ParameterError, match=words):
        candidate.read_candidate([("x.toml", given)])


def test_the_day_asked_about_is_the_first_that_differs() -> None:
    """A figure that changes next year is asked about on that day; one that differs already, today."""
    later = shipped("intake.toml").replace("[[pip_term_weeks]]", "[[pip_term_weeks]]\nvalid_to = 2026-12-31", 1) + (
        '\n[[pip_term_weeks]]\nvalue = 12\nunit = "weeks"\narticle = "a"\nsource = "s"\nvalid_from = 2027-01-01\n'
        'checked_on = 2026-11-23\nconfidence = "H"\n'
    )
    assert candidate.first_day(candidate.read_candidate([("x.toml", later)]), TODAY) == date(2027, 1, 1)
    twelve = candidate.read_candidate(ten_weeks_become(12).items())
    assert candidate.first_day(twelve, TODAY) == TODAY
    assert candidate.first_day({}, TODAY) == TODAY


def test_both_processes_answer_alike(city: City) -> None:
    """The second process, which takes half of the work at 100,000 cases, gives the same answers as this one."""
    states = load([make_case(city), make_case(city, surname="Met plan", facts=(*_facts(), PLAN))], TODAY)
    there = World(TODAY, {city.municipality.pk: policy.load()}, {})
    with world(there, 1_000_000) as other:
        other.submit(states)
        answers = other.result()
    assert answers == there.answers(states)


def test_a_check_that_was_killed_begins_again(city: City) -> None:
    """Half of its cases are there already: they are not counted twice."""
    number = make_case(city)
    norm = propose(city, "pip_watch_days", 42)
    impact.ask(city.actor("admin"), norm, now=NOW)
    from wegwijs.norms import actions
    from wegwijs.norms.models import ImpactCheck

    check = ImpactCheck.objects.get().uuid
    actions.begin_check(check, now=NOW)
    ImpactCase.objects.create(impact=check, trajectory_id=number, differences=[])
    impact.carry_out(check, now=lambda: NOW)
    assert ImpactCase.objects.filter(impact=check).count() == 1
    impact.carry_out(check, now=lambda: NOW)  # and once more does nothing
    assert ImpactCheck.objects.get().touched == 1


def test_which_cases_it_were_goes_when_the_norm_is_decided(city: City) -> None:
    """The nightly run keeps the counts and lets go of the cases."""
    make_case(city)
    norm = propose(city, "pip_watch_days", 42)
    checked(city, norm)
    assert impact.forget(NOW) == 0
    activate(city, norm)
    assert impact.forget(NOW) == 1
    assert AuditEntry.objects.filter(action="norm_activated").exists()


def _facts() -> Any:
    from tests.city import ASYLUM_FACTS

    return ASYLUM_FACTS


def _elsewhere(city: City) -> int:
    from wegwijs.accounts.actor import on_day, system_actor
    from wegwijs.dossier.actions import NewCase, open_cases

    actor = on_day(system_actor(city.other.pk, city.other.name, TODAY), TODAY)
    made = NewCase("asylum", "Elders", facts=_facts(), team_id=city.teams["elsewhere"].pk)
    return open_cases(actor, [made], now=NOW)[0]
