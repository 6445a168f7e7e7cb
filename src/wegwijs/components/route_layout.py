"""Where everything on the route map stands, in the units of the viewBox. Pure geometry, no words.

Time runs along the line. Before the plan and after it the scale differs, because ten weeks and three years do not fit
on one: each part has its own ruler. Texts are placed one by one, most important first, each where it touches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wegwijs.components.route_shapes import Box, Label, Mark, Path, Rule, Text, text_width
from wegwijs.dossier.route_map import RouteMap, Station

WIDTH = 1120
LEFT, RIGHT = 48, WIDTH - 56
STEM_STEP = 96  # room for one label
BEFORE_PLAN_SHARE = 0.66
MARK_GAP = 34
BIG, SMALL = 13, 9
RULER_Y, LINE_TOP = 34, 68
# How deep the lines from the plan and into the end are taken to go, until the rows below are known.
TRUNK = 4000
ROW_STEP = 58
TURN = 14


@dataclass
class Picture:
    """The drawing while it grows; `height` is known at the end."""

    labels: Mapping[str, Label]
    width: int = WIDTH
    height: float = 0
    top: float = 0
    years: list[Text] = field(default_factory=list)
    rulers: list[Rule] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    leaders: list[Path] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    today_x: float | None = None

    def everything(self) -> Iterator[Text]:
        """Every text of the drawing."""
        yield from self.years
        yield from self.texts
        for each in self.rulers:
            yield from each.texts


class Scale:
    """Days to x: through known points, straight between them, and no further than the ends."""

    def __init__(self, points: Sequence[tuple[date, float]]) -> None:
        self.points = sorted(points)

    def x(self, day: date) -> float:
        """The x of a day."""
        before = [point for point in self.points if point[0] <= day]
        after = [point for point in self.points if point[0] >= day]
        if not before or not after:
            return (after or before)[0 if after else -1][1]
        (d0, x0), (d1, x1) = before[-1], after[0]
        return x0 if d0 == d1 else x0 + (x1 - x0) * ((day - d0) / (d1 - d0))


def lay_out(found: RouteMap, labels: Mapping[str, Label]) -> Picture:
    """The picture of a route map. `labels`: see route_map._labels."""
    picture = Picture(labels)
    places, scale = _places(found)
    _main_line(picture, found, places)
    _rulers(picture, found, scale)
    _main_labels(picture, found, places)
    _side_tracks(picture, found, places, scale)
    _lower(picture)
    return picture


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The same places in the same order, at least `gap` apart and between `low` and `high` as far as they fit."""
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    moved: list[float] = []
    for each in wanted:
        moved.append(max(each, moved[-1] + gap if moved else low))
    limit = high
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved


def _places(found: RouteMap) -> tuple[dict[str, float], Scale]:
    """The x of every station on the main line, of `now`, and the scale that the rest follows."""
    stem = [each for each in found.stations if each.track == "stem"]
    rest = [each for each in found.stations if each.track == "language"]
    if found.pip_on is None:
        return _before_plan(found, stem, rest)
    xs = [float(LEFT + STEM_STEP * index) for index in range(len(stem))]
    places = dict(zip((each.code for each in stem), xs, strict=True))
    points = [(each.day, places[each.code]) for each in stem if each.day]
    end = max(found.ends_on or found.pip_on, found.pip_on + timedelta(days=1))
    after = Scale([(found.pip_on, xs[-1]), (end, float(RIGHT))])
    now = [("now", after.x(found.today))] if not found.over else []
    wanted = sorted([*((each.code, after.x(each.day) if each.day else 0.0) for each in rest), *now], key=_by_x(found))
    placed = spread([x for _, x in wanted], MARK_GAP, xs[-1] + MARK_GAP, RIGHT)
    places |= dict(zip((code for code, _ in wanted), placed, strict=True))
    dated = {each.code: each.day for each in rest if each.day} | {"now": found.today}
    points += [(dated[code], places[code]) for code, _ in wanted if code in dated and code != "finish"]
    return places, Scale([*points, (end, max(float(RIGHT), places.get("finish", 0.0)))])


def _by_x(found: RouteMap) -> Callable[[tuple[str, float]], tuple[float, int]]:
    order = {each.code: index for index, each in enumerate(found.stations)}

    def key(place: tuple[str, float]) -> tuple[float, int]:
        # The end of the journey stands at the end, whatever the days say.
        return (float("inf") if place[0] in {"finish", "ended"} else place[1], order.get(place[0], len(order)))

    return key


def _before_plan(found: RouteMap, stem: Sequence[Station], rest: Sequence[Station]) -> tuple[dict[str, float], Scale]:
    """Done steps, the present, what is to come; what comes after the plan has no days yet and is spread out."""
    edge = LEFT + (RIGHT - LEFT) * (BEFORE_PLAN_SHARE if rest else 1)
    start, due = found.starts_on or found.today, found.pip_due
    rough = Scale([(start, float(LEFT)), (max(due or start, found.today, start + timedelta(days=70)), edge)])
    done = [each for each in stem if each.state == "done"]
    ahead = [each for each in stem if each.state != "done"]
    codes = [*(each.code for each in done), *(["now"] if not found.over else []), *(each.code for each in ahead)]
    days = {each.code: each.day for each in stem if each.day} | {"now": found.today}
    if due and due < found.today:
        days.pop("plan", None)
    wanted, reached = [], float(LEFT)
    for code in codes:
        reached = max(reached, rough.x(days[code]) if code in days else reached)
        wanted.append(reached)
    places = dict(zip(codes, spread(wanted, STEM_STEP, LEFT, edge), strict=True))
    step = (RIGHT - edge) / max(len(rest), 1)
    places |= {each.code: edge + step * (index + 1) for index, each in enumerate(rest)}
    points = [(days[code], places[code]) for code in codes if code in days]
    return places, Scale(points or [(found.today, float(LEFT))])


def _main_line(picture: Picture, found: RouteMap, places: Mapping[str, float]) -> None:
    xs = sorted(places.values())
    now = places.get("now", xs[-1])
    picture.today_x = places.get("now")
    picture.paths.append(Path([("M", now, 0), ("L", xs[-1], 0)], "ahead"))
    picture.paths.append(Path([("M", xs[0], 0), ("L", now, 0)], "walked"))
    picture.taken.append(Box(xs[0], -4, xs[-1], 4))
    for each in found.stations:
        if each.code in places:
            state = "done" if each.on else each.state.replace("here", "planned")
            radius = BIG if each.code in {"plan", "finish"} else SMALL
            picture.marks.append(Mark(places[each.code], 0, radius, state, each.code))
    if "now" in places:
        picture.marks.append(Mark(now, 0, BIG, "here", "now"))
    picture.taken += [each.box for each in picture.marks]


def _rulers(picture: Picture, found: RouteMap, scale: Scale) -> None:
    """The term, or before the plan the weeks until the plan is due; relative to the line it stands above."""
    first, last = (found.term_starts_on, found.term_last_day) if found.pip_on else (found.starts_on, found.pip_due)
    if first is None or last is None:
        return
    x0, x1, now = scale.x(first), scale.x(last), scale.x(found.today)
    walked = min(max(now, x0), x1)
    end = x1
    if found.over:
        walked = min(scale.x(max(each.day for each in found.stations if each.day)), x1)
    elif now > x1:
        end = now
    rule = Rule(x0, x1, walked, end)
    rule.texts = [
        Text(x0, RULER_Y + 24, "start", "ruler", picture.labels["ruler_from"].name),
        Text(x1, RULER_Y + 24, "end", "ruler", picture.labels["ruler_to"].name),
    ]
    if x1 - x0 < sum(each.width for each in rule.texts) + 16:
        # Too short for both: the last day is the one that matters.
        rule.texts = [Text(max(x1, LEFT + rule.texts[1].width), RULER_Y + 24, "end", "ruler", rule.texts[1].words)]
    picture.rulers.append(rule)
    for year in range(first.year + 1, last.year + 1) if found.pip_on else ():
        picture.years.append(Text(scale.x(date(year, 1, 1)), 18, "start", "year", str(year)))


def _main_labels(picture: Picture, found: RouteMap, places: Mapping[str, float]) -> None:
    has_sides = any(each.track not in {"stem", "language"} for each in found.stations)
    trunks = [places[code] for code in ("plan", "finish") if has_sides and code in places]
    picture.taken += [Box(x - 5, 4, x + 5, TRUNK) for x in trunks]
    rank = {"plan": 0, "finish": 1, "ended": 1, "now": 2}
    for code in sorted(places, key=lambda code: (rank.get(code, 3), places[code])):
        state = next((each.state for each in found.stations if each.code == code), "here")
        _place(picture, picture.labels[code], places[code], 0, state, (BIG, 4))


def _place(picture: Picture, label: Label, x: float, y: float, state: str, size: tuple[int, int]) -> float:
    """Put a label of one or two lines at the first place where it touches nothing; returns its bottom."""
    half = max(text_width(label.name, 15, bold=True), text_width(label.when, 13)) / 2
    tall = 16 + (16 if label.when else 0)
    box, leader = _free_place(picture.taken, (x, y), (half, tall), size)
    picture.taken.append(box)
    middle = (box.left + box.right) / 2
    picture.texts.append(Text(middle, box.top + 12.5, "middle", f"name {state}", label.name))
    if label.when:
        picture.texts.append(Text(middle, box.top + 28.5, "middle", f"when {state}", label.when))
    if leader:
        picture.taken.append(leader)
        picture.leaders.append(Path([("M", x, leader.top), ("L", x, leader.bottom)], "leader"))
    return box.bottom


def _free_place(
    taken: Sequence[Box], mark: tuple[float, float], extent: tuple[float, float], size: tuple[int, int]
) -> tuple[Box, Box | None]:
    """Above or below the mark, straight or a little aside, then higher and lower with a thin line to the mark."""
    (x, y), (half, tall), (radius, tiers) = mark, extent, size
    for tier in range(tiers):
        for up in (True, False):
            top = y - radius - 5 - tall - tier * 37 if up else y + radius + 5 + tier * 37
            for aside in (0.0, -0.55, 0.55):
                middle = min(max(x + aside * half, half + 4), WIDTH - half - 4)
                box = Box(middle - half - 5, top, middle + half + 5, top + tall)
                near, far = (box.bottom + 1, y - radius - 1) if up else (y + radius + 1, box.top)
                leader = Box(x - 1, near, x + 1, far) if tier else None
                if not any(box.touches(each) or (leader and leader.touches(each)) for each in taken):
                    return box, leader
    # Nothing is free: further down than anything near it.
    below = max(each.bottom for each in taken if each.bottom < TRUNK) + 4
    middle = min(max(x, half + 4), WIDTH - half - 4)
    return Box(middle - half - 5, below, middle + half + 5, below + tall), None


def _side_tracks(picture: Picture, found: RouteMap, places: Mapping[str, float], scale: Scale) -> None:
    """PVT, MAP and taking part: from the plan down, along their own row, and up again into the end."""
    bottom = max((each.bottom for each in picture.taken if each.bottom < TRUNK), default=0)
    sides = [each for each in found.tracks if each.code not in {"stem", "language"}]
    y = max(ROW_STEP, bottom + 30)
    for track in sides:
        station = found.station(track.code)
        if station is None:
            continue
        left, end = places["plan"], places.get("finish")
        last = end - TURN - MARK_GAP if end else RIGHT
        x = scale.x(station.day) if station.day else (left + last) / 2
        x = min(max(x, left + TURN + MARK_GAP), last)
        until = min(max(scale.x(track.done_until), left + TURN), x) if track.done_until else None
        picture.paths[:0] = _side_paths((left, x, end), y, until)
        state = "done" if station.on else station.state
        picture.marks.append(Mark(x, y, SMALL, state, station.code))
        picture.taken += [picture.marks[-1].box, Box(left, y - 4, end or x, y + 4)]
        label = picture.labels[f"track_{track.code}"]
        from_x = left + TURN + 12
        box = Box(from_x, y - 24, from_x + text_width(label.name, 13), y - 5)
        picture.taken.append(box)
        picture.texts.append(Text(from_x, y - 11, "start", "track", label.name))
        bottom = _place(picture, picture.labels[f"side_{track.code}"], x, y, state, (SMALL, 2))
        y = max(y + ROW_STEP, bottom + 34)
    picture.paths.sort(key=lambda each: ("joined", "ahead", "walked").index(each.kind))


def _side_paths(xs: tuple[float, float, float | None], y: float, until: float | None) -> list[Path]:
    """The line of one row: walked to `until`, dotted to its station, pale from there to the end."""
    left, x, end = xs
    down = [("M", left, 0.0), ("L", left, y - TURN), ("Q", left, y, left + TURN, y)]
    paths = [Path([*down, ("L", x if until is None else until, y)], "ahead" if until is None else "walked")]
    if until is not None and until < x:
        paths.append(Path([("M", until, y), ("L", x, y)], "ahead"))
    if end is not None:
        up = [("L", end - TURN, y), ("Q", end, y, end, y - TURN), ("L", end, 0.0)]
        paths.append(Path([("M", x, y), *up], "joined"))
    return paths


def _lower(picture: Picture) -> None:
    """Everything below the rulers moves down by what stands above the line; then comes the flag of today."""
    top = min((each.top for each in picture.taken), default=0.0)
    picture.top = 0 if picture.years or not picture.rulers else RULER_Y - 10
    by = (LINE_TOP if picture.rulers else 16) - top
    parts: list[Path | Mark | Text | Box] = [
        *picture.paths,
        *picture.leaders,
        *picture.marks,
        *picture.texts,
        *picture.taken,
    ]
    for each in parts:
        each.lower(by)
    picture.height = max((each.bottom for each in picture.taken if each.bottom < TRUNK), default=by) + 14
    if picture.today_x is None:
        return
    words = picture.labels["today"].name
    half = text_width(words, 13) / 2 + 8
    x = min(max(picture.today_x, half + 2), WIDTH - half - 2)
    picture.texts.append(Text(x, picture.height + 15, "middle", "today", words))
    picture.height += 24
