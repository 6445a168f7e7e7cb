"""Tables of deliveries: what came in, what became of it, and what waits for a human. Contents are encrypted."""

from __future__ import annotations

import uuid

from django.db import models

from wegwijs.accounts.models import Municipality


class Delivery(models.Model):
    """One file. `counts` and `influx` are the report; `mapping` is what each column was taken for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # notices | trajectories
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=10)  # received | running | done | refused | discarded
    received_at = models.DateTimeField()
    received_by = models.BigIntegerField(null=True)  # user id; None = the command line
    finished_at = models.DateTimeField(null=True)
    format = models.CharField(max_length=4, blank=True)
    encoding = models.CharField(max_length=30, blank=True)
    mapping = models.JSONField(default=dict)  # column of the file → column of the contract
    rows_total = models.IntegerField(default=0)
    rows_done = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    influx = models.JSONField(default=dict)
    refusal = models.JSONField(default=dict)  # code and parameters, when the file as a whole could not be read
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-received_at"], name="delivery_newest")]


class DeliveryRecord(models.Model):
    """A record that was not simply taken: rejected, held for a human, or at odds with what a human recorded.

    `content` is encrypted and kept for held records and discrepancies only; `digest` (keyed) recognises the same
    record in a later delivery, so that nobody gets the same question twice.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="records")
    line = models.IntegerField()
    outcome = models.CharField(max_length=12)  # rejected | held | discrepancy
    field = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    trajectory_ref = models.BigIntegerField(null=True)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, null=True)  # noqa: DJ001  NULL, so that uniqueness holds only where set
    decision = models.CharField(max_length=10, blank=True)  # taken | left
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "digest"], name="asked_once")]
        indexes = [models.Index(fields=["delivery", "outcome", "line"], name="record_of_delivery")]
