"""A figure to take along: CSV and XLSX, of the same cells as the page, with what is counted below them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from wegwijs.components import days
from wegwijs.exchange.spreadsheet.problems import neutralise
from wegwijs.insight.figures import Cell, Dashboard, Figure, Unit
from wegwijs.insight.pages import choosing
from wegwijs.insight.pages.words import shown

_WIDTH = 22


def _cell(cell: Cell, unit: Unit) -> int | str:
    """A number as a number; about how many, or why there is none, in words."""
    return cell.value if cell.value is not None and cell.state == "shown" else shown(cell, unit)


def _rows(figure: Figure) -> Iterator[list[int | str]]:
    yield ["", *(neutralise(column.title) for column in figure.table.columns)]
    for row in figure.table.rows:
        cells = zip(row.cells, figure.table.columns, strict=True)
        yield [neutralise(row.title), *(_cell(cell, column.unit) for cell, column in cells)]


def _below(found: Dashboard, figure: Figure, about: str) -> Iterator[list[str]]:
    told = {
        _("The figure"): f"{found.title}: {figure.title}",
        _("Of whom"): about or _("everybody"),
        _("What it is"): figure.definition,
        _("Counted"): figure.numerator,
        _("Out of"): figure.denominator,
        _("Date"): days.short(found.reference_date),
        _("Mind"): figure.caveat,
        _("Made"): choosing.made(found),
        _("Not shown"): _("– stands for fewer than %(few)d people, or what would tell of them.") % {"few": found.few},
    }
    yield from ([name, words] for name, words in told.items() if words)


def _all(found: Dashboard, figure: Figure, about: str) -> Iterator[list[int | str]]:
    """Every line, safe for a spreadsheet: no cell that would run as a formula."""
    yield from _rows(figure)
    yield []
    for name, words in _below(found, figure, about):
        yield [name, neutralise(words)]


def as_csv(found: Dashboard, figure: Figure, about: str) -> str:
    """As Dutch spreadsheets open it: semicolons and a byte order mark."""
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out, delimiter=";").writerows(_all(found, figure, about))
    return out.getvalue()


def as_xlsx(found: Dashboard, figure: Figure, about: str) -> bytes:
    """A workbook of one sheet, numbers as numbers."""
    from openpyxl import Workbook  # slow to load
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book[book.sheetnames[0]]
    for row in _all(found, figure, about):
        sheet.append(row)
    for place, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
