"""A decision on the way: weighed along the framework, read by a colleague, decided, with what follows from it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.city import NOW, TODAY, City
from tests.plans import deciding as d
from tests.plans.making import establish, kinds, look, ready_case
from tests.plans.making import save as save_plan
from wegwijs.accounts.rows import Conflict
from wegwijs.dossier.actions import NewFact, append_one, share
from wegwijs.letters.models import Document
from wegwijs.outbox.actions import opened
from wegwijs.outbox.models import Message
from wegwijs.plans import actions, considered, decisions, weighing
from wegwijs.plans.models import Decision, DecisionAgreement, Pip

pytestmark = pytest.mark.django_db


def codes(city: City, uuid: object, kind: str, **changes: object) -> set[str]:
    """What is found about this decision."""
    case = look(city, uuid)  # type: ignore[arg-type]
    said = d.filled(city, kind, **changes)
    found = weighing.weigh(kind, said, actions.ground_of(city.actor("responsible"), case, kind, said))
    return {one.code for one in found}


def test_a_downscaling_returned_by_a_colleague_and_later_agreed(city: City) -> None:
    """Sent back with advice, put right, agreed on, decided: the exam in writing is at A2, and a letter is made."""
    uuid = d.on_route(city)
    row = d.save(city, uuid, "downscaling")
    d.answer(city, d.ask(city, row), "returned", "Vraag ook de docent.")
    with pytest.raises(actions.NotReady):
        d.take(city, row)
    row.refresh_from_db()
    row = d.save(city, uuid, "downscaling", version=row.version, reason="Uw docent zegt dat A2 nu past.")
    d.answer(city, d.ask(city, row))
    taken = d.take(city, row)
    assert (taken.state, taken.agreed_by, taken.decided_by) == (
        "decided", city.user("colleague"), city.user("responsible"),
    )  # fmt: skip
    after = look(city, uuid).assessment
    assert {one.code: one.level for one in after.components if one.unit == "exams" and one.code != "knm"} == {
        "reading": "b1", "listening": "b1", "writing": "a2", "speaking": "b1",
    }  # fmt: skip
    assert Document.objects.get(uuid=taken.document).template == "decision"
    assert list(DecisionAgreement.objects.order_by("id").values_list("outcome", "advice")) == [
        ("returned", "Vraag ook de docent."), ("agreed", ""),
    ]  # fmt: skip


def test_all_exams_at_a2_change_the_plan_and_duo_is_told(city: City) -> None:
    """DUO knows one level of a plan: when all four are at A2 the plan says so, and the message goes."""
    uuid = ready_case(city, facts=d.DUTY)
    establish(city, uuid)
    append_one(city.system(), NewFact(look(city, uuid).id, "hours_attended", TODAY, d.HOURS[2]), now=NOW)
    taken = d.decided(city, uuid, "downscaling", parts=d.SKILLS)
    plan = Pip.objects.get(state="established")
    assert (plan.level, plan.number, plan.reason_change) == ("a2", 2, taken.reason)
    assert {"downscaling_decided", "pip_amended"} <= set(kinds(city, uuid))
    assert taken.document == plan.decision_document
    told = [opened(one.content) for one in Message.objects.filter(kind="pip").order_by("id")]
    assert [one["level"] for one in told] == ["b1", "a2"]


def test_another_route_changes_the_plan_with_the_same_colleague(city: City) -> None:
    """The test said B1; the colleague knew and agreed. The plan follows at once, without asking again."""
    uuid = d.on_route(city)
    d.decided(city, uuid, "route_change")
    plan = Pip.objects.get(state="established")
    assert (plan.route, plan.agreed_by, plan.established_by) == (
        "self_reliance", city.user("colleague"), city.user("responsible"),
    )  # fmt: skip
    assert plan.reason_test == plan.reason_change
    assert look(city, uuid).assessment.route == "self_reliance"


def test_a_plan_page_does_not_change_the_route_by_itself(city: City) -> None:
    """One way: another route is decided, not typed into a plan."""
    uuid = ready_case(city)
    establish(city, uuid)
    with pytest.raises(actions.NotReady) as unready:
        establish(city, uuid, route="education", wish_route="education", reason_change="Zij wil studeren.")
    assert [one.code for one in unready.value.findings] == ["route_by_decision"]
    with pytest.raises(actions.NotReady) as unready:
        establish(city, uuid, version=1, level="a2", reason_change="Het past beter.")
    assert [one.code for one in unready.value.findings] == ["level_by_decision"]


def test_an_open_draft_of_the_plan_goes_first(city: City) -> None:
    """Nothing of a colleague's draft is thrown away by a decision; all of the decision waits."""
    uuid = d.on_route(city)
    save_plan(city, uuid, reason_change="Andere tijden.")
    with pytest.raises(actions.NotReady) as unready:
        d.decided(city, uuid, "route_change")
    assert [one.code for one in unready.value.findings] == ["plan_is_open"]
    assert Decision.objects.get().state == "draft"


def test_advice_about_an_extension_is_a_request_that_runs(city: City) -> None:
    """Asked at DUO today: the fact, the letter, and a term that does not move before DUO has answered."""
    uuid = d.on_route(city)
    before = look(city, uuid).assessment.term
    taken = d.decided(city, uuid, "extension_advice")
    case = look(city, uuid)
    asked = [fact for fact in case.facts if fact.kind == "extension_requested"]
    assert [(fact.on, fact.payload) for fact in asked] == [(TODAY, {"ground": "illness"})]
    assert case.assessment.term == before
    assert "request_running" in {one.code for one in case.assessment.signals}
    assert Document.objects.get(uuid=taken.document).template == "decision"


def test_advice_without_a_day_records_no_request(city: City) -> None:
    """An advice may come before the request: nothing is said to have been asked that was not."""
    uuid = d.on_route(city)
    d.decided(city, uuid, "exemption_advice", happened_on=None)
    assert "exemption_requested" not in kinds(city, uuid)


def test_an_exemption_for_a_part(city: City) -> None:
    """At most three of four language exams (Besluit art. 2.7); a part is asked as a part."""
    uuid = d.on_route(city)
    assert "too_many_parts" in codes(city, uuid, "exemption_advice", parts=d.SKILLS)
    assert "too_many_parts" not in codes(city, uuid, "exemption_advice", parts=d.SKILLS[:3])
    d.decided(city, uuid, "exemption_advice")
    fact = next(one for one in look(city, uuid).facts if one.kind == "exemption_requested")
    assert fact.payload == {"ground": "medical", "scope": "partial", "parts": ["writing"]}


def test_map_signed_off_is_told_to_duo(city: City) -> None:
    """The final conversation is recorded on its own day, and DUO hears it."""
    uuid = d.on_route(city)
    d.decided(city, uuid, "map_sign_off")
    part = look(city, uuid).assessment.component("map")
    assert part is not None
    assert (part.state, part.done_on) == ("done", date(2026, 3, 12))
    assert [opened(one.content) for one in Message.objects.filter(kind="map")] == [{"on": "2026-03-12"}]


def test_what_the_law_does_not_allow(city: City) -> None:
    """Without the hours no A2; a route change that is late is looked at, because article 5.4 knows exceptions."""
    fresh = ready_case(city)
    establish(city, fresh)
    case = look(city, fresh)
    said = d.filled(city, "downscaling")
    found = weighing.weigh("downscaling", said, actions.ground_of(city.actor("responsible"), case, "downscaling", said))
    assert [(one.code, one.weight) for one in found] == [("option_closed", "stop")]
    late = d.on_route(city, surname="Laat")
    said = d.filled(city, "route_change")
    found = weighing.weigh(
        "route_change", said, actions.ground_of(city.actor("responsible"), look(city, late), "route_change", said)
    )
    assert ("option_closed", "stop") not in [(one.code, one.weight) for one in found]


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("downscaling", {"answers": {}}, "answer_missing"),
        ("downscaling", {"reason": "  "}, "decision_reason_missing"),
        ("downscaling", {"wish": ""}, "heard_missing"),
        ("downscaling", {"parts": []}, "decision_parts_missing"),
        ("downscaling", {"dated_on": None}, "decision_date_missing"),
        ("downscaling", {"dated_on": TODAY + timedelta(days=1)}, "dated_in_future"),
        ("route_change", {"route": "b1"}, "same_route"),
        ("route_change", {"route": ""}, "decision_route_missing"),
        ("extension_advice", {"ground": ""}, "decision_ground_missing"),
        ("map_sign_off", {"happened_on": None}, "decision_happened_on_missing"),
        ("map_sign_off", {"happened_on": date(2024, 9, 2)}, "map_date_before_term"),
    ],
)
def test_what_is_missing_is_said(city: City, kind: str, changes: dict[str, object], code: str) -> None:
    """Each thing that a decision cannot do without; filled in, it is not said."""
    uuid = d.on_route(city)
    assert code in codes(city, uuid, kind, **changes)
    assert code not in codes(city, uuid, kind)


def test_a_change_takes_the_agreement_back(city: City) -> None:
    """A colleague agreed on other words: one word changed, and it is asked anew."""
    uuid = d.on_route(city)
    row = d.save(city, uuid, "downscaling")
    d.answer(city, d.ask(city, row))
    row.refresh_from_db()
    row = d.save(city, uuid, "downscaling", version=row.version, reason="Andere woorden.")
    with pytest.raises(actions.NotReady) as unready:
        d.take(city, row)
    assert [one.code for one in unready.value.findings] == ["decision_not_agreed"]


def test_never_oneself(city: City) -> None:
    """Who asked does not answer, and who agreed does not decide."""
    uuid = d.on_route(city)
    row = d.save(city, uuid, "downscaling")
    asked = d.ask(city, row)
    with pytest.raises(actions.NotYours):
        d.answer(city, asked, who="responsible")
    d.answer(city, asked)
    with pytest.raises(actions.NotReady):
        d.take(city, row, who="colleague")


def test_two_people_at_once(city: City) -> None:
    """The second to save sees both values of that field, and who wrote the other."""
    uuid = d.on_route(city)
    row = d.save(city, uuid, "downscaling")
    d.save(city, uuid, "downscaling", version=row.version, who="colleague", reason="Van de collega.")
    with pytest.raises(Conflict) as conflict:
        d.save(city, uuid, "downscaling", version=row.version, reason="Van mij.")
    assert conflict.value.fields["reason"] == ("Van de collega.", "Van mij.")
    assert conflict.value.hands["reason"].name == city.user("colleague").name


def test_not_gone_on_with(city: City) -> None:
    """Withdrawn with a reason, readable, and room for a new one; nothing was recorded."""
    uuid = d.on_route(city)
    row = d.save(city, uuid, "downscaling")
    asked = d.ask(city, row)
    row.refresh_from_db()
    case, actor = look(city, uuid), city.actor("responsible")
    with pytest.raises(ValueError, match=" "):
        actions.withdraw_decision(actor, case, "downscaling", row.version, " ", now=NOW)
    actions.withdraw_decision(actor, case, "downscaling", row.version, "Zij wil toch B1 proberen.", now=NOW)
    asked.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, row.withdrawn_reason, asked.outcome) == ("withdrawn", "Zij wil toch B1 proberen.", "withdrawn")
    assert d.save(city, uuid, "downscaling").pk != row.pk
    assert "downscaling_decided" not in kinds(city, uuid)


def test_pressed_twice_is_decided_once(city: City) -> None:
    """The same form twice gives the same decision."""
    uuid = d.on_route(city)
    row = d.save(city, uuid, "downscaling")
    d.answer(city, d.ask(city, row))
    row.refresh_from_db()
    again = uuid4()
    for _ in range(2):
        actions.decide(city.actor("responsible"), uuid, "downscaling", row.version, again, now=NOW)
    assert kinds(city, uuid).count("downscaling_decided") == 1


def test_the_version_of_the_framework_is_kept(city: City) -> None:
    """Along which text it was weighed stands with the decision."""
    row = d.save(city, d.on_route(city), "downscaling")
    assert row.framework is not None
    assert row.framework_version is not None


@pytest.mark.parametrize("who", ["quality", "manager", "desk", "adviser", "stranger"])
def test_who_takes_no_decisions(city: City, who: str) -> None:
    """Only who guides people; a quality officer reads along."""
    case = look(city, d.on_route(city))
    with pytest.raises(PermissionDenied):
        actions.decide(city.actor(who), case.uuid, "downscaling", 1, uuid4(), now=NOW)


def test_illness_is_not_for_everybody(city: City) -> None:
    """An adviser of work may read along with a plan, but not with what is asked because of illness."""
    uuid = d.on_route(city)
    d.ask(city, d.save(city, uuid, "exemption_advice"))
    d.ask(city, d.save(city, uuid, "downscaling"))
    share(city.system(), look(city, uuid).id, city.user("adviser").pk, now=NOW)
    assert [one.decision.kind for one in d.waiting(city, "adviser")] == ["downscaling"]
    assert {one.decision.kind for one in d.waiting(city, "colleague")} == {"downscaling", "exemption_advice"}
    assert [one.kind for one in decisions.decisions(city.actor("adviser"), look(city, uuid).id)] == ["downscaling"]


@pytest.mark.parametrize("kind", sorted(considered.HEALTH))
def test_every_kind_is_in_the_vocabulary(city: City, kind: str) -> None:
    """What would be recorded, the record takes: advice of each kind."""
    uuid = d.on_route(city)
    d.decided(city, uuid, kind)
    assert kind.replace("_advice", "_requested") in kinds(city, uuid)
