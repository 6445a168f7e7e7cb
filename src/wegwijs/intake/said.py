"""What was said in a conversation: the notes as typed, read into one value. Pure.

A note is kept under the name of its field on the page. `known` says which names exist for a guide; `read` makes a
`Said` of them. Whatever is not understood (a day that does not exist) is told as a `Problem` of that field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from wegwijs.components import days
from wegwijs.intake.carrying import CARRIED, YES
from wegwijs.intake.entries import MODES
from wegwijs.plans.agreed import LONGEST_MEASURE, LONGEST_NOTE, LONGEST_WHAT, MOST_ITEMS, OUTCOMES, SENTENCES, WHO, Item
from wegwijs.quality.domains import DOMAINS, MATRIX_LEVELS

STATES = ("talked", "next", "skipped")
INTERPRETERS = ("none", "professional", "other")
COMPANY = ("nobody", "partner", "other")
ALONE = ("held", "declined", "not_possible")
UNDERSTOOD = ("understood", "not_yet")
EXPLAINED = ("rights", "plan", "term", "pvt", "map", "exams", "practise", "route")
SCHOOLING = ("none", "primary", "secondary", "vocational", "higher")
ICT = ("none", "phone", "computer")
LONGEST: Mapping[str, int] = {"note": 4000, "went_well": 1000, "summary": 2000, "reason": 300, "wish": 500}
_FIXED: Mapping[str, int] = {
    "on": 20, "mode": 12, "language": 3, "interpreter": 12, "company": 8, "alone": 12, "alone_reason": 300,
    "went_well": LONGEST["went_well"], "schooling": 12, "diploma": 200, "work_history": 500, "ict": 10,
    "care_hours": 5, "summary": LONGEST["summary"], "next_on": 20, "next_at": 5, "plan_language": 3,
    **{f"same_{name}": 1 for name in CARRIED},
}  # fmt: skip
_OF_TOPIC = re.compile(r"(topic|note|reason|wish|asked|still)-([a-z0-9_]{1,40})")
_OF_ITEM = re.compile(r"item-(\d{1,2})-(standard|what|who|by|measure|carried)")
_OF_AGREED = re.compile(r"agreed-([0-9a-f-]{36})(-note)?")
_OF_MATRIX = re.compile(r"matrix-([a-z_]{1,20})")
_TOLD = re.compile(r"told-([a-z]{1,20})")
_LENGTHS = {
    "topic": 8, "note": LONGEST["note"], "reason": LONGEST["reason"], "wish": LONGEST["wish"], "asked": 1, "still": 1,
    "standard": 30, "what": LONGEST_WHAT, "who": 12, "by": 20, "measure": LONGEST_MEASURE, "carried": 36,
}  # fmt: skip
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be looked at before a conversation can be finished: the field, and a code that a page words."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """One topic. `state` "": not come to. `asked`: the person chose it. `still`: it is as it was last time."""

    state: str = ""
    note: str = ""
    reason: str = ""
    wish: str = ""
    asked: bool = False
    still: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A conversation as it was kept so far."""

    on: date | None = None
    mode: str = ""
    language: str = ""
    interpreter: str = ""
    company: str = ""
    alone: str = ""
    alone_reason: str = ""
    went_well: str = ""
    topics: Mapping[str, TopicSaid] = field(default_factory=dict)
    schooling: str = ""
    care_hours: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    numbers: tuple[int, ...] = ()  # of the row on the page in which each item stands
    matrix: Mapping[str, int] = field(default_factory=dict)
    summary: str = ""
    next_on: date | None = None
    next_at: str = ""
    plan_language: str = "nl"
    problems: tuple[Problem, ...] = ()


def longest(name: str, topics: Mapping[str, Any]) -> int | None:
    """How long the value of a field may be; None for a name that this conversation does not have."""
    if name in _FIXED:
        return _FIXED[name]
    if found := _OF_TOPIC.fullmatch(name):
        return _LENGTHS[found[1]] if found[2] in topics else None
    if found := _OF_ITEM.fullmatch(name):
        return _LENGTHS[found[2]] if int(found[1]) < MOST_ITEMS else None
    if found := _OF_AGREED.fullmatch(name):
        return LONGEST_NOTE if found[2] else 8
    if domain := matrix_domain(name):
        return 1 if domain in MATRIX else None
    found = _TOLD.fullmatch(name)
    return 12 if found and found[1] in EXPLAINED else None


def topic_of(name: str) -> str:
    """The topic that a field belongs to; "" for a field of the conversation itself."""
    found = _OF_TOPIC.fullmatch(name)
    return found[2] if found else ""


def matrix_domain(name: str) -> str:
    """The life domain of a field of the self-sufficiency matrix; "" for any other field."""
    found = _OF_MATRIX.fullmatch(name)
    return found[1] if found else ""


def read(values: Mapping[str, str], topics: Sequence[str]) -> Said:
    """The notes as one value."""
    problems: list[Problem] = []

    def day(name: str) -> date | None:
        text = values.get(name, "").strip()
        found = days.parse(text) if text else None
        if text and found is None:
            problems.append(Problem(name, "no_such_day"))
        return found

    def one_of(name: str, choices: Sequence[str]) -> str:
        value = values.get(name, "")
        return value if value in choices else ""

    rows = list(_items(values, day))
    return Said(
        on=day("on"), mode=one_of("mode", MODES), language=values.get("language", ""),
        interpreter=one_of("interpreter", INTERPRETERS), company=one_of("company", COMPANY),
        alone=one_of("alone", ALONE), alone_reason=values.get("alone_reason", "").strip(),
        went_well=values.get("went_well", "").strip(), topics={code: _topic(values, code) for code in topics},
        schooling=one_of("schooling", SCHOOLING), care_hours=_hours(values, problems),
        told={code: said for code in EXPLAINED if (said := one_of(f"told-{code}", UNDERSTOOD))},
        outcomes=_outcomes(values), items=tuple(item for _, item in rows), numbers=tuple(number for number, _ in rows),
        matrix={code: int(chosen) for code in MATRIX if (chosen := one_of(f"matrix-{code}", _LEVELS))},
        summary=values.get("summary", "").strip(),
        next_on=day("next_on"), next_at=_time(values, problems), plan_language=values.get("plan_language") or "nl",
        problems=tuple(problems),
    )  # fmt: skip


def _topic(values: Mapping[str, str], code: str) -> TopicSaid:
    note, state = values.get(f"note-{code}", "").strip(), values.get(f"topic-{code}", "")
    wish, still = values.get(f"wish-{code}", "").strip(), values.get(f"still-{code}") == YES
    if state not in STATES:
        state = "talked" if note or wish or still else ""  # what was written about was talked about
    reason, asked = values.get(f"reason-{code}", "").strip(), values.get(f"asked-{code}") == YES
    return TopicSaid(state, note, reason, wish, asked, still)


def _outcomes(values: Mapping[str, str]) -> dict[UUID, tuple[str, str]]:
    return {
        UUID(found[1]): (value, values.get(f"{name}-note", "").strip())
        for name, value in values.items()
        if (found := _OF_AGREED.fullmatch(name)) and not found[2] and value in OUTCOMES
    }


def _items(values: Mapping[str, str], day: Callable[[str], date | None]) -> Iterator[tuple[int, Item]]:
    for number in range(MOST_ITEMS):
        got = {part: values.get(f"item-{number}-{part}", "").strip() for part in _PARTS}
        standard = got["standard"] if got["standard"] in SENTENCES else ""
        if not standard and not got["what"]:
            continue
        who = got["who"] if got["who"] in WHO else SENTENCES.get(standard, "person")
        carried = UUID(got["carried"]) if _UUID.fullmatch(got["carried"]) else None
        by = day(f"item-{number}-by")
        yield number, Item(standard, "" if standard else got["what"], who, by, got["measure"], carried)


_PARTS = ("standard", "what", "who", "by", "measure", "carried")
MATRIX = tuple(code for code, one in DOMAINS.items() if one.matrix)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _time(values: Mapping[str, str], problems: list[Problem]) -> str:
    text = values.get("next_at", "").strip()
    found = _TIME.fullmatch(text)
    if text and not found:
        problems.append(Problem("next_at", "no_such_time"))
    return f"{int(found[1]):02d}:{found[2]}" if found else ""


def _hours(values: Mapping[str, str], problems: list[Problem]) -> str:
    text = values.get("care_hours", "").strip()
    if text and not (text.isdecimal() and int(text) <= _HOURS_IN_A_WEEK):
        problems.append(Problem("care_hours", "no_such_hours"))
        return ""
    return text


_HOURS_IN_A_WEEK = 168
_LEVELS = tuple(str(level) for level in MATRIX_LEVELS)
