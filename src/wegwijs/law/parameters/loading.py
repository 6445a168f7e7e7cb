"""Reads and checks the TOML files of figures, once, at import."""

from __future__ import annotations

import hashlib
import itertools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

_NEEDED = frozenset({"value", "unit", "article", "source", "valid_from", "checked_on", "confidence"})
_ALLOWED = _NEEDED | {"valid_to", "note", "gap_before"}
_SIZES = (int, float, str, bool, date, list)


class ParameterError(ValueError):
    """A figure without source, with an overlap, or otherwise not fit to decide anything."""


@dataclass(frozen=True, slots=True)
class Version:
    """One value in force from `valid_from` to and including `valid_to` (None = still)."""

    value: Any
    unit: str
    article: str
    source: str
    valid_from: date
    valid_to: date | None
    checked_on: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure with its versions, oldest first."""

    name: str
    versions: tuple[Version, ...]

    def version(self, on: date) -> Version:
        """The version in force on that day; before the first one, the first: regime decides whether the law applies."""
        for version in reversed(self.versions):
            if version.valid_from <= on:
                return version
        return self.versions[0]

    def at(self, on: date) -> Any:
        """The value in force on that day."""
        return self.version(on).value


def read(texts: Iterable[tuple[str, str]]) -> dict[str, Parameter]:
    """Parse (file name, TOML) pairs into parameters by name. Raises ParameterError naming file and figure."""
    found: dict[str, Parameter] = {}
    for file_name, text in texts:
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ParameterError(f"{file_name}: {error}") from error
        for name, entries in tables.items():
            where = f"{file_name}: {name}"
            if name in found:
                raise ParameterError(f"{where}: named twice")
            if not isinstance(entries, list) or not entries:
                raise ParameterError(f"{where}: write versions as [[{name}]]")
            versions = sorted((_version(where, entry) for entry in entries), key=lambda version: version.valid_from)
            _refuse_overlap(where, versions)
            _refuse_gap(where, versions, {entry["valid_from"] for entry in entries if entry.get("gap_before")})
            found[name] = Parameter(name, tuple(versions))
    return found


def _version(where: str, entry: Mapping[str, Any]) -> Version:
    missing = sorted(_NEEDED - entry.keys())
    unknown = sorted(entry.keys() - _ALLOWED)
    if missing or unknown:
        raise ParameterError(f"{where}: missing {missing}, unknown {unknown}")
    for key in ("unit", "article", "source"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise ParameterError(f"{where}: {key} is empty")
    if entry["confidence"] not in {"H", "M", "L"}:
        raise ParameterError(f"{where}: confidence is H, M or L")
    for key in ("valid_from", "valid_to", "checked_on"):
        if key in entry and type(entry[key]) is not date:
            raise ParameterError(f"{where}: {key} is a date")
    if not isinstance(entry["value"], _SIZES):
        raise ParameterError(f"{where}: value is a number, text, truth value, date or list")
    return Version(**{"valid_to": None} | {key: entry[key] for key in entry if key not in {"note", "gap_before"}})


def _refuse_overlap(where: str, versions: list[Version]) -> None:
    for version in versions:
        if version.valid_to is not None and version.valid_to < version.valid_from:
            raise ParameterError(f"{where}: valid_to before valid_from")
    for earlier, later in itertools.pairwise(versions):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise ParameterError(f"{where}: versions overlap on {later.valid_from}")


def _refuse_gap(where: str, versions: list[Version], meant: set[date]) -> None:
    """Days on which no value is in force are a mistake, unless the later version says why (`gap_before`)."""
    for earlier, later in itertools.pairwise(versions):
        ended = earlier.valid_to
        if ended is not None and (later.valid_from - ended).days > 1 and later.valid_from not in meant:
            raise ParameterError(f"{where}: nothing in force between {ended} and {later.valid_from}")


def _shipped() -> list[tuple[str, str]]:
    folder = resources.files("wegwijs.law.parameters")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return [(file.name, file.read_text(encoding="utf-8")) for file in files]


_TEXTS = _shipped()
_PARAMETERS = read(_TEXTS)
FINGERPRINT = hashlib.sha256("\n".join(text for _, text in _TEXTS).encode()).hexdigest()[:10]


def parameter(name: str) -> Parameter:
    """The parameter of that name. Raises KeyError: a typing error in the code, not in the data."""
    return _PARAMETERS[name]


def all_parameters() -> Mapping[str, Parameter]:
    """Every shipped parameter by name, for the page that shows them."""
    return dict(_PARAMETERS)
