"""Reading a BSN in the clear: of a case within reach, by somebody who just wrote an access row for it; and by the
installation itself, to ask DUO. Nothing else does."""

from __future__ import annotations

from uuid import UUID

from wegwijs.accounts.actor import Actor
from wegwijs.accounts.crypto import decrypt
from wegwijs.accounts.scope import scope
from wegwijs.dossier.models import Trajectory


def bsn_of(actor: Actor, uuid: UUID) -> str | None:
    """The BSN of the person of this case; None when not known or out of reach. Log the access before you ask."""
    sealed = scope(actor, Trajectory.objects.filter(uuid=uuid)).values_list("person__bsn_sealed", flat=True).first()
    return decrypt(sealed).decode() if sealed else None


def sealed_bsn(municipality_id: int, trajectory_id: int) -> str | None:
    """The BSN with which the installation itself asks DUO about a case; it reaches no page and no log."""
    own = Trajectory.objects.filter(pk=trajectory_id, municipality_id=municipality_id)
    sealed = own.values_list("person__bsn_sealed", flat=True).first()
    return decrypt(sealed).decode() if sealed else None
