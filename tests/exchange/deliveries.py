"""Deliveries as they come in: invented people, written as CSV, XLSX and JSON. Builders, no tests."""

import csv
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from wegwijs.exchange.spreadsheet.mapping import NOTICE_COLUMNS, propose
from wegwijs.exchange.spreadsheet.problems import Problem
from wegwijs.exchange.spreadsheet.reading import open_delivery
from wegwijs.exchange.spreadsheet.records import Notice, reader

TODAY = date(2026, 1, 10)
COLUMNS = tuple(NOTICE_COLUMNS)
GIVEN = ("Amina", "Yusuf", "Zoë", "Mehmet", "Selam", "Tariq", "Naledi", "Şirin", "አበባ", "فاطمة")
SURNAMES = ("Haddad", "Öztürk", "Tesfay", "El Amrani", "Nguyễn", "Kovačević", "Ali", "Rahimi", "García", "Çelik")


def bsn(number: int) -> str:
    """The first number from `number` × 10 on that passes the eleven test."""
    while True:
        digits = f"{number:08}"
        check = sum((9 - at) * int(digit) for at, digit in enumerate(digits)) % 11
        if check < 10:
            return digits + str(check)
        number += 1


def person(index: int, **changes: str) -> dict[str, str]:
    """A sound record, another one for every index."""
    asylum = index % 2 == 0
    row = {
        "bsn": bsn(10_000_000 + index * 13),
        "v_nummer": f"27{index:08}",
        "voornamen": GIVEN[index % len(GIVEN)],
        "tussenvoegsel": "",
        "geslachtsnaam": f"{SURNAMES[index // 10 % len(SURNAMES)]}-{_letters(index)}",
        "geboortedatum": f"{1960 + index % 40}-{index % 12 + 1:02}-{index % 28 + 1:02}",
        "geslacht": "vrouw" if index % 3 else "man",
        "nationaliteit": ("Syrië", "Turkije", "Eritrea")[index % 3],
        "doelgroep": "statushouder" if asylum else "gezinsmigrant",
        "datum_inburgeringsplicht": "2025-09-01",
        "datum_kennisgeving": "2025-09-15",
        "datum_inschrijving_brp": "" if asylum else "2025-08-20",
        "verblijfsvergunning": "asiel" if asylum else "regulier",
        "gekoppeld_door_coa_op": "2025-07-01" if asylum else "",
        "locatie": "azc Waterstad" if asylum else "",
        "telefoon": f"06{10_000_000 + index}",
        "e_mail": f"p{index}@voorbeeld.example",
        "taal": ("Arabisch", "Turks", "Tigrinya")[index % 3],
    }
    return row | changes


def _letters(index: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(index))


def write_csv(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    columns: Sequence[str] = COLUMNS,
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
    before: str = "",
) -> Path:
    """A CSV file with a header."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(before)
        writer = csv.DictWriter(file, columns, delimiter=delimiter, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> Path:
    """A workbook; values keep their type."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(columns))
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    book.create_sheet("Toelichting").append(["niet lezen"])
    book.save(path)
    return path


def write_json(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """A JSON list of objects."""
    path.write_text(json.dumps(list(rows)), encoding="utf-8")
    return path


def change_part(path: Path, part: str, change: Any) -> Path:
    """Rewrite one part of a workbook; `change` gets and gives bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def read(path: Path, encoding: str | None = None) -> tuple[list[Notice], list[Problem]]:
    """Everything in a file: the notices, and the problems."""
    delivery = open_delivery(path, encoding)
    mapping = propose(delivery.header)
    mapping.check()
    check = reader(mapping, TODAY)
    notices: list[Notice] = []
    problems: list[Problem] = []
    for row in delivery.rows():
        found = check(row)
        if isinstance(found, Notice):
            notices.append(found)
        else:
            problems += found
    return notices, problems
