"""Several municipalities beside each other: each as it is alone, and nothing of one with few people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.analysis.oracles import Row, answer, refused, write_log

STEPS = ("coa_matched", "intake_completed", "pip_established", "moved_out")
ASKED = ("--from", "coa_matched", "--to", "pip_established", "--competing", "moved_out", "--as-of", "2023-03-01")


def city(seed: int, cases: int) -> list[Row]:
    """Cases with the same names in every city."""
    chance = Random(seed)
    return [
        (f"c{case}", kind, str(date(2023, 1, 1) + timedelta(days=chance.randrange(60))))
        for case in range(cases)
        for kind in ("coa_matched", *chance.choices(STEPS, k=chance.randrange(1, 6)))
    ]


@pytest.fixture
def logs(tmp_path: Path) -> dict[str, Path]:
    sizes = {"Waterstad": 60, "Duinstad": 45, "Klein": 6}
    return {
        name: write_log(tmp_path / f"{name}.csv", city(seed, size)) for seed, (name, size) in enumerate(sizes.items())
    }


def test_waiting_of_each_is_what_it_is_alone(
    logs: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Also where two cities have a case of one name; with the test between them, and without few people."""

    def ask(*words: object) -> dict[str, Any]:
        return answer(monkeypatch, capsysbinary, "waiting", *words, *ASKED)

    beside = ask(*logs.values())
    found = {group.pop("group"): group for group in beside["groups"]}
    assert set(found) == set(logs)
    for name in ("Waterstad", "Duinstad"):
        [alone] = ask(logs[name])["groups"]
        alone.pop("group")
        assert found[name] == alone
    assert found["Klein"]["withheld"]
    assert [found["Klein"][what] for what in ("n", "reached", "censored", "competed", "median")] == [None] * 5
    assert beside["logrank"]["df"] == 2
    shown = ask(*logs.values(), "--min-cell", 0)["groups"]
    assert {group["group"]: group["n"] for group in shown}["Klein"] == 6


def test_the_process_of_each_is_what_it_is_alone(
    logs: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """What follows what would tell of few people, so it needs `--min-cell 0`."""

    def ask(*words: object) -> dict[str, Any]:
        return answer(monkeypatch, capsysbinary, "process", *words)

    flows = {"dfg", "start", "end"}
    first, second, small = ask(*logs.values())["municipalities"]
    assert small == {"municipality": "Klein", "withheld": True}
    alone = ask(logs["Waterstad"])
    assert first == {"municipality": "Waterstad"} | {name: told for name, told in alone.items() if name not in flows}
    assert second["cases"] == 45
    assert ask(*logs.values(), "--min-cell", 0)["municipalities"][0] == {"municipality": "Waterstad"} | alone


def test_durations_of_each_are_what_they_are_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Tables of people, one a municipality."""
    tables = []
    for name, n in (("Waterstad", 30), ("Klein", 3)):
        path = tmp_path / f"{name}.csv"
        path.write_text("d,e\n" + "".join(f"{place},{place % 3 and 1}\n" for place in range(1, n + 1)))
        tables.append(path)

    def ask(*words: object) -> list[dict[str, Any]]:
        groups: list[dict[str, Any]] = answer(
            monkeypatch, capsysbinary, "survival", *words, "--duration", "d", "--event", "e"
        )["groups"]
        return groups

    small, large = ask(*tables)
    assert (small["group"], small["n"], small["median"]) == ("Klein", None, None)
    [alone] = ask(tables[0])
    assert large == alone | {"group": "Waterstad"}


def test_what_cannot_be_compared_is_said(
    logs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """A second name for the groups, and two files that would be one municipality."""
    both = list(logs.values())[:2]
    told = refused(monkeypatch, capsysbinary, "waiting", *both, *ASKED, "--by", "activity")
    assert "leave out --by" in told
    (tmp_path / "other").mkdir()
    again = write_log(tmp_path / "other" / "Waterstad.csv", city(9, 20))
    told = refused(monkeypatch, capsysbinary, "process", logs["Waterstad"], again)
    assert "'Waterstad' is there already" in told
