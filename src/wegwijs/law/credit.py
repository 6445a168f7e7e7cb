"""What exams, dispensations and exemptions settle (law.md 4.2-4.4, 5.1-5.4)."""

from __future__ import annotations

from typing import NamedTuple

from wegwijs.law.case import Case
from wegwijs.law.plan import PARTS, Plan
from wegwijs.law.types import Fact

_LEVEL = {"a2": 1, "b1": 2, "b2": 3}
# An exemption may cover language parts, KNM or the participation hours, never PVT or MAP (art. 2.7 Besluit).
_EXEMPTABLE = {
    **{part: part for part in PARTS},
    "knm": "knm",
    "participation": "participation_hours",
    "participation_hours": "participation_hours",
}


class Credit(NamedTuple):
    """`required` level per skill; `passed` the first exam that settles a part; `spared` the decision that does."""

    required: dict[str, str]
    passed: dict[str, Fact]
    spared: dict[str, Fact]

    def settled(self, part: str) -> bool:
        """Whether nothing is owed for the part any more."""
        return part in self.passed or part in self.spared


def find_credit(case: Case, plan: Plan | None) -> Credit:
    """Exam parts passed at the level asked, and parts that need not be done."""
    level = plan.level if plan is not None else None
    required = dict.fromkeys(PARTS, level or "b1")
    if plan is not None and plan.route == "b1":
        for decision in case.all("downscaling_decided"):
            for part in decision.payload.get("parts") or PARTS:
                required[part] = "a2"
    passed: dict[str, Fact] = {}
    for exam in case.all("exam_taken"):
        part = exam.payload["part"]
        if exam.payload["result"] != "passed" or part in passed:
            continue
        if part == "knm" or _LEVEL.get(exam.payload.get("level") or "", 0) >= _LEVEL[required[part]]:
            passed[part] = exam
    return Credit(required, passed, _spared(case, required))


def _spared(case: Case, required: dict[str, str]) -> dict[str, Fact]:
    spared: dict[str, Fact] = {}
    for decision in case.all("dispensation_granted"):
        part, level = decision.payload.get("part"), decision.payload.get("level")
        if decision.payload.get("scope") not in {"partial", None} or part is None:
            continue
        if level is None or _LEVEL[level] >= _LEVEL[required.get(part, "a2")]:
            spared.setdefault(part, decision)
    for decision in case.all("exemption_granted"):
        if decision.payload.get("scope") in {"full", "temporary"}:
            continue
        for part in decision.payload.get("parts") or ():
            if part in _EXEMPTABLE:
                spared.setdefault(_EXEMPTABLE[part], decision)
    return spared
