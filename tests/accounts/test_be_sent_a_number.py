"""A form or link comes back with a number in it that we put there, or with what somebody made of it."""

from __future__ import annotations

from uuid import UUID

import pytest

from wegwijs.accounts.sent import sent_number, sent_uuid


@pytest.mark.parametrize(("text", "found"), [("0", 0), ("17", 17), ("9" * 18, 10**18 - 1)])
def test_a_number(text: str, found: int) -> None:
    """As it was put there."""
    assert sent_number(text, -1) == found


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", " 1", "²", "١", "9" * 19, "9" * 5000, "1e3"])
def test_anything_else_is_told_apart(text: str | None) -> None:
    """No error, whatever it is: Python takes some of these for digits, and refuses to count others."""
    assert sent_number(text, -1) == -1


@pytest.mark.parametrize("text", ["", "x", "0" * 31, "²" * 32])
def test_what_names_no_row_is_told_apart(text: str) -> None:
    """A name that was there comes back; anything else is nobody's."""
    name = UUID(int=7)
    assert sent_uuid(str(name)) == name
    assert sent_uuid(text) is None
