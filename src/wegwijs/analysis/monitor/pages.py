"""The monitor as one HTML file that stands on its own: tables with their definitions, fit for print."""

from __future__ import annotations

from html import escape
from typing import Any

_STYLE = """body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{padding:.3rem .6rem;border-bottom:1px solid #ccc}
td{text-align:right;font-variant-numeric:tabular-nums}th{text-align:left}thead th{text-align:right}
thead th:first-child{text-align:left}.wide{overflow-x:auto}
dl{font-size:.9rem;display:grid;grid-template-columns:auto 1fr;gap:0 1rem}
dd{margin:0}section{break-inside:avoid;margin-bottom:2.5rem}"""
WORDS = {"numerator": "Teller", "denominator": "Noemer", "date": "Peildatum", "caveat": "Let op"}
NOT_SHOWN = "–"


def to_html(found: dict[str, Any]) -> str:
    """The whole page."""
    title = "Monitor inburgering " + " ".join(part for part in (found.get("municipality", ""), found["on"]) if part)
    parts = "".join(_section(name, table) for name, table in found["tables"].items())
    few = found["min_cell"]
    note = f"Aantallen onder {few} en wat ze zou verraden tonen we niet ({NOT_SHOWN})." if few > 1 else ""
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f"<h1>{escape(title)}</h1><p>{escape(note)}</p>{parts}</main></body></html>\n"
    )


def _section(name: str, table: dict[str, Any]) -> str:
    heads = "".join(f'<th scope="col">{escape(column.replace("_", " "))}</th>' for column in table["columns"])
    rows = "".join(
        f'<tr><th scope="row">{escape(row["label"])}</th>'
        + "".join(f"<td>{escape(shown(row[column], column))}</td>" for column in table["columns"])
        + "</tr>"
        for row in table["rows"]
    )
    known = "".join(
        f"<dt>{WORDS[what]}</dt><dd>{escape(text)}</dd>" for what, text in table["definition"].items() if text
    )
    return (
        f"<section><h2>{escape(name)} {escape(table['title'])}</h2>"
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(table["title"])}"><table><thead><tr>'
        f'<th scope="col"><span>Categorie</span></th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
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
