"""Who lives in the demo city: attributes drawn by quota, so that every margin of the source comes out exactly.

The joint distribution is ours, the margins are published (calibration.toml). For another number of people every table
is scaled by largest remainders (Hamilton), so totals keep adding up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

FULL = 3519  # people in the source (A.1)


@dataclass(slots=True)
class Plot:
    """What will happen to one invented person, in outline. `test`/`route` None: not before the reference date."""

    group: str
    born: date
    sex: str
    nationality: str
    signal: date
    fate: str  # guided | left | completed
    housed_on: date | None = None
    test: str | None = None
    route: str | None = None
    plan_on: date | None = None
    fixed: bool = False  # known up to the reference date: nothing else may be planned before it


def calibration() -> dict[str, Any]:
    """The published figures."""
    return tomllib.loads(files("wegwijs.demo").joinpath("calibration.toml").read_text(encoding="utf-8"))


def apportion(counts: Mapping[str, int], total: int) -> dict[str, int]:
    """Scale counts to a total by largest remainders; at the full total they come back unchanged."""
    whole = sum(counts.values())
    if whole == 0:
        return dict.fromkeys(counts, 0)
    shares = {key: value * total / whole for key, value in counts.items()}
    result = {key: int(share) for key, share in shares.items()}
    rest = sorted(shares, key=lambda key: (result[key] - shares[key], key))
    for key in rest[: total - sum(result.values())]:
        result[key] += 1
    return result


def spread(counts: Mapping[str, int], rng: Random) -> list[str]:
    """The keys, each as often as counted, in random order."""
    keys = [key for key, count in counts.items() for _ in range(count)]
    rng.shuffle(keys)
    return keys


def reference_population(people: int, rng: Random) -> list[Plot]:
    """Everybody who came under the law up to the reference date."""
    figures = calibration()
    totals = apportion(figures["people"], people)
    plots: list[Plot] = []
    for group in ("asylum", "family"):
        plots += _group(group, totals[group], figures, rng)
    return plots


def _group(group: str, total: int, figures: dict[str, Any], rng: Random) -> list[Plot]:
    table, day = figures[group], figures["reference_date"]
    fates = apportion({**table["guided"], **table["gone"]}, total)
    plots = [
        Plot(group, day, "", "", _signal(fate, day, rng), _fate(fate)) for fate, n in fates.items() for _ in range(n)
    ]
    plots.sort(key=lambda plot: plot.signal)
    if group == "asylum":
        _house(plots, table, day, rng)
    _who(plots, table, day, rng)
    _decide(plots, table, day, rng)
    for plot in plots:
        plot.fixed = True
    return plots


def _fate(fate: str) -> str:
    return fate if fate in {"left", "completed"} else "guided"


def _signal(fate: str, day: date, rng: Random) -> date:
    """First year = signal in the twelve months up to the reference date; second year = in the twelve before."""
    year = date(day.year, 1, 1)
    if fate == "first_year":
        return year + timedelta(days=rng.randrange(2, 364))
    if fate == "second_year":
        return date(day.year - 1, 1, 3) + timedelta(days=rng.randrange(0, 360))
    if fate == "completed":
        return date(day.year - 1, 1, 3) + timedelta(days=rng.randrange(0, 60))
    return date(day.year - 1, 1, 3) + timedelta(days=rng.randrange(0, 500))


def _house(plots: list[Plot], table: dict[str, Any], day: date, rng: Random) -> None:
    """A.3 counts people housed in the year: most of the first-year people and part of those who came before."""
    in_year = apportion(
        {"in": table["housed_in_year"], "out": sum(table["ages"].values()) - table["housed_in_year"]}, len(plots)
    )["in"]
    year = date(day.year, 1, 1)
    # The newest wait for a home; the oldest were housed the year before; the middle was housed in the year.
    waiting = max(0, min(len(plots) // 9, len(plots) - in_year))
    before = len(plots) - waiting - in_year
    for index, plot in enumerate(plots):
        if index < before:
            last = min(plot.signal + timedelta(days=120), year - timedelta(days=1))
            plot.housed_on = max(plot.signal, last - timedelta(days=rng.randrange(0, 40)))
            plot.signal = min(plot.signal, plot.housed_on)
        elif index < before + in_year:
            earliest = max(plot.signal, year)
            plot.housed_on = earliest + timedelta(days=rng.randrange(0, min(110, (day - earliest).days + 1)))


def _who(plots: list[Plot], table: dict[str, Any], day: date, rng: Random) -> None:
    """Age over everybody; sex and nationality over those the source counts, the others in the same proportion."""
    ages = spread(apportion(table["ages"], len(plots)), rng)
    for plot, band in zip(plots, ages, strict=True):
        low, high = (int(part) for part in band.split("-"))
        age = min(high, low + int((high - low + 1) * rng.random() ** (2 if low == 60 else 1)))
        plot.born = date(day.year - age, rng.randrange(1, 13), rng.randrange(1, 29))
        if low == 18 and age <= 19:
            # Nobody became obliged as a child: the youngest came of age just before the signal.
            plot.born = date(plot.signal.year - 18, 1, 1 + rng.randrange(0, 2))
    counted = [p for p in plots if p.group == "family" or (p.housed_on and p.housed_on.year == day.year)]
    marked = {id(p) for p in counted}
    source = table.get("housed", table)
    for part in (counted, [p for p in plots if id(p) not in marked]):
        sexes = spread(apportion(source["sex"], len(part)), rng)
        countries = spread(apportion(source["nationality"], len(part)), rng)
        for plot, sex, country in zip(part, sexes, countries, strict=True):
            plot.sex, plot.nationality = sex, country


def _decide(plots: list[Plot], table: dict[str, Any], day: date, rng: Random) -> None:
    """Tests and plans on or before the reference date; who came first is first, with some chance."""
    full, size = sum(table["ages"].values()), len(plots)
    guided = [plot for plot in plots if plot.fate == "guided"]
    for plot in plots:
        if plot.fate == "completed":
            plot.test, plot.route = "b1_feasible", "b1"
            plot.plan_on = plot.signal + timedelta(days=60)
    none = full - sum(table["plans"].values()) - sum(table["tested_without_plan"].values())
    cells = apportion(
        {**table["plans"], **{f"|{k}": v for k, v in table["tested_without_plan"].items()}, "": none}, size
    )
    early = sorted(
        guided,
        key=lambda plot: (plot.signal > day - timedelta(days=95), (plot.signal - day).days + rng.randrange(0, 150)),
    )
    with_plan = spread({key: n for key, n in cells.items() if key and not key.startswith("|")}, rng)
    tested = spread({key: n for key, n in cells.items() if key.startswith("|")}, rng)
    for plot, cell in zip(early, [*with_plan, *tested], strict=False):
        route, plot.test = cell.split("|")
        if route:
            plot.route = route
            anchor = max(plot.signal, plot.housed_on or plot.signal)
            first, last = plot.signal + timedelta(days=28), day - timedelta(days=rng.randrange(0, 20))
            plot.plan_on = max(first, min(anchor + timedelta(days=rng.randrange(35, 95)), last))


def inflow(until: date, people: int, rng: Random) -> list[Plot]:
    """New people, month by month, from the reference date up to and including `until`."""
    figures = calibration()
    day: date = figures["reference_date"]
    plots: list[Plot] = []
    for group in ("asylum", "family"):
        table = figures[group]
        source = table.get("housed", table)
        per_day = figures["inflow"][group] * 12 / 365 * people / FULL
        expected, made = 0.0, 0
        for offset in range(1, (until - day).days + 1):
            expected += per_day
            signal = day + timedelta(days=offset)
            # DUO delivers in batches: on Tuesdays, and a large one each September (domain.md §4.1).
            if signal.weekday() != 1:
                continue
            batch = (
                int(expected)
                - made
                + (int(per_day * 25) if signal.month == 9 and 8 <= signal.day <= 14 and group == "family" else 0)
            )
            made += batch
            plots += [_newcomer(group, signal, table, source, rng) for _ in range(max(batch, 0))]
    return plots


def _newcomer(group: str, signal: date, table: dict[str, Any], source: dict[str, Any], rng: Random) -> Plot:
    band = rng.choices(list(table["ages"]), list(table["ages"].values()))[0]
    low, high = (int(part) for part in band.split("-"))
    born = date(signal.year - rng.randrange(low + 1, high + 1), rng.randrange(1, 13), rng.randrange(1, 29))
    plot = Plot(
        group, born, rng.choices(list(source["sex"]), list(source["sex"].values()))[0],
        rng.choices(list(source["nationality"]), list(source["nationality"].values()))[0], signal,
        "left" if rng.random() < 0.04 else "guided",
    )  # fmt: skip
    cell = rng.choices(list(table["plans"]), list(table["plans"].values()))[0]
    plot.route, plot.test = cell.split("|")
    if group == "asylum":
        plot.housed_on = signal + timedelta(days=rng.randrange(10, 170))
    anchor = plot.housed_on or signal
    # Most plans are on time now; some wait for information, some are late.
    plot.plan_on = anchor + timedelta(days=rng.choices([rng.randrange(34, 69), rng.randrange(70, 110)], [88, 12])[0])
    return plot
