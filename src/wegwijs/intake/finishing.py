"""When a conversation can be finished, what it records, and what does not fit together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from wegwijs import law
from wegwijs.intake import entries as make
from wegwijs.intake.entries import DOMAINS, Entry
from wegwijs.intake.said import Problem, Said, TopicSaid
from wegwijs.plans.agreed import missing
from wegwijs.quality.domains import DOMAINS as LIFE
from wegwijs.quality.queries import Topic
from wegwijs.voice.actions import Heard

# Of the self-reliance route; PVT and MAP are closed by an act of their own.
_HOURS = frozenset({"course_hours", "participation_hours"})
BEFORE_THE_PLAN = frozenset({"intake", "pip"})
# How the next conversation was agreed on follows from how this one was held.
_CHANNEL = {"physical": "desk", "online": "app", "phone": "phone", "home_visit": "visit"}

# What a wish is about follows from the life domain at which it was said.
_SUBJECT = {
    "schooling": "study", "languages": "lesson_level", "work": "work", "aspirations": "work", "finance": "money",
    "housing": "housing", "care_duties": "childcare", "family": "childcare",
}  # fmt: skip
# Topics of a guide for which the page has a place of its own, with fields of its own.
PLACED = frozenset({"strengths", "agreements", "choice", "alone", "teach_back", "next"})


def problems(topics: Sequence[Topic], said: Said, today: date) -> list[Problem]:
    """What must still be filled in or put right, in the order of the page; empty: it can be finished.

    A point of the law that was not talked about asks for the reason, in every kind of conversation that has one.
    """
    found = [*said.problems, *_opening(said, today)]
    for topic in topics:
        told = said.topics.get(topic.code, TopicSaid())
        if topic.statutory and topic.code not in PLACED and told.state != "talked" and not told.reason:
            found.append(Problem(f"reason-{topic.code}", "statutory_without_reason"))
    found += [
        Problem(f"item-{said.numbers[lack.position]}-{lack.field}", lack.code) for lack in missing(said.items, today)
    ]
    if said.next_on is not None and said.next_on <= today:
        found.append(Problem("next_on", "day_has_been"))
    return list(dict.fromkeys(found))


def guard_of(domain: str | None) -> str:
    """The permission behind which notes on this domain stand; "" for that of the case."""
    found = LIFE.get(domain or "")
    return found.guard if found else ""


def _opening(said: Said, today: date) -> Iterator[Problem]:
    if said.on is None and not any(one.field == "on" for one in said.problems):
        yield Problem("on", "no_day")
    elif said.on is not None and said.on > today:
        yield Problem("on", "in_the_future")
    for name in ("mode", "interpreter", "alone"):
        if not getattr(said, name):
            yield Problem(name, "not_chosen")
    if said.alone == "not_possible" and not said.alone_reason:
        yield Problem("alone_reason", "alone_without_reason")


def interview_due(found: law.Assessment) -> bool:
    """Is a final conversation now the interview that completes the self-reliance route (Besluit art. 3.14)?

    While hours of that route are owed it is not: DUO would be told of a completion that has not come.
    """
    owed = {one.code for one in found.components if one.state == "owed"}
    return "self_reliance_interview" in owed and owed.isdisjoint(_HOURS)


def entries(kind: str, topics: Sequence[Topic], said: Said, *, completes: bool = False) -> list[Entry]:
    """The facts of a finished conversation: that it was held, and the day agreed for the next one.

    `completes`: it is the interview of the self-reliance route too (`interview_due`).

    Of what stands behind a permission of its own (health, safety) the record does not even say that it was a subject.
    """
    assert said.on is not None  # noqa: S101  `problems` refused a conversation without a day
    interpreter = said.interpreter != "none"
    if kind in BEFORE_THE_PLAN:
        domains = [
            topic.domain for topic in topics
            if topic.domain and not guard_of(topic.domain) and said.topics[topic.code].state == "talked"
        ]  # fmt: skip
        held = make.conversation(
            said.on, language=said.language, interpreter=interpreter, mode=said.mode,
            domains=[code for code in DOMAINS if code in domains], alone_offered=said.alone in {"held", "declined"},
        )  # fmt: skip
    else:
        held = make.progress_conversation(said.on, language=said.language, interpreter=interpreter, mode=said.mode)
    found = [held, *([make.self_reliance_interview(said.on)] if completes and kind == "final" else [])]
    if said.next_on is None:
        return found
    return [*found, make.invitation(said.on, _CHANNEL[said.mode], said.next_on)]


def wishes(topics: Sequence[Topic], said: Said) -> Iterator[tuple[str, Heard]]:
    """What the person wants, as it was written at its topic: (code of the topic, what is heard)."""
    assert said.on is not None  # noqa: S101  as above
    for topic in topics:
        words = said.topics[topic.code].wish
        if words:
            yield topic.code, Heard("wish", _SUBJECT.get(topic.domain or "", "other"), words, said.on)


def contradictions(facts: Iterable[law.Fact], said: Said, *, reads_own_script: bool | None) -> list[str]:
    """What does not fit together, as codes. A reason to ask on, never a judgement."""
    tested = [fact for fact in facts if fact.kind == "learnability_test_taken"]
    result = tested[-1].payload.get("result") if tested else ""
    little, much = said.schooling in {"none", "primary"}, said.schooling in {"vocational", "higher"}
    checks = {
        "test_high_school_little": result == "b1_feasible" and little,
        "test_low_school_much": result == "b1_not_feasible" and much,
        "school_but_does_not_read": reads_own_script is False and (much or said.schooling == "secondary"),
        "partner_interprets": said.company == "partner" and said.interpreter == "other",
        "alone_without_interpreter": said.alone == "held" and said.interpreter == "other",
    }
    return [code for code, holds in checks.items() if holds]
