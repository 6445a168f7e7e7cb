"""What the routes ask, and ways to change course. Code, article, confidence, English text (the msgid)."""

# ruff: noqa: E501 - a text stays on one line, as in the catalogue

from wegwijs.law.rules.rule import Rule, _

RULES = {
    "exam_passed": Rule("Wet inburgering 2021 art. 7 lid 1", "H", _("{part}: exam passed at {level} or higher.")),
    "exam_owed": Rule("Wet inburgering 2021 art. 7 lid 1", "H", _("{part}: exam at {level} still to be passed.")),
    "knm_passed": Rule("Wet inburgering 2021 art. 7 lid 1", "H", _("Knowledge of Dutch society (KNM): exam passed.")),
    "knm_owed": Rule(
        "Wet inburgering 2021 art. 7 lid 1", "H", _("Knowledge of Dutch society (KNM): exam still to be passed.")
    ),
    "part_spared": Rule(
        "Wet inburgering 2021 art. 4, 5 en 7 lid 3", "H", _("{part}: need not be done, by decision of DUO.")
    ),
    "no_exams_in_self_reliance": Rule(
        "Besluit inburgering 2021 art. 3.14",
        "H",
        _("The self-reliance route asks no exam. Taking it is allowed if the plan says so."),
    ),
    "diploma_covers": Rule(
        "Wet inburgering 2021 art. 8", "H", _("{part}: covered by the diploma of the education route.")
    ),
    "diploma_instead_of_exam": Rule(
        "Wet inburgering 2021 art. 8", "H", _("The diploma of the education route replaces this exam.")
    ),
    "exams_instead_of_diploma": Rule(
        "Wet inburgering 2021 art. 8 lid 4",
        "H",
        _("All language parts at B1 and KNM have been passed. That replaces the diploma."),
    ),
    "diploma_obtained": Rule(
        "Wet inburgering 2021 art. 8", "H", _("The diploma of the education route has been obtained.")
    ),
    "diploma_owed": Rule(
        "Wet inburgering 2021 art. 8", "H", _("The diploma of the education route is still to be obtained.")
    ),
    "diploma_only_education": Rule(
        "Wet inburgering 2021 art. 8", "H", _("Only the education route ends with this diploma.")
    ),
    "course_hours": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder a",
        "H",
        _("Course hours Dutch and KNM together: {achieved} of {required}."),
    ),
    "course_hours_only_self_reliance": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder a",
        "H",
        _("Only the self-reliance route asks a number of course hours."),
    ),
    "participation_hours": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder b en lid 5",
        "H",
        _("Participation hours: {achieved} of {required}. Hours of PVT and MAP count."),
    ),
    "participation_only_self_reliance": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder b",
        "H",
        _("Only the self-reliance route asks participation hours."),
    ),
    "participation_only_asylum": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 3",
        "H",
        _("Participation hours are asked of asylum permit holders only."),
    ),
    "pvt_owed": Rule(
        "Besluit inburgering 2021 art. 3.1",
        "H",
        _("PVT: {achieved} of {required} hours; the declaration has not been signed yet."),
    ),
    "pvt_short": Rule(
        "Besluit inburgering 2021 art. 3.1",
        "H",
        _("PVT: the declaration has been signed, but only {achieved} of {required} hours are recorded."),
    ),
    "pvt_done": Rule(
        "Besluit inburgering 2021 art. 3.1", "H", _("PVT: {achieved} hours followed and the declaration signed.")
    ),
    "pvt_closed_without_hours": Rule(
        "Wet inburgering 2021 art. 6 lid 4 en 5",
        "M",
        _("PVT: the declaration has been signed. The hours were not recorded."),
    ),
    "map_owed": Rule(
        "Besluit inburgering 2021 art. 3.2",
        "M",
        _("MAP: {achieved} of {required} hours of practice; the final interview has not been held yet."),
    ),
    "map_short": Rule(
        "Besluit inburgering 2021 art. 3.2",
        "M",
        _("MAP: the final interview has been held, but only {achieved} of {required} hours of practice are recorded."),
    ),
    "map_done": Rule(
        "Besluit inburgering 2021 art. 3.2", "M", _("MAP: {achieved} hours of practice and the final interview held.")
    ),
    "map_closed_without_hours": Rule(
        "Besluit inburgering 2021 art. 3.2",
        "M",
        _("MAP: the final interview has been held. The hours of practice were not recorded."),
    ),
    "map_waived": Rule(
        "Besluit inburgering 2021 art. 3.2",
        "L",
        _("MAP: waived by the municipality. Not verified: this possibility was not found in the law."),
    ),
    "no_map_in_education": Rule(
        "Wet inburgering 2021 art. 8 lid 3", "H", _("Who follows or has completed the education route need not do MAP.")
    ),
    "interview_held": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder c",
        "H",
        _("The final interview of the self-reliance route has been held."),
    ),
    "interview_owed": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder c",
        "H",
        _("The final interview of the self-reliance route is still to be held."),
    ),
    "interview_only_self_reliance": Rule(
        "Besluit inburgering 2021 art. 3.14 lid 2 onder c",
        "H",
        _("Only the self-reliance route ends with an interview."),
    ),
    "duo_found_it_met": Rule("Wet inburgering 2021 art. 6 en 7", "H", _("DUO has decided that the duty is met.")),
    "duty_is_over": Rule(
        "Wet inburgering 2021 art. 3 en 4", "H", _("The duty has ended, so this need not be done any more.")
    ),
    "downscaling_hours": Rule(
        "Wet inburgering 2021 art. 17 lid 3; Besluit inburgering 2021 art. 5.5",
        "H",
        _("Course hours Dutch at a recognised school: {achieved} of {required}. Literacy counts, KNM does not."),
    ),
    "downscaling_online": Rule(
        "Handleiding Inburgeren", "M", _("Of the online hours ({online}) at most {most} count.")
    ),
    "recognition_unknown": Rule(
        "Besluit inburgering 2021 art. 5.5 lid 1",
        "H",
        _("Of {hours} hours it is not recorded whether the school is recognised. They are not counted."),
    ),
    "college_judges_effort": Rule(
        "Wet inburgering 2021 art. 17 lid 3; Besluit inburgering 2021 art. 5.5",
        "H",
        _("The municipality still judges whether the person made enough effort and cannot reach B1 in time."),
    ),
    "downscaling_only_b1": Rule(
        "Wet inburgering 2021 art. 17 lid 3", "H", _("Exams at A2 are possible in the B1 route only.")
    ),
    "already_a2": Rule("Wet inburgering 2021 art. 17 lid 3", "H", _("All parts are already at A2.")),
    "already_on_route": Rule(
        "Wet inburgering 2021 art. 17 lid 2", "H", _("The person already follows this route ({route}).")
    ),
    "education_to_b1_any_time": Rule(
        "Besluit inburgering 2021 art. 5.4 lid 1",
        "H",
        _("From the education route to the B1 route is possible at any time."),
    ),
    "route_change_in_time": Rule(
        "Besluit inburgering 2021 art. 5.4 lid 1",
        "H",
        _(
            "The route can be changed in the first {months} months of the term: until {day}. The municipality decides on the progress."
        ),
    ),
    "route_change_too_late": Rule(
        "Besluit inburgering 2021 art. 5.4 lid 1", "H", _("The first {months} months of the term ended on {day}.")
    ),
    "route_change_exceptions": Rule(
        "Besluit inburgering 2021 art. 5.4 lid 2 en 3",
        "H",
        _(
            "Exceptions: after a course of education that does not exempt, and in special cases. The municipality weighs those by hand."
        ),
    ),
    "window_open": Rule(
        "Besluit inburgering 2021 art. 4.5 lid 1",
        "H",
        _("An extension can be asked for since {day}: {months} months before the end of the term."),
    ),
    "window_not_yet_open": Rule(
        "Besluit inburgering 2021 art. 4.5 lid 1",
        "H",
        _("An extension can be asked for from {day}: {months} months before the end of the term."),
    ),
    "effort_only_b1": Rule(
        "Besluit inburgering 2021 art. 4.4 lid 2 onder a", "H", _("Extension for effort is for the B1 route only.")
    ),
    "effort_hours": Rule(
        "Besluit inburgering 2021 art. 4.4 lid 3", "H", _("Hours of language lessons or KNM: {achieved} of {required}.")
    ),
    "effort_lessons_missed": Rule(
        "Besluit inburgering 2021 art. 4.4 lid 2 onder b",
        "H",
        _("Not all lessons were attended: there is an absence that is not excused."),
    ),
    "effort_intensity": Rule(
        "Besluit inburgering 2021 art. 4.4 lid 2 onder b",
        "H",
        _("Not all lessons were attended: {achieved} of the {required} hours in the plan."),
    ),
    "effort_lessons_attended": Rule(
        "Besluit inburgering 2021 art. 4.4 lid 2 onder b", "H", _("All lessons were attended, except excused absence.")
    ),
    "effort_parts": Rule(
        "Besluit inburgering 2021 art. 4.4 lid 2 onder c",
        "H",
        _("Language parts passed: {achieved}; at least {required} needed."),
    ),
    "effort_done": Rule("Besluit inburgering 2021 art. 4.4 lid 2", "H", _("{part}: done.")),
    "effort_not_done": Rule("Besluit inburgering 2021 art. 4.4 lid 2", "H", _("{part}: must be done first.")),
    "map_not_after_diploma": Rule(
        "Wet inburgering 2021 art. 8 lid 3", "H", _("Who has completed the education route need not do MAP.")
    ),
    "duty_dispensed": Rule(
        "Wet inburgering 2021 art. 4 en 5", "H", _("By DUO's decision the whole duty need not be done.")
    ),
    "mode_unknown": Rule(
        "Handleiding Inburgeren",
        "M",
        _("Of {hours} hours it is not recorded whether they were online. They are counted as given on the spot."),
    ),
}
