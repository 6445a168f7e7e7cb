"""Tables of insight: figures as they were published. Counts of people in which nobody can be worked out.

That a published table never changes is kept by the database: a trigger in migration 0002.
"""

from __future__ import annotations

import uuid

from django.db import models

from wegwijs.accounts.models import Municipality
from wegwijs.insight.register.models import PolicyChange

__all__ = ["PolicyChange", "PublishedTable"]


class PublishedTable(models.Model):
    """A dashboard on a reference date, for one kind of reader, as it was computed then.

    `content`: what `analysis.dashboards.publishing` answers: cells that must not be known are not in it. `changes`:
    cells that differ from the version before, as [figure, slice, row, column, before, after].
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    reader = models.CharField(max_length=10)  # inside | outside
    reference_date = models.DateField()
    version = models.IntegerField(default=1)
    definition_version = models.CharField(max_length=12)
    computed_at = models.DateTimeField()
    log_hash = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    content = models.JSONField()  # last: lists of dates want everything but this

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code", "reader", "reference_date", "version"], name="published_once"
            )
        ]
