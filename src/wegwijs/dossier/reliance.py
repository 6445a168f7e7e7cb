"""Which parts of an answer of the law people rely on, and which of them became another one. Pure.

An answer is what the snapshot stores (`law.Assessment.to_stored`) with the group. Only what was known before can have
been relied on: a day that was not determinable and is now, an open day that was met and a part that was done are
progress, not another answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Part = Mapping[str, Any]
UNKNOWN = "not_determinable"
PROGRESS = ("owed", "done")
SETTLED = frozenset({"met", "missed"})


def parts(stored: Part, group: str) -> dict[str, Part]:
    """The parts of an answer by name: regime, group, deadline/…, term, component/…, option/…, each with its steps."""
    found: dict[str, Part] = {
        "group": {"value": group, "because": []},
        "regime": {"value": stored["regime"], "because": stored["because"]},
    }
    latest = {one["code"]: one for one in stored["deadlines"]}
    for one in stored["deadlines"]:
        # After a move there are two of a kind; the latest is that of the present municipality.
        own = latest[one["code"]] is one
        name = f"deadline/{one['code']}" if own else f"deadline/{one['code']}/{one['municipality'] or ''}"
        found[name] = {"due": one["due"], "state": one["state"], "because": one["because"]}
    if stored["term"]:
        found["term"] = {"value": stored["term"]["starts_on"], "because": []}
    for one in stored["components"]:
        found[f"component/{one['code']}"] = {
            name: one[name] for name in ("state", "required", "unit", "level", "because")
        }
    for one in stored["options"]:
        found[f"option/{one['code']}"] = {"allowed": one["allowed"], "because": one["because"]}
    return found


def value(part: Part | None) -> dict[str, Any] | None:
    """What a part says, without its steps."""
    return None if part is None else {name: told for name, told in part.items() if name != "because"}


def same(before: Mapping[str, Part], after: Mapping[str, Part]) -> bool:
    """Do two answers say the same, whatever their steps?"""
    return before.keys() == after.keys() and all(value(before[name]) == value(after[name]) for name in before)


def changes(before: Mapping[str, Part], after: Mapping[str, Part]) -> dict[str, dict[str, Part | None]]:
    """Part → before and after, where what was relied on is not so any more."""
    found = {
        name: {"before": old, "after": after.get(name)}
        for name, old in before.items()
        if _broken(name.partition("/")[0], old, after.get(name))
    }
    if "regime" in found:  # with another law, or none, options go by themselves
        found = {name: one for name, one in found.items() if not name.startswith("option/")}
    return found


def _broken(kind: str, old: Part, new: Part | None) -> bool:
    """Was this relied on, and is it gone or different?"""
    if kind == "option":
        return bool(old["allowed"]) and not (new and new["allowed"])
    if kind == "deadline":
        return _deadline(old, new)
    if kind == "component":
        return _component(old, new)
    return old["value"] != UNKNOWN and (new is None or old["value"] != new["value"])


def _deadline(old: Part, new: Part | None) -> bool:
    if old["due"] is None:
        return False
    if new is None or new["due"] != old["due"]:
        return True
    if new["state"] == old["state"]:
        return False
    # An open day passes or is met by itself; what was settled, or is not to be known any more, is another answer.
    return old["state"] in SETTLED or (old["state"] == "open" and new["state"] == UNKNOWN)


def _component(old: Part, new: Part | None) -> bool:
    if old["state"] == UNKNOWN:
        return False
    if new is None:
        return bool(old["state"] != "not_required")
    if (old["state"], new["state"]) == PROGRESS:
        return False
    return value(old) != value(new)
