"""Tables of what others must be told. What a message says is frozen and sealed; a BSN is looked up when it is sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wegwijs.accounts.models import Municipality, User

WAITING = ("queued", "failing")  # to be tried when the time has come
OPEN = ("queued", "sending", "failing")  # what holds back later messages about the same person
NEEDS_HUMAN = ("held", "refused")


class Message(models.Model):
    """One thing to tell about one case. `uuid` is the message's name at the counterpart, the same at every attempt.

    queued → sending → delivered | refused | failing (tried again). `held`: not sent, because our own check says that
    it would be refused. `withdrawn`: never to be sent (any more). Messages about a case go in the order of their ids.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="messages")
    counterpart = models.CharField(max_length=10)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=120, blank=True)  # which one, where a case has several: the school
    content = models.BinaryField()  # sealed JSON in our words; null: what was told is taken back
    state = models.CharField(max_length=10, default="queued")
    code = models.CharField(max_length=60, blank=True)  # why it is held, refused, failing or withdrawn; or how it went
    answer = models.BinaryField(null=True)  # the counterpart's words on a refusal, sealed
    doubt = models.BooleanField(default=False)  # an attempt got no answer: it may have arrived
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)  # of the worker that is sending; after it the worker is dead
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the system
    settled_at = models.DateTimeField(null=True)  # delivered, refused or withdrawn
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state__in=OPEN), name="message_due"),
            models.Index(fields=["trajectory", "-id"], name="message_of_trajectory"),
            models.Index(fields=["municipality", "state"], name="message_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(*OPEN, *NEEDS_HUMAN, "delivered", "withdrawn")), name="message_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(leased_until__isnull=False), name="message_sending_is_leased"
            ),
        ]


class Attempt(models.Model):
    """One try: when and how it ended. Never what was sent or answered."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    code = models.CharField(max_length=60)


class Reference(models.Model):
    """What a counterpart calls something of ours: the number that DUO gave a colleague as contact person.

    `digest` (keyed) tells whether what was told of it still holds.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    counterpart = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "counterpart", "kind", "user"], name="reference_once")
        ]
