"""Findings and fields of a plan in words. English here, Dutch in the catalogue of this room."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wegwijs.plans.checks import Finding

Words = str | Promise

FIELDS: Mapping[str, Words] = {
    "explained_routes": _("Routes explained"),
    "explained_language": _("Explained in"),
    "with_interpreter": _("With an interpreter"),
    "wish_route": _("Route that the person wants"),
    "wish_work": _("Work"),
    "wish_study": _("Study"),
    "wish_times": _("Days and times"),
    "wish_remarks": _("What else the person says"),
    "route": _("Route"),
    "level": _("Level"),
    "intensity_hours": _("Lesson hours in total"),
    "hours_per_week": _("Lesson hours a week"),
    "literacy": _("Learning to read and write first"),
    "may_finish_education": _("May finish an education first"),
    "pvt_hours": _("Participation statement (PVT): hours"),
    "pvt_how": _("Participation statement (PVT): when and how"),
    "map_hours": _("Labour market module (MAP): practice hours"),
    "map_how": _("Labour market module (MAP): when and how"),
    "participation_how": _("Taking part"),
    "guidance": _("Support and guidance"),
    "relief_form": _("Help with fixed costs"),
    "conversations_per_year": _("Progress conversations a year"),
    "childcare": _("Early education of the children"),
    "voluntary_exams": _("Exams that the person chooses to take"),
    "agreements": _("Agreements"),
    "reason_wish": _("Why it is not what the person asked for"),
    "reason_test": _("Why it differs from the learnability test"),
    "reason_change": _("Why the plan changes"),
    "unilateral": _("Made without the person"),
    "unilateral_reason": _("Why it is made without the person"),
    "person_present": _("The person is here"),
    "copies": _("Copies on paper"),
    "document_language": _("Letter in Dutch and"),
    "dated_on": _("Date of the plan"),
}

EXAMS: Mapping[str, Words] = {
    "reading": _("reading"),
    "listening": _("listening"),
    "writing": _("writing"),
    "speaking": _("speaking"),
    "knm": _("Knowledge of Dutch society (KNM)"),
}

FINDINGS: Mapping[str, Words] = {
    # What DUO does not accept (law.md 2.14)
    "pip_before_obligation": _("The date is before the day on which the duty to integrate began. Choose a later date."),
    "pip_before_settlement": _(
        "The date is before the day on which this person came to live in this municipality. Choose a later date."
    ),
    "pip_before_current_pip": _("The date is before the date of the plan that is in force now. Choose a later date."),
    "a2_with_education": _("Level A2 does not go with the education route. Choose B1."),
    "b1_with_self_reliance": _("Level B1 does not go with the self-reliance route. Leave the level empty."),
    "a2_in_first_b1_pip": _(
        "A first plan with the B1 route always has level B1. A2 is possible later, in a changed plan."
    ),
    "intensity_only_b1_asylum": _("DUO takes estimated hours only for the B1 route of an asylum permit holder."),
    # What a plan must say (law.md 2.10)
    "route_missing": _("Choose the route."),
    "pvt_hours_missing": _("Fill in how many hours the participation statement (PVT) takes."),
    "map_hours_missing": _("Fill in how many practice hours the labour market module (MAP) takes."),
    "intensity_hours_missing": _(
        "Fill in how many lesson hours the route takes. For asylum permit holders this must be in the plan."
    ),
    "guidance_missing": _("Write which support and guidance this person gets."),
    "conversations_per_year_missing": _("Fill in how many progress conversations there are in a year."),
    "relief_form_missing": _(
        "Choose the help with fixed costs. It is obligatory in the first six months of a benefit."
    ),
    "dated_on_missing": _("Fill in the date of the plan. The term starts the day after."),
    "dated_in_future": _("The date lies in the future. Choose today or an earlier day."),
    "map_with_education": _("The labour market module (MAP) is not part of the education route."),
    "relief_not_asylum": _("Help with fixed costs is only for asylum permit holders."),
    "exams_not_self_reliance": _("Exams of one's own choice are only in a plan with the self-reliance route."),
    # Reasons
    "against_wish": _(
        "This is another route than the person asked for. A colleague reads along before it is established."
    ),
    "against_test": _(
        "This is another route than the learnability test points to. A colleague reads along before it is established."
    ),
    "reason_wish_missing": _("Write for the person why it is not the route they asked for."),
    "reason_test_missing": _("Write why the route differs from the learnability test."),
    "unilateral_reason_missing": _("Write why the plan is made without the person."),
    "reason_change_missing": _("Write why the plan changes."),
    "explained_routes_missing": _("Tick which routes were explained."),
    "test_changed": _(
        "A result of the learnability test was recorded after this draft. Look at the route again and save."
    ),
    "route_by_decision": _(
        "Another route is weighed first, and a colleague reads along. Do that under Decisions; the plan then follows."
    ),
    "level_by_decision": _(
        "Exams at A2 are weighed first, and a colleague reads along. Do that under Decisions; the plan then follows."
    ),
    # Look again
    "no_intake": _("No intake conversation has been recorded yet."),
    "no_test": _("No learnability test has been recorded yet. It is part of the intake."),
    "not_all_explained": _("Not all routes were explained. Everybody hears of all routes that exist."),
    "language_missing": _("The language in which the routes were explained is not filled in."),
    "no_wish": _("No route is filled in that the person wants. Did you ask?"),
    "not_present": _("The person is not here. Make the plan without the person only if you have a reason for it."),
    "option_closed": _("According to the record this change is not open yet. Look at the reasons."),
}


# Of a decision on the way (weighing).
DECISION_FINDINGS: Mapping[str, Words] = {
    "answer_missing": _("Answer this question of the framework."),
    "decision_reason_missing": _("Write the reason for the person. It stands in the letter."),
    "heard_missing": _("Write what the person says about it. Ask it first when you do not know."),
    "decision_parts_missing": _("Choose for which exams A2 holds."),
    "decision_route_missing": _("Choose the new route."),
    "decision_ground_missing": _("Choose the ground."),
    "decision_happened_on_missing": _("Fill in the day."),
    "decision_basis_missing": _("Choose what it is about."),
    "decision_culpability_missing": _("Choose how far it is the person's own doing."),
    "decision_talk_missing": _("Choose the talk in which you asked for the reason."),
    "decision_date_missing": _("Fill in the date of the decision."),
    "no_plan": _("There is no plan yet. Make the plan first."),
    "same_route": _("This is the route of the plan that is in force. Choose another one."),
    "too_many_parts": _("An exemption holds for part of the language exams, not for all four. Choose fewer parts."),
    "map_no_current_pip": _("There is no plan yet. DUO takes the MAP after the plan."),
    "map_date_in_future": _("The day lies in the future. Choose today or an earlier day."),
    "map_date_after_self_reliance_completion": _("The day is after the self-reliance route was completed."),
    "map_date_before_term": _("The day is before the start of the term. Choose a later day."),
    "map_culpable_missing_on_overrun": _(
        "The term has passed. DUO wants to know whether being late is the person's own doing. Choose."
    ),
    "map_culpable_inside_term": _("The day lies inside the term. Leave open whether being late is one's own doing."),
    "map_culpable_yes_without_overrun": _("The day lies inside the term: nobody is late."),
    "map_culpable_no_too_early": _("So long before the end of the term DUO does not take this answer. Leave it open."),
    "map_hours_short": _("According to the record not all hours of practice are done. Record what counts first."),
    "gate_closed": _("This page opens after recorded warnings and a talk about the reason."),
    "not_lawful": _("The law does not allow it. Look at the reasons."),
    "talk_unknown": _("This talk is no longer in the record. Choose another one."),
    "decision_not_agreed": _("A colleague reads along first."),
    "plan_is_open": _("There is a draft of the plan. Establish it first, or stop using it."),
}


def finding(found: Finding) -> str:
    """What the finding says; its code when it has no words yet."""
    return str(FINDINGS.get(found.code) or DECISION_FINDINGS.get(found.code, found.code))


DECISION_FIELDS: Mapping[str, Words] = {
    "wish": _("What the person says about it"),
    "reason": _("Reason, for the person"),
    "supports": _("Our advice"),
    "route": _("New route"),
    "wish_route": _("Route that the person wants"),
    "parts": _("Which parts"),
    "ground": _("Ground"),
    "basis": _("What it is about"),
    "culpability": _("How far it is the person's own doing"),
    "happened_on": _("Day"),
    "talk": _("Talk about the reason"),
    "document_language": _("Letter in Dutch and"),
    "dated_on": _("Date of the decision"),
}


def field(name: str) -> str:
    """What a field of the plan is called."""
    return str(FIELDS.get(name, name))
