"""A delivery is read whatever program wrote it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from wegwijs.exchange.spreadsheet.problems import Unreadable
from wegwijs.exchange.spreadsheet.reading import open_delivery

from .deliveries import COLUMNS, bsn, person, read, write_csv, write_json, write_xlsx

LATIN = [person(1, voornamen="Zoë", geslachtsnaam="Kovačević"), person(2, voornamen="Björn", geslachtsnaam="Müller")]
WESTERN = [person(1, voornamen="Zoë", geslachtsnaam="Brontë"), person(2, voornamen="Björn", geslachtsnaam="Müller")]


def names(path: Path, encoding: str | None = None) -> list[tuple[str, str]]:
    notices, problems = read(path, encoding)
    assert problems == []
    return [(notice.given_names, notice.surname) for notice in notices]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_and_delimiter_is_recognised(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Names arrive letter for letter, with and without byte order mark, whatever stands between the cells."""
    path = write_csv(tmp_path / "d.csv", LATIN, delimiter=delimiter, encoding=encoding)
    assert names(path) == [("Zoë", "Kovačević"), ("Björn", "Müller")]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850"])
def test_older_western_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    """Files of older programs are read right without a question, even with a few special letters only."""
    path = write_csv(tmp_path / "d.csv", WESTERN, encoding=encoding)
    assert names(path) == [("Zoë", "Brontë"), ("Björn", "Müller")]


def test_turkish_letters_are_recognised(tmp_path: Path) -> None:
    """The six letters in which the Turkish code page differs are read as Turkish."""
    path = write_csv(tmp_path / "d.csv", [person(1, voornamen="Işıl", geslachtsnaam="Yıldız")], encoding="cp1254")
    assert names(path) == [("Işıl", "Yıldız")]


def test_the_user_may_say_the_encoding(tmp_path: Path) -> None:
    """What cannot be recognised can be said; a wrong or unknown name is refused with what to do."""
    path = write_csv(tmp_path / "d.csv", [person(1, voornamen="Łukasz", geslachtsnaam="Żółć")], encoding="cp1250")
    assert names(path, "cp1250") == [("Łukasz", "Żółć")]
    with pytest.raises(Unreadable) as wrong:
        names(path, "utf-8")
    assert wrong.value.code == "wrong_encoding"
    assert wrong.value.params["line"] == 2
    with pytest.raises(Unreadable) as unknown:
        names(path, "klingon-8")
    assert unknown.value.code == "unknown_encoding"


@pytest.mark.parametrize(("first", "delimiter"), [("sep=;\r\n", ";"), ('"sep=,"\r\n', ","), ("SEP=\t\n", "\t")])
def test_a_first_line_sep_is_skipped(tmp_path: Path, first: str, delimiter: str) -> None:
    """`sep=` tells the delimiter and is no header; the header is line 1 as the contract says."""
    path = write_csv(tmp_path / "d.csv", [person(1), person(2, doelgroep="?")], delimiter=delimiter, before=first)
    notices, problems = read(path)
    assert [notice.line for notice in notices] == [2]
    assert [problem.line for problem in problems] == [3]


def test_lines_are_counted_as_they_stand_in_the_file(tmp_path: Path) -> None:
    """A cell with line breaks and empty lines do not shift the line that a problem names."""
    rows = [person(1, locatie="Kade 1\nWaterstad"), person(2), person(3, doelgroep="toerist")]
    path = write_csv(tmp_path / "d.csv", rows)
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    first, rest = text.split("\n", 1)
    path.write_text(f"{first}\n\n;;;\n{rest}", encoding="utf-8")
    notices, problems = read(path)
    assert [(notice.line, notice.location) for notice in notices] == [(4, "Kade 1 Waterstad"), (6, "azc Waterstad")]
    assert [problem.line for problem in problems] == [7]


def test_a_workbook_with_typed_cells_reads_like_the_csv(tmp_path: Path) -> None:
    """Numbers have no ".0", dates are dates, and a BSN that lost its leading zero gets it back."""
    low = next(number for number in (bsn(start) for start in range(1_234_567, 1_234_600)) if number.startswith("0"))
    rows = [
        person(1)
        | {"bsn": int(low), "v_nummer": 2700000001.0, "geboortedatum": date(1990, 5, 1), "telefoon": 612345678},
        person(2) | {"datum_kennisgeving": datetime(2025, 9, 15), "geboortedatum": 19900500},  # noqa: DTZ001  as Excel has it
        person(4) | {"geboortedatum": 1990},
    ]
    notices, problems = read(write_xlsx(tmp_path / "d.xlsx", rows))
    assert problems == []
    assert (notices[0].bsn, notices[0].v_number, notices[0].born.iso()) == (low, "2700000001", "1990-05-01")
    assert notices[0].phone == "+31612345678"
    assert (notices[1].notified_on, notices[1].born.iso()) == (date(2025, 9, 15), "1990-05")
    assert notices[2].born.iso() == "1990"


def test_the_three_formats_say_the_same(tmp_path: Path) -> None:
    """The same people as CSV, XLSX and JSON give the same notices on the same lines."""
    rows = [person(index) for index in range(30)]
    csv_file, xlsx_file = write_csv(tmp_path / "d.csv", rows), write_xlsx(tmp_path / "d.xlsx", rows)
    json_file = write_json(tmp_path / "d.json", rows)
    from_csv, none = read(csv_file)
    assert none == []
    assert len(from_csv) == 30
    assert read(xlsx_file)[0] == from_csv == read(json_file)[0]
    assert [notice.line for notice in read(json_file)[0]] == [notice.line for notice in from_csv]


def test_json_is_read_piece_by_piece(tmp_path: Path) -> None:
    """A long list is read although it never is in memory whole; keys may differ per record; numbers are numbers."""
    rows: list[dict[str, object]] = [dict(person(index)) for index in range(2_000)]
    rows[7] = {key: value for key, value in rows[7].items() if key != "locatie"}
    rows[9]["bsn"] = int(str(rows[9]["bsn"]))
    rows[11]["telefoon"] = None
    notices, problems = read(write_json(tmp_path / "d.json", rows))
    assert (len(notices), problems) == (2_000, [])


def test_the_content_decides_not_the_name_of_the_file(tmp_path: Path) -> None:
    """A workbook that is called .csv is read as a workbook."""
    path = write_xlsx(tmp_path / "people.csv", [person(1)])
    assert open_delivery(path).format == "xlsx"


def test_a_file_with_only_a_header_is_a_delivery_of_nobody(tmp_path: Path) -> None:
    """Nobody this week is no error."""
    assert read(write_csv(tmp_path / "d.csv", [])) == ([], [])
    assert read(write_xlsx(tmp_path / "d.xlsx", [])) == ([], [])


def test_old_mac_line_ends_and_no_last_line_end(tmp_path: Path) -> None:
    """Lines may end in a carriage return alone; the last line may have no end."""
    path = write_csv(tmp_path / "d.csv", [person(1), person(2)])
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r").rstrip(b"\r"))
    assert len(read(path)[0]) == 2


def test_columns_in_any_order_and_absent_columns(tmp_path: Path) -> None:
    """An absent column is a column of empty cells."""
    columns = ["geboortedatum", "doelgroep", "geslachtsnaam", "bsn", "datum_kennisgeving"]
    notices, problems = read(write_csv(tmp_path / "d.csv", [person(1)], columns))
    assert problems == []
    assert (notices[0].given_names, notices[0].phone, notices[0].coa_matched_on) == ("", "", None)
    assert set(columns) <= set(COLUMNS)
