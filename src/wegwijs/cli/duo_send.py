"""`wegwijs duo send`: deliver what waits for DUO now, and say what became of each message. No names, no BSN."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict

from django.conf import settings
from django.utils import timezone

from wegwijs.exchange.duo.deliverer import DUO, deliver
from wegwijs.outbox import claiming


def run(argv: list[str]) -> int:
    """0: all delivered, or nothing to do; 1: some refused or without answer; 2: there is no connection."""
    parser = argparse.ArgumentParser(prog="wegwijs duo send")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    if not settings.WEGWIJS_DUO_URL:
        print(
            "wegwijs duo send: WEGWIJS_DUO_URL is niet ingesteld. Zonder verbinding met DUO gaat alles met de hand.",
            file=sys.stderr,
        )
        return 2
    claiming.bring_forward(DUO, now=timezone.now())
    done = list(deliver(now=timezone.now))
    counts = Counter(one.state for one in done)
    report = {"messages": [asdict(one) for one in done], "counts": dict(counts), "waiting": claiming.waiting(DUO)}
    if chosen.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(f"{counts['delivered']} bezorgd, {counts['refused']} geweigerd, {report['waiting']} wachten nog")
    return 1 if set(counts) - {"delivered"} else 0
