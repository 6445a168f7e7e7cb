"""Tables of norms. That a second person activates is kept by the database: constraints here, triggers in 0002."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User


class Norm(models.Model):
    """A municipality's own value of a norm from a day on. An active one is never edited; a later one takes its place.

    `content_version` counts changes of what is proposed; an impact check belongs to one of them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)  # of wegwijs.policy
    value = models.JSONField()
    effective_from = models.DateField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="draft")  # draft | active | withdrawn
    content_version = models.IntegerField(default=1)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who wrote it last
    proposed_at = models.DateTimeField()
    activated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["municipality", "state", "name"], name="norms_of_municipality")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="active")
                | (
                    Q(activated_by__isnull=False, activated_at__isnull=False)
                    & ~Q(activated_by=F("proposed_by"))
                    & ~Q(reason="")
                ),
                name="norm_activated_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="norm_withdrawn_with_reason",
            ),
            # What holds already is not taken back by one person: another value takes its place, by two.
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(activated_at__isnull=True)
                | Q(withdrawn_on__lt=F("effective_from")),
                name="norm_withdrawn_before_it_holds",
            ),
        ]


class ImpactCheck(models.Model):
    """Which open cases would get another answer: of a proposed norm, or of changed figures of the law (`figures`).

    Counts only; the cases themselves stand in the dossier, behind its gate.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    norm = models.ForeignKey(Norm, models.CASCADE, null=True, related_name="checks")
    content_version = models.IntegerField(null=True)  # of the norm
    figures = models.JSONField(default=dict)  # file name → TOML
    on = models.DateField()  # the day asked about
    state = models.CharField(max_length=10, default="waiting")  # waiting | running | done | failed
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cases_done = models.IntegerField(default=0)
    cases_total = models.IntegerField(default=0)
    touched = models.IntegerField(default=0)
    counts = models.JSONField(default=list)  # [part, code, how, number of cases]

    class Meta:
        indexes = [models.Index(fields=["municipality", "asked_at"], name="checks_of_municipality")]
