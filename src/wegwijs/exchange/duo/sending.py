"""Tell DUO one message: in doubt ask first, then send. Contact persons get a number at DUO before they are coupled."""

from __future__ import annotations

from wegwijs.accounts.models import Municipality
from wegwijs.exchange.duo import contacts
from wegwijs.exchange.duo import mapping_out as mapping
from wegwijs.exchange.duo.transport import NotFound, Transport
from wegwijs.outbox.claiming import Claimed

CONTACT = "contact_person"


def tell(duo: Transport, taken: Claimed, bsn: str) -> str:
    """`sent`, or `already_there` when DUO turned out to have it. Raises `DuoError`, `Unmappable`."""
    if taken.kind == CONTACT:
        return _couple(duo, taken, bsn)
    person = f"/personen/{bsn}/"
    number = mapping.institution(duo.get("/instellingen"), taken.subject) if taken.kind == "offer" else ""
    code = Municipality.objects.values_list("code", flat=True).get(pk=taken.municipality_id)
    request = mapping.request_for(taken.kind, taken.content, municipality_code=code, number=number)
    if taken.doubt and request.ask and request.arrived(duo.get(person + request.ask)):
        return "already_there"
    try:
        duo.send(request.method, person + request.path, request.body, taken.uuid)
    except NotFound:
        # What is to be taken back is not there.
        if request.method == "DELETE":
            return "already_there"
        raise
    return "sent"


def _couple(duo: Transport, taken: Claimed, bsn: str) -> str:
    """Coupling again overwrites, so it needs no question first."""
    if taken.content is None:
        return "already_there"
    number = contacts.number_of(duo, taken.municipality_id, taken.content, taken.uuid)
    duo.send("POST", f"/contactpersonen/{number}/personen/{bsn}", None, taken.uuid)
    return "sent"
