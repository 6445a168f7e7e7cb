"""Tables of decisions on the way. Rules that nobody may get around stand here as constraints, and as triggers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User
from wegwijs.plans.considered import KINDS

OPEN = ("draft", "awaiting_agreement")
# Somebody else agreed, on exactly these words; see models.AGREED.
AGREED_DECISION = (
    Q(agreed_by__isnull=False, decided_by__isnull=False, decided_at__isnull=False, dated_on__isnull=False)
    & Q(agreed_version__isnull=False, agreed_version=F("content_version"))
    & ~Q(agreed_by=F("decided_by"))
    & ~Q(reason="")
)  # fmt: skip


class Decision(models.Model):
    """A decision or advice on the way: weighed along a framework, read by a colleague, decided, then never changed.

    `version` counts writes of the row; `content_version` counts changes of what it says, and is what a colleague
    agrees on. `framework` and `framework_version` are those of the text along which it was weighed.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20)  # considered.KINDS
    state = models.CharField(max_length=20, default="draft")  # OPEN, decided or withdrawn
    version = models.IntegerField(default=1)
    content_version = models.IntegerField(default=1)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()

    framework = models.UUIDField(null=True)
    framework_version = models.IntegerField(null=True)
    answers = models.JSONField(default=dict)  # question → what was weighed
    wish = models.CharField(max_length=1500, blank=True)  # what the person says about it
    reason = models.CharField(max_length=1500, blank=True)  # for the person, in the letter
    supports = models.BooleanField(default=True)  # an advice: for or against
    route = models.CharField(max_length=20, blank=True)
    wish_route = models.CharField(max_length=20, blank=True)
    test_result = models.CharField(max_length=20, blank=True)  # of the facts, when it was last saved
    parts = models.JSONField(default=list)
    ground = models.CharField(max_length=30, blank=True)
    basis = models.CharField(max_length=10, blank=True)  # of enforcement: intake | pip
    culpability = models.CharField(max_length=20, blank=True)
    happened_on = models.DateField(null=True)  # asked at DUO, final conversation held, conduct
    talk = models.UUIDField(null=True)  # the fact of the conversation about the reason
    document_language = models.CharField(max_length=3, blank=True)
    dated_on = models.DateField(null=True)

    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_version = models.IntegerField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    request_id = models.UUIDField(null=True, unique=True)  # of the form that decided: twice is once
    amount = models.DecimalField(max_digits=7, decimal_places=2, null=True)  # as the law said on that day
    document = models.UUIDField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "-id"], name="decision_of_trajectory")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(*OPEN, "decided", "withdrawn")) & Q(kind__in=KINDS),
                name="decision_state_and_kind_known",
            ),
            models.UniqueConstraint(
                fields=["trajectory", "kind"], condition=Q(state__in=OPEN), name="decision_one_open_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | AGREED_DECISION, name="decision_is_agreed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="decision_withdrawn_has_reason"
            ),
        ]


class DecisionAgreement(models.Model):
    """A colleague is asked about a decision. Answered once, never changed."""

    SCOPE = "decision__trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="asked")
    decision_version = models.IntegerField()  # the content version
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # empty: any colleague who may
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # agreed | returned | withdrawn; empty: waiting
    advice = models.CharField(max_length=1500, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(outcome=""), name="decision_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=("", "withdrawn"))
                | (Q(outcome__in=("agreed", "returned"), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by"))),
                name="decision_agreement_by_another",
            ),
        ]  # fmt: skip
