"""Tables of the intake: a conversation while it is held, and every note that is made in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wegwijs.accounts.models import Municipality, User

KINDS = ("intake", "pip", "progress", "extra", "final")


class Conversation(models.Model):
    """One conversation with somebody: open while it is held, then finished or dropped. It keeps the guide it went by.

    `version` counts the times that something was kept; a note carries the version in which it was written last.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="open")  # open | finished | dropped
    guide_uuid = models.UUIDField(null=True)  # None: the one that is shipped
    guide_version = models.IntegerField()
    guide = models.JSONField()  # its title and topics, as they were that day
    version = models.IntegerField(default=1)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "-id"], name="conversation_of_case")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="conversation_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=("open", "finished", "dropped")), name="conversation_state_known"
            ),
            models.UniqueConstraint(fields=["trajectory"], condition=Q(state="open"), name="conversation_one_open"),
            models.CheckConstraint(
                condition=~Q(state="finished") | (Q(held_on__isnull=False) & Q(finished_at__isnull=False)),
                name="conversation_finished_is_whole",
            ),
        ]


class Note(models.Model):
    """One field of a conversation as it was typed, sealed. `hand` 0: what stands.

    Another `hand` is the user who typed this while somebody else changed the same field; both are kept until one of
    them is chosen.
    """

    SCOPE = "conversation__trajectory"
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="notes")
    field = models.CharField(max_length=80)
    hand = models.BigIntegerField(default=0)
    value_sealed = models.BinaryField()
    version = models.IntegerField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "field", "hand"], name="note_once_per_field"),
        ]
