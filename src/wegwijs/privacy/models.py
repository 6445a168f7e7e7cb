"""Tables of privacy. Cases are named by number, so that these rows outlive destruction and say nothing of a person.

That a second person approves is kept by the database: constraints here, triggers in migration 0002.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User

APPROVED = ("approved", "done")


class DestructionList(models.Model):
    """Cases that have been kept long enough: made at night, proposed by one, approved by another, carried out."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="open")  # open | proposed | approved | done | withdrawn
    made_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality"], condition=Q(state="open"), name="one_open_list"),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(proposed_by__isnull=False, proposed_at__isnull=False),
                name="list_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=APPROVED)
                | (
                    Q(proposed_by__isnull=False, approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(approved_by=F("proposed_by"))
                ),
                name="list_approved_by_another",
            ),
        ]


class DestructionItem(models.Model):
    """One case of a list: its number, the day until which it was kept, and why that day."""

    list = models.ForeignKey(DestructionList, models.CASCADE, related_name="items")
    trajectory_ref = models.BigIntegerField(db_index=True)
    reason = models.CharField(max_length=10)  # ended | met | death
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="waiting")  # waiting | held | spared | done

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "trajectory_ref"], name="listed_once")]


class Destruction(models.Model):
    """The proof that a case was destroyed: what, how many rows, by whom, when. No personal data, never changed.

    `digest` is the keyed digest over the facts that went; `seal` over this row, so that `verify` notices a change.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    item = models.OneToOneField(DestructionItem, models.PROTECT, related_name="proof")
    trajectory_ref = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    rows = models.JSONField()  # table → how many
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)


class Hold(models.Model):
    """A case that stays although its time is over: an objection or appeal runs. Until a day, for a reason."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory_ref = models.BigIntegerField(db_index=True)
    reason = models.CharField(max_length=20)  # a code, see privacy.holds
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    ends_on = models.DateField()  # last day
    ended_at = models.DateTimeField(null=True)  # earlier, by hand


class CopyRequest(models.Model):
    """A person asks for a copy of everything (GDPR art. 15). Who reviews reads the content; the officer sees counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory_ref = models.BigIntegerField(db_index=True)
    received_on = models.DateField()
    due_on = models.DateField()
    # review → reviewed → ready → handed → removed; or withdrawn
    state = models.CharField(max_length=10, default="review")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    remove_on = models.DateField(null=True)
    path = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)  # mark and decision → how many; stays when the content is gone
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("ready", "handed")) | Q(approved_by__isnull=False, reviewed_by__isnull=False),
                name="copy_approved",
            )
        ]


class CopyItem(models.Model):
    """One thing for the copy, encrypted. Marked ones wait for a decision; leaving out needs a ground."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(CopyRequest, models.CASCADE, related_name="items")
    order = models.IntegerField()
    mark = models.CharField(max_length=12, blank=True)
    content = models.BinaryField()
    decision = models.CharField(max_length=10, blank=True)  # include | leave_out
    ground = models.CharField(max_length=20, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decision="leave_out") | ~Q(ground=""), name="left_out_with_ground")
        ]


class Alert(models.Model):
    """Look-ups that deserve a question. One per rule, user and day; the numbers say why; no score, no ranking."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20)
    user_id = models.BigIntegerField()
    on = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    numbers = models.JSONField(default=dict)  # what the explanation fills in
    cases = models.JSONField(default=list)  # at most the first 50 numbers
    state = models.CharField(max_length=12, default="open")  # open | explained | false_alarm | followed_up
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)
    note = models.BinaryField(null=True)  # encrypted
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "rule", "user_id", "on"], name="alerted_once"),
            models.CheckConstraint(condition=Q(state="open") | Q(note__isnull=False), name="alert_handled_with_note"),
        ]
        indexes = [models.Index(fields=["municipality", "state", "-on"], name="alert_by_state")]


class RegisterField(models.Model):
    """What the municipality itself fills in at the register of processing (GDPR art. 30)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="register_field_once")]
