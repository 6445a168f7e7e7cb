"""What a letter takes: bound fields, declared beside its template. Anything else is refused, not printed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wegwijs.dossier.route_map import RouteMap

TEMPLATES = (
    "agreements",
    "appointment",
    "beschikking",
    "decision",
    "explanation",
    "figures",
    "mijn_route",
    "note",
    "overview",
)


class RefusedFields(ValueError):
    """The data does not fit the letter. `problems` says per field what is wrong, never what stood in it."""

    def __init__(self, template: str, problems: list[str]) -> None:
        self.template, self.problems = template, problems
        super().__init__(f"{template}: {'; '.join(problems)}")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a letter."""

    name: str
    type: str  # text | lines | day | number | flag | choice | choices | rows
    required: bool
    longest: int | None
    most: int | None
    of: tuple[str, ...]
    fields: tuple[Field, ...] = ()


@cache
def declared(template: str) -> tuple[Field, ...]:
    """The fields of a letter, in order; KeyError for a letter that does not exist."""
    if template not in TEMPLATES:
        raise KeyError(template)
    read = tomllib.loads((files("wegwijs.letters") / "printed" / f"{template}.toml").read_text("utf-8"))
    rows = {name: tuple(_field(row, spec, {}) for row, spec in of.items()) for name, of in read.get("rows", {}).items()}
    return tuple(_field(name, spec, rows) for name, spec in read["fields"].items())


def _field(name: str, spec: Mapping[str, Any], rows: Mapping[str, tuple[Field, ...]]) -> Field:
    return Field(
        name=name,
        type=spec["type"],
        required=spec.get("required", False),
        longest=spec.get("max"),
        most=spec.get("most"),
        of=tuple(spec.get("of", ())),
        fields=rows.get(name, ()),
    )


def check(template: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with every absent field as None; raises `RefusedFields` with every problem at once."""
    fields = declared(template)
    problems = list(_problems(fields, data, ""))
    if problems:
        raise RefusedFields(template, problems)
    return _whole(fields, data)


def _whole(fields: tuple[Field, ...], data: Mapping[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for each in fields:
        value = data.get(each.name)
        value = None if value in ("", []) else value
        whole[each.name] = [_whole(each.fields, row) for row in value] if each.type == "rows" and value else value
    return whole


def _problems(fields: tuple[Field, ...], data: Mapping[str, Any], where: str) -> Iterator[str]:
    known = {each.name: each for each in fields}
    for name in data:
        if name not in known:
            yield f"{where}{name}: unknown field"
    for name, each in known.items():
        value = data.get(name)
        if value is None or value in ("", []):
            if each.required:
                yield f"{where}{name}: missing"
        elif wrong := _wrong(each, value):
            yield f"{where}{name}: {wrong}"
        elif each.type == "rows":
            for index, row in enumerate(value):
                yield from _problems(each.fields, row, f"{where}{name}[{index}].")


def _wrong(each: Field, value: Any) -> str | None:
    """What is expected, when the value is not that."""
    match each.type:
        case "text":
            fits, expected = (
                isinstance(value, str) and len(value) <= (each.longest or 0),
                f"text of at most {each.longest}",
            )
        case "lines":
            fits = _list(value, each.most) and all(
                isinstance(one, str) and len(one) <= (each.longest or 0) for one in value
            )
            expected = f"at most {each.most} texts of at most {each.longest}"
        case "day":
            fits, expected = _is_day(value), "a day as YYYY-MM-DD"
        case "number":
            fits, expected = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0, "a number"
        case "flag":
            fits, expected = isinstance(value, bool), "true or false"
        case "choice":
            fits, expected = value in each.of, f"one of {', '.join(each.of)}"
        case "choices":
            fits, expected = _list(value, len(each.of)) and set(value) <= set(each.of), f"some of {', '.join(each.of)}"
        case "rows":
            fits, expected = (
                _list(value, each.most) and all(isinstance(one, Mapping) for one in value),
                f"at most {each.most} rows",
            )
        case _:
            raise KeyError(each.type)
    return None if fits else f"expected {expected}"


def _list(value: Any, most: int | None) -> bool:
    return isinstance(value, list) and (most is None or len(value) <= most)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def of_route_map(found: RouteMap) -> dict[str, Any]:
    """The fields `stations`, `here`, `route`, `level` and `term_last_day` of "Mijn route", JSON-ready."""
    begun = {each.code for each in found.tracks if each.done_until is not None}
    stations = [
        {
            "code": each.code,
            "track": each.track,
            "state": each.state,
            "on": each.on and each.on.isoformat(),
            "expected_on": each.expected_on and each.expected_on.isoformat(),
            "begun": each.track in begun,
            "after_term": each.detail is not None and each.detail.code == "after_term",
        }
        for each in found.in_reading_order()
    ]
    return {
        "stations": stations,
        "here": found.here,
        "route": found.route,
        "level": found.level,
        "term_last_day": found.term_last_day and found.term_last_day.isoformat(),
    }
