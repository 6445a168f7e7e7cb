"""Spark gives the figures of the embedded engine: the same questions, asked of the same log."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.analysis.histories import DAY, NORMS, TEAMS, history
from wegwijs.analysis import comparing
from wegwijs.analysis.bottlenecks import bottlenecks
from wegwijs.analysis.cluster import ADDRESS
from wegwijs.analysis.conformance import conformance, expected_route
from wegwijs.analysis.dashboards.publishing import publish
from wegwijs.analysis.disclosure.cubes import Limits
from wegwijs.analysis.monitor.publishing import monitor
from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.process import order, process
from wegwijs.analysis.reading.columns import Chosen
from wegwijs.analysis.reading.logs import EventLog, open_log
from wegwijs.analysis.rework import rework
from wegwijs.analysis.waiting import Question, waiting
from wegwijs.eventlog.writing import write_csv

Answer = Callable[[Path], Any]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Histories in which anything may happen, as they are exported; beside it those of another city."""
    for name, seed in (("log.csv", 5), ("other.csv", 6)):
        chance = Random(seed)
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            write_csv((history(chance, number) for number in range(400)), file)
    return tmp_path / "log.csv"


def of_process(path: Path) -> Any:
    expected = expected_route(None)
    with open_log(path, expected.chosen(Chosen())) as opened:
        found = process(opened)
        more = rework(opened), bottlenecks(opened, found), conformance(opened, expected)
        return found, order(opened), more


def of_waiting(path: Path) -> Any:
    def ask(opened: EventLog, **more: Any) -> Any:
        return waiting(opened, Question("coa_matched", "pip_established", ("moved_out",), grouped=True, **more))

    with open_log(path, Chosen(by="case:group")) as opened:
        found = [ask(opened), ask(opened, working_days=True), ask(opened, as_of=DAY - timedelta(days=100))]
    with open_log(path, Chosen(by="organisation")) as opened:  # most events say nothing of it
        return [*found, ask(opened)]


def of_two_cities(path: Path) -> Any:
    asked = Question("coa_matched", "pip_established")
    return comparing.waiting([path, path.with_name("other.csv")], Chosen(), asked, min_cell=0, horizon=None)


ANSWERS: dict[str, Answer] = {
    "process": of_process,
    "waiting": of_waiting,
    "two cities": of_two_cities,
    "monitor": lambda path: [monitor(path, DAY, few) for few in (0, 5)],
    "dashboards": lambda path: publish(path, NORMS, TEAMS, {"all": Limits(0, 0), "inside": Limits(5, 50)}),
}


def test_every_figure_is_the_same_on_a_cluster(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting, process, monitor and dashboards: each count exact, each estimate to the ninth digit."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (requirements/cluster.lock)")
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        pytest.skip("no Java 17 on this machine")
    embedded = {name: ask(log) for name, ask in ANSWERS.items()}
    monkeypatch.setenv(ADDRESS, "local[2]")
    for name, ask in ANSWERS.items():
        assert differences(embedded[name], ask(log), name) == []


def test_without_a_cluster_there_is_a_word_about_it(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a traceback: what is asked for, and what is missing."""
    monkeypatch.setenv(ADDRESS, "local[2]")
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(Unreadable, match=r"requirements/cluster\.lock"), open_log(log, Chosen()):
        pass


def differences(one: Any, other: Any, at: str) -> list[str]:
    """Where two answers are not the same."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        return [found for key in one for found in differences(one[key], other[key], f"{at}.{key}")]
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [found for place, (a, b) in pairs for found in differences(a, b, f"{at}[{place}]")]
    if float in {type(one), type(other)} and {type(one), type(other)} <= {int, float}:
        return [] if other == pytest.approx(one, rel=1e-9, abs=1e-9) else [f"{at}: {one} and {other}"]
    return [] if one == other and type(one) is type(other) else [f"{at}: {one} and {other}"]
