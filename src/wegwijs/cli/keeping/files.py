"""The files of the store: sealed already, copied as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

PIECE = 4 * 1024 * 1024
# Half-written drafts, probes, and deliveries in the clear for as long as they are read.
_PASSING = re.compile(r"^\.|^read-|\.(?:\d+|restoring)$")


class Tally:
    """Number and size of files, and one digest over names and contents."""

    def __init__(self) -> None:
        self.count = self.size = 0
        self._hash = sha256()

    def add(self, name: str, at: int, content: bytes) -> None:
        """The next piece of a file."""
        if at == 0:
            self.count += 1
            self._hash.update(name.encode() + b"\0")
        self.size += len(content)
        self._hash.update(content)

    def as_dict(self) -> dict[str, Any]:
        """For the last piece of the file."""
        return {"count": self.count, "bytes": self.size, "sha256": self._hash.hexdigest()}


def stored() -> Iterator[tuple[str, int, bytes]]:
    """Name below the store, place and content of each piece. A file that goes meanwhile is left out."""
    store = Path(settings.WEGWIJS_STORE)
    for path in sorted(store.rglob("*")):
        if not path.is_file() or path.is_symlink() or _PASSING.search(path.name):
            continue
        name = path.relative_to(store).as_posix()
        with suppress(FileNotFoundError), path.open("rb") as file:
            at = 0
            while (content := file.read(PIECE)) or at == 0:
                yield name, at, content
                at += len(content)
                if not content:
                    break


class Putting:
    """Writes files of a backup beside their place, and puts them there when all is well."""

    def __init__(self) -> None:
        self._store = Path(settings.WEGWIJS_STORE)
        self._drafts: dict[Path, Path] = {}

    def add(self, name: str, at: int, content: bytes) -> None:
        """The next piece of a file."""
        place = self._store / PurePosixPath(name)
        if ".." in PurePosixPath(name).parts or not place.is_relative_to(self._store):
            raise ValueError("a name outside the store")
        draft = place.with_name(f"{place.name}.restoring")
        if at == 0:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.touch(mode=0o600)
            self._drafts[draft] = place
        with draft.open("wb" if at == 0 else "ab") as file:
            file.write(content)

    def keep(self) -> None:
        """All of them are what they should be."""
        for draft, place in self._drafts.items():
            draft.replace(place)

    def drop(self) -> None:
        """Something was wrong: nothing of it stays."""
        for draft in self._drafts:
            draft.unlink(missing_ok=True)
