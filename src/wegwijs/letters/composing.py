"""From checked fields to what is printed: which sentences, in which order, per language. No layout here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wegwijs.letters.texts import Words, words

Block = dict[str, Any]
Data = Mapping[str, Any]
LANE_ORDER = ("pvt", "map", "participation")


def compose(template: str, data: Data, language: str) -> dict[str, Any]:
    """What the typst template of this letter reads: Dutch, and beside it the own language when that is another."""
    codes = ["nl"] if language == "nl" else ["nl", language]
    content = {"beschikking": _decision, "mijn_route": _my_route}[template]
    return {
        "languages": [_about(words(code)) for code in codes],
        **content(data, [words(code) for code in codes]),
    }


def _about(text: Words) -> dict[str, Any]:
    return {
        "code": text.code,
        "lang": text.read["lang"],
        "rtl": text.rtl,
        "name": text.read["name"],
        "unreviewed": None
        if text.reviewed
        else [words("nl").say("mijn_route.unreviewed"), text.say("mijn_route.unreviewed")],
    }


def _whole(phone: str) -> str:
    """A phone number that does not break over two lines."""
    return phone.replace(" ", "\u00a0")


# The decision on the plan


def _decision(data: Data, languages: list[Words]) -> dict[str, Any]:
    return {
        "title": f"{words('nl').say('beschikking.title')}",
        "municipality": {"name": data["municipality_name"], "address": data["municipality_address"]},
        "recipient": [
            data["recipient_name"],
            *([data["recipient_own_name"]] if data["recipient_own_name"] else []),
            *(data["recipient_address"] or []),
        ],
        "versions": [
            {
                "title": text.say("beschikking.title"),
                "rtl": text.rtl,
                "meta": [
                    [text.say("beschikking.date"), text.day(data["decided_on"])],
                    [text.say("beschikking.reference"), text.isolated(data["reference"])],
                ],
                "translation": None
                if text.code == "nl"
                else [text.say("beschikking.translation_title"), text.say("beschikking.translation_note")],
                "in_dutch": None if text.code == "nl" else text.say("beschikking.in_dutch"),
                "blocks": [block for part in PARTS for block in part(data, text)],
                "page": text.read["beschikking"]["page"],
            }
            for text in languages
        ],
    }


def _p(text: str) -> Block:
    return {"type": "p", "text": text}


def _h(text: Words, key: str) -> Block:
    return {"type": "h", "text": text.say(f"beschikking.{key}")}


def _quote(text: str) -> Block:
    """Free words of a person or professional: Dutch in every version."""
    return {"type": "quote", "text": text}


def _outcome(data: Data, text: Words) -> Iterator[Block]:
    yield _p(text.say("beschikking.greeting", name=data["recipient_name"]))
    yield _h(text, "decision_title")
    key = "decision_changed" if data["is_amendment"] else "decision"
    said = [text.say(f"beschikking.{key}", day=text.day(data["decided_on"]), route=text.say(f"routes.{data['route']}"))]
    if data["level"] and data["route"] != "self_reliance":
        said.append(text.say(f"beschikking.level_{data['level']}"))
    yield _p(" ".join(said))
    if data["unilateral_reason"]:
        yield _p(text.say("beschikking.unilateral"))
        yield _quote(data["unilateral_reason"])


def _time(data: Data, text: Words) -> Iterator[Block]:
    first, last = data["term_starts_on"], data["term_last_day"]
    if not last:
        return
    yield _h(text, "term_title")
    if data["is_amendment"] or not first:
        yield _p(text.say("beschikking.term_changed", last=text.day(last)))
    else:
        yield _p(text.say("beschikking.term", first=text.day(first), last=text.day(last)))
    yield _p(text.say("beschikking.term_more"))


def _parts(data: Data, text: Words) -> Iterator[Block]:
    def hours(key: str, value: float | None) -> str:
        return text.say(f"beschikking.{key}", hours=text.number(value)) if value else ""

    def row(label: str, *said: str, quote: str | None = None) -> dict[str, Any] | None:
        sentence = ", ".join(filter(None, said))
        return (
            {"label": text.say(f"beschikking.{label}"), "text": sentence, "quote": quote} if sentence or quote else None
        )

    weekly = data["hours_per_week"]
    relief = data["relief_form"] and " ".join(
        [
            text.say(f"beschikking.relief_{data['relief_form']}"),
            *(
                [text.say("beschikking.relief_until", day=text.day(data["relief_last_day"]))]
                if data["relief_last_day"]
                else []
            ),
        ]
    )
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
        row("relief", relief or ""),
        row("childcare", quote=data["childcare"]),
    ]
    yield _h(text, "parts_title")
    yield {"type": "rows", "rows": [each for each in rows if each]}
    if data["agreements"]:
        yield _h(text, "agreements_title")
        yield {"type": "list", "items": data["agreements"]}


def _wishes(data: Data, text: Words) -> Iterator[Block]:
    if data["unilateral_reason"] and not data["explained_routes"] and not data["wish_route"]:
        return  # nobody was there to be told or asked
    yield _h(text, "wish_title")
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
    yield _p(" ".join(said))
    for key in ("wish_work", "wish_study", "wish_times", "wish_remarks", "reason_wish", "reason_test", "reason_change"):
        if data[key]:
            yield _p(text.say(f"beschikking.{key}"))
            yield _quote(data[key])


def _rules(data: Data, text: Words) -> Iterator[Block]:
    yield _h(text, "law_title")
    yield _p(text.say("beschikking.law"))
    yield _h(text, "objection_title")
    until = text.day(data["objection_until"])
    yield _p(text.say("beschikking.objection", weeks=text.number(data["objection_weeks"]), day=until))
    yield _p(text.say("beschikking.objection_content", reference=data["reference"]))
    yield _p(text.say("beschikking.objection_address"))
    yield {"type": "address", "lines": [data["municipality_name"], *data["municipality_address"]]}
    yield _h(text, "questions_title")
    phone = data["contact_phone"] or data["municipality_phone"]
    yield _p(text.say("beschikking.questions", name=data["contact_name"], phone=_whole(phone)))
    yield _p(text.say("beschikking.closing"))
    yield {
        "type": "signature",
        "lines": [text.say("beschikking.on_behalf", municipality=data["municipality_name"]), data["contact_name"]],
    }


PARTS = (_outcome, _time, _parts, _wishes, _rules)


# My route


def _my_route(data: Data, languages: list[Words]) -> dict[str, Any]:
    return {
        "title": f"{words('nl').say('mijn_route.title')} · {data['recipient_name']}",
        "recipient": [each for each in (data["recipient_name"], data["recipient_own_name"]) if each],
        "heads": [_head(data, text) for text in languages],
        "next": [_next(data, text) for text in languages],
        "helpers": [_helpers(data, text) for text in languages],
        "rows": _rows(data, languages),
        "lanes": 1 + len(_lanes(data)),
    }


def _head(data: Data, text: Words) -> dict[str, Any]:
    said = []
    if data["route"]:
        said.append(text.say("mijn_route.route", route=text.say(f"routes.{data['route']}")))
    if data["term_last_day"]:
        said.append(text.say("mijn_route.until", day=text.day(data["term_last_day"])))
    made = text.say(
        "mijn_route.made",
        day=text.day(data["made_on"]),
        municipality=data["municipality_name"],
        phone=_whole(data["municipality_phone"]),
    )
    return {"title": text.say("mijn_route.title"), "said": said, "made": made}


def _next(data: Data, text: Words) -> dict[str, Any]:
    items = []
    for each in data["next"] or [{"code": "call_us", "on": None, "at": None, "place": None}]:
        moment = ""
        if each["on"]:
            key = "next.when_at" if each["at"] else "next.when"
            moment = text.say(key, day=text.day(each["on"]), **({"at": each["at"]} if each["at"] else {}))
        items.append(
            {
                "text": text.say(f"next.{each['code']}"),
                "when": moment,
                "place": each["place"] and text.isolated(each["place"]),
            }
        )
    return {"title": text.say("next.title"), "items": items}


def _helpers(data: Data, text: Words) -> dict[str, Any] | None:
    if not data["helpers"]:
        return None
    items = [
        {
            "role": text.say(f"helpers.{each['role']}"),
            "name": each["name"],
            "phone": each["phone"] and _whole(each["phone"]),
        }
        for each in data["helpers"]
    ]
    return {"title": text.say("helpers.title"), "items": items}


def _lanes(data: Data) -> list[str]:
    """The tracks beside the main line, from the inside out."""
    found = {each["track"] for each in data["stations"]}
    return [track for track in LANE_ORDER if track in found]


def _rows(data: Data, languages: list[Words]) -> list[dict[str, Any]]:
    stations, lanes = data["stations"], _lanes(data)
    codes = [each["code"] for each in stations]
    here = next((index for index, each in enumerate(stations) if each["code"] == data["here"]), len(stations))
    drawn = []
    for index, each in enumerate(stations):
        main = {"lane": 0, "upper": None if index == 0 else _kind(index <= here), "lower": _kind(index < here)}
        main["lower"] = None if index == len(stations) - 1 else main["lower"]
        segments = [main] + [_segment(data, lane + 1, codes, index, here) for lane, code in enumerate(lanes) if code]
        drawn.append(
            {
                "texts": [_station(data, each, text) for text in languages],
                "mark": {
                    "lane": lanes.index(each["track"]) + 1 if each["track"] in lanes else 0,
                    "state": "here" if index == here and each["state"] != "late" else each["state"],
                    "big": each["code"] in {"plan", "finish"},
                },
                "segments": [one for one in segments if one],
            }
        )
    return drawn


def _kind(walked: bool) -> str:  # noqa: FBT001  one word for a yes or no
    return "walked" if walked else "ahead"


def _segment(data: Data, lane: int, codes: list[str], index: int, here: int) -> dict[str, Any] | None:
    """One lane beside the main line in one row: from the plan to its own station, then pale to the end."""
    stop = next(i for i, each in enumerate(data["stations"]) if each["track"] == _lanes(data)[lane - 1])
    start = codes.index("plan") if "plan" in codes else 0
    end = codes.index("finish") if "finish" in codes else stop
    station = data["stations"][stop]

    def kind(at: int) -> str:
        """Of the stretch that ends in row `at`."""
        if at > stop:
            return "joined"
        return _kind(station["state"] == "done" or (bool(station["begun"]) and at <= here))

    if index < start or index > max(stop, end):
        return None
    upper = None if index <= start else kind(index)
    lower = None if index >= max(stop, end) else kind(index + 1)
    shape = "branch" if index == start else "join" if index == end and end > stop else "through"
    return {"lane": lane, "upper": upper, "lower": lower, "shape": shape}


def _station(data: Data, each: Data, text: Words) -> dict[str, Any]:
    code = "certificate" if each["code"] == "finish" and data["route"] == "self_reliance" else each["code"]
    counted = {
        "course": [
            ("hours.weekly", data["hours_per_week"]),
            ("hours.total", data["course_hours"] if data["route"] != "self_reliance" else None),
        ],
        "hours": [("hours.total", data["course_hours"])],
        "pvt": [("hours.total", data["pvt_hours"])],
        "map": [("hours.total", data["map_hours"])],
        "participation": [("hours.total", data["participation_hours"])],
    }.get(each["code"], [])
    hours = [text.say(key, n=text.number(value)) for key, value in counted if value]
    done = each["state"] == "done"
    why = (
        text.say(f"why.{each['code']}")
        if text.has(f"why.{each['code']}") and not (done and each["code"] != "plan")
        else ""
    )
    return {
        "name": text.say(f"stations.{code}"),
        "state": each["state"],
        "said": " · ".join([_when(each, text), *(hours if not done else [])]),
        "why": why,
    }


def _when(each: Data, text: Words) -> str:
    state = text.say(f"states.{each['state']}")
    if each["on"]:
        day = text.day(each["on"])
        return f"{state} · {text.say('states.since', when=day) if each['state'] == 'here' else text.isolated(day)}"
    if each["expected_on"] is None:
        return state
    if each["state"] == "late":
        return f"{state} · {text.say('states.since', when=text.day(each['expected_on']))}"
    if each["after_term"]:
        return text.say("states.after_term")
    expected = text.say("states.expected", when=text.month(each["expected_on"]))
    return f"{state} · {expected}" if each["state"] == "here" else expected
