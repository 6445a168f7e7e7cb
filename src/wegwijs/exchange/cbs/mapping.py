"""The mapping as it stands in mapping.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


class FormUnknown(Exception):
    """Nothing can be written in the form of CBS: these fields have no name there yet."""

    def __init__(self, year: int, missing: tuple[str, ...]) -> None:
        super().__init__(f"{year}: {', '.join(missing)}")
        self.year, self.missing = year, missing


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(files("wegwijs.exchange.cbs").joinpath("mapping.toml").read_text(encoding="utf-8"))


def ours() -> Mapping[str, str]:
    """Our fields, in order → where each comes from: `case:…` or a kind of fact."""
    found: dict[str, str] = _read()["ours"]
    return found


def theirs(year: int) -> dict[str, str]:
    """Our field → the name of CBS in that year; empty: not known yet."""
    named: Mapping[str, str] = _read().get(str(year), {})
    return {name: named.get(name, "") for name in ours()}


def named(year: int) -> dict[str, str]:
    """The same when all are known: the door to their form. Raises `FormUnknown`."""
    found = theirs(year)
    missing = tuple(name for name, text in found.items() if not text)
    if missing:
        raise FormUnknown(year, missing)
    return found
