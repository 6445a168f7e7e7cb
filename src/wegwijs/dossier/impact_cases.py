"""Which cases a proposal would touch: a table that stands beside the record and is thrown away after a while."""

from __future__ import annotations

from django.db import models


class ImpactCase(models.Model):
    """A case that a proposed norm, or changed figures of the law, would give another answer (dossier.impact).

    `impact` names the check; `differences` = [[part, code, how, was, becomes]].
    """

    SCOPE = "trajectory"
    impact = models.UUIDField()
    trajectory = models.ForeignKey("dossier.Trajectory", models.CASCADE, related_name="+")
    differences = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["impact", "trajectory"], name="cases_of_impact")]
