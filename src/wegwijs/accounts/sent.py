"""What a page of ours sends back as text."""

from __future__ import annotations

from uuid import UUID

MOST_DIGITS = 18  # more does not fit in a column


def sent_number(text: object, otherwise: int = 0) -> int:
    """The whole number that we put in a form or a link: a version, a key, a place in a list.

    `otherwise` for anything else, as a browser that was tampered with sends it: "²" is a digit to Python and no number.
    """
    found = str(text)
    return int(found) if found.isascii() and found.isdigit() and len(found) <= MOST_DIGITS else otherwise


def sent_uuid(text: str) -> UUID | None:
    """The name of a row that we put there; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
