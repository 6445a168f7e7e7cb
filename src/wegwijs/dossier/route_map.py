"""The route map as data: stations, tracks and rulers, from the facts of one case and what the law says about them.

Pure: no clock, no database. The pictures (SVG on a page, typst in a letter) and the list for a screen reader are
drawn from this one value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wegwijs.dossier.route_stations import (
    Course,
    Detail,
    Pace,
    State,
    Station,
    after_plan,
    before_plan,
    default_pace,
    finish,
)
from wegwijs.law import Assessment, Fact, in_force

__all__ = ["Detail", "Pace", "RouteMap", "State", "Station", "Track", "build", "default_pace"]

SIGNAL_KINDS = ("coa_matched", "duo_notified", "obligation_started", "brp_registered")
# Which hours show that a track beside the language has begun.
BEGUN_BY = {"pvt": ("pvt",), "map": ("map_workshop", "map_practice"), "participation": ("participation",)}
# How far a projection may stretch the picture past the term and the present.
LONGEST_BEYOND = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Track:
    """A line between two days; walked up to and including `done_until` (None: not begun)."""

    code: str
    label_code: str
    from_: date | None
    to_: date | None
    done_until: date | None


@dataclass(frozen=True, slots=True)
class RouteMap:
    """The whole picture. `here` is the code of the station the person is working on; None when the journey is over."""

    today: date
    group: str
    phase: str
    route: str | None
    level: str | None
    starts_on: date | None
    ends_on: date | None
    pip_on: date | None
    pip_due: date | None
    term_starts_on: date | None
    term_last_day: date | None
    stations: tuple[Station, ...]
    tracks: tuple[Track, ...]
    here: str | None

    def station(self, code: str) -> Station | None:
        """The station of that code, if the route has it."""
        return next((each for each in self.stations if each.code == code), None)

    def in_reading_order(self) -> list[Station]:
        """Done by day, where the person is, what is late, what is to come by expected day; the end last."""
        rank = {"done": 0, "here": 1, "late": 2, "planned": 3}
        order = {each.code: index for index, each in enumerate(self.stations)}

        def key(each: Station) -> tuple[bool, int, date, int]:
            return (each.code in {"finish", "ended"}, rank[each.state], each.day or date.max, order[each.code])

        return sorted(self.stations, key=key)

    @property
    def over(self) -> bool:
        """Whether the journey has ended, with or without a diploma."""
        return self.here is None


def build(facts: Sequence[Fact], assessment: Assessment, today: date, group: str, pace: Pace | None = None) -> RouteMap:
    """The route map of one case on `today`. Later, superseded and withdrawn facts are left out."""
    kept = in_force(list(facts), today)
    course = Course(kept, assessment, today, pace or default_pace())
    plan = course.first("pip_established")
    pip_on = plan.on if plan else None
    due = assessment.deadline("pip_due")
    pip_due = due.due if due else None
    route = assessment.route or (str(plan.payload.get("route") or "") or None if plan else None)
    signal = course.first(*SIGNAL_KINDS) or min(kept, key=lambda each: each.on, default=None)
    starts_on = signal.on if signal else None
    ahead = after_plan(course, route) if plan else [Station("course", "language", "planned")]
    stations = finish(course, [*before_plan(course, starts_on, pip_due), *ahead])
    stations, here = _mark_here(course, stations)
    term = assessment.term
    return RouteMap(
        today=today,
        group=group,
        phase=assessment.phase,
        route=route,
        level=assessment.level,
        starts_on=starts_on,
        ends_on=_ends_on(stations, today if kept else None, pip_due, term.last_day if term else None),
        pip_on=pip_on,
        pip_due=pip_due,
        term_starts_on=term.starts_on if term else None,
        term_last_day=term.last_day if term else None,
        stations=tuple(stations),
        tracks=_tracks(course, stations, starts_on, pip_on or pip_due, route),
        here=here,
    )


def _ends_on(
    stations: Sequence[Station], today: date | None, pip_due: date | None, last_day: date | None
) -> date | None:
    fixed = [day for day in (today, pip_due, last_day) if day]
    if not fixed:
        return None
    # A pace that ends years after the term would push the present off the picture.
    return max([*fixed, *(min(each.day, max(fixed) + LONGEST_BEYOND) for each in stations if each.day)])


def _mark_here(course: Course, stations: list[Station]) -> tuple[list[Station], str | None]:
    """The step that is being worked on: a running course, until its track is done; else the first step to come."""
    last = stations[-1]
    if last.state == "done":
        return stations, None
    rank = {"stem": 0, "language": 1, "participation": 2, "map": 3, "pvt": 4}
    undone = [each for each in stations if each.state != "done" and each is not last]
    lessons = next((each for each in stations if each.code == "course" and each.state == "done"), None)
    ended, begun = course.last("course_ended"), course.last("course_started")
    running = lessons and not (ended and (begun is None or ended.on >= begun.on))
    here = min(undone, key=lambda each: rank[each.track], default=last)
    if lessons and running and here.track == "language":
        here = lessons
    marked = [replace(each, state="here") if each is here and each.state != "late" else each for each in stations]
    return marked, here.code


def _tracks(
    course: Course, stations: Sequence[Station], starts_on: date | None, branch_on: date | None, route: str | None
) -> tuple[Track, ...]:
    end = stations[-1]
    until = (end.on or course.today) if end.state == "done" else course.today
    planned = course.first("pip_established") is not None
    stem = Track(
        "stem", "stem", starts_on, branch_on or end.day, min(until, branch_on) if planned and branch_on else until
    )
    if end.track == "stem":
        return (replace(stem, to_=end.day),)
    found = [stem, Track("language", f"language_{route or 'unknown'}", branch_on, end.day, until if planned else None)]
    for each in stations:
        if each.track in BEGUN_BY:
            walking = until if course.hours(*BEGUN_BY[each.track]) else None
            found.append(Track(each.track, each.track, branch_on, each.day, each.on or walking))
    return tuple(found)
