"""`wegwijs message-simulator`: a gateway for messages to practise with, on its own port, in memory."""

from __future__ import annotations

import argparse
import signal
import sys


def run(argv: list[str]) -> int:
    """Serves until it is told to stop; 2 when the port cannot be used."""
    parser = argparse.ArgumentParser(prog="wegwijs message-simulator", description="invented people only")
    parser.add_argument("--port", type=int, default=8002)
    parser.add_argument("--host", default="127.0.0.1", help="anybody who reaches the page reads the messages")
    chosen = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    from wegwijs.exchange.messaging.simulator import serve

    try:
        serve(chosen.host, chosen.port)
    except OSError as error:
        print(f"wegwijs: de oefenberichten kunnen niet starten: {error.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0
