"""The texts that come with the product: used until a municipality has its own, and what its first version starts from.

One TOML file per kind; every version stays in the file, so that what a conversation used can be read again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID, uuid5

from wegwijs.quality.content import CODES, KINDS, Written, check, parts_from

_NAMES = UUID("2f6d5c52-0f5b-5d0c-9a54-6a1b8f2f3f10")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A shipped version; its uuid follows from kind, code and edition, so it is the same in every installation."""

    uuid: UUID
    kind: str
    code: str
    written: Written


@cache
def _read() -> tuple[Mapping[tuple[str, str], Shipped], Mapping[UUID, Shipped]]:
    newest: dict[tuple[str, str], Shipped] = {}
    every: dict[UUID, Shipped] = {}
    for kind in KINDS:
        found = tomllib.loads(files(__name__).joinpath(f"{kind}.toml").read_text(encoding="utf-8"))
        if set(found) != set(CODES[kind]):
            raise ValueError(f"{kind}.toml: {sorted(set(found) ^ set(CODES[kind]))}")
        for code, editions in found.items():
            for edition, one in enumerate(editions, start=1):
                said = Written(one["title"], one.get("basis", ""), parts_from(one["parts"]))
                check(kind, said, said)
                made = Shipped(uuid5(_NAMES, f"{kind}/{code}/{edition}"), kind, code, said)
                newest[kind, code] = every[made.uuid] = made
    return newest, every


def newest(kind: str, code: str) -> Shipped:
    """The last edition. Raises KeyError for a code that does not exist."""
    return _read()[0][kind, code]


def by_uuid(uuid: UUID) -> Shipped | None:
    """An edition by its name, also an earlier one."""
    return _read()[1].get(uuid)
