"""On the path of servers that tests start: they stay on this machine, and say so in a file when one wanted to leave."""

import os
import socket
from pathlib import Path

_connect = socket.socket.connect


def _stay(self, address):
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        host = str(address[0])
        if host not in {"localhost", "::1", ""} and not host.startswith("127."):
            with Path(os.environ["WEGWIJS_HOME"], "abroad").open("a") as told:
                told.write(f"{host}\n")
            raise ConnectionRefusedError(host)
    _connect(self, address)


socket.socket.connect = _stay
