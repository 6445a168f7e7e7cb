"""Tables of accounts. Everything belongs to a municipality; a user may work for several."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from wegwijs.accounts.roles import Role


class Municipality(models.Model):
    """A municipality that directs integration with this installation."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=4, unique=True)  # CBS gemeentecode
    oin = models.CharField(max_length=20, blank=True)  # DUO's notices route by it
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)


class Organisation(models.Model):
    """A provider: language school, guidance organisation. May serve several municipalities."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)


class Contract(models.Model):
    """A municipality buys these tasks from an organisation."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="contracts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contracts")
    tasks = models.JSONField(default=list)  # of accounts.offices.TASKS
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    version = models.IntegerField(default=1)


class Department(models.Model):
    """Part of the municipality; quality officers and managers work for one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="departments")
    name = models.CharField(max_length=80)
    # Which new people come here: a group of law (asylum, family, other) or "youth".
    receives = models.JSONField(default=list)
    version = models.IntegerField(default=1)


class Team(models.Model):
    """A team of professionals; new cases without a professional wait with a team."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="teams")
    department = models.ForeignKey(Department, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    receives_new = models.BooleanField(default=False)
    version = models.IntegerField(default=1)


class UserManager(BaseUserManager["User"]):
    """Look-up by e-mail, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. What they may do follows from their memberships."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="nl")
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]


class Membership(models.Model):
    """A user wears this hat, here, in this period. One row per team."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # last day
    source = models.CharField(max_length=10, default="local")  # local | oidc


class Installation(models.Model):
    """One row: which keys this database was made with, and whether it holds an invented city."""

    is_demo = models.BooleanField(default=False)
    keys_fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()


class LifeSign(models.Model):
    """When a part of the installation was last heard of: `worker:…`, `nightly`, `backup`. Says nothing of people."""

    name = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()


class Seal(models.Model):
    """A link of the chain over audit and access log: HMAC over the previous link and the rows it covers."""

    at = models.DateTimeField()
    rows = models.IntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    version = models.SmallIntegerField(default=1)  # 1: over the rows themselves; 2: over the digest of each row


class AuditEntry(models.Model):
    """Something was written. Names the trajectory by id, so it outlives destruction. Holds no BSN, no free text."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, blank=True)
    action = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    trajectory_ref = models.BigIntegerField(null=True, db_index=True)
    detail = models.JSONField(default=dict)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+")


class AccessEntry(models.Model):
    """Somebody looked. Written in its own transaction, before the answer, also when the answer fails."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, blank=True)
    kind = models.CharField(
        max_length=20
    )  # open | search | list | print | safety | break_glass | export | card | refused
    trajectory_ref = models.BigIntegerField(null=True, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "at", "id"], name="access_by_moment"),
            models.Index(fields=["municipality", "user_id", "at"], name="access_by_user"),
            models.Index(fields=["municipality", "kind", "at"], name="access_by_kind"),
        ]


class ErasedRow(models.Model):
    """A row of audit or access log that was erased, whole or in part, after it had been sealed.

    `was` is the keyed digest under which the row stands in the chain, `stays` that of what is left of it; empty when
    nothing is. Neither can be made without the keys, so a row that was simply removed or changed is still found.
    """

    table = models.CharField(max_length=10)  # audit | access
    row = models.BigIntegerField()
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="+")
    was = models.CharField(max_length=64)
    stays = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="erased_once")]


class Draft(models.Model):
    """What a user typed and has not confirmed yet: one per form, subject and tab; encrypted; deleted on success."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    subject = models.UUIDField()
    tab = models.UUIDField(default=uuid.UUID(int=0))  # which opened form it was typed in
    content = models.BinaryField()
    saved_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "user", "form", "subject", "tab"], name="one_draft")
        ]
