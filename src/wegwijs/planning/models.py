"""Tables of planning: rooms of the municipality, and the appointments of a case."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from wegwijs.accounts.models import Municipality, User
from wegwijs.planning.wanted import INTERPRETERS, KINDS, MODES, STATES


class Room(models.Model):
    """A room in which people are received. About nobody."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=80, blank=True)  # empty: that of the municipality
    in_use = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="room_name_once")]


class Appointment(models.Model):
    """A conversation to come, or one that was to come. `moved_from`: the one whose place it took.

    Held and not come follow from a fact on that day (`fact`), so that the two never say something different.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    mode = models.CharField(max_length=12)
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=3, blank=True)
    interpreter = models.CharField(max_length=12)
    interpreter_confirmed_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default="planned")
    moved_from = models.OneToOneField("self", models.CASCADE, null=True, related_name="moved_to")
    fact = models.UUIDField(null=True)
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["trajectory", "-starts_at"], name="appointment_of_case"),
            models.Index(
                fields=["municipality", "starts_at"], condition=Q(state="planned"), name="appointment_to_come"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=KINDS, mode__in=MODES, state__in=STATES, interpreter__in=INTERPRETERS),
                name="appointment_codes_known",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_takes_time"),
            models.CheckConstraint(condition=Q(room=None) | Q(mode="physical"), name="appointment_room_at_the_office"),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("user")), name="appointment_second_is_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("held", "not_come"), fact__isnull=False)
                | (~Q(state__in=("held", "not_come")) & Q(fact=None)),
                name="appointment_state_follows_fact",
            ),
        ]
