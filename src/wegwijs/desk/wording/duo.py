"""Messages to DUO in words: what they are about, how they stand, why DUO does not take one and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

Words = str | Promise

KINDS: Mapping[str, Words] = {
    "pip": _("The plan (PIP)"),
    "map": _("Final conversation of the MAP"),
    "pvt": _("Signature of the PVT"),
    "self_reliance": _("Self-reliance route completed"),
    "hours_intake": _("Lessons during the intake"),
    "hours_participation": _("Hours of participation"),
    "hours_course": _("Hours of language and KNM"),
    "offer": _("Course offer"),
    "contact_person": _("Contact person"),
}
STATES: Mapping[str, tuple[str, Words]] = {
    "queued": ("info", _("waits to be sent")),
    "sending": ("info", _("being sent")),
    "failing": ("watch", _("no answer yet")),
    "held": ("act", _("not sent")),
    "refused": ("act", _("refused by DUO")),
    "delivered": ("good", _("DUO knows")),
    "withdrawn": ("neutral", _("not sent, by your choice")),
}
BY_HAND = _("told by hand")
TO_DO_BY_HAND = _("to be told by hand")
TAKEN_BACK = _("taken back")
# code → why, and what to do about it
REASONS: Mapping[str, tuple[Words, Words]] = {
    "pip_before_obligation": (
        _("The plan is dated before the start of the duty."),
        _("Check both days. Change the plan with a later date, or ask DUO about the start of the duty."),
    ),
    "pip_before_settlement": (
        _("The plan is dated before the person came to live in this municipality."),
        _("Check the day of registration. Change the plan with a later date."),
    ),
    "pip_before_current_pip": (
        _("DUO has a plan with a later date."),
        _("Compare with what DUO has. Change the plan with a date after it."),
    ),
    "a2_with_education": (
        _("Level A2 does not go with the education route."),
        _("Change the plan: another level or another route."),
    ),
    "b1_with_self_reliance": (
        _("Level B1 does not go with the self-reliance route."),
        _("Change the plan: another level or another route."),
    ),
    "a2_in_first_b1_pip": (
        _("The first plan for the B1 route cannot have level A2."),
        _("Establish the plan with level B1. Downscaling comes later."),
    ),
    "intensity_only_b1_asylum": (
        _("DUO takes estimated hours only for asylum permit holders on the B1 route."),
        _("Check the target group and the route."),
    ),
    "no_current_pip": (
        _("DUO has no plan of our municipality for this person."),
        _("Look whether the plan was told. Send that first, then this again."),
    ),
    "date_in_future": (_("The date lies in the future."), _("Put the date right.")),
    "date_before_term": (
        _("The date lies before the term started."),
        _("Check the date. Is it right? Then call DUO: this cannot be delivered."),
    ),
    "date_before_plan": (_("The offer is dated before the plan."), _("Put the date of the offer right.")),
    "date_after_self_reliance_completion": (
        _("The date lies after the completion of the self-reliance route."),
        _("Check both dates and put the wrong one right."),
    ),
    "culpable": (
        _("What is said about being late does not fit the term."),
        _("Put the fact right: say whether being late is the person's own doing only where the form asks for it."),
    ),
    "culpable_inside_term": (
        _("The date lies within the term, so nothing may be said about being late."),
        _("Put the fact right and leave the question about being late empty."),
    ),
    "culpable_yes_without_overrun": (
        _("The term was not over yet, so the person was not late."),
        _("Put the fact right and leave the question about being late empty."),
    ),
    "culpable_no_too_early": (
        _("It is too early to say anything about being late."),
        _("Put the fact right and leave the question about being late empty."),
    ),
    "culpable_missing_on_overrun": (
        _("The term was over. DUO wants to know whether that is the person's own doing."),
        _("Put the fact right and answer the question about being late."),
    ),
    "unknown_provider": (
        _("DUO does not know this school, or it has no quality mark for this route."),
        _("Check the school. Without a quality mark the lessons do not count."),
    ),
    "school_unknown": (
        _("There is not exactly one school with this name in the list of DUO."),
        _("Put the name right as DUO writes it, or fill in the number of ten characters that DUO gave the school."),
    ),
    "school_missing": (_("The offer names no school."), _("Put the fact right and fill in the school.")),
    "offer_not_asylum": (
        _("DUO takes an offer for asylum permit holders only."),
        _("Check the target group at DUO. Nothing else is needed."),
    ),
    "plan_in_use": (
        _("The term is fixed or hours were registered: DUO does not remove this plan any more."),
        _("Change the plan instead."),
    ),
    "already_met": (_("DUO says that the duty was met."), _("Nothing more needs to be told.")),
    "not_obliged": (
        _("For DUO this person has no duty to integrate."),
        _("Check what DUO says about the duty. Until then nothing can be told."),
    ),
    "route_completed": (
        _("DUO has the self-reliance route as completed, so the date cannot be taken back."),
        _("Withdraw the completion first, then send this again."),
    ),
    "other_route": (
        _("DUO knows another route for this person."),
        _("Look whether the last plan was told. Send that first, then this again."),
    ),
    "not_our_person": (
        _("For DUO this person does not belong to our municipality."),
        _("Check where the person is registered. Call DUO when it is here."),
    ),
    "unknown_at_duo": (
        _("DUO does not know this person, or not in our municipality."),
        _("Check the BSN and where the person is registered. Then send it again, or call DUO."),
    ),
    "bsn_missing": (_("The BSN is not known here."), _("Ask for the BSN to be filled in, then send it again.")),
    "phone_missing": (
        _("The municipality has no phone number here; DUO wants one for a contact person."),
        _("Ask the administrator to fill it in, then send it again."),
    ),
    "no_number": (_("DUO gave the contact person no number."), _("Send it again. Does it stay so? Call DUO.")),
    "http_403": (
        _("DUO does not let our municipality do this for this person."),
        _("Check where the person is registered. Call DUO when it is here."),
    ),
    "http_400": (_("DUO could not read the message."), _("Tell the administrator. Do it by hand meanwhile.")),
    "http_401": (
        _("DUO does not accept our certificate."),
        _("The administrator must look at this. Do it by hand when it cannot wait."),
    ),
    "refused": (_("DUO did not take it."), _("Read what DUO says below. Put it right, or do it by hand.")),
}
_NO_ANSWER = (_("DUO gave no answer."), _("It is sent again by itself. Do it by hand when it cannot wait."))


def reason(code: str, state: str) -> tuple[str, str]:
    """(why, what to do); both empty where there is nothing to explain."""
    found = REASONS.get(code)
    if found is None:
        found = {"failing": _NO_ANSWER, "refused": REASONS["refused"], "held": REASONS["refused"]}.get(state, ("", ""))
    return str(found[0]), str(found[1])


def code_words(code: str, state: str) -> str:
    """Why, in one line, for a table of counts."""
    if code == "by_hand":
        return str(BY_HAND)
    return reason(code, state)[0] or (gettext("sent") if state == "delivered" else "")


def hours(number: int) -> str:
    """A number of hours."""
    return ngettext("%(n)d hour", "%(n)d hours", number) % {"n": number}
