"""The glossary is the closed list of Dutch words in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Dutch words that somebody might be tempted to use; English has one for each (docs/glossary.md).
TEMPTING = {
    "gemeente", "inburgeraar", "inburgering", "dossiernummer", "statushouder", "gezinsmigrant", "termijn", "leerroute",
    "verlenging", "aanbieder", "aanlevering", "afspraak", "oproep", "uitnodiging", "vaststellen", "dagtekening", "taal",
    "geboortedatum", "persoon", "professional_id", "regiehouder", "intakegesprek", "besluit", "melding", "ontheffing",
    "vrijstelling",
}  # fmt: skip
# Adapters keep the counterpart's names in their mapping, and nowhere else; the two letters keep their name.
ADAPTERS = {"mapping.py", "records.py"}


def _identifiers() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "src").rglob("*.py")):
        if path.name in ADAPTERS or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = (
                getattr(node, "name", None)
                or getattr(node, "id", None)
                or getattr(node, "arg", None)
                or getattr(node, "attr", None)
            )
            if isinstance(name, str):
                yield name.lower(), str(path.relative_to(ROOT))


def test_identifiers_are_english_but_for_the_closed_list() -> None:
    """No identifier holds a Dutch word that the glossary does not keep."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    kept = set(re.findall(r"`([a-z_]+)`", text.split("## Words of the field")[0])) - {"vrijstelling", "ontheffing"}
    assert kept >= {"bsn", "pip", "pvt", "knm", "duo"}
    found = {(name, path) for name, path in _identifiers() for word in TEMPTING - kept if word in name.split("_")}
    assert found == set()
