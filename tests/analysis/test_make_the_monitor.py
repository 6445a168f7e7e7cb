"""The monitor counts what a loop over the facts counts, and nobody below the threshold can be worked out of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from wegwijs.analysis.monitor.cases import EXPORTED
from wegwijs.analysis.monitor.pages import to_html
from wegwijs.analysis.monitor.publishing import monitor, monitor_of
from wegwijs.analysis.monitor.sheets import to_xlsx
from wegwijs.analysis.problems import Unreadable
from wegwijs.analysis.process import process
from wegwijs.analysis.reading.columns import Chosen
from wegwijs.analysis.reading.logs import open_log
from wegwijs.analysis.waiting import Question, waiting
from wegwijs.eventlog.log import LogCase, LogEvent
from wegwijs.eventlog.words import EXAM_PARTS
from wegwijs.eventlog.writing import write_csv

DAY = date(2024, 6, 30)
KINDS = (
    "coa_matched", "duo_notified", "brp_registered", "home_assigned", "moved_out", "moved_in", "obligation_met",
    "obligation_ended", "obligation_started", "learnability_test_taken", "pip_established", "pip_amended",
    "early_start_declined", "pvt_declaration_signed", "course_started", "wish_voiced",
)  # fmt: skip


def history(chance: Random, number: int) -> LogCase:
    """Anything in any order; the product must count it, however odd."""
    days = sorted(date(2022, 1, 1) + timedelta(days=chance.randrange(1200)) for _ in range(chance.randrange(1, 12)))
    events = []
    for on in days:
        kind = chance.choice(KINDS)
        own = {
            "learnability_test_taken": {"result": chance.choice(["b1_feasible", "b1_not_feasible", "unknown"])},
            "pip_established": {"route": chance.choice(["b1", "education", "self_reliance"])},
            "pip_amended": {"route": chance.choice(["b1", "self_reliance"])},
            "obligation_met": {"result": "diploma"},
        }.get(kind, {})
        events.append(LogEvent(kind, on, attributes=own))
    about = {
        "group": chance.choice(["asylum", "family", "other"]), "sex": chance.choice(["m", "f", "x", ""]),
        "born": chance.choice(["1999-06-30", "1997-07-01", "1984", "1963-02", "", "2004-12-31"]),
        "nationality": chance.choice(["SY", "YE", "MA", ""]), "regime": chance.choice(["wi2021"] * 9 + ["wi2013"]),
        "pip_due": "2023-05-01",
    }  # fmt: skip
    return LogCase(f"case{number}", about, tuple(events))


def told(cases: list[LogCase], path: Path, min_cell: int = 0) -> dict[str, Any]:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(cases, file)
    found: dict[str, Any] = monitor(path, DAY, min_cell)
    return found


class Standing:
    """One case by a loop over its facts."""

    def __init__(self, case: LogCase) -> None:
        self.case = case
        self.known = [event for event in case.events if event.on <= DAY]
        kinds = [event.activity for event in self.known]
        signals = [e.on for e in self.known if e.activity in {"coa_matched", "duo_notified"}]
        self.signal = min(signals or [e.on for e in self.known if e.activity == "obligation_started"], default=None)
        self.counts = self.signal is not None and case.attributes["regime"] != "wi2013"
        self.who = "statushouders" if case.attributes["group"] == "asylum" else "gezinsmigranten"
        away = ended = False
        for kind in kinds:
            away = True if kind == "moved_out" else False if kind in {"moved_in", "brp_registered"} else away
            ended = True if kind == "obligation_ended" else False if kind == "obligation_started" else ended
        self.guided = self.counts and not away and not ended and "obligation_met" not in kinds

    def latest(self, name: str, *kinds: str) -> str | None:
        said = [event.attributes[name] for event in self.known if event.activity in kinds]
        return said[-1] if said else None

    def age(self) -> str:
        born = self.case.attributes["born"]
        if not born:
            return "Onbekend"
        age = DAY.year - int(born[:4]) - (born[5:] > "06-30")
        bands = ((26, "18 t/m 26 jaar"), (39, "27 t/m 39 jaar"), (59, "40 t/m 59 jaar"))
        return next((band for last, band in bands if age <= last), "60 jaar en ouder")


def counts(found: dict[str, Any], table: str, groups: bool = True) -> Counter[Any]:
    rows = found["tables"][table]["rows"]
    if not groups:
        return Counter(
            {(r.get("blok"), r["label"]): r["aantal"] for r in rows if r["label"] != "Totaal" and r["aantal"]}
        )
    return Counter(
        {
            (row["label"], name): row[f"{name}_aantal"]
            for row in rows
            for name in ("statushouders", "gezinsmigranten")
            if row["label"] != "Totaal" and row[f"{name}_aantal"]
        }
    )


@pytest.mark.parametrize("seed", range(4))
def test_every_history_is_counted_as_by_a_loop(seed: int, tmp_path: Path) -> None:
    """A.1 to A.6 and the standing, of histories in which anything may happen, also on one day."""
    chance = Random(seed)
    cases = [history(chance, number) for number in range(250)]
    found = told(cases, tmp_path / "log.csv")
    people = [one for one in map(Standing, cases) if one.counts]
    assert counts(found, "A.2") == Counter((one.age(), one.who) for one in people)
    guided = [one for one in people if one.guided]
    assert counts(found, "A.4") == Counter((f"{_year(one)}e jaar in begeleiding", one.who) for one in guided)
    names = {"b1_feasible": "B1 haalbaar", "b1_not_feasible": "B1 niet haalbaar"}
    tests = [(one.latest("result", "learnability_test_taken"), one.who) for one in people]
    assert counts(found, "A.5") == Counter((names[test], who) for test, who in tests if test in names)
    housed = [
        one for one in people
        if any(e.activity == "home_assigned" and e.on.year == DAY.year for e in one.known)
    ]  # fmt: skip
    sexes = Counter(("Sekse", {"m": "Man", "f": "Vrouw"}.get(one.case.attributes["sex"], "Onbekend")) for one in housed)
    assert Counter({key: n for key, n in counts(found, "A.3", False).items() if key[0] == "Sekse"}) == sexes
    routes = [one.latest("route", "pip_established", "pip_amended") for one in guided if one.who == "statushouders"]
    shown = {row["label"]: row["statushouders_aantal"] for row in found["tables"]["A.6"]["rows"]}
    assert shown["B1-route"] == routes.count("b1")
    assert shown["Totaal"] == sum(route is not None for route in routes)
    standing = {row["label"]: row["totaal_aantal"] for row in found["tables"]["B.1"]["rows"]}
    assert (standing["In begeleiding"], standing["Totaal"]) == (len(guided), len(people))


def exam_by_hand(case: LogCase, part: str) -> tuple[str, str] | None:
    """How it went and at which level, by a loop over the attempts; None: never taken."""
    tries = [
        event.attributes
        for event in case.events
        if event.on <= DAY and event.activity == "exam_taken" and event.attributes["part"] == part
    ]
    if not tries:
        return None
    passed = [one["result"] == "passed" for one in tries]
    levels = [one.get("level", "") for one in tries]
    best = max((level for level, done in zip(levels, passed, strict=True) if done and level), default="")
    last = next((level for level in reversed(levels) if level), "")
    if any(passed):
        outcome = "Gehaald, eerste poging" if passed[0] else "Gehaald, na meer pogingen"
    else:
        outcome = "Nog niet gehaald, één poging" if len(tries) == 1 else "Nog niet gehaald, meer pogingen"
    return outcome, best or last or "zonder_niveau"


@pytest.mark.parametrize("seed", range(2))
def test_exams_are_counted_as_by_a_loop(seed: int, tmp_path: Path) -> None:
    """B.14: of each part how many passed at the first attempt or later, at which level; KNM has none."""
    chance = Random(seed)
    cases = []
    for number in range(200):
        events = [LogEvent("coa_matched", date(2022, 1, 1))]
        for days in sorted(chance.randrange(1200) for _ in range(chance.randrange(7))):
            part = chance.choice(EXAM_PARTS)
            own = {"part": part, "result": chance.choice(["passed", "failed", "none"])}
            own |= {"level": chance.choice(["a2", "b1", "b2"])} if part != "knm" and chance.random() < 0.9 else {}
            events.append(LogEvent("exam_taken", date(2022, 1, 1) + timedelta(days=days), attributes=own))
        cases.append(LogCase(f"c{number}", {"group": "asylum", "regime": "wi2021"}, tuple(events)))
    rows = told(cases, tmp_path / "log.csv")["tables"]["B.14"]["rows"]
    labels = dict(zip(EXAM_PARTS, dict.fromkeys(row["blok"] for row in rows), strict=True))
    for part, label in labels.items():
        by_hand = Counter(found for found in (exam_by_hand(case, part) for case in cases) if found)
        shown = {
            (row["label"], level): row[f"{level}_aantal"]
            for row in rows
            if row["blok"] == label and row["label"] != "Totaal"
            for level in ("a2", "b1", "b2", "zonder_niveau")
        }
        assert Counter({key: n for key, n in shown.items() if n}) == by_hand
        assert by_hand


def _year(one: Standing) -> int:
    """In which year since the signal the day lies."""
    assert one.signal is not None
    year = 1
    while one.signal <= DAY.replace(year=DAY.year - year):
        year += 1
    return year


@pytest.mark.parametrize("seed", range(3))
def test_what_is_small_is_hidden_in_every_table(seed: int, tmp_path: Path) -> None:
    """No small count, none of its percentages, and no total in one table that another withholds."""
    chance = Random(seed)
    cases = [history(chance, number) for number in range(90)]
    open_, found = (told(cases, tmp_path / "log.csv", few) for few in (0, 5))
    for name, table in found["tables"].items():
        for before, after in zip(open_["tables"][name]["rows"], table["rows"], strict=True):
            for column in table["columns"]:
                if column.endswith("aantal"):
                    assert after[column] in {None, before[column]}
                    assert before[column] is None or not 0 < before[column] < 5 or after[column] is None
                    if after[column] is None and name != "A.6":
                        assert after[column.replace("aantal", "procent")] is None
    people = found["tables"]["A.1"]["rows"]
    ages = found["tables"]["A.2"]["rows"][-1]
    assert [row["aantal"] for row in people] == [
        ages[f"{name}_aantal"] for name in ("statushouders", "gezinsmigranten", "totaal")
    ]


def test_a_difference_of_two_tables_tells_nothing(tmp_path: Path) -> None:
    """Twelve people, eleven of them tested: that one was not may not follow from two totals."""
    tested = [LogEvent("learnability_test_taken", date(2024, 2, 1), attributes={"result": "b1_feasible"})]
    cases = [
        LogCase(f"c{n}", {"group": "asylum", "regime": "wi2021", "born": "1990", "sex": "m"},
                (LogEvent("coa_matched", date(2024, 1, 1)), *(tested if n else ())))
        for n in range(12)
    ]  # fmt: skip
    found = told(cases, tmp_path / "log.csv", 5)
    assert found["tables"]["A.1"]["rows"][0]["aantal"] == 12
    assert found["tables"]["A.5"]["rows"][-1]["statushouders_aantal"] is None


def test_the_three_forms_hide_the_same(tmp_path: Path) -> None:
    """HTML and workbook show the figures of the JSON and its gaps, with the definition beside them."""
    chance = Random(1)
    found = told([history(chance, number) for number in range(60)], tmp_path / "log.csv", 5)
    page = to_html(found)
    assert page.count("<table>") == len(found["tables"])
    assert "Noemer" in page
    assert "<script" not in page
    assert "http" not in page
    to_xlsx(found, tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    for name, table in found["tables"].items():
        cells = [list(row) for row in book[name].iter_rows(min_row=4, max_row=3 + len(table["rows"]), values_only=True)]
        width = 1 + len(table["columns"])
        assert [row[:width] for row in cells] == [list(row.values()) for row in table["rows"]]


def test_one_reading_answers_as_three_do(tmp_path: Path) -> None:
    """Waiting, process and monitor over one reading of an export say what each says that reads it alone."""
    chance = Random(7)
    path = tmp_path / "log.csv"
    alone = told([history(chance, number) for number in range(80)], path)
    asked = Question("coa_matched", "pip_established", ("moved_out",))
    with open_log(path, EXPORTED) as log:
        together = [waiting(log, asked), process(log), monitor_of(log, DAY, 0)]
    with open_log(path, Chosen()) as log:
        assert together == [waiting(log, asked), process(log), alone]
    assert together[0]["groups"][0]["reached"] > 0


def test_another_log_is_refused_with_the_column_it_lacks(tmp_path: Path) -> None:
    """The monitor needs what `wegwijs events export` writes, and says which column is not there."""
    path = tmp_path / "log.csv"
    path.write_text("case_id,activity,timestamp\na,coa_matched,2023-01-01\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="header: expected a column 'result', as `wegwijs events export` writes it"):
        monitor(path, DAY, 0)
    path.write_text("<log/>", encoding="utf-8")
    with pytest.raises(Unreadable, match="expected CSV or Parquet"):
        monitor(path, DAY, 0)
