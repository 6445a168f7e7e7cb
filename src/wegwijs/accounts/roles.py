"""Roles (domain.md §3) and what each may do. Deny by default: a role has only what stands here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """One hat of one person; a person with two hats chooses which one to wear."""

    INTAKE_COACH = "intake_coach", _("Intake coach")
    WORK_COACH = "work_coach", _("Work coach")
    YOUTH_COACH = "youth_coach", _("Youth coach")
    INTEGRATION_COUNSELLOR = "integration_counsellor", _("Integration counsellor")
    EMPLOYMENT_ADVISER = "employment_adviser", _("Employment adviser")
    QUALITY_OFFICER = "quality_officer", _("Quality officer")
    DESK = "desk", _("Desk team")
    TEAM_MANAGER = "team_manager", _("Team manager")
    RECEPTION = "reception", _("Reception")
    FUNCTIONAL_ADMIN = "functional_admin", _("Functional administrator")
    CONTRACT_MANAGER = "contract_manager", _("Contract manager")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    POLICY_ADVISER = "policy_adviser", _("Policy adviser")
    RESEARCHER = "researcher", _("Researcher")
    PROVIDER_COORDINATOR = "provider_coordinator", _("Provider: coordinator")
    PROVIDER_TEACHER = "provider_teacher", _("Provider: teacher")
    PROVIDER_VOLUNTEER = "provider_volunteer", _("Provider: volunteer")
    NEWCOMER = "newcomer", _("Newcomer")


CASE_WORKERS = frozenset({Role.INTAKE_COACH, Role.WORK_COACH, Role.YOUTH_COACH, Role.INTEGRATION_COUNSELLOR})
PROVIDERS = frozenset({Role.PROVIDER_COORDINATOR, Role.PROVIDER_TEACHER, Role.PROVIDER_VOLUNTEER})

_CASE_WORK = frozenset(
    {
        "case.list",
        "case.search",
        "case.read",
        "case.write",
        "case.assign",
        "plan.write",
        "plan.agree",
        "safety.read",
        "health.read",
        "copy.review",
        "voice.hear",
        "thumb.hand_out",
        "offer.write",
        "incident.report",
    }
)
PERMISSIONS: dict[Role, frozenset[str]] = {
    **dict.fromkeys(CASE_WORKERS, _CASE_WORK),
    Role.EMPLOYMENT_ADVISER: frozenset(
        {"case.list", "case.search", "case.read", "case.write", "plan.agree", "voice.hear"}
        | {"offer.write", "incident.report"}
    ),
    Role.QUALITY_OFFICER: _CASE_WORK - {"plan.write"}
    | {
        "delivery.run",
        "delivery.content",
        "message.run",
        "message.content",
        "norm.activate",
        "quality.write",
        "figures.read",
        "thumb.read",
        "topic.read",
        "topic.write",
        "voice.measure",
        "policy.check",
    },
    # A manager sees lists; a case opens only by breaking the glass, with a reason.
    # Destruction needs a second person: a manager or another privacy officer.
    Role.TEAM_MANAGER: frozenset(
        {"case.list", "case.assign", "case.break_glass", "destruction.approve", "figures.read", "norm.activate"}
        | {"thumb.read", "topic.read", "voice.measure"}
        | {"incident.report", "incident.read"}
    ),
    # The desk hears and writes down; what became of it is for who reads the case.
    Role.DESK: frozenset({"card.search", "voice.hear", "incident.report"}),
    # Complaints about providers, without the person; no cases.
    Role.CONTRACT_MANAGER: frozenset({"complaint.handle", "thumb.read", "topic.read", "topic.write"}),
    # A norm is proposed by one and activated by another: who proposes may activate what a colleague proposed.
    Role.FUNCTIONAL_ADMIN: frozenset(
        {"delivery.run", "message.run", "accounts.configure", "norm.propose", "norm.activate"}
    ),
    # Logs and requests, no content of cases: what is in a copy is reviewed by who reads the case (copy.review).
    Role.PRIVACY_OFFICER: frozenset(
        {"log.read", "privacy.requests", "destruction.propose", "destruction.approve", "register.write"}
    ),
    Role.PROVIDER_COORDINATOR: frozenset({"participant.list", "thumb.hand_out", "thumb.read"}),
    Role.PROVIDER_TEACHER: frozenset({"participant.list", "thumb.hand_out"}),
    Role.PROVIDER_VOLUNTEER: frozenset({"participant.list"}),
    Role.RECEPTION: frozenset({"incident.report"}),
    # Published figures, never a case; a researcher gets those for readers outside.
    Role.POLICY_ADVISER: frozenset(
        {"figures.read", "thumb.read", "topic.read", "topic.write", "policy.note", "policy.check"}
    ),
    Role.RESEARCHER: frozenset({"figures.read"}),
    Role.NEWCOMER: frozenset(),
}
# Reading a case by a broken glass gives reading only.
BROKEN_GLASS = frozenset({"case.read"})
