"""A delivery of people comes in whole records only, and ends the same however often and in whatever order it is run."""

import multiprocessing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wegwijs.accounts.actor import Actor, system_actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.models import AuditEntry
from wegwijs.dossier import ahead, snapshots
from wegwijs.dossier.models import ContactPoint, Fact, Involvement, Person, SearchTerm, Snapshot, Trajectory
from wegwijs.exchange.models import Delivery, DeliveryRecord
from wegwijs.exchange.spreadsheet.actions import Said, import_notices
from wegwijs.exchange.spreadsheet.problems import Unreadable
from wegwijs.exchange.spreadsheet.report import Report

from .conftest import municipality
from .deliveries import COLUMNS, TODAY, bsn, person, write_csv, write_json, write_xlsx

BAD = (
    {"bsn": "123456789"}, {"bsn": "", "v_nummer": ""}, {"geslachtsnaam": ""}, {"geboortedatum": "31-02-1990"},
    {"geboortedatum": ""}, {"doelgroep": "toerist"}, {"datum_kennisgeving": "2031-01-01"}, {"telefoon": "geen"},
    {"nationaliteit": "Atlantis"}, {"taal": "Marsiaans"}, {"geslachtsnaam": "=1+1"},
    {"datum_kennisgeving": "", "datum_inburgeringsplicht": "", "gekoppeld_door_coa_op": ""},
)  # fmt: skip


def run(actor: Actor, now: datetime, path: Path, **options: Any) -> Report:
    return import_notices(actor, path, now=now, **options)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.accepted, report.updated, report.unchanged, len(report.held), len(report.rejected)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """The record as a reader would see it, without identifiers and moments."""
    people = Person.objects.values_list(
        "bsn_index", "v_number", "given_names", "prefix", "surname", "birth_year", "birth_month", "birth_day", "sex",
        "nationality", "mother_tongue",
    )  # fmt: skip
    return {
        "people": sorted(map(repr, people)),
        "cases": sorted(map(repr, Trajectory.objects.values_list("person__v_number", "group", "permit"))),
        "facts": sorted(
            repr(row)
            for row in Fact.objects.values_list("trajectory__person__v_number", "kind", "happened_on", "payload")
        ),
        "contacts": sorted(map(repr, ContactPoint.objects.values_list("person__v_number", "kind", "value"))),
        "terms": sorted(map(repr, SearchTerm.objects.values_list("person__v_number", "term"))),
        "snapshots": sorted(
            map(repr, Snapshot.objects.values_list("trajectory__person__v_number", "pip_due", "sort_name"))
        ),
        "teams": sorted(map(repr, Involvement.objects.values_list("trajectory__person__v_number", "team__name"))),
    }


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_json])
def test_250_people_with_12_bad_records(actor: Actor, now: datetime, tmp_path: Path, write: Any) -> None:
    """238 cases, 12 explained, nothing half; the same delivery again changes nothing."""
    rows = [person(index) for index in range(250)]
    for number, changes in enumerate(BAD):
        rows[number * 20 + 3] |= {"doelgroep": "gezinsmigrant", "gekoppeld_door_coa_op": ""} | changes
    path = write(tmp_path / "delivery", rows)
    report = run(actor, now, path)
    assert counts(report) == (238, 0, 0, 0, 12)
    assert [problems[0].line for problems in report.rejected] == [number * 20 + 5 for number in range(12)]
    assert all(len(problems) == 1 for problems in report.rejected)
    assert Trajectory.objects.count() == Person.objects.count() == Snapshot.objects.count() == 238
    assert not Person.objects.filter(trajectory__facts__isnull=True).exists()
    before, audit = everything(), AuditEntry.objects.count()
    again = run(actor, now, path)
    assert counts(again) == (0, 0, 238, 0, 12)
    assert again.discrepancies == []
    assert everything() == before
    assert AuditEntry.objects.count() == audit + 1  # the delivery itself


def test_the_person_is_stored_as_told(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """BSN encrypted and found again, contact data with their source, a fact per date, and the receiving team."""
    run(actor, now, write_csv(tmp_path / "d.csv", [person(2, tussenvoegsel="el", geboortedatum="19900500")]))
    made = Person.objects.get()
    assert decrypt(made.bsn_sealed).decode() == person(2)["bsn"]
    assert (made.given_names, made.prefix, made.birth_year, made.birth_month, made.birth_day) == (
        "Zoë",
        "el",
        1990,
        5,
        None,
    )
    assert made.sources["surname"]["by"] == "delivery"
    assert {(point.kind, point.source) for point in made.contact_points.all()} == {
        ("phone", "aanlevering"), ("email", "aanlevering"), ("address", "aanlevering"),
    }  # fmt: skip
    kinds = made.trajectory.facts.values_list("kind", "source")
    assert set(kinds) == {(kind, "aanlevering") for kind in ("obligation_started", "duo_notified", "coa_matched")}
    assert made.trajectory.involvements.get().team.name == "Werk en Inkomen"


def test_a_dry_run_says_the_same_and_writes_nothing(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """The preview is the report of the real run."""
    path = write_csv(
        tmp_path / "d.csv",
        [person(1), person(2), person(3, doelgroep="?"), person(4, datum_inburgeringsplicht="2020-01-01")],
    )
    dry = run(actor, now, path, dry_run=True)
    assert (Person.objects.count(), Delivery.objects.count(), DeliveryRecord.objects.count()) == (0, 0, 0)
    real = run(actor, now, path)
    assert dry.to_dict() | {"dry_run": False} == real.to_dict()
    assert real.influx["overdue"] == 1  # of a statushouder without registration the ten weeks have not begun


def test_another_order_or_another_file_changes_nothing(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """Who is known is recognised by BSN or V-number, wherever the row stands."""
    rows = [person(index) for index in range(20)]
    run(actor, now, write_csv(tmp_path / "a.csv", rows))
    before = everything()
    fewer = [row | {"v_nummer": ""} for row in reversed(rows[:7])] + [row | {"bsn": ""} for row in rows[7:]]
    columns = sorted(COLUMNS)
    assert counts(run(actor, now, write_csv(tmp_path / "b.csv", fewer, columns, delimiter=","))) == (0, 0, 20, 0, 0)
    assert everything() == before


def test_empty_fields_are_filled_and_changed_dates_supersede(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """A later delivery adds what was missing and corrects an earlier date; the old date stays in the record."""
    bare = person(
        1, voornamen="", telefoon="", nationaliteit="", geboortedatum="1990", datum_inschrijving_brp="", v_nummer=""
    )
    run(actor, now, write_csv(tmp_path / "a.csv", [bare]))
    full = person(1, geboortedatum="1990-05-01", datum_kennisgeving="2025-09-20")
    path = write_csv(tmp_path / "b.csv", [full])
    assert counts(run(actor, now, path)) == (0, 1, 0, 0, 0)
    made = Person.objects.get()
    assert (made.given_names, made.nationality, made.birth_day, made.v_number) == ("Yusuf", "TR", 1, full["v_nummer"])
    assert made.contact_points.filter(kind="phone").count() == 1
    facts = {fact.kind: fact for fact in made.trajectory.facts.order_by("id")}
    assert facts["duo_notified"].happened_on.isoformat() == "2025-09-20"
    assert facts["duo_notified"].supersedes is not None
    assert facts["brp_registered"].payload == {"municipality": "9001", "housing": False}
    assert made.trajectory.facts.filter(kind="duo_notified").count() == 2
    assert counts(run(actor, now, path)) == (0, 0, 1, 0, 0)
    older = run(actor, now, write_csv(tmp_path / "c.csv", [bare]))
    assert counts(older) == (0, 0, 1, 0, 0)
    assert [(problem.field, problem.code) for problem in older.discrepancies] == [("datum_kennisgeving", "differs")]


def test_what_a_human_entered_is_never_overwritten(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """A value that differs becomes a question, asked once, with both values encrypted."""
    run(actor, now, write_csv(tmp_path / "a.csv", [person(1)]))
    Person.objects.update(surname="Van Water", nationality="NL")
    Fact.objects.filter(kind="duo_notified").update(source="")
    path = write_csv(tmp_path / "b.csv", [person(1, datum_kennisgeving="2025-09-29", telefoon="0687654321")])
    report = run(actor, now, path)
    assert counts(report) == (0, 0, 1, 0, 0)
    fields = ["geslachtsnaam", "nationaliteit", "telefoon", "datum_kennisgeving"]
    assert [problem.field for problem in report.discrepancies] == fields
    assert Person.objects.get().surname == "Van Water"
    kept = DeliveryRecord.objects.filter(outcome="discrepancy")
    assert kept.count() == 4
    assert all(person(1)["geslachtsnaam"].encode() not in bytes(row.content) for row in kept)
    run(actor, now, path)
    assert kept.count() == 4


def test_the_same_row_twice_is_one_person_and_two_rows_that_differ_are_none(
    actor: Actor, now: datetime, tmp_path: Path
) -> None:
    """Never the last one that happened to win."""
    rows = [person(1), person(1), person(2), person(2, voornamen="Anders"), person(3)]
    report = run(actor, now, write_csv(tmp_path / "d.csv", rows))
    assert (counts(report), report.repeated) == ((2, 0, 0, 0, 2), 1)
    assert {(problems[0].line, problems[0].code) for problems in report.rejected} == {
        (4, "conflicting_rows"), (5, "conflicting_rows"),
    }  # fmt: skip


def test_rows_of_one_known_person_under_two_numbers_are_a_conflict(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """The record knows that this BSN and this V-number are one person; two rows that differ are both kept out."""
    run(actor, now, write_csv(tmp_path / "a.csv", [person(1)]))
    rows = [person(1, v_nummer="", telefoon="0611111111"), person(1, bsn="", telefoon="0622222222")]
    report = run(actor, now, write_csv(tmp_path / "b.csv", rows))
    assert [problems[0].code for problems in report.rejected] == ["conflicting_rows"] * 2


def test_numbers_of_two_people_in_one_row_are_refused(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """A BSN of one and a V-number of another is a mistake at the source."""
    run(actor, now, write_csv(tmp_path / "a.csv", [person(1), person(2)]))
    rows = [person(1, v_nummer=person(2)["v_nummer"]), person(2, bsn=bsn(77_000_000))]
    report = run(actor, now, write_csv(tmp_path / "b.csv", rows))
    assert {problems[0].code for problems in report.rejected} <= {"person_mismatch", "conflicting_rows"}
    assert counts(report) == (0, 0, 0, 0, 2)


def test_the_old_law_and_possible_doubles_wait_for_a_human(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """Held records open no case, are asked once, and their content is encrypted."""
    run(actor, now, write_csv(tmp_path / "a.csv", [person(1, v_nummer="")]))
    rows = [person(2, datum_inburgeringsplicht="2021-12-31"), person(1, bsn=""), person(3)]
    path = write_csv(tmp_path / "b.csv", rows)
    report = run(actor, now, path)
    assert counts(report) == (1, 0, 0, 2, 0)
    assert {(problem.line, problem.code) for problem in report.held} == {(2, "old_law"), (3, "possible_duplicate")}
    again = run(actor, now, path)
    assert counts(again) == (0, 0, 1, 2, 0)
    assert DeliveryRecord.objects.filter(outcome="held").count() == 2


def test_doubles_within_one_file_wait_too(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """A row with a BSN only and a row with a V-number only, same name and birth date: the second is asked about."""
    path = write_csv(tmp_path / "d.csv", [person(1, v_nummer=""), person(1, bsn="")])
    for expected in ((1, 0, 0, 1, 0), (0, 0, 1, 1, 0)):
        assert counts(run(actor, now, path)) == expected


def test_a_record_that_cannot_be_stored_costs_only_itself(
    actor: Actor, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chunk that fails is tried record by record; the faulty one is told and nothing of it is kept."""
    from django.db import IntegrityError

    from wegwijs.exchange.spreadsheet import notices

    real = notices.open_cases

    def faulty(actor: Actor, cases: Any, *, now: datetime, assessed: Any) -> list[int]:
        opened = real(actor, cases, now=now, assessed=assessed)
        if any(case.v_number == person(5)["v_nummer"] for case in cases):
            raise IntegrityError
        return opened

    monkeypatch.setattr(notices, "open_cases", faulty)
    report = run(actor, now, write_csv(tmp_path / "d.csv", [person(index) for index in range(10)]))
    assert counts(report) == (9, 0, 0, 0, 1)
    assert report.rejected[0][0].code == "not_stored"
    assert not Person.objects.filter(v_number=person(5)["v_nummer"]).exists()
    assert Delivery.objects.get().rows_done == 10


def test_municipalities_are_apart(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """The same person delivered to two municipalities is two people; neither sees the other."""
    other = municipality("9002", "Dijkerveen")
    path = write_csv(tmp_path / "d.csv", [person(1)])
    assert counts(run(actor, now, path)) == (1, 0, 0, 0, 0)
    assert counts(run(system_actor(other.pk, other.name, TODAY), now, path)) == (1, 0, 0, 0, 0)
    assert Person.objects.count() == 2


def test_many_at_once_tells_what_it_means_in_ten_weeks(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """Plans are due ten weeks after the notice (Besluit 5.3 lid 1): the weeks that ask for too much are named."""
    late = {
        "datum_kennisgeving": "2026-01-05",
        "doelgroep": "gezinsmigrant",
        "gekoppeld_door_coa_op": "",
        "verblijfsvergunning": "regulier",
    }
    rows = [person(index, **late, datum_inschrijving_brp="2025-12-01") for index in range(120)]
    report = run(actor, now, write_csv(tmp_path / "d.csv", rows))
    week = report.influx["weeks"][0]
    assert (week["week"], week["new"], week["due"]) == ("2026-W12", 120, 120)
    assert week["short"] == 120 - week["capacity"]
    assert report.influx["many"]
    assert Delivery.objects.get().influx == report.influx


def test_a_file_that_cannot_be_read_is_kept_as_refused(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """The delivery says why, so that a colleague sees it too."""
    path = tmp_path / "d.csv"
    path.write_text("alleen;dit\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        run(actor, now, path)
    assert (Delivery.objects.get().status, Delivery.objects.get().refusal["code"]) == ("refused", "no_header")


def test_the_user_corrects_a_column(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """A column with an unknown name is used once the user says what it is."""
    columns = ["nr", *COLUMNS[1:]]
    path = write_csv(tmp_path / "d.csv", [person(1) | {"nr": person(1)["bsn"]}], columns)
    assert counts(run(actor, now, path, said=Said({"nr": "bsn"}))) == (1, 0, 0, 0, 0)
    assert Person.objects.get().bsn_index


def test_no_number_of_a_person_is_stored_in_the_clear(actor: Actor, now: datetime, tmp_path: Path) -> None:
    """Neither audit nor delivery rows hold a BSN."""
    rows = [person(1), person(2, datum_inburgeringsplicht="2020-01-01"), person(3, bsn=person(3)["bsn"][:8] + "x")]
    run(actor, now, write_csv(tmp_path / "d.csv", rows))
    text = repr(list(AuditEntry.objects.values())) + repr(list(Delivery.objects.values()))
    text += repr(list(DeliveryRecord.objects.values("params", "field", "code")))
    assert not [row["bsn"] for row in rows if row["bsn"][:8] in text]


def test_a_large_delivery_assessed_by_a_second_process_ends_the_same(
    actor: Actor, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was assessed ahead in another process is, column for column, what a rebuild from the facts gives."""
    monkeypatch.setattr(ahead, "WORTHWHILE", 0)
    rows = [person(index, **({"taal": "?"} if index % 50 == 7 else {})) for index in range(1_300)]
    report = run(actor, now, write_csv(tmp_path / "d.csv", rows))
    assert counts(report) == (1_274, 0, 0, 0, 26)
    assert Delivery.objects.get().rows_done == 1_300
    written = list(Snapshot.objects.order_by("pk").values())
    snapshots.rebuild(TODAY)
    assert list(Snapshot.objects.order_by("pk").values()) == written
    assert multiprocessing.active_children() == []


def test_a_second_process_that_fails_costs_nothing(
    actor: Actor, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an answer from the second process the assessment is made here."""
    monkeypatch.setattr(ahead, "WORTHWHILE", 0)
    monkeypatch.setattr(ahead, "_with_text", lambda row: 1 / 0)
    assert counts(run(actor, now, write_csv(tmp_path / "d.csv", [person(index) for index in range(600)]))) == (
        600,
        0,
        0,
        0,
        0,
    )
    assert Snapshot.objects.count() == 600
