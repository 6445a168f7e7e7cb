"""The city talks: conversations with agreements, signed or still open, decisions on the way, complaints.

Done through the actions that professionals use, so that *Vandaag* of each role has work on it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files
from itertools import count
from typing import Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from wegwijs.accounts.actor import Actor, actor_from, hats
from wegwijs.demo.city import City
from wegwijs.dossier import queries as dossier
from wegwijs.dossier.queries import Case
from wegwijs.intake import conversing
from wegwijs.plans import actions as plans
from wegwijs.plans import weighing
from wegwijs.plans.considered import Considered
from wegwijs.plans.content import LETTER_LANGUAGES
from wegwijs.quality import queries as quality
from wegwijs.voice import actions as voice

TALKERS, TALKS = 2, 3  # professionals of a team; what each of them held, the last of which was not finished yet
AHEAD = 28  # days until what was agreed is ready
SAID: Mapping[str, dict[str, Any]] = {
    "extension_advice": {"ground": "not_attributable"}, "map_sign_off": {}, "route_change": {"route": "education"},
}  # fmt: skip
# Of the first coach of a team: what a colleague did with it. The second one waits, so that the first is asked.
ANSWERED: tuple[tuple[str, Literal["agreed", "returned"]], ...] = (
    ("extension_advice", "agreed"), ("map_sign_off", "returned"),
)  # fmt: skip


def talk(city: City, until: date, now: datetime) -> None:
    """Let the first professionals of each team hold conversations and weigh decisions."""
    read = tomllib.loads(files("wegwijs.demo").joinpath("talks.toml").read_text(encoding="utf-8"))
    turn = count()
    for team, staff in city.staff.items():
        actors = [
            found for user_id, _role in staff[:TALKERS]
            if (found := actor_from(hats(user_id, until), city.municipality.pk, None, until))
        ]  # fmt: skip
        for at, actor in enumerate(actors):
            cases = _cases(actor)
            for index in range(TALKS):
                case = next(cases, None)
                if case is not None:
                    _hold(actor, case, read, next(turn), now, finished=index < TALKS - 1, again=at == index == 0)
            if team in {"Noord", "Gezinnen"}:
                _decide(actors, at, cases, read["decision"], now)
        if team in {"Noord", "Gezinnen"}:
            _complain(city, actors[-1], read["complaint"], now)


def _cases(actor: Actor) -> Iterator[Case]:
    """Cases of this professional with a plan; the last of the list first, because the first ones had a busy day."""
    chosen = dossier.ListFilter(whose="mine", phase="route")
    for row in dossier.case_list(actor, chosen, size=20).rows[::-1]:
        found = dossier.case(actor, row.uuid, on=actor.today)
        if found is not None:
            yield found


def _hold(
    actor: Actor, case: Case, read: dict[str, Any], turn: int, now: datetime, *, finished: bool, again: bool
) -> None:
    """One conversation, as it was typed; or two, the second of which opens with the agreements of the first."""
    said = read["talk"][turn % len(read["talk"])]
    uuid = conversing.begin(actor, case, "progress", now=now)
    conversing.keep(actor, case.uuid, uuid, 1, _sent(actor, case, said, turn), now=now)
    if not finished:
        return
    plan = conversing.finish(actor, case, uuid, now=now)
    if plan is not None and (again or turn % 3):
        how = "paper" if turn % 2 else "screen"
        plans.sign(actor, case, plan, 1, how=how, name=case.person.name, on=actor.today, now=now)
    if again:
        later = dossier.case(actor, case.uuid, on=actor.today)
        if later is not None:
            second = conversing.begin(actor, later, "progress", now=now)
            conversing.keep(actor, case.uuid, second, 1, _sent(actor, case, read["again"], turn), now=now)
            conversing.finish(actor, later, second, now=now)


def _sent(actor: Actor, case: Case, said: Mapping[str, str], turn: int) -> dict[str, str]:
    ready = (actor.today + timedelta(days=AHEAD)).strftime("%d-%m-%Y")
    interpreter = "professional" if case.person.interpreter == "needed" else "none"
    days = {f"item-{number}-by": ready for number in range(4) if any(f"item-{number}-{one}" in said for one in _WHAT)}
    return {
        "on": actor.today.strftime("%d-%m-%Y"), "mode": "online" if turn % 4 == 1 else "physical",
        "language": case.person.mother_tongue, "interpreter": interpreter, "company": "nobody",
        "alone": "declined" if turn % 3 == 2 else "held", "next_on": ready, "next_at": "10:00",
        "plan_language": LETTER_LANGUAGES.get(case.person.mother_tongue, "nl"), **said, **days,
    }  # fmt: skip


_WHAT = ("standard", "what")


def _decide(actors: list[Actor], at: int, cases: Iterator[Case], said: dict[str, Any], now: datetime) -> None:
    """Two decisions of the first that a colleague answered, one of the second that waits for somebody."""
    if at:
        _ask(actors[at], "route_change", cases, said, now)
        return
    for kind, outcome in ANSWERED:
        asked = _ask(actors[0], kind, cases, said, now)
        if asked is not None:
            plans.answer_about_decision(actors[1], asked, outcome, said["advice"][outcome], now=now)


def _ask(actor: Actor, kind: str, cases: Iterator[Case], said: dict[str, Any], now: datetime) -> UUID | None:
    """Put a decision to a colleague, on the first case on which it may be put."""
    found = quality.framework(actor.municipality_id, kind, actor.today)
    when = actor.today - timedelta(days=2)
    considered = Considered(
        answers={one.code: said["answer"] for one in found.questions}, wish=said["wish"], reason=said["reason"][kind],
        happened_on=when, dated_on=actor.today, **SAID[kind],
    )  # fmt: skip
    for case in cases:
        ground = plans.ground_of(actor, case, kind, considered)
        if any(one.weight == "stop" for one in weighing.weigh(kind, considered, ground)):
            continue
        row = plans.save_decision(actor, case, kind, considered, 0, now=now)
        return plans.ask_about_decision(actor, case, kind, row.version, now=now).uuid
    return None


def _complain(city: City, actor: Actor, words: dict[str, str], now: datetime) -> None:
    """About a teacher, for the contract manager; about whoever guides, for the quality officer."""
    case = next(_cases(actor), None)
    if case is None:
        return
    school = city.organisations["Taalhuis Noord"].pk
    for subject, organisation in (("teacher", school), ("guidance", None)):
        heard = voice.Heard("complaint", subject, words[subject], actor.today, organisation_id=organisation)
        voice.hear(actor, case.id, heard, now=now, request_id=uuid5(NAMESPACE_URL, f"{case.uuid}/{subject}"))
