"""Tables of plans. Rules that nobody may get around stand here as constraints, and in migration 0002 as triggers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User
from wegwijs.plans.decision_models import OPEN, Decision, DecisionAgreement

__all__ = ["OPEN", "AgreementItem", "AgreementPlan", "Decision", "DecisionAgreement", "Pip", "PipAgreement"]

DECIDED = ("established", "replaced")
AGAINST_WISH = ~Q(wish_route="") & ~Q(wish_route=F("route"))
AGAINST_TEST = Q(test_result="b1_not_feasible", route__in=("b1", "education")) | Q(
    test_result="b1_feasible", route="self_reliance"
)
# Somebody else agreed, on exactly these words. Written out with "is not null": SQL lets NULL through a check.
AGREED = (
    Q(agreed_by__isnull=False, established_by__isnull=False)
    & Q(agreed_version__isnull=False, agreed_version=F("content_version"))
    & ~Q(agreed_by=F("established_by"))
)  # fmt: skip


class Pip(models.Model):
    """A personal plan for integration and participation: what was explained, what the person wishes, what is decided.

    `version` counts writes of the row; `content_version` counts changes of what the plan says, and is what a colleague
    agrees on. An established plan never changes any more: an amendment is a new row.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="pips")
    state = models.CharField(max_length=20, default="draft")  # OPEN, DECIDED or dropped
    number = models.SmallIntegerField(null=True)  # 1 = the first of this municipality; given when established
    amends = models.ForeignKey("self", models.RESTRICT, null=True, related_name="+")  # goes only with its case
    # The plan that is amended is known as a fact only (taken over from another system or municipality).
    is_amendment = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    content_version = models.IntegerField(default=1)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()

    # Explained
    explained_routes = models.JSONField(default=list)
    explained_language = models.CharField(max_length=3, blank=True)
    with_interpreter = models.BooleanField(default=False)

    # Wish
    wish_route = models.CharField(max_length=20, blank=True)  # empty: no preference
    wish_work = models.CharField(max_length=500, blank=True)
    wish_study = models.CharField(max_length=500, blank=True)
    wish_times = models.CharField(max_length=500, blank=True)
    wish_remarks = models.CharField(max_length=1000, blank=True)

    # Decision
    route = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=2, blank=True)
    intensity_hours = models.IntegerField(null=True)  # course, in total
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    literacy = models.CharField(max_length=12, default="none")  # none | literacy | other_script
    may_finish_education = models.BooleanField(default=False)
    pvt_hours = models.SmallIntegerField(null=True)
    pvt_how = models.CharField(max_length=500, blank=True)  # when and how
    map_hours = models.SmallIntegerField(null=True)  # of the practical part; not on the education route
    map_how = models.CharField(max_length=500, blank=True)  # when and how
    participation_how = models.CharField(max_length=500, blank=True)
    guidance = models.CharField(max_length=1000, blank=True)
    relief_form = models.CharField(max_length=20, blank=True)  # heavy | light | own_direct_debit
    conversations_per_year = models.SmallIntegerField(null=True)
    childcare = models.CharField(max_length=500, blank=True)  # agreements on early education of the children (VVE)
    voluntary_exams = models.JSONField(default=list)  # self-reliance route only
    agreements = models.JSONField(default=list)
    test_result = models.CharField(max_length=20, blank=True)  # of the facts, when the plan was last saved
    reason_wish = models.CharField(max_length=1500, blank=True)  # for the person: why it is not what they wished
    reason_test = models.CharField(max_length=1500, blank=True)
    reason_change = models.CharField(max_length=1500, blank=True)  # of an amendment
    unilateral = models.BooleanField(default=False)
    unilateral_reason = models.CharField(max_length=1500, blank=True)
    person_present = models.BooleanField(default=True)
    copies = models.SmallIntegerField(default=1)  # handed over on paper
    document_language = models.CharField(max_length=3, blank=True)  # beside Dutch; empty: Dutch only
    dated_on = models.DateField(null=True)  # dagtekening

    # Agreed and established
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_version = models.IntegerField(null=True)
    established_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    established_at = models.DateTimeField(null=True)
    request_id = models.UUIDField(null=True, unique=True)  # of the form that established it: twice is once
    decision_document = models.UUIDField(null=True)
    route_document = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "-id"], name="pip_of_trajectory")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=(*OPEN, *DECIDED, "dropped")), name="pip_state_known"),
            models.UniqueConstraint(fields=["trajectory"], condition=Q(state__in=OPEN), name="pip_one_open"),
            models.UniqueConstraint(
                fields=["trajectory"], condition=Q(state="established"), name="pip_one_established"
            ),
            models.UniqueConstraint(fields=["trajectory", "number"], name="pip_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | (Q(dated_on__isnull=False, established_at__isnull=False, number__isnull=False) & ~Q(route="")),
                name="pip_decided_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | (~AGAINST_WISH & ~AGAINST_TEST) | AGREED,
                name="pip_deviation_is_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | ~AGAINST_WISH | ~Q(reason_wish=""), name="pip_against_wish_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | ~AGAINST_TEST | ~Q(reason_test=""), name="pip_against_test_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(unilateral=False) | ~Q(unilateral_reason=""),
                name="pip_unilateral_has_reason",
            ),
            models.CheckConstraint(
                condition=~(Q(state="dropped") & Q(number__isnull=False)), name="pip_dropped_unnumbered"
            ),
        ]


class PipAgreement(models.Model):
    """A colleague is asked about a deviating plan. Holds what exactly was put to them; decided once, never changed."""

    SCOPE = "pip__trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pip = models.ForeignKey(Pip, models.CASCADE, related_name="asked")
    pip_version = models.IntegerField()  # the content version
    route = models.CharField(max_length=20)
    wish_route = models.CharField(max_length=20, blank=True)
    test_result = models.CharField(max_length=20, blank=True)
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
            models.UniqueConstraint(fields=["pip"], condition=Q(outcome=""), name="pip_asked_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(outcome__in=("", "withdrawn"))
                | (Q(outcome__in=("agreed", "returned"), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by"))),
                name="pip_agreement_by_another",
            ),
        ]  # fmt: skip


class AgreementPlan(models.Model):
    """What was agreed in a conversation (afsprakenplan): drafted, signed by the person, and one day replaced.

    A signed one never changes any more; the next conversation opens with it and makes the next number.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    number = models.SmallIntegerField()
    state = models.CharField(max_length=10, default="drafted")  # drafted | signed | replaced
    conversation = models.UUIDField(null=True)  # from which it came
    language = models.CharField(max_length=3, default="nl")  # beside Dutch; nl: Dutch only
    next_on = models.DateField(null=True)  # the next conversation
    next_at = models.CharField(max_length=5, blank=True)
    version = models.IntegerField(default=1)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    signed_on = models.DateField(null=True)
    signed_how = models.CharField(max_length=10, blank=True)  # screen | paper
    signed_name = models.CharField(max_length=200, blank=True)  # as the person wrote it on the screen
    document = models.UUIDField(null=True)  # the letter with two copies

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "number"], name="agreements_number_once"),
            models.UniqueConstraint(fields=["trajectory"], condition=Q(state="drafted"), name="agreements_one_drafted"),
            models.UniqueConstraint(fields=["trajectory"], condition=Q(state="signed"), name="agreements_one_signed"),
            models.CheckConstraint(
                condition=Q(state__in=("drafted", "signed", "replaced")), name="agreements_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | (Q(signed_on__isnull=False) & Q(signed_how__in=("screen", "paper"))),
                name="agreements_signed_is_whole",
            ),
        ]


class AgreementItem(models.Model):
    """One agreement: who does what, by when, and how both will know. `standard`: a sentence of letters/texts."""

    SCOPE = "plan__trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(AgreementPlan, models.CASCADE, related_name="items")
    position = models.SmallIntegerField()
    standard = models.CharField(max_length=30, blank=True)
    what = models.CharField(max_length=500, blank=True)  # in own words, when there is no standard sentence
    who = models.CharField(max_length=12)  # person | municipality | together
    by = models.DateField(null=True)
    measure = models.CharField(max_length=300, blank=True)  # empty with a standard sentence: the usual one
    carried = models.UUIDField(null=True)  # the item of an earlier plan that it goes on with
    outcome = models.CharField(max_length=10, blank=True)  # done | not_yet | changed; empty: not talked about yet
    outcome_note = models.CharField(max_length=300, blank=True)
    outcome_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="agreement_position_once"),
            models.CheckConstraint(condition=~Q(standard="", what=""), name="agreement_says_something"),
        ]
