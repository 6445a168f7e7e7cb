"""What is wrong with a file or a question, said so that its owner can put it right."""

from __future__ import annotations

from pathlib import Path


class Unreadable(ValueError):
    """The input does not hold what was asked: which file, where in it, and what was `expected` (English)."""

    def __init__(self, path: Path | str, where: str, expected: str) -> None:
        super().__init__(f"{path}: {where}: expected {expected}" if where else f"{path}: expected {expected}")
        self.where = where
        self.expected = expected


def shown(value: object) -> str:
    """A value of somebody's file in a message: quoted, and no longer than a line bears."""
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


def one_of(names: list[str], *, most: int = 20) -> str:
    """Names to choose from, in a sentence."""
    return ", ".join(names[:most]) + (f" … ({len(names)} in all)" if len(names) > most else "")
