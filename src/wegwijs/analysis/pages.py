"""A page that stands on its own in one file, fit for print: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_STYLE = """body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{padding:.3rem .6rem;border-bottom:1px solid #ccc}
td{text-align:right;font-variant-numeric:tabular-nums}th{text-align:left}thead th{text-align:right}
thead th.text{text-align:left}td.text{text-align:left}.wide{overflow-x:auto}
dl{font-size:.9rem;display:grid;grid-template-columns:auto 1fr;gap:0 1rem}
dd{margin:0}section{break-inside:avoid;margin-bottom:2.5rem}"""


def document(title: str, content: str) -> str:
    """The whole page; `content` is HTML."""
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
        f"<h1>{escape(title)}</h1>{content}</main></body></html>\n"
    )


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int = 1) -> str:
    """A table with a heading a row. The first `texts` columns are words, the others figures."""
    named = "".join(f'<th scope="col"{_class(place < texts)}>{escape(head)}</th>' for place, head in enumerate(heads))
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td{_class(place < texts)}>{escape(cell)}</td>" for place, cell in enumerate(row[1:], start=1))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(title)}"><table><thead><tr>{named}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def _class(text: bool) -> str:  # noqa: FBT001  one fact about a cell
    return ' class="text"' if text else ""
