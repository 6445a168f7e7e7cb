"""Codes of a conversation and of agreements in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from wegwijs.desk.wording.tables import Words
from wegwijs.desk.wording.values import VALUES

KINDS: Mapping[str, Words] = {
    "intake": _("Broad intake"),
    "pip": _("Making the plan (PIP)"),
    "progress": _("Progress conversation"),
    "extra": _("Extra conversation"),
    "final": _("Final conversation"),
}
KIND_HINTS: Mapping[str, Words] = {
    "intake": _("Who is this, what does the person want and need? It may take more than one conversation."),
    "pip": _("The plan is made together, after the intake."),
    "progress": _("How is it going, what is next? You choose the subjects together."),
    "extra": _("Something came up that cannot wait."),
    "final": _("Looking back, and what comes after."),
}
MODES = VALUES["mode"]
INTERPRETERS: Mapping[str, Words] = {
    "professional": _("professional interpreter"),
    "none": _("no interpreter, we understand each other"),
    "other": _("somebody else interprets"),
}
COMPANY: Mapping[str, Words] = {
    "nobody": _("nobody else"),
    "partner": _("the partner"),
    "other": _("somebody else"),
}
ALONE: Mapping[str, Words] = {
    "held": _("we had it"),
    "declined": _("offered; the person did not want it"),
    "not_possible": _("it was not possible today"),
}
STATES: Mapping[str, Words] = {"talked": _("talked about"), "next": _("next time"), "skipped": _("skipped")}
UNDERSTOOD: Mapping[str, Words] = {"understood": _("told back well"), "not_yet": _("not clear yet, again next time")}
OUTCOMES: Mapping[str, Words] = {"done": _("done"), "not_yet": _("not yet"), "changed": _("changed")}
WHO: Mapping[str, Words] = {
    "person": _("the person"),
    "municipality": _("the municipality"),
    "together": _("together"),
}
SCHOOLING: Mapping[str, Words] = {
    "none": _("no school"),
    "primary": _("primary school"),
    "secondary": _("secondary school"),
    "vocational": _("vocational training"),
    "higher": _("college or university"),
}
ICT: Mapping[str, Words] = {
    "none": _("not yet"),
    "phone": _("with a phone"),
    "computer": _("with a computer"),
}
CHANGES: Mapping[str, Words] = {"same": _("the same"), "added": _("new"), "gone": _("gone"), "changed": _("changed")}
STANDING: Mapping[str, Words] = {
    "drafted": _("not signed yet"),
    "signed": _("signed"),
    "replaced": _("replaced by a newer version"),
}
DOUBTS: Mapping[str, Words] = {
    "test_high_school_little": _(
        "The test says that B1 is feasible, and the person had little school. Ask kindly how the test went, and what"
        " the person learned outside school."
    ),
    "test_low_school_much": _(
        "The test says that B1 is hard, and the person studied. Ask how the test went: time, screen, language, tired?"
    ),
    "school_but_does_not_read": _(
        "The file says that the person does not read the own language, and the person went to school. Ask in which"
        " language the lessons were."
    ),
    "partner_interprets": _(
        "The partner interprets. Ask for a professional interpreter, by phone if need be, for what matters."
    ),
    "alone_without_interpreter": _(
        "The moment alone was without a professional interpreter. Offer it again next time, with one."
    ),
}
PROBLEMS: Mapping[str, Words] = {
    "no_day": _("Fill in a day."),
    "no_such_day": _("This day does not exist. Write it as 24-11-2025."),
    "no_such_time": _("Write the time as 14:30."),
    "no_such_hours": _("Write the hours in a week as a number."),
    "in_the_future": _("This day is still to come. Fill in the day on which you talked."),
    "day_has_been": _("This day has been. Choose a day to come."),
    "not_chosen": _("Choose one."),
    "alone_without_reason": _("Write why it was not possible, so that it can be done next time."),
    "statutory_without_reason": _(
        "The law asks for this point. Write something down about it, or why it waits. For example: we go on with it in"
        " the next conversation."
    ),
    "no_measure": _("Write how you will both know that it worked."),
    "two_values": _("Two people changed this. Choose one above."),
}
FIELDS: Mapping[str, Words] = {
    "on": _("Talked on"),
    "mode": _("How it takes place"),
    "language": _("In which language"),
    "interpreter": _("Interpreter"),
    "company": _("Who else is there?"),
    "alone": _("A moment alone"),
    "alone_reason": _("Why not today"),
    "went_well": _("What went well"),
    "schooling": _("School"),
    "diploma": _("Diplomas"),
    "work_history": _("Work until now"),
    "ict": _("E-mail and forms"),
    "care_hours": _("Hours of care for others in a week"),
    "summary": _("Summary"),
    "next_on": _("Next conversation"),
    "next_at": _("Time"),
    "plan_language": _("Language beside Dutch"),
}
PARTS: Mapping[str, Words] = {
    "topic": _("stand"),
    "note": _("notes"),
    "reason": _("reason"),
    "wish": _("what the person wants"),
    "asked": _("asked for by the person"),
    "still": _("still so"),
    "standard": _("standard sentence"),
    "what": _("agreement"),
    "who": _("who"),
    "by": _("ready on"),
    "measure": _("how we know"),
}
