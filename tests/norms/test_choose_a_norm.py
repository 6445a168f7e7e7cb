"""A norm: proposed by one, activated by another, dated; what holds is replaced, never edited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.city import NOW, PEOPLE, TODAY, City
from tests.norms.choosing import WHY, activate, checked, choose, propose
from wegwijs import policy
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.rows import Conflict
from wegwijs.norms import actions, queries
from wegwijs.norms.actions import Wanted
from wegwijs.norms.models import Norm

SHIPPED = policy.load().pip_watch_days


def value(city: City, on: date = TODAY, known_at: object = None) -> int:
    """What holds for the first signal about a plan."""
    found: int = queries.policy_on(city.municipality.pk, on, known_at).pip_watch_days  # type: ignore[arg-type]
    return found


def test_a_norm_holds_from_its_day_in_its_municipality(city: City) -> None:
    """Both sides of the first day; the other municipality keeps what comes with Wegwijs."""
    choose(city, "pip_watch_days", 42, TODAY + timedelta(days=10))
    assert value(city, TODAY + timedelta(days=9)) == SHIPPED
    assert value(city, TODAY + timedelta(days=10)) == 42
    assert queries.policy_on(city.other.pk, TODAY + timedelta(days=10)) == policy.load()


def test_the_law_hears_of_it(city: City) -> None:
    """Through choices, as everything that a municipality chooses."""
    choose(city, "pip_fine_ladder", "linear")
    assert queries.choices(city.municipality.pk, TODAY).pip_fine_ladder == "linear"
    assert queries.choices(city.other.pk, TODAY).pip_fine_ladder == "doubling"


def test_nothing_holds_before_a_second_person_said_yes(city: City) -> None:
    """Not when it is proposed, and not when its impact is known."""
    norm = propose(city, "pip_watch_days", 42)
    checked(city, norm)
    assert value(city) == SHIPPED
    activate(city, norm)
    assert value(city) == 42


def test_who_wrote_it_does_not_activate_it(city: City) -> None:
    """Also when somebody else proposed it first: who writes it last is its proposer, and the first one may say yes."""
    norm = propose(city, "pip_watch_days", 42)
    checked(city, norm)
    with pytest.raises(actions.SamePerson):
        activate(city, norm, "admin")
    assert value(city) == SHIPPED


def test_another_value_is_checked_again(city: City) -> None:
    """The check was of what was proposed then."""
    norm = propose(city, "pip_watch_days", 42)
    with pytest.raises(actions.NotChecked):
        activate(city, norm)
    checked(city, norm)
    actions.change(city.actor("admin"), norm, 1, Wanted(49, TODAY, WHY), now=NOW)
    with pytest.raises(actions.NotChecked):
        activate(city, norm)
    checked(city, norm)
    activate(city, norm)
    assert value(city) == 49


def test_a_later_one_takes_the_place_of_an_earlier_one(city: City) -> None:
    """From its own day; the days before keep the earlier one, and the history keeps both."""
    choose(city, "pip_watch_days", 42, date(2026, 1, 1))
    choose(city, "pip_watch_days", 35, date(2026, 3, 1))
    assert [value(city, day) for day in (date(2025, 12, 31), date(2026, 2, 28), TODAY)] == [SHIPPED, 42, 35]
    found = queries.norm(city.actor("admin"), "pip_watch_days")
    assert found is not None
    assert found.own is not None
    assert found.own.value == 35
    assert [one.value for one in found.past] == [42]


def test_of_two_from_the_same_day_the_last_activated_holds(city: City) -> None:
    """A mistake is put right by another norm from the same day."""
    choose(city, "pip_watch_days", 42)
    choose(city, "pip_watch_days", 35)
    assert value(city) == 35


def test_known_then(city: City) -> None:
    """As it was known before the activation, the day had the shipped norm."""
    choose(city, "pip_watch_days", 42, date(2026, 1, 1))
    assert value(city, TODAY, NOW - timedelta(seconds=1)) == SHIPPED
    assert value(city, TODAY, NOW) == 42


def test_a_planned_norm_is_withdrawn_with_a_reason(city: City) -> None:
    """By either of the two; what holds already is replaced instead, by two people."""
    later = choose(city, "pip_watch_days", 42, TODAY + timedelta(days=1))
    with pytest.raises(ValueError, match="reason"):
        actions.withdraw(city.actor("admin"), later, 2, "  ", now=NOW)
    actions.withdraw(city.actor("admin"), later, 2, "Toch niet nodig.", now=NOW)
    assert value(city, TODAY + timedelta(days=1)) == SHIPPED
    holds = choose(city, "pip_watch_days", 42)
    with pytest.raises(actions.HoldsAlready):
        actions.withdraw(city.actor("manager"), holds, 2, "Toch niet.", now=NOW)
    assert value(city) == 42


@pytest.mark.parametrize(
    ("name", "wanted", "code"),
    [
        ("pip_watch_days", 0, "too_low"),
        ("pip_watch_days", 71, "too_high"),
        ("pip_watch_days", "28", "wrong_type"),
        ("pip_watch_days", 13, "act_before_watch"),  # the urgent signal comes at 14
        ("pip_fine_ladder", "steep", "not_an_option"),
        ("coffee_breaks", 2, "no_such_norm"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(city: City, name: str, wanted: object, code: str) -> None:
    """With a code, before there is a row; its neighbour fits."""
    with pytest.raises(policy.PolicyError) as refused:
        propose(city, name, wanted)
    assert refused.value.code == code
    assert not Norm.objects.exists()
    propose(city, "pip_watch_days", 14)


def test_two_people_at_once(city: City) -> None:
    """The second to write or to say yes looks again."""
    norm = propose(city, "pip_watch_days", 42)
    actions.change(city.actor("admin"), norm, 1, Wanted(49, TODAY, WHY), now=NOW)
    with pytest.raises(Conflict):
        actions.change(city.actor("admin"), norm, 1, Wanted(50, TODAY, WHY), now=NOW)
    checked(city, norm)
    with pytest.raises(Conflict):
        actions.activate(city.actor("manager"), norm, 1, now=NOW)


@pytest.mark.parametrize("who", sorted({*PEOPLE} - {"admin"}))
def test_nobody_else_proposes(city: City, who: str) -> None:
    """Only the functional administrator."""
    with pytest.raises(PermissionDenied):
        propose(city, "pip_watch_days", 42, who=who)


@pytest.mark.parametrize("who", sorted({*PEOPLE} - {"admin", "manager", "manager_other", "quality", "quality_other"}))
def test_nobody_else_activates(city: City, who: str) -> None:
    """Administrators, managers and quality officers may."""
    norm = propose(city, "pip_watch_days", 42)
    checked(city, norm)
    with pytest.raises(PermissionDenied):
        activate(city, norm, who)


def test_another_municipality_does_not_see_it(city: City) -> None:
    """Not the list, not the proposal."""
    norm = choose(city, "pip_watch_days", 42)
    assert queries.proposal(city.actor("elsewhere"), norm) is None
    found = queries.norm(city.actor("elsewhere"), "pip_watch_days")
    assert found is not None
    assert found.own is None


def test_every_step_is_in_the_audit(city: City) -> None:
    """Who did what when; never the words of a reason."""
    choose(city, "pip_watch_days", 42)
    told = AuditEntry.objects.order_by("pk").values_list("action", "user_id", "detail")
    assert [(action, user) for action, user, _ in told if action.startswith(("norm", "impact"))] == [
        ("norm_proposed", city.user("admin").pk),
        ("impact_asked", city.user("admin").pk),
        ("norm_activated", city.user("manager").pk),
    ]
    assert WHY not in str([detail for _, _, detail in told])


def test_a_norm_of_a_later_release_does_not_break_anything(city: City) -> None:
    """A stored value that this version does not take is left out, and named for the administrator."""
    norm = choose(city, "pip_watch_days", 42)
    assert queries.misfits() == []
    other = Norm(
        municipality=city.municipality, name="norm_of_another_release", value=1, effective_from=TODAY, reason=WHY,
        proposed_by=city.user("admin"), proposed_at=NOW,
    )  # fmt: skip
    other.save()
    from wegwijs.norms.models import ImpactCheck

    ImpactCheck.objects.create(municipality=city.municipality, norm=other, content_version=1, on=TODAY, asked_at=NOW)
    ImpactCheck.objects.filter(norm=other).update(state="done")
    Norm.objects.filter(pk=other.pk).update(state="active", activated_by=city.user("manager"), activated_at=NOW)
    assert queries.misfits() == ["norm_of_another_release"]
    assert value(city) == 42
    assert norm
