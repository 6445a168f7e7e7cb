"""The letter of a decision or advice on the way: which sentences, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wegwijs.letters.decision import Block, Data, closing, formal, heading, objection, paragraph, quoted
from wegwijs.letters.texts import Words


def decided(data: Data, languages: list[Words]) -> dict[str, Any]:
    """The letter of one kind of decision; an advice and the end of a module carry no objection."""
    return formal(data, languages, f"decision.title_{data['kind']}", (_outcome, _time, _why, _rules, closing))


def _outcome(data: Data, text: Words) -> Iterator[Block]:
    yield paragraph(text.say("beschikking.greeting", name=data["recipient_name"]))
    yield from (paragraph(line) for line in _SAYS[data["kind"]](data, text))


def _downscaling(data: Data, text: Words) -> Iterator[str]:
    def named(name: str) -> str:
        return ", ".join(text.say(f"decision.part_{part}") for part in data[name])

    yield text.say("decision.downscaling", parts=named("parts"))
    if data["others"]:
        yield text.say("decision.downscaling_others", parts=named("others"))


def _advice(data: Data, text: Words) -> Iterator[str]:
    yield text.say(f"decision.{data['kind']}_{'yes' if data['supports'] else 'no'}")
    yield text.say("decision.duo_decides")


def _map(data: Data, text: Words) -> Iterator[str]:
    yield text.say("decision.map_sign_off", day=text.day(data["happened_on"] or data["decided_on"]))


def _enforcement(data: Data, text: Words) -> Iterator[str]:
    yield text.say("decision.enforcement", amount=text.number(data["amount"] or 0))
    yield text.say(f"decision.enforcement_{data['basis'] or 'pip'}")
    if data["new_term_until"]:
        yield text.say("decision.enforcement_until", day=text.day(data["new_term_until"]))
    yield text.say("decision.enforcement_help")


_SAYS = {
    "downscaling": _downscaling,
    "extension_advice": _advice,
    "exemption_advice": _advice,
    "map_sign_off": _map,
    "enforcement": _enforcement,
}


def _time(data: Data, text: Words) -> Iterator[Block]:
    if data["term_last_day"] and data["kind"] != "map_sign_off":
        yield heading(text, "term_title")
        yield paragraph(text.say("decision.term", last=text.day(data["term_last_day"])))


def _why(data: Data, text: Words) -> Iterator[Block]:
    if data["wish"]:
        yield paragraph(text.say("decision.wish"))
        yield quoted(data["wish"])
    yield paragraph(text.say("decision.reason"))
    yield quoted(data["reason"])


def _rules(data: Data, text: Words) -> Iterator[Block]:
    yield heading(text, "law_title")
    yield paragraph(text.say(f"decision.law_{data['kind']}"))
    if data["objection_until"]:
        yield from objection(data, text)
