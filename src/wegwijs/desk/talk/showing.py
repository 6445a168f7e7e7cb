"""What the conversation page shows, as values that a template prints without thinking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wegwijs import law
from wegwijs.accounts.actor import Actor
from wegwijs.components.collisions import Collision
from wegwijs.components.selects import PlainSelect
from wegwijs.desk import wording
from wegwijs.desk.talk import words
from wegwijs.desk.talk.before import BeforeRow
from wegwijs.dossier.queries import Case
from wegwijs.intake.finishing import PLACED, guard_of
from wegwijs.intake.queries import Open
from wegwijs.intake.said import EXPLAINED, Problem
from wegwijs.letters.texts import words as texts_of
from wegwijs.planning.queries import Planned
from wegwijs.plans.agreed import MOST_ITEMS, SENTENCES
from wegwijs.plans.agreement_queries import Agreements
from wegwijs.plans.content import LETTER_LANGUAGES
from wegwijs.quality.domains import AMBITIOUS, DOMAINS
from wegwijs.quality.queries import Topic
from wegwijs.voice import queries as voice

Choice = tuple[str, Any]
SPARE, LEAST = 1, 3
# Facts that are good to begin with, when they came since the last conversation.
GOOD = frozenset({
    "course_started", "introduction_completed", "pvt_declaration_signed", "map_final_interview_held", "work_started",
    "childcare_arranged", "barrier_resolved", "level_estimated", "education_diploma_obtained", "map_registered",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic of the guide with what was noted. `opened`: unfolded when the page opens."""

    code: str
    title: str
    prompt: str
    statutory: bool
    guarded: bool
    state: str
    note: str
    reason: str
    wish: str
    asked: bool
    parked: bool
    opened: bool
    error: str
    wishes: bool  # a life domain: what the person wants there is asked as well
    ambitions: bool  # what the data model knows as an Ontwikkelwens is offered
    before: BeforeRow | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line for an agreement."""

    number: int
    standard: str
    what: str
    who: str
    by: str
    measure: str
    carried: str
    errors: Mapping[str, str]

    @property
    def standard_select(self) -> SafeString:
        """The standard sentences, own words first."""
        return select(f"item-{self.number}-standard", [("", _("in our own words:")), *sentences()], self.standard)

    @property
    def who_select(self) -> SafeString:
        """Who does it; as usual with the sentence when nothing is chosen."""
        return select(f"item-{self.number}-who", [("", _("usual")), *words.WHO.items()], self.who)


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """An agreement of last time with how it went."""

    uuid: str
    said: str
    who: Any
    by: date | None
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """One station of the route map."""

    state: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Something that can be explained."""

    code: str
    title: str
    said: str


def topics(
    talk: Open, before: Open | None, said_before: Mapping[str, BeforeRow], errors: Mapping[str, str]
) -> tuple[list[TopicRow], list[TopicRow]]:
    """The topics in order, and those behind a permission of their own. Parked last time comes first."""
    parked = {code for code, said in before.said.topics.items() if said.state == "next"} if before else set()
    said = talk.said.topics
    rows = [
        replace(
            _topic(
                talk, one, said[one.code], code_parked=one.code in parked, error=errors.get(f"reason-{one.code}", "")
            ),
            before=said_before.get(f"note-{one.code}"),
        )
        for one in talk.topics
        if one.code not in PLACED and one.domain != "safety"
    ]
    rows.sort(key=lambda row: not row.parked)
    return [row for row in rows if not row.guarded], [row for row in rows if row.guarded]


def _topic(talk: Open, topic: Topic, said: Any, *, code_parked: bool, error: str) -> TopicRow:
    guarded = bool(guard_of(topic.domain))
    touched = bool(said.note or said.wish or said.reason)
    chosen = not topic.choosable if talk.kind != "intake" else True
    return TopicRow(
        topic.code, topic.title, topic.prompt, topic.statutory, guarded, talk.values.get(f"topic-{topic.code}", ""),
        said.note, said.reason, said.wish, said.asked, code_parked,
        touched or code_parked or bool(error) or (chosen and not guarded), error,
        bool(topic.domain) and not guarded, topic.domain in AMBITIOUS,
    )  # fmt: skip


def prompts(talk: Open) -> dict[str, str]:
    """The prompts of topics that have a place of their own on the page."""
    return {topic.code: topic.prompt for topic in talk.topics if topic.code in PLACED}


def items(values: Mapping[str, str], errors: Mapping[str, str]) -> list[ItemRow]:
    """The lines that are filled, and empty ones under them."""
    parts = ("standard", "what", "who", "by", "measure", "carried")
    rows = []
    for number in range(MOST_ITEMS):
        got = {part: values.get(f"item-{number}-{part}", "") for part in parts}
        wrong = {part: errors[name] for part in parts if (name := f"item-{number}-{part}") in errors}
        rows.append(ItemRow(number, **got, errors=wrong))
    filled = max((row.number + 1 for row in rows if row.standard or row.what), default=0)
    return rows[: min(MOST_ITEMS, max(filled + SPARE, LEAST))]


def agreed(last: Agreements | None, values: Mapping[str, str]) -> list[AgreedRow]:
    """What was agreed last time and was not settled before."""
    return [
        AgreedRow(
            str(one.uuid), one.item.said, words.WHO[one.item.who], one.item.by, values.get(f"agreed-{one.uuid}", ""),
            values.get(f"agreed-{one.uuid}-note", ""),
        )
        for one in (last.open if last else ())
    ]  # fmt: skip


def told(values: Mapping[str, str]) -> list[ToldRow]:
    """What can be explained, in Dutch, with how it was understood."""
    dutch = texts_of("nl")
    return [ToldRow(code, dutch.say(f"explain.{code}_title"), values.get(f"told-{code}", "")) for code in EXPLAINED]


def sentences() -> list[Choice]:
    """The standard sentences in Dutch."""
    dutch = texts_of("nl")
    return [(code, dutch.say(f"sentences.{code}")) for code in SENTENCES]


def select(name: str, choices: Sequence[Choice], chosen: str) -> SafeString:
    """A list of which the label stands in the template."""
    return PlainSelect({"id": name}, choices).render(name, chosen)


def letter_languages() -> list[Choice]:
    """In which languages the agreements can be printed beside Dutch."""
    return [
        ("nl", _("Dutch only")),
        *((code, wording.language(code)) for code in dict.fromkeys(LETTER_LANGUAGES.values())),
    ]


def letter_language(case: Case) -> str:
    """The one that the person reads best, as far as letters are made in it."""
    person = case.person
    spoken = (person.mother_tongue, *person.speaks)
    return next((LETTER_LANGUAGES[code] for code in spoken if code in LETTER_LANGUAGES), "nl")


def defaults(case: Case, planned: Planned | None) -> dict[str, str]:
    """What is filled in to begin with: from the appointment, when there was one, and from the file."""
    interpreter = {"needed": "professional", "not_needed": "none"}.get(case.person.interpreter, "")
    filled = {
        "on": case.on.strftime("%d-%m-%Y"),
        "mode": "physical",
        "language": case.person.mother_tongue,
        "interpreter": interpreter,
        "company": "nobody",
        "plan_language": letter_language(case),
    }
    if planned is None:
        return filled
    return filled | {
        "on": planned.on.strftime("%d-%m-%Y"), "mode": planned.mode, "language": planned.language,
        "interpreter": planned.interpreter,
    }  # fmt: skip


def good_news(case: Case, since: date | None) -> list[str]:
    """What went well since the last conversation, in words; the newest first."""
    facts = [fact for fact in law.in_force(list(case.facts), case.on) if since is None or fact.on > since]
    found: list[str] = []
    hours = sum(float(fact.payload.get("hours", 0)) for fact in facts if fact.kind == "hours_attended")
    if since is not None and hours:
        found.append(_("%(hours)d hours of lessons") % {"hours": round(hours)})
    for fact in sorted(facts, key=lambda one: one.on, reverse=True):
        if fact.kind == "exam_taken" and fact.payload.get("result") == "passed":
            part = wording.value("exam_taken", "part", fact.payload.get("part", ""))
            found.append(_("Exam passed: %(part)s") % {"part": part})
        elif fact.kind in GOOD:
            found.append(wording.fact(fact.kind))
    return list(dict.fromkeys(found))[:5]


def route(case: Case) -> list[RouteRow]:
    """The stations of the route map in order, in the language of the page."""
    text = texts_of("en" if (get_language() or "nl").startswith("en") else "nl")
    return [
        RouteRow(one.state, text.say(f"stations.{one.code}"), text.say(f"states.{one.state}"))
        for one in case.route_map.in_reading_order()
    ]


def open_wishes(actor: Actor, case: Case) -> list[tuple[str, date]]:
    """Wishes without an answer: the words and the day. What is for others only (a complaint) stays out."""
    return [
        (one.words, one.heard_on)
        for one in voice.of_case(actor, case.id)
        if one.kind == "wish" and not one.hidden and one.state in {"open", "decided"}
    ]


def said_of(found: Sequence[Problem], talk: Open) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Problems for the top of the page (label, field, sentence), and per field for the place itself."""
    lines = [(label(one.field, talk), one.field, str(words.PROBLEMS[one.code])) for one in found]
    return lines, {one.field: str(words.PROBLEMS[one.code]) for one in found}


def label(field: str, talk: Open) -> str:
    """A field in words: its own name, or the topic or agreement that it is of."""
    if field in words.FIELDS:
        return str(words.FIELDS[field])
    if field.startswith("same_"):
        return f"{words.FIELDS[field.removeprefix('same_')]}, {words.PARTS['still']}"
    kind, _dash, rest = field.partition("-")
    titles = {topic.code: topic.title for topic in talk.topics}
    if kind == "item":
        number, _dash, part = rest.partition("-")
        return _("Agreement %(number)d") % {"number": int(number) + 1} + f", {words.PARTS[part]}"
    if kind == "matrix":
        return DOMAINS[rest].matrix
    if kind == "told":
        return texts_of("nl").say(f"explain.{rest}_title")
    return f"{titles.get(rest, '')}, {words.PARTS[kind]}" if kind in words.PARTS else _("Agreement of last time")


def collisions(talk: Open) -> list[Collision]:
    """Fields that two people changed: what stands, and what was typed here."""
    return [
        Collision.of(name, label(name, talk), talk.values.get(name, ""), typed, talk.hands.get(name))
        for name, typed in talk.apart.items()
    ]
