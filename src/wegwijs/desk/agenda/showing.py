"""Appointments as rows that a template prints: on the case, on *Vandaag*, on their own page."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.components import days
from wegwijs.desk.agenda import words
from wegwijs.desk.wording.tables import Words
from wegwijs.dossier.queries import Case
from wegwijs.planning import queries
from wegwijs.planning.queries import Planned
from wegwijs.planning.wanted import misfits
from wegwijs.support import queries as support


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment in words. `open`: its day has come and nothing says how it went. `fits`: as people are met."""

    one: Planned
    kind: Words
    where: str
    tone: str
    state: Words
    interpreter: Words
    open: bool
    late: bool
    fits: bool


def row(one: Planned, today: date, measures: Set[str] = frozenset()) -> Row:
    """As it stands on that day."""
    tone, state = words.STATES[one.state]
    waiting = one.state == "planned"
    return Row(
        one, words.KINDS[one.kind], ", ".join(str(each) for each in (words.MODES[one.mode], one.room) if each), tone,
        state, words.INTERPRETERS[one.interpreter], waiting and one.on <= today, waiting and one.on < today,
        not waiting or not misfits(measures, one.mode, one.interpreter, one.second_id),
    )  # fmt: skip


def on_case(actor: Actor, case: Case, *, any_planned: bool) -> dict[str, Any]:
    """What is to come, the first day first; and the day that was spoken of, when nothing was ever planned on it."""
    found = queries.of_case(actor, case.id) if any_planned else ()
    planned = [one for one in reversed(found) if one.state == "planned"]
    measures = support.meeting_measures(actor, case.id) if planned else frozenset()
    spoken = spoken_of(case)
    return {
        "appointments": [row(one, actor.today, measures) for one in planned],
        "spoken_of": spoken if spoken not in {one.on for one in found} else None,
    }


def spoken_of(case: Case) -> date | None:
    """The day to come on which they said to talk: the last invitation, which every conversation ends with."""
    told = [fact for fact in law.in_force(case.facts, case.on) if fact.kind == "invitation_sent"]
    day = days.parse(str(told[-1].payload.get("appointment_on") or "")) if told else None
    return day if day is not None and day > case.on else None


def today(actor: Actor) -> dict[str, Sequence[Row]]:
    """For *Vandaag*: of today, of before without word, and those whose interpreter is not sure."""
    found = queries.mine(actor)
    measures = support.measures_of(actor, [one.case_id for one in found])
    rows = [row(one, actor.today, measures.get(one.case_id, frozenset())) for one in found]
    return {"now": [one for one in rows if one.open], "unsure": [one for one in rows if not one.open]}


def find(rows: Sequence[Planned], uuid: UUID) -> Planned | None:
    """One of them."""
    return next((one for one in rows if one.uuid == uuid), None)
