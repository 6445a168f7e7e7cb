"""Recorded facts in words: a title per kind, and what its payload says. Kinds: eventlog.vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wegwijs.components import days
from wegwijs.desk.wording import values
from wegwijs.desk.wording.people import language
from wegwijs.desk.wording.tables import LEVEL, ROLE, ROUTE, Words

FACTS: Mapping[str, Words] = {
    "obligation_started": _("Duty to integrate started"),
    "obligation_ended": _("Duty to integrate ended"),
    "duo_notified": _("DUO wrote to the person about the duty"),
    "coa_matched": _("Matched by COA to a municipality"),
    "moved_out": _("Moved to another municipality"),
    "moved_in": _("Moved here from another municipality"),
    "brp_registered": _("Registered in the population register"),
    "abroad_from": _("Went abroad"),
    "abroad_until": _("Came back from abroad"),
    "accommodation_changed": _("Lives somewhere else"),
    "home_assigned": _("Home assigned"),
    "case_assigned": _("Somebody guides this person"),
    "case_transferred": _("Handed over to another team"),
    "group_changed": _("DUO put the person in another group"),
    "early_start_offered": _("Early start offered"),
    "early_start_accepted": _("Early start accepted"),
    "early_start_declined": _("Early start declined"),
    "contact_made": _("Contact"),
    "invitation_sent": _("Invited"),
    "intake_summoned": _("Summons sent"),
    "intake_no_show": _("Did not come to the intake"),
    "warning_given": _("Warning"),
    "intake_conversation_held": _("Intake conversation"),
    "third_party_information_requested": _("Information asked from others"),
    "third_party_information_received": _("Information received from others"),
    "learnability_test_taken": _("Learnability test done"),
    "learnability_test_waived": _("Learnability test not needed"),
    "routes_explained": _("Routes explained"),
    "route_preferred": _("What the person wants"),
    "intake_completed": _("Intake completed"),
    "pip_established": _("PIP established"),
    "pip_amended": _("PIP changed"),
    "downscaling_decided": _("Exams at A2 allowed"),
    "agreement_plan_signed": _("Agreements signed"),
    "duo_told": _("DUO told"),
    "benefit_ended": _("Benefit ended"),
    "benefit_started": _("Benefit started"),
    "benefit_reduced": _("Benefit reduced"),
    "financial_relief_ended": _("Financial relief ended"),
    "financial_relief_started": _("Financial relief started"),
    "social_guidance_ended": _("Social guidance ended"),
    "social_guidance_started": _("Social guidance started"),
    "barrier_found": _("Something stands in the way"),
    "barrier_resolved": _("Obstacle solved"),
    "childcare_requested": _("Childcare requested"),
    "childcare_arranged": _("Childcare arranged"),
    "referral_sent": _("Referred"),
    "referral_answered": _("Answer to a referral"),
    "wish_voiced": _("Wish"),
    "complaint_made": _("Complaint"),
    "voice_answered": _("Answer to a wish or complaint"),
    "voice_realised": _("What was wished has come true"),
    "introduction_started": _("Introduction programme started"),
    "introduction_completed": _("Introduction programme done"),
    "course_offered": _("Course offered"),
    "course_declined": _("Course declined"),
    "course_waitlisted": _("On a waiting list for a course"),
    "course_ended": _("Course ended"),
    "course_started": _("Course started"),
    "hours_attended": _("Hours attended"),
    "absence_recorded": _("Absent"),
    "work_ended": _("Work ended"),
    "work_started": _("Work started"),
    "map_registered": _("Registered for MAP"),
    "map_waived": _("MAP not needed"),
    "pvt_declaration_signed": _("Participation statement signed"),
    "map_final_interview_held": _("MAP final conversation held"),
    "level_estimated": _("Level estimated"),
    "exam_registered": _("Registered for an exam"),
    "exam_taken": _("Exam taken"),
    "education_diploma_obtained": _("Diploma of the education route obtained"),
    "progress_conversation_held": _("Progress conversation"),
    "self_reliance_interview_held": _("Final conversation of the self-reliance route"),
    "dispensation_requested": _("Dispensation requested"),
    "dispensation_refused": _("Dispensation refused"),
    "dispensation_granted": _("Dispensation granted"),
    "exemption_requested": _("Exemption requested"),
    "exemption_refused": _("Exemption refused"),
    "exemption_granted": _("Exemption granted"),
    "extension_requested": _("Extension requested"),
    "extension_refused": _("Extension refused"),
    "extension_granted": _("Extension granted"),
    "naturalisation_requested": _("Naturalisation requested"),
    "naturalisation_refused": _("Naturalisation refused"),
    "naturalisation_granted": _("Naturalisation granted"),
    "municipal_fine_imposed": _("Enforcement by the municipality"),
    "duo_fine_imposed": _("Enforcement by DUO"),
    "obligation_met": _("Integration completed"),
    "fact_withdrawn": _("Recorded by mistake, withdrawn"),
}
# Payload fields that name another row and say nothing to a reader.
HIDDEN = frozenset({"of", "fact"})
# On pages an amount stands with enforcement only; a copy for the person holds everything.
AMOUNTS = frozenset({"amount"})


def fact(kind: str) -> str:
    """Title of a kind of fact; the kind itself when it is newer than this page."""
    return str(FACTS.get(kind, kind))


def details(kind: str, payload: Mapping[str, Any], *, amounts: bool = False) -> list[tuple[str, str]]:
    """What a fact says beside its title: (label, text) pairs in the order of the payload."""
    hidden = HIDDEN if amounts else HIDDEN | AMOUNTS
    return [
        (str(values.FIELDS.get(name, name)), value(kind, name, content))
        for name, content in payload.items()
        if name not in hidden and content not in (None, "", [])
    ]


def value(kind: str, name: str, content: Any) -> str:
    """One payload value in words: codes, yes and no, days and languages. `kind` for what depends on it."""
    if isinstance(content, bool):
        return gettext("yes") if content else gettext("no")
    if isinstance(content, list | tuple):
        return ", ".join(value(kind, name, one) for one in content)
    if isinstance(content, float):
        return localize(int(content) if content.is_integer() else content, use_l10n=True)
    text = str(content)
    if name == "language":
        return language(text)
    if name.endswith("_on") or name == "respond_by":
        return days.short(days.parse(text)) or text
    table: Mapping[str, Words] = {"route": ROUTE, "routes": ROUTE, "level": LEVEL, "role": ROLE}.get(
        name
    ) or values.VALUES.get(name, {})
    return str(table.get(text, text))
