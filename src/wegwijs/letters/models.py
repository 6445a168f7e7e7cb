"""The table of letters. What stands in a letter is frozen when it is asked for; the worker only sets it."""

from __future__ import annotations

import uuid

from django.db import models

from wegwijs.accounts.models import Municipality, User


class Document(models.Model):
    """One letter of one case. `data` is its fields as sealed JSON; the PDF lies sealed in the store under `path`."""

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="documents")
    template = models.CharField(max_length=40)
    language = models.CharField(max_length=3)  # beside Dutch; nl: Dutch alone
    version = models.IntegerField(default=1)
    data = models.BinaryField()
    state = models.CharField(max_length=10, default="queued")  # queued | ready | failed
    sha256 = models.CharField(max_length=64, blank=True)  # of the PDF as it is read
    path = models.CharField(max_length=120, blank=True)  # below settings.WEGWIJS_STORE
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the system
    requested_at = models.DateTimeField()
    rendered_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "-id"], name="document_of_trajectory")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="queued")
                | (models.Q(state="ready") & ~models.Q(sha256="") & ~models.Q(path=""))
                | (models.Q(state="failed") & ~models.Q(error_code="")),
                name="document_state_whole",
            )
        ]
