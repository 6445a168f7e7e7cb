"""The decision on the plan: which sentences, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from wegwijs.letters.texts import Words, whole_number, words

Block = dict[str, Any]
Data = Mapping[str, Any]


Part = Callable[[Data, Words], Iterator[Block]]


def decision(data: Data, languages: list[Words]) -> dict[str, Any]:
    return formal(data, languages, "beschikking.title", PARTS)


def formal(data: Data, languages: list[Words], title: str, parts: Sequence[Part]) -> dict[str, Any]:
    """A letter on which somebody may act: addressed, dated, numbered; the Dutch version is the letter itself."""
    return {
        "title": f"{words('nl').say(title)}",
        "municipality": {"name": data["municipality_name"], "address": data["municipality_address"]},
        "recipient": [
            data["recipient_name"],
            *([data["recipient_own_name"]] if data["recipient_own_name"] else []),
            *(data["recipient_address"] or []),
        ],
        "versions": [
            {
                "title": text.say(title),
                "rtl": text.rtl,
                "meta": [
                    [text.say("beschikking.date"), text.day(data["decided_on"])],
                    [text.say("beschikking.reference"), text.isolated(data["reference"])],
                ],
                "translation": None
                if text.code == "nl"
                else [text.say("beschikking.translation_title"), text.say("beschikking.translation_note")],
                "in_dutch": None if text.code == "nl" else text.say("beschikking.in_dutch"),
                "blocks": [block for part in parts for block in part(data, text)],
                "page": text.read["beschikking"]["page"],
            }
            for text in languages
        ],
    }


def paragraph(text: str) -> Block:
    return {"type": "p", "text": text}


def heading(text: Words, key: str) -> Block:
    return {"type": "h", "text": text.say(f"beschikking.{key}")}


def quoted(text: str) -> Block:
    """Free words of a person or professional: Dutch in every version."""
    return {"type": "quote", "text": text}


def _outcome(data: Data, text: Words) -> Iterator[Block]:
    yield paragraph(text.say("beschikking.greeting", name=data["recipient_name"]))
    yield heading(text, "decision_title")
    key = "decision_changed" if data["is_amendment"] else "decision"
    said = [text.say(f"beschikking.{key}", day=text.day(data["decided_on"]), route=text.say(f"routes.{data['route']}"))]
    if data["level"] and data["route"] != "self_reliance":
        said.append(text.say(f"beschikking.level_{data['level']}"))
    yield paragraph(" ".join(said))
    if data["unilateral_reason"]:
        yield paragraph(text.say("beschikking.unilateral"))
        yield quoted(data["unilateral_reason"])


def _time(data: Data, text: Words) -> Iterator[Block]:
    first, last = data["term_starts_on"], data["term_last_day"]
    if not last:
        return
    yield heading(text, "term_title")
    if data["is_amendment"] or not first:
        yield paragraph(text.say("beschikking.term_changed", last=text.day(last)))
    else:
        yield paragraph(text.say("beschikking.term", first=text.day(first), last=text.day(last)))
    yield paragraph(text.say("beschikking.term_more"))


def _parts(data: Data, text: Words) -> Iterator[Block]:
    def hours(key: str, value: float | None) -> str:
        return text.say(f"beschikking.{key}", hours=text.number(value)) if value else ""

    def row(label: str, *said: str, quote: str | None = None) -> dict[str, Any] | None:
        sentence = ", ".join(filter(None, said))
        return (
            {"label": text.say(f"beschikking.{label}"), "text": sentence, "quote": quote} if sentence or quote else None
        )

    weekly = data["hours_per_week"]
    talks = data["conversations_per_year"]
    rows = [
        row(
            "course",
            hours("course_hours", data["course_hours"]),
            text.say("beschikking.course_weekly", n=text.number(weekly)) if weekly else "",
        ),
        row("pvt", hours("hours_at_least", data["pvt_hours"]), quote=data["pvt_how"]),
        row("map", hours("map_hours", data["map_hours"]), quote=data["map_how"]),
        row("participation", hours("hours_at_least", data["participation_hours"]), quote=data["participation_how"]),
        row("conversations", text.say("beschikking.conversations_n", n=text.number(talks)) if talks else ""),
        row("guidance", quote=data["guidance"]),
        row("relief", _relief(data, text)),
        row("childcare", quote=data["childcare"]),
    ]
    yield heading(text, "parts_title")
    yield {"type": "rows", "rows": [each for each in rows if each]}
    if data["agreements"]:
        yield heading(text, "agreements_title")
        yield {"type": "list", "items": data["agreements"]}


def _relief(data: Data, text: Words) -> str:
    if not data["relief_form"]:
        return ""
    said = text.say(f"beschikking.relief_{data['relief_form']}")
    last_day = data["relief_last_day"]
    return f"{said} {text.say('beschikking.relief_until', day=text.day(last_day))}" if last_day else said


def _wishes(data: Data, text: Words) -> Iterator[Block]:
    if data["unilateral_reason"] and not data["explained_routes"] and not data["wish_route"]:
        return  # nobody was there to be told or asked
    yield heading(text, "wish_title")
    said = []
    if data["explained_routes"]:
        routes = ", ".join(text.say(f"routes.{each}") for each in data["explained_routes"])
        said.append(text.say("beschikking.explained", routes=routes))
        if data["explained_language"] and text.has(f"languages.{data['explained_language']}"):
            said.append(
                text.say("beschikking.explained_in", language=text.say(f"languages.{data['explained_language']}"))
            )
        if data["with_interpreter"]:
            said.append(text.say("beschikking.explained_interpreter"))
    if data["wish_route"]:
        said.append(text.say("beschikking.wish_route", route=text.say(f"routes.{data['wish_route']}")))
        said += [text.say("beschikking.wish_same")] if data["wish_route"] == data["route"] else []
    else:
        said.append(text.say("beschikking.wish_none"))
    yield paragraph(" ".join(said))
    for key in ("wish_work", "wish_study", "wish_times", "wish_remarks", "reason_wish", "reason_test", "reason_change"):
        if data[key]:
            yield paragraph(text.say(f"beschikking.{key}"))
            yield quoted(data[key])


def _rules(data: Data, text: Words) -> Iterator[Block]:
    yield heading(text, "law_title")
    yield paragraph(text.say("beschikking.law"))
    yield from objection(data, text)
    yield from closing(data, text)


def objection(data: Data, text: Words) -> Iterator[Block]:
    """Whoever does not agree can object: how, until when, where to."""
    yield heading(text, "objection_title")
    until = text.day(data["objection_until"])
    yield paragraph(text.say("beschikking.objection", weeks=text.number(data["objection_weeks"]), day=until))
    yield paragraph(text.say("beschikking.objection_content", reference=data["reference"]))
    yield paragraph(text.say("beschikking.objection_address"))
    yield {"type": "address", "lines": [data["municipality_name"], *data["municipality_address"]]}


def closing(data: Data, text: Words) -> Iterator[Block]:
    """Whom to call, and who signs."""
    yield heading(text, "questions_title")
    phone = data["contact_phone"] or data["municipality_phone"]
    yield paragraph(text.say("beschikking.questions", name=data["contact_name"], phone=whole_number(phone)))
    yield paragraph(text.say("beschikking.closing"))
    yield {
        "type": "signature",
        "lines": [text.say("beschikking.on_behalf", municipality=data["municipality_name"]), data["contact_name"]],
    }


PARTS = (_outcome, _time, _parts, _wishes, _rules)
