"""What is done again, where people wait longest, and whether cases went as expected: as counted by a loop."""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.analysis.oracles import Row, answer, pd, refused, waiting_by_hand, write_log
from wegwijs.analysis.conformance import Expected, Step, expected_route
from wegwijs.eventlog.vocabulary import KINDS
from wegwijs.eventlog.words import GROUPS, ROUTES

STEPS = ("A", "B", "C", "D")
EXPECTED = """source = "ours"
[[step]]
stage = 1
activity = "A"
[[step]]
stage = 2
activity = "B"
repeats = true
[[step]]
stage = 2
activity = "C"
optional = true
[[step]]
stage = 3
activity = "D"
"""


def some_log(seed: int, cases: int = 60) -> list[Row]:
    """Anything in any order, often on one day, the rows of cases mixed."""
    chance = Random(seed)
    rows = [
        (f"c{case}", chance.choice(STEPS), str(date(2023, 1, 1) + timedelta(days=chance.randrange(20))))
        for case in range(cases)
        for _ in range(chance.randrange(1, 9))
    ]
    chance.shuffle(rows)
    return rows


def histories(rows: list[Row]) -> list[list[str]]:
    """Per case its steps in order."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for place, (case, activity, on) in enumerate(rows):
        found.setdefault(case, []).append((on, place, activity))
    return [[activity for _, _, activity in sorted(events)] for events in found.values()]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_done_again(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Rework as pm4py counts it; loops of one and of two steps as a loop over every history does."""
    rows = some_log(seed)
    found = answer(monkeypatch, capsysbinary, "process", write_log(tmp_path / "l.csv", rows), "--detail")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        table = pd.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
        table["time:timestamp"] = pd.to_datetime(table["time:timestamp"], utc=True)
        theirs = pm4py.get_rework_cases_per_activity(table)
    assert {step: cases for step, cases, _ in found["rework"]} == theirs
    told = histories(rows)
    assert {step: extra for step, _, extra in found["rework"]} == {
        step: sum(max(0, one.count(step) - 1) for one in told) for step in theirs
    }
    times: Counter[tuple[str, ...]] = Counter()
    cases: Counter[tuple[str, ...]] = Counter()
    for one in told:
        own: list[tuple[str, ...]] = [pair for pair in pairwise(one) if pair[0] == pair[1]]
        own += [three for three in zip(one, one[1:], one[2:], strict=False) if three[0] == three[2] != three[1]]
        times.update(own)
        cases.update(set(own))
    assert {tuple(steps): (n, many) for steps, n, many in found["loops"]} == {
        steps: (times[steps], cases[steps]) for steps in times
    }


def test_where_people_wait_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """From each step to the one that most often follows; who still waits counts, and a rare way is left out."""
    rows: list[Row] = []
    for case in range(40):
        began = date(2023, 1, 1) + timedelta(days=case)
        rows.append((f"c{case}", "A", str(began)))
        rows.append((f"c{case}", "B", str(began + timedelta(days=3))))
        if case < 10:
            rows.append((f"c{case}", "C", str(began + timedelta(days=30))))
    rows += [("c0", "A", "2023-03-01"), ("c0", "D", "2023-03-02")]
    path = write_log(tmp_path / "l.csv", rows)
    found = answer(monkeypatch, capsysbinary, "process", path, "--detail")["bottlenecks"]
    assert [(one["from"], one["to"]) for one in found] == [("B", "C"), ("A", "B")]
    first, second = found
    told = waiting_by_hand(rows, "B", "C", date(2023, 3, 2))
    assert (first["n"], first["reached"], first["waiting"]) == (40, 10, sum(ended is None for _, ended in told))
    assert first["median"] is None
    assert first["seen_for"] == max(days for days, _ in told)
    assert (second["median"], second["waiting"]) == (3, 0)


def judged_by_hand(told: list[str], steps: tuple[Step, ...]) -> dict[str, set[str]]:
    """What happened to each expected step of one case, by the definition."""
    first = {step.activity: told.index(step.activity) for step in steps if step.activity in told}
    got_to = max((step.stage for step in steps if step.activity in first), default=0)
    found: dict[str, set[str]] = {}
    for step in steps:
        marks = set()
        later = [first[other.activity] for other in steps if other.stage > step.stage and other.activity in first]
        if step.activity in first:
            marks.add("taken")
            if told.count(step.activity) > 1 and not step.repeats:
                marks.add("repeated")
            if later and first[step.activity] > min(later):
                marks.add("out_of_order")
        elif step.stage < got_to and not step.optional:
            marks.add("skipped")
        found[step.activity] = marks
    return found


@pytest.mark.parametrize("seed", range(3))
def test_whether_cases_went_as_expected(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Skipped, repeated and out of order, of a route in a file of one's own, of any log."""
    rows = some_log(seed)
    (tmp_path / "route.toml").write_text(EXPECTED, encoding="utf-8")
    path = write_log(tmp_path / "l.csv", rows)
    found = answer(monkeypatch, capsysbinary, "process", path, "--expected", tmp_path / "route.toml")["conformance"]
    expected = expected_route(tmp_path / "route.toml")
    told = [judged_by_hand(one, expected.steps) for one in histories(rows)]
    told = [one for one in told if any("taken" in marks for marks in one.values())]
    [route] = found["routes"]
    assert (found["source"], found["cases"], route["group"], route["route"]) == ("ours", len(told), "", "")
    fine = [one for one in told if not set().union(*one.values()) & {"skipped", "repeated", "out_of_order"}]
    assert route["as_expected"] == len(fine)
    for step in route["steps"]:
        for mark in ("taken", "skipped", "repeated", "out_of_order"):
            assert step[mark] == sum(mark in one[step["activity"]] for one in told), (step["activity"], mark)


def test_the_route_of_this_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Per group and route, with its source; who is not that far skipped nothing."""
    header = "case_id,case:group,case:route,activity,timestamp"
    rows = [
        ("a,asylum,b1", "coa_matched", "2023-01-01"),
        ("a,asylum,b1", "pip_established", "2023-02-01"),
        ("a,asylum,b1", "learnability_test_taken", "2023-03-01"),
        ("b,family,b1", "duo_notified", "2023-01-01"),
        ("b,family,b1", "intake_conversation_held", "2023-02-01"),
        ("b,family,b1", "intake_conversation_held", "2023-02-02"),
    ]
    path = write_log(tmp_path / "l.csv", rows, header)
    found = answer(monkeypatch, capsysbinary, "process", path, "--expected")["conformance"]
    asylum, family = found["routes"]
    assert "Wet inburgering 2021" in found["source"]
    assert [(one["group"], one["route"], one["cases"], one["as_expected"]) for one in (asylum, family)] == [
        ("asylum", "b1", 1, 0), ("family", "b1", 1, 1),
    ]  # fmt: skip
    steps = {step["activity"]: step for step in asylum["steps"]}
    assert steps["intake_conversation_held"]["skipped"] == 1
    assert steps["learnability_test_taken"]["out_of_order"] == 1
    assert steps["course_started"]["skipped"] == 0
    assert "duo_notified" not in steps


def test_the_shipped_route_speaks_the_vocabulary() -> None:
    """Every step is a word of vocabulary v1 with a source, of groups and routes that exist, in rising stages."""
    shipped: Expected = expected_route(None)
    assert {step.activity for step in shipped.steps} <= set(KINDS)
    assert all(step.source for step in shipped.steps)
    assert {group for step in shipped.steps for group in step.groups} <= set(GROUPS)
    assert {route for step in shipped.steps for route in step.routes} <= set(ROUTES)
    assert [step.stage for step in shipped.steps] == sorted(step.stage for step in shipped.steps)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[step", "TOML that can be read"),
        ("source = 'x'", "steps, each under [[step]] with a stage and an activity"),
        ("[[step]]\nstage = 1", "step 1: expected a stage and an activity"),
        ("[[step]]\nstage = '1'\nactivity = 'A'", "step 1, 'stage'"),
        ("[[step]]\nstage = 1\nactivity = 'A'\nnext = 'B'", "step 1, 'next': expected one of stage, activity"),
    ],
)
def test_a_route_that_cannot_be_read_is_told_where(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Exit 2 with the step; a log without the columns that the route asks for says which."""
    (tmp_path / "route.toml").write_text(text, encoding="utf-8")
    path = write_log(tmp_path / "l.csv", [("a", "A", "2023-01-01")])
    assert said in refused(monkeypatch, capsysbinary, "process", path, "--expected", tmp_path / "route.toml")
    assert "a column 'case:group'" in refused(monkeypatch, capsysbinary, "process", path, "--expected")


def test_a_picture_of_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """One page that stands on its own: every number of the picture is in a table; words of a log are only words."""
    rows = [(case, activity.replace("A", "<b>A & co"), on) for case, activity, on in some_log(1)]
    path, page = write_log(tmp_path / "l.csv", rows), tmp_path / "page.html"
    found = answer(monkeypatch, capsysbinary, "process", path, "--html", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.count("<svg") == 1
    assert "<script" not in text
    assert "http" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;A &amp; co" in text
    for before, after, n in found["dfg"]:
        assert f">{n}</td>" in text, (before, after)
    told = refused(monkeypatch, capsysbinary, "process", path, "--html", tmp_path / "no" / "page.html")
    assert "expected a place to write" in told
