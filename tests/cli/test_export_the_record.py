"""The record as an event log: what stands, in the order of the record, without names; pseudonymised when asked."""

from __future__ import annotations

import csv
import json
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.analysis.oracles import answer
from tests.city import ASYLUM_FACTS, NOW, City, make_case, make_city, uuid_of
from wegwijs.accounts.models import AccessEntry
from wegwijs.cli import main
from wegwijs.dossier import restriction
from wegwijs.dossier.actions import NewFact, append
from wegwijs.dossier.models import Fact
from wegwijs.eventlog.log import COLUMNS

pytestmark = pytest.mark.django_db
SCHEMA = Path("/work/shared/specs/ocel/schema_ocel2.json")
SCHEMAS = [Path(__file__).resolve().parents[2].parent / "shared/specs/ocel/schema_ocel2.json", SCHEMA]


@pytest.fixture
def city() -> City:
    """Two people; one plan, put right once, and a reason in somebody's own words."""
    city = make_city()
    case = make_case(city)
    make_case(city, surname="Öztürk", nationality="TR", facts=ASYLUM_FACTS[:1], born=(1960, None, None))
    plan = NewFact(
        case, "pip_established", date(2026, 3, 2), {"route": "b1", "level": "b1", "reason": "Selam wil zorg"}
    )
    append(city.system(), [plan], now=NOW)
    wrong = Fact.objects.get(kind="pip_established")
    right = NewFact(case, "pip_established", date(2026, 3, 3), {"route": "b1", "level": "b1"}, supersedes=wrong.uuid)
    append(city.system(), [right], now=NOW)
    append(
        city.system(), [NewFact(case, "early_start_declined", date(2026, 1, 20), {"reason": "Selam is ziek"})], now=NOW
    )
    return city


def export(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["wegwijs", "events", "export", *map(str, words)])
    with pytest.raises(SystemExit) as left:
        main()
    assert isinstance(left.value.code, int)
    return left.value.code


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_stands_is_told_in_order(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corrected fact is gone, the correction is there; of a day the order is that of the record; nobody is named."""
    out = tmp_path / "log.csv"
    assert export(monkeypatch, out, "--format", "csv", "--on", "2026-03-16") == 0
    rows = read(out)
    assert tuple(rows[0])[:5] == COLUMNS
    case = str(uuid_of(make_order()[0]))
    own = [(row["activity"], row["timestamp"]) for row in rows if row["case_id"] == case]
    assert own == [
        ("coa_matched", "2026-01-12"),
        ("early_start_declined", "2026-01-20"),
        ("brp_registered", "2026-02-02"),
        ("obligation_started", "2026-02-04"),
        ("duo_notified", "2026-02-04"),
        ("pip_established", "2026-03-03"),
    ]
    first = rows[0]
    about = {name: first[f"case:{name}"] for name in ("group", "sex", "born", "age_group", "municipality", "pip_due")}
    assert about == {"group": "asylum", "sex": "f", "born": "1995-04-12", "age_group": "27-39", "municipality": "9901",
                     "pip_due": first["case:pip_due"]}  # fmt: skip
    assert first["case:pip_due"] > "2026-02-04"
    text = out.read_text(encoding="utf-8")
    assert not any(word in text for word in ("Selam", "Tesfay", "ziek", "Öztürk"))
    assert next(row for row in rows if row["activity"] == "early_start_declined")["cause"] == "other"
    assert AccessEntry.objects.filter(kind="event_log_exported").count() == 1


def make_order() -> list[int]:
    """Internal ids, oldest first."""
    return sorted(set(Fact.objects.values_list("trajectory_id", flat=True)))


@pytest.mark.once
def test_every_format_tells_the_same(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """CSV, XES, OCEL and Parquet read back to one process; XES and OCEL are readable by pm4py too."""
    told = []
    for form in ("csv", "xes", "ocel", "parquet"):
        path = tmp_path / f"log.{form}"
        assert export(monkeypatch, path, "--format", form, "--on", "2026-03-16") == 0
        capsysbinary.readouterr()
        told.append(answer(monkeypatch, capsysbinary, "process", path))
    assert told[0]["events"] == 7
    assert told == [told[0]] * 4
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        xes = pm4py.read_xes(str(tmp_path / "log.xes"))
        ocel = pm4py.read_ocel2_json(str(tmp_path / "log.ocel"))
    assert (len(xes), xes["case:concept:name"].nunique(), len(ocel.events)) == (7, 2, 7)


def test_ocel_keeps_to_its_schema(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Validated against the published schema, which is no part of this repository."""
    schema = next((path for path in SCHEMAS if path.exists()), None)
    if schema is None:
        pytest.skip("the OCEL 2.0 schema is not here (../shared/specs/ocel)")
    assert export(monkeypatch, tmp_path / "log.json", "--format", "ocel") == 0
    found = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, json.loads(schema.read_text(encoding="utf-8")))
    assert {one["type"] for one in found["objects"]} == {"trajectory"}


def test_a_pseudonym_needs_the_key(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
) -> None:
    """One key, one pseudonym; another key, another; a birth year, no team, a rare nationality; a codebook."""
    ids = []
    for name, key in (("a", b"k" * 32), ("b", b"k" * 32), ("c", b"x" * 32)):
        (tmp_path / "key").write_bytes(key)
        path = tmp_path / f"{name}.csv"
        assert export(monkeypatch, path, "--format", "csv", "--pseudonymise", tmp_path / "key") == 0
        rows = read(path)
        ids.append({row["case_id"] for row in rows})
        assert {(row["resource"], row["case:born"], row["case:nationality"]) for row in rows} == {("", "", "other")}
        assert {row["case:birth_year"] for row in rows} == {"1995", "1960"}
    assert ids[0] == ids[1]
    assert not ids[0] & ids[2]
    assert not ids[0] & {str(uuid_of(case)) for case in make_order()}
    book = json.loads((tmp_path / "a.csv.codebook.json").read_text(encoding="utf-8"))
    assert (book["cases"], book["events"]) == (2, 7)
    assert "born" not in book["case"]
    capsysbinary.readouterr()
    (tmp_path / "key").write_bytes(b"short")
    words = ("events", "export", tmp_path / "d.csv", "--format", "csv", "--pseudonymise")
    for keyfile, said in ((tmp_path / "key", "a key of at least 16 bytes"), (tmp_path / "none", "make one with")):
        assert export(monkeypatch, *words[2:], keyfile) == 2
        assert said in capsysbinary.readouterr().err.decode()
    assert not (tmp_path / "d.csv").exists()


def test_a_restricted_case_stays_behind(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GDPR art. 18: data that we may only keep do not leave, with a key or without; when it is lifted they do."""
    first, second = make_order()
    officer = city.actor("privacy")
    row = restriction.place(officer, first, restriction.RESTRICTION, "accuracy", now=NOW)
    assert row is not None
    (tmp_path / "key").write_bytes(b"k" * 32)
    for form, words in (("csv", ()), ("xes", ()), ("csv", ("--pseudonymise", tmp_path / "key"))):
        assert export(monkeypatch, tmp_path / "log", "--format", form, "--on", "2026-03-16", *words) == 0
        text = (tmp_path / "log").read_text(encoding="utf-8")
        assert str(uuid_of(first)) not in text
        assert "pip_established" not in text  # what only this case has
        assert "coa_matched" in text
    restriction.lift(officer, row, "person_agrees", now=NOW)
    assert export(monkeypatch, tmp_path / "log.csv", "--format", "csv", "--on", "2026-03-16") == 0
    assert {one["case_id"] for one in read(tmp_path / "log.csv")} == {str(uuid_of(first)), str(uuid_of(second))}


def test_one_municipality_never_tells_of_another(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours in an export of the neighbour, and an unknown code is refused."""
    out = tmp_path / "log.csv"
    assert export(monkeypatch, out, "--format", "csv", "--municipality", "9902") == 0
    assert read(out) == []
    assert export(monkeypatch, out, "--format", "csv", "--municipality", "0000") == 2
