"""The monitor as one HTML file that stands on its own: tables with their definitions, fit for print."""

from __future__ import annotations

from html import escape
from typing import Any

from wegwijs.analysis.pages import document
from wegwijs.analysis.pages import table as written

WORDS = {"numerator": "Teller", "denominator": "Noemer", "date": "Peildatum", "caveat": "Let op"}
NOT_SHOWN = "–"


def to_html(found: dict[str, Any]) -> str:
    """The whole page."""
    title = "Monitor inburgering " + " ".join(part for part in (found.get("municipality", ""), found["on"]) if part)
    parts = "".join(_section(name, table) for name, table in found["tables"].items())
    few = found["min_cell"]
    note = f"Aantallen onder {few} en wat ze zou verraden tonen we niet ({NOT_SHOWN})." if few > 1 else ""
    return document(title, f"<p>{escape(note)}</p>{parts}")


def _section(name: str, table: dict[str, Any]) -> str:
    heads = ["Categorie", *(column.replace("_", " ") for column in table["columns"])]
    rows = [[row["label"], *(shown(row[column], column) for column in table["columns"])] for row in table["rows"]]
    known = "".join(
        f"<dt>{WORDS[what]}</dt><dd>{escape(text)}</dd>" for what, text in table["definition"].items() if text
    )
    return (
        f"<section><h2>{escape(name)} {escape(table['title'])}</h2>{written(table['title'], heads, rows)}"
        f"<dl>{known}</dl></section>"
    )


def shown(value: Any, column: str) -> str:
    """A figure as people read it in Dutch."""
    if value is None:
        return NOT_SHOWN
    if isinstance(value, int):
        text = f"{value:,}".replace(",", ".")
        return f"{text}%" if column.endswith("procent") else text
    return str(value)
