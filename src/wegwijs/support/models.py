"""Tables of support. For now: what somebody must know to meet a person safely."""

from __future__ import annotations

import uuid

from django.db import models

from wegwijs.accounts.models import Municipality, User


class SafetyNote(models.Model):
    """What whoever meets this person must know first. Encrypted; shown only on its own page, on purpose, and logged.

    Never in a list, header, print, letter or message: everything else only knows that there is something.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    content_sealed = models.BinaryField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    ended_on = models.DateField(null=True)  # no longer true from this day
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "ended_on"], name="safety_of_case")]
