"""Where letters lie: sealed files below settings.WEGWIJS_STORE, named after the document, never after a person."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from wegwijs.accounts.crypto import Undecipherable, decrypt, encrypt


class Damaged(Exception):
    """The file is gone, was changed, or was sealed with other keys."""


def keep(document: UUID, content: bytes) -> tuple[str, str]:
    """Seal and write; returns the path below the store and the SHA-256 of the content. Writing again replaces whole."""
    path = _path(document)
    target = Path(settings.WEGWIJS_STORE) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(encrypt(content))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return path, sha256(content).hexdigest()


def fetch(path: str, digest: str) -> bytes:
    """The content as it was kept; raises `Damaged`."""
    try:
        content = decrypt((Path(settings.WEGWIJS_STORE) / path).read_bytes())
    except (OSError, Undecipherable) as error:
        raise Damaged(path) from error
    if sha256(content).hexdigest() != digest:
        raise Damaged(path)
    return content


def remove(document: UUID) -> int:
    """Destroy the file, and what a killed worker left beside it; how many files went."""
    target = Path(settings.WEGWIJS_STORE) / _path(document)
    found = [target, *target.parent.glob(f"{target.name}.*")] if target.parent.exists() else []
    present = [file for file in found if file.exists()]
    for file in present:
        file.unlink(missing_ok=True)
    return len(present)


def _path(document: UUID) -> str:
    return f"letters/{document.hex[:2]}/{document.hex}.pdf.sealed"
