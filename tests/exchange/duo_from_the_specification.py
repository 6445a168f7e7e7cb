"""A DUO made from its OpenAPI files alone: it knows no rule, refuses what is not as specified, answers examples.

Nothing of the practice DUO is used here, so that a mistake of ours cannot stand on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from tests.exchange.duo_specification import specifications

HOST = "https://duo.invalid:1234"
BASE = "/v1"
DAY = "2026-03-02"


@dataclass(frozen=True)
class _Line:
    """One operation of one document."""

    name: str
    pattern: re.Pattern[str]
    path: str
    operation: dict[str, Any]
    document: dict[str, Any]


@dataclass
class SpecifiedDuo:
    """Called as a server; `asked` holds which operations were used, `wrong` what was not as specified."""

    asked: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = {name: one for name, one in specifications().items() if name != "Notificatie"}
        self.validators = {
            name: OpenAPI.from_dict({**one, "servers": [{"url": HOST + BASE}]}) for name, one in found.items()
        }
        self.lines = [line for name, one in found.items() for line in _lines(name, one)]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix(BASE)
        line = next(
            (one for one in self.lines if one.operation["method"] == request.method and one.pattern.fullmatch(path)),
            None,
        )
        if line is None:
            self.wrong.append(f"{request.method} {path}: not in the specification")
            return httpx.Response(404)
        told = MockRequest(
            HOST, request.method.lower(), request.url.path, headers=dict(request.headers), data=request.content,
            view_args=dict(line.pattern.fullmatch(path).groupdict()),  # type: ignore[union-attr]  # matched above
        )  # fmt: skip
        try:
            self.validators[line.name].validate_request(told)
        except OpenAPIError as error:
            self.wrong.append(f"{request.method} {line.path}: {error} {error.__cause__ or ''}")
            return httpx.Response(400)
        self.asked.add(f"{request.method} {line.path}")
        status, answer = next(
            (int(code), one) for code, one in line.operation["responses"].items() if code.startswith("2")
        )
        if "content" not in answer:
            return httpx.Response(status, headers={"API-Version": "1.0.0"})
        schema = answer["content"]["application/json"]["schema"]
        return httpx.Response(status, json=example(schema, line.document), headers={"API-Version": "1.0.0"})

    @property
    def operations(self) -> set[str]:
        return {f"{line.operation['method']} {line.path}" for line in self.lines}


def _lines(name: str, document: dict[str, Any]) -> Iterator[_Line]:
    for path, methods in document["paths"].items():
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
        for method, operation in methods.items():
            yield _Line(name, pattern, path, {**operation, "method": method.upper()}, document)


def example(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """A value that is as the schema says: the first of a list, the least of a number, the simplest text."""
    if "$ref" in schema:
        return example(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document)
    if schema.get("type") == "object":
        return {name: example(one, document) for name, one in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [example(schema["items"], document)]
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "boolean":
        return True
    if schema["type"] in {"integer", "number"}:
        return schema.get("minimum", 1)
    if schema.get("format") == "date":
        return DAY
    low, high = schema.get("minLength", 0), schema.get("maxLength", 50)
    if "pattern" not in schema:
        return "1" * max(low, 1)
    return _fitting(schema["pattern"], low, high)


@cache
def _fitting(pattern: str, low: int, high: int) -> str:
    quick = settings(max_examples=200, phases=[Phase.generate], derandomize=True, database=None)
    texts = st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)
    return find(texts, lambda value: low <= len(value) <= high, settings=quick)
