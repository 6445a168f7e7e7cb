"""Event logs of anybody: one log says the same in every format, and what cannot be used is told where."""

from __future__ import annotations

import csv
import gzip
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.oracles import Row, answer, pd, refused, write_log
from tests.analysis.test_measure_waiting import some_log
from wegwijs.analysis.dashboards.cases import READ
from wegwijs.analysis.monitor.cases import EXPORTED
from wegwijs.analysis.process import process
from wegwijs.analysis.reading.columns import Chosen
from wegwijs.analysis.reading.logs import open_log
from wegwijs.eventlog.writing import HEADER

XES = '<?xml version="1.0" encoding="UTF-8"?>\n<log xmlns="http://www.xes-standard.org/">{}</log>'


def as_xes(rows: list[Row]) -> str:
    traces = ""
    for case in dict.fromkeys(row[0] for row in rows):
        events = "".join(
            f'<event><string key="concept:name" value="{activity}"/><date key="time:timestamp" value="{on}T00:00:00Z"/>'
            '<list key="nested"><values><string key="concept:name" value="not this"/></values></list></event>'
            for other, activity, on in rows
            if other == case
        )
        traces += f'<trace>{events}<string key="concept:name" value="{case}"/></trace>'
    return XES.format('<global scope="event"><string key="concept:name" value="?"/></global>' + traces)


def as_ocel(rows: list[Row]) -> str:
    objects = [{"id": case, "type": "case"} for case in dict.fromkeys(row[0] for row in rows)]
    events = [
        {"id": f"e{at}", "type": activity, "time": f"{on}T00:00:00Z", "attributes": [],
         "relationships": [{"objectId": case, "qualifier": "of"}, {"objectId": "p1", "qualifier": "by"}]}
        for at, (case, activity, on) in enumerate(rows)
    ]  # fmt: skip
    objects.append({"id": "p1", "type": "person"})
    return json.dumps({"eventTypes": [], "objectTypes": [], "events": events, "objects": objects})


def test_one_log_in_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """CSV in several hands, XES, packed XES, Parquet and OCEL give the figures that pm4py gives."""
    rows = some_log(1)
    table = pd.DataFrame(rows, columns=["case_id", "activity", "timestamp"])
    dutch = table.rename(columns={"case_id": "Zaaknummer", "activity": "Activiteit"})
    day_first = table.assign(timestamp=[f"{on[8:]}-{on[5:7]}-{on[:4]}" for on in table.timestamp])
    files = {
        "a.csv": table.to_csv(index=False).encode(),
        "a quoted.csv": table.to_csv(index=False, quoting=csv.QUOTE_ALL).encode(),
        "b.csv": b"sep=;\r\n" + table.to_csv(index=False, sep=";", lineterminator="\r\n").encode(),
        "c.tsv": table.to_csv(index=False, sep="\t").encode("utf-16"),
        "d.csv.gz": gzip.compress(dutch.to_csv(index=False).encode("cp1252")),
        "e.csv": b"\xef\xbb\xbf" + day_first.to_csv(index=False).encode(),
        "f.xes": as_xes(rows).encode(),
        "g.xes.gz": gzip.compress(as_xes(rows).encode()),
        "h.jsonocel": as_ocel(rows).encode(),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    table.to_parquet(tmp_path / "i.parquet")
    table.assign(timestamp=pd.to_datetime(table.timestamp, utc=True)).to_parquet(tmp_path / "j [1].parquet")
    files |= {"i.parquet": b"", "j [1].parquet": b""}
    answers = {name: answer(monkeypatch, capsysbinary, "process", tmp_path / name) for name in files}
    first = answers["a.csv"]
    assert {name: found == first for name, found in answers.items()} == dict.fromkeys(files, True)
    _same_as_pm4py(table, first)


def _same_as_pm4py(table: Any, found: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py
    log = table.assign(place=range(len(table)), time=pd.to_datetime(table.timestamp, utc=True))
    log = log.sort_values(["case_id", "time", "place"])
    log = log.rename(columns={"case_id": "case:concept:name", "activity": "concept:name", "time": "time:timestamp"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dfg, start, end = pm4py.discover_dfg(log)
        variants = pm4py.get_variants(log)
    assert {(before, after): n for before, after, n in found["dfg"]} == dict(dfg)
    assert (found["start"], found["end"]) == (dict(start), dict(end))
    assert (found["cases"], found["events"], found["variants"]) == (
        log["case:concept:name"].nunique(),
        len(log),
        len(variants),
    )
    took = log.groupby("case:concept:name")["time:timestamp"].agg(lambda t: (t.max() - t.min()).total_seconds())
    assert list(found["duration"].values()) == pytest.approx([took.median(), took.quantile(0.9)])


def test_order_is_by_moment_then_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Zones are looked through: ten o'clock here comes before half past eight UTC in summer; ties keep their order."""
    rows = [
        ("1", "C", "2023-07-01T08:30:00Z"),
        ("1", "B", "2023-07-01T10:00:00+02:00"),
        ("1", "A", "2023-07-01T08:00:00Z"),
    ]
    found = answer(monkeypatch, capsysbinary, "process", write_log(tmp_path / "l.csv", rows))
    assert (found["start"], found["dfg"]) == ({"B": 1}, [["A", "C", 1], ["B", "A", 1]])
    assert found["duration"] == {"median_seconds": 1800, "p90_seconds": 1800}


@pytest.mark.parametrize("chosen", [Chosen(), EXPORTED, READ], ids=["any", "monitor", "dashboards"])
def test_a_large_file_keeps_its_order(chosen: Chosen, tmp_path: Path) -> None:
    """However many threads read it and whatever is kept of it: events of one day follow each other as in the file."""
    size, steps = 300_000, ("a", "b", "c", "d", "e", "f", "g")
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADER) + "\n")
        rest = "," * (len(HEADER) - 3) + "\n"
        file.writelines(f"one,{steps[place % len(steps)]},2023-05-01{rest}" for place in range(size))
    with open_log(path, chosen) as log:
        found = process(log)
    assert found["end"] == {steps[(size - 1) % len(steps)]: 1}
    assert {(before, after) for before, after, _ in found["dfg"]} == set(zip(steps, (*steps[1:], "a"), strict=True))


def test_columns_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """A column that nobody would guess is named; quotes and line breaks inside a cell are one cell."""
    path = tmp_path / "l.csv"
    path.write_text('wie,"wat ""dan""",wanneer\n1,"een\n""stap""",2023-05-01\n1,twee,2023-05-02\n', encoding="utf-8")
    words = ("--case-col", "wie", "--activity-col", 'wat "dan"', "--time-col", "wanneer")
    assert answer(monkeypatch, capsysbinary, "process", path, *words)["dfg"] == [['een\n"stap"', "twee", 1]]
    assert "name it with --case-col. There are wie" in refused(monkeypatch, capsysbinary, "process", path)


def test_an_empty_log_has_zeros(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """A header alone is a log without events."""
    found = answer(monkeypatch, capsysbinary, "process", write_log(tmp_path / "l.csv", []))
    assert (found["cases"], found["dfg"], found["duration"]["median_seconds"]) == (0, [], None)


@pytest.mark.parametrize(
    "written",
    ["2023-05-01 14:30:05.250", "2023/05/01 14:30:05.250", "2023-05-01 14:30:05,250", "01-05-2023 14:30:05.250",
     "1/5/2023 14:30:05.250", "01.05.2023 14:30:05.250", "2023-05-01T16:30:05.250+0200", "2023-05-01T14:30:05.250Z"],
)  # fmt: skip
def test_moments_as_people_write_them(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Day first or year first, with parts of a second, with a zone: the same moment."""
    path = tmp_path / "l.csv"
    path.write_text(f"case_id;activity;timestamp\n1;A;2023-05-01 14:30:00\n1;B;{written}\n", encoding="utf-8")
    found = answer(monkeypatch, capsysbinary, "process", path)
    assert (found["dfg"], found["duration"]["median_seconds"]) == ([["A", "B", 1]], 5.25)


BOMB = XES.format(f"<trace>{' ' * 200_000_000}</trace>").encode()
NAMELESS = '<trace><event><date key="time:timestamp" value="2023-05-01"/></event></trace>'
BAD: dict[str, tuple[bytes, str]] = {
    "moment": (
        b'case_id,activity,timestamp\n1,A,2023-05-01\n1,"A\nB",2023-05-01\n1,A,soon\n',
        "line 5, column 'timestamp': expected a moment as 2023-05-01",
    ),
    "year of two digits": (b"case_id;activity;timestamp\n1;A;22-10-14 11:15\n", "found '22-10-14 11:15'"),
    "case": (
        b"case_id,activity,timestamp\n,A,2023-05-01\n",
        "line 2, column 'case_id': expected text that names the case",
    ),
    "width": (
        b"case_id,activity,timestamp\n1,A,2023-05-01\n1,A\n",
        "line 3: expected 3 cells, as in the header; found 2",
    ),
    "binary": (b"\x00\x01\x02\x03", "CSV, XES, Parquet, OCEL 2.0 JSON"),
    "empty": (b"", "the file is empty"),
    "doctype": (b'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>', "without a DOCTYPE"),
    "other xml": (b"<html/>", "whose first element is <log>; found <html>"),
    "cut off": (XES.format("<trace>").encode()[:-6], "XML that is whole"),
    "no name": (XES.format(NAMELESS).encode(), "event 1 of the log: expected an attribute 'concept:name'"),
    "no moment": (as_xes([("1", "A", "never")]).encode(), "event 1 (case '1'), column moment: expected a moment"),
    "bomb": (gzip.compress(BOMB), "unpacks to at most"),
    "damaged": (gzip.compress(as_xes([("1", "A", "2023-05-01")]).encode())[:-12], "damaged or cut off"),
    "json": (b'{"events": [{"id": 1', "JSON that is whole"),
    "kinds": (
        as_ocel([("1", "A", "2023-05-01")]).replace('"case"', '"file"').encode(),
        "named with --case-col: file, person",
    ),
    "parquet": (b"PAR1....PAR1", "Parquet that can be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_told_where(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """Exit 2 with file, place and what was expected; nothing of a hostile file is expanded."""
    content, said = BAD[name]
    path = tmp_path / "log"
    path.write_bytes(content)
    told = refused(monkeypatch, capsysbinary, "process", path)
    assert said in told
    assert str(path) in told


def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> None:
    """Said with the reason."""
    told = refused(monkeypatch, capsysbinary, "process", "/nonexistent/log.csv")
    assert "/nonexistent/log.csv: expected a file that can be read" in told
