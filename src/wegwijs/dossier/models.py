"""Tables of the record. A person belongs to one municipality; everything of a case hangs on its trajectory."""

from __future__ import annotations

import uuid

from django.db import models

from wegwijs.accounts.models import Department, Municipality, Organisation, Team, User
from wegwijs.dossier.impact_cases import ImpactCase  # noqa: F401  Django finds tables here

# A municipality is never looked up by an index of its own: nearly all rows are of one, and a database that knows no
# better would take that index first. Where uniqueness or a list begins with it, that index serves.
# Rows without a next date sort last; a real column keeps keyset order on both databases.
FAR = "9999-12-31"
LIST_FILTERS = ("municipality", "phase", "group", "route", "next_code", "responsible")


class Household(models.Model):
    """People who live together; members who are no newcomers themselves are named with birth year only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")


class Person(models.Model):
    """A newcomer. Names as the person writes them; a one-name person has only a surname; birth date may be partial."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="people")
    bsn_sealed = models.BinaryField(null=True)
    bsn_index = models.CharField(max_length=64, null=True)  # noqa: DJ001  NULL, so that uniqueness holds only where known
    v_number = models.CharField(max_length=10, null=True)  # noqa: DJ001  idem
    given_names = models.CharField(max_length=200, blank=True)
    prefix = models.CharField(max_length=20, blank=True)
    surname = models.CharField(max_length=200)
    surname_first = models.BooleanField(default=False)
    own_script_name = models.CharField(max_length=200, blank=True)
    birth_year = models.SmallIntegerField(null=True)
    birth_month = models.SmallIntegerField(null=True)
    birth_day = models.SmallIntegerField(null=True)
    sex = models.CharField(max_length=1, blank=True)  # m, f, x; empty = not recorded
    nationality = models.CharField(max_length=2, blank=True)  # ISO 3166-1
    mother_tongue = models.CharField(max_length=3, blank=True)  # ISO 639
    speaks = models.JSONField(default=list)  # other languages, ISO 639
    reads_own_script = models.BooleanField(null=True)
    interpreter = models.CharField(max_length=10, blank=True)  # needed | not_needed; empty = not asked yet
    interpreter_wish = models.CharField(max_length=100, blank=True)  # "a woman", "by phone"
    adaptation = models.CharField(max_length=300, blank=True)  # what the person asks for, never why
    # Which other system owns a field, and where a value came from: {field: {"by": "delivery|human|system", "name": …}}.
    sources = models.JSONField(default=dict)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "bsn_index"], name="person_once_by_bsn"),
            models.UniqueConstraint(fields=["municipality", "v_number"], name="person_once_by_v_number"),
        ]


class HouseholdMember(models.Model):
    """Somebody of the household: a child with its birth year, a partner, perhaps a newcomer too."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=10)  # partner | child | parent | other
    birth_year = models.SmallIntegerField(null=True)


class ContactPoint(models.Model):
    """A phone, mail or address: whose it is, where we have it from and since when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=10)  # phone | email | address
    value = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    whose = models.CharField(max_length=10, default="own")  # own | partner | family | friend | helper
    app_allowed = models.BooleanField(null=True)
    source = models.CharField(max_length=60)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.IntegerField(default=1)


class Trajectory(models.Model):
    """One person's integration under the law, from signal to end."""

    SCOPE = "self"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="trajectory")
    group = models.CharField(max_length=10)  # asylum | family | other, as DUO says
    permit = models.CharField(max_length=30, blank=True)
    opened_at = models.DateTimeField()
    version = models.IntegerField(default=1)


class Involvement(models.Model):
    """Who has to do with a case, as what, for what, from when to when. The only key to it (accounts.scope)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="involvements")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="involvements", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30)  # responsible | team | shared | provider | break_glass
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # last day

    class Meta:
        indexes = [models.Index(fields=["user", "trajectory"], name="involvement_of_user")]


class Fact(models.Model):
    """Something that happened on a day, as recorded then. Never edited or deleted; a later fact may supersede it.

    `entry` names the audit row of the append that wrote it; `digest` is a keyed HMAC of its content, so that `verify`
    notices a change. Destruction takes the row away and leaves only that digest, in `ErasedFact`.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=40)
    happened_on = models.DateField()
    payload = models.JSONField(default=dict)
    schema = models.SmallIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)  # user id; None = the system
    recorded_for = models.BigIntegerField(null=True)  # user id on whose behalf
    source = models.CharField(max_length=60, blank=True)  # organisation or system that says so; empty = own observation
    supersedes = models.UUIDField(null=True)
    entry = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["entry"], name="fact_of_entry")]
        constraints = [models.UniqueConstraint(fields=["supersedes"], name="superseded_once")]


class ErasedFact(models.Model):
    """What is left of a destroyed fact: its digest, the append it came with, and its key (`place`) for the order."""

    place = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(db_index=True)
    digest = models.CharField(max_length=64)


class Restriction(models.Model):
    """The person asked that we only keep the data (GDPR art. 18), or objected (art. 21): see dossier.restriction.

    Reasons are codes; the words of a request do not belong in the case.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=12)  # restriction | objection
    reason = models.CharField(max_length=30)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)  # user id
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.BigIntegerField(null=True)
    lift_reason = models.CharField(max_length=30, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "kind"], condition=models.Q(lifted_at=None), name="one_standing_restriction"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None) | ~models.Q(lift_reason=""), name="restriction_lifted_with_reason"
            ),
        ]


class Snapshot(models.Model):
    """What the facts come to, per case, and the columns that lists filter and sort on. Always rebuildable from facts.

    Lists compare `next_due`, `pip_due` and `term_last_day` with today in SQL; no state that ages is stored in a column.
    """

    SCOPE = "trajectory"
    trajectory = models.OneToOneField(Trajectory, models.CASCADE, primary_key=True, related_name="snapshot")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    assessed_on = models.DateField()
    law_version = models.CharField(max_length=40)
    policy_version = models.CharField(max_length=40)
    changes_on = models.DateField(null=True, db_index=True)
    group = models.CharField(max_length=10)
    regime = models.CharField(max_length=20)
    phase = models.CharField(max_length=20)
    route = models.CharField(max_length=20, blank=True)
    pip_due = models.DateField(null=True)  # only while a plan is owed
    term_last_day = models.DateField(null=True)
    next_code = models.CharField(max_length=40, blank=True)
    next_due = models.DateField(default=FAR)
    last_contact_on = models.DateField(null=True)
    responsible = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    sort_name = models.CharField(max_length=200)
    display_name = models.CharField(max_length=300)
    mother_tongue = models.CharField(max_length=3, blank=True)
    assessment = models.JSONField()  # last: SQLite reads a row from its beginning, and lists want everything but this

    # The first three columns of an index give the order of a list; the filters behind them are weighed in the index,
    # so that a department of 30,000 cases in which two fit does not read 30,000 rows.
    class Meta:
        indexes = [
            models.Index(
                fields=["responsible", "next_due", "trajectory", "municipality", "phase"], name="list_mine_due"
            ),
            models.Index(fields=["team", "next_due", "trajectory", *LIST_FILTERS], name="list_team_due"),
            models.Index(fields=["department", "next_due", "trajectory", *LIST_FILTERS], name="list_department_due"),
            models.Index(fields=["responsible", "sort_name", "trajectory"], name="list_mine_name"),
            models.Index(fields=["team", "sort_name", "trajectory", *LIST_FILTERS], name="list_team_name"),
            models.Index(
                fields=["department", "sort_name", "trajectory", "next_due", *LIST_FILTERS], name="list_department_name"
            ),
            models.Index(
                fields=["department", "next_due", "trajectory"],
                condition=models.Q(responsible__isnull=True),
                name="waiting_in_department",
            ),
            models.Index(
                fields=["team", "next_due", "trajectory"],
                condition=models.Q(responsible__isnull=True),
                name="waiting_in_team",
            ),
            models.Index(
                fields=["municipality", "pip_due"], condition=models.Q(pip_due__isnull=False), name="plans_by_day"
            ),
        ]


class Revision(models.Model):
    """An answer of the law that people relied on became another one: by a fact that came late, or put another right.

    `changes`: part of the answer → before and after, as stored in the snapshot, with their steps. One open row per
    case: what comes in before somebody has looked is added to it, and `before` stays what was relied on.
    """

    SCOPE = "trajectory"
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="revisions")
    facts = models.JSONField(default=list)  # uuids of the facts that did it, in the order in which they came
    changes = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)  # user id; None = by itself: the answer is again what it was
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory"], condition=models.Q(closed_at=None), name="one_open_revision")
        ]


class BulkAction(models.Model):
    """Many cases assigned at once, with what it takes to put each back: `moved` = [{case, user, team, made}].

    `made` is the involvement that the action began; a case that has another one by now was changed since. Where a case
    stayed as it was, `why` says the reason (changed, left); `back` that it was put back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    to = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField()
    moved = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["user", "done_at"], name="bulk_of_user")]


class SearchTerm(models.Model):
    """One folded token of a name; `sound` joins spellings of the same name. Prefix search on both databases."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    term = models.CharField(max_length=60)
    sound = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "term", "person"], name="search_term"),
            models.Index(fields=["municipality", "sound", "person"], name="search_sound"),
        ]
