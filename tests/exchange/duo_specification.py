"""Where DUO's specification lies: beside the checkout, never in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOUND = next((p for up in (1, 2) if (p := ROOT.parents[up - 1] / "shared" / "duo").is_dir()), None)
needs_specification = pytest.mark.skipif(
    FOUND is None, reason="DUO's OpenAPI files are not beside this checkout (../shared/duo)"
)
HEADERS = [
    {"name": name, "in": "header", "required": True, "schema": {"type": "string", **limits}}
    for name, limits in (
        ("bron", {"minLength": 20, "maxLength": 20}), ("doel", {"minLength": 20, "maxLength": 20}),
        ("berichtId", {"format": "uuid"}),
    )
]  # fmt: skip
BSN = {
    "name": "bsn", "in": "path", "required": True,
    "schema": {"type": "string", "pattern": "\\d{9}", "minLength": 9, "maxLength": 9},
}  # fmt: skip


@cache
def specifications() -> dict[str, dict[str, Any]]:
    """Name → document, the three later interfaces among them, written out from their notes."""
    if FOUND is None:
        return {}
    found = {path.name.split(".")[0]: _loaded(path.read_text(encoding="utf-8")) for path in FOUND.glob("*.openapi.yml")}
    for name, plural in (("boete", "boetes"), ("gebeurtenis", "gebeurtenissen"), ("verlenging", "verlengingen")):
        text = (FOUND / "later-apis" / f"{name}.yml").read_text(encoding="utf-8")
        found[name] = _later(_loaded(re.sub(r"\$ref: (\w+)", r"$ref: '#/components/schemas/\1'", text)), plural)
    return dict(sorted(found.items()))


def _loaded(text: str) -> dict[str, Any]:
    # Python's regular expressions have no classes of Unicode; these two stand in the pattern of a name.
    plain = re.sub(r"\\+p\{Pd\}", "-", re.sub(r"\\+p\{L\}", "A-Za-zÀ-ž", text))
    document: dict[str, Any] = yaml.safe_load(plain)
    return document


def _later(schemas: dict[str, Any], plural: str) -> dict[str, Any]:
    """A document around the transcribed schemas: one question, answered with a list."""
    item = next(name for name, schema in schemas.items() if schema["type"] == "object")
    version = {"API-Version": {"required": True, "schema": {"type": "string", "minLength": 1}}}
    listed = {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}
    responses: dict[str, Any] = {
        status: {"description": status, "headers": version} for status in ("400", "401", "403", "404")
    }
    responses["200"] = {
        "description": "OK", "headers": version, "content": {"application/json": {"schema": listed}}
    }  # fmt: skip
    asked = {"operationId": plural, "parameters": [BSN, *HEADERS], "responses": responses}
    return {
        "openapi": "3.0.0", "info": {"title": plural, "version": "1.0.0"},
        "paths": {f"/personen/{{bsn}}/{plural}": {"get": asked}}, "components": {"schemas": schemas},
    }  # fmt: skip
