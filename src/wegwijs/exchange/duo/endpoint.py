"""`POST /v1/notificaties`: where DUO tells us that something happened (Notificatie API 1.8.0).

The proxy ends mutual TLS and puts the OIN of the verified certificate in a header of its own
(WEGWIJS_DUO_IDENTITY_HEADER); without that setting nobody is let in. A notice is kept before it is confirmed and worked
on afterwards.
"""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wegwijs.accounts.requests import ActingRequest
from wegwijs.exchange import tasks

from . import inbox

VERSION = {"API-Version": "1.8.0"}


@csrf_exempt
@require_POST
def notices(request: ActingRequest) -> HttpResponse:
    """201 kept (also when it was kept before), 400 not as specified, 401 not recognised, 403 not allowed."""
    known = _identity(request)
    if not known:
        return _error(401, "De afzender is niet herkend: er is geen gecontroleerd certificaat.")
    try:
        head = inbox.read_head(*(request.headers.get(name, "") for name in ("bron", "doel", "berichtId")))
        if not _may_send(head.sender, known):
            return _error(403, "Deze afzender mag hier geen notificaties aanleveren.")
        if request.content_type != "application/json":
            raise inbox.Misfit("De inhoud moet application/json zijn.")  # noqa: TRY301  one place that words a refusal
        kept = inbox.receive(head, request.read(inbox.LIMIT + 1), now=request.now)
    except inbox.Misfit as error:
        return _error(400, str(error))
    except inbox.NotForUs:
        return _error(403, "De organisatie in de header doel werkt hier niet.")
    if kept is not None:
        tasks.take_up_notice(kept)
    return HttpResponse(status=201, headers=VERSION)


def _identity(request: ActingRequest) -> str:
    """The OIN that the proxy vouches for; empty when there is none or the proxy is not configured."""
    name = settings.WEGWIJS_DUO_IDENTITY_HEADER
    return request.headers.get(name, "").strip() if name else ""


def _may_send(sender: str, known: str) -> bool:
    """Says the certificate the same as the message, and is it DUO?"""
    duo: str = settings.WEGWIJS_DUO_OIN
    return bool(duo) and hmac.compare_digest(sender, duo) and hmac.compare_digest(known.encode(), duo.encode())


def _error(status: int, text: str) -> JsonResponse:
    return JsonResponse({"fouttekst": text[:200]}, status=status, headers=VERSION)
