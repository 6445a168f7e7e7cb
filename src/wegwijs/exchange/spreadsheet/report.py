"""What became of a delivery: the report of contract 2, and of its deadlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .problems import Problem

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """Counts of people; one entry per record that was held or rejected, each with all its problems."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0  # rows that repeat an earlier row of the same file
    rows: int = 0
    held: list[Problem] = field(default_factory=list)
    rejected: list[tuple[Problem, ...]] = field(default_factory=list)
    discrepancies: list[Problem] = field(default_factory=list)
    influx: dict[str, Any] = field(default_factory=dict)
    dry_run: bool = False
    format: str = ""
    encoding: str | None = None
    columns: list[tuple[str, str | None]] = field(default_factory=list)
    delivery: str = ""  # its uuid, when it was stored

    def counts(self) -> dict[str, int]:
        """Numbers only, to keep with the delivery."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "repeated": self.repeated,
            "held": len(self.held),
            "rejected": len(self.rejected),
            "discrepancies": len(self.discrepancies),
        }

    def to_dict(self) -> dict[str, Any]:
        """The contract's shape; texts in the active language."""
        rejected = []
        for problems in self.rejected:
            entry = problems[0].to_dict()
            if len(problems) > 1:
                entry["problems"] = [problem.to_dict() for problem in problems]
            rejected.append(entry)
        return {
            "accepted": self.accepted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "held": [problem.to_dict() for problem in self.held],
            "rejected": rejected,
            "discrepancies": [problem.to_dict() for problem in self.discrepancies],
            "rows": self.rows,
            "repeated": self.repeated,
            "influx": self.influx,
            "dry_run": self.dry_run,
            "file": {
                "format": self.format,
                "encoding": self.encoding,
                "columns": [{"name": name, "target": target} for name, target in self.columns],
            },
        }


def monday(day: date) -> date:
    """The first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def influx(new: Counter[date], standing: dict[date, int], today: date, *, capacity: int, large: int) -> dict[str, Any]:
    """What newly arrived people mean for the weeks in which their plans are due.

    `new` and `standing` count plans per last day, `standing` without the new ones; `capacity` is what the city can do
    in a week. `many` is true from `large` people on, or when a week with new plans asks for more than there is.
    """
    weeks: dict[date, list[int]] = {}
    overdue = 0
    for day, count in new.items():
        if day < today:
            overdue += count
        else:
            weeks.setdefault(monday(day), [0, 0])[0] += count
    for day, count in standing.items():
        if monday(day) in weeks and day >= today:
            weeks[monday(day)][1] += count
    listed = [
        {
            "week": f"{start.isocalendar().year}-W{start.isocalendar().week:02}",
            "from": start.isoformat(),
            "new": mine,
            "due": mine + others,
            "capacity": capacity,
            "short": max(0, mine + others - capacity),
        }
        for start, (mine, others) in sorted(weeks.items())
    ]
    many = new.total() >= large or overdue > capacity or any(week["short"] for week in listed)
    return {"many": many, "people": new.total(), "overdue": overdue, "weeks": listed}
