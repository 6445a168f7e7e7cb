"""The quarter for CBS: our rows, how complete they are, and no name of theirs that nobody gave us."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from tests.city import ASYLUM_FACTS, NOW, City, make_case, make_city
from wegwijs.accounts.models import AccessEntry
from wegwijs.cli import main
from wegwijs.dossier.actions import NewFact, append
from wegwijs.eventlog.kinds import KINDS_BY_NAME
from wegwijs.eventlog.log import CASE_ATTRIBUTES
from wegwijs.exchange.cbs import mapping
from wegwijs.exchange.cbs.quarter import last_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    """Two people, one with a plan in the quarter and a change after it."""
    city = make_city()
    case = make_case(city)
    make_case(city, surname="Öztürk", nationality="TR", facts=ASYLUM_FACTS)
    plan = NewFact(case, "pip_established", date(2026, 3, 2), {"route": "b1", "level": "b1"})
    append(city.system(), [plan], now=NOW)
    return city


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["wegwijs", "cbs", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_rows_and_how_complete_they_are(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One row a case, with the day of its plan; of every field how many are filled; the look is logged."""
    assert run(monkeypatch, 2026, 1, "--municipality", "9901", "--csv", tmp_path / "q.csv", "--json") == 0
    report = {one["field"]: one for one in json.loads(capfd.readouterr().out)["fields"]}
    assert (report["plan_on"]["filled"], report["plan_on"]["cases"]) == (1, 2)
    assert {one["name"] for one in report.values()} == {None}
    with (tmp_path / "q.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["plan_on"] for row in rows) == ["", "2026-03-02"]
    assert len({row["case"] for row in rows}) == 2
    assert AccessEntry.objects.filter(kind="cbs_quarter_made").count() == 1


def test_a_quarter_that_is_not_over_is_refused(
    city: City, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """With its last day."""
    assert run(monkeypatch, 2099, 2) == 2
    assert "30-06-2099" in capfd.readouterr().err


def test_without_their_names_nothing_is_written_in_their_form() -> None:
    """The mapping holds a place for every field of ours and says which names are missing."""
    with pytest.raises(mapping.FormUnknown) as refused:
        mapping.named(2026)
    assert refused.value.missing == tuple(mapping.ours())
    known = {f"case:{name}" for name in CASE_ATTRIBUTES} | set(KINDS_BY_NAME)
    assert set(mapping.ours().values()) <= known
    assert [last_day(2026, quarter) for quarter in (1, 2, 3, 4)] == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip
