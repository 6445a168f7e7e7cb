"""The record as a log in Parquet, sealed below settings.WEGWIJS_STORE, one for each municipality and always the latest.

It is written anew every night, so who was destroyed is out of it within a day.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from wegwijs.accounts.crypto import decrypt, encrypt

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def keep(code: str, content: bytes) -> Path:
    """Seal and write whole; where it lies."""
    target = Path(settings.WEGWIJS_STORE) / "logs" / f"{code}.parquet.sealed"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(encrypt(content))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return target


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The log as a plain file, as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="wegwijs-insight-") as folder:
        plain = Path(folder) / "log.parquet"
        plain.write_bytes(decrypt(path.read_bytes()))
        yield plain
