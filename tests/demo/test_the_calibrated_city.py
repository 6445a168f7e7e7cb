"""The demo city reproduces the published counts of 31 December 2023, counted from facts (report, appendix A)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.city import NOW
from wegwijs.accounts.installation import in_demo_mode
from wegwijs.accounts.models import Municipality
from wegwijs.analysis.monitor.publishing import monitor
from wegwijs.demo import build
from wegwijs.demo.population import Plot, apportion, calibration, reference_population
from wegwijs.demo.story import FactRow
from wegwijs.dossier.actions import NewCase
from wegwijs.dossier.models import Fact, Snapshot, Trajectory
from wegwijs.eventlog.log import EVENT_ATTRIBUTES, LogCase, LogEvent, as_text
from wegwijs.eventlog.vocabulary import rank
from wegwijs.eventlog.writing import write_csv
from wegwijs.plans.models import Pip

DAY = date(2023, 12, 31)
UNTIL = date(2026, 3, 16)
# Appendix A as printed: label, then the columns of the monitor.
PUBLISHED: dict[str, list[list[Any]]] = {
    "A.1": [
        ["Statushouders", 1896, 54],
        ["Gezinsmigranten", 1623, 46],
        ["Totaal", 3519, 100],
    ],
    "A.2": [
        ["18 t/m 26 jaar", 617, 33, 385, 24, 1002, 28],
        ["27 t/m 39 jaar", 811, 43, 850, 52, 1661, 47],
        ["40 t/m 59 jaar", 439, 23, 363, 22, 802, 23],
        ["60 jaar en ouder", 29, 2, 25, 2, 54, 2],
        ["Totaal", 1896, 100, 1623, 100, 3519, 100],
    ],
    "A.3": [
        ["Man", "Sekse", 893, 65],
        ["Vrouw", "Sekse", 490, 35],
        ["Totaal", "Sekse", 1383, 100],
        ["Syrië", "Nationaliteit", 799, 58],
        ["Jemen", "Nationaliteit", 161, 12],
        ["Turkije", "Nationaliteit", 97, 7],
        ["Afghanistan", "Nationaliteit", 71, 5],
        ["Eritrea", "Nationaliteit", 53, 4],
        ["Iran", "Nationaliteit", 38, 3],
        ["Somalië", "Nationaliteit", 28, 2],
        ["Irak", "Nationaliteit", 21, 2],
        ["Overig", "Nationaliteit", 96, 7],
        ["Onbekend", "Nationaliteit", 19, 1],
        ["Totaal", "Nationaliteit", 1383, 100],
    ],
    "A.4": [
        ["1e jaar in begeleiding", 1162, 64, 942, 68, 2104, 66],
        ["2e jaar in begeleiding", 664, 36, 443, 32, 1107, 34],
        ["Totaal", 1826, 100, 1385, 100, 3211, 100],
    ],
    "A.5": [
        ["B1 haalbaar", 616, 73, 669, 84, 1285, 79],
        ["B1 niet haalbaar", 226, 27, 124, 16, 350, 21],
        ["Totaal", 842, 100, 793, 100, 1635, 100],
    ],
    "A.6": [
        ["B1-route", 498, 66, None, 95],
        ["Onderwijsroute", 128, 17, None, None],
        ["Z-route", 128, 17, None, 5],
        ["Totaal", 754, 100, None, 100],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def cases() -> list[NewCase]:
    """Everybody of the reference population with a history up to 2026, without a database."""
    rng = Random(2021)
    plots = reference_population(3519, rng)
    where = _Where()
    return list(build._cases(where, plots, UNTIL, DAY, rng))  # type: ignore[arg-type]  # only teams and staff are looked at


class _Row:
    code = "9901"
    pk = 1


class _Where:
    municipality = _Row()
    teams = dict.fromkeys(("Instroom", "Noord", "Zuid", "Jongeren", "Gezinnen", "Gezinnen jeugd"), _Row())
    staff = {name: [(1, "work_coach")] for name in teams}


def known(case: NewCase) -> list[FactRow]:
    """Facts of the case up to and including the day."""
    return [fact for fact in case.facts if fact[1] <= DAY]


def kinds(case: NewCase) -> set[str]:
    return {kind for kind, _, _ in known(case)}


def group(case: NewCase) -> str:
    """`other` counts with the family migrants, as in the source."""
    return "asylum" if case.group == "asylum" else "family"


def guided(case: NewCase) -> bool:
    return not {"moved_out", "obligation_met", "obligation_ended"} & kinds(case)


def test_a1_people_under_the_law(cases: list[NewCase]) -> None:
    """A.1: 1,896 asylum and 1,623 family and other; who finished or left counts too."""
    assert Counter(group(case) for case in cases if known(case)) == {"asylum": 1896, "family": 1623}
    assert any(case.group == "other" for case in cases)


def test_a2_ages(cases: list[NewCase]) -> None:
    """A.2: age on the day in four bands."""

    def band(case: NewCase) -> str:
        assert case.born[0] is not None
        age = DAY.year - case.born[0]  # on the last day of the year everybody had their birthday
        return "18-26" if age <= 26 else "27-39" if age <= 39 else "40-59" if age <= 59 else "60+"

    counted = Counter((group(case), band(case)) for case in cases)
    assert [counted["asylum", b] for b in ("18-26", "27-39", "40-59", "60+")] == [617, 811, 439, 29]
    assert [counted["family", b] for b in ("18-26", "27-39", "40-59", "60+")] == [385, 850, 363, 25]


def test_a3_housed_in_2023(cases: list[NewCase]) -> None:
    """A.3: 1,383 people housed in 2023, by sex and nationality."""
    housed = [
        case for case in cases if any(kind == "home_assigned" and on.year == DAY.year for kind, on, _ in known(case))
    ]
    assert Counter(case.sex for case in housed) == {"m": 893, "f": 490}
    named = {"SY": 799, "YE": 161, "TR": 97, "AF": 71, "ER": 53, "IR": 38, "SO": 28, "IQ": 21, "": 19}
    counted = Counter(case.nationality if case.nationality in named else "other" for case in housed)
    assert counted == {**named, "other": 96}


def test_a4_year_of_guidance(cases: list[NewCase]) -> None:
    """A.4: in guidance on the day, in the first or second year after the signal."""

    def year(case: NewCase) -> int:
        signal = min(on for kind, on, _ in known(case) if kind in {"coa_matched", "duo_notified"})
        return 1 if signal > date(DAY.year - 1, 12, 31) else 2

    counted = Counter((group(case), year(case)) for case in cases if guided(case))
    assert counted == {("asylum", 1): 1162, ("asylum", 2): 664, ("family", 1): 942, ("family", 2): 443}


def test_a5_learnability_test(cases: list[NewCase]) -> None:
    """A.5: results of tests taken by the day."""
    counted = Counter(
        (group(case), payload["result"])
        for case in cases
        for kind, _, payload in known(case)
        if kind == "learnability_test_taken"
    )
    assert counted == {
        ("asylum", "b1_feasible"): 616,
        ("asylum", "b1_not_feasible"): 226,
        ("family", "b1_feasible"): 669,
        ("family", "b1_not_feasible"): 124,
    }


def test_a6_route_in_the_plan(cases: list[NewCase]) -> None:
    """A.6: routes of those in guidance; of family migrants only percentages are published: 95 and 5."""
    counted = Counter(
        (group(case), payload["route"])
        for case in cases
        if guided(case)
        for kind, _, payload in known(case)
        if kind == "pip_established"
    )
    asylum = [counted["asylum", route] for route in ("b1", "education", "self_reliance")]
    assert asylum == [498, 128, 128]
    family = counted["family", "b1"], counted["family", "self_reliance"]
    assert [round(100 * n / sum(family)) for n in family] == [95, 5]
    assert counted["family", "education"] == 0


def test_completed_and_left(cases: list[NewCase]) -> None:
    """Thirteen and one had completed; the others who are not in guidance had left the city."""
    done = Counter(group(case) for case in cases if "obligation_met" in kinds(case))
    left = Counter(group(case) for case in cases if "moved_out" in kinds(case))
    assert done == {"asylum": 13, "family": 1}
    assert left == {"asylum": 57, "family": 237}


def test_the_monitor_prints_what_was_published(cases: list[NewCase], tmp_path: Path) -> None:
    """The monitor over the city gives the printed figures of the six tables, percentages whole and half up."""
    with (tmp_path / "log.csv").open("w", encoding="utf-8", newline="") as file:
        write_csv([_logged(number, case) for number, case in enumerate(cases)], file)
    tables = monitor(tmp_path / "log.csv", DAY, 0)["tables"]
    for name, rows in PUBLISHED.items():
        columns = tables[name]["columns"]
        assert [[row["label"], *(row[column] for column in columns)] for row in tables[name]["rows"]] == rows


def _logged(number: int, case: NewCase) -> LogCase:
    about = {
        "group": case.group, "sex": case.sex, "nationality": case.nationality, "regime": "wi2021",
        "born": "-".join(f"{part:02}" for part in case.born if part),
    }  # fmt: skip
    events = [LogEvent(kind, on, attributes=_told(payload)) for kind, on, payload in case.facts]
    return LogCase(f"c{number}", about, tuple(sorted(events, key=lambda event: (event.on, rank(event.activity)))))


def _told(payload: dict[str, Any]) -> dict[str, str]:
    return {name: as_text(value) for name, value in payload.items() if name in EVENT_ATTRIBUTES}


@pytest.mark.parametrize("people", [60, 300, 1000])
def test_another_size_keeps_its_totals(people: int) -> None:
    """Every table still adds up when the city is smaller."""
    assert len(reference_population(people, Random(1))) == people
    scaled = apportion(calibration()["people"], people)
    assert sum(scaled.values()) == people


def test_the_same_seed_tells_the_same_story() -> None:
    """Same seed and day, same people and facts."""
    told: list[list[Plot]] = [reference_population(300, Random(7)) for _ in range(2)]
    assert told[0] == told[1]


@pytest.mark.django_db
def test_a_small_city_is_alive_and_apart(settings: object) -> None:
    """Every phase has people, plans wait for a colleague, and the second municipality shares nobody with the first."""
    build.build(200, UNTIL, 2021, now=datetime.combine(UNTIL, NOW.timetz()))
    main, second = Municipality.objects.order_by("code")
    assert set(Snapshot.objects.values_list("phase", flat=True)) >= {"signal", "intake", "route", "finished"}
    assert Pip.objects.filter(state="established").exists()
    assert Trajectory.objects.filter(municipality=second).count() >= 10
    crossed = Trajectory.objects.exclude(involvements__municipality_id=main.pk).filter(municipality=main)
    assert not crossed.filter(involvements__isnull=False).exists()
    assert Fact.objects.count() > 5000
    assert not in_demo_mode(), "the mark alone opens nothing: the process must be a demo too"
