"""Codes of privacy in words, and items of a copy as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wegwijs.components import days
from wegwijs.desk import wording
from wegwijs.desk.wording.tables import Words
from wegwijs.privacy.alerts import AlertView
from wegwijs.privacy.copies import InWords
from wegwijs.privacy.copy_queries import CopyRow
from wegwijs.privacy.seen import Seen

TABLES: Mapping[str, Mapping[str, Words]] = {
    "list": {
        "open": _("Made at night, not proposed yet"),
        "proposed": _("Proposed, waits for a second person"),
        "approved": _("Approved, is being carried out"),
        "done": _("Destroyed"),
        "withdrawn": _("Withdrawn"),
    },
    "kept": {"ended": _("The duty ended"), "met": _("Integration completed"), "death": _("The person died")},
    "item": {
        "waiting": _("Waits"), "held": _("Stays: on hold"), "spared": _("Stays: the duty runs again"),
        "done": _("Destroyed"),
    },
    "hold": {
        "objection": _("An objection runs"), "appeal": _("An appeal runs"), "complaint": _("A complaint runs"),
        "claim": _("A claim for damages runs"), "investigation": _("An investigation runs"),
        "archive": _("The archivist asked to wait"),
    },
    "copy": {
        "review": _("Is being reviewed"), "reviewed": _("Reviewed, waits for your approval"),
        "ready": _("Ready to hand over"), "handed": _("Handed over"), "removed": _("Handed over and removed here"),
        "withdrawn": _("Withdrawn"),
    },
    "mark": {"third_party": _("about or from somebody else"), "internal": _("internal note")},
    "ground": {
        "others": _("It would harm the privacy of somebody else"),
        "safety_of_others": _("It would put somebody in danger"),
        "opinion_in_progress": _("A colleague's advice that is not decided yet"),
        "investigation": _("An investigation would be harmed"),
    },
    "restriction": {
        "accuracy": _("The person says that data are wrong; we are finding out"),
        "unlawful": _("We may not use the data, and the person wants us to keep them"),
        "claim": _("The person needs the data for a claim"),
        "objection_pending": _("The person objected; we have not decided yet"),
        "own_situation": _("The person objects, for reasons of the own situation"),
    },
    "lift": {
        "data_corrected": _("The data were put right"), "data_right": _("The data were right"),
        "person_agrees": _("The person agrees"), "claim_over": _("The claim is over"),
        "objection_decided": _("The objection was decided"), "upheld": _("We follow the objection"),
        "rejected": _("We do not follow the objection"), "withdrawn": _("The person withdrew the objection"),
    },
    "alert": {
        "own_name": _("Opened a case of somebody with the same surname"),
        "many_cases": _("Opened many cases in a short time"),
        "night": _("Opened cases at night"),
        "searching": _("Searched often without opening a case"),
        "refusals": _("Was refused often"),
        "glass": _("Opened several cases outside the own work"),
    },
    "outcome": {
        "explained": _("Explained: it belonged to the work"), "false_alarm": _("False alarm"),
        "followed_up": _("Taken up with the manager"),
    },
    "why": {
        "responsible": _("guided you"), "team": _("works in the team that guided you"),
        "shared": _("helped with your case"), "provider": _("works for the provider of your lessons or help"),
        "break_glass": _("opened your case outside the own work, with a reason that is kept"),
        "other": _("works in the department that had your case, or answered a question about it"),
    },
    "look": {
        "open": _("looked"), "print": _("printed or downloaded"), "safety": _("opened personal circumstances"),
        "export": _("took data along"), "card": _("looked up who guides you"), "break_glass": _("opened with a reason"),
    },
    "register": {
        "controller_contact": _("Contact of the controller"),
        "officer_contact": _("Contact of the data protection officer"),
        "joint_controllers": _("Joint controllers"), "processors": _("Processors, such as who hosts Wegwijs"),
        "outside_eu": _("Transfer outside the EU"), "extra_security": _("More security measures"),
    },
    "section": {
        "person": _("Who you are"), "contact": _("How we reach you"), "household": _("Your household"),
        "involved": _("Who worked on your case"), "fact": _("What happened"), "plan": _("Your plan"),
        "letter": _("Letters"), "safety": _("Notes on safety"), "voice": _("What you said, and the answer"),
        "referral": _("Where we referred you to"), "delivery": _("Deliveries"),
        "duo": _("What DUO told"),
        "message": _("What we told others"), "request": _("Your requests"),
        "access": _("Why somebody opened your case"), "conversation": _("Notes of conversations"),
        "appointment": _("Your appointments"),
    },
    "title": {
        "person": _("Name and personal data"), "case": _("Your case"), "plan": _("Plan"),
        "decision": _("Decision"), "decision_agreement": _("Advice of a colleague"),
        "plan_agreement": _("Advice of a colleague"), "safety_note": _("Note"),
        "referral": _("Referral"), "copy_request": _("Request for a copy"),
        "restriction": _("Restriction"), "objection": _("Objection"), "duo_message": _("Message of DUO"),
        "duo_reading": _("What DUO answered"), "duo_verdict": _("A difference with DUO that was left"),
        "held": _("Question about a delivery"), "discrepancy": _("Difference with a delivery"),
        "break_glass": _("Opened with a reason"), "pip": _("Plan, told to DUO"),
        "contact_person": _("Contact person, told to DUO"), "beschikking": _("Decision on the plan"),
        "mijn_route": _("Mijn route"), "wish": _("Wish"), "complaint": _("Complaint"),
        "promise": _("What we promised"),
        "agreement": _("Agreement"), "agreements": _("Agreements"),
        "conversation": _("Note of a conversation"),
        "appointment": _("Letter about an appointment"),
        "appointment_planned": _("Appointment"), "appointment_moved": _("Appointment, moved"),
        "appointment_held": _("Appointment, held"), "appointment_not_come": _("Appointment, you did not come"),
        "appointment_called_off": _("Appointment, called off"),
    },
}  # fmt: skip


def say(table: str, code: str) -> str:
    """A code of these pages in words; the code itself when it is newer than this page."""
    return str(TABLES[table].get(code, code))


def choices(table: str, codes: tuple[str, ...] = ()) -> list[tuple[str, Words]]:
    """For a form."""
    return [(code, words) for code, words in TABLES[table].items() if not codes or code in codes]


def explain(alert: AlertView) -> str:
    """Why this alert is here, with its numbers; what would have to differ for it not to be."""
    sentences = {
        "own_name": _("%(count)s case(s) of somebody with the surname of this colleague. It may be chance."),
        "many_cases": _(
            "%(count)s different cases within an hour. The busiest hour on other days is usually %(usual)s; below"
            " %(norm)s nothing is said."
        ),
        "night": _("%(count)s case(s) between %(from)s:00 and %(until)s:00."),
        "searching": _("%(count)s searches within an hour, no case opened. Below %(norm)s nothing is said."),
        "refusals": _("%(count)s refused pages within an hour. Below %(norm)s nothing is said."),
        "glass": _("%(count)s times within seven days. Below %(norm)s nothing is said."),
    }
    return str(sentences.get(alert.rule, alert.rule)) % alert.numbers


def seen_line(row: Seen) -> str:
    """One line of "who saw my file"."""
    what = ", ".join(say("look", kind) for kind in row.kinds)
    times = ngettext("%(n)s time", "%(n)s times", row.times) % {"n": row.times}
    return f"{what} ({times}); {say('why', row.why)}"


def title_of(row: CopyRow) -> str:
    """What an item is."""
    if row.section == "fact":
        return wording.fact(row.title)
    table = {"contact": "contact", "household": "relation", "involved": "purpose"}.get(row.section)
    return wording.word(table, row.title) if table else say("title", row.title)


def pairs_of(row: CopyRow) -> list[tuple[str, str]]:
    """What an item says, label by label."""
    if row.section == "fact":
        return wording.details(row.title, row.content, amounts=True)
    return [
        (str(FIELDS.get(name, name.replace("_", " "))), _value(row, name, content))
        for name, content in row.content.items()
        if content not in (None, "", [], {}) and name not in FURNITURE
    ]


def _value(row: CopyRow, name: str, content: Any) -> str:
    if isinstance(content, Mapping):
        return "; ".join(f"{key}: {_value(row, str(key), each)}" for key, each in content.items() if each)
    if isinstance(content, list):
        return ", ".join(_value(row, name, each) for each in content)
    if name in {"mother_tongue", "explained_language", "speaks", "language"}:
        return wording.language(str(content))
    if name in CODES:
        return wording.word(CODES[name], str(content))
    return wording.country(str(content)) if name == "nationality" else wording.value(row.title, name, content)


def lines_of(row: CopyRow) -> list[str]:
    """An item as lines of a printed copy."""
    day = days.short(days.parse(row.on[:10])) if row.on else ""
    recorded = days.short(days.parse(row.recorded_at[:10])) if row.recorded_at else ""
    told = [f"{label}: {text}"[:4000] for label, text in pairs_of(row)][:195]
    if recorded and recorded != day:
        told.append(gettext("recorded on %(day)s") % {"day": recorded})
    return told + ([gettext("source: %(source)s") % {"source": row.source}] if row.source else [])


def _printed(row: CopyRow) -> Mapping[str, Any]:
    day = days.short(days.parse(row.on[:10])) if row.on else ""
    title = " · ".join(filter(None, (title_of(row), day)))
    return {"section": say("section", row.section), "title": title[:300], "lines": lines_of(row)}


def _left_out(ground: str, count: int) -> str:
    items = ngettext("%(n)s item", "%(n)s items", count) % {"n": count}
    return f"{items}: {say('ground', ground)}"


IN_WORDS = InWords(_printed, _left_out)
# How a letter is laid out, and what stands on every letter; a copy for a machine holds it all.
FURNITURE = frozenset({
    "stations", "here", "next", "helpers", "municipality_name", "municipality_address", "municipality_phone",
    "objection_weeks", "is_amendment", "user",
})  # fmt: skip
CODES = {
    "sex": "sex", "interpreter": "interpreter", "whose": "whose", "permit": "permit", "group": "group",
    "route": "route", "wish_route": "route", "explained_routes": "route", "level": "level", "role": "role",
    "kind": "decision",
}  # fmt: skip
FIELDS: Mapping[str, Words] = {
    "given_names": _("given names"), "prefix": _("prefix"), "surname": _("surname"),
    "own_script_name": _("name in own script"),
    "sex": _("sex"), "nationality": _("nationality"), "mother_tongue": _("mother tongue"), "speaks": _("speaks"),
    "reads_own_script": _("reads own script"), "interpreter": _("interpreter"),
    "interpreter_wish": _("wish for the interpreter"), "adaptation": _("what helps"), "v_number": _("V-number"),
    "born": _("born"), "bsn": "BSN", "group": _("group"), "permit": _("permit"), "case_number": _("case number"),
    "value": _("value"), "whose": _("whose"), "name": _("name"), "birth_year": _("birth year"), "role": _("role"),
    "team": _("team"), "ends_on": _("last day"), "organisation": _("organisation"), "reason": _("reason"),
    "text": _("text"), "advice": _("advice"), "outcome": _("outcome"), "route": _("route"), "state": _("state"),
    "event": _("event"), "field": _("field"), "answer": _("answer"), "choice": _("choice"),
    "wish_route": _("wished route"), "wish_work": _("wish for work"), "wish_study": _("wish for study"),
    "wish_times": _("wish for times"), "wish_remarks": _("other wishes"), "level": _("level"),
    "intensity_hours": _("lesson hours"), "hours_per_week": _("hours a week"), "agreements": _("agreements"),
    "guidance": _("guidance"), "childcare": _("childcare"), "reason_wish": _("why it differs from the wish"),
    "reason_test": _("why it differs from the test"), "reason_change": _("why it was changed"),
    "unilateral_reason": _("why it was decided without you"), "dated_on": _("date"), "number": _("number"),
    "recipient_name": _("to"), "recipient_own_name": _("name in own script"), "recipient_address": _("address"),
    "contact_name": _("contact person"), "contact_phone": _("phone of the contact person"),
    "reference": _("reference"), "decided_on": _("decided on"), "made_on": _("made on"),
    "term_starts_on": _("first day of the term"), "term_last_day": _("last day of the term"),
    "course_hours": _("lesson hours"), "pvt_hours": _("hours of PVT"), "pvt_how": _("PVT: when and how"),
    "map_hours": _("hours of MAP"), "map_how": _("MAP: when and how"),
    "participation_hours": _("hours of taking part"), "participation_how": _("taking part: when and how"),
    "conversations_per_year": _("conversations a year"), "objection_until": _("objection until"),
    "relief_form": _("financial relief"), "relief_last_day": _("last day of financial relief"),
    "explained_language": _("explained in"), "with_interpreter": _("with an interpreter"),
    "literacy": _("literacy lesson"), "test_result": _("result of the test"), "email": _("e-mail address"),
    "phone": _("phone"), "on": _("day"),
    "time": _("time"), "at": _("time"), "mode": _("how"), "room": _("room"), "by": _("with"), "second": _("and with"),
    "language": _("language"), "place": _("place"), "what": _("what about"),
    "subject": _("subject"), "decision": _("decision"), "own_words": _("in your language"),
    "passed_on": _("also told to the contract manager, about"), "done": _("what the contract manager did"),
    "answers": _("what was weighed"), "wish": _("what you said about it"), "supports": _("advice for it"),
    "kind": _("about"), "withdrawn_reason": _("why it was not gone on with"), "amount": _("amount in euros"),
    "others": _("the other exams"), "new_term_until": _("intake possible until"),
    "explained_routes": _("routes that were explained"), "lift_reason": _("why it ended"),
}  # fmt: skip
