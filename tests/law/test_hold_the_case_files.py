"""The law against case files: an article, an invented person, and both sides of each boundary (`case_files/*.toml`).

A file is readable by a jurist. `facts` are of both sides, `more` of one side; a fact is "kind day" or a table. Of the
answer only what `expect` names is compared: `regime`, `last_day` of the term, `pip_due.0` (day and state),
`component.pvt` (state), `figures.pvt` (required, achieved, remaining), `done_on.pvt`, `option.…`, `fine` (amount or why
not), `refused` (codes), `signals` and `no_signals` (codes that are there, or not).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.law.cases import allowed, answer, codes, fact, state
from wegwijs.law import Assessment, Choices

FILES = sorted((Path(__file__).parent / "case_files").glob("*.toml"))
ABOUT = ("born", "permit", "nationality", "residence_purpose", "receives_benefit")


def _sides() -> Iterator[Any]:
    for path in FILES:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            for side in case["sides"]:
                yield pytest.param(case, side, id=f"{path.stem}: {case['article']}: {side['side']}")


def _facts(given: list[Any]) -> list[Any]:
    return [fact(one.pop("fact"), **one) if isinstance(one, dict) else one for one in map(_copy, given)]


def _copy(one: Any) -> Any:
    return dict(one) if isinstance(one, dict) else one


def told(found: Assessment, name: str) -> Any:
    """What the assessment says about one name of `expect`."""
    word, _, code = name.partition(".")
    if word in {"pip_due", "deadline"}:
        wanted = "pip_due" if word == "pip_due" else code
        of_code = [one for one in found.deadlines if one.code == wanted]
        one = of_code[int(code)] if word == "pip_due" else of_code[-1]
        return f"{one.due or 'unknown'} {one.state}"
    if word == "fine":
        assert found.fine is not None
        return found.fine.amount if found.fine.lawful else found.fine.because[-1].rule
    if word == "no_signals":
        return None
    simple = {
        "regime": lambda: found.regime,
        "phase": lambda: found.phase,
        "last_day": lambda: str(found.term.last_day) if found.term else "unknown",
        "component": lambda: state(found, code),
        "figures": lambda: [one.required, one.achieved, one.remaining] if (one := found.component(code)) else None,
        "done_on": lambda: str(one.done_on) if (one := found.component(code)) else None,
        "changes_on": lambda: str(found.changes_on),
        "option": lambda: allowed(found, code),
        "at_most": lambda: found.fine and found.fine.at_most,
        "new_term_months": lambda: found.fine and found.fine.new_term_months,
        "refused": lambda: sorted(one.code for one in found.proposals[0].violations),
        "signals": lambda: sorted(codes(found)),
        "relief": lambda: found.relief.mandatory,
        "entitled": lambda: getattr(found.entitlements, code),
        "missing": lambda: next(one for one in found.deadlines if one.code == code).because[0].params["fact"],
    }
    return simple[word]()


@pytest.mark.parametrize(("case", "side"), list(_sides()))
def test_the_law_holds_the_case(case: dict[str, Any], side: dict[str, Any]) -> None:
    """The article of the case, on this side of its boundary."""
    about = {name: {**case, **side}[name] for name in ABOUT if name in {**case, **side}}
    for asked in ("offence", "proposals"):
        given = side.get(asked, case.get(asked))
        if given is not None:
            about[asked] = _facts(given) if asked == "proposals" else given
    facts = _facts(case.get("facts", [])) + _facts(side.get("more", []))
    choices = Choices(**case["choices"]) if "choices" in case else None
    found = answer(case.get("group", "family"), *facts, on=side["on"], choices=choices, **about)
    for name, expected in side["expect"].items():
        shown = told(found, name)
        if name == "signals":
            assert set(expected) <= set(shown)
        elif name == "no_signals":
            assert not set(expected) & codes(found)
        else:
            assert shown == expected, f"{name}: {case['person']}"
    assert found.to_dict("nl")["law_version"]


def test_every_case_has_two_sides() -> None:
    """A boundary that is looked at from one side only may lie anywhere."""
    assert len(FILES) >= 6
    for path in FILES:
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert {"article", "person", "sides"} <= case.keys(), path
            assert len(case["sides"]) >= 2, f"{path.stem}: {case['article']}"
