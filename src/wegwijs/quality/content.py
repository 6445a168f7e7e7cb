"""What a text holds: an ordered row of parts. Pure. A guide reads its parts as topics, a framework as questions, an
instruction as points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from wegwijs.quality.domains import DOMAINS

Kind = Literal["guide", "framework", "instruction"]
KINDS: tuple[Kind, ...] = ("guide", "framework", "instruction")
# kind → codes, in the order in which they are shown.
CODES: Mapping[str, tuple[str, ...]] = {
    "guide": ("intake", "pip", "progress", "extra", "final"),
    "framework": (
        "downscaling", "route_change", "extension_advice", "exemption_advice", "map_sign_off", "enforcement",
        "work_beside_integration",
    ),
    "instruction": (
        "contact", "invitation", "summons", "missed", "conversation", "test", "information", "absence", "plan",
        "course", "pvt", "map", "wish", "work", "transfer",
    ),
}  # fmt: skip
TITLE, BASIS, TEXT, PARTS = 120, 300, 1200, 40


@dataclass(frozen=True, slots=True)
class Part:
    """`required`: of a guide a point that the law asks for, of a framework a question that must be weighed.

    `domain` and `choosable` (the person and the professional may leave it for another time) are of guides only.
    """

    code: str
    title: str
    text: str = ""
    required: bool = False
    domain: str = ""
    choosable: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one version."""

    title: str
    basis: str
    parts: tuple[Part, ...]


@dataclass
class Refused(ValueError):
    """Not a text that can be kept. `code` says why; `names` are titles or codes it is about."""

    code: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code


def parts_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Parts as they are stored or shipped."""
    return tuple(Part(**row) for row in rows)


def as_rows(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Parts as they are stored."""
    return [asdict(part) for part in parts]


def check(kind: str, said: Written, shipped: Written) -> None:
    """A text has a title and parts; a guide keeps every point of the law, and adds none. Raises `Refused`.

    The points of the law are those of the shipped text: they change by release, not by a municipality.
    """
    if not said.title.strip():
        raise Refused("no_title")
    if not 0 < len(said.parts) <= PARTS:
        raise Refused("no_parts" if not said.parts else "too_many_parts")
    codes = [part.code for part in said.parts]
    if len(set(codes)) < len(codes):
        raise Refused("code_twice")
    if nameless := [part.code for part in said.parts if not part.title.strip()]:
        raise Refused("part_without_title", tuple(nameless))
    if unknown := [part.domain for part in said.parts if part.domain and part.domain not in DOMAINS]:
        raise Refused("unknown_domain", tuple(unknown))
    if kind == "guide":
        law = {part.code: part.title for part in shipped.parts if part.required}
        kept = {part.code for part in said.parts if part.required}
        if missing := [title for code, title in law.items() if code not in kept]:
            raise Refused("statutory_missing", tuple(missing))
        if kept - law.keys():
            raise Refused("not_statutory", tuple(sorted(kept - law.keys())))


@dataclass(frozen=True, slots=True)
class Difference:
    """One part in two versions. `state`: same | changed | added | removed; `moved`: another place among the others.

    `before` and `after`: pieces of the words, (state, text), where state is same, removed or added.
    """

    title: str
    state: str
    moved: bool
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    required: tuple[bool, bool]


def compare(older: Written, newer: Written) -> tuple[Difference, ...]:
    """Part by part in the order of the newer one; what was removed comes last."""
    old = {part.code: part for part in older.parts}
    new = {part.code for part in newer.parts}
    order = [part.code for part in older.parts if part.code in new]
    kept = [part.code for part in newer.parts if part.code in old]
    found = []
    for part in newer.parts:
        before = old.get(part.code)
        moved = before is not None and _moved(part.code, order, kept)
        found.append(_difference(before, part, moved=moved))
    return (*found, *(_difference(part, None, moved=False) for part in older.parts if part.code not in new))


def _moved(code: str, order: Sequence[str], kept: Sequence[str]) -> bool:
    """Whether another part comes before it now."""
    return order[: order.index(code)][-1:] != kept[: kept.index(code)][-1:]


def _difference(before: Part | None, after: Part | None, *, moved: bool) -> Difference:
    old, new = _words(before), _words(after)
    state = "added" if before is None else "removed" if after is None else "same" if before == after else "changed"
    left, right = pieces(old, new)
    either = after or before
    assert either is not None  # noqa: S101  one of the two is there
    required = (bool(before and before.required), bool(after and after.required))
    return Difference(either.title, state, moved, left, right, required)


def _words(part: Part | None) -> str:
    return "" if part is None else f"{part.title}\n{part.text}" if part.text else part.title


def pieces(before: str, after: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Both texts in pieces: what stayed, what went, what came. Joined again they are the texts."""
    old, new = _split(before), _split(after)
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append(("same" if what == "equal" else "removed", "".join(old[a:b])))
        if d > c:
            right.append(("same" if what == "equal" else "added", "".join(new[c:d])))
    return tuple(left), tuple(right)


def _split(text: str) -> list[str]:
    """Words with the space after them."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        words = line.split(" ")
        found += [f"{word} " for word in words[:-1]] + [words[-1]]
    return [word for word in found if word]
