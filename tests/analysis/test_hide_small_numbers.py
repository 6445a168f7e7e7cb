"""Nobody below the threshold can be worked out of a published table, and little else is hidden for it."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis.attackers import Table, worked_out
from tests.analysis.oracles import answer, refused
from wegwijs.analysis.disclosure.attack import Reader, determined
from wegwijs.analysis.disclosure.frame import Frame, with_margins
from wegwijs.analysis.disclosure.suppress import suppress

N = 5
COUNTS = st.integers(0, 30) | st.sampled_from([0, 1, 2, 3, 4, 5])
Counts = list[list[int]]


def frames(rows: int = 5, columns: int = 4) -> st.SearchStrategy[Frame]:
    """Tables of one or two dimensions, with many zeros and small figures."""

    def frame(counts: Counts) -> Frame:
        names = [f"k{place}" for place in range(len(counts[0]))]
        labels = [f"r{place}" for place in range(len(counts))]
        return with_margins(names, labels, counts, wide=len(names) > 1, name="t")

    width = st.integers(1, columns)
    return width.flatmap(lambda w: st.lists(st.lists(COUNTS, min_size=w, max_size=w), min_size=1, max_size=rows)).map(
        frame
    )


def published(frame: Frame, hidden: Any) -> Table:
    return {
        str(row["label"]): {name: row[name] for name in frame.columns}  # type: ignore[misc]  # counts, not the label
        for row in frame.shown(hidden)
    }


@given(frames())
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_reader_works_out_a_hidden_cell(frame: Frame) -> None:
    """Sums, and that a hidden cell holds somebody; with the list of small cells too, whenever hiding can prevent it."""
    hidden = suppress(frame, N)
    assert all(frame.count(cell) > 0 for cell in hidden.cells), "a zero is no cover"
    assert hidden.primary == frame.small(N)
    named = {(frame.labels[row], frame.columns[column]): (row, column) for row, column in hidden.cells}
    table = published(frame, hidden.cells)
    assert worked_out(table, frame.wide, dict.fromkeys(named, (1, None))) == set()
    everything = {cell for cell in frame.cells() if frame.count(cell)}
    if hidden.primary and not determined(frame, everything, Reader(N, hidden.primary)):
        bounds = {name: (1, N - 1) if cell in hidden.primary else (N, None) for name, cell in named.items()}
        assert worked_out(table, frame.wide, bounds) == set()


@given(frames(3, 3))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_smaller_set_is_safe(frame: Frame) -> None:
    """On small tables every smaller set of cells is tried: each leaves something to be worked out."""
    hidden = suppress(frame, N)
    everything = frozenset(cell for cell in frame.cells() if frame.count(cell))
    reader = Reader(N, hidden.primary)
    if determined(frame, everything, reader):
        reader = Reader(N, hidden.primary, knows_small=False)
    others = sorted(everything - hidden.primary)
    for size in range(len(hidden.secondary)):
        for chosen in itertools.combinations(others, size):
            assert determined(frame, hidden.primary | set(chosen), reader)


def test_a_large_table_is_quick_and_safe() -> None:
    """Forty by thirty: no integer programme, nothing to be worked out, and hardly more than is small."""
    counts = [[(7 * row * row + 11 * column) % 47 for column in range(40)] for row in range(40)]
    frame = with_margins([f"k{c}" for c in range(40)], [f"r{r}" for r in range(40)], counts, wide=True, name="t")
    hidden = suppress(frame, N)
    assert determined(frame, hidden.cells, Reader(N, hidden.primary)) == []
    assert len(hidden.secondary) <= 0.25 * len(hidden.primary)


CSV = "label,B1,Z,total\nman,3,40,43\nvrouw,30,35,65\ntotal,33,75,108\n"


def test_the_answer_of_the_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Hidden figures are null, and stand nowhere else in the answer."""
    path = tmp_path / "t.csv"
    path.write_text(CSV, encoding="utf-8")
    found = answer(monkeypatch, capsysbinary, "disclose", path, "--min-cell", 5)
    assert found["table"]["columns"] == ["B1", "Z", "total"]
    assert found["primary"] == [["man", "B1"]]
    assert len(found["secondary"]) == 3
    [man, _, _] = found["table"]["rows"]
    assert (man["label"], man["B1"]) == ("man", None)
    open_ = answer(monkeypatch, capsysbinary, "disclose", path, "--min-cell", 3)
    assert (open_["primary"], open_["secondary"], open_["table"]["rows"][0]["B1"]) == ([], [], 3)


def test_one_dimension(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Of one small figure the smallest other one, or the total, is its cover; a zero is shown."""
    path = tmp_path / "t.csv"
    path.write_text("label;aantal\na;2\nb;0\nc;9\nd;20\ntotal;31\n", encoding="utf-8")
    found = answer(monkeypatch, capsysbinary, "disclose", path, "--min-cell", 5)
    assert (found["primary"], found["secondary"]) == ([["a", "aantal"]], [["c", "aantal"]])
    assert [row["aantal"] for row in found["table"]["rows"]] == [None, 0, None, 20, 31]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("naam,B1\nx,1\ntotal,1\n", "a first column 'label'"),
        ("label,B1\nx,1\n", "a last row 'total'"),
        ("label,B1\nx,1,5\ntotal,1\n", "line 2: expected 2 cells"),
        ("label,B1\nx,1.5\ntotal,1\n", "line 2, column 'B1': expected a whole number of people; found '1.5'"),
        ("label,B1\nx,1\ntotal,2\n", "column 'B1': expected a total of 1, the sum of the rows; found 2"),
        ("label,B1,Z,total\nx,1,1,3\ntotal,1,1,3\n", "row 'x': expected a total of 2; found 3"),
        ("label,B1\nx,1\nx,1\ntotal,2\n", "'x' is there twice"),
    ],
)
def test_a_table_that_does_not_add_up(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Told where; a table with wrong sums cannot be protected."""
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    assert said in refused(monkeypatch, capsysbinary, "disclose", path, "--min-cell", 5)
