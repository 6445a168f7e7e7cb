"""Tables of voice. What somebody said, what was decided, told and came of it; what hangs on no person stands apart."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wegwijs.accounts.models import Municipality, Organisation, User

KINDS = ("wish", "complaint")
SIDES = ("responsible", "quality", "person")
THUMBS = ("conversation", "pvt", "lesson_block")
FORUMS = ("group_meeting", "expert_pool", "advisory_group")


class ProviderComplaint(models.Model):
    """A complaint as the contract manager gets it. No key to the person or the case, no day: a week and a provider.

    `name_sealed` only where the person agreed. Nothing of the row (key, name, order) follows from the case.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20)
    words_sealed = models.BinaryField()
    name_sealed = models.BinaryField(null=True)
    week = models.DateField()  # its Monday
    done_sealed = models.BinaryField(null=True)  # what the contract manager did with it
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)
    taken_back = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["municipality", "week"], name="provider_complaints")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_sealed__isnull=True, done_on__isnull=True)
                | Q(done_sealed__isnull=False, done_on__isnull=False),
                name="provider_complaint_done_whole",
            )
        ]


class Voice(models.Model):
    """A wish or a complaint of one person, from what was said to what came of it.

    Who answers (`side`): whoever is responsible for the case, a quality officer of its department, or `owner`.
    `fact`, `answer_fact`, `realised_fact` name the facts that stand for it in the record.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=10)  # KINDS
    subject = models.CharField(max_length=20)  # eventlog.words.VOICE_SUBJECTS
    words_sealed = models.BinaryField()
    heard_on = models.DateField()
    heard_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    side = models.CharField(max_length=12, default="responsible")  # SIDES
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    passed_on = models.OneToOneField(ProviderComplaint, models.SET_NULL, null=True, related_name="+")
    fact = models.UUIDField()
    decision = models.CharField(max_length=10, blank=True)
    reason_sealed = models.BinaryField(null=True)  # in plain words, as it is told
    own_words_sealed = models.BinaryField(null=True)  # the same in the language of the person
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    look_again_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    told_language = models.CharField(max_length=3, blank=True)
    told_how = models.CharField(max_length=12, blank=True)
    answer_fact = models.UUIDField(null=True)
    realised_on = models.DateField(null=True)
    realised_fact = models.UUIDField(null=True)
    withdrawn_on = models.DateField(null=True)  # it was a mistake
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["trajectory", "-id"], name="voice_of_case"),
            models.Index(
                fields=["municipality", "answer_by"],
                condition=Q(realised_on=None, withdrawn_on=None),
                name="voice_to_do",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS, side__in=SIDES), name="voice_kind_known"),
            models.CheckConstraint(condition=~Q(side="person") | Q(owner__isnull=False), name="voice_person_has_name"),
            models.CheckConstraint(
                condition=(Q(decision="") & Q(decided_on=None, reason_sealed=None))
                | (~Q(decision="") & Q(decided_on__isnull=False, reason_sealed__isnull=False)),
                name="voice_decision_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None)
                | (~Q(decision="") & ~Q(told_language="") & ~Q(told_how="") & Q(answer_fact__isnull=False)),
                name="voice_told_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision="later") | Q(look_again_on__isnull=False), name="voice_later_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(realised_on=None) | Q(told_on__isnull=False, realised_fact__isnull=False),
                name="voice_realised_after_told",
            ),
        ]


class Promise(models.Model):
    """What was promised at a moment of contact: something to do on a day, by whoever is responsible or by `owner`."""

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="promises")
    words_sealed = models.BinaryField()
    due_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: who is responsible
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["trajectory", "-id"], name="promise_of_case"),
            models.Index(fields=["municipality", "due_on"], condition=Q(done_on=None), name="promise_to_do"),
        ]


class ThumbTicket(models.Model):
    """One thumb that may be given: by whoever holds the token, of which only a keyed digest is kept. Of nobody.

    Gone when it is used or too old. It knows the kind, the provider and the week, and nothing else.
    """

    digest = models.CharField(max_length=64, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)  # THUMBS
    week = models.DateField()  # its Monday


class Thumb(models.Model):
    """How something was, 1 to 4, counted by week. Not when, not by whom, not in which language."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    week = models.DateField()
    score = models.SmallIntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "organisation", "kind", "week", "score"], name="thumbs_of_provider_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind", "week", "score"],
                condition=Q(organisation=None),
                name="thumbs_of_municipality_once",
            ),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=4, kind__in=THUMBS), name="thumb_known"),
        ]


class Topic(models.Model):
    """What a group raised: at a group meeting, in the expert pool or the advisory group. About nobody in particular."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    forum = models.CharField(max_length=16)  # FORUMS
    raised_on = models.DateField()
    subject = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=1000)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done = models.CharField(max_length=1000, blank=True)
    done_on = models.DateField(null=True)
    back_on = models.DateField(null=True)  # reported back to the group
    back_how = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-raised_on"], name="topics_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(forum__in=FORUMS), name="topic_forum_known"),
            models.CheckConstraint(condition=Q(back_on=None) | ~Q(done=""), name="topic_back_after_done"),
        ]
