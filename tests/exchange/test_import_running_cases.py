"""Running cases come over from an older system: one row a fact, each once, marked with its source."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wegwijs.accounts.actor import Actor
from wegwijs.dossier.models import Fact
from wegwijs.exchange.spreadsheet.actions import import_notices
from wegwijs.exchange.spreadsheet.report import Report
from wegwijs.exchange.spreadsheet.trajectories import import_trajectories

from .deliveries import person, write_csv, write_xlsx

COLUMNS = (
    "bsn",
    "v_nummer",
    "soort",
    "op",
    "gegevens",
    "route",
    "level",
    "hours",
    "component",
    "unilateral",
    "domains",
)
ONE = person(1)


@pytest.fixture
def known(actor: Actor, now: datetime, tmp_path: Path) -> Actor:
    """Waterstad knows two people."""
    import_notices(actor, write_csv(tmp_path / "people.csv", [person(1), person(2)]), now=now)
    return actor


def fact(kind: str, on: str, **cells: str) -> dict[str, str]:
    return {"bsn": ONE["bsn"], "soort": kind, "op": on} | cells


def run(actor: Actor, now: datetime, path: Path, **options: Any) -> Report:
    return import_trajectories(actor, path, system="Oud Systeem", now=now, **options)


def test_facts_are_added_to_the_right_case(known: Actor, now: datetime, tmp_path: Path) -> None:
    """Payload from columns and from JSON, typed as the vocabulary wants it; the source says which system owns it."""
    rows = [
        fact("intake_conversation_held", "2025-10-01", domains="finance, work"),
        fact("pip_established", "2025-11-03", route="b1", level="b1", unilateral="nee"),
        fact(
            "hours_attended", "2025-12-01", component="language", gegevens=json.dumps({"mode": "physical"}), hours="6,5"
        ),
        {"v_nummer": person(2)["v_nummer"], "soort": "benefit_started", "op": "2025-10-10"},
    ]
    report = run(known, now, write_csv(tmp_path / "f.csv", rows, COLUMNS))
    assert (report.accepted, report.unchanged, report.rejected) == (4, 0, [])
    added = {row.kind: row for row in Fact.objects.filter(source="Oud Systeem")}
    assert added["pip_established"].payload == {"route": "b1", "level": "b1", "unilateral": False}
    assert added["hours_attended"].payload == {"component": "language", "hours": 6.5, "mode": "physical"}
    assert added["intake_conversation_held"].payload["domains"] == ["finance", "work"]
    assert added["benefit_started"].trajectory.person.v_number == person(2)["v_nummer"]
    assert added["pip_established"].trajectory.snapshot.phase == "route"


def test_the_same_facts_again_add_nothing(known: Actor, now: datetime, tmp_path: Path) -> None:
    """Another order, another format, the same row twice: each fact stands once."""
    rows = [fact("intake_summoned", f"2025-10-{day:02}") for day in range(1, 8)]
    run(known, now, write_csv(tmp_path / "f.csv", [*rows, rows[0]], COLUMNS))
    before = Fact.objects.count()
    report = run(known, now, write_xlsx(tmp_path / "f.xlsx", rows[::-1], COLUMNS))
    assert (report.accepted, report.unchanged) == (0, 7)
    assert Fact.objects.count() == before == 7 + 6


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (fact("danced", "2025-10-01"), "soort", "kind_unknown"),
        (fact("", "2025-10-01"), "soort", "kind_missing"),
        (fact("intake_summoned", ""), "op", "date_needed"),
        (fact("intake_summoned", "2031-01-01"), "op", "date_in_future"),
        (fact("pip_established", "2025-11-03", route="z"), "route", "payload_choice"),
        (fact("pip_established", "2025-11-03", route="b1", unilateral="misschien"), "unilateral", "payload_flag"),
        (fact("intake_summoned", "2025-10-01", route="b1"), "route", "payload_unknown"),
        (fact("intake_summoned", "2025-10-01", gegevens="{"), "gegevens", "payload_unreadable"),
        (fact("intake_summoned", "2025-10-01", gegevens="[1]"), "gegevens", "payload_unreadable"),
        ({"soort": "intake_summoned", "op": "2025-10-01"}, "bsn", "bsn_or_v_number_missing"),
        (fact("intake_summoned", "2025-10-01", bsn=person(77)["bsn"]), "bsn", "person_unknown"),
        (fact("intake_summoned", "2025-10-01", v_nummer=person(2)["v_nummer"]), "v_nummer", "person_mismatch"),
    ],
)
def test_a_faulty_row_costs_only_itself(
    known: Actor, now: datetime, tmp_path: Path, row: dict[str, str], field: str, code: str
) -> None:
    """Field and code are told, the text says what to do without the number, the other rows come in."""
    rows = [fact("intake_summoned", "2025-10-02"), row]
    path = write_csv(tmp_path / "f.csv", rows, COLUMNS)
    dry = run(known, now, path, dry_run=True)
    report = run(known, now, path)
    assert [(problem.line, problem.field, problem.code) for problem in report.rejected[0]] == [(3, field, code)]
    assert report.accepted == dry.accepted == 1
    assert ONE["bsn"] not in report.rejected[0][0].text
