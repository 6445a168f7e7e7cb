"""How long until something happens: the figures are those of lifelines and of textbooks, to six decimals."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.analysis.oracles import answer, lifelines, pd, refused

GEHAN = """t,event,arm
6,1,6-MP\n6,1,6-MP\n6,1,6-MP\n6,0,6-MP\n7,1,6-MP\n9,0,6-MP\n10,1,6-MP\n10,0,6-MP\n11,0,6-MP\n13,1,6-MP
16,1,6-MP\n17,0,6-MP\n19,0,6-MP\n20,0,6-MP\n22,1,6-MP\n23,1,6-MP\n25,0,6-MP\n32,0,6-MP\n32,0,6-MP\n34,0,6-MP\n35,0,6-MP
1,1,placebo\n1,1,placebo\n2,1,placebo\n2,1,placebo\n3,1,placebo\n4,1,placebo\n4,1,placebo\n5,1,placebo\n5,1,placebo
8,1,placebo\n8,1,placebo\n8,1,placebo\n8,1,placebo\n11,1,placebo\n11,1,placebo\n12,1,placebo\n12,1,placebo\n15,1,placebo
17,1,placebo\n22,1,placebo\n23,1,placebo
"""


@pytest.fixture
def gehan(tmp_path: Path) -> Path:
    """Remission of leukaemia (Freireich, Gehan et al. 1963), in every textbook."""
    path = tmp_path / "gehan.csv"
    path.write_text(GEHAN, encoding="utf-8")
    return path


def random_table(path: Path, seed: int, *, size: int = 150, causes: int = 1, delayed: bool = False) -> Any:
    """Durations with many ties, so that the order of events and censorings matters."""
    chance = np.random.default_rng(seed)
    exit_ = chance.integers(1, 40, size)
    table = pd.DataFrame(
        {
            "t": exit_,
            "event": chance.integers(0, causes + 1, size),
            "arm": chance.choice(["a", "b", "c"], size),
            "entry": [int(chance.integers(0, t)) for t in exit_] if delayed else 0,
        }
    )
    table.to_csv(path, index=False)
    return table


def test_the_example_of_the_contract(gehan: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """42 people, 30 relapses, median 12 (8 to 17), and the log-rank test between the arms."""
    found = answer(monkeypatch, capsysbinary, "survival", gehan, "--duration", "t", "--event", "event")
    [group] = found["groups"]
    assert (group["group"], group["n"], group["reached"], group["censored"]) == ("all", 42, 30, 12)
    assert (group["median"], group["ci95"]) == (12, [8, 17])
    assert group["quantiles"] == {"p25": 6, "p50": 12, "p75": 23, "p90": None}
    assert [round(value, 3) for value in group["curve"][0]] == [1, 0.952, 0.823, 0.988, 42]
    assert found["logrank"] is None
    by_arm = answer(monkeypatch, capsysbinary, "survival", gehan, "--duration", "t", "--event", "event", "--by", "arm")
    assert by_arm["logrank"] == {"chi2": pytest.approx(16.79294, abs=1e-4), "df": 1, "p": pytest.approx(4.17e-5, 1e-2)}
    assert [(g["group"], g["median"], g["ci95"]) for g in by_arm["groups"]] == [
        ("6-MP", 23, [13, None]),
        ("placebo", 8, [4, 11]),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_curves_are_those_of_lifelines(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Share, bounds, median, restricted mean and log-rank of three groups with ties."""
    table = random_table(tmp_path / "t.csv", seed)
    words = ("survival", tmp_path / "t.csv", "--duration", "t", "--event", "event", "--by", "arm")
    found = answer(monkeypatch, capsysbinary, *words)
    for group in found["groups"]:
        own = table[table.arm == group["group"]]
        fitted = lifelines.KaplanMeierFitter().fit(own.t, own.event)
        bounds = fitted.confidence_interval_
        for t, share, lower, upper, at_risk in group["curve"]:
            assert share == pytest.approx(fitted.survival_function_at_times(t).iloc[0], abs=1e-6)
            assert [lower, upper] == pytest.approx(bounds.loc[t].tolist(), abs=1e-6)
            assert at_risk == (own.t >= t).sum()
        assert group["median"] == fitted.median_survival_time_
        mean = lifelines.utils.restricted_mean_survival_time(fitted, t=group["restricted_mean"]["horizon"])
        assert group["restricted_mean"]["mean"] == pytest.approx(mean, abs=1e-6)
    theirs = lifelines.statistics.multivariate_logrank_test(table.t, table.arm, table.event)
    assert found["logrank"]["chi2"] == pytest.approx(theirs.test_statistic, abs=1e-4)
    assert found["logrank"]["df"] == 2


@pytest.mark.parametrize("seed", range(3))
def test_delayed_entry(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Who enters later is at risk from then on: entry < t ≤ exit, counted by hand."""
    table = random_table(tmp_path / "t.csv", seed, delayed=True)
    words = ("survival", tmp_path / "t.csv", "--duration", "t", "--event", "event", "--entry", "entry")
    [group] = answer(monkeypatch, capsysbinary, *words)["groups"]
    share = 1.0
    for t, ours, _, _, at_risk in group["curve"]:
        there = ((table.entry < t) & (table.t >= t)).sum()
        share *= 1 - ((table.t == t) & (table.event == 1)).sum() / there
        assert (at_risk, ours) == (there, pytest.approx(share, abs=1e-9))
    assert [row[0] for row in group["curve"]] == sorted(set(table[table.event == 1].t))


def test_log_rank_with_delayed_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Two groups, by the textbook: observed minus expected, squared, over the hypergeometric variance."""
    table = random_table(tmp_path / "t.csv", 9, delayed=True)
    table = table[table.arm != "c"]
    table.to_csv(tmp_path / "t.csv", index=False)
    words = ("--duration", "t", "--event", "event", "--entry", "entry", "--by", "arm")
    found = answer(monkeypatch, capsysbinary, "survival", tmp_path / "t.csv", *words)
    difference = variance = 0.0
    for t in sorted(set(table[table.event == 1].t)):
        there = table[(table.entry < t) & (table.t >= t)]
        n, n1, d = len(there), (there.arm == "a").sum(), ((there.t == t) & (there.event == 1)).sum()
        d1 = ((there.t == t) & (there.event == 1) & (there.arm == "a")).sum()
        difference += d1 - d * n1 / n
        variance += d * n1 / n * (1 - n1 / n) * (n - d) / (n - 1) if n > 1 else 0
    assert found["logrank"]["chi2"] == pytest.approx(difference**2 / variance, abs=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_competing_causes(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Each cause has its own incidence, as Aalen and Johansen have it; with the share still waiting it makes 1."""
    table = random_table(tmp_path / "t.csv", seed, causes=3)
    words = ("survival", tmp_path / "t.csv", "--duration", "t", "--event", "event", "--competing")
    [group] = answer(monkeypatch, capsysbinary, *words)["groups"]
    assert set(group["cumulative_incidence"]) == {"1", "2", "3"}
    assert group["n"] == group["reached"] + group["censored"] + sum(group["competed"].values())
    left, total = 1.0, 0.0
    for t in sorted(set(table[table.event > 0].t)):
        there = (table.t >= t).sum()
        for cause in ("1", "2", "3"):
            happened = ((table.t == t) & (table.event == int(cause))).sum()
            if happened:
                row = next(row for row in group["cumulative_incidence"][cause] if row[0] == t)
                before = [share for at, share in group["cumulative_incidence"][cause] if at < t]
                assert row[1] - (before[-1] if before else 0) == pytest.approx(left * happened / there, abs=1e-9)
        left *= 1 - ((table.t == t) & (table.event > 0)).sum() / there
    total = sum(rows[-1][1] for rows in group["cumulative_incidence"].values())
    assert total + left == pytest.approx(1, abs=1e-9)


def test_bounds_of_an_incidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Without ties our bounds are those that lifelines computes by its own loop."""
    chance = np.random.default_rng(5)
    table = pd.DataFrame({"t": chance.permutation(np.arange(1, 61)), "event": chance.integers(0, 3, 60)})
    table.to_csv(tmp_path / "t.csv", index=False)
    words = ("survival", tmp_path / "t.csv", "--duration", "t", "--event", "event", "--competing")
    [group] = answer(monkeypatch, capsysbinary, *words)["groups"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = lifelines.AalenJohansenFitter(calculate_variance=True).fit(table.t, table.event, event_of_interest=2)
    for (t, share), (_, lower, upper) in zip(
        group["cumulative_incidence"]["2"], group["cumulative_incidence_ci95"]["2"], strict=True
    ):
        assert share == pytest.approx(fitted.cumulative_density_.loc[t].iloc[0], abs=1e-9)
        assert [lower, upper] == pytest.approx(fitted.confidence_interval_.loc[t].tolist(), abs=1e-6)


def test_little_is_said_of_few(gehan: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Below the threshold no median, quantile, curve, bound or mean; at the threshold everything."""
    words = ("survival", gehan, "--duration", "t", "--event", "event", "--by", "arm")
    for few, withheld in ((21, False), (22, True)):
        for group in answer(monkeypatch, capsysbinary, *words, "--min-cell", few)["groups"]:
            assert group["n"] == 21
            assert (group["curve"] == []) is withheld
            assert (group["median"] is None and group["restricted_mean"] is None) is withheld
            assert (group["quantiles"]["p25"] is None and group["ci95"] == [None, None]) is withheld


def test_who_was_never_at_risk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Entry on or after exit: not in n, but counted as left out."""
    (tmp_path / "t.csv").write_text("d;e;s\n5;1;0\n4;1;4\n6,5;0;1\n", encoding="utf-8")
    words = ("survival", tmp_path / "t.csv", "--duration", "d", "--event", "e", "--entry", "s")
    found = answer(monkeypatch, capsysbinary, *words)
    assert (found["excluded"], found["groups"][0]["n"], found["groups"][0]["curve"][0][0]) == (1, 2, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("d,e\n5,1\nx,1\n", "line 3, column 'd': expected a number of zero or more; found 'x'"),
        ("d,e\n5,1\n\n-1,0\n", "line 4, column 'd'"),
        ("d,e\n5,2\n", "line 2, column 'e': expected 0 (censored) or 1 (event)"),
        ("d,e\n5,1,7\n", "line 2: expected 2 cells, as in the header; found 3"),
        ("d,x\n5,1\n", "expected a column 'e'; there are d, x"),
        ("", "the file is empty"),
        ("d,e,d\n1,1,1\n", "'d' is there twice"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_where(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """File, line, column and what was expected; exit 2."""
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    told = refused(monkeypatch, capsysbinary, "survival", path, "--duration", "d", "--event", "e")
    assert said in told
    assert str(path) in told
