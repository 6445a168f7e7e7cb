"""A hostile or broken file is refused or made harmless, with a text that says what to do. Nothing breaks."""

import json
import random
import zipfile
from pathlib import Path

import pytest

from wegwijs.exchange.spreadsheet.problems import FILE_TEXTS, RECORD_TEXTS, Unreadable, neutralise

from .deliveries import change_part, person, read, write_csv, write_json, write_xlsx

HEAD = b"bsn;geslachtsnaam;geboortedatum;doelgroep;datum_kennisgeving\n"


def refused(path: Path) -> str:
    with pytest.raises(Unreadable) as error:
        read(path)
    assert error.value.text
    assert error.value.hint
    return error.value.code


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b" \r\n\r\n", "empty_file"),
        (b"\x00" * 5000, "empty_file"),
        (b"%PDF-1.7 ...", "not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_excel"),
        (b"PK\x03\x04 no archive", "broken_workbook"),
        (b"just some words\nand more\n", "no_header"),
        (b"bsn;geslachtsnaam\n", "missing_column"),
        (b"bsn;BSN;geslachtsnaam;geboortedatum;doelgroep;datum_kennisgeving\n", "double_column"),
        (HEAD + b'"open;Ali\n', "open_quote"),
        (b'{"bsn": 1}', "not_a_list"),
        (b"[", "broken_json"),
        (b"[{},]", "broken_json"),
        (b'[{"bsn": "1"} {"bsn": "2"}]', "broken_json"),
        (b'[{"bsn": "1"}] en meer', "broken_json"),
        (b'[{"bsn": ' + b"[" * 200_000, "broken_json"),
        (b'[{"bsn": "' + b"a" * 3_000_000, "cell_too_large"),
        (b"bsn;" * 600 + b"\n", "too_many_columns"),
        (HEAD + b"9" * 3_000_000, "cell_too_large"),
        (HEAD + b'"' + b"9\n" * 1_500_000, "cell_too_large"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_delivery_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """Every way in which a file can be no table has its own code and its own advice."""
    assert refused(put(tmp_path / "d", content)) == code


def test_binary_noise_is_refused(tmp_path: Path) -> None:
    """Random bytes are no text."""
    assert refused(put(tmp_path / "d.csv", random.Random(1).randbytes(50_000))) == "not_text"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong name and a folder are told as such."""
    assert refused(tmp_path / "nothing.csv") == "not_found"
    assert refused(tmp_path) == "not_found"


def workbook(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "d.xlsx", [person(1)])


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    """A part that would become 200 MB from almost nothing is refused before it is unpacked."""
    path = change_part(workbook(tmp_path), "xl/worksheets/sheet1.xml", lambda _old: b"<a>" + b" " * 200_000_000)
    assert path.stat().st_size < 1_000_000
    assert refused(path) == "zip_bomb"


def test_too_many_parts_are_not_opened(tmp_path: Path) -> None:
    """An archive of thousands of parts is refused."""
    path = workbook(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"xl/x{number}.bin", b"")
    assert refused(path) == "zip_bomb"


BILLION = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><sst>&lol2;</sst>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>"""


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"])
@pytest.mark.parametrize("content", [BILLION, OUTSIDE, BILLION.decode().encode("utf-16")])
def test_entities_and_document_types_are_refused(tmp_path: Path, part: str, content: bytes) -> None:
    """XML entities are refused in every part, whatever its encoding; nothing outside the file is read."""
    assert refused(change_part(workbook(tmp_path), part, lambda _old: content)) == "xml_entities"


@pytest.mark.parametrize(
    "content", [b"", b"<sheet", b"no xml", b"<?xml version='1.0'?><!--" + b"x" * 70_000 + b"--><a/>"]
)
def test_a_damaged_workbook_is_told(tmp_path: Path, content: bytes) -> None:
    """A damaged part gives one clear message."""
    assert (
        refused(change_part(workbook(tmp_path), "xl/worksheets/sheet1.xml", lambda _old: content)) == "broken_workbook"
    )


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    """A zip with a CSV in it is told as such."""
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("delivery.csv", "bsn;geslachtsnaam")
    assert refused(tmp_path / "d.zip") == "not_a_workbook"


def test_a_workbook_that_lies_about_its_size(tmp_path: Path) -> None:
    """A row number or a column far away does not keep the computer busy."""
    path = change_part(
        workbook(tmp_path), "xl/worksheets/sheet1.xml", lambda old: old.replace(b'<row r="2"', b'<row r="99999999999"')
    )
    assert refused(path) in {"too_many_rows", "broken_workbook"}
    other = tmp_path / "wide"
    other.mkdir()
    wide = change_part(workbook(other), "xl/worksheets/sheet1.xml", lambda old: old.replace(b'r="R2"', b'r="XFD2"'))
    assert refused(wide) == "too_many_columns"


def codes(path: Path) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, problem.code) for problem in read(path)[1]]


@pytest.mark.parametrize(
    "formula", ["=1+1", '=HYPERLINK("http://x.example";"klik")', "@SUM(A1)", "+31+cmd|' /C calc'!A0", "-1+1"]
)
def test_a_formula_in_csv_is_kept_out(tmp_path: Path, formula: str) -> None:
    """A text that a spreadsheet would run is no name."""
    path = write_csv(tmp_path / "d.csv", [person(1, geslachtsnaam=formula), person(2, locatie=formula), person(3)])
    assert codes(path) == [(2, "geslachtsnaam", "formula_in_cell"), (3, "locatie", "formula_in_cell")]


def test_a_formula_in_a_workbook_is_kept_out(tmp_path: Path) -> None:
    """A cell with a formula is never run and never guessed at; in a column that is not ours it does no harm."""
    rows = [person(1) | {"geslachtsnaam": '=CONCATENATE("A","li")'}, person(2) | {"leeftijd": "=YEAR(TODAY())-1990"}]
    columns = [*person(1), "leeftijd"]
    path = write_xlsx(tmp_path / "d.xlsx", rows, columns)
    assert codes(path) == [(2, "geslachtsnaam", "formula_in_cell")]
    assert len(read(path)[0]) == 1


def test_leading_zeros_kept_by_a_formula_are_read(tmp_path: Path) -> None:
    """`="012345678"` in CSV is how spreadsheets keep a leading zero; it is the number, not a formula."""
    row = person(1)
    path = write_csv(tmp_path / "d.csv", [row | {"bsn": f'="{row["bsn"]}"'}])
    assert read(path)[0][0].bsn == row["bsn"]


def test_a_cell_of_a_megabyte_costs_one_record(tmp_path: Path) -> None:
    """One huge cell is refused with a message; the other records are read."""
    big = "a" * 1_048_576
    rows = [person(1), person(2, geslachtsnaam=big), person(3)]
    assert codes(write_csv(tmp_path / "d.csv", rows)) == [(3, "geslachtsnaam", "too_long")]
    assert codes(write_json(tmp_path / "d.json", rows)) == [(3, "geslachtsnaam", "too_long")]


@pytest.mark.parametrize("bad", ["A\x00li", "Al\x07i", "Ali\x7f", "\u202eilA", "Al\x85i"])
def test_control_characters_are_kept_out(tmp_path: Path, bad: str) -> None:
    """NUL bytes, controls and marks that turn text around do not reach the record."""
    assert codes(write_csv(tmp_path / "d.csv", [person(1, geslachtsnaam=bad), person(2)])) in (
        [(2, "geslachtsnaam", "control_character")],
        [],
    )
    notices, _ = read(tmp_path / "d.csv")
    assert all(notice.surname.isprintable() for notice in notices)


def test_lost_and_half_characters_are_kept_out(tmp_path: Path) -> None:
    """A lone surrogate (possible in JSON) and the replacement character cost one record each."""
    rows = [person(1, geslachtsnaam="Al\ud800i"), person(2, geslachtsnaam="Al\ufffdi"), person(3)]
    path = tmp_path / "d.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert codes(path) == [(2, "geslachtsnaam", "unreadable_character"), (3, "geslachtsnaam", "unreadable_character")]


def test_ragged_lines_cost_one_record_each(tmp_path: Path) -> None:
    """Too many or too few cells, or wrong quotes: that line is told, the next ones are read."""
    path = write_csv(tmp_path / "d.csv", [person(1), person(2)])
    head, one, two = path.read_text(encoding="utf-8").splitlines()
    lines = [head, one + ";extra", one.rsplit(";", 1)[0], one.replace("Yusuf", 'Yu"s"uf'), '"x"y;' + one, two + ";;"]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert codes(path)[:2] == [(2, "", "too_many_cells"), (3, "", "too_few_cells")]
    assert (5, "", "broken_quotes") in codes(path)
    assert read(path)[0][-1].line == 6


def test_json_of_the_wrong_shape_costs_one_record_each(tmp_path: Path) -> None:
    """Lists, objects and doubled keys inside the list are told per record."""
    good = json.dumps(person(1))
    double = good[:-1] + ', "bsn": "123456782"}'
    nested = json.dumps(person(2) | {"voornamen": ["A", "B"]})
    path = put(tmp_path / "d.json", f'[7, "x", {double}, {nested}, {good}]'.encode())
    assert codes(path) == [
        (2, "", "not_an_object"),
        (3, "", "not_an_object"),
        (4, "", "double_field"),
        (5, "voornamen", "not_a_single_value"),
    ]
    assert len(read(path)[0]) == 1


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1"])
def test_what_goes_out_is_neutralised(text: str) -> None:
    """Text that we write into a spreadsheet starts nothing there."""
    assert neutralise(text) == "'" + text
    assert neutralise("Ali-Haddad") == "Ali-Haddad"


def test_every_code_has_a_text_that_says_what_to_do() -> None:
    """A message is whole sentences; each one about a record names a next step."""
    assert all(text.endswith(".") and hint.endswith(".") for text, hint in FILE_TEXTS.values())
    assert all(text.endswith(".") and text.count(".") >= 1 for text in RECORD_TEXTS.values())
