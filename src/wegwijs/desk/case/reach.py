"""The way to a case: who may not reach it gets "not found", and every look is in the access log first."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from wegwijs.accounts import audit
from wegwijs.accounts.requests import StaffRequest
from wegwijs.dossier import queries, restriction
from wegwijs.dossier.queries import Case, Reached


def must_reach(request: StaffRequest, uuid: UUID) -> int:
    """The internal id of a case in this actor's scope; 404 otherwise."""
    found = queries.case_ref(request.actor, uuid)
    if found is None:
        raise Http404
    return found


# Pages on which something is changed; the safety of somebody else goes on.
CHANGING = frozenset({"record", "correct", "withdraw", "contact_point"})


def may_change(ref: int) -> None:
    """Raises `Restricted`, with the words for its page, when the case stands still."""
    if restriction.restricted([ref]):
        raise restriction.Restricted(
            _("The person asked us to change nothing on this case for now. The privacy officer can say until when.")
        )


def open_case(
    request: StaffRequest,
    uuid: UUID,
    page: str,
    *,
    on: date | None = None,
    known_at: datetime | None = None,
    logged: bool = True,
    reached: Reached | None = None,
) -> Case:
    """The case for a page, on a day and as known at a moment (None: today, now).

    `logged` False: a part of a page that was logged when it opened (a live check, a draft). `reached`: by who looked.
    """
    reached = reached or queries.reach_case(request.actor, uuid)
    if reached is None:
        raise Http404
    ref = reached.id
    if page in CHANGING:
        may_change(ref)
    if logged:
        detail = {"page": page} | ({"known_on": on.isoformat()} if known_at and on else {})
        audit.log_access(request.actor, "open", now=request.now, trajectory_id=ref, detail=detail)
    return queries.read_case(reached, on=on or request.today, known_at=known_at)
