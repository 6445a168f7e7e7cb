"""The figures beside what was promised (issues "The spine" and "The law", Must show), and which of them miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# p95 in ms at one user and at sixteen; None: nothing was promised.
PAGES: dict[str, tuple[float, float | None]] = {"list": (200, 500), "case": (300, None), "save": (200, None),
         "talk": (300, 300), "keep": (100, 100), "figures": (300, 300)}  # fmt: skip
RATIO = 2
QUERIES = {"list": 12, "case": 20}
ROWS_PER_SECOND, PEAK_MB = 2000, 500
KEEPING = 300
NIGHTLY, REBUILD = 30, 120


@dataclass(frozen=True)
class Figure:
    """One line of the table. `target` is empty when nothing was promised; `misses` when the promise is broken."""

    database: str
    what: str
    value: str
    target: str = ""
    misses: bool = False


def figures(found: dict[str, Any]) -> Iterator[Figure]:
    """Every figure of one database."""
    yield from _pages(found)
    yield from _inside(found)
    yield from _delivery(found)
    yield from _keeping(found)
    yield from _nightly(found)


def _pages(found: dict[str, Any]) -> Iterator[Figure]:
    for page in found["pages"]:
        for users, promised in zip(("alone", "together"), PAGES[page["kind"]], strict=True):
            taken = page[users]
            yield Figure(
                found["database"],
                f"{page['name']}, {'1 user' if users == 'alone' else '16 users'}",
                f"p50 {taken['p50']:.0f}  p95 {taken['p95']:.0f} ms"
                + (f"  processor {page['cpu']:.0f} ms a page" if users == "together" else "")
                + _tries(page["tries"][users == "together"]),
                f"p95 ≤ {promised:.0f} ms" if promised else "",
                promised is not None and taken["p95"] > promised,
            )


def _tries(count: int) -> str:
    return f"  (quietest of {count})" if count > 1 else ""


def _inside(found: dict[str, Any]) -> Iterator[Figure]:
    name, inside = found["database"], found["inside"]
    for one in inside["lists"]:
        yield Figure(
            name, f"rows of list \"{one['name']}\"",
            f"{one['rows_ms']:.2f} ms, bare {one['bare_ms']:.2f} ms, ratio {one['ratio']:.2f}",
            f"≤ {RATIO} × bare", one["ratio"] > RATIO,
        )  # fmt: skip
        yield Figure(
            name, f"page of list \"{one['name']}\"",
            f"{one['queries']} queries; reads {one['select_ms']:.1f} ms, counts included; page {one['page_ms']:.0f} ms",
            f"≤ {QUERIES['list']} queries", one["queries"] > QUERIES["list"],
        )  # fmt: skip
    ours = {one["name"]: one for one in inside["lists"]}
    for one in found["admin"]:
        same = ours[one["name"]]
        yield Figure(
            name, f"Django admin's changelist \"{one['name']}\"",
            f"{one['queries']} queries; reads {one['select_ms']:.1f} ms; page {one['page_ms']:.0f} ms; "
            f"ours is {same['page_ms'] / one['page_ms']:.2f} × it",
        )  # fmt: skip
    for kind, label in (("search", "name search"), ("case", "case page")):
        one, most = inside[kind], QUERIES["case" if kind == "case" else "list"]
        yield Figure(
            name, f"{label} inside",
            f"{one['queries']} queries; reads {one['select_ms']:.1f} ms; page {one['page_ms']:.0f} ms",
            f"≤ {most} queries", one["queries"] > most,
        )  # fmt: skip


def _delivery(found: dict[str, Any]) -> Iterator[Figure]:
    name, one = found["database"], found["delivery"]
    speed = f"{one['rows_per_second']} rows/s; {one['cpu_seconds']} s of processor"
    yield Figure(name, f"delivery of {one['rows']} rows", speed,
                 f"≥ {ROWS_PER_SECOND} rows/s", one["rows_per_second"] < ROWS_PER_SECOND)  # fmt: skip
    yield Figure(name, "delivery, peak memory", f"{one['peak_mb']} MB", f"< {PEAK_MB} MB", one["peak_mb"] >= PEAK_MB)
    yield Figure(name, "delivery, second run", f"{one['second_unchanged']} unchanged, {one['second_seconds']} s",
                 "changes nothing", not one["second_changes_nothing"])  # fmt: skip


def _keeping(found: dict[str, Any]) -> Iterator[Figure]:
    name, one = found["database"], found["keeping"]
    taken = one["backup_seconds"] + one["restore_seconds"]
    how = f"{one['backup_seconds']} + {one['restore_seconds']} s; processor {one['cpu_seconds']} s; {one['mb']} MB"
    yield Figure(name, f"backup and restore, {one['rows']} rows",
                 how, f"≤ {KEEPING} s", taken > KEEPING)  # fmt: skip
    yield Figure(name, "hashes after restoring", "equal" if one["equal"] else "DIFFERENT", "equal", not one["equal"])


def _nightly(found: dict[str, Any]) -> Iterator[Figure]:
    name, one = found["database"], found["nightly"]
    every, due = one["rebuild"], one["nightly"]
    for what, run, promised in (
        (f"nightly run, {due['cases']} of {every['cases']} cases change today", due, NIGHTLY),
        (f"rebuild, {every['cases']} cases", every, REBUILD),
    ):
        how = f"{run['seconds']} s; processor {run['cpu_seconds']} s"
        yield Figure(name, what, how, f"≤ {promised} s", run["seconds"] > promised)
    yield Figure(name, "snapshots after the nightly run", "as a rebuild makes them" if one["equal"] else "DIFFERENT",
                 "equal", not one["equal"])  # fmt: skip


def _mark(line: Figure) -> str:
    return "MISS" if line.misses else "  ok" if line.target else "    "


def table(lines: list[Figure]) -> str:
    """The table, misses marked."""
    width = max(len(line.what) for line in lines)
    return "\n".join(
        f"{_mark(line)}  {line.database:<10}  {line.what:<{width}}  {line.value}"
        + (f"   [{line.target}]" if line.target else "")
        for line in lines
    )
