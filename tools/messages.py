"""Catalogues of translated texts, per room, with babel alone (no gettext programs needed).

    python tools/messages.py update [room ...] [--prune]   collect msgids, keep translations; --prune drops what went
    python tools/messages.py missing room                  print what has no Dutch yet, as JSON, to fill in
    python tools/messages.py fill room file.json           put {msgid: text or [one, many]} into the catalogue
    python tools/messages.py compile                       write every .mo (not in git; `make bootstrap` does this)
    python tools/messages.py check [room ...]              exit 1 and list what is missing, fuzzy, obsolete or misfit

A room with Django has ``locale/nl/LC_MESSAGES/django.po``. A room without (``law``) keeps its own ``<room>.po``,
written by hand, which is compiled and checked but not collected.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "wegwijs"
WITHOUT_DJANGO = {"law", "policy", "eventlog", "analysis"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Key = tuple[str | tuple[str, ...], str | None]


def rooms(names: list[str] | None = None) -> list[Path]:
    """The rooms that have Django texts, all or those named."""
    found = [
        path for path in sorted(SOURCE.iterdir()) if (path / "__init__.py").exists() and path.name not in WITHOUT_DJANGO
    ]
    return [path for path in found if not names or path.name in names]


def catalogue_path(room: Path) -> Path:
    """Where the Dutch catalogue of a room lives."""
    return room / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def _texts(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize leaves calls between rows of X; without indentation that reads as Python.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    stream = io.BytesIO(source.encode())
    yield from extract("python", stream, KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"})


def _sources(room: Path) -> Iterator[Path]:
    for path in sorted(room.rglob("*")):
        inside = path.relative_to(room).parts
        is_code = path.suffix == ".py" and "migrations" not in inside
        if is_code or (path.suffix in {".html", ".txt", ".svg"} and "templates" in inside):
            yield path


def collect(room: Path) -> Catalog:
    """Every msgid in the room's Python and templates, with the file it comes from."""
    catalogue = Catalog(domain="django", project="Wegwijs", charset="utf-8")
    for path in _sources(room):
        place = path.relative_to(SOURCE).as_posix()
        for _line, msgid, comments, context in _texts(path):
            if msgid:
                catalogue.add(msgid, None, [(place, None)], auto_comments=comments, context=context)
    return catalogue


def load(path: Path) -> Catalog:
    """The catalogue on disk, or an empty one."""
    if not path.exists():
        return Catalog(locale="nl", domain="django", project="Wegwijs", charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale="nl")


def save(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue in a fixed order and without line numbers or dates, so that a diff shows what changed."""
    catalogue.header_comment = "# Dutch texts of Wegwijs. EUPL-1.2."
    out = io.BytesIO()
    write_po(out, catalogue, width=0, sort_output=True, include_previous=False, ignore_obsolete=False)
    volatile = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Report-Msgid",
        "Project-Id",
    )
    lines = [
        line
        for line in out.getvalue().decode().splitlines()
        if not line.startswith(tuple(f'"{name}' for name in volatile))
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def update(room: Path, *, prune: bool) -> None:
    """Bring the room's catalogue in line with its source."""
    found, path = collect(room), catalogue_path(room)
    if not len(found) and not path.exists():
        return
    catalogue = load(path)
    catalogue.update(found, no_fuzzy_matching=True)
    if prune:
        catalogue.obsolete.clear()
    save(catalogue, path)


def _key(message: Message) -> Key:
    return (tuple(message.id) if isinstance(message.id, list | tuple) else message.id, message.context)


def _untranslated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return not all(strings)


def _shape_faults(catalogue: Catalog) -> list[str]:
    faults = []
    for message in catalogue:
        if not message.id:
            continue
        if _untranslated(message):
            faults.append(f"missing: {message.id!r}")
        elif message.fuzzy:
            faults.append(f"fuzzy: {message.id!r}")
        else:
            faults += [f"placeholder: {message.id!r}: {error}" for error in message.check(catalogue)]
    return faults


def faults_of(room: Path) -> list[str]:
    """What is wrong with the Dutch catalogue of a room; empty when all is well."""
    found = {_key(message): message for message in collect(room) if message.id}
    catalogue = load(catalogue_path(room))
    known = {_key(message) for message in catalogue if message.id}
    faults = [f"missing: {key[0]!r} (not collected yet)" for key in found if key not in known]
    faults += [f"obsolete: {key[0]!r}" for key in known if key not in found]
    faults += [f"obsolete: {message.id!r}" for message in catalogue.obsolete.values()]
    return faults + _shape_faults(catalogue)


def own_catalogues() -> list[Path]:
    """Catalogues of rooms without Django, such as ``law``."""
    return [
        path for name in sorted(WITHOUT_DJANGO) for path in sorted((SOURCE / name).glob("locale/*/LC_MESSAGES/*.po"))
    ]


def compile_all() -> None:
    """Write the .mo beside every .po."""
    for path in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/*.po")):
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=path.parent.parent.name)
        with path.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)


def check(names: list[str]) -> int:
    """Print the faults per catalogue; 0 when there are none."""
    by_place = {room.name: faults_of(room) for room in rooms(names)}
    for path in own_catalogues():
        if not names or path.relative_to(SOURCE).parts[0] in names:
            by_place[path.relative_to(SOURCE).as_posix()] = _shape_faults(load(path))
    for place, faults in by_place.items():
        for fault in faults:
            print(f"{place}: {fault}")
    return 1 if any(by_place.values()) else 0


def missing(room: Path) -> dict[str, str | list[str]]:
    """What has no Dutch yet, in the shape ``fill`` reads."""
    catalogue = load(catalogue_path(room))
    catalogue.update(collect(room), no_fuzzy_matching=True)
    found: dict[str, str | list[str]] = {}
    for message in catalogue:
        if message.id and _untranslated(message):
            plural = isinstance(message.id, list | tuple)
            found[message.id[0] if plural else message.id] = ["", ""] if plural else ""
    return found


def fill(room: Path, texts: dict[str, str | list[str]]) -> list[str]:
    """Put translations into the room's catalogue; answers the msgids that the room does not have."""
    update(room, prune=False)
    catalogue = load(catalogue_path(room))
    unknown = dict(texts)
    for message in catalogue:
        first = message.id[0] if isinstance(message.id, list | tuple) else message.id
        if first and first in texts:
            text = texts[first]
            message.string = tuple(text) if isinstance(text, list) else text
            message.flags.discard("fuzzy")
            unknown.pop(first, None)
    save(catalogue, catalogue_path(room))
    return list(unknown)


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    collecting = commands.add_parser("update")
    collecting.add_argument("rooms", nargs="*")
    collecting.add_argument("--prune", action="store_true")
    commands.add_parser("check").add_argument("rooms", nargs="*")
    commands.add_parser("compile")
    commands.add_parser("missing").add_argument("room")
    filling = commands.add_parser("fill")
    filling.add_argument("room")
    filling.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    if given.command == "update":
        for room in rooms(given.rooms):
            update(room, prune=given.prune)
    elif given.command == "compile":
        compile_all()
    elif given.command == "missing":
        print(json.dumps(missing(SOURCE / given.room), ensure_ascii=False, indent=1))
    elif given.command == "fill":
        unknown = fill(SOURCE / given.room, json.loads(given.file.read_text(encoding="utf-8")))
        for msgid in unknown:
            print(f"not in {given.room}: {msgid!r}")
        return 1 if unknown else 0
    else:
        return check(given.rooms)
    return 0


if __name__ == "__main__":
    sys.exit(main())
