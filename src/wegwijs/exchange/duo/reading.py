"""Ask DUO what it knows of a person, interface by interface, in our words. Nothing is stored here.

An interface that knows nothing of the person gives None; one that does not answer or refuses is named in `problems`,
so that the rest is still there. A BSN stands in DUO's paths only: no exception of this module repeats one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from . import mapping
from .transport import DuoError, Refused, Unreachable


class Reads(Protocol):
    """What reading needs of the connection."""

    def get(self, path: str) -> Any:
        """The answer as JSON, None when DUO has nothing there. Raises Refused or Unreachable."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One question to DUO: where, and how the answer is read."""

    path: str
    said: Callable[[Any], Any]
    many: bool = False


_PERSON = "/personen/{bsn}"
INTERFACES: Mapping[str, Interface] = {
    "obligation": Interface(f"{_PERSON}/inburgeringsplicht", mapping.obligation_said),
    "obligation_history": Interface(
        f"{_PERSON}/inburgeringsplicht/historie", mapping.several(mapping.obligation_said), many=True
    ),
    "group": Interface(f"{_PERSON}/doelgroep", mapping.group_said),
    "group_history": Interface(f"{_PERSON}/doelgroep/historie", mapping.several(mapping.group_said), many=True),
    "term": Interface(f"{_PERSON}/inburgeringstermijn", mapping.term_said),
    "term_history": Interface(f"{_PERSON}/inburgeringstermijn/historie", mapping.several(mapping.term_said), many=True),
    "extension_requests": Interface(
        f"{_PERSON}/verlengingen", mapping.several(mapping.extension_request_said), many=True
    ),
    "learnability_tests": Interface(f"{_PERSON}/lbt/resultaten", mapping.several(mapping.test_said), many=True),
    "learnability_test_number": Interface(f"{_PERSON}/lbt/examennummer", mapping.test_number_said),
    "pip": Interface(f"{_PERSON}/PIP", mapping.pip_said),
    "dispensations": Interface(f"{_PERSON}/vrijstellingen", mapping.dispensations_said, many=True),
    "exemptions": Interface(f"{_PERSON}/ontheffingen", mapping.exemptions_said, many=True),
    "exams": Interface(f"{_PERSON}/examens/resultaten", mapping.several(mapping.exam_said), many=True),
    "free_attempts": Interface(f"{_PERSON}/examens/gratispogingen", mapping.free_attempts_said, many=True),
    "map": Interface(f"{_PERSON}/map", mapping.interview_said),
    "pvt": Interface(f"{_PERSON}/pvt", mapping.declaration_said),
    "hours": Interface(f"{_PERSON}/uren", mapping.several(mapping.hours_said), many=True),
    "fines": Interface(f"{_PERSON}/boetes", mapping.several(mapping.fine_said), many=True),
    "events": Interface(f"{_PERSON}/gebeurtenissen", mapping.several(mapping.event_said), many=True),
}
GROUNDS = Interface("/verlengingsgronden", mapping.several(mapping.extension_ground_said))
ALL = tuple(INTERFACES)


@dataclass(frozen=True, slots=True)
class Reading:
    """What DUO said: interface → answer in our words, or None when DUO knows nothing. `problems`: interface → code."""

    said: Mapping[str, Any]
    problems: Mapping[str, str] = field(default_factory=dict)


def read(duo: Reads, bsn: str, interfaces: Collection[str] = ALL) -> Reading:
    """Ask the interfaces named, in a fixed order. After one that does not answer the others are not tried."""
    said: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, interface in INTERFACES.items():
        if name not in interfaces:
            continue
        if "unreachable" in problems.values():
            problems[name] = "unreachable"
            continue
        try:
            said[name] = _read_one(duo, interface, bsn)
        except Unreachable:
            problems[name] = "unreachable"
        except Refused:
            problems[name] = "refused"
    return Reading(said, problems)


def _read_one(duo: Reads, interface: Interface, bsn: str) -> Any:
    answer = duo.get(interface.path.format(bsn=bsn))
    wanted = list if interface.many else Mapping
    return interface.said(answer) if isinstance(answer, wanted) else None


def extension_grounds(duo: Reads) -> list[dict[str, Any]]:
    """DUO's list of grounds for an extension; empty when it is not to be had."""
    try:
        answer: list[dict[str, Any]] = GROUNDS.said(duo.get(GROUNDS.path))
    except DuoError:
        return []
    return answer
