"""Mijn route: stations with their words, the line beside them, what now and who helps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wegwijs.letters.texts import Words, whole_number, words

Data = Mapping[str, Any]
LANE_ORDER = ("pvt", "map", "participation")


def my_route(data: Data, languages: list[Words]) -> dict[str, Any]:
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
        phone=whole_number(data["municipality_phone"]),
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
            "phone": each["phone"] and whole_number(each["phone"]),
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
