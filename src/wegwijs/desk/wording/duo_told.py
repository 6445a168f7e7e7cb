"""What DUO tells, in words: every event, what to do with it, why a message waits, and the rows of the comparison."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wegwijs.desk.wording.tables import Words

EVENTS: Mapping[str, Words] = {
    "SS101": _("Must integrate from now on"),
    "SS102": _("The term has started"),
    "SS103": _("The term is longer, by DUO itself"),
    "SS104": _("The term is longer, as the person asked"),
    "SS106": _("Diploma obtained"),
    "SS107": _("Full dispensation granted"),
    "SS108": _("Full exemption granted"),
    "SS109": _("Temporary dispensation granted"),
    "SS110": _("The duty has ended"),
    "SS111": _("The person died"),
    "SS112": _("The person asked for an extension"),
    "SS113": _("Extension refused"),
    "SS114": _("Full dispensation refused"),
    "SS115": _("Temporary dispensation refused"),
    "SS116": _("Dispensation in part refused"),
    "SS117": _("Dispensation in part granted"),
    "SS118": _("Exemption refused"),
    "SS119": _("Exemption in part granted"),
    "SS120": _("Came to live here, without a plan"),
    "SS121": _("Came to live here, with a plan of the municipality before"),
    "SS122": _("Moved to another municipality"),
    "SS123": _("Left the Netherlands"),
    "SS124": _("Other group: family or other migrant"),
    "SS125": _("Other group: asylum permit holder"),
    "SS126": _("The ten weeks are over and DUO has no route"),
    "SS127": _("DUO has no course offer yet"),
    "SS128": _("Must integrate, and reaches the pension age within six months"),
    "SS129": _("Temporary dispensation withdrawn, no route yet"),
    "SS130": _("Temporary dispensation withdrawn, the plan goes on"),
    "SS131": _("Result of the learnability test"),
    "SS132": _("A school sent a contract, there is no plan yet"),
    "SS133": _("A school sent a contract that does not fit the route"),
    "SS135": _("A school sent a contract at a higher level than the plan"),
    "SS136": _("A school sent a contract for the education route, which is not in the plan"),
    "SS137": _("Registered for the learnability test"),
    "SS139": _("Must integrate; the ten weeks for the plan have started"),
    "SS140": _("DUO asks for advice about an exemption"),
    "SS141": _("Self-reliance route completed; the text of the certificate is ready"),
    "SS142": _("Education stopped: no longer registered"),
    "SS199": _("Result of an exam"),
}
TODO: Mapping[str, Words] = {
    "new_person": _("Ask who this is and fill in the name. Choose who guides this person and invite."),
    "near_pension": _("Talk about what is still useful until the pension age. Choose who guides this person."),
    "ten_weeks": _(
        "The time for the plan runs. Record the day of registration in the BRP if it is not there, and invite."
    ),
    "resumed_without_plan": _("The duty runs again. Invite and make a plan together."),
    "moved_in": _(
        "Record the day of registration in the BRP: the time for the plan counts from it. Ask the name and invite."
    ),
    "moved_in_with_plan": _(
        "Record the day of registration in the BRP. Ask the municipality before for the file; the route stays the same."
    ),
    "group_changed": _("Rights and duties are different now. Look who guides this person, and tell them what changes."),
    "paused": _("Plan nothing for now. Complete what was done so far, so that you can go on later."),
    "ended": _("Look why, complete the file, and tell providers and colleagues."),
    "died": _("Cancel appointments and letters, and tell providers and colleagues with care."),
    "met": _("Congratulate. Look which guidance goes on and close what is finished."),
    "dispensed": _("Nothing more needs doing for the duty. Tell the person and the providers."),
    "exempted": _("Nothing more needs doing for the duty. Look which guidance is still wanted."),
    "test_booked": _("Tell the person when and where the test is, and how it goes."),
    "test_done": _("Talk about the result together: it is advice for the choice of a route."),
    "term_started": _("Compare the first and the last day with your own."),
    "term_extended": _("Tell the person the new last day and look if the plan still fits."),
    "resumed": _("The duty runs again with the earlier plan. Talk about where to go on and look at the new last day."),
    "exam_result": _("Talk about the result. Look which parts are left and if help is needed."),
    "request_refused": _("Ask if the person understands the letter. It says until when somebody can object."),
    "partly_dispensed": _("This part need not be done any more. Look if the plan and the course still fit."),
    "partly_exempted": _("This part need not be done any more. Look if the plan and the course still fit."),
    "extension_asked": _("DUO decides on it. Look if you can support the request."),
    "left_for_elsewhere": _(
        "Record the day of the move and complete what was done: the new municipality goes on with it."
    ),
    "left_the_country": _("Record since when, and complete what was done: the duty may come back."),
    "plan_is_late": _("Establish the plan, or tell DUO the plan that is there."),
    "no_offer": _("Tell DUO the offer that was made, or make one."),
    "contract_without_plan": _("Make the plan first; then talk about the course."),
    "contract_differs": _("Talk with the person and the school: does the course fit, or does the plan need changing?"),
    "advice_asked": _("Write the advice and send it to DUO."),
    "certificate": _("Download the text of the certificate at DUO and hand it over."),
    "education_stopped": _("Contact the person. Look if the plan needs changing."),
    "unknown_event": _("Wegwijs does not know this event yet. Look it up in the portal of DUO."),
}
# Why a message waits or is tried again.
WAITS: Mapping[str, Words] = {
    "unknown_person": _("We do not know this person."),
    "unknown_event": _("We know neither this event nor this person."),
    "numbers_clash": _("The BSN and the V-number belong to different people here."),
    "no_bsn": _("No BSN is known, so DUO cannot be asked."),
    "group_unknown": _("DUO does not say to which group this person belongs."),
    "possible_duplicate": _("Somebody without a BSN has the same dates. Could it be the same person?"),
    "unreadable": _("The message cannot be read."),
    "unreachable": _("DUO does not answer. Wegwijs tries again."),
    "no_connection": _("There is no connection with DUO. Wegwijs tries again."),
    "failed": _("Something went wrong. Wegwijs tries again."),
    "take_up": _("Taken up as new; DUO is asked."),
    "": _("On its way."),
}
CANNOT_READ: Mapping[str, Words] = {
    "no_bsn": _("No BSN is known of this person, so DUO cannot be asked. Fill in the BSN through a delivery."),
    "no_connection": _("There is no connection with DUO here. Look in the portal of DUO and record what you find."),
    "unreachable": _("DUO does not answer. Try again later; below stands what DUO said before."),
    "refused": _("DUO does not answer about this person: somebody else may direct now."),
}
ROWS: Mapping[str, Words] = {
    "group": _("Group"),
    "term_start": _("First day of the term"),
    "term_end": _("Last day of the term"),
    "hours_lessons": _("Lesson hours (Dutch and KNM)"),
    "hours_participation": _("Hours of participation, told to DUO"),
    "hours_intake": _("Lesson hours during the intake"),
}
INTERFACES: Mapping[str, Words] = {
    "obligation": _("the duty"),
    "obligation_history": _("the duty"),
    "group": _("the group"),
    "group_history": _("the group"),
    "term": _("the term"),
    "term_history": _("the term"),
    "extension_requests": _("requests for extension"),
    "learnability_tests": _("the learnability test"),
    "learnability_test_number": _("the learnability test"),
    "pip": _("the plan"),
    "dispensations": _("dispensations"),
    "exemptions": _("exemptions"),
    "exams": _("exams"),
    "free_attempts": _("free attempts"),
    "map": _("the MAP"),
    "pvt": _("the PVT"),
    "hours": _("hours"),
    "fines": _("enforcement"),
    "events": _("events"),
}
CHOICES: Mapping[str, Words] = {
    "theirs": _("taken over from DUO"),
    "at_duo": _("to be put right at DUO"),
    "left": _("left as it is"),
}


def event(code: str) -> str:
    """An event in words; one that is new to us by its code."""
    return (
        str(EVENTS[code]) if code in EVENTS else gettext("Event %(code)s, which Wegwijs does not know") % {"code": code}
    )
