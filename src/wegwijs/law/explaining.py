"""One renderer of a reasoning: for the *why?* panel, as a paragraph in a letter, and as JSON. Dutch or English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from wegwijs.law.outcome import Step
from wegwijs.law.parameters import parameter
from wegwijs.law.rules import FIGURES, SUPPLIERS
from wegwijs.law.rules.rule import _
from wegwijs.law.texts import calculate, catalogue, render

_UNVERIFIED = _("Not verified.")


class Figure(NamedTuple):
    """A dated parameter as it stood on the day of the step: with its source, so that it can be looked up."""

    name: str
    value: Any
    unit: str
    source: str


class Told(NamedTuple):
    """One step in words. `calculation` and `missing` are empty where there is none; `unverified` must be seen."""

    text: str
    article: str
    from_: str
    calculation: str
    unverified: bool
    missing: str
    supplier: str


def explain(steps: Iterable[Step], lang: str = "nl") -> tuple[Told, ...]:
    """Each step as a reader sees it."""
    return tuple(_told(step, lang) for step in steps)


def paragraph(steps: Iterable[Step], lang: str = "nl") -> str:
    """A reasoning as running text for a letter: each sentence with its article, what is not verified told as such."""
    sentences = []
    for told in explain(steps, lang):
        text = told.text
        if told.article:
            text = f"{text.rstrip('.')} ({told.article})."
        if told.unverified:
            text += f" {catalogue(lang).gettext(_UNVERIFIED)}"
        sentences.append(text)
    return " ".join(sentences)


def as_json(steps: Iterable[Step], lang: str = "nl") -> list[dict[str, Any]]:
    """A reasoning as the contract writes it, with figures, parameters and arithmetic where there are any."""
    found = []
    for step in steps:
        told = _told(step, lang)
        one: dict[str, Any] = {
            "rule": step.rule,
            "article": step.article,
            "text": told.text,
            "from": step.from_ or None,
            "confidence": step.confidence,
        }
        more = {
            "figures": dict(step.params),
            "parameters": list(FIGURES.get(step.rule, ())),
            "arithmetic": told.calculation,
            "missing": told.missing,
            "supplier": told.supplier,
        }
        found.append(one | {name: value for name, value in more.items() if value})
    return found


def figures(step: Step, on: date) -> tuple[Figure, ...]:
    """The parameters behind a step, as in force on a day."""
    found = []
    for name in FIGURES.get(step.rule, ()):
        version = parameter(name).version(on)
        found.append(Figure(name, version.value, version.unit, version.source))
    return tuple(found)


def _told(step: Step, lang: str) -> Told:
    missing = str(step.params.get("fact") or "") if step.rule == "missing_fact" else ""
    return Told(
        render(step, lang),
        step.article,
        step.from_,
        calculate(step, lang),
        step.confidence == "L",
        missing,
        SUPPLIERS.get(missing, "municipality") if missing else "",
    )
