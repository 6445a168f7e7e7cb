"""Waiting from one step to another: who still waits counts, what comes later does not exist."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.analysis.oracles import Row, answer, refused, waiting_by_hand, write_log

STEPS = ("coa_matched", "intake_completed", "pip_established", "moved_out")


def some_log(seed: int, cases: int = 40) -> list[Row]:
    chance = Random(seed)
    rows = [
        (f"c{case}", chance.choice(STEPS), str(date(2023, 1, 1) + timedelta(days=chance.randrange(60))))
        for case in range(cases)
        for _ in range(chance.randrange(1, 7))
    ]
    chance.shuffle(rows)
    return rows


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("competing", [(), ("moved_out",)], ids=["alone", "competing"])
def test_every_history_is_counted_as_by_hand(
    seed: int, competing: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """First A, first B after it, on a day in the middle of the log; equal days in the order of the file."""
    rows, as_of = some_log(seed), date(2023, 2, 5)
    words = ["--from", "coa_matched", "--to", "pip_established", "--as-of", as_of]
    if competing:
        words += ["--competing", ",".join(competing)]
    [group] = answer(monkeypatch, capsysbinary, "waiting", write_log(tmp_path / "l.csv", rows), *words)["groups"]
    told = waiting_by_hand(rows, "coa_matched", "pip_established", as_of, competing)
    reached = [days for days, ended in told if ended == "pip_established"]
    assert (group["n"], group["reached"]) == (len(told), len(reached))
    assert group["censored"] == sum(ended is None for _, ended in told)
    share = 1.0
    assert [row[0] for row in group["curve"]] == sorted(set(reached))
    for t, ours, _, _, at_risk in group["curve"]:
        there = sum(days >= t for days, _ in told)
        share *= 1 - reached.count(t) / there
        assert (at_risk, ours) == (there, pytest.approx(share, abs=1e-9))
    if competing:
        assert set(group["cumulative_incidence"]) == {"pip_established", "moved_out"}


def test_the_day_asked_about_counts_and_the_next_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """As-of is inclusive for both steps."""
    rows = [("a", "A", "2023-05-01"), ("a", "B", "2023-05-11"), ("b", "A", "2023-05-11"), ("c", "A", "2023-05-12")]
    path = write_log(tmp_path / "l.csv", rows)
    found = {}
    for day in ("2023-05-10", "2023-05-11"):
        [found[day]] = answer(monkeypatch, capsysbinary, "waiting", path, "--from", "A", "--to", "B", "--as-of", day)[
            "groups"
        ]
    assert [(g["n"], g["reached"]) for g in found.values()] == [(1, 0), (2, 1)]
    assert found["2023-05-11"]["median"] == 10


def test_groups_and_working_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """A group is what the first step says; Saturday, Sunday and King's Day are no working days, nor those of a file."""
    rows = [
        ("a,north", "A", "2023-04-21"),
        ("a,", "B", "2023-04-28"),
        ("b,south", "A", "2023-04-21"),
        ("b,", "B", "2023-04-24"),
    ]
    path = write_log(tmp_path / "l.csv", rows, "case_id,team,activity,timestamp")
    (tmp_path / "free.txt").write_text("2023-04-26\n2023-04-27\n", encoding="utf-8")
    words = ("waiting", path, "--from", "A", "--to", "B", "--by", "team")
    medians = [
        {group["group"]: group["median"] for group in answer(monkeypatch, capsysbinary, *words, *more)["groups"]}
        for more in ((), ("--working-days",), ("--working-days", "--holidays", tmp_path / "free.txt"))
    ]
    assert medians == [{"north": 7, "south": 3}, {"north": 4, "south": 1}, {"north": 3, "south": 1}]


def test_a_day_is_a_day_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Half past eleven at night UTC is the next day in the Netherlands; without a zone a day is what it says."""
    for stamp, days in (("2023-06-01T23:30:00Z", 1), ("2023-06-01 23:30", 0), ("2023-06-02T01:30:00+02:00", 1)):
        path = write_log(tmp_path / "l.csv", [("a", "A", "2023-06-01T08:00:00"), ("a", "B", stamp)])
        [group] = answer(monkeypatch, capsysbinary, "waiting", path, "--from", "A", "--to", "B")["groups"]
        assert group["median"] == days


def test_a_slip_of_the_pen_is_no_zero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """An activity that the log does not know is refused, unless the vocabulary knows it: then everybody waits."""
    path = write_log(tmp_path / "l.csv", [("a", "coa_matched", "2023-05-01"), ("b", "duo_notified", "2023-05-09")])
    told = refused(monkeypatch, capsysbinary, "waiting", path, "--from", "coa_match", "--to", "duo_notified")
    assert "expected an activity 'coa_match'; there are coa_matched, duo_notified" in told
    found = answer(monkeypatch, capsysbinary, "waiting", path, "--from", "coa_matched", "--to", "pip_established")
    assert (found["groups"][0]["n"], found["groups"][0]["reached"], found["groups"][0]["median"]) == (1, 0, None)
