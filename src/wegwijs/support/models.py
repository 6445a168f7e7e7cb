"""Tables of support: meeting safely, what happened to colleagues, the social map, and who was referred where."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wegwijs.accounts.models import Department, Municipality, User
from wegwijs.support.social_map import OUTCOMES


class SafetyNote(models.Model):
    """What whoever meets this person must know first. Encrypted; shown only on its own page, on purpose, and logged.

    Never in a list, header, print, letter or message: everything else only knows that there is something.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    content_sealed = models.BinaryField()
    measures = models.JSONField(default=list)  # codes of meeting.MEASURES
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    ended_on = models.DateField(null=True)  # no longer true from this day
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "ended_on"], name="safety_of_case")]


class Incident(models.Model):
    """Something that was done to a colleague. Outside every case: names no case and no person, in words sealed.

    Read by who reported it and by the managers of that department, to help the colleague and to make the place safer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    place = models.CharField(max_length=12)
    happened_on = models.DateField()
    told_sealed = models.BinaryField()
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    response_sealed = models.BinaryField(null=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at=None) | Q(handled_by__isnull=False, response_sealed__isnull=False),
                name="incident_handled_whole",
            )
        ]


class Offer(models.Model):
    """A place on the social map: help that somebody can get, kept by a named colleague. About nobody."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    what = models.CharField(max_length=500)
    who = models.CharField(max_length=300, blank=True)
    subjects = models.JSONField(default=list)  # codes of social_map.SUBJECTS
    languages = models.JSONField(default=list)  # ISO codes
    districts = models.JSONField(default=list)  # empty: the whole city
    waiting_weeks = models.SmallIntegerField(null=True)
    how = models.CharField(max_length=300, blank=True)  # opening hours, how to make an appointment
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=120, blank=True)
    website = models.CharField(max_length=200, blank=True)
    keeper = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_on = models.DateField()
    ended_on = models.DateField(null=True)  # no longer there from this day
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["municipality", "ended_on", "name"], name="offer_by_name")]


class Referral(models.Model):
    """Somebody was pointed to an offer, with consent; later it is asked whether it helped.

    The fact `referral_sent` carries the same uuid. What may say something of health or safety is not in the fact.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=12)
    question_sealed = models.BinaryField()  # what to ask there, in own words
    consented_on = models.DateField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    ask_on = models.DateField()  # from this day: did it help?
    outcome = models.CharField(max_length=8, blank=True)
    answered_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["trajectory", "-id"], name="referral_of_case"),
            models.Index(fields=["municipality", "ask_on"], condition=Q(answered_on=None), name="referral_to_ask"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=("", *OUTCOMES)), name="referral_outcome_known"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(outcome__in=("yes", "partly", "no")), name="referral_answered_whole"
            ),
        ]
