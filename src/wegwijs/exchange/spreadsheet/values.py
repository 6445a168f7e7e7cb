"""One cell to one value. Every function takes the text of a cell that is not empty and raises `Invalid` with a code."""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from stdnum.nl.bsn import checksum

from .cells import Numeric

_DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?)?)?"
    r"|(?P<brp>\d{8})"
    r"|(?P<d2>\d{1,2})-(?P<m2>\d{1,2})-(?P<y2>\d{4})",  # Dutch order; with slashes it could be American
    re.ASCII,
)
_SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", re.ASCII)
_NUMBER_MARKS = str.maketrans("", "", " .-\u00a0\u2011")
_PHONE_MARKS = str.maketrans("", "", " .-()/\u00a0\u2011\u202a\u202c\u200e")
_EMAIL = re.compile(r"[\w.!#$%&'*/?^`{|}~+-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")


class Invalid(ValueError):
    """The cell cannot be used; `code` says why, `shows` whether the value may be repeated in the message."""

    def __init__(self, code: str, *, shows: bool = False, limit: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.shows = shows
        self.limit = limit


class Partial(NamedTuple):
    """A date of which month or day, or everything, may be unknown."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def earliest(self) -> date | None:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1) if self.year else None

    def iso(self) -> str:
        """`1990-05-01`, `1990-05`, `1990` or empty."""
        known = [f"{self.year:04}"] if self.year else []
        known += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(known)


def bsn(text: str) -> str:
    """Nine digits that pass the eleven test. A number cell that lost its leading zeros gets them back."""
    digits = text.translate(_NUMBER_MARKS)
    if isinstance(text, Numeric) and 7 <= len(digits) < 9:
        digits = digits.zfill(9)
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits == "000000000" or checksum(digits):
        raise Invalid("bsn_invalid")
    return digits


def v_number(text: str) -> str:
    """Ten digits."""
    digits = text.translate(_NUMBER_MARKS)
    if isinstance(text, Numeric) and 8 <= len(digits) < 10:
        digits = digits.zfill(10)
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or digits == "0000000000":
        raise Invalid("v_number_invalid")
    return digits


@lru_cache(maxsize=65536)
def partial_date(text: str) -> Partial:
    """A date, perhaps without day or month: `1990-05-01`, `1990-05`, `1990`, BRP `19900500`, Dutch `1-5-1990`."""
    found = _DATE.fullmatch(text)
    if not found:
        raise Invalid("date_ambiguous" if _SLASHED.fullmatch(text) else "date_invalid")
    if whole := found["brp"]:
        year, month, day = int(whole[:4]), int(whole[4:6]), int(whole[6:])
    else:
        year, month, day = (int(found[name] or found[name + "2"] or 0) for name in "ymd")
    if (month and not year) or (day and not month):
        raise Invalid("date_invalid")
    try:
        date(year or 1, month or 1, day or 1)
    except ValueError as error:
        raise Invalid("date_invalid") from error
    return Partial(year or None, month or None, day or None)


@lru_cache(maxsize=65536)
def full_date(text: str) -> date:
    """A date of which everything is known."""
    year, month, day = partial_date(text)
    if not (year and month and day):
        raise Invalid("date_incomplete")
    return date(year, month, day)


def plain_text(text: str, limit: int) -> str:
    """Text on one line in normal form, without anything that cannot be shown or that a spreadsheet would run."""
    if len(text) > limit * 4:
        raise Invalid("too_long", limit=limit)
    if not text.isprintable():
        text = " ".join(text.split())  # a line break inside an address is no harm
    if text.isascii():
        if not text.isprintable():
            raise Invalid("control_character")
    else:
        text = unicodedata.normalize("NFC", text)
        for character in text:
            if code := _unshowable(character):
                raise Invalid(code)
    if len(text) > limit:
        raise Invalid("too_long", limit=limit)
    if text.startswith(("=", "@")) or (text.startswith(("+", "-")) and len(text) > 1):
        raise Invalid("formula_in_cell")
    return text


@lru_cache(maxsize=4096)
def _unshowable(character: str) -> str | None:
    """The code for controls, marks that turn the direction of text around, lone surrogates and lost characters."""
    category = unicodedata.category(character)
    if category == "Cc" or "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return "control_character"
    return "unreadable_character" if category in {"Cs", "Co"} or character == "\ufffd" else None


def name(text: str, limit: int = 200) -> str:
    """A name in any script, with at least one letter."""
    found = " ".join(plain_text(text, limit).split())
    if not (found.isalpha() or any(character.isalpha() for character in found)):
        raise Invalid("name_invalid")
    return found


def phone(text: str) -> str:
    """A telephone number in international form: +31612345678. Dutch unless it says otherwise."""
    digits = text.translate(_PHONE_MARKS)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        digits = digits[1:].replace("310", "31", 1) if digits.startswith("+310") else digits[1:]
    elif digits.startswith("0") or (len(digits) == 9 and digits.startswith("6")):  # the zero is easily lost
        digits = "31" + digits.removeprefix("0")
    elif not digits.startswith("31"):
        raise Invalid("phone_invalid")
    right_length = len(digits) == 11 if digits.startswith("31") else 8 <= len(digits) <= 15
    if not (right_length and digits.isascii() and digits.isdigit()):
        raise Invalid("phone_invalid")
    return "+" + digits


def email(text: str) -> str:
    """An e-mail address, as it was written."""
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise Invalid("email_invalid")
    return text
