"""What people did today in the demo city, done through the actions that they use themselves.

Plans with their letters, questions to colleagues, providers that know their participants, colleagues who work along,
households and what one must know to meet somebody safely. A few of each: enough to see every page alive.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from wegwijs.accounts.actor import Actor, actor_from, hats
from wegwijs.demo.city import City
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.actions import FactRefused, involve_provider, set_household_member, share
from wegwijs.plans import actions as plans
from wegwijs.plans import content
from wegwijs.support.actions import write_note
from wegwijs.voice import actions as voice

PLANS = 2  # by each of the professionals who work this morning; the second deviates
ROUTES = ["b1", "education", "self_reliance"]
WISHES = (
    ("lesson_times", "Ik werk overdag. Ik wil graag les in de avond."),
    ("childcare", "Ik zoek opvang voor mijn dochter, op de dagen dat ik les heb."),
    ("work", "Ik wil in een bakkerij werken, naast de les."),
)
ANSWER = "Dat kan. We hebben het vandaag samen geregeld."
NOTE = "Bel vóór een huisbezoek en spreek op het stadskantoor af. Vraag naar mevrouw zelf."


def touch(city: City, until: date, now: datetime, rng: Random) -> None:
    """Let the professionals of this city do some of their work."""
    for team, staff in city.staff.items():
        for user_id, _role in staff[:6]:
            actor = actor_from(hats(user_id, until), city.municipality.pk, None, until)
            if actor is not None:
                _work(city, actor, team, now, rng)


def _work(city: City, actor: Actor, team: str, now: datetime, rng: Random) -> None:
    """A morning of one professional; each kind of thing is done by a share of them, so that totals stay small."""
    made = 0
    for uuid in _cases(actor, "make_plan"):
        if made < PLANS:
            made += _plan(actor, uuid, now, against=made == 1)
    in_course = _cases(actor, "progress_conversation")
    for index, uuid in enumerate(in_course[:6]):
        case = dossier.case_ref(actor, uuid)
        if case is None:
            continue
        if index < 2:
            for number in range(rng.randint(1, 3)):
                born = actor.today.year - rng.randint(1, 15)
                set_household_member(actor, case, "child", name=f"kind {number + 1}", birth_year=born, now=now)
        if index == 2 and team in {"Noord", "Gezinnen"}:
            write_note(actor, case, NOTE, now=now, request_id=UUID(int=rng.getrandbits(128), version=4))
        if index == 3 and city.adviser_id is not None:
            share(actor, case, city.adviser_id, now=now)
        if index in {1, 4}:
            _voice(actor, case, now, rng, answered=index == 4)
        if index in {0, 4, 5}:
            school = city.organisations["Taalhuis Noord" if team != "Gezinnen" else "Gezin en Samenleving"]
            involve_provider(actor, case, school.pk, "language" if team != "Gezinnen" else "pvt", now=now)


def _voice(actor: Actor, case: int, now: datetime, rng: Random, *, answered: bool) -> None:
    """Somebody said what they want; to one of two it was answered."""
    said = UUID(int=rng.getrandbits(128), version=4)
    day = actor.today - timedelta(days=3)
    subject, words = WISHES[rng.randrange(len(WISHES))]
    voice.hear(actor, case, voice.Heard("wish", subject, words, day), now=now, request_id=said)
    if answered:
        given = voice.Answer("yes", ANSWER, told_on=actor.today, told_language="nl", told_how="conversation")
        voice.answer(actor, case, said, 1, given, now=now)


def _cases(actor: Actor, step: str) -> list[UUID]:
    chosen = dossier.ListFilter(whose="mine", step=step)
    return [row.uuid for row in dossier.case_list(actor, chosen, size=20).rows]


def _plan(actor: Actor, uuid: UUID, now: datetime, *, against: bool) -> bool:
    """Establish a plan as the person wishes; or leave one that deviates with a colleague. False: not ready for it."""
    case = dossier.case(actor, uuid, on=actor.today)
    if case is None or not _tested(case):
        return False
    feasible = _tested(case) == "b1_feasible"
    route = "b1" if feasible else "self_reliance"
    draft = content.first_draft(case, actor.today)
    draft = replace(draft, route=route, wish_route="education" if against else route, explained_routes=list(ROUTES))
    if against:
        draft = replace(draft, reason_wish="We beginnen met taal. Over een half jaar kijken we samen of studeren past.")
    try:
        row = plans.save(actor, case, content.for_route(draft, case.group, actor.today), 0, now=now)
        if against:
            plans.ask(actor, case, row.version, now=now)
        else:
            plans.establish(actor, uuid, row.version, row.uuid, now=now)
    except (plans.NotReady, FactRefused):
        return False
    return True


def _tested(case: dossier.Case) -> str:
    """The result of the test, empty when it was not taken."""
    results = [fact.payload.get("result", "") for fact in case.facts if fact.kind == "learnability_test_taken"]
    return results[-1] if results else ""
