"""Everybody can read the page: contrast, direction, no text in colour alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src/wegwijs/components/static/wegwijs"
TOKENS = dict(re.findall(r"--ww-([a-z0-9-]+): (#[0-9a-f]{6})", (STATIC / "tokens.css").read_text()))
OWN_SHEETS = [path for path in STATIC.glob("*.css") if path.name != "tokens.css"]
ON_PAPER = ["ink", "ink-soft", "line", "line-strong", "done", "planned", "watch", "act", "good"]
TEXT_PAIRS = [
    *[(colour, "paper") for colour in ON_PAPER],
    *[(colour, "ground") for colour in ON_PAPER],
    ("on-header", "header"),
    ("on-header", "header-soft"),
    ("on-line", "line"),
    ("on-line", "line-strong"),
    ("ink", "focus"),
    *[(tone, f"{tone}-soft") for tone in ("act", "watch", "good", "line")],
    *[("ink", f"{tone}-soft") for tone in ("act", "watch", "good", "line")],
    *[("ink-soft", f"{tone}-soft") for tone in ("act", "watch", "good", "line")],
]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 for two tokens."""
    light, dark = sorted((_luminance(TOKENS[one]), _luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "under"), TEXT_PAIRS)
def test_text_stands_out_from_what_is_under_it(text: str, under: str) -> None:
    """4.5:1, WCAG 2.2 success criterion 1.4.3."""
    assert contrast(text, under) >= 4.5


@pytest.mark.parametrize(
    ("line", "under"), [("field-rule", "paper"), ("field-rule", "ground"), ("ink", "paper"), ("focus", "header")]
)
def test_edges_of_what_one_can_use_are_seen(line: str, under: str) -> None:
    """Fields and the focus ring: 3:1, success criterion 1.4.11."""
    assert contrast(line, under) >= 3


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_the_page_turns_round_with_the_script(sheet: Path) -> None:
    """Only logical properties: an Arabic page is the mirror without a second sheet."""
    named = r"(?:margin|padding|border)-(?:left|right)|left|right|float: (?:left|right)|text-align: (?:left|right)"
    assert re.findall(rf"(?<![\w-])(?:{named})(?=\s*[:;])", sheet.read_text()) == []


@pytest.mark.parametrize("sheet", OWN_SHEETS, ids=lambda path: path.name)
def test_every_custom_property_is_in_the_theme(sheet: Path) -> None:
    """A municipality changes one file; no sheet asks for a token that is not in it."""
    known = set(re.findall(r"(--ww-[a-z0-9-]+):", (STATIC / "tokens.css").read_text()))
    assert set(re.findall(r"var\((--ww-[a-z0-9-]+)", sheet.read_text())) - known == set()


def test_files_of_others_are_as_they_came() -> None:
    """What stands in vendor has the fingerprint that VENDORED.md states."""
    from tools import vendor_assets

    assert vendor_assets.RECORD.read_text() == vendor_assets.record()
