"""Help outside the municipality: what an offer says of itself, which subjects are not for everybody's eyes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

SUBJECTS = (
    "money", "food", "clothing", "household", "forms", "health", "talking", "language", "meeting", "children",
    "housing", "work", "legal", "digital", "safety",
)  # fmt: skip
# That somebody was referred for such a subject says something of health or safety: behind the permission for it.
GUARDS: Mapping[str, str] = {"health": "health.read", "talking": "health.read", "safety": "safety.read"}
# Nothing on paper to take home: somebody else may find it.
NO_NOTE = frozenset({"safety"})
OUTCOMES = ("yes", "partly", "no", "later")  # later: not been there yet
QUESTION = 500


@dataclass(frozen=True, slots=True)
class Described:
    """What an offer says of itself. `districts` empty: the whole city. `waiting_weeks` None: not known."""

    name: str
    what: str
    who: str = ""
    subjects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    waiting_weeks: int | None = None
    how: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


NAMES = tuple(field.name for field in fields(Described))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; empty = no matter."""

    words: str = ""
    subject: str = ""
    language: str = ""
    district: str = ""
    at_most_weeks: int | None = None

    def fits(self, one: Described) -> bool:
        """An offer without districts is for all of them; one whose waiting time is not known is never "within"."""
        told = " ".join((one.name, one.what, one.who, one.how)).casefold()
        return (
            all(word in told for word in self.words.casefold().split())
            and (not self.subject or self.subject in one.subjects)
            and (not self.language or self.language in one.languages)
            and (not self.district or not one.districts or self.district in one.districts)
            and (
                self.at_most_weeks is None
                or (one.waiting_weeks is not None and one.waiting_weeks <= self.at_most_weeks)
            )
        )


def check(said: Described) -> str:
    """Why it cannot be kept like this: a code, empty when it can."""
    if not said.name.strip() or not said.what.strip():
        return "nothing_said"
    if not said.subjects or set(said.subjects) - set(SUBJECTS):
        return "no_subject"
    return "" if any((said.how, said.address, said.phone, said.email, said.website)) else "unreachable"


def needs(subjects: Sequence[str]) -> frozenset[str]:
    """Permissions without which nobody sees that somebody was referred there."""
    return frozenset(GUARDS[one] for one in subjects if one in GUARDS)
