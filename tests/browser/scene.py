# ruff: noqa: E402  Django must be set up before its models are imported
"""What must be there to see every page in every state: run on the city's own database, it prints where everything is.

``python -m tests.browser.scene`` with the environment of the city. It adds to the demo city: somebody with very long
names, an established plan with letters, a question to a colleague, a safety note, and a delivery in each state.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

os.environ["WEGWIJS_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijs.project.settings")

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from tests.browser.pages import PASSWORD
from tests.browser.spoken import spoken
from tests.exchange.deliveries import person, write_csv
from tests.exchange.duo import line as duo
from tests.insight import published as figures
from wegwijs.accounts import audit, demo
from wegwijs.accounts.actor import Actor, actor_from, hats, on_day, system_actor
from wegwijs.accounts.models import Membership, Municipality, User
from wegwijs.accounts.scope import Reach, scope
from wegwijs.accounts.staff import colleagues
from wegwijs.dossier import impact, restriction
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.actions import NewCase, NewContact, NewFact, append_one, assign_many, open_cases, put_back
from wegwijs.dossier.models import ContactPoint, Fact, Snapshot, Trajectory
from wegwijs.exchange import inbox
from wegwijs.exchange.duo import comparing
from wegwijs.exchange.duo.processing import process
from wegwijs.exchange.models import DeliveryRecord
from wegwijs.insight.register import actions as register
from wegwijs.intake import conversing
from wegwijs.letters import queries as letters
from wegwijs.letters.actions import set_document
from wegwijs.norms import actions as norms
from wegwijs.norms.actions import Wanted
from wegwijs.planning import actions as planning
from wegwijs.planning import wanted as asked_of
from wegwijs.plans import actions as plans
from wegwijs.plans import content as plan_content
from wegwijs.plans.considered import Considered
from wegwijs.privacy import alerts, copies, copy_queries, destroying, holds, list_queries, lists
from wegwijs.quality import shipped
from wegwijs.quality.models import TextVersion
from wegwijs.quality.queries import framework
from wegwijs.support import incidents
from wegwijs.support.actions import write_note
from wegwijs.support.models import Offer
from wegwijs.support.referring import refer

LONG = "Weldegebriel-Tesfamariam Ghebremeskel Habtemariam"
ENDLESS = "Abdulrahmanabdulazizmuhammadalhusseinialdimashqi"


def actor_of(role: str, today: Any) -> Actor:
    """The one whom a click on this role in the demo signs in."""
    choice = next(one for one in demo.choices() if one.role == role)
    found = actor_from(hats(choice.user_id, today), choice.municipality_id, role, today)
    assert found is not None
    return found


def take_up(coach: Actor, surname: str, given: str, now: datetime, *facts: Any, **changes: Any) -> UUID:
    """A case of this coach."""
    day = now.date()
    told = (
        ("coa_matched", day - timedelta(days=63), {"housing": True}),
        ("obligation_started", day - timedelta(days=40), {}),
        ("duo_notified", day - timedelta(days=40), {}),
        *facts,
    )
    assert coach.user_id is not None
    fields: dict[str, Any] = {
        "own_script_name": "ወልደገብርኤል ተስፋማርያም", "born": (1994, 5, 17), "sex": "f", "nationality": "ER",
        "permit": "asylum", "mother_tongue": "ti", "speaks": ("ar", "en"), "interpreter": "needed",
        "contacts": (NewContact("phone", "06 0000 1234"), NewContact("email", f"{ENDLESS}@voorbeeld.example")),
        "team_id": min(coach.team_ids), "responsible": (coach.user_id, str(coach.role), day),
    }  # fmt: skip
    group = changes.pop("group", "asylum")
    case = NewCase(group, surname, told, given_names=given, **{**fields, **changes})
    municipality = system_actor(coach.municipality_id, coach.municipality_name, day)
    with transaction.atomic():  # the city writes at the same time
        pk = open_cases(municipality, [case], now=now)[0]
    return Trajectory.objects.get(pk=pk).uuid


def save(coach: Actor, uuid: UUID, now: datetime, **changes: Any) -> Any:
    """A draft of a plan with the usual content; the saved row."""
    case = dossier.case(coach, uuid, on=coach.today)
    assert case is not None
    told = {"route": "b1", "wish_route": "b1", "explained_routes": list(plan_content.ROUTES), **changes}
    draft = replace(plan_content.first_draft(case, coach.today), **told)
    return case, plans.save(coach, case, plan_content.for_route(draft, case.group, coach.today), 0, now=now)


def planned(coach: Actor, now: datetime) -> dict[str, UUID]:
    """One whose plan is established, with letters; one whose draft waits for a colleague; one ready for a plan."""
    day = now.date()
    ready = (
        ("intake_conversation_held", day - timedelta(days=9), {"language": "ti", "interpreter": True}),
        ("learnability_test_taken", day - timedelta(days=8), {"score": 70, "required": 60, "result": "b1_feasible"}),
    )
    established = take_up(coach, LONG, f"{ENDLESS} Maria Johanna", now, *ready)
    row = save(coach, established, now, document_language="ar")[1]
    plans.establish(coach, established, row.version, uuid4(), now=now)
    case = Trajectory.objects.get(uuid=established)
    write_note(coach, case.pk, "Niet alleen op huisbezoek gaan. " + ENDLESS, now=now, request_id=uuid4())
    for document in letters.documents_of(coach, case.pk):
        set_document(document.uuid, now=now)
    asked = take_up(coach, "Tesfay", "Selam", now, *ready)
    seen, row = save(
        coach, asked, now, route="self_reliance", reason_wish="Dat duurt te lang. " * 20, reason_test="Past beter."
    )
    question = plans.ask(coach, seen, row.version, now=now)
    document = letters.documents_of(coach, case.pk)[0].uuid
    # `draft` is saved in part, as the page saves while one types.
    draft = take_up(coach, "Haddad", "Omar", now, *ready)
    save(coach, draft, now, route="self_reliance")
    return {"established": established, "document": document, "asked": asked, "question": question.uuid, "draft": draft,
            "ready": take_up(coach, "Girmay", "Abel", now, *ready)}  # fmt: skip


def talked(coach: Actor, uuid: UUID, ready: UUID, now: datetime) -> dict[str, UUID]:
    """Of one person: a conversation that was finished and signed, one whose agreements wait, one that is open.

    Of another an intake with long words and with two values for one field.
    """
    found: dict[str, UUID] = {}
    day = now.date()
    later = (day + timedelta(days=30)).strftime("%d-%m-%Y")
    held = {"on": day.strftime("%d-%m-%Y"), "mode": "physical", "language": "ti", "interpreter": "professional",
            "alone": "held", "summary": "Het gaat goed. " * 20, "topic-money": "next", "plan_language": "ar",
            "note-lessons": ENDLESS, "told-pvt": "not_yet", "next_on": later, "next_at": "10:30"}  # fmt: skip
    agreed = {"item-0-standard": "lesson", "item-0-by": later, "item-1-what": f"Wij bellen {ENDLESS}.",
              "item-1-by": later, "item-1-measure": "De school weet het.", "item-1-who": "municipality"}  # fmt: skip
    for name in ("signed", "drafted"):
        case = dossier.case(coach, uuid, on=coach.today)
        assert case is not None
        talk = conversing.begin(coach, case, "progress", now=now)
        conversing.keep(coach, case.uuid, talk, 1, {**held, **agreed}, now=now)
        plan = conversing.finish(coach, case, talk, now=now)
        assert plan is not None
        if name == "signed":
            plans.sign(coach, case, plan, 1, how="screen", name=LONG, on=day, now=now)
        found |= {"finished": talk, name: plan}
    for name, of, kind in (("open", uuid, "progress"), ("intake", ready, "intake")):
        case = dossier.case(coach, of, on=coach.today)
        assert case is not None
        found[name] = conversing.begin(coach, case, kind, now=now)
        kept = {"went_well": "A2 gehaald", "schooling": "none", "wish-lessons": "Les in de avond", "summary": "Een"}
        conversing.keep(coach, case.uuid, found[name], 1, kept, now=now)
        conversing.keep(coach, case.uuid, found[name], 1, {"summary": "Twee"}, now=now)
    return found


def arranged(coach: Actor, uuid: UUID, now: datetime) -> dict[str, UUID]:
    """Of one person: an appointment that was moved to today, with a clash and an interpreter who is not sure."""
    case = dossier.case(coach, uuid, on=coach.today)
    assert case is not None
    start = now.replace(hour=9, minute=0, second=0, microsecond=0)
    asked = asked_of.Wanted(
        "progress", "physical", start + timedelta(days=1), start + timedelta(days=1, hours=1), coach.user_id or 0,
        "ti", "professional",
    )  # fmt: skip
    told: dict[str, Any] = {"tell": planning.Tell("ti", None), "now": now}
    old = planning.plan(coach, case, asked, request_id=uuid4(), **told)
    today = replace(asked, starts_at=start, ends_at=start + timedelta(hours=1))
    planning.plan(coach, case, today, request_id=uuid4(), tell=None, now=now)
    return {"meet_old": old, "meet_now": planning.move(coach, case, old, 1, today, request_id=uuid4(), **told)}


def weighed(coach: Actor, quality: Actor, now: datetime) -> dict[str, UUID]:
    """Decisions in each state: to begin, with a colleague, agreed on, taken; a request that runs; enforcement."""
    day = now.date()
    since = ("pip_established", day - timedelta(days=600), {"route": "b1", "level": "b1"})
    lessons = {"component": "language", "hours": 640, "mode": "physical", "recognised": True, "phase": "route"}
    attended = ("hours_attended", day - timedelta(days=30), lessons)
    asked = ("exemption_requested", day - timedelta(days=400), {"ground": "medical", "scope": "full"})
    found: dict[str, UUID] = {}
    for name, surname in (
        ("ready", "Kidane"),
        ("asked", "Yohannes"),
        ("agreed", "Solomon"),
        ("taken", "Desta"),
    ):
        found[name] = take_up(coach, surname, "Abeba", now, since, attended, asked)
    for name in ("asked", "agreed", "taken"):
        row = weigh(coach, found[name], "downscaling", now, parts=["writing"])
        question = plans.ask_about_decision(coach, seen(coach, found[name]), "downscaling", row.version, now=now)
        found[f"{name}_question"] = question.uuid
        if name != "asked":
            plans.answer_about_decision(quality, question.uuid, "agreed", "Goed afgewogen.", now=now)
            row.refresh_from_db()
        if name == "taken":
            plans.decide(coach, found[name], "downscaling", row.version, uuid4(), now=now)
    warned = [("warning_given", day - timedelta(days=ago), {"basis": "pip"}) for ago in (60, 40)]
    talk = ("contact_made", day - timedelta(days=20), {"channel": "phone"})
    before = ("municipal_fine_imposed", day - timedelta(days=90), {"basis": "pip", "amount": 25})
    for name, facts in (("warned", (*warned, talk, before)), ("unwarned", ())):
        found[name] = take_up(coach, "Berger", "Ada", now, since, *facts, group="family", permit="regular")
    row = weigh(coach, found["warned"], "enforcement", now, basis="pip", culpability="normal",
                happened_on=day - timedelta(days=10), talk=str(talk_of(found["warned"])))  # fmt: skip
    found["warned_question"] = plans.ask_about_decision(
        coach, seen(coach, found["warned"]), "enforcement", row.version, now=now
    ).uuid
    return found


def seen(coach: Actor, uuid: UUID) -> dossier.Case:
    """The case as it is now."""
    found = dossier.case(coach, uuid, on=coach.today)
    assert found is not None
    return found


def talk_of(uuid: UUID) -> UUID:
    """The talk about the reason."""
    found: UUID = Fact.objects.values_list("uuid", flat=True).get(trajectory__uuid=uuid, kind="contact_made")
    return found


def weigh(coach: Actor, uuid: UUID, kind: str, now: datetime, **changes: Any) -> Any:
    """A decision filled in along the shipped framework."""
    asked = framework(coach.municipality_id, kind, coach.today).questions
    said = Considered(
        answers={one.code: "Afgewogen met de docent en met haarzelf." for one in asked}, wish="Ik wil graag werken.",
        reason="U heeft veel gedaan. Dit past nu beter bij u.", dated_on=coach.today, **changes,
    )  # fmt: skip
    return plans.save_decision(coach, seen(coach, uuid), kind, said, 0, now=now)


def finished(coach: Actor, now: datetime) -> UUID:
    """One whose duty has ended, for a day on which the city has none in this team."""
    return take_up(coach, "Berhane", "Luwam", now, ("obligation_met", now.date(), {"result": "diploma"}))


def revised(coach: Actor, now: datetime) -> UUID:
    """One of whom DUO has just said that its notice came a week later, and that the duty is over."""
    home = ("brp_registered", now.date() - timedelta(days=50), {"housing": True})
    uuid = take_up(coach, "Kifle", "Miriam", now, home)
    case = Trajectory.objects.get(uuid=uuid).pk
    notice = Fact.objects.get(trajectory_id=case, kind="duo_notified")
    municipality = system_actor(coach.municipality_id, coach.municipality_name, now.date())
    moved = NewFact(case, "duo_notified", notice.happened_on + timedelta(days=7), supersedes=notice.uuid, source="DUO")
    ended = NewFact(case, "obligation_ended", now.date(), {"reason": "vertrokken"}, source="DUO")
    for new in (moved, ended):
        append_one(municipality, new, now=now)
    return uuid


def assigned(quality: Actor, now: datetime) -> None:
    """Three cases given to a colleague at once; one was changed since, one is put back by another action."""
    rows = dossier.case_list(quality, dossier.ListFilter(whose="unassigned"), size=3).rows
    first, second = [one.user_id for one in colleagues(quality)][:2]
    wanted: dict[UUID, int | None] = dict.fromkeys((row.uuid for row in rows), None)
    assign_many(quality, wanted, first, now=now)
    back = assign_many(quality, {rows[0].uuid: first}, second, now=now + timedelta(minutes=3))
    assert back.uuid is not None
    put_back(quality, back.uuid, now=now + timedelta(minutes=4))


def told_by_duo(coach: Actor, now: datetime) -> UUID:
    """One of whom DUO told a longer term and another start than we have; and two messages that wait for a human."""
    known, unknown = "999999011", "999999023"  # nobody of the city
    day = now.date() - timedelta(days=36)
    uuid = take_up(coach, "Negash", "Semira", now, bsn=known)
    case = Trajectory.objects.get(uuid=uuid).pk
    append_one(coach, NewFact(case, "exam_taken", day, {"part": "reading", "level": "b1", "result": "failed"}), now=now)
    line = duo.Line(
        inburgeringsplicht={**duo.OBLIGED, "begindatum": day.isoformat()}, doelgroep=duo.ASYLUM,
        inburgeringstermijn=duo.LONGER, PIP=duo.PIP, uren=[{"ParticipatieAlsTaalles": {"uren": 120}}],
        examens_resultaten=[{**duo.EXAMS[0], "examendatum": day.isoformat()}],
    )  # fmt: skip
    line.refused = {"boetes"}
    home = Municipality.objects.filter(pk=coach.municipality_id)
    home.filter(oin="").update(oin=duo.OURS)
    for event, bsn in (("SS103", known), ("SS110", known), ("SS104", unknown), ("SS998", unknown)):
        process(duo.keep(event, bsn, now=now, receiver=home.get().oin), now=now, duo=line)
    comparing.refresh(coach, uuid, case, now=now, duo=line)
    return uuid


def delivered(quality: Actor, now: datetime) -> dict[str, UUID]:
    """A delivery in each state."""
    found: dict[str, UUID] = {}
    with TemporaryDirectory() as folder:
        rows = [person(at) for at in range(40)]
        rows[3]["geboortedatum"], rows[7]["v_nummer"], rows[9]["geslachtsnaam"] = "1990-13-45", "x" * 60, ""
        rows.append(
            person(
                77,
                voornamen="Maryam",
                geslachtsnaam="Rahimi",
                geboortedatum="1988-02-01",
                bsn="",
                v_nummer="2790000001",
            )
        )
        rows.append(
            person(
                78,
                voornamen="Maryam",
                geslachtsnaam="Rahimi",
                geboortedatum="1988-02-01",
                bsn="",
                v_nummer="2790000002",
            )
        )
        # Somebody of that name and birthday is here already, with another number: a question for a human.
        rows.append(
            person(
                79,
                voornamen="Selam",
                geslachtsnaam="Tesfay",
                geboortedatum="1994-05-17",
                nationaliteit="Eritrea",
                bsn="",
            )
        )
        path = write_csv(Path(folder) / f"levering-{ENDLESS}.csv", rows)
        for state in ("received", "checked", "done", "discarded", "again"):
            uuid = inbox.receive(quality, path.name, [path.read_bytes()], now=now)
            if state != "received" and inbox.begin(quality, uuid, "checking"):
                inbox.check(quality, uuid)
            if state in {"done", "again"} and inbox.begin(quality, uuid, "running"):
                inbox.run(quality, uuid, now=now)
            if state == "discarded":
                inbox.discard(quality, uuid, now=now)
            if state == "done":  # what comes in again says something else of the same people
                rows[0]["geboortedatum"], rows[1]["voornamen"], rows[2]["telefoon"] = (
                    "1971-01-01",
                    "Anders",
                    "0600000000",
                )
                path = write_csv(path, rows)
            found[state] = uuid
        found["unreadable"] = inbox.receive(quality, "kapot.csv", [b"\x00\x01\x02niets"], now=now)
    return found


def private(coach: Actor, now: datetime, number: int) -> dict[str, Any]:
    """Lists in each state, a copy that waits, a case that stands still, an alert and an answered one."""
    day = now.date()
    officer, manager = (on_day(actor_of(role, day), day) for role in ("privacy_officer", "team_manager"))
    found: dict[str, Any] = {"number": number}
    for state in ("done", "proposed", "open"):
        take_up(coach, "Lang", "Geleden", now, ("obligation_met", day - timedelta(days=6 * 365), {"result": "diploma"}))
        lists.look(now)
        one = next(view for view in list_queries.lists(officer) if view.state == "open")
        found[state] = one.uuid
        if state != "open":
            lists.propose(officer, one.uuid, one.version, now=now)
        if state == "done":
            lists.approve(manager, one.uuid, one.version + 1, now=now)
            destroying.carry_out(one.uuid, now=now)
    copies.register(officer, number, day - timedelta(days=40), now=now)
    found["copy"] = copy_queries.requests(officer)[0].uuid
    still = take_up(coach, "Haile", "Sara", now)
    restriction.place(officer, Trajectory.objects.get(uuid=still).pk, restriction.RESTRICTION, "accuracy", now=now)
    restriction.place(officer, Trajectory.objects.get(uuid=still).pk, restriction.OBJECTION, "own_situation", now=now)
    holds.place(officer, Trajectory.objects.get(uuid=still).pk, "appeal", day + timedelta(days=90), now=now)
    found["restricted"] = still
    # Somebody who opened no case in this hour, whatever other tests did in this city.
    curious = on_day(actor_of("employment_adviser", coach.today), coach.today)
    for _ in range(20):
        audit.log_access(curious, "search", now=now - timedelta(minutes=5))
        audit.log_access(curious, "refused", now=now - timedelta(minutes=5))
    alerts.look(now)
    opened = alerts.alerts(officer, handled=False)
    alerts.handle(officer, opened[0].uuid, opened[0].version, "false_alarm", "Hielp aan de balie.", now=now)
    return found | {"answered": opened[0].uuid, "alert": opened[1].uuid}


def chosen(now: datetime) -> dict[str, Any]:
    """A norm in each state, with what it would change; and figures that fit the rules, and that do not."""
    day = now.date()
    admin, manager = (on_day(actor_of(role, day), day) for role in ("functional_admin", "team_manager"))
    found: dict[str, Any] = {}
    for state, name, value, since in (
        ("active", "handed_copy_days", 60, day), ("planned", "handed_copy_days", 90, day + timedelta(days=40)),
        ("withdrawn", "handed_copy_days", 20, day), ("draft", "relief_ending_days", 60, day),
    ):  # fmt: skip
        wanted = Wanted(value, since, "Zo blijft er tijd voor een advies over stoppen of doorgaan.")
        uuid = norms.propose(admin, name, wanted, now=now)
        impact.carry_out(norms.ask_check(admin, uuid, {}, day, now=now), now=lambda: now)
        if state in {"active", "planned"}:
            norms.activate(manager, uuid, 1, now=now)
        if state == "withdrawn":
            norms.withdraw(manager, uuid, 1, "Eerst overleggen met de teams.", now=now)
        found[f"norm_{state}"] = uuid
    own = files("wegwijs.law.parameters").joinpath("intake.toml").read_text(encoding="utf-8")
    figures = {"intake.toml": own.replace("value = 10", "value = 12", 1)}
    for state in ("done", "failed"):
        check = norms.ask_check(admin, None, figures, day, now=now)
        if state == "done":
            impact.carry_out(check, now=lambda: now)
        else:
            norms.fail_check(check, now=now)
        found[f"figures_{state}"] = check
    return found


def measured(quality: Actor, now: datetime) -> dict[str, UUID]:
    """Figures of today in two versions; a change in the middle of them, and one too near their end.

    The worker may publish those of last month meanwhile: pages show the latest day.
    """
    city = SimpleNamespace(municipality=Municipality.objects.get(pk=quality.municipality_id))
    figures.publish(city, on=now.date())
    told = [["in_time", "", "late", "asylum", 47, 48], ["in_time", "route=b1", "late", "family", 51, None]]
    figures.publish(city, on=now.date(), version=2, changes=told)
    adviser = actor_of("policy_adviser", now.date())
    found = {}
    for name, day in (("change", date(2024, 1, 1)), ("late", date(2025, 10, 1))):
        told_of = register.Told(
            f"Lessen ook in de avond {ENDLESS}", "Wie werkt, kan kiezen. " * 20, "", day, "Besluit 7"
        )
        row = register.note(adviser, told_of, uuid4(), now=now)
        register.check(quality, row.uuid, row.version, now=now)
        found[name] = row.uuid
    return found


def of_phase(coach: Actor, reach: Reach, *phases: str) -> list[str]:
    """Cases of the demo city in these phases that this actor reaches."""
    rows = scope(coach, Snapshot.objects.filter(phase__in=phases), reach).order_by("trajectory_id")
    return [str(uuid) for uuid in rows.values_list("trajectory__uuid", flat=True)[:5]]


def main() -> None:
    """Make it and say where it is."""
    now = timezone.now()
    today = timezone.localdate()
    coach, quality = (on_day(actor_of(role, today), today) for role in ("work_coach", "quality_officer"))
    places: dict[str, Any] = {f"plan_{name}": uuid for name, uuid in planned(coach, now).items()}
    places |= {f"decision_{name}": uuid for name, uuid in weighed(coach, quality, now).items()}
    places |= {f"delivery_{name}": uuid for name, uuid in delivered(quality, now).items()}
    places |= {
        f"talk_{name}": uuid
        for name, uuid in talked(coach, places["plan_established"], places["plan_ready"], now).items()
    }
    assigned(quality, now)
    places |= chosen(now)
    places["revised"] = revised(coach, now)
    places["duo_told"] = told_by_duo(coach, now)
    places["bare"] = take_up(
        coach, "Amina", "", now, own_script_name="", contacts=(), mother_tongue="", speaks=(), born=(None, None, None)
    )
    case = Trajectory.objects.get(uuid=places["plan_established"])
    places["fact"] = Fact.objects.filter(trajectory=case, kind="intake_conversation_held")[0].uuid
    places["point"] = ContactPoint.objects.filter(person_id=case.person_id)[0].uuid
    open_records = DeliveryRecord.objects.filter(decision="", municipality_id=quality.municipality_id)
    for outcome in ("held", "discrepancy"):
        record = open_records.filter(outcome=outcome).first()
        places[outcome] = record.uuid if record else None
    # What the city happens to hold for this coach on this day; else one of those made above.
    for name, phase, other in (
        ("in_intake", "intake", "plan_ready"), ("on_route", "route", "plan_established"), ("finished", "finished", ""),
    ):  # fmt: skip
        found = of_phase(coach, Reach.READ, phase)
        places[name] = found[0] if found else places[other] if other else finished(coach, now)
    places |= spoken(coach, places["plan_established"], now) | arranged(coach, places["plan_established"], now)
    places["nobody"] = uuid4()
    manager = on_day(actor_of("team_manager", today), today)
    places["of_others"] = of_phase(manager, Reach.LIST, "intake", "signal", "route")[0]
    worker = User.objects.filter(
        pk__in=Membership.objects.filter(municipality_id=coach.municipality_id).values("user_id")
    )
    colleague = worker.filter(is_active=True).exclude(pk=coach.user_id).order_by("-pk")[0]
    colleague.set_password(PASSWORD)
    colleague.save()
    places |= {"worker": colleague.uuid, "worker_email": colleague.email}
    number = Trajectory.objects.get(uuid=places["plan_established"]).pk
    for name, state in (("own", "approved"), ("sent", "review"), ("draft", "draft")):  # of the demo city
        places[f"text_{name}"] = TextVersion.objects.get(municipality_id=coach.municipality_id, state=state).uuid
    row = Offer.objects.filter(municipality_id=coach.municipality_id, name="Geldloket De Haven").get()
    places["offer"] = row.uuid
    places["referral"] = refer(
        coach, number, row.uuid, subject="money", question="Kijkt u mee?", consent=True, now=now, request_id=uuid4()
    )
    places["incident"] = incidents.report(
        coach, kind="threat", place="office", happened_on=today, told="Iemand schreeuwde.", now=now, request_id=uuid4()
    )
    places["text_shipped"] = shipped.newest("guide", "progress").uuid
    places |= {f"policy_{name}": uuid for name, uuid in measured(quality, now).items()}
    places |= {f"privacy_{name}": place for name, place in private(coach, now, number).items()}
    sys.stdout.write(json.dumps(places, default=str))


if __name__ == "__main__":
    main()
