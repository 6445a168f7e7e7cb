"""An event log as one HTML file that stands on its own: the steps with what follows what, and the tables beside it.

The picture is an arc diagram: steps from top to bottom in the order in which cases take them, forward on the right,
back on the left, the more often the thicker. Everything in it stands in the tables too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import sqrt
from typing import Any

from wegwijs.analysis.monitor.definitions import GROUPS, ROUTES
from wegwijs.analysis.pages import document, table

Found = Mapping[str, Any]
_CAUTION = "Kleine aantallen staan er gewoon in. Deel deze pagina alleen met wie alles mag zien."
_ARROWS = 30
_ROW, _TOP, _BOX, _HIGH = 46, 30, 250, 30
_THICKEST = 9.0
_EVERY_CASE = "alle dossiers"
_WORDS = GROUPS | ROUTES | {"other": "overige migranten"}


def to_html(found: Found, name: str) -> str:
    """The whole page, of the answer of `process` with what was asked beside it."""
    parts = [f"<p>{_sentence(found)}</p><p>{_CAUTION}</p>", _picture(found)]
    if "bottlenecks" in found:
        parts += [_bottlenecks(found["bottlenecks"]), _again(found)]
    if "conformance" in found:
        parts.append(_conformance(found["conformance"]))
    parts.append(_following(found))
    return document(f"Proces {name}", "".join(parts))


def _sentence(found: Found) -> str:
    days = [shown(None if seconds is None else seconds / 86400) for seconds in found["duration"].values()]
    return (
        f"{shown(found['cases'])} dossiers, {shown(found['events'])} gebeurtenissen, {shown(found['activities'])} "
        f"soorten stappen, {shown(found['variants'])} verschillende verlopen. Van de eerste tot de laatste "
        f"gebeurtenis: de helft van de dossiers binnen {days[0]} dagen, negen van de tien binnen {days[1]}."
    )


def _picture(found: Found) -> str:
    """What follows what; only the most frequent transitions, so that it can be read."""
    arrows = [one for one in found["dfg"] if one[0] != one[1]][:_ARROWS]
    steps = [step for step in found["order"] if any(step in one[:2] for one in arrows)]
    if not arrows:
        return ""
    place = {step: number for number, step in enumerate(steps)}
    most = max(n for _, _, n in arrows)
    reach = max(abs(place[a] - place[b]) for a, b, _ in arrows)
    side = 60 + 26 * reach
    height, width = _TOP + _ROW * len(steps), _BOX + 2 * side
    drawn = "".join(_arrow(place[a], place[b], n, n / most, side) for a, b, n in reversed(arrows))
    boxes = "".join(_box(step, place[step], side) for step in steps)
    left_out = sum(1 for one in found["dfg"] if one[0] != one[1]) - len(arrows)
    note = f" De {left_out} zeldzaamste overgangen staan niet in de tekening." if left_out else ""
    return (
        '<section><h2>Wat volgt op wat</h2><div class="wide" tabindex="0" role="region" aria-label="Tekening">'
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="drawn">'
        f'<title id="drawn">Stappen van boven naar beneden; pijlen naar wat erna kwam</title>'
        f"{_HEAD}{drawn}{boxes}</svg></div>"
        f"<p>Rechts gaat het vooruit, links terug. Hoe dikker, hoe vaker.{note}</p></section>"
    )


_HEAD = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" orient="auto"'
    ' markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" fill="#154273"/></marker></defs>'
)


def _box(step: str, place: int, side: int) -> str:
    top = _TOP + place * _ROW
    text = step.replace("_", " ")
    cut = text if len(text) <= 34 else text[:33] + "…"
    return (
        f'<rect x="{side}" y="{top - _HIGH / 2:g}" width="{_BOX}" height="{_HIGH}" rx="4" fill="#fff" '
        f'stroke="#154273"/><text x="{side + _BOX / 2:g}" y="{top + 5}" text-anchor="middle" font-size="14">'
        f"{escape(cut)}</text>"
    )


def _arrow(start: int, end: int, n: int, share: float, side: int) -> str:
    """Forward on the right, back on the left; a step further swings out further."""
    forward = end > start
    begin, until = _TOP + start * _ROW, _TOP + end * _ROW
    shift = 6 if forward else -6
    edge = side + _BOX if forward else side
    out = (20 + 26 * abs(end - start)) * (1 if forward else -1)
    middle, thick = (begin + until) / 2, max(1.0, _THICKEST * sqrt(share))
    label = edge + out * 0.75 + (6 if forward else -6)
    anchor = "start" if forward else "end"
    return (
        f'<path d="M{edge} {begin + shift} C{edge + out} {begin + shift} {edge + out} {until - shift} {edge} '
        f'{until - shift}" fill="none" stroke="#154273" stroke-opacity=".55" stroke-width="{thick:.1f}" '
        f'marker-end="url(#head)"/><text x="{label:g}" y="{middle + 4:g}" text-anchor="{anchor}" font-size="12" '
        f'stroke="#fff" stroke-width="3" paint-order="stroke">{shown(n)}</text>'
    )


def _following(found: Found) -> str:
    rows = [[a.replace("_", " "), b.replace("_", " "), shown(n)] for a, b, n in found["dfg"]]
    return _section("Alle overgangen", ["Stap", "Daarna", "Keer"], rows, texts=2)


def _bottlenecks(told: Sequence[Found]) -> str:
    rows = [
        [one["from"].replace("_", " "), one["to"].replace("_", " "), shown(one["n"]), shown(one["waiting"]),
         shown(one["median"]) if one["median"] is not None else f"meer dan {shown(one['seen_for'])}", shown(one["p90"])]
        for one in told
    ]  # fmt: skip
    note = (
        "Dagen van de eerste keer tot de eerste keer daarna. Wie nog wacht, telt mee. Een streepje: nog niet bereikt."
    )
    heads = ["Van", "Naar", "Dossiers", "Wachten nog", "Helft binnen", "Negen van de tien binnen"]
    return _section("Waar het langst wordt gewacht", heads, rows, texts=2, note=note)


def _again(found: Found) -> str:
    rows = [[step.replace("_", " "), shown(cases), shown(extra)] for step, cases, extra in found["rework"]]
    loops = [[" → ".join(steps).replace("_", " "), shown(cases), shown(n)] for steps, n, cases in found["loops"]]
    return _section("Vaker gedaan", ["Stap", "Dossiers", "Keer extra"], rows) + _section(
        "Terug naar een stap", ["Verloop", "Dossiers", "Keer"], loops
    )


def _conformance(told: Found) -> str:
    parts = [f"<p>Verwacht verloop: {escape(told['source'])}</p>" if told["source"] else ""]
    for one in told["routes"]:
        name = ", ".join(_WORDS.get(word, word) for word in (one["group"], one["route"]) if word) or _EVERY_CASE
        rows = [
            [str(step["stage"]), step["activity"].replace("_", " "),
             *(shown(step[what]) for what in ("taken", "skipped", "repeated", "out_of_order"))]
            for step in one["steps"]
        ]  # fmt: skip
        note = f"{shown(one['as_expected'])} van {shown(one['cases'])} dossiers gingen zoals verwacht."
        heads = ["Fase", "Stap", "Gezet", "Overgeslagen", "Herhaald", "Na een latere stap"]
        parts.append(_section(f"Verwacht verloop: {name}", heads, rows, texts=2, note=note))
    return "".join(parts)


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1, note: str = "") -> str:
    rows = list(rows)
    body = table(title, heads, rows, texts=texts) if rows else "<p>Geen.</p>"
    return f"<section><h2>{escape(title)}</h2>{f'<p>{escape(note)}</p>' if note else ''}{body}</section>"


def shown(value: float | None) -> str:
    """A number as people read it in Dutch."""
    if value is None:
        return "–"
    text = f"{value:,.0f}" if float(value).is_integer() or value >= 100 else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))
