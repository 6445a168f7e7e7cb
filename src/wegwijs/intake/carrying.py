"""What was said about something last time, to stand beside its field in the next conversation. Pure.

A field that is still so is confirmed with a box, not typed again: `same_<field>` of the conversation itself, `still-…`
of a topic. What was confirmed keeps its words and gets the day of the confirmation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wegwijs.quality.queries import Topic

# Fields of the conversation itself that go along; topics go along by their code, or else by their life domain.
CARRIED = ("schooling", "diploma", "work_history", "ict", "care_hours")
YES = "1"


@dataclass(frozen=True, slots=True)
class Before:
    """What was said, and when that was said or confirmed last."""

    value: str
    on: date


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finished conversation, as far as this reader may see it. `domains`: topic → its life domain or ""."""

    on: date
    values: Mapping[str, str]
    domains: Mapping[str, str]


def carried(earlier: Iterable[Earlier], topics: Sequence[Topic]) -> dict[str, Before]:
    """Field of this conversation → what was said there. `earlier`: the newest first."""
    found: dict[str, Before] = {}
    confirmed: dict[str, date] = {}
    for talk in earlier:
        said, same = _of(talk)
        for key, words in said.items():
            found.setdefault(key, Before(words, confirmed.get(key, talk.on)))
        for key in same:
            confirmed.setdefault(key, talk.on)
    here = {name: found.get(name) for name in CARRIED} | {
        f"note-{topic.code}": found.get(f"topic {topic.code}") or found.get(f"domain {topic.domain}")
        for topic in topics
    }
    return {name: before for name, before in here.items() if before is not None}


def _of(talk: Earlier) -> tuple[dict[str, str], set[str]]:
    """What one conversation says, and what it confirms; under keys that hold across guides."""
    said = {name: talk.values[name] for name in CARRIED if talk.values.get(name)}
    same = {name for name in CARRIED if talk.values.get(f"same_{name}") == YES}
    for code, domain in talk.domains.items():
        keys = [f"topic {code}", *([f"domain {domain}"] if domain else [])]
        words = talk.values.get(f"note-{code}", "").strip()
        if words:
            said |= {key: f"{said[key]}\n{words}" if key in said else words for key in keys}
        elif talk.values.get(f"still-{code}") == YES:
            same.update(keys)
    return said, same - said.keys()


def with_confirmed(values: Mapping[str, str], before: Mapping[str, Before]) -> dict[str, str]:
    """The values, with what was confirmed filled in; for what is worked out from them."""
    same = {
        name: before[name].value
        for name in CARRIED
        if name in before and not values.get(name) and values.get(f"same_{name}") == YES
    }
    return {**values, **same}
