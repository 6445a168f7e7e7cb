"""Fines, money and signals. Code, article, confidence, English text (the msgid)."""

# ruff: noqa: E501 - a text stays on one line, as in the catalogue

from wegwijs.law.rules.rule import Rule, _

RULES = {
    "duo_never_fines_asylum": Rule(
        "HvJ EU ECLI:EU:C:2025:52; RvS 9 juli 2025",
        "H",
        _("DUO does not fine asylum permit holders. The duty to integrate remains."),
    ),
    "municipal_fine_asylum_off": Rule(
        "Wet inburgering 2021 art. 22 en 23",
        "L",
        _(
            "Not verified whether a municipality may still fine asylum permit holders. It is switched off here; a person has to weigh it."
        ),
    ),
    "no_fine_without_blame": Rule("Algemene wet bestuursrecht art. 5:41", "M", _("No fine without blame.")),
    "benefit_already_reduced": Rule(
        "Wet inburgering 2021 art. 27",
        "H",
        _("The benefit was already reduced for the same conduct. No fine comes on top of it."),
    ),
    "warning_first": Rule(
        "Wet inburgering 2021 art. 14 lid 1",
        "H",
        _("Not coming the first time brings a written warning and a new summons only, no fine."),
    ),
    "absence_excused": Rule("Wet inburgering 2021 art. 22", "H", _("There was a good reason for not coming.")),
    "intake_fine_times": Rule(
        "Wet inburgering 2021 art. 22", "M", _("The fine about the intake can be imposed {times} times.")
    ),
    "intake_fine": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 1",
        "H",
        _("Not cooperating with the intake after the repeated summons: €{amount}."),
    ),
    "warning_not_recorded": Rule(
        "Wet inburgering 2021 art. 14 lid 1", "H", _("The written warning is not recorded. Check that it was given.")
    ),
    "intake_new_term": Rule(
        "Wet inburgering 2021 art. 22", "H", _("The decision sets a new term of at most {months} months: until {day}.")
    ),
    "no_plan_no_fine": Rule("Wet inburgering 2021 art. 23", "H", _("There was no plan yet to cooperate with.")),
    "pip_fine_base": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 2", "H", _("The fine about the plan starts from €{amount}.")
    ),
    "pip_fine_repeated": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 3",
        "H",
        _("Earlier irrevocable fines in the 12 months before: {times}. The amount becomes €{amount}."),
    ),
    "pip_fine_ladder_unsure": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 3", "L", _("Not verified: how the amount grows from the third fine on.")
    ),
    "pip_fine_blame": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 4",
        "H",
        _("Of this {percent} percent for the degree of blame: €{amount}."),
    ),
    "fines_capped": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 5",
        "H",
        _("All fines together stay under €{cap}. Still possible: €{room}."),
    ),
    "term_still_runs": Rule(
        "Wet inburgering 2021 art. 24 en 25", "H", _("The term runs until {day}. Before that DUO does not fine.")
    ),
    "nothing_owed": Rule("Wet inburgering 2021 art. 24 en 25", "H", _("This part is done. There is nothing to fine.")),
    "duo_fine": Rule("Besluit inburgering 2021 art. 7.2 lid 1", "M", _("DUO can impose €{amount}.")),
    "duo_route_fine": Rule(
        "Besluit inburgering 2021 art. 7.2 lid 2",
        "H",
        _("DUO can impose at most €{highest}. The table with amounts was not read."),
    ),
    "relief_six_months": Rule(
        "Participatiewet art. 56a",
        "H",
        _("The municipality pays fixed costs from the benefit for {months} months: from {start} until {last_day}."),
    ),
    "relief_only_new_law": Rule(
        "Participatiewet art. 56a",
        "H",
        _("Obligatory financial relief is only for people under the Wet inburgering 2021."),
    ),
    "relief_only_asylum_permit": Rule(
        "Participatiewet art. 56a", "H", _("Obligatory financial relief is only for holders of an asylum permit.")
    ),
    "relief_only_benefit": Rule(
        "Participatiewet art. 56a", "H", _("Obligatory financial relief is only for people with a benefit.")
    ),
    "benefit_over": Rule("Participatiewet art. 56a", "H", _("The benefit has ended.")),
    "entitlements_only_new_law": Rule(
        "Wet inburgering 2021 art. 13, 16 en 20", "H", _("The duty under the Wet inburgering 2021 does not run.")
    ),
    "offer_for_asylum": Rule(
        "Wet inburgering 2021 art. 16 lid 1",
        "H",
        _("The municipality offers asylum permit holders a course in time and pays for it."),
    ),
    "no_loan_for_asylum": Rule(
        "Wet inburgering 2021 art. 20", "H", _("Asylum permit holders need no loan and cannot get one.")
    ),
    "own_course": Rule(
        "Wet inburgering 2021 art. 16 lid 1",
        "H",
        _("Family migrants and other migrants arrange and pay for the language course themselves."),
    ),
    "loan_during_term": Rule(
        "Wet inburgering 2021 art. 20; Besluit inburgering 2021 art. 6.2",
        "H",
        _("A loan is possible during the term, depending on income."),
    ),
    "guidance_from_registration": Rule(
        "Wet inburgering 2021 art. 13 lid 2 en 3; Besluit inburgering 2021 art. 5.1",
        "H",
        _("Social guidance starts with registration in the municipality."),
    ),
    "group_permit_conflict": Rule(
        "Wet inburgering 2021 art. 13 lid 1",
        "H",
        _("DUO's group ({group}) does not match the permit ({permit}). DUO's group decides; ask DUO."),
    ),
    "withdrawal_without_fact": Rule("", "H", _("A withdrawal names a fact that is not in the record.")),
    "plan_under_old_law": Rule(
        "Wet inburgering 2021 art. 54 lid 1",
        "H",
        _("There is a plan, but the old law applies. Check the start of the duty."),
    ),
    "pip_due_soon": Rule("Besluit inburgering 2021 art. 5.3 lid 1", "H", _("The plan must be ready by {day}.")),
    "pip_overdue": Rule("Besluit inburgering 2021 art. 5.3 lid 1", "H", _("The plan had to be ready by {day}.")),
    "term_ends_soon": Rule(
        "Wet inburgering 2021 art. 11 lid 1",
        "H",
        _("The term ends on {day}. Still to do: {count}."),
    ),
    "term_passed": Rule("Wet inburgering 2021 art. 11 lid 1", "H", _("The term ended on {day}. Still to do: {count}.")),
    "duty_remains": Rule(
        "Wet inburgering 2021 art. 6",
        "H",
        _("DUO imposes nothing. The duty to integrate remains, and so does the help."),
    ),
    "course_not_started": Rule(
        "Besluit inburgering 2021 art. 9.3 lid 2 onder b",
        "M",
        _("No course has started within {months} months after the plan. This can be a ground for extension."),
    ),
    "pvt_hours_missing": Rule(
        "Wet inburgering 2021 art. 6 lid 5", "M", _("PVT is signed, but its hours are not recorded.")
    ),
    "map_hours_missing": Rule(
        "Besluit inburgering 2021 art. 3.2", "M", _("MAP is concluded, but its hours of practice are not recorded.")
    ),
    "pension_age": Rule(
        "Wet inburgering 2021 art. 3 lid 1", "L", _("The pension age is reached on {day}. Not verified: DUO decides.")
    ),
    "pension_age_near": Rule(
        "Wet inburgering 2021 art. 3 lid 1",
        "L",
        _("The person reaches the pension age on {day}. DUO then ends the duty."),
    ),
    "new_term_after_fine": Rule(
        "Besluit inburgering 2021 art. 7.2",
        "L",
        _(
            "DUO's decision sets a new term of {months} months: until {day}. Not verified: from which day it is counted."
        ),
    ),
    "new_term_still_runs": Rule(
        "Wet inburgering 2021 art. 24 en 25",
        "L",
        _("The new term after DUO's fine runs until {day}. Before that DUO does not fine again."),
    ),
    "duo_new_term": Rule(
        "inburgeren.nl, boete", "M", _("With a fine DUO sets a new term; now that would be {months} months.")
    ),
    "repeated_summons_open": Rule(
        "Wet inburgering 2021 art. 14 lid 1", "H", _("The person can still react to the repeated summons until {day}.")
    ),
    "intake_is_complete": Rule(
        "Wet inburgering 2021 art. 14 lid 2",
        "H",
        _("The intake was completed before. There is nothing left to cooperate with."),
    ),
    "fines_capped_new_term": Rule(
        "Besluit inburgering 2021 art. 7.1 lid 5",
        "H",
        _("In the new term after a fine of DUO ({months} months) all municipal fines together stay under €{cap}."),
    ),
    "not_housed_yet": Rule(
        "Wet inburgering 2021 art. 13 lid 2 en 3; Besluit inburgering 2021 art. 5.1",
        "H",
        _("Social guidance starts with registration in the municipality that houses the person. That is not recorded."),
    ),
    "loan_in_new_term": Rule(
        "Besluit inburgering 2021 art. 6.2", "H", _("A loan is possible in the new term after a fine of DUO.")
    ),
}
