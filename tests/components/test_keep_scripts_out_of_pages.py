"""The strict content security policy holds: no page carries script or style of its own, none asks another host.

And what every template has in common: it compiles, and the icons and tones it names exist.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Template

from wegwijs.components.icons import ICONS
from wegwijs.components.templatetags.ww import TONES

ROOT = Path(__file__).resolve().parents[2] / "src" / "wegwijs"
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*") if path.suffix in {".html", ".svg"})
FORBIDDEN = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style[\s>]",
    "inline script": r"<script(?![^>]*\ssrc=)[^>]*>",
    "event attribute": r"\son[a-z]+\s*=",
    "script address": r"javascript:",
    "htmx event code": r"\shx-on",
    "htmx code": r"hx-(?:vals|vars|headers)\s*=\s*['\"](?:js|javascript):",
    "another host": r"(?:src|href|action)\s*=\s*['\"](?:https?:)?//",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_carries_no_script_or_style(path: Path) -> None:
    """Every template of every room."""
    text = path.read_text(encoding="utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_compiles_and_names_parts_that_exist(path: Path) -> None:
    """A misspelt tag, icon or tone is found here and not by a user."""
    text = path.read_text(encoding="utf-8")
    Template(text)
    assert set(re.findall(r'{% icon "([^"]+)"', text)) <= set(ICONS)
    assert set(re.findall(r'{% tag "([^"]+)"', text)) <= set(TONES)


@pytest.mark.parametrize("path", sorted((ROOT / "components/static/wegwijs").glob("*.js")), ids=lambda path: path.name)
def test_our_own_script_makes_no_code_from_text(path: Path) -> None:
    """No eval, no HTML from strings, nothing typed kept in the browser."""
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage", text)
        == []
    )


def test_there_are_templates_to_look_at() -> None:
    """The pattern above finds the templates."""
    assert ROOT / "components/templates/base.html" in TEMPLATES
