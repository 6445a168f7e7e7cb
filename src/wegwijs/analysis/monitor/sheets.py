"""The monitor as a workbook: a sheet a table, numbers as numbers, definitions below."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from wegwijs.analysis.monitor.pages import WORDS

_WIDTH = 24


def to_xlsx(found: dict[str, Any], out: Path) -> None:
    """Write the workbook."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, table in found["tables"].items():
        sheet = book.create_sheet(name)
        sheet.append([f"{name} {table['title']}"])
        sheet.append([])
        sheet.append(["categorie", *table["columns"]])
        for row in table["rows"]:
            sheet.append([row["label"], *(row[column] for column in table["columns"])])
        sheet.append([])
        for what, text in table["definition"].items():
            if text:
                sheet.append([WORDS[what], text])
        sheet["A1"].font = Font(bold=True)
        for cell in sheet[3]:
            cell.font = Font(bold=True)
            sheet.column_dimensions[cell.column_letter].width = _WIDTH
    book.save(out)
