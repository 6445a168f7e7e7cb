"""What DUO said as statements in our vocabulary: kind, day, payload. Pure; nothing is filled in that DUO did not say.

A statement without a day (`on` None) is one of which DUO gives no date: it matches a fact whatever its day, and is
written, when it is new, on the day on which DUO registered the event.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wegwijs.law.calendar import add_months, day_before, next_day
from wegwijs.law.parameters import parameter

_TERM = parameter("term_months")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something DUO says that would be a fact with us."""

    kind: str
    on: date | None
    payload: Mapping[str, Any] = field(default_factory=dict)


Said = Mapping[str, Any]
# The kinds of facts that an interface speaks of. What DUO does not say any more of these is withdrawn, where it came
# from DUO.
KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "obligation": ("obligation_started", "obligation_ended", "obligation_met", "duo_notified"),
    "term": ("extension_granted",),
    "extension_requests": ("extension_requested", "extension_refused"),
    "learnability_tests": ("learnability_test_taken",),
    "pip": ("pip_established", "pip_amended"),
    "dispensations": ("dispensation_granted", "dispensation_refused"),
    "exemptions": ("exemption_granted", "exemption_refused"),
    "exams": ("exam_taken",),
    "pvt": ("pvt_declaration_signed",),
    "map": ("map_final_interview_held",),
    "fines": ("duo_fine_imposed",),
}
ALL_KINDS = frozenset(kind for kinds in KINDS_OF.values() for kind in kinds)


def statements(said: Said, interfaces: Collection[str], route: str | None = None) -> list[Statement]:
    """The statements of the interfaces named that were read. `route`: of the plan, decides diploma or certificate."""
    found: list[Statement] = []
    for name, make in _MAKERS.items():
        if name in interfaces and said.get(name) is not None:
            found += make(said, route)
    return list(_once(found))


def _once(found: list[Statement]) -> Iterator[Statement]:
    """An entry of the history repeats what runs now."""
    seen: list[tuple[str, date | None, Mapping[str, Any]]] = []
    for one in found:
        key = (one.kind, one.on, one.payload)
        if key not in seen:
            seen.append(key)
            yield one


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _obligation(said: Said, route: str | None) -> Iterator[Statement]:
    """Every start and every end of the duty, and DUO's notice. A period is inclusive on both sides."""
    now, history = said["obligation"], said.get("obligation_history") or []
    starts = {one["starts_on"] for one in [*history, now] if one["obliged"] and one["starts_on"]}
    ends: dict[str | None, str | None] = {}
    for one in history:
        if not one["obliged"]:
            whole = one["ends_on"] and one["starts_on"] in starts  # the dates of the duty that ended, as `_ended` says
            ends[one["ends_on"] if whole else one["starts_on"]] = None
    if now["obliged"] is False and (now["reason"] or now["starts_on"] or now["ends_on"]):
        end, start = _ended(now, starts)
        starts |= {start} - {None}
        ends[end] = now["reason"]
    for one in [*history, now]:
        if one["obliged"] and one["ends_on"] and not {one["ends_on"], _day_after(one["ends_on"])} & set(ends):
            ends[one["ends_on"]] = None
    yield from (Statement("obligation_started", _day(start)) for start in sorted(starts))
    for end, reason in sorted(ends.items(), key=lambda pair: pair[0] or ""):
        if reason == "met":
            result = None if route is None else "certificate" if route == "self_reliance" else "diploma"
            yield Statement("obligation_met", _day(end), _filled(result=result))
        else:
            yield Statement("obligation_ended", _day(end), _filled(reason=reason))
    if now["notified_on"]:
        yield Statement("duo_notified", _day(now["notified_on"]))


def _ended(now: Mapping[str, Any], starts: set[str]) -> tuple[str | None, str | None]:
    """When a duty that is over ended, and when it had started if this entry says so.

    DUO gives one begin and one end. With a begin only, that is when there was no duty any more. With both, they are
    those of the duty itself; only a temporary dispensation has a begin and an end of its own.
    """
    pause = now["reason"] == "temporary_dispensation" and now["starts_on"] not in starts
    if now["ends_on"] and not pause:
        return now["ends_on"], now["starts_on"]
    return now["starts_on"], None


def _day_after(day: str) -> str:
    return next_day(date.fromisoformat(day)).isoformat()


def _term(said: Said, _route: str | None) -> Iterator[Statement]:
    """Each end later than three years after the start is an extension; so is each end with a ground."""
    now, history = said["term"], said.get("term_history") or []
    start = _day(now["starts_on"])
    for one in [*history, now]:
        ends = _day(one["ends_exclusive"])
        if ends is None:
            continue
        longer = start is not None and ends > add_months(start, _TERM.at(start))
        if one["ground"] or longer:
            payload = _filled(ground=one["ground"] or "other", ends_on=day_before(ends).isoformat())
            yield Statement("extension_granted", _day(one["changed_on"]), payload)


def _extension_requests(said: Said, _route: str | None) -> Iterator[Statement]:
    """What was granted follows from the term, which says how long."""
    for one in said["extension_requests"]:
        if one["requested_on"]:
            yield Statement("extension_requested", _day(one["requested_on"]))
        if one["state"] == "refused":
            yield Statement("extension_refused", _day(one["decided_on"]))


def _tests(said: Said, _route: str | None) -> Iterator[Statement]:
    for one in said["learnability_tests"]:
        payload = _filled(score=one["score"], required=one["required"], result=one["result"])
        yield Statement("learnability_test_taken", _day(one["on"]), payload)


def _pip(said: Said, _route: str | None) -> Iterator[Statement]:
    """The plan that DUO has; when the term started earlier than this plan, there was a first one before it."""
    plan, term = said["pip"], said.get("term")
    signed = _day(plan["on"])
    if signed is None:
        return
    payload = _filled(route=plan["route"], level=plan["level"], intensity_hours=plan["intensity_hours"])
    started = _day(term["starts_on"]) if term else None
    first = day_before(started) if started else signed
    if first < signed:
        yield Statement("pip_established", first)
        yield Statement("pip_amended", signed, payload)
    else:
        yield Statement("pip_established", signed, payload)


def _dispensations(said: Said, _route: str | None) -> Iterator[Statement]:
    for one in said["dispensations"]:
        if one["decision"]:
            day = one["starts_on"] if one["decision"] == "granted" else None
            payload = _filled(scope=one["scope"], part=one["part"], level=one["level"])
            yield Statement(f"dispensation_{one['decision']}", _day(day or one["on"]), payload)


def _exemptions(said: Said, _route: str | None) -> Iterator[Statement]:
    for one in said["exemptions"]:
        if one["decision"]:
            # No hours at all: exempt from taking part. Fewer hours is not an exemption in our words; the page says it.
            parts = [part for part in (one["part"], "participation" if one["hours"] == 0 else None) if part]
            payload = _filled(ground=one["ground"], scope=one["scope"], parts=parts)
            yield Statement(f"exemption_{one['decision']}", _day(one["on"]), payload)


def _exams(said: Said, _route: str | None) -> Iterator[Statement]:
    for one in said["exams"]:
        if one["part"] and one["result"]:
            payload = _filled(part=one["part"], level=one["level"], result=one["result"], reason=one["reason"])
            yield Statement("exam_taken", _day(one["on"]), payload)


def _signed(said: Said, _route: str | None) -> Iterator[Statement]:
    if said["pvt"]["on"]:
        yield Statement("pvt_declaration_signed", _day(said["pvt"]["on"]))


def _interview(said: Said, _route: str | None) -> Iterator[Statement]:
    if said["map"]["on"]:
        yield Statement("map_final_interview_held", _day(said["map"]["on"]))


def _fines(said: Said, _route: str | None) -> Iterator[Statement]:
    for one in said["fines"]:
        yield Statement("duo_fine_imposed", _day(one["on"]), _filled(amount=one["amount"]))


_MAKERS: Mapping[str, Callable[[Said, str | None], Iterator[Statement]]] = {
    "obligation": _obligation,
    "term": _term,
    "extension_requests": _extension_requests,
    "learnability_tests": _tests,
    "pip": _pip,
    "dispensations": _dispensations,
    "exemptions": _exemptions,
    "exams": _exams,
    "pvt": _signed,
    "map": _interview,
    "fines": _fines,
}
