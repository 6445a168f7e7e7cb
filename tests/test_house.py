"""Rules of the house that no linter knows: sizes, the clock at the edge, who asks the tables, what no hook does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "wegwijs"
# Longer than the rule allows, with the argument.
LONG_FILES = {"exchange/spreadsheet/notices.py": "one class with its steps; split, they would pass everything on"}
LONG_FUNCTIONS = {
    "exchange/spreadsheet/trajectories.py:import_trajectories": "the stages of one run, in order",
    "exchange/spreadsheet/trajectories.py:_append": "one pass over a chunk",
    "exchange/spreadsheet/fact_records.py:fact_reader": "a closure over the mapping",
    "plans/actions/documents.py:decision_data": "one entry per field of the letter",
}
# Only these read the clock; everything else is told what day it is.
EDGE = (
    "cli/",
    "accounts/middleware.py",
    "letters/tasks.py",
    "dossier/tasks.py",
    "exchange/tasks.py",
    "privacy/tasks.py",
    "insight/tasks.py",
)


def modules() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(SOURCE)), path.read_text(encoding="utf-8")


def test_files_have_at_most_300_lines() -> None:
    """A file that grows is split along its seams."""
    long = {name for name, text in modules() if text.count("\n") > 300}
    assert long == set(LONG_FILES)


def test_functions_have_at_most_40_lines() -> None:
    """A function does one thing; exceptions are argued above."""
    long = {
        f"{name}:{node.name}"
        for name, text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    }
    assert long == set(LONG_FUNCTIONS)


def test_the_clock_is_read_at_the_edge_only() -> None:
    """No rule, action or query asks what time it is."""
    asked = re.compile(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|timezone\.now|timezone\.localdate)\(\)")
    found = {name for name, text in modules() if asked.search(text) and not name.startswith(EDGE)}
    assert found == set()


def test_no_save_overrides_and_no_signals() -> None:
    """Nothing happens behind an action's back."""
    hooks = re.compile(r"@receiver|post_save|pre_save")
    found = {name for name, text in modules() if hooks.search(text)}
    found |= {name for name, text in modules() if name.endswith("models.py") and "def save(" in text}
    assert found == set()


def test_pages_go_through_queries() -> None:
    """No page asks the tables directly, past accounts.scope."""
    found = {name for name, text in modules() if name.startswith("desk/") and ".objects." in text}
    assert found == set()


def test_no_room_imports_the_models_of_another() -> None:
    """Rooms above use actions and queries; only accounts, which is the ground floor, lends its tables for keys."""
    found = [
        f"{name} → {other}"
        for name, text in modules()
        for other in re.findall(r"from wegwijs\.(\w+)\.models import", text)
        if other not in {name.split("/")[0], "accounts"}
    ]
    assert found == []


# Tables in which there is nobody's data of this kind; every other table is claimed by its room (accounts.person_data).
NOBODYS = {
    "accounts.Municipality", "accounts.Organisation", "accounts.Contract", "accounts.Department", "accounts.Team",
    "norms.Norm", "norms.ImpactCheck",  # what a municipality chose, and counts
    "accounts.Installation", "accounts.LifeSign", "accounts.Seal", "accounts.ErasedRow",  # machinery
    "insight.PublishedTable",  # counts of people, with what would tell of one left out before they are kept
    "voice.Thumb", "voice.ThumbTicket", "voice.Topic",  # of nobody: counts, tokens, what a group raised
    "insight.PolicyChange",  # what a municipality changed; names no case and no person of one
    "accounts.User", "accounts.Membership",  # of professionals; theirs as long as they work here
    "quality.TextVersion", "support.Offer", "planning.Room",  # how we work and where help and rooms are, about nobody
    "support.Incident",  # of professionals; names no case, has its own term
}  # fmt: skip


def test_every_table_is_claimed_for_copy_and_destruction() -> None:
    """A new table says in `person_data` of its room how a person gets a copy of it and how it is destroyed, or why not.

    Name it in `CLAIMS` (and let `copy_of` and `destroy` do it), or give the reason in `not_copied` and `kept`.
    A new room with tables goes into `privacy.rooms.ROOMS` as well.
    """
    from django.apps import apps

    from wegwijs.privacy.rooms import ALL_CLAIMS

    tables = {model._meta.label for model in apps.get_models() if model.__module__.startswith("wegwijs.")}
    copied = {name for claims in ALL_CLAIMS.values() for name in (*claims.copied, *claims.not_copied)}
    destroyed = {name for claims in ALL_CLAIMS.values() for name in (*claims.destroyed, *claims.kept)}
    assert sorted(tables - copied - NOBODYS) == [], "nobody can get a copy of these"
    assert sorted(tables - destroyed - NOBODYS) == [], "these are never destroyed"
    assert all(why for claims in ALL_CLAIMS.values() for why in (*claims.not_copied.values(), *claims.kept.values()))
