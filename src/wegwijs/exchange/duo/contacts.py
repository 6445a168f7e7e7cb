"""Colleagues as contact persons at DUO: each gets a number there, kept up to date, and taken away when they leave.

DUO cannot be asked for contact persons: when its answer to a new one is lost, a double one stays there, coupled to
nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from wegwijs.accounts.actor import hats
from wegwijs.accounts.models import Municipality, User
from wegwijs.exchange.duo import mapping_out as mapping
from wegwijs.exchange.duo.transport import DuoError, NotFound, Transport, transport_for
from wegwijs.outbox import references
from wegwijs.outbox.references import Known

log = logging.getLogger("wegwijs.duo")
DUO, CONTACT = "duo", "contact_person"


def number_of(duo: Transport, municipality_id: int, content: Mapping[str, Any], message_id: UUID) -> str:
    """DUO's number of the colleague in `content`, made or brought up to date first. Raises `DuoError`, `Unmappable`."""
    user_id = int(content["user"])
    body = mapping.contact_body(content)
    digest = references.digest_of(sorted(body.items()))
    known = references.find(municipality_id, DUO, CONTACT, user_id)
    if known is not None and known.digest == digest:
        return known.number
    number = known.number if known is not None else ""
    if number:
        try:
            duo.send("PUT", f"/contactpersonen/{number}", body, message_id)
        except NotFound:
            number = ""
    if not number:
        number = mapping.contact_number(duo.send("POST", "/contactpersonen", body, message_id))
        if not number:
            raise mapping.Unmappable("no_number")
    references.keep(municipality_id, DUO, CONTACT, Known(user_id, number, digest))
    return number


def keep_up_to_date(today: date) -> None:
    """Once a day: who left goes from DUO, who has another name or address is changed there. Tries again tomorrow."""
    for municipality in Municipality.objects.all():
        duo = transport_for(municipality.pk)
        if duo is None:
            continue
        try:
            for known in list(references.every(municipality.pk, DUO, CONTACT)):
                _keep_up(duo, municipality, known, today)
        except (DuoError, mapping.Unmappable) as error:
            log.warning("contact persons: %s", error)


def _keep_up(duo: Transport, municipality: Municipality, known: Known, today: date) -> None:
    user = User.objects.get(pk=known.user_id)
    here = any(hat.municipality_id == municipality.pk for hat in hats(user.pk, today))
    if not (user.is_active and here):
        with suppress(NotFound):
            duo.send("DELETE", f"/contactpersonen/{known.number}", None, uuid4())
        references.forget(municipality.pk, DUO, CONTACT, user.pk)
        return
    content = {"user": user.pk, "name": user.name, "email": user.email, "phone": municipality.phone}
    number_of(duo, municipality.pk, content, uuid4())
