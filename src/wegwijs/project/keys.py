"""Keys of this installation, kept in one file outside the database.

The file holds four random 32-byte values (hex): ``secret`` (Django's signing key), ``data`` (AES-256-GCM of BSN,
letters and drafts), ``index`` (HMAC for look-up by BSN) and ``seal`` (HMAC chain over log and audit). Losing it means
that encrypted data cannot be read; it therefore belongs in the backup, apart from the database.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Keys:
    """Hex strings of 32 random bytes each."""

    secret: str
    data: str
    index: str
    seal: str


def load_or_create(path: Path) -> Keys:
    """Read the key file; on first use write it, readable by its owner only."""
    try:
        return Keys(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = Keys(*(secrets.token_hex(32) for _ in range(4)))
    # A hard link makes the file appear whole: two first starts at once end with the same keys.
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(asdict(keys)), encoding="utf-8")
    try:
        os.link(fresh, path)
    except FileExistsError:
        return load_or_create(path)
    finally:
        fresh.unlink()
    return keys
