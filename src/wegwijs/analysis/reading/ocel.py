"""OCEL 2.0 JSON, flattened to one kind of object: an event is told once for each object of that kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from wegwijs.analysis.problems import Unreadable, one_of
from wegwijs.analysis.reading.columns import CASE, Chosen
from wegwijs.analysis.reading.texts import open_binary
from wegwijs.analysis.reading.xes import Event

_BOM = b"\xef\xbb\xbf"


def events(path: Path, chosen: Chosen) -> Iterator[Event]:
    """Every event in the order of the file. `chosen.case` names the kind of object that is the case."""
    kinds: dict[str, str] = {}
    attributes: dict[str, str] = {}
    for item in _items(path, "objects.item"):
        identity = _text(path, item, "objects", "id")
        kinds[identity] = _text(path, item, "objects", "type")
        if chosen.by is not None:
            found = [one.get("value") for one in item.get("attributes") or () if one.get("name") == chosen.by]
            if found:
                attributes[identity] = str(found[0])
    case_kind = _case_kind(path, kinds, chosen.case)
    for position, item in enumerate(_items(path, "events.item"), start=1):
        activity = _text(path, item, f"event {position}", "type")
        moment = _text(path, item, f"event {position}", "time")
        own = {one.get("name"): one.get("value") for one in item.get("attributes") or ()}
        related = [one.get("objectId") for one in item.get("relationships") or ()]
        for identity in dict.fromkeys(related):
            if kinds.get(identity) == case_kind:
                group = None if chosen.by is None else own.get(chosen.by, attributes.get(identity))
                yield identity, activity, moment, None if group is None else str(group)


def _case_kind(path: Path, kinds: dict[str, str], named: str | None) -> str:
    there = sorted(set(kinds.values()))
    if named is not None:
        if named not in there:
            raise Unreadable(path, "objects", f"a type {named!r} (--case-col); there are {one_of(there)}")
        return named
    if len(there) == 1:
        return there[0]
    usual = [kind for kind in there if kind.lower() in CASE]
    if len(usual) == 1:
        return usual[0]
    related: Counter[str] = Counter()
    count = 0
    for item in _items(path, "events.item"):
        count += 1
        types = Counter(kinds.get(one.get("objectId"), "") for one in item.get("relationships") or ())
        related.update(kind for kind, times in types.items() if kind and times == 1)
    whole = [kind for kind in there if count and related[kind] == count]
    if len(whole) == 1:
        return whole[0]
    raise Unreadable(path, "objects", f"the type of object that is the case, named with --case-col: {one_of(there)}")


def _items(path: Path, place: str) -> Iterator[dict[str, Any]]:
    with open_binary(path) as file:
        _skip_mark(file)
        try:
            for item in ijson.items(file, place):
                if not isinstance(item, dict):
                    raise Unreadable(path, place, "OCEL 2.0 JSON: a list of objects")
                yield item
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            raise Unreadable(path, "", f"JSON that is whole ({str(error).splitlines()[0][:100]})") from None


def _skip_mark(file: BinaryIO) -> None:
    if file.read(len(_BOM)) != _BOM:
        file.seek(0)


def _text(path: Path, item: dict[str, Any], where: str, name: str) -> str:
    value = item.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable(path, where, f"OCEL 2.0 JSON: text in {name!r}")
    return value
