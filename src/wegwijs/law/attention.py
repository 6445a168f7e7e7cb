"""Signals from the municipality's norms: rhythm, pace, waiting (what to look at before the law speaks).

Figures of norms come with `Choices`. A signal that depends on pace names the day on which the pace became too low, so
that it stays the same until something is recorded.
"""

from __future__ import annotations

from datetime import date

from wegwijs.law.calendar import add_days, add_months, day_before
from wegwijs.law.case import because
from wegwijs.law.options import counted_hours
from wegwijs.law.outcome import Params, Signal
from wegwijs.law.parameters import parameter
from wegwijs.law.plan import PARTS
from wegwijs.law.seen import View, signal
from wegwijs.law.types import Fact

_DOWNSCALING = parameter("downscaling_hours")
_CHANGE = parameter("route_change_months")
_REQUESTS = ("extension", "exemption", "dispensation", "naturalisation")
_LESSONS = ("language", "literacy", "knm")
_AT_LEAST_A2 = frozenset({"a2", "b1", "b2", "c1", "c2"})


def norm_signals(view: View) -> list[Signal]:
    """Everything that a norm says about the route; nothing before there is a plan."""
    found = [*_relief(view), *_childcare(view)]
    if view.plan is None or view.plan.first is None or view.term is None:
        return found
    return [
        *found,
        *_conversation(view, view.plan.first),
        *_modules(view),
        *_route_change(view),
        *_requests(view),
        *_exam_waits(view),
        *_a2(view),
        *_pace(view),
        *_six_hundred(view),
    ]


def _relief(view: View) -> list[Signal]:
    relief = view.relief
    if relief.mandatory is not True or relief.last_day is None:
        return []
    from_day = add_days(relief.last_day, -view.case.choices.relief_ending_days)
    if not view.since(from_day):
        return []
    return [signal("relief_ending", "watch", {"day": relief.last_day.isoformat()}, relief.because, due=relief.last_day)]


def _childcare(view: View) -> list[Signal]:
    asked, arranged = view.case.last("childcare_requested"), view.case.last("childcare_arranged")
    if asked is None or (arranged is not None and arranged.on >= asked.on):
        return []
    due = add_days(asked.on, view.case.choices.childcare_wait_days)
    return [_waiting("childcare_waiting", asked, due)] if view.past(due) else []


def _waiting(code: str, since: Fact, due: date, **more: str) -> Signal:
    params = {"since": since.on.isoformat(), **more}
    return signal(code, "watch", params, because(code, params, since), due=due)


def _conversation(view: View, first_plan: Fact) -> list[Signal]:
    """The rhythm of conversations, counted from the last one, or from the plan."""
    case = view.case
    held = case.last("progress_conversation_held")
    last = first_plan if held is None or held.on < first_plan.on else held
    days = case.choices.conversation_days_asylum if case.asylum else case.choices.conversation_days_family
    due = add_days(last.on, days)
    return [_waiting("conversation_overdue", last, due)] if view.past(due) else []


def _modules(view: View) -> list[Signal]:
    """PVT and MAP still open while the end of the term comes near."""
    if view.term is None:
        return []
    owed = [one for one in view.components if one.code in {"pvt", "map"} and one.state == "owed"]
    from_day = add_days(view.term.last_day, -view.case.choices.component_before_term_days)
    if not owed or not view.since(from_day) or view.case.on > view.term.last_day:
        return []
    return [
        signal(f"{one.code}_open", "watch", {"day": view.term.last_day.isoformat()}, due=view.term.last_day)
        for one in owed
    ]


def _route_change(view: View) -> list[Signal]:
    if view.term is None:
        return []
    until = add_months(view.term.starts_on, _CHANGE.at(view.case.on))
    if not view.since(add_days(until, -view.case.choices.route_change_closing_days)) or view.since(until):
        return []
    last = day_before(until)
    return [signal("route_change_closing", "info", {"day": last.isoformat()}, due=last)]


def _requests(view: View) -> list[Signal]:
    """DUO has been asked something and the term runs on meanwhile (the municipality gets no notice of it)."""
    if view.term is None:
        return []
    case = view.case
    found = []
    for name in _REQUESTS:
        asked = case.last(f"{name}_requested")
        answers = (*case.all(f"{name}_granted"), *case.all(f"{name}_refused"))
        if asked is None or any(answer.on >= asked.on for answer in answers):
            continue
        params = {"request": name, "since": asked.on.isoformat(), "day": view.term.last_day.isoformat()}
        reason = because("request_running", params, asked)
        found.append(signal("request_running", "watch", params, reason, due=view.term.last_day, owner="duo"))
    return found


def _exam_waits(view: View) -> list[Signal]:
    """Registered for an exam that was not taken yet: places are scarce."""
    case = view.case
    found = []
    for part in (*PARTS, "knm"):
        registered = [fact for fact in case.all("exam_registered") if fact.payload.get("part") == part]
        if not registered:
            continue
        asked = registered[-1]
        due = add_days(asked.on, case.choices.exam_wait_days)
        taken = any(fact.payload["part"] == part and fact.on >= asked.on for fact in case.all("exam_taken"))
        if not taken and view.past(due):
            found.append(_waiting("exam_waiting", asked, due, part=part))
    return found


def _a2(view: View) -> list[Signal]:
    """In the B1 route A2 should be there after eighteen months (norm), by exam or by estimate."""
    if view.plan is None or view.term is None or view.plan.route != "b1":
        return []
    months = view.case.choices.a2_within_months
    due = add_months(view.term.starts_on, months)
    if not view.since(due) or view.case.on > view.term.last_day:
        return []
    missing = sum(1 for part in PARTS if not _reached_a2(view, part))
    return [signal("a2_not_reached", "watch", {"months": months, "count": missing}, due=due)] if missing else []


def _reached_a2(view: View, part: str) -> bool:
    if any(one.code == part and one.state != "owed" for one in view.components):
        return True
    if any(
        fact.payload["part"] == part
        and fact.payload["result"] == "passed"
        and fact.payload.get("level") in _AT_LEAST_A2
        for fact in view.case.all("exam_taken")
    ):
        return True
    told = [fact for fact in view.case.all("level_estimated") if fact.payload.get("skill") in {part, None}]
    return bool(told) and told[-1].payload.get("level") in _AT_LEAST_A2


def _pace(view: View) -> list[Signal]:
    """Hours that fall behind an even pace over the term, by more than the norm allows."""
    if view.plan is None:
        return []
    wanted = [
        (one.code, one.required, one.achieved)
        for one in view.components
        if one.code in {"course_hours", "participation_hours"} and one.state == "owed"
    ]
    if view.plan.route == "b1" and view.plan.intensity_hours:
        wanted.append(("course_hours", view.plan.intensity_hours, view.hours.total(*_LESSONS)))
    found = []
    for code, required, achieved in wanted:
        allowed = required * (100 - view.case.choices.hours_behind_percent) / 100
        day = _too_slow_from(view, achieved, allowed)
        if day is not None:
            params: Params = {"part": code, "achieved": achieved, "required": required, "day": day.isoformat()}
            found.append(signal("hours_behind", "watch", params, due=day))
    return found


def _six_hundred(view: View) -> list[Signal]:
    """At this pace the recognised hours that downscaling asks no longer fit in the term (self-study does not count)."""
    if view.plan is None or view.plan.route != "b1":
        return []
    if not any(one.code in PARTS and one.state == "owed" and one.level == "b1" for one in view.components):
        return []
    required: int = _DOWNSCALING.at(view.case.on)
    achieved = counted_hours(view.hours, view.case.on)
    day = _too_slow_from(view, achieved, required)
    if day is None:
        return []
    params: Params = {"achieved": achieved, "required": required, "day": day.isoformat()}
    return [signal("six_hundred_out_of_reach", "watch", params, due=day)]


def _too_slow_from(view: View, achieved: float, required: float) -> date | None:
    """The day since when the pace so far, kept up to the end of the term, gives less than required; None = it fits."""
    if view.term is None or achieved >= required or view.case.on > view.term.last_day:
        return None
    length = (view.term.ends_exclusive - view.term.starts_on).days
    enough_until = int(achieved * length / required)
    elapsed = max(enough_until + 1, view.case.choices.pace_after_days)
    if elapsed >= length:
        return None
    day = add_days(view.term.starts_on, elapsed)
    return day if view.since(day) else None
