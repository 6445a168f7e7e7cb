"""Signals. Code, article or norm, confidence, English text (the msgid)."""

# ruff: noqa: E501 - a text stays on one line, as in the catalogue

from wegwijs.law.rules.rule import Rule, _

RULES = {
    "relief_ending": Rule(
        "Participatiewet art. 56a",
        "H",
        _("The obligatory financial relief ends on {day}. Advise whether it stops or goes on in a lighter form."),
    ),
    "childcare_waiting": Rule(
        "Norm van de gemeente", "M", _("Childcare was asked for on {since} and has not been arranged yet.")
    ),
    "conversation_overdue": Rule(
        "Norm van de gemeente",
        "M",
        _("The last conversation about progress, or the plan, is of {since}. It is time for the next one."),
    ),
    "pvt_open": Rule("Wet inburgering 2021 art. 6 lid 4", "H", _("PVT is still open. It must be done by {day}.")),
    "map_open": Rule("Besluit inburgering 2021 art. 3.2", "H", _("MAP is still open. It must be done by {day}.")),
    "route_change_closing": Rule(
        "Besluit inburgering 2021 art. 5.4 lid 1", "H", _("The route can be changed until {day}.")
    ),
    "request_running": Rule(
        "Wet inburgering 2021 art. 12 en 4 en 5",
        "H",
        _("{request}: asked of DUO on {since}, no decision recorded. The term runs on until {day}."),
    ),
    "exam_waiting": Rule("Norm van de gemeente", "M", _("{part}: registered for the exam on {since}, not taken yet.")),
    "a2_not_reached": Rule(
        "Norm van de gemeente",
        "M",
        _("After {months} months A2 is not known to be reached in {count} of the language parts."),
    ),
    "hours_behind": Rule(
        "Norm van de gemeente",
        "M",
        _("{part}: {achieved} of {required}. Since {day} this is too little for an even pace."),
    ),
    "six_hundred_out_of_reach": Rule(
        "Wet inburgering 2021 art. 17 lid 3; Besluit inburgering 2021 art. 5.5",
        "H",
        _(
            "Recognised hours: {achieved} of {required}. At this pace {required} no longer fit in the term since {day}. Hours of self-study do not count."
        ),
    ),
    "course_start_late": Rule(
        "Norm van de gemeente", "M", _("No course has started. The norm is {days} days after the plan.")
    ),
    "intake_in_absence": Rule(
        "Wet inburgering 2021 art. 14 lid 2",
        "H",
        _("After {count} summonses without result the municipality completes the intake in absence."),
    ),
    "absence_too_early": Rule(
        "Wet inburgering 2021 art. 14 lid 2",
        "H",
        _("The intake was completed in absence after {count} summonses; the law asks {needed}."),
    ),
    "alone_not_offered": Rule(
        "Besluit inburgering 2021 art. 5.2",
        "H",
        _("It is not recorded that the person was told of the right to speak alone."),
    ),
    "test_waived_without_ground": Rule(
        "Wet inburgering 2021 art. 14 lid 6",
        "H",
        _("The learnability test was waived without a ground. Only a limitation in seeing or hearing is one."),
    ),
    "correction_without_fact": Rule("", "H", _("A correction names a fact that is not in the record.")),
    "exemption_too_wide": Rule(
        "Besluit inburgering 2021 art. 2.7",
        "H",
        _("An exemption covers all language parts; the law allows at most {most}. Ask DUO."),
    ),
    "everything_done": Rule(
        "Wet inburgering 2021 art. 6, 7, 8 en 9",
        "H",
        _("Everything has been done. DUO establishes it; the result is: {result}."),
    ),
}
