"""`docs/rules/` is what the code says: a jurist reads the same rules that decide."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from wegwijs.law import calendar, explaining, holidays
from wegwijs.law.rules import RULES

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_pages_are_up_to_date() -> None:
    """`make rules` after a change of a rule, a figure or a case."""
    found = subprocess.run(
        [sys.executable, "tools/rules.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout.strip()) == (0, "")


def test_every_rule_stands_on_a_page() -> None:
    """None is hidden, and what is not verified is marked."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md"))
    assert [code for code in RULES if f"| `{code}` |" not in pages] == []
    assert pages.count("**niet geverifieerd**") > sum(rule.confidence == "L" for rule in RULES.values())


@pytest.mark.parametrize("module", [calendar, holidays, explaining])
def test_examples_in_the_code_are_true(module: object) -> None:
    """Doctests."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
