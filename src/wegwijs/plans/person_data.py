"""Plans: the copy and the destruction of what is held of a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wegwijs.accounts.person_data import INTERNAL, Claims, Item
from wegwijs.plans.models import AgreementItem, AgreementPlan, Decision, DecisionAgreement, Pip, PipAgreement

_TABLES = frozenset(
    {
        "plans.Pip", "plans.PipAgreement", "plans.AgreementPlan", "plans.AgreementItem", "plans.Decision",
        "plans.DecisionAgreement",
    }
)  # fmt: skip
CLAIMS = Claims(copied=_TABLES, destroyed=_TABLES)
# What a plan says to the person; keys, versions and who typed it are the machinery's.
SAID = (
    "state", "number", "explained_routes", "explained_language", "with_interpreter", "wish_route", "wish_work",
    "wish_study", "wish_times", "wish_remarks", "route", "level", "intensity_hours", "hours_per_week", "literacy",
    "may_finish_education", "pvt_hours", "pvt_how", "map_hours", "map_how", "participation_how", "guidance",
    "relief_form", "conversations_per_year", "childcare", "voluntary_exams", "agreements", "test_result",
    "reason_wish", "reason_test", "reason_change", "unilateral_reason", "dated_on",
)  # fmt: skip

# The same of a decision.
DECIDED = (
    "kind", "state", "answers", "wish", "reason", "supports", "route", "wish_route", "parts", "ground", "basis",
    "culpability", "happened_on", "dated_on", "amount", "withdrawn_reason",
)  # fmt: skip
AGREED = ("what", "standard", "who", "by", "measure", "outcome", "outcome_note", "outcome_on")


def copy_of(trajectory_id: int) -> list[Item]:
    """Every plan and decision, drafts too; what colleagues advised each other is looked at by a human first."""
    items = _agreements(trajectory_id) + _decisions(trajectory_id)
    for row in Pip.objects.filter(trajectory_id=trajectory_id).order_by("pk"):
        content: dict[str, Any] = {name: getattr(row, name) for name in SAID}
        items.append(
            Item(f"plans.Pip:{row.pk}", "plan", "plan", {name: value for name, value in content.items()
                 if value not in (None, "", [], False)}, on=row.dated_on, recorded_at=row.drafted_at)
        )  # fmt: skip
    asked = PipAgreement.objects.filter(pip__trajectory_id=trajectory_id).order_by("pk")
    return items + [
        Item(f"plans.PipAgreement:{row.pk}", "plan", "plan_agreement",
             {"route": row.route, "outcome": row.outcome, "advice": row.advice}, recorded_at=row.asked_at,
             mark=INTERNAL)
        for row in asked
    ]  # fmt: skip


def _agreements(trajectory_id: int) -> list[Item]:
    """Every agreement, with the plan that it stands in."""
    rows = AgreementItem.objects.filter(plan__trajectory_id=trajectory_id).select_related("plan").order_by("pk")
    return [
        Item(
            f"plans.AgreementItem:{row.pk}", "plan", "agreement",
            {"number": row.plan.number, "state": row.plan.state, "signed_name": row.plan.signed_name}
            | {name: getattr(row, name) for name in AGREED if getattr(row, name) not in (None, "")},
            on=row.plan.signed_on, recorded_at=row.plan.made_at,
        )
        for row in rows
    ]  # fmt: skip


def _decisions(trajectory_id: int) -> list[Item]:
    items = []
    for row in Decision.objects.filter(trajectory_id=trajectory_id).order_by("pk"):
        content = {name: getattr(row, name) for name in DECIDED}
        content["answers"] = list(row.answers.values())
        told = {name: str(value) if name == "amount" else value for name, value in content.items()
                if value not in (None, "", [], {})}  # fmt: skip
        items.append(
            Item(f"plans.Decision:{row.pk}", "plan", "decision", told, on=row.dated_on, recorded_at=row.drafted_at)
        )
    asked = DecisionAgreement.objects.filter(decision__trajectory_id=trajectory_id).order_by("pk")
    return items + [
        Item(f"plans.DecisionAgreement:{row.pk}", "plan", "decision_agreement",
             {"outcome": row.outcome, "advice": row.advice}, recorded_at=row.asked_at, mark=INTERNAL)
        for row in asked
    ]  # fmt: skip


def identities(trajectory_ids: Sequence[int]) -> list[UUID]:
    """Under which names drafts may know these plans and questions."""
    plans = Pip.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True)
    asked = PipAgreement.objects.filter(pip__trajectory_id__in=trajectory_ids).values_list("uuid", flat=True)
    agreed = AgreementPlan.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True)
    decisions = Decision.objects.filter(trajectory_id__in=trajectory_ids).values_list("uuid", flat=True)
    about = DecisionAgreement.objects.filter(decision__trajectory_id__in=trajectory_ids).values_list("uuid", flat=True)
    return [*plans, *asked, *agreed, *decisions, *about]


def destroy(trajectory_ids: Sequence[int]) -> dict[str, int]:
    """Plans and decisions with the questions about them; an amendment goes together with the plan that it amends."""
    _count, by_table = Pip.objects.filter(trajectory_id__in=trajectory_ids).delete()
    _count, agreed = AgreementPlan.objects.filter(trajectory_id__in=trajectory_ids).delete()
    _count, decided = Decision.objects.filter(trajectory_id__in=trajectory_ids).delete()
    return by_table | agreed | decided
