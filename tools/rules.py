"""Write `docs/rules/`: every rule of the law with its article, our confidence, its figures, and the cases that hold it.

    python tools/rules.py           write the pages
    python tools/rules.py --check   exit 1 when a page is not what the code says

The sentences are those that a person reads in *why?*; the cases are those that the tests run.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from wegwijs.law.parameters import Parameter, all_parameters  # noqa: E402  after the path
from wegwijs.law.rules import FIGURES, TOPICS, Rule  # noqa: E402
from wegwijs.law.texts import catalogue  # noqa: E402

OUT = ROOT / "docs" / "rules"
CASES = ROOT / "tests" / "law" / "case_files"
PAGES: dict[str, tuple[str, Mapping[str, Rule], tuple[str, ...]]] = {
    "beginnen.md": ("Plicht, brede intake, plan en termijn", TOPICS["starting"], ("who_must_integrate", "plan_due")),
    "leren.md": (
        "Leerroutes, onderdelen en opties",
        TOPICS["learning"],
        ("routes_and_money", "exams_and_hours", "whole_answers"),
    ),
    "handhaven.md": ("Boetes, geld en rechten", TOPICS["enforcing"], ("fines",)),
    "aanleveren.md": ("Wat DUO aanneemt", TOPICS["delivering"], ("what_duo_takes",)),
    "signalen.md": ("Signalen", TOPICS["signalling"], ("signals",)),
}
SURE = {"H": "gelezen in de tekst", "M": "officiële pagina of duidelijke lezing", "L": "**niet geverifieerd**"}


def main() -> int:
    """Write the pages, or check them."""
    pages = dict(_pages())
    stale = [name for name, text in pages.items() if _read(OUT / name) != text]
    stale += [path.name for path in OUT.glob("*.md") if path.name not in pages]
    if "--check" in sys.argv:
        print("\n".join(f"docs/rules/{name} is not what the code says; run `make rules`" for name in stale))
        return 1 if stale else 0
    OUT.mkdir(exist_ok=True)
    for name in stale:
        if name in pages:
            (OUT / name).write_text(pages[name], encoding="utf-8")
        else:
            (OUT / name).unlink()
    print(f"{len(stale)} of {len(pages)} pages written")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _pages() -> Iterator[tuple[str, str]]:
    told = catalogue("nl").gettext
    lines = [
        "# De regels",
        "",
        "Gemaakt door `make rules` uit de code. Zo leest het systeem de Wet inburgering 2021.",
        "",
    ]
    for name, (title, rules, files) in PAGES.items():
        lines.append(f"- [{title}]({name}): {len(rules)} regels")
        yield name, "\n".join(_page(title, rules, files, told)) + "\n"
    lines += ["- [Getallen](getallen.md): elke datum, elk bedrag en elke termijn met artikel en bron", ""]
    lines += ["Zekerheid: " + "; ".join(f"{code} = {words}" for code, words in SURE.items()) + "."]
    yield "README.md", "\n".join(lines) + "\n"
    yield "getallen.md", "\n".join(_figures()) + "\n"


def _page(title: str, rules: Mapping[str, Rule], files: tuple[str, ...], told: Any) -> Iterator[str]:
    yield from (f"# {title}", "", "Gemaakt door `make rules`; niet met de hand wijzigen.", "")
    yield from ("| regel | wat de regel zegt | artikel | zekerheid | getallen |", "| --- | --- | --- | --- | --- |")
    for code, rule in sorted(rules.items()):
        figures = ", ".join(f"[{name}](getallen.md#{name})" for name in FIGURES.get(code, ()))
        yield f"| `{code}` | {told(rule.text)} | {rule.article} | {SURE[rule.confidence]} | {figures} |"
    for name in files:
        path = CASES / f"{name}.toml"
        yield from ("", f"## Voorbeelden (`tests/law/case_files/{name}.toml`)", "")
        yield "Verzonnen mensen. De tests rekenen elk voorbeeld na, aan beide kanten van de grens."
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield from ("", f"**{case['article']}**. {case['person']}.", "")
            yield from ("| kant | op | uitkomst |", "| --- | --- | --- |")
            for side in case["sides"]:
                yield f"| {side['side']} | {side['on']} | {_expected(side['expect'])} |"


def _expected(expect: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {_plain(value)}" for name, value in expect.items())


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "geen"
    return {True: "ja", False: "nee"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _figures() -> Iterator[str]:
    yield from ("# Getallen", "", "Gemaakt door `make rules` uit `src/wegwijs/law/parameters/*.toml`.")
    for name, parameter in sorted(all_parameters().items()):
        yield from _figure(name, parameter)


def _figure(name: str, parameter: Parameter) -> Iterator[str]:
    yield from ("", f"## {name}", "", "| waarde | eenheid | van | tot en met | artikel | bron | zekerheid |")
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for one in parameter.versions:
        until = one.valid_to.isoformat() if one.valid_to else "nu"
        yield (
            f"| {_plain(one.value)} | {one.unit} | {one.valid_from} | {until} | {one.article} | {one.source} "
            f"| {SURE[one.confidence]} |"
        )


if __name__ == "__main__":
    sys.exit(main())
