"""What can be wrong with a file or a record, said so that the reader knows what to do.

Codes are stable: other programs and our own page rely on them. A text never repeats a BSN, a V-number or a name:
where a value is shown, `shown` has hidden every longer row of digits first.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

FILE_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "not_found": (_("This file is not there."), _("Check the name and the folder of the file.")),
        "empty_file": (_("This file is empty."), _("Make the delivery again and send it once more.")),
        "not_text": (
            _("This file is not a table."),
            _("Save the delivery as CSV, as an Excel workbook (.xlsx) or as JSON."),
        ),
        "old_excel": (
            _("This is an old or a locked Excel file."),
            _("Open it in Excel, take the password off and save it as .xlsx."),
        ),
        "not_a_workbook": (
            _("This archive is not an Excel workbook."),
            _("Unpack the file first, or save the delivery as .xlsx or CSV."),
        ),
        "broken_workbook": (
            _("This Excel workbook is damaged."),
            _("Open it in Excel, save it again as .xlsx, or save it as CSV."),
        ),
        "zip_bomb": (
            _("This workbook would become far too large when opened. For safety it has not been opened."),
            _("Ask the sender for a new file. If the delivery really is this large, send it as CSV."),
        ),
        "xml_entities": (
            _("This workbook contains a definition that does not belong in a table. For safety it has not been read."),
            _("Ask the sender for a new file, or save it again as .xlsx from Excel."),
        ),
        "wrong_encoding": (
            _("The letters in this file cannot be read as %(encoding)s (line %(line)s)."),
            _("Choose another encoding, or save the file as CSV UTF-8."),
        ),
        "unknown_encoding": (_("The encoding %(encoding)s is not known."), _("Choose for example utf-8 or cp1252.")),
        "cell_too_large": (
            _("A cell near line %(line)s is larger than %(limit)s characters."),
            _("Perhaps a quotation mark is opened there and never closed. Correct the line and send the file again."),
        ),
        "open_quote": (
            _("A quotation mark is opened on line %(line)s and never closed."),
            _("Close the quotation mark, or take it away, and send the file again."),
        ),
        "too_many_rows": (
            _("This file has more than %(limit)s rows."),
            _("Split the delivery into smaller files."),
        ),
        "too_many_columns": (
            _("This file has more than %(limit)s columns."),
            _("Keep only the columns of the delivery. They are named in the manual."),
        ),
        "too_large": (_("This file is larger than %(limit)s MB."), _("Split the delivery into smaller files.")),
        "broken_json": (
            _("This JSON file is damaged near record %(record)s."),
            _("Make the delivery again. It must be a list of objects: [{…}, {…}]."),
        ),
        "not_a_list": (
            _("This JSON file is not a list of records."),
            _("Put the records in one list of objects: [{…}, {…}]."),
        ),
        "missing_column": (
            _("A column that is needed is not in this file: %(columns)s."),
            _("Check the first line: it must hold the names of the columns. Or say which column is which."),
        ),
        "double_column": (
            _("Two columns stand for the same thing: %(columns)s."),
            _("Take one of the two away, or say which one counts."),
        ),
        "no_header": (
            _("The first line does not hold names of columns."),
            _("Put the names of the columns in the first line. They are named in the manual."),
        ),
    }
)

RECORD_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "bsn_or_v_number_missing": _("There is no BSN and no V-number. Fill in one of the two."),
        "bsn_invalid": _(
            "This BSN cannot be right: a BSN has nine digits and passes the eleven "
            "test. Check the number at the source."
        ),
        "v_number_invalid": _("A V-number has ten digits. Check the number at the source."),
        "surname_missing": _("There is no surname. Fill it in. Has the person one name only? Put that name here."),
        "name_invalid": _("There is no letter in this name. Check the name at the source."),
        "too_long": _("This cell is too long: at most %(limit)s characters fit. Check whether columns have shifted."),
        "birth_date_missing": _("There is no date of birth. Fill it in. Not known? Fill in 00000000."),
        "date_invalid": _("This is not a date. Write it as 2025-09-30."),
        "date_ambiguous": _("Day and month cannot be told apart here. Write the date as 2025-09-30."),
        "date_incomplete": _("This date needs a day, a month and a year. Write it as 2025-09-30."),
        "date_in_future": _("This date lies in the future. Check the date."),
        "date_too_early": _("This date lies too far in the past. Check the date."),
        "date_before_birth": _("This date lies before the date of birth. Check both dates."),
        "date_missing": _(
            "There is no date of the duty, of the notice or of the COA match. Fill in at least one of the three."
        ),
        "group_missing": _("There is no target group. Fill in: statushouder, gezinsmigrant or overig."),
        "group_unknown": _("The target group “%(value)s” is not known. Use: statushouder, gezinsmigrant or overig."),
        "coa_not_asylum": _(
            "A COA match is for statushouders only. Check the target group, or leave the COA date empty."
        ),
        "gender_unknown": _("“%(value)s” is not known here. Use: man, vrouw or onbekend."),
        "country_unknown": _(
            "The country “%(value)s” is not known. Write the Dutch name of the country, for example Syrië."
        ),
        "language_unknown": _(
            "The language “%(value)s” is not known. Write the Dutch name of the language, for example Tigrinya."
        ),
        "permit_unknown": _(
            "The permit “%(value)s” is not known. Use: asiel, regulier bij "
            "asielstatushouder, regulier or geestelijk bedienaar."
        ),
        "phone_invalid": _("This is not a telephone number. Write it as 06 12345678 or +31 6 12345678."),
        "email_invalid": _("This is not an e-mail address. Write it as name@example.nl, or leave it empty."),
        "formula_in_cell": _("There is a formula in this cell. Put the value itself in the cell."),
        "error_in_cell": _("There is an error in this cell, such as #N/A. Put the value itself in the cell."),
        "not_a_single_value": _("There is a list or an object in this field. Put one text or one number there."),
        "control_character": _("There is a character in this cell that cannot be shown. Type the text again."),
        "unreadable_character": _(
            "A letter in this cell got lost on the way. Type the text again, or ask for a new file."
        ),
        "too_many_cells": _(
            "This line has more cells than the first line. Perhaps a name holds a comma "
            "or semicolon: put it in quotation marks."
        ),
        "too_few_cells": _("This line has fewer cells than the first line. Check the line."),
        "broken_quotes": _(
            "The quotation marks on this line are not right. Write a quotation mark inside a cell twice."
        ),
        "not_an_object": _("This item in the list is not a record. Write it as an object: {…}."),
        "double_field": _("A field is named twice in this record. Keep one."),
        "conflicting_rows": _(
            "This person is in the file more than once, with different values (lines %(lines)s). Keep the right line."
        ),
        "person_mismatch": _(
            "BSN and V-number belong to two different people in Wegwijs. Check both numbers at the source."
        ),
        "person_unknown": _(
            "There is no case with this number in Wegwijs. Take the person in first, with a delivery of people."
        ),
        "kind_missing": _("It is not said what happened. Fill in the kind of fact."),
        "kind_unknown": _("“%(value)s” is not a kind of fact here. The kinds are named in the manual."),
        "date_needed": _("There is no date. Fill in the day on which it happened."),
        "payload_unreadable": _("These details cannot be read. Write them as one JSON object: {…}."),
        "payload_unknown": _("The field “%(name)s” does not belong to “%(kind)s”. Leave it empty."),
        "payload_choice": _("This value is not known here. Choose one of: %(choices)s."),
        "payload_text": _("Write a text in this field."),
        "payload_flag": _("Write ja or nee in this field."),
        "payload_whole": _("Write a whole number in this field, from 0."),
        "payload_number": _("Write a number in this field, from 0."),
        "payload_day": _("This is not a date. Write it as 2025-09-30."),
        "payload_texts": _("Write the words in this field, with commas between them."),
        "differs": _("The delivery says something else than the file here. A colleague decides which one is right."),
        "not_stored": _(
            "This record could not be stored. Nothing of it was kept. Try again; if it "
            "happens again, call the application manager."
        ),
        "old_law": _(
            "The duty of this person started under the old law (before %(from_)s). A colleague "
            "decides whether this person belongs here."
        ),
        "possible_duplicate": _(
            "Someone with the same name and date of birth is already known. A colleague "
            "decides whether this is the same person."
        ),
    }
)
_DIGITS = re.compile(r"[0-9٠-٩۰-۹](?:[ .\-]?[0-9٠-٩۰-۹]){3,}")
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class Unreadable(Exception):
    """The file as a whole cannot be read (exit 2). `text` says what is wrong, "
    "`hint` what to do, in the active language."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def text(self) -> str:
        """One sentence: what is wrong."""
        return gettext(FILE_TEXTS[self.code][0]) % self.params

    @property
    def hint(self) -> str:
        """One or two sentences: what to do about it."""
        return gettext(FILE_TEXTS[self.code][1]) % self.params

    def __str__(self) -> str:
        return f"{self.text} {self.hint}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record is kept out, or set apart: `line` as in the file, `field` the column of the contract."""

    line: int
    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is wrong and what to do, in the active language."""
        return gettext(RECORD_TEXTS[self.code]) % self.params

    def to_dict(self) -> dict[str, object]:
        """The shape of the contract: line, field, code, text."""
        return {"line": self.line, "field": self.field, "code": self.code, "text": self.text}


def shown(value: str) -> str:
    """A value as it may stand in a message: short, printable, every row of four digits or more hidden."""
    return _DIGITS.sub("…", _UNSHOWABLE.sub("�", value[:200]))[:40]


def neutralise(text: str) -> str:
    """Make text safe to write into a spreadsheet: what a program would run as a "
    "formula gets an apostrophe before it."""
    return "'" + text if text.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
