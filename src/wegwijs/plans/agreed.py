"""What is agreed, as values: the items of an agreement plan, the standard sentences, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wegwijs.letters.texts import words

WHO = ("person", "municipality", "together")
OUTCOMES = ("done", "not_yet", "changed")
MOST_ITEMS = 10
LONGEST_WHAT, LONGEST_MEASURE, LONGEST_NOTE = 500, 300, 300
# Standard sentence (letters/texts, [sentences]) → who does it. The order is the one in which they are offered.
SENTENCES = {
    "lesson": "person",
    "practise": "person",
    "find_school": "person",
    "loan": "together",
    "exam_sign_up": "person",
    "practise_exam": "person",
    "pvt_sign_up": "municipality",
    "pvt_come": "person",
    "map_sign_up": "municipality",
    "volunteer": "together",
    "childcare": "together",
    "papers": "person",
    "money": "municipality",
    "interpreter": "municipality",
    "answer_wish": "municipality",
}


@dataclass(frozen=True, slots=True)
class Item:
    """Who does what, by when, and how both will know. `standard` or `what` says it; `carried` from an earlier plan."""

    standard: str = ""
    what: str = ""
    who: str = "person"
    by: date | None = None
    measure: str = ""
    carried: UUID | None = None

    @property
    def said(self) -> str:
        """The agreement in Dutch."""
        return words("nl").say(f"sentences.{self.standard}") if self.standard else self.what

    @property
    def known_by(self) -> str:
        """How both will know, in Dutch."""
        return self.measure or (words("nl").say(f"measures.{self.standard}") if self.standard else "")


@dataclass(frozen=True, slots=True)
class Missing:
    """What an item lacks before it can be agreed on: `position` of the item (from 0), `field`, `code`."""

    position: int
    field: str
    code: str


def missing(items: Sequence[Item], today: date) -> Iterator[Missing]:
    """An agreement has a day to come and a way to know; what goes on from before may keep the day that it had."""
    for position, item in enumerate(items):
        if item.by is None:
            yield Missing(position, "by", "no_day")
        elif item.by < today and item.carried is None:
            yield Missing(position, "by", "day_has_been")
        if not item.known_by:
            yield Missing(position, "measure", "no_measure")


@dataclass(frozen=True, slots=True)
class Difference:
    """One item in two versions; None where it is not there."""

    before: Item | None
    after: Item | None

    @property
    def change(self) -> str:
        """The code: same, added, gone or changed."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "gone"
        return "same" if self.before == self.after else "changed"


def compare(before: Sequence[tuple[UUID, Item]], after: Sequence[Item]) -> list[Difference]:
    """Two versions side by side: what goes on is matched by where it came from, else by its words."""
    left = dict(before)
    found = []
    for item in after:
        key = next((uuid for uuid in left if uuid == item.carried), None)
        key = key or next((uuid for uuid, old in left.items() if old.said == item.said), None)
        old = left.pop(key) if key else None
        same = old is not None and _alike(old, item)
        found.append(Difference(item if same else old, item))
    return found + [Difference(old, None) for old in left.values()]


def _alike(one: Item, other: Item) -> bool:
    return (one.said, one.who, one.by, one.known_by) == (other.said, other.who, other.by, other.known_by)
