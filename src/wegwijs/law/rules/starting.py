"""Regime, intake and term. Code, article, confidence, English text (the msgid)."""

# ruff: noqa: E501 - a text stays on one line, as in the catalogue

from wegwijs.law.rules.rule import Rule, _

RULES = {
    "missing_fact": Rule("", "H", _("This cannot be determined yet. Missing: {fact}. It comes from {supplier}.")),
    "obligation_met": Rule("Wet inburgering 2021 art. 6 en 7", "H", _("The person has met the duty to integrate.")),
    "obligation_ended": Rule("Wet inburgering 2021 art. 3 en 4", "H", _("DUO has ended the duty to integrate.")),
    "naturalised": Rule(
        "Wet inburgering 2021 art. 3 lid 1", "H", _("The person has become Dutch. The duty has ended.")
    ),
    "full_dispensation": Rule(
        "Wet inburgering 2021 art. 4 lid 1", "H", _("DUO has granted a full dispensation (vrijstelling).")
    ),
    "temporary_dispensation": Rule(
        "Wet inburgering 2021 art. 4 lid 1 onder c en d",
        "H",
        _("DUO has granted a temporary dispensation. The duty rests for now."),
    ),
    "full_exemption": Rule("Wet inburgering 2021 art. 5", "H", _("DUO has granted a full exemption (ontheffing).")),
    "temporary_exemption": Rule(
        "Wet inburgering 2021 art. 5", "H", _("DUO has granted a temporary exemption. The duty rests for now.")
    ),
    "free_movement": Rule(
        "Wet inburgering 2021 art. 3 lid 2",
        "H",
        _(
            "Nationality {nationality}: nationals of the Netherlands, the EU, the EEA and Switzerland do not have to integrate."
        ),
    ),
    "temporary_purpose": Rule(
        "Besluit inburgering 2021 art. 2.2",
        "H",
        _("The purpose of residence is temporary. There is no duty to integrate."),
    ),
    "too_young": Rule(
        "Wet inburgering 2021 art. 3 lid 1",
        "H",
        _("The person is younger than {age}. There is no duty to integrate yet."),
    ),
    "still_in_school": Rule(
        "Wet inburgering 2021 art. 4 lid 1 onder c",
        "M",
        _("Below {age} a person still has to go to school. DUO reports the duty when it begins."),
    ),
    "duo_says_obliged": Rule(
        "Wet inburgering 2021 art. 3 lid 2",
        "M",
        _("DUO has reported a duty to integrate, but the data of the person say that there is none. Ask DUO."),
    ),
    "old_law": Rule(
        "Wet inburgering 2021 art. 54 lid 1", "H", _("The duty started before {day}. The old law (Wi2013) applies.")
    ),
    "new_law": Rule(
        "Wet inburgering 2021 art. 54 lid 1",
        "H",
        _("The duty started on or after {day}. The Wet inburgering 2021 applies."),
    ),
    "new_law_by_plan": Rule(
        "Wet inburgering 2021 art. 15",
        "M",
        _(
            "There is a plan (PIP). Plans exist only under the Wet inburgering 2021. The start of the duty is not recorded."
        ),
    ),
    "new_law_by_notice": Rule(
        "Wet inburgering 2021 art. 54 lid 1",
        "M",
        _("DUO notified on or after {day}. The Wet inburgering 2021 applies. The start of the duty is not recorded."),
    ),
    "old_law_by_notice": Rule(
        "Wet inburgering 2021 art. 54 lid 1",
        "M",
        _("DUO notified before {day}. The old law (Wi2013) applies. The start of the duty is not recorded."),
    ),
    "pip_after_notice": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 1", "H", _("The plan is due {weeks} weeks after DUO's notice: {due}.")
    ),
    "pip_after_housing": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 1",
        "H",
        _(
            "At DUO's notice the person was not yet registered in the municipality that houses them. The plan is due {weeks} weeks after that registration: {due}."
        ),
    ),
    "pip_after_registration_2022": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 1 (tekst 2022)",
        "H",
        _("In 2022 the plan was due {weeks} weeks after registration in the municipality: {due}."),
    ),
    "pip_after_move": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 3",
        "H",
        _("After a move the new municipality makes the plan within {weeks} weeks after registration there: {due}."),
    ),
    "third_party_received": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 2",
        "H",
        _(
            "The municipality waited for information from someone else. The plan is due {weeks} weeks after receipt: {due}."
        ),
    ),
    "waiting_for_third_party": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 2",
        "H",
        _(
            "The municipality is waiting for information from someone else. If it comes late, the plan is due {weeks} weeks after receipt."
        ),
    ),
    "moved_before_due": Rule(
        "Besluit inburgering 2021 art. 5.3 lid 3",
        "M",
        _("The person moved to another municipality on {day}, before the plan was due here."),
    ),
    "pip_made": Rule("Wet inburgering 2021 art. 15 lid 1", "H", _("The plan has been established.")),
    "term_of_three_years": Rule(
        "Wet inburgering 2021 art. 11 lid 1 en 2",
        "H",
        _("The term is {months} months. It starts the day after the date of the first plan: {start}."),
    ),
    "term_extended": Rule("Wet inburgering 2021 art. 12", "H", _("DUO has extended the term until {until}.")),
    "extension_without_length": Rule(
        "Wet inburgering 2021 art. 12",
        "H",
        _("Not determinable: DUO extended the term, but not recorded is for how long."),
    ),
    "extension_window": Rule(
        "Besluit inburgering 2021 art. 4.5 lid 1",
        "H",
        _("An extension can be asked for from {months} months before the end of the term: from {day}."),
    ),
    "extension_decision": Rule(
        "Besluit inburgering 2021 art. 4.5 lid 1",
        "H",
        _("DUO decides within {weeks} weeks after the application: by {due}."),
    ),
    "retention": Rule(
        "Besluit inburgering 2021 art. 9.9",
        "H",
        _("The data are deleted {years} years after the duty ended: on {day}."),
    ),
    "abroad_too_long": Rule(
        "Besluit inburgering 2021 art. 2.1 lid 2",
        "H",
        _("The person has been abroad for more than a year. The duty ended on {day}."),
    ),
    "too_old": Rule(
        "Wet inburgering 2021 art. 3 lid 1",
        "M",
        _(
            "The person was {age} or older when the duty would have begun. There is no duty to integrate above the pension age."
        ),
    ),
    "term_interrupted": Rule(
        "Besluit inburgering 2021 art. 4.2",
        "H",
        _("The duty was interrupted. The term is {days} days longer: until {until}."),
    ),
    "interruption_goes_on": Rule(
        "Besluit inburgering 2021 art. 4.2",
        "H",
        _("The person is abroad. After the return the term gets longer by as many days as the stay lasted."),
    ),
    "changed_term_awaited": Rule(
        "Wet inburgering 2021 art. 4 lid 1 onder c en d",
        "H",
        _("The duty runs again after a rest. DUO sets a changed term; it is not recorded yet."),
    ),
    "term_rests": Rule(
        "Wet inburgering 2021 art. 4 lid 1 onder c en d",
        "H",
        _("The duty rests. DUO sets a changed term when it runs again."),
    ),
    "retention_death": Rule(
        "Besluit inburgering 2021 art. 9.9", "H", _("The person has died. The data are deleted at once.")
    ),
    "retention_core": Rule(
        "Besluit inburgering 2021 art. 9.9",
        "H",
        _(
            "Number, name, address, birth date, dispensations, exemption and completion may be kept for at most {core_years} years."
        ),
    ),
    "weekend_rule": Rule(
        "Algemene termijnenwet art. 1 lid 1", "L", _("{due} is no working day. The term runs until {day}.")
    ),
    "weekend_rule_unsure": Rule(
        "Algemene termijnenwet art. 1 lid 1",
        "L",
        _("{due} is no working day. Not verified: the term may run until {day}. Keep to the earlier day."),
    ),
}
