"""The kinds of facts of vocabulary v1, in the order in which facts of one day are read.

The order is the order of a trajectory: what ends comes before what starts anew on the same day, a request before its
answer, a plan before its amendment, a withdrawal last.
"""

from __future__ import annotations

from dataclasses import dataclass

from wegwijs.eventlog import words
from wegwijs.eventlog.field_types import Field, FieldType


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact. `rank` orders kinds on one day and is stable within a vocabulary version."""

    name: str
    rank: int
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The declared field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)


def _need(name: str, kind: FieldType = "text", choices: tuple[str, ...] = ()) -> Field:
    return Field(name, kind, choices, required=True)


_REASON = Field("reason")
# Any fact that supersedes another may say why.
_CORRECTION = Field("correction_reason")
_MUNICIPALITY = Field("municipality")
_PROVIDER = Field("provider")
_INTERPRETER = Field("interpreter", "flag")
_EXCUSED = Field("excused", "flag")
_CULPABLE = Field("culpable", "flag")
_RESPONSIBLE = (Field("role"), Field("team"))
_PLAN = (
    Field("route", "text", words.ROUTES),
    Field("level", "text", words.PLAN_LEVELS),
    Field("unilateral", "flag"),
    Field("intensity_hours", "number"),
    _REASON,
)
_COURSE = (_PROVIDER, Field("group"), _REASON)
_DISPENSATION = (
    Field("scope", "text", words.DISPENSATION_SCOPES),
    Field("part"),
    Field("level", "text", words.EXAM_LEVELS),
)
_EXEMPTION = (
    Field("ground", "text", words.EXEMPTION_GROUNDS),
    Field("scope", "text", words.DISPENSATION_SCOPES),
    Field("parts", "texts"),
)
_EXTENSION = (
    Field("ground", "text", words.EXTENSION_GROUNDS),
    Field("months", "whole"),
    Field("ends_on", "day"),
)
_WORK = (
    Field("hours_per_week", "number"),
    Field("dutch_spoken", "flag"),
    Field("kind_of_work", "text", words.KINDS_OF_WORK),
)
_VOICE = (Field("subject"), Field("decision", "text", words.VOICE_DECISIONS), Field("of"))
_CAUSE = (Field("cause"),)
_BARRIER = (Field("barrier", "text", words.BARRIERS),)
_RELIEF = (Field("form", "text", words.RELIEF_FORMS), Field("advice"))
_REFERRAL = (Field("to"), Field("decision"))
_PLACE = (Field("place", "text", words.PLACES),)

_OBLIGATION: dict[str, tuple[Field, ...]] = {
    "obligation_ended": (_REASON,),
    "obligation_started": (_REASON,),
    "duo_notified": (),
    "coa_matched": (_MUNICIPALITY, Field("housing", "flag")),
    "moved_out": (_MUNICIPALITY,),
    "moved_in": (_MUNICIPALITY, Field("came_from")),
    "brp_registered": (_MUNICIPALITY, Field("housing", "flag")),
    "abroad_from": _CAUSE,
    "abroad_until": _CAUSE,
    "accommodation_changed": _PLACE,
    "home_assigned": _PLACE,
    "case_assigned": _RESPONSIBLE,
    "case_transferred": _RESPONSIBLE,
    "group_changed": (_need("group", "text", words.GROUPS),),
}
_INTAKE: dict[str, tuple[Field, ...]] = {
    "early_start_offered": (_REASON,),
    "early_start_accepted": (_REASON,),
    "early_start_declined": (_REASON,),
    "contact_made": (Field("channel", "text", words.CHANNELS),),
    "invitation_sent": (Field("channel"), Field("appointment_on", "day")),
    "intake_summoned": (Field("attempt", "whole"), Field("respond_by", "day")),
    "intake_no_show": (_EXCUSED,),
    "warning_given": (Field("basis"),),
    "intake_conversation_held": (
        Field("domains", "texts"),
        Field("language"),
        _INTERPRETER,
        Field("mode"),
        Field("alone_offered", "flag"),
    ),
    "third_party_information_requested": (Field("from"),),
    "third_party_information_received": (Field("from"),),
    "learnability_test_taken": (
        Field("score", "number"),
        Field("required", "number"),
        Field("result", "text", words.TEST_RESULTS),
    ),
    "learnability_test_waived": (Field("ground", "text", words.TEST_WAIVER_GROUNDS),),
    "routes_explained": (Field("routes", "texts", words.ROUTES), Field("language")),
    "route_preferred": (Field("route", "text", words.ROUTES),),
    "intake_completed": (Field("in_absence", "flag"),),
    "pip_established": _PLAN,
    "pip_amended": _PLAN,
    "downscaling_decided": (Field("parts", "texts", words.SKILLS),),
    "agreement_plan_signed": (Field("version"),),
    "duo_told": (Field("message"), Field("reference")),
}
_SUPPORT: dict[str, tuple[Field, ...]] = {
    "benefit_ended": (_REASON,),
    "benefit_started": (_REASON,),
    "benefit_reduced": (Field("same_conduct", "flag"),),
    "financial_relief_ended": _RELIEF,
    "financial_relief_started": _RELIEF,
    "social_guidance_ended": (_PROVIDER,),
    "social_guidance_started": (_PROVIDER,),
    "barrier_found": _BARRIER,
    "barrier_resolved": _BARRIER,
    "childcare_requested": (),
    "childcare_arranged": (),
    "referral_sent": _REFERRAL,
    "referral_answered": _REFERRAL,
    "wish_voiced": _VOICE,
    "complaint_made": _VOICE,
    "voice_answered": _VOICE,
}
_LEARNING: dict[str, tuple[Field, ...]] = {
    "introduction_started": (Field("programme"),),
    "introduction_completed": (Field("programme"),),
    "course_offered": _COURSE,
    "course_declined": _CAUSE,
    "course_waitlisted": _CAUSE,
    "course_ended": _COURSE,
    "course_started": _COURSE,
    "hours_attended": (
        _need("component", "text", words.HOUR_COMPONENTS),
        _need("hours", "number"),
        Field("mode", "text", words.HOUR_MODES),
        Field("recognised", "flag"),
        _PROVIDER,
        Field("phase", "text", words.HOUR_PHASES),
    ),
    "absence_recorded": (Field("hours", "number"), _EXCUSED, _REASON),
    "work_ended": _WORK,
    "work_started": _WORK,
    "map_registered": _CAUSE,
    "map_waived": (_CULPABLE,),
    "pvt_declaration_signed": (_CULPABLE,),
    "map_final_interview_held": (_CULPABLE,),
    "level_estimated": (
        Field("skill"),
        Field("level", "text", words.ESTIMATED_LEVELS),
        Field("source"),
    ),
    "exam_registered": (Field("part", "text", words.EXAM_PARTS), Field("level", "text", words.EXAM_LEVELS)),
    "exam_taken": (
        _need("part", "text", words.EXAM_PARTS),
        Field("level", "text", words.EXAM_LEVELS),
        _need("result", "text", words.EXAM_RESULTS),
        _REASON,
    ),
    "education_diploma_obtained": (_PROVIDER,),
    "progress_conversation_held": (Field("mode"), Field("language"), _INTERPRETER),
    "self_reliance_interview_held": (),
}
_DECISIONS: dict[str, tuple[Field, ...]] = {
    "dispensation_requested": _DISPENSATION,
    "dispensation_refused": _DISPENSATION,
    "dispensation_granted": _DISPENSATION,
    "exemption_requested": _EXEMPTION,
    "exemption_refused": _EXEMPTION,
    "exemption_granted": _EXEMPTION,
    "extension_requested": _EXTENSION,
    "extension_refused": _EXTENSION,
    "extension_granted": _EXTENSION,
    "naturalisation_requested": (),
    "naturalisation_refused": (),
    "naturalisation_granted": (),
    "municipal_fine_imposed": (Field("basis"), Field("amount", "number"), Field("irrevocable_on", "day")),
    "duo_fine_imposed": (Field("basis"), Field("amount", "number"), Field("new_term_months", "whole")),
    "obligation_met": (Field("result", "text", words.MET_RESULTS),),
    "fact_withdrawn": (_need("fact"), _REASON),
}

_ALL = _OBLIGATION | _INTAKE | _SUPPORT | _LEARNING | _DECISIONS
# Ranks go by ten, so that a kind added later finds a place without renumbering: after which one it is read.
_LATER: dict[str, tuple[str, tuple[Field, ...]]] = {
    "voice_realised": ("voice_answered", (Field("subject"), Field("of"))),
}
KINDS_BY_NAME: dict[str, Kind] = {
    name: Kind(name, 10 * position, (*fields, _CORRECTION))
    for position, (name, fields) in enumerate(_ALL.items(), start=1)
}
for _name, (_after, _fields) in _LATER.items():
    KINDS_BY_NAME[_name] = Kind(_name, KINDS_BY_NAME[_after].rank + 1, (*_fields, _CORRECTION))
