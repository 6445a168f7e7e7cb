"""No test and no server of a test talks to another machine."""

from __future__ import annotations

import socket
from typing import Any

_connect = socket.socket.connect


class Abroad(ConnectionRefusedError):
    """Somebody wanted to leave this machine."""


def _stay(self: socket.socket, address: Any) -> None:
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        host = str(address[0])
        if host not in {"localhost", "::1", ""} and not host.startswith("127."):
            raise Abroad(host)
    _connect(self, address)


def stay() -> None:
    """From now on in this process."""
    socket.socket.connect = _stay  # type: ignore[method-assign]
