"""Every event that DUO may tell of: what must be read for it, whether it may open a case, and what there is to do.

DUO's notice names a person and an event, no more. What happened follows from what DUO says when it is asked; so the
facts depend on DUO's answers, not on the order or the number of the notices (see `statements.KINDS_OF` for the facts
that each answer leads to). `todo` is worded by the desk (`desk.wording.duo_told`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_OBLIGATION = ("obligation", "obligation_history")
_TERM = ("term", "term_history")
_NEW = (*_OBLIGATION, "group", "exams")


@dataclass(frozen=True, slots=True)
class Event:
    """`opens`: a case is opened when the person is not known. `todo`: the code of what a professional does with it."""

    reads: tuple[str, ...]
    todo: str
    opens: bool = False


EVENTS: Mapping[str, Event] = {
    # New people, and people who come to live here.
    "SS101": Event(_NEW, "new_person", opens=True),
    "SS128": Event(_NEW, "near_pension", opens=True),
    "SS139": Event(_NEW, "ten_weeks", opens=True),
    "SS129": Event((*_NEW, "dispensations"), "resumed_without_plan", opens=True),
    "SS120": Event(_NEW, "moved_in", opens=True),
    "SS121": Event((*_NEW, "pip", *_TERM), "moved_in_with_plan", opens=True),
    # The target group.
    "SS124": Event((*_OBLIGATION, "group", "group_history"), "group_changed"),
    "SS125": Event((*_OBLIGATION, "group", "group_history"), "group_changed"),
    # The end of the duty.
    "SS109": Event((*_OBLIGATION, "dispensations"), "paused"),
    "SS110": Event(_OBLIGATION, "ended"),
    "SS111": Event(_OBLIGATION, "died"),
    "SS106": Event((*_OBLIGATION, "exams"), "met"),
    "SS107": Event((*_OBLIGATION, "dispensations"), "dispensed"),
    "SS108": Event((*_OBLIGATION, "exemptions"), "exempted"),
    # Test and term.
    "SS137": Event(("learnability_test_number",), "test_booked"),
    "SS131": Event(("learnability_tests",), "test_done"),
    "SS102": Event((*_TERM, "pip"), "term_started"),
    "SS103": Event(_TERM, "term_extended"),
    "SS104": Event((*_TERM, "extension_requests"), "term_extended"),
    "SS130": Event((*_OBLIGATION, *_TERM, "pip", "dispensations", "exams"), "resumed"),
    "SS199": Event(("exams", "free_attempts"), "exam_result"),
    # Requests of the person.
    "SS113": Event(("extension_requests",), "request_refused"),
    "SS114": Event(("dispensations",), "request_refused"),
    "SS115": Event(("dispensations",), "request_refused"),
    "SS116": Event(("dispensations",), "request_refused"),
    "SS117": Event(("dispensations", "exams"), "partly_dispensed"),
    "SS118": Event(("exemptions",), "request_refused"),
    "SS119": Event(("exemptions", "exams"), "partly_exempted"),
    # Signals that DUO has announced.
    "SS112": Event(("extension_requests",), "extension_asked"),
    "SS122": Event((), "left_for_elsewhere"),
    "SS123": Event((), "left_the_country"),
    "SS126": Event(_OBLIGATION, "plan_is_late"),
    "SS127": Event(("pip",), "no_offer"),
    "SS132": Event(("pip",), "contract_without_plan"),
    "SS133": Event(("pip",), "contract_differs"),
    "SS135": Event(("pip",), "contract_differs"),
    "SS136": Event(("pip",), "contract_differs"),
    "SS140": Event(("exemptions",), "advice_asked"),
    "SS141": Event(_OBLIGATION, "certificate"),
    "SS142": Event((), "education_stopped"),
}
UNKNOWN = Event((), "unknown_event")


def event_of(code: str) -> Event:
    """The event; one that we do not know asks somebody to look."""
    return EVENTS.get(code, UNKNOWN)
