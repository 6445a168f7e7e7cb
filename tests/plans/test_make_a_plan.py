"""Draft, check, establish, amend and drop a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.city import NOW, TODAY, City
from tests.plans.making import FEASIBLE, NOT_FEASIBLE, establish, kinds, look, ready_case, save, usual
from wegwijs.accounts.models import AuditEntry
from wegwijs.accounts.rows import Conflict
from wegwijs.plans import actions, checks, content, queries
from wegwijs.plans.models import Pip, PipAgreement

pytestmark = pytest.mark.django_db


def codes(city: City, uuid: object, *, amends: bool = False, **changes: object) -> set[str]:
    """Codes of the findings that stop a plan."""
    case = look(city, uuid)  # type: ignore[arg-type]
    found = checks.check(usual(case, **changes), queries.circumstances(case, is_amendment=amends))
    return {one.code for one in found if one.weight == "stop"}


def test_defaults_come_from_the_file(city: City) -> None:
    """Language, interpreter, letter, hours and rhythm are filled in; what is said and decided is not."""
    case = look(city, ready_case(city))
    draft = content.first_draft(case, TODAY)
    assert (draft.explained_language, draft.with_interpreter, draft.document_language) == ("ti", True, "ti")
    assert draft.explained_routes == []  # ticked when said, never beforehand
    assert (draft.pvt_hours, draft.route, draft.dated_on) == (12, "", TODAY)
    assert draft.conversations_per_year
    assert draft.guidance


def test_a_usual_plan_is_complete(city: City) -> None:
    """What the form offers, with a route chosen, lacks nothing."""
    assert codes(city, ready_case(city)) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"route": "", "wish_route": ""}, "route_missing"),
        ({"pvt_hours": None}, "pvt_hours_missing"),
        ({"guidance": "  "}, "guidance_missing"),
        ({"conversations_per_year": None}, "conversations_per_year_missing"),
        ({"dated_on": None}, "dated_on_missing"),
        ({"dated_on": TODAY + timedelta(days=1)}, "dated_in_future"),
        ({"explained_routes": []}, "explained_routes_missing"),
        ({"unilateral": True, "unilateral_reason": ""}, "unilateral_reason_missing"),
        ({"wish_route": "education"}, "reason_wish_missing"),
        ({"dated_on": date(2026, 2, 3)}, "pip_before_obligation"),
        ({"dated_on": date(2026, 2, 1)}, "pip_before_settlement"),
        ({"level": "a2"}, "a2_in_first_b1_pip"),
        ({"route": "education", "wish_route": "education", "level": "a2"}, "a2_with_education"),
        ({"route": "self_reliance", "level": "b1", "reason_test": "x", "reason_wish": "x"}, "b1_with_self_reliance"),
    ],
)  # fmt: skip
def test_what_stops_a_plan(city: City, changes: dict[str, object], code: str) -> None:
    """Wi2021 art. 15, Besluit art. 5.3 lid 4 and DUO's rules (law.md 2.10, 2.14) each stop a plan that breaks them."""
    assert code in codes(city, ready_case(city), **changes)


def test_intensity_is_needed_for_asylum_only(city: City) -> None:
    """Besluit art. 5.3 lid 4: the intensity of the route is obligatory for asylum permit holders, not for families."""
    case = look(city, ready_case(city))
    bare = replace(usual(case), intensity_hours=None)
    asylum = queries.circumstances(case, is_amendment=False)
    assert "intensity_hours_missing" in {one.code for one in checks.check(bare, asylum)}
    family = replace(asylum, trajectory=replace(asylum.trajectory, group="family"))
    assert "intensity_hours_missing" not in {one.code for one in checks.check(bare, family)}


def test_relief_is_not_for_families_and_map_not_for_education(city: City) -> None:
    """P 56a and Wi2021 art. 8 lid 3; the form leaves them out, the check refuses them from elsewhere."""
    case = look(city, ready_case(city))
    stand = queries.circumstances(case, is_amendment=False)
    family = replace(stand, trajectory=replace(stand.trajectory, group="family"))
    found = {one.code for one in checks.check(replace(usual(case), relief_form="light"), family)}
    assert "relief_not_asylum" in found
    assert "map_with_education" in {one.code for one in checks.check(replace(usual(case), route="education"), stand)}
    assert content.for_route(replace(usual(case), relief_form="light"), "family", TODAY).relief_form == ""
    assert content.for_route(replace(usual(case), route="education"), "asylum", TODAY).map_hours is None


def test_duo_hears_hours_of_b1_and_asylum_only() -> None:
    """DUO: geschatteIntensiteitB1Route goes along with the B1 route of an asylum permit holder, with nothing else."""
    said = content.Content(route="b1", level="b1", intensity_hours=900)
    assert checks.payload_of(said, "asylum")["intensity_hours"] == 900
    assert "intensity_hours" not in checks.payload_of(said, "family")
    assert "intensity_hours" not in checks.payload_of(replace(said, route="education"), "asylum")


def test_hours_follow_the_route(city: City) -> None:
    """Another route gets its own usual hours; hours that somebody typed stay."""
    case = look(city, ready_case(city))
    b1 = usual(case)
    z = content.for_route(replace(b1, route="self_reliance"), "asylum", TODAY, b1)
    assert (z.intensity_hours, z.level) == (800, "")
    typed = content.for_route(replace(b1, route="self_reliance", intensity_hours=777), "asylum", TODAY, b1)
    assert typed.intensity_hours == 777


def test_establish(city: City) -> None:
    """One press: plan, facts, term from the day after, both letters asked for, an audit row."""
    uuid = ready_case(city)
    row = establish(city, uuid)
    assert (row.state, row.number) == ("established", 1)
    assert kinds(city, uuid).count("pip_established") == 1
    assert {"routes_explained", "route_preferred"} <= set(kinds(city, uuid))
    after = look(city, uuid)
    assert after.assessment.term is not None
    assert after.assessment.term.starts_on == TODAY + timedelta(days=1)
    assert row.decision_document
    assert row.route_document
    assert AuditEntry.objects.filter(action="pip_established", subject=row.uuid).count() == 1


def test_pressing_twice_is_establishing_once(city: City) -> None:
    """The same form twice gives the same plan and nothing more."""
    uuid, request_id = ready_case(city), uuid4()
    row = save(city, uuid)
    me = city.actor("responsible")
    first = actions.establish(me, uuid, row.version, request_id, now=NOW)
    second = actions.establish(me, uuid, row.version, request_id, now=NOW)
    assert first.pk == second.pk
    assert kinds(city, uuid).count("pip_established") == 1


def test_two_tabs(city: City) -> None:
    """Who saves second over an older version gets both values and changes nothing."""
    uuid = ready_case(city)
    row = save(city, uuid, wish_work="kapper")
    save(city, uuid, version=row.version, wish_work="bakker", who="colleague")
    with pytest.raises(Conflict) as caught:
        save(city, uuid, version=row.version, wish_work="kok")
    assert caught.value.fields["wish_work"] == ("bakker", "kok")
    assert Pip.objects.get().wish_work == "bakker"


def test_establishing_what_was_not_seen(city: City) -> None:
    """A colleague changed the draft after I read it: establishing my version is refused."""
    uuid = ready_case(city)
    row = save(city, uuid)
    save(city, uuid, version=row.version, wish_work="bakker", who="colleague")
    with pytest.raises(Conflict):
        actions.establish(city.actor("responsible"), uuid, row.version, uuid4(), now=NOW)
    assert "pip_established" not in kinds(city, uuid)


def test_two_first_drafts(city: City) -> None:
    """Two people begin at once: the second sees what the first wrote."""
    uuid = ready_case(city)
    save(city, uuid, wish_work="bakker", who="colleague")
    with pytest.raises(Conflict):
        save(city, uuid, version=0, wish_work="kok")


def test_deviation_waits(city: City) -> None:
    """Against the wish: not established before a colleague agrees, established after."""
    uuid = ready_case(city)
    row = save(city, uuid, wish_route="education", reason_wish="Eerst Nederlands op B1, dan kunt u alsnog studeren.")
    me = city.actor("responsible")
    with pytest.raises(actions.NotReady):
        actions.establish(me, uuid, row.version, uuid4(), now=NOW)
    asked = actions.ask(me, look(city, uuid), row.version, now=NOW)
    with pytest.raises(actions.NotYours):
        actions.answer(me, asked.uuid, "agreed", "", now=NOW)
    actions.answer(city.actor("colleague"), asked.uuid, "agreed", "Goed uitgelegd.", now=NOW)
    row.refresh_from_db()
    done = actions.establish(me, uuid, row.version, uuid4(), now=NOW)
    assert (done.state, done.agreed_by_id) == ("established", city.user("colleague").pk)


def test_colleague_of_the_department_without_the_case(city: City) -> None:
    """Four eyes go by department: its quality officer may answer; another department or municipality may not."""
    uuid = ready_case(city, *NOT_FEASIBLE)
    row = save(city, uuid, reason_test="Zij heeft al veel gestudeerd.")
    asked = actions.ask(city.actor("responsible"), look(city, uuid), row.version, now=NOW)
    for outsider in ("stranger", "quality_other", "elsewhere"):
        assert queries.question(city.actor(outsider), asked.uuid) is None
        with pytest.raises(PermissionDenied):
            actions.answer(city.actor(outsider), asked.uuid, "agreed", "", now=NOW)
    assert queries.question(city.actor("quality"), asked.uuid) is not None


def test_returned_with_advice_then_changed(city: City) -> None:
    """A returned plan is a draft again; a change takes an agreement back."""
    uuid = ready_case(city)
    row = save(city, uuid, wish_route="education", reason_wish="Te vol rooster.")
    me, other = city.actor("responsible"), city.actor("colleague")
    asked = actions.ask(me, look(city, uuid), row.version, now=NOW)
    actions.answer(other, asked.uuid, "returned", "Vraag ook naar de avondgroep.", now=NOW)
    row.refresh_from_db()
    assert (row.state, row.agreed_by_id) == ("draft", None)
    row = save(city, uuid, version=row.version, wish_route="education", reason_wish="Ook 's avonds is er nu geen plek.")
    asked = actions.ask(me, look(city, uuid), row.version, now=NOW)
    actions.answer(other, asked.uuid, "agreed", "", now=NOW)
    row.refresh_from_db()
    row = save(city, uuid, version=row.version, wish_route="education", reason_wish="Iets heel anders.")
    assert row.agreed_by_id is None
    with pytest.raises(actions.NotReady):
        actions.establish(me, uuid, row.version, uuid4(), now=NOW)


def test_changed_while_waiting(city: City) -> None:
    """A change while a colleague reads takes the question back: their answer no longer counts."""
    uuid = ready_case(city)
    row = save(city, uuid, wish_route="education", reason_wish="Te vol rooster.")
    asked = actions.ask(city.actor("responsible"), look(city, uuid), row.version, now=NOW)
    row.refresh_from_db()
    save(city, uuid, version=row.version, wish_route="education", reason_wish="Toch anders.")
    with pytest.raises(actions.StaleQuestion):
        actions.answer(city.actor("colleague"), asked.uuid, "agreed", "", now=NOW)
    assert PipAgreement.objects.get().outcome == "withdrawn"


def test_asking_twice_is_asking_once(city: City) -> None:
    """The question form pressed twice puts one question."""
    uuid = ready_case(city)
    row = save(city, uuid, wish_route="education", reason_wish="Te vol rooster.")
    me = city.actor("responsible")
    first = actions.ask(me, look(city, uuid), row.version, now=NOW)
    assert actions.ask(me, look(city, uuid), row.version, now=NOW).pk == first.pk


def test_a_test_recorded_after_the_draft(city: City) -> None:
    """A test result that came in later is looked at before the plan is established."""
    from wegwijs.dossier.actions import NewFact, append_one

    uuid = ready_case(city, ("contact_made", date(2026, 3, 1), {"channel": "phone"}))
    row = save(city, uuid)
    me = city.actor("responsible")
    append_one(me, NewFact(look(city, uuid).id, *NOT_FEASIBLE[0]), now=NOW)
    with pytest.raises(actions.NotReady):
        actions.establish(me, uuid, row.version, uuid4(), now=NOW)


def test_one_sided_after_absence(city: City) -> None:
    """Intake completed in absence: the draft is one-sided with its reason, and can be established so."""
    uuid = ready_case(city, ("intake_completed", date(2026, 3, 10), {"in_absence": True}))
    draft = content.first_draft(look(city, uuid), TODAY)
    assert draft.unilateral
    assert draft.unilateral_reason
    assert not draft.explained_routes
    establish(city, uuid, wish_route="")
    fact = next(one for one in look(city, uuid).facts if one.kind == "pip_established")
    assert fact.payload["unilateral"] is True
    assert fact.payload["reason"]
    assert "route_preferred" not in kinds(city, uuid)


def test_amending_keeps_the_term(city: City) -> None:
    """Wi2021 art. 11 lid 3: a changed plan leaves the start of the term where it was."""
    uuid = ready_case(city)
    first = establish(city, uuid)
    later = TODAY + timedelta(days=30)
    term = look(city, uuid).assessment.term
    second = establish(
        city,
        uuid,
        today=later,
        dated_on=later,
        reason_change="Een ander rooster.",
        wish_work="kok",
        explained_routes=[],
    )
    assert (second.is_amendment, second.number, second.amends_id) == (True, 2, first.pk)
    after = look(city, uuid, today=later)
    assert after.assessment.term == term
    first.refresh_from_db()
    assert first.state == "replaced"
    assert [fact.kind for fact in after.facts].count("pip_amended") == 1
    assert kinds(city, uuid).count("routes_explained") == 1  # not explained anew, so not recorded anew
    changed = {name for name, *_ in queries.differences(content.of_row(first), content.of_row(second))}
    assert {"wish_work", "dated_on", "reason_change"} <= changed


def test_amending_a_plan_from_elsewhere(city: City) -> None:
    """A plan that is known as a fact only (taken over) is amended, not established again."""
    uuid = ready_case(city, *FEASIBLE, ("pip_established", date(2026, 3, 2), {"route": "b1", "level": "b1"}))
    assert content.of_facts(look(city, uuid), TODAY).route == "b1"
    row = establish(city, uuid, reason_change="Andere tijden.")
    assert (row.is_amendment, row.number) == (True, 1)
    assert kinds(city, uuid).count("pip_established") == 1


def test_an_amendment_before_the_plan_in_force(city: City) -> None:
    """DUO: not before the date of the current plan; the same day is accepted."""
    uuid = ready_case(city, *FEASIBLE, ("pip_established", date(2026, 3, 2), {"route": "b1", "level": "b1"}))
    why = {"amends": True, "reason_change": "x"}
    assert "pip_before_current_pip" in codes(city, uuid, dated_on=date(2026, 3, 1), **why)
    assert "pip_before_current_pip" not in codes(city, uuid, dated_on=date(2026, 3, 2), **why)


def test_drop_a_draft(city: City) -> None:
    """A dropped draft makes room for a new one and establishes nothing."""
    uuid = ready_case(city)
    row = save(city, uuid)
    actions.drop(city.actor("responsible"), look(city, uuid), row.version, now=NOW)
    assert save(city, uuid).pk != row.pk
    assert "pip_established" not in kinds(city, uuid)


@pytest.mark.parametrize("who", ["quality", "manager", "desk", "adviser"])
def test_who_makes_no_plans(city: City, who: str) -> None:
    """Roles without plan.write do not draft or establish."""
    uuid = ready_case(city)
    row = save(city, uuid)
    with pytest.raises(PermissionDenied):
        actions.save(city.actor(who), look(city, uuid), usual(look(city, uuid)), row.version, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.establish(city.actor(who), uuid, row.version, uuid4(), now=NOW)


@pytest.mark.parametrize("who", ["stranger", "elsewhere"])
def test_out_of_reach(city: City, who: str) -> None:
    """A case of another department or municipality is not established by who makes plans elsewhere."""
    uuid = ready_case(city)
    row = save(city, uuid)
    with pytest.raises(PermissionDenied):
        actions.establish(city.actor(who), uuid, row.version, uuid4(), now=NOW)


def test_telling_duo_by_hand(city: City) -> None:
    """Recorded once with who and when, however often the button is pressed."""
    uuid, request_id = ready_case(city), uuid4()
    establish(city, uuid)
    for _ in range(2):
        actions.tell_duo_by_hand(city.actor("responsible"), uuid, request_id, now=NOW)
    assert kinds(city, uuid).count("duo_told") == 1


def test_letters_never_mix_two_people(city: City) -> None:
    """Data of a letter come from its own case alone, also when two plans are made by one colleague on one day."""
    from wegwijs.plans.actions.documents import decision_data, route_data

    selam = ready_case(city)
    omar = ready_case(city, surname="Haddad", given_names="Omar", own_script_name="عمر حداد", mother_tongue="ar")
    me = city.actor("responsible")
    rows = {
        "Selam": (selam, establish(city, selam, wish_work="naaister", agreements=["Selam belt de school."])),
        "Omar": (omar, establish(city, omar, wish_work="lasser", agreements=["Omar vraagt opvang aan."])),
    }
    for own, other, work in (("Selam", "Omar", "naaister"), ("Omar", "Selam", "lasser")):
        uuid, row = rows[own]
        text = str(decision_data(look(city, uuid), row, me)) + str(route_data(look(city, uuid), row, me))
        assert own in text
        assert work in text
        assert other not in text
        assert {"Selam": "lasser", "Omar": "naaister"}[own] not in text
    assert rows["Omar"][1].document_language == "ar"


def test_the_letter_says_all_that_the_law_wants(city: City) -> None:
    """Besluit art. 3.14 lid 7: exams of one's own choice stand in the decision; literacy lessons too."""
    from wegwijs.plans.actions.documents import decision_data

    uuid = ready_case(city, *NOT_FEASIBLE)
    row = establish(
        city,
        uuid,
        route="self_reliance",
        wish_route="self_reliance",
        voluntary_exams=["reading", "knm"],
        literacy="literacy",
    )
    said = decision_data(look(city, uuid), row, city.actor("responsible"))
    lines = " ".join(said["agreements"])
    assert "lezen, Kennis van de Nederlandse maatschappij (KNM)" in lines
    assert "eerst lezen en schrijven" in lines
    assert said["participation_hours"] == 800
    assert "level" not in said


@pytest.mark.parametrize(
    ("mother_tongue", "speaks", "letter"),
    [("ti", (), "ti"), ("fa", (), "prs"), ("prs", (), "prs"), ("so", ("ar", "en"), "ar"), ("so", (), ""), ("", (), "")],
)
def test_language_of_the_letter(mother_tongue: str, speaks: tuple[str, ...], letter: str) -> None:
    """The mother tongue when letters exist in it (Farsi reads Dari), else a language the person knows, else Dutch."""
    assert content.letter_language(mother_tongue, speaks) == letter


def test_destruction_takes_plans_along(city: City) -> None:
    """When a case is destroyed after its retention term, its plans and questions go with it."""
    from wegwijs.dossier.models import Trajectory

    uuid = ready_case(city)
    establish(city, uuid)
    establish(city, uuid, reason_change="Andere tijden.")
    Trajectory.objects.get(uuid=uuid).delete()
    assert Pip.objects.count() == 0


def test_every_finding_has_words() -> None:
    """No code reaches a page: every violation of DUO and every finding says in Dutch what to do."""
    from django.utils import translation

    from wegwijs.plans import wording

    duo = {
        "pip_before_obligation", "pip_before_settlement", "pip_before_current_pip", "a2_with_education",
        "b1_with_self_reliance", "a2_in_first_b1_pip", "intensity_only_b1_asylum",
    }  # fmt: skip
    assert duo <= set(wording.FINDINGS)
    with translation.override("nl"):
        for code in wording.FINDINGS:
            text = wording.finding(checks.Finding(code, "stop", "", ""))
            assert text
            assert text != code
