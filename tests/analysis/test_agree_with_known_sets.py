"""Known sets: our estimates are those of lifelines and of the definitions, our processes those of pm4py."""

from __future__ import annotations

import random
import warnings
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.analysis.oracles import answer, lifelines, pd

load = lifelines.datasets
MIDNIGHT = datetime(2023, 3, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
SETS: dict[str, tuple[Any, str, str, str | None]] = {
    "larynx": (load.load_larynx, "time", "death", "Stage_IV"),
    "lung": (load.load_lung, "time", "status", "sex"),
    "lymphoma": (load.load_lymphoma, "Time", "Censor", "Stage_group"),
    "kidney": (load.load_kidney_transplant, "time", "death", "black_male"),
    "waltons": (load.load_waltons, "T", "E", "group"),
    "leukaemia": (load.load_leukemia, "t", "status", "Rx"),
    "rossi": (load.load_rossi, "week", "arrest", "prio"),
    "breast cancer": (load.load_gbsg2, "time", "cens", "horTh"),
    "trial 175": (load.load_dd, "duration", "observed", "regime"),
}


@pytest.mark.parametrize("name", SETS)
def test_a_classical_set(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """S(t) to 1e-6, medians exact, log-rank to 1e-4, counts exact; with and without groups."""
    loader, time, event, by = SETS[name]
    table = loader()[[time, event, by]].copy()
    path = tmp_path / "t.csv"
    table.to_csv(path, index=False)
    words = ("survival", path, "--duration", time, "--event", event)
    found = answer(monkeypatch, capsysbinary, *words, "--by", by)
    [everybody] = answer(monkeypatch, capsysbinary, *words)["groups"]
    assert everybody["n"] == len(table) == sum(group["n"] for group in found["groups"])
    _same(everybody, table, time, event)
    for group in found["groups"]:
        _same(group, table[table[by].astype(str) == group["group"]], time, event)
    theirs = lifelines.statistics.multivariate_logrank_test(table[time], table[by], table[event])
    assert found["logrank"]["chi2"] == pytest.approx(theirs.test_statistic, abs=1e-4)
    assert found["logrank"]["p"] == pytest.approx(theirs.p_value, abs=1e-6)


def _same(group: dict[str, Any], own: Any, time: str, event: str) -> None:
    fitted = lifelines.KaplanMeierFitter().fit(own[time], own[event])
    assert (group["n"], group["reached"]) == (len(own), int(own[event].sum()))
    assert [row[0] for row in group["curve"]] == sorted(set(own[time][own[event] == 1]))
    for t, share, _, _, at_risk in group["curve"]:
        assert share == pytest.approx(fitted.survival_function_at_times(t).iloc[0], abs=1e-6)
        assert at_risk == (own[time] >= t).sum()
    half = fitted.survival_function_["KM_estimate"] <= 0.5 + 1e-9  # lifelines misses a half by rounding
    assert group["median"] == (pytest.approx(half.idxmax()) if half.any() else None)


ENTERED = {
    "AIDS cohort": (lambda: load.load_multicenter_aids_cohort_study().rename(columns={"W": "in"}), "T", "D"),
    "psychiatric patients": (lambda: load.load_psychiatric_patients().assign(
        **{"in": lambda t: t["Age"], "out": lambda t: t["Age"] + t["T"]}), "out", "C"),
    "Stanford heart": (lambda: load.load_stanford_heart_transplants().rename(columns={"start": "in"}), "stop", "event"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENTERED)
def test_a_set_with_delayed_entry(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """At risk at t is who entered before t and left at or after it; who was never at risk is told apart."""
    loader, time, event = ENTERED[name]
    table = loader()
    table.to_csv(tmp_path / "t.csv", index=False)
    words = ("survival", tmp_path / "t.csv", "--duration", time, "--event", event, "--entry", "in")
    found = answer(monkeypatch, capsysbinary, *words)
    [group] = found["groups"]
    seen = table[table["in"] < table[time]]
    assert (group["n"], found.get("excluded", 0)) == (len(seen), len(table) - len(seen))
    share = 1.0
    assert [row[0] for row in group["curve"]] == sorted(set(seen[time][seen[event] == 1]))
    for t, ours, _, _, at_risk in group["curve"]:
        there = int(((seen["in"] < t) & (seen[time] >= t)).sum())
        share *= 1 - int(((seen[time] == t) & (seen[event] == 1)).sum()) / there
        assert (at_risk, ours) == (there, pytest.approx(share, abs=1e-6))


def test_causes_that_compete_in_a_known_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """How governments ended: by their own end, or by death in office; the incidences are those of lifelines."""
    table = load.load_dd()[["duration", "observed", "democracy"]]
    table["cause"] = [0 if not seen else 1 if free == "Democracy" else 2
                      for seen, free in zip(table["observed"], table["democracy"], strict=True)]  # fmt: skip
    # Apart by a hair, as lifelines wants no ties.
    table["t"] = [t + place / 100_000 for place, t in enumerate(table["duration"])]
    table.to_csv(tmp_path / "t.csv", index=False)
    words = ("survival", tmp_path / "t.csv", "--duration", "t", "--event", "cause", "--competing")
    [group] = answer(monkeypatch, capsysbinary, *words)["groups"]
    for cause in (1, 2):
        fitted = lifelines.AalenJohansenFitter(calculate_variance=False)
        fitted.fit(table["t"], table["cause"], event_of_interest=cause)
        for t, share in group["cumulative_incidence"][str(cause)]:
            assert share == pytest.approx(fitted.cumulative_density_.loc[:t].iloc[-1, 0], abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_a_process_that_was_played(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Choices, loops and steps beside each other, played by pm4py and written by it as XES: counts are exact."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py
        from pm4py.algo.simulation.playout.process_tree import algorithm as playing
        from pm4py.objects.process_tree.utils.generic import parse

        random.seed(seed)  # the player draws from it
        tree = parse("->('in', *(+('a', X('b', 'c')), 'again'), X('out', tau), 'end')")
        played = playing.apply(tree, parameters={"num_traces": 80})
        rows = [
            (f"c{case}", event["concept:name"], MIDNIGHT + timedelta(days=3 * case, hours=place // 2))
            for case, trace in enumerate(played)
            for place, event in enumerate(trace)
        ]
        log = pd.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
        pm4py.write_xes(log, str(tmp_path / "l.xes"))
        log = pm4py.read_xes(str(tmp_path / "l.xes"))
        dfg, start, end = pm4py.discover_dfg(log)
        variants, again = pm4py.get_variants(log), pm4py.get_rework_cases_per_activity(log)
    capsysbinary.readouterr()  # pm4py tells how far it is
    found = answer(monkeypatch, capsysbinary, "process", tmp_path / "l.xes", "--detail")
    assert {(before, after): n for before, after, n in found["dfg"]} == dict(dfg)
    assert (found["start"], found["end"]) == (dict(start), dict(end))
    assert (found["events"], found["variants"]) == (len(log), len(variants))
    assert {step: cases for step, cases, _ in found["rework"]} == again
    took = log.groupby("case:concept:name")["time:timestamp"].agg(lambda t: (t.max() - t.min()).total_seconds())
    assert list(found["duration"].values()) == pytest.approx([took.median(), took.quantile(0.9)])
