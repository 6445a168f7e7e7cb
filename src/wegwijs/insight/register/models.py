"""The table of the register. That a second person looks is kept by the database too."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User


class PolicyChange(models.Model):
    """Something that changed on a day. Marked on figures once somebody else looked at it; withdrawn, never removed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    what = models.CharField(max_length=600)
    group = models.CharField(max_length=10, blank=True)  # whom it is for: a group of people; "" = everybody
    starts_on = models.DateField()
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="noted")  # noted | checked | withdrawn
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        app_label = "insight"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="checked")
                | (Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_by=F("noted_by"))),
                name="change_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because=""), name="change_withdrawn_because"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "starts_on"], name="change_by_day")]
