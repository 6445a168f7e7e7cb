"""Event logs as files, written case by case: CSV, XES (IEEE 1849) and OCEL 2.0 JSON. Standard library only.

A fact has a day and no hour. CSV says the day; XES and OCEL, which want a moment, say midnight UTC of that day: the
same day in UTC and here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TextIO
from xml.sax.saxutils import quoteattr

from wegwijs.eventlog.log import CASE_ATTRIBUTES, CASE_PREFIX, COLUMNS, EVENT_ATTRIBUTES, LogCase, LogEvent
from wegwijs.eventlog.vocabulary import KINDS

HEADER = (*COLUMNS, *(CASE_PREFIX + name for name in CASE_ATTRIBUTES), *EVENT_ATTRIBUTES)
_XES_TYPES = {"whole": "int", "number": "float", "flag": "boolean"}
_PLACES = {name: place for place, name in enumerate(EVENT_ATTRIBUTES)}
_NOTHING = [""] * len(_PLACES)
_TRAJECTORY, _ORGANISATION = "trajectory", "organisation"


def write_csv(cases: Iterable[LogCase], out: TextIO) -> int:
    """One row an event; how many."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    count = 0
    for case in cases:
        known = [_cell(case.attributes.get(name, "")) for name in CASE_ATTRIBUTES]
        for event in case.events:
            own = _NOTHING.copy()
            for name, text in event.attributes.items():
                own[_PLACES[name]] = _cell(text)
            first = (case.id, event.activity, event.on.isoformat(), _cell(event.resource), _cell(event.organisation))
            writer.writerow((*first, *known, *own))
            count += 1
    return count


def _cell(text: str) -> str:
    """No spreadsheet takes a cell for a formula."""
    return "'" + text if text[:1] in {"=", "+", "@"} else text


def write_xes(cases: Iterable[LogCase], out: TextIO) -> int:
    """One trace a case; how many events."""
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">\n'
        '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
        '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>\n'
        '<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>\n'
        '<classifier name="Activity" keys="concept:name"/>\n'
    )
    count = 0
    for case in cases:
        out.write("<trace>" + _string("concept:name", case.id))
        out.writelines(_string(name, case.attributes.get(name, "")) for name in CASE_ATTRIBUTES)
        for event in case.events:
            out.write(_event(event))
            count += 1
        out.write("</trace>\n")
    out.write("</log>\n")
    return count


def _event(event: LogEvent) -> str:
    parts = [
        _string("concept:name", event.activity),
        f'<date key="time:timestamp" value="{_moment(event.on)}"/>',
        _string("org:resource", event.resource),
        _string("org:group", event.organisation),
    ]
    for name, text in event.attributes.items():
        tag = _XES_TYPES.get(EVENT_ATTRIBUTES[name], "string")
        parts.append(f"<{tag} key={quoteattr(name)} value={quoteattr(text)}/>" if text else "")
    return "<event>" + "".join(parts) + "</event>"


def _string(key: str, text: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(text)}/>" if text else ""


def _moment(on: date) -> str:
    return f"{on.isoformat()}T00:00:00.000+00:00"


def write_ocel(cases: Iterable[LogCase], out: TextIO) -> int:
    """Events with the trajectory they belong to and the organisation that took part; how many events."""
    objects: list[dict[str, object]] = []
    organisations: dict[str, date] = {}
    out.write('{"eventTypes":' + json.dumps(_event_types()) + ',"objectTypes":' + json.dumps(_object_types()))
    out.write(',"events":')
    count = _write_list(_events(cases, objects, organisations), out)
    out.write(',"objects":')
    objects += [{"id": f"organisation:{name}", "type": _ORGANISATION} for name in organisations]
    _write_list(iter(objects), out)
    out.write("}\n")
    return count


def _events(
    cases: Iterable[LogCase], objects: list[dict[str, object]], organisations: dict[str, date]
) -> Iterator[dict[str, object]]:
    number = 0
    for case in cases:
        since = _moment(case.events[0].on) if case.events else ""
        known = [{"name": name, "value": text, "time": since} for name, text in case.attributes.items() if text]
        objects.append({"id": case.id, "type": _TRAJECTORY, "attributes": known if since else []})
        for event in case.events:
            number += 1
            related = [{"objectId": case.id, "qualifier": "of"}]
            if event.organisation:
                organisations.setdefault(event.organisation, event.on)
                related.append({"objectId": f"organisation:{event.organisation}", "qualifier": "at"})
            own = {"resource": event.resource, **event.attributes}
            yield {
                "id": f"e{number}",
                "type": event.activity,
                "time": _moment(event.on),
                "attributes": [{"name": name, "value": text} for name, text in own.items() if text],
                "relationships": related,
            }


def _write_list(items: Iterator[dict[str, object]], out: TextIO) -> int:
    count = 0
    out.write("[")
    for item in items:
        out.write((",\n" if count else "\n") + json.dumps(item, ensure_ascii=False, separators=(",", ":")))
        count += 1
    out.write("]")
    return count


def _event_types() -> list[dict[str, object]]:
    return [
        {
            "name": kind.name,
            "attributes": [{"name": "resource", "type": "string"}]
            + [{"name": one.name, "type": "string"} for one in kind.fields if one.name in EVENT_ATTRIBUTES],
        }
        for kind in KINDS.values()
    ]


def _object_types() -> list[dict[str, object]]:
    known = [{"name": name, "type": "string"} for name in CASE_ATTRIBUTES]
    return [{"name": _TRAJECTORY, "attributes": known}, {"name": _ORGANISATION, "attributes": []}]


WRITERS: dict[str, Callable[[Iterable[LogCase], TextIO], int]] = {
    "csv": write_csv, "xes": write_xes, "ocel": write_ocel,
}  # fmt: skip
