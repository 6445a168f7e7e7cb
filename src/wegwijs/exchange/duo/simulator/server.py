"""The simulator as a process: a server with threads, and one thread that notifies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .application import Simulator
from .sender import Sender


class _Quiet(WSGIRequestHandler):
    """No log of requests: DUO's addresses hold a BSN."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def running(simulator: Simulator, sender: Sender, host: str, port: int) -> Iterator[BaseWSGIServer]:
    """Serve while the block runs; port 0 takes a free one."""
    server = make_server(host, port, simulator, threaded=True, request_handler=_Quiet)
    stop = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, name="duo", daemon=True),
        threading.Thread(target=sender.run, args=(stop,), name="duo-sender", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
