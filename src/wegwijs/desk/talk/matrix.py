"""The self-sufficiency matrix (ZRM), where a municipality chose it: names of domains and one to five, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

from wegwijs.intake.queries import Open
from wegwijs.quality.domains import DOMAINS, MATRIX_LEVELS

LEVELS = tuple(str(level) for level in MATRIX_LEVELS)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One domain by its name in the matrix, and what was chosen."""

    field: str
    name: str
    value: str
    levels: tuple[str, ...] = LEVELS


def rows(talk: Open) -> list[MatrixRow]:
    """The domains that this reader may see; empty where the matrix is not used."""
    return [MatrixRow(f"matrix-{code}", DOMAINS[code].matrix, _value(talk, code)) for code in talk.matrix]


def _value(talk: Open, code: str) -> str:
    found = talk.said.matrix.get(code)
    return str(found) if found else ""
