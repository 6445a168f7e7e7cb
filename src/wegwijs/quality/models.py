"""Tables of quality. That a second person approves, and that what was approved stays, is kept by the database too."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User

OPEN = ("draft", "review")


class TextVersion(models.Model):
    """One version of a guide, work instruction or consideration framework of a municipality.

    Written as a draft, read by a second quality officer, in force from a day until a later version takes its place. An
    approved version never changes: what a conversation or decision used can always be read again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)  # guide | instruction | framework
    code = models.CharField(max_length=30)  # kind of conversation, step, decision
    state = models.CharField(max_length=10, default="draft")  # draft | review | approved | dropped
    number = models.SmallIntegerField(null=True)  # given when approved
    title = models.CharField(max_length=120)
    basis = models.CharField(max_length=300, blank=True)  # article or policy it rests on
    parts = models.JSONField(default=list)  # quality.content.Part, in order
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")  # the last one who changed the words
    written_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    remark = models.CharField(max_length=1000, blank=True)  # of who read it and gave it back
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["municipality", "kind", "code", "-in_force_from"], name="text_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(*OPEN, "approved", "dropped")), name="text_state_known"
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind", "code"], condition=Q(state__in=OPEN), name="text_one_open"
            ),
            models.UniqueConstraint(fields=["municipality", "kind", "code", "number"], name="text_number_once"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (
                    Q(number__isnull=False, sent_by__isnull=False, approved_by__isnull=False)
                    & Q(approved_on__isnull=False, in_force_from__isnull=False, in_force_from__gte=F("approved_on"))
                    & ~Q(approved_by=F("sent_by")) & ~Q(approved_by=F("written_by"))
                ),
                name="text_approved_by_another",
            ),
        ]  # fmt: skip
