"""What can be recorded on a case: a code (its address), its words, its form, who may, and its place in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wegwijs.accounts.actor import Actor
from wegwijs.desk.case.forms import around, asking, closing, intake, involve, life, people, voice
from wegwijs.desk.case.forms.base import RecordForm
from wegwijs.dossier.queries import Case

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Recording:
    """`short` stands in the menu, `title` above the form. `see`: codes of forms for the other possibility."""

    code: str
    group: str
    short: Words
    title: Words
    form: type[RecordForm]
    intro: Words = ""
    permission: str = "case.write"
    see: tuple[str, ...] = ()
    template: str = "desk/case/record.html"


GROUPS: Mapping[str, Words] = {
    "intake": _("Intake"),
    "route": _("Plan and route"),
    "life": _("What happens"),
    "person": _("Who and how to talk"),
    "who": _("Who works on it"),
}
_ALL = (
    Recording(
        "contact", "intake", _("Contact"), _("Record a contact"), voice.ContactForm, template="desk/case/contact.html"
    ),
    Recording(
        "invitation",
        "intake",
        _("Invitation"),
        _("Invite for a conversation"),
        intake.InvitationForm,
        _("First call or send a message: explain and choose a day together. The letter comes after that."),
        see=("summons",),
    ),
    Recording(
        "summons",
        "intake",
        _("Summons"),
        _("Send a summons"),
        intake.SummonsForm,
        _("The formal step, when inviting did not work. It is a letter with a term."),
        see=("invitation",),
    ),
    Recording(
        "missed",
        "intake",
        _("Did not come"),
        _("Did not come to the conversation"),
        intake.MissedForm,
        see=("summons",),
    ),
    Recording("conversation", "intake", _("Conversation"), _("Record a conversation"), intake.ConversationForm),
    Recording(
        "test",
        "intake",
        _("Learnability test"),
        _("Record the learnability test"),
        intake.TestForm,
        _("This is not an intelligence test. It helps to choose a route; you decide together."),
        see=("test-waived",),
    ),
    Recording(
        "test-waived",
        "intake",
        _("Learnability test not needed"),
        _("The learnability test is not needed"),
        intake.TestWaivedForm,
        _("The law knows two grounds only: trouble seeing or trouble hearing."),
        see=("test",),
    ),
    Recording(
        "information",
        "intake",
        _("Information from others"),
        _("Information from others"),
        intake.InformationForm,
        _(
            "Only information without which you cannot make the plan. "
            "It is the one reason for which the plan may be later."
        ),
    ),
    Recording(
        "completed",
        "intake",
        _("Intake completed"),
        _("The intake is complete"),
        intake.CompletedForm,
        see=("absence",),
    ),
    Recording(
        "absence",
        "intake",
        _("Intake without the person"),
        _("Complete the intake without the person"),
        intake.AbsenceForm,
        _("After the summonses that the law asks for. The person can always still come and talk."),
        see=("summons", "completed"),
    ),
    Recording(
        "warning",
        "intake",
        _("Warning"),
        _("Record a warning"),
        asking.WarningForm,
        see=("contact", "missed"),
    ),
    Recording("early-start", "intake", _("Early start"), _("Early start"), life.EarlyStartForm),
    Recording("course", "route", _("Course"), _("The course"), life.CourseForm),
    Recording("pvt", "route", _("PVT"), _("Participation statement (PVT)"), closing.PvtForm),
    Recording("map", "route", _("MAP"), _("Labour market module (MAP)"), closing.MapForm),
    Recording(
        "self-reliance",
        "route",
        _("Self-reliance route completed"),
        _("The final conversation of the self-reliance route"),
        closing.SelfRelianceForm,
        _("DUO is told the date. Record it when all hours and conversations are done."),
    ),
    Recording(
        "request",
        "route",
        _("Request at DUO"),
        _("A request at DUO"),
        asking.RequestForm,
        _("DUO does not tell us of every request, and the term runs on. Recorded here, it stays in sight."),
        see=("request-answer",),
    ),
    Recording(
        "request-answer",
        "route",
        _("Answer to a request"),
        _("The answer to a request"),
        asking.RequestAnswerForm,
        see=("request",),
    ),
    Recording(
        "wish",
        "life",
        _("Wish or complaint"),
        _("A wish or a complaint"),
        voice.WishForm,
        template="desk/case/wish.html",
    ),
    Recording("work", "life", _("Work"), _("Work or volunteering"), life.WorkForm),
    Recording("move", "life", _("Moved"), _("Moved or registered"), life.MoveForm),
    Recording("home", "life", _("Place to live"), _("Where the person lives"), life.HomeForm),
    Recording("benefit", "life", _("Benefit"), _("Benefit started or ended"), life.BenefitForm),
    Recording(
        "obligation",
        "life",
        _("What DUO says about the duty"),
        _("What DUO says about the duty"),
        life.ObligationForm,
        _(
            "Only DUO decides on this. Mostly it comes in by itself; "
            "record it by hand when you see it in a letter or in the portal."
        ),
    ),
    Recording(
        "person",
        "person",
        _("Name, language, interpreter"),
        _("Who this is and how to talk"),
        people.PersonForm,
        template="desk/case/person.html",
    ),
    Recording(
        "contact-point",
        "person",
        _("Phone, e-mail, address"),
        _("Add a phone, e-mail or address"),
        around.ContactPointForm,
    ),
    Recording("household", "person", _("Household"), _("Add somebody of the household"), around.HouseholdForm),
    Recording(
        "assign",
        "who",
        _("Choose who guides"),
        _("Choose who guides this person"),
        involve.AssignForm,
        permission="case.assign",
        see=("transfer", "share"),
    ),
    Recording(
        "share",
        "who",
        _("Let a colleague work along"),
        _("Let a colleague work along"),
        involve.ShareForm,
        permission="case.assign",
        see=("assign", "transfer"),
    ),
    Recording(
        "transfer",
        "who",
        _("Hand over to a team"),
        _("Hand over to another team"),
        involve.TransferForm,
        _("The case waits there until somebody takes it. You see it no longer, unless you work along."),
        permission="case.assign",
        see=("assign", "share"),
    ),
)
RECORDINGS: Mapping[str, Recording] = {one.code: one for one in _ALL}


def form_for(recording: Recording, case: Case) -> type[RecordForm]:
    """The form for this case: after the plan a conversation is one on the way."""
    if recording.code == "conversation" and any(fact.kind == "pip_established" for fact in case.facts):
        return intake.ProgressForm
    return recording.form


def menu(actor: Actor) -> list[tuple[Words, list[Recording]]]:
    """What this actor may record, by group."""
    allowed = [one for one in _ALL if actor.may(one.permission) and actor.may("case.write")]
    found = [(words, [one for one in allowed if one.group == group]) for group, words in GROUPS.items()]
    return [(words, ones) for words, ones in found if ones]
