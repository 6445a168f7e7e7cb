"""`python -m tests.bench.logs_inside monitor|ours|theirs LOG`: one side of the comparison, in a process of its own."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.logs import STEPS

ON = date(2023, 12, 31)


def ours_monitor(path: Path) -> None:
    """The monitor over an exported log."""
    from wegwijs.analysis.monitor.publishing import monitor

    monitor(path, ON, 0)


def ours(path: Path) -> None:
    """All three questions over one reading of the log."""
    from wegwijs.analysis.monitor.cases import EXPORTED
    from wegwijs.analysis.monitor.publishing import monitor_of
    from wegwijs.analysis.process import process
    from wegwijs.analysis.reading.logs import open_log
    from wegwijs.analysis.waiting import Question, waiting

    start, end, left = STEPS
    with open_log(path, EXPORTED) as log:
        waiting(log, Question(start, end, (left,)))
        process(log)
        monitor_of(log, ON, 0)


def theirs(path: Path) -> None:
    """The same three questions with pandas, lifelines and pm4py."""
    import pandas as pd
    import pm4py
    from lifelines import AalenJohansenFitter, KaplanMeierFitter

    log: Any = pd.read_csv(path, dtype=str)
    log["time:timestamp"] = pd.to_datetime(log["timestamp"], utc=True)
    log = log.rename(columns={"case_id": "case:concept:name", "activity": "concept:name"})
    log = log.sort_values(["case:concept:name", "time:timestamp"], kind="stable")
    start, end, left = STEPS
    began = log[log["concept:name"] == start].groupby("case:concept:name")["time:timestamp"].first().rename("began")
    later = log.join(began, on="case:concept:name")
    later = later[later["concept:name"].isin([end, left]) & (later["time:timestamp"] >= later["began"])]
    first = later.groupby("case:concept:name")[["time:timestamp", "concept:name"]].first()
    spells = began.to_frame().join(first)
    days = (spells["time:timestamp"].fillna(log["time:timestamp"].max()) - spells["began"]).dt.days
    cause = spells["concept:name"].map({end: 1, left: 2}).fillna(0).astype(int)
    KaplanMeierFitter().fit(days, cause == 1)
    AalenJohansenFitter(calculate_variance=False).fit(days, cause, event_of_interest=1)
    pm4py.discover_dfg(log)
    pm4py.get_variants(log)
    cases = log.groupby("case:concept:name")["time:timestamp"].agg(["min", "max"])
    (cases["max"] - cases["min"]).dt.total_seconds().quantile([0.5, 0.9])
    _count(log[log["time:timestamp"] <= pd.Timestamp(ON, tz="UTC")])


def _count(known: Any) -> None:
    """What the monitor's tables need, a row a case."""
    by_case = known.groupby("case:concept:name")
    about = by_case[["case:group", "case:sex", "case:born", "case:nationality"]].first()
    for kind in known["concept:name"].unique():
        about[kind] = known[known["concept:name"] == kind].groupby("case:concept:name")["time:timestamp"].first()
    for kind, name in (("learnability_test_taken", "result"), ("pip_established", "route")):
        about[f"{kind} {name}"] = known[known["concept:name"] == kind].groupby("case:concept:name")[name].last()
    for rows in (
        "case:sex",
        "case:born",
        "case:nationality",
        "learnability_test_taken result",
        "pip_established route",
    ):
        about.groupby([rows, "case:group"]).size()


if __name__ == "__main__":
    {"monitor": ours_monitor, "ours": ours, "theirs": theirs}[sys.argv[1]](Path(sys.argv[2]))
