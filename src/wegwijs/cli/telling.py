"""Answers of the commands with figures, for who reads them on a terminal."""

from __future__ import annotations

from typing import Any


def groups(found: dict[str, Any]) -> None:
    """Waiting or survival: a line a group."""
    print(f"{'group':<30} {'n':>8} {'reached':>8} {'median':>8}   95%")
    for group in found["groups"]:
        low, high = (_shown(bound) for bound in group["ci95"])
        counts = " ".join(f"{'-' if group[name] is None else group[name]:>8}" for name in ("n", "reached"))
        told = f"{group['group']:<30.30} {counts} {_shown(group['median']):>8}"
        print(f"{told}   {low} - {high}" + ("   (withheld: too few)" if group.get("withheld") else ""))
    if found["logrank"]:
        print("log-rank: chi2 {chi2:.2f}, df {df}, p {p:.5f}".format(**found["logrank"]))


def process(found: dict[str, Any]) -> None:
    """Counts, durations and what follows what; of several logs a line each."""
    if "municipalities" in found:
        _beside(found["municipalities"])
        return
    for name in ("cases", "events", "activities", "variants"):
        print(f"{name:<12}{found[name]:>12}")
    for name, seconds in found["duration"].items():
        print(f"{name:<16}{_shown(seconds)}")
    for before, after, n in found["dfg"][:20]:
        print(f"{n:>8}  {before} → {after}")
    for one in found.get("bottlenecks", ()):
        days = _shown(one["median"]) if one["median"] is not None else f"more than {_shown(one['seen_for'])}"
        print(f"half wait {days} days: {one['from']} → {one['to']} ({one['waiting']} of {one['n']} still wait)")
    for route in found.get("conformance", {}).get("routes", ()):
        name = " ".join(word for word in (route["group"], route["route"]) if word) or "all"
        print(f"{route['as_expected']:>8}  of {route['cases']} went as expected: {name}")


def _beside(rows: list[dict[str, Any]]) -> None:
    names = ("cases", "events", "activities", "variants")
    print(f"{'':<30}" + "".join(f"{name:>12}" for name in names) + f"{'median days':>14}")
    for row in rows:
        counts = "".join(f"{row[name]:>12}" for name in names if name in row)
        took = row.get("duration", {}).get("median_seconds")
        told = "   (withheld: too few)" if row.get("withheld") else f"{'' if took is None else round(took / 86400):>14}"
        print(f"{row['municipality']:<30.30}{counts}{told}")


def table(found: dict[str, Any]) -> None:
    """A table with what may not be shown left out."""
    columns = found["table"]["columns"]
    print(f"{'':<30}" + "".join(f"{name:>12.12}" for name in columns))
    for row in found["table"]["rows"]:
        cells = ("x" if row[name] is None else row[name] for name in columns)
        print(f"{row['label']:<30.30}" + "".join(f"{cell:>12}" for cell in cells))
    print(f"x: not shown ({len(found['primary'])} too small, {len(found['secondary'])} as cover)")


def _shown(value: float | None) -> str:
    return "not reached" if value is None else f"{value:g}"
