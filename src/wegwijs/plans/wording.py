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
    # Look again
    "no_intake": _("No intake conversation has been recorded yet."),
    "no_test": _("No learnability test has been recorded yet. It is part of the intake."),
    "not_all_explained": _("Not all routes were explained. Everybody hears of all routes that exist."),
    "language_missing": _("The language in which the routes were explained is not filled in."),
    "no_wish": _("No route is filled in that the person wants. Did you ask?"),
    "not_present": _("The person is not here. Make the plan without the person only if you have a reason for it."),
    "option_closed": _("According to the record this change is not open yet. Look at the reasons."),
}


def finding(found: Finding) -> str:
    """What the finding says; its code when it has no words yet."""
    return str(FINDINGS.get(found.code, found.code))


def field(name: str) -> str:
    """What a field of the plan is called."""
    return str(FIELDS.get(name, name))
