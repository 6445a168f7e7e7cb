"""Figures as they would be: read, and held against the shipped ones, to see before a release what they would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wegwijs.law.parameters.loading import Parameter, ParameterError, all_parameters, parameter, read


def read_candidate(texts: Iterable[tuple[str, str]]) -> dict[str, Parameter]:
    """The figures in these (file name, TOML) pairs that differ from the shipped ones; whole figures, all versions.

    Raises ParameterError: what does not load, a name that no rule knows, a value of another kind.
    """
    shipped = all_parameters()
    found = read(texts)
    for name, one in found.items():
        if name not in shipped:
            raise ParameterError(f"{name}: no rule knows this figure")
        kind = _kind(shipped[name].versions[0].value)
        if any(_kind(version.value) != kind for version in one.versions):
            raise ParameterError(f"{name}: expected {kind}")
    return {name: one for name, one in found.items() if _said(one) != _said(shipped[name])}


def first_day(candidate: Mapping[str, Parameter], today: date) -> date:
    """The first day, from today on, on which one of these figures is another one; today when there is none."""
    for day in sorted({today, *(day for name, one in candidate.items() for day in _days(name, one) if day > today)}):
        if any(one.at(day) != parameter(name).at(day) for name, one in candidate.items()):
            return day
    return today


def stand_in(candidate: Mapping[str, Parameter]) -> None:
    """Put these figures in the place of the shipped ones. Only in a process that was started to try them."""
    for name, one in candidate.items():
        object.__setattr__(parameter(name), "versions", one.versions)


def _days(name: str, one: Parameter) -> list[date]:
    return [version.valid_from for version in (*one.versions, *parameter(name).versions)]


def _said(one: Parameter) -> list[tuple[Any, date, date | None]]:
    """What decides; sources and remarks change no answer."""
    return [(version.value, version.valid_from, version.valid_to) for version in one.versions]


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, int | float):
        return "a number"
    return {"str": "a text", "date": "a date", "list": "a list"}[type(value).__name__]
