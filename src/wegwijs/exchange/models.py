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


class DuoMessage(models.Model):
    """A notice of DUO, kept as it came (encrypted: it holds a BSN), and what became of it.

    `occurrence` recognises the same event under another message id; `person` finds the messages about one person again.
    Both are keyed digests.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    sender = models.CharField(max_length=20)  # OIN
    message_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    occurrence = models.CharField(max_length=64)
    person = models.CharField(max_length=64, blank=True)
    event = models.CharField(max_length=6)
    registered_at = models.DateTimeField()  # at DUO
    received_at = models.DateTimeField()
    content = models.BinaryField(null=True)
    status = models.CharField(max_length=10)  # received | working | handled | waiting | left | repeated
    code = models.CharField(max_length=30, blank=True)  # why it waits, or why it is tried again
    attempts = models.IntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # when it is tried (again)
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, null=True, related_name="+")
    facts = models.JSONField(default=list)  # uuids of what it wrote
    candidates = models.JSONField(default=list)  # uuids of cases that could be about the same person
    differences = models.IntegerField(default=0)
    handled_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # somebody looked at it
    settled_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=20, blank=True)  # why a human left it out, from a closed list
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "message_id"], name="told_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="duo_to_do"),
            models.Index(fields=["municipality", "status", "received_at"], name="duo_by_status"),
            models.Index(fields=["municipality", "occurrence"], name="duo_occurrence"),
            models.Index(fields=["municipality", "person"], name="duo_person"),
            models.Index(
                fields=["municipality", "registered_at"],
                condition=models.Q(status="handled", settled_at=None),
                name="duo_to_be_seen",
            ),
        ]


class DuoReading(models.Model):
    """What DUO said of a person when it was last asked, interface by interface, encrypted."""

    SCOPE = "trajectory"
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.OneToOneField("dossier.Trajectory", models.CASCADE, primary_key=True, related_name="+")
    content = models.BinaryField()
    read_at = models.DateTimeField()  # when it was last asked anything


class DuoVerdict(models.Model):
    """What a professional decided about one difference with DUO; it holds as long as both say the same (`key`)."""

    SCOPE = "trajectory"
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    choice = models.CharField(max_length=10)  # at_duo | left
    content = models.BinaryField()  # the reason, encrypted
    decided_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "key"], name="decided_once")]
