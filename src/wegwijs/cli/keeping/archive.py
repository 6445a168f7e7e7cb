"""The file: a line that says what it is, then sealed pieces, numbered, the last of which says what should be in it.

Each piece is AES-GCM with the keys of the installation, over the file's own random name, the piece's number and its
content. So a piece that was changed, left out, moved or taken from another backup is refused, and a file without its
last piece is not whole. Without the keys it is noise: it may lie with somebody else.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any

from wegwijs.accounts.crypto import Undecipherable, decrypt, encrypt, keys_fingerprint

FORMAT = 1
NAME = "wegwijs-backup"
_LARGEST = 64 * 1024 * 1024  # bytes; a length beyond this is no length of ours
_AHEAD = 4  # pieces


class Refused(Exception):
    """This file is not a whole backup of this installation; the text says why."""


class Sealer:
    """Writes pieces: squeezed and sealed in a thread beside the one that reads."""

    def __init__(self, file: IO[bytes], made_at: str) -> None:
        self._file, self._token, self._number = file, os.urandom(16), 0
        self._busy: list[Future[bytes]] = []
        self._beside = ThreadPoolExecutor(1)
        head = {
            "what": NAME,
            "format": FORMAT,
            "made_at": made_at,
            "keys": keys_fingerprint(),
            "name": self._token.hex(),
        }
        file.write(json.dumps(head).encode() + b"\n")

    def add(self, what: dict[str, Any], content: bytes = b"") -> None:
        """The next piece."""
        plain = self._token + struct.pack(">Q", self._number) + json.dumps(what).encode() + b"\n" + content
        self._number += 1
        self._busy.append(self._beside.submit(_sealed, plain))
        if len(self._busy) > _AHEAD:
            self._write(self._busy.pop(0))

    def close(self) -> None:
        """Write what is still under way."""
        for piece in self._busy:
            self._write(piece)
        self._beside.shutdown()

    def _write(self, piece: Future[bytes]) -> None:
        sealed = piece.result()
        self._file.write(struct.pack(">I", len(sealed)) + sealed)


def _sealed(plain: bytes) -> bytes:
    return encrypt(zlib.compress(plain, 1))


def head_of(file: IO[bytes]) -> dict[str, Any]:
    """The first line; raises `Refused` when this is no backup, or not of these keys."""
    try:
        head = dict(json.loads(file.readline(1000)))
    except (ValueError, TypeError):
        head = {}
    if head.get("what") != NAME:
        raise Refused("dit is geen back-up van Wegwijs.")
    if head["format"] != FORMAT:
        raise Refused(f"dit is een back-up van vorm {head['format']}; deze versie leest vorm {FORMAT}.")
    if head["keys"] != keys_fingerprint():
        raise Refused("deze back-up is gemaakt met andere sleutels. Zet het sleutelbestand terug dat erbij hoort.")
    return head


def pieces(file: IO[bytes], head: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What each piece is, and its content; raises `Refused` at the first that is not as it was written."""
    start = bytes.fromhex(head["name"])
    number = 0
    what: dict[str, Any] = {}
    while length := file.read(4):
        size = struct.unpack(">I", length)[0] if len(length) == 4 else _LARGEST + 1
        sealed = file.read(size) if size <= _LARGEST else b""
        try:
            plain = zlib.decompress(decrypt(sealed))
        except (Undecipherable, zlib.error) as error:
            raise Refused(_DAMAGED) from error
        expected = start + struct.pack(">Q", number)
        if not plain.startswith(expected) or "end" in what:
            raise Refused(_DAMAGED)
        said, _, content = plain[len(expected) :].partition(b"\n")
        what = json.loads(said)
        yield what, content
        number += 1
    if "end" not in what:
        raise Refused(_DAMAGED)


_DAMAGED = "het bestand is niet heel: er ontbreekt iets of er is iets veranderd. Neem een andere back-up."
