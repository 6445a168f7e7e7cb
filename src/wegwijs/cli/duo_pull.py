"""`wegwijs duo pull BSN`: everything DUO says of a person, in our names. Nothing is stored; the BSN is not repeated."""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import Any

from django.utils.translation import override

from wegwijs.accounts.models import Municipality
from wegwijs.exchange.duo.reading import Reading, extension_grounds, read
from wegwijs.exchange.duo.statements import KINDS_OF, statements
from wegwijs.exchange.duo.transport import transport_for


def run(argv: list[str]) -> int:
    """Exit 0 when every interface answered, 1 when some did not, 2 when DUO cannot be asked."""
    parser = argparse.ArgumentParser(
        prog="wegwijs duo pull", description="Wat DUO van iemand zegt; er wordt niets bewaard."
    )
    parser.add_argument("bsn", metavar="BSN", help="negen cijfers")
    parser.add_argument("--json", action="store_true", help="als JSON op standard output")
    parser.add_argument("--municipality", metavar="CODE", help="gemeentecode; nodig als er meer gemeenten zijn")
    chosen = parser.parse_args(argv)
    if not re.fullmatch(r"[0-9]{9}", chosen.bsn):
        return _refuse("een BSN bestaat uit negen cijfers.")
    found = Municipality.objects.order_by("pk")
    home = (found.filter(code=chosen.municipality) if chosen.municipality else found).first()
    if home is None:
        return _refuse("deze gemeente is hier niet bekend." if chosen.municipality else "er is nog geen gemeente.")
    duo = transport_for(home.pk)
    if duo is None:
        return _refuse("er is geen verbinding met DUO ingesteld (WEGWIJS_DUO_URL en het OIN van de gemeente).")
    reading = read(duo, chosen.bsn)
    if not reading.said:
        return _refuse("DUO antwoordt niet of weigert het verzoek. Probeer het later opnieuw.")
    with override("nl"):
        told = {**as_told(reading), "extension_grounds": extension_grounds(duo)}
        print(json.dumps(told, ensure_ascii=False, indent=None if chosen.json else 1))
    return 1 if reading.problems else 0


def as_told(reading: Reading) -> dict[str, Any]:
    """Interface by interface, what was not answered, and the facts that would follow as `wegwijs assess` reads them."""
    group = reading.said.get("group") or {}
    facts = [
        {"kind": one.kind, "on": one.on.isoformat(), **one.payload}
        for one in statements(reading.said, KINDS_OF)
        if one.on is not None
    ]
    trajectory = {"id": "duo", "group": group.get("group"), "permit": group.get("permit") or None, "facts": facts}
    return {
        **reading.said,
        "problems": dict(reading.problems),
        "trajectory": {name: value for name, value in trajectory.items() if value is not None},
    }


def _refuse(text: str) -> int:
    print(f"wegwijs duo pull: {text}", file=sys.stderr)
    return 2
