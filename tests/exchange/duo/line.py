"""DUO without a network: what it answers per address, and a city that gets its notices. Builders, no tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from tests.city import NOW, City
from wegwijs.accounts.models import Municipality
from wegwijs.dossier.models import Fact
from wegwijs.exchange.duo import inbox
from wegwijs.exchange.duo.processing import process
from wegwijs.exchange.duo.transport import Refused, Unreachable
from wegwijs.exchange.models import DuoMessage

BSN = "999900006"
OTHER_BSN = "999900018"
DUO = "00000001800000000001"
OURS = "00000001900000009901"
THEIRS = "00000001900000009902"
HEADER = "X-Client-OIN"
TOLD = datetime(2026, 3, 13, 8, 30, tzinfo=UTC)


class Line:
    """Answers from a table of address → JSON; what is not in it does not exist there. Counts what was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.away = False
        self.refused: set[str] = set()
        self.refuses = False

    def get(self, path: str) -> Any:
        name = path.split("/", 3)[3] if path.startswith("/personen/") else path.strip("/")
        self.asked.append(name)
        if self.away:
            raise Unreachable("connect_timeout", doubt=False)
        if self.refuses or name in self.refused:
            raise Refused(403)
        return self.answers.get(name.replace("/", "_"))


def connect(city: City) -> None:
    """Give both municipalities their numbers."""
    Municipality.objects.filter(pk=city.municipality.pk).update(oin=OURS)
    Municipality.objects.filter(pk=city.other.pk).update(oin=THEIRS)


def body(event: str, bsn: str | None = BSN, *, told: datetime = TOLD, **more: Any) -> dict[str, Any]:
    """A notice as DUO writes it."""
    found = {"registratieDatumTijd": told.isoformat(), "gebeurtenisId": event, **more}
    return found if bsn is None else {**found, "bsn": bsn}


def keep(
    event: str,
    bsn: str | None = BSN,
    *,
    told: datetime = TOLD,
    now: datetime = NOW,
    receiver: str = OURS,
    **more: Any,
) -> UUID:
    """A notice that came in through the door."""
    content = json.dumps(body(event, bsn, told=told, **more)).encode()
    kept = inbox.receive(inbox.Head(DUO, receiver, uuid4()), content, now=now)
    assert kept is not None
    return kept


def tell(line: Line, event: str, bsn: str | None = BSN, **more: Any) -> DuoMessage:
    """A notice that came in and was worked on."""
    now = more.get("now", NOW)
    uuid = keep(event, bsn, **more)
    process(uuid, now=now, duo=line)
    return DuoMessage.objects.get(uuid=uuid)


def again(message: DuoMessage, line: Line, *, after: timedelta = timedelta(hours=2)) -> DuoMessage:
    """Its turn comes again."""
    process(message.uuid, now=NOW + after, duo=line)
    message.refresh_from_db()
    return message


def send(
    client: Client,
    notice: Any,
    *,
    oin: str = DUO,
    sender: str = DUO,
    receiver: str = OURS,
    number: str = "",
    **more: str,
) -> Any:
    """POST a notice as DUO does, through the proxy."""
    headers = {HEADER: oin, "bron": sender, "doel": receiver, "berichtId": number or str(uuid4()), **more}
    content = notice if isinstance(notice, bytes | str) else json.dumps(notice)
    return client.post("/v1/notificaties", content, content_type="application/json", headers=headers)


def standing(case: int) -> list[tuple[str, str, dict[str, Any]]]:
    """(kind, day, payload) of the facts that stand, in order."""
    from datetime import date

    from wegwijs import law
    from wegwijs.dossier.states import law_facts

    found = law.in_force(law_facts([case])[case], date.max)
    return [(fact.kind, fact.on.isoformat(), dict(fact.payload)) for fact in found]


def sources(case: int) -> set[str]:
    """Who said what stands in the case."""
    return set(Fact.objects.filter(trajectory_id=case).values_list("source", flat=True))


OBLIGED = {
    "indicatorInburgeringsplicht": True, "begindatum": "2026-02-04", "wijzigingsdatum": "2026-02-05",
    "datumKennisgevingInburgeringsplicht": "2026-02-06",
}  # fmt: skip
ASYLUM = {"indeling": "Asielstatushouder", "begindatum": "2026-02-04", "gedetailleerdeDoelgroep": "Asielstatushouder"}
FAMILY = {
    "indeling": "Gezinsmigrant en overige migrant", "begindatum": "2026-03-01",
    "gedetailleerdeDoelgroep": "Gezinshereniger",
}  # fmt: skip
TERM = {"startdatum": "2025-01-10", "einddatum": "2028-01-10"}
LONGER = {
    "startdatum": "2025-01-10", "einddatum": "2028-07-10", "wijzigingsdatum": "2026-03-12",
    "verlengingsgrondcode": "4", "verlengingsgrondomschrijving": "Aantoonbaar voldoende inspanning",
}  # fmt: skip
PIP = {
    "gemeentecode": "9902",
    "pip": {"dagtekeningPip": "2025-01-09", "leerroute": "B", "niveau": "B1", "geschatteIntensiteitB1Route": 700},
}
EXAMS = [
    {"examendatum": "2026-02-20", "resultaat": "Geslaagd", "onderdeel": "LE", "niveau": "B1"},
    {"examendatum": "2026-02-21", "resultaat": "Geen", "redenGeenResultaat": "Absent", "onderdeel": "KNM"},
]
