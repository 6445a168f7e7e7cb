"""What the documents name exists: links, commands, targets, settings, columns of files and kinds of facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wegwijs.cli import COMMANDS
from wegwijs.eventlog.vocabulary import KINDS
from wegwijs.exchange.spreadsheet.fact_records import FACT_COLUMNS
from wegwijs.exchange.spreadsheet.mapping import NOTICE_COLUMNS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")])
MANUAL = ROOT / "docs" / "handleiding"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _anchors(text: str) -> set[str]:
    """Headings as links name them: small letters, no marks, dashes for spaces."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Each relative link has its file, and each part of a page its heading."""
    missing = []
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        to = (path.parent / file).resolve() if file else path
        if not to.exists() or (anchor and anchor not in _anchors(to.read_text(encoding="utf-8"))):
            missing.append(target)
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    """`make x`, `wegwijs x`, `tools/x` and `WEGWIJS_X` in code on a page are there to be used."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    # Analysis knows no Django and reads the one setting it has by itself.
    readers = ("project/settings.py", "analysis/cluster.py")
    settings = "\n".join((ROOT / "src/wegwijs" / name).read_text(encoding="utf-8") for name in readers)
    code = "\n".join(CODE.findall(path.read_text(encoding="utf-8")))
    for target in re.findall(r"\bmake ([a-z-]+)", code):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in re.findall(r"\bwegwijs ((?:import |duo |events )?[a-z-]+)\b(?! *[=/])", code):
        assert name in COMMANDS or name in {"import", "duo", "events"}, name
    for tool in re.findall(r"\b(tools/[\w./-]+)", code):
        assert (ROOT / tool).exists(), tool
    for name in re.findall(r"\bWEGWIJS_[A-Z_]+[A-Z]\b", code):
        assert name in settings, name


def test_the_manual_for_administrators_has_every_setting() -> None:
    """What the code reads from the environment stands in a table of docs/beheer.md, and nothing else does."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    told = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1] for line in told if line.startswith("| `WEGWIJS_")]
    named = [name for row in rows for name in re.findall(r"`(WEGWIJS_[A-Z_]+)`", row)]
    assert sorted(named) == sorted(set(re.findall(r'"(WEGWIJS_[A-Z_]+)"', source)))


def test_the_manual_leads_to_each_of_its_pages_and_pictures() -> None:
    """No page that the index does not name, no picture that no page shows, and none larger than 150 kB."""
    index = (MANUAL / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in MANUAL.glob("*.md")} - {"README.md"} <= set(LINK.findall(index))
    shown = {target for path in MANUAL.glob("*.md") for target in LINK.findall(path.read_text(encoding="utf-8"))}
    for picture in (MANUAL / "beelden").glob("*.png"):
        assert f"beelden/{picture.name}" in shown
        assert picture.stat().st_size <= 150_000


def test_the_manual_names_every_column_of_a_delivery() -> None:
    """The messages about files send people to the manual: each column and each other name of it stands there."""
    text = (MANUAL / "leveringen.md").read_text(encoding="utf-8")
    for column, others in NOTICE_COLUMNS.items():
        row = next((line for line in text.splitlines() if line.startswith(f"| `{column}` |")), "")
        told = {name.strip() for name in row.rpartition(" | ")[2].strip("| ").split(",")}
        assert told == set(others), column


def test_the_manual_names_every_kind_of_a_running_case() -> None:
    """Each kind with each of its fields, each closed list, and each column of the file."""
    text = (MANUAL / "lopende-dossiers.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        row = next((line for line in text.splitlines() if line.startswith(f"| `{kind.name}` |")), "")
        assert set(re.findall(r"`(\w+)`", row)) == {kind.name, *(one.name for one in kind.fields)} - {
            "correction_reason"
        }
        for field in kind.fields:
            assert all(f"`{choice}`" in text for choice in field.choices), field.name
    for column, others in FACT_COLUMNS.items():
        assert f"`{column}`" in text
        assert all(name in text for name in others)
