"""What DUO would refuse: the violation codes of the contract with their English text."""

from wegwijs.law.rules.rule import Rule, _

_DUO = "DUO, voorwaarden gegevensuitwisseling"

RULES = {
    "pip_before_obligation": Rule(_DUO, "H", _("The plan is dated before the start of the duty ({day}).")),
    "pip_before_settlement": Rule(
        _DUO, "H", _("The plan is dated before the registration in the municipality ({day}).")
    ),
    "pip_before_current_pip": Rule(_DUO, "H", _("The plan is dated before the present plan ({day}).")),
    "a2_with_education": Rule(_DUO, "H", _("Level A2 does not go with the education route.")),
    "b1_with_self_reliance": Rule(_DUO, "H", _("Level B1 does not go with the self-reliance route.")),
    "a2_in_first_b1_pip": Rule(_DUO, "H", _("The first plan for the B1 route cannot have level A2.")),
    "intensity_only_b1_asylum": Rule(
        _DUO, "H", _("An estimated intensity is given only for asylum permit holders in the B1 route.")
    ),
    "no_current_pip": Rule(_DUO, "H", _("There is no plan yet.")),
    "date_before_term": Rule(_DUO, "H", _("The date lies before the start ({day}).")),
    "date_in_future": Rule(_DUO, "H", _("The date lies in the future.")),
    "date_after_self_reliance_completion": Rule(
        _DUO, "H", _("The date lies after the completion of the self-reliance route ({day}).")
    ),
    "culpable_inside_term": Rule(_DUO, "H", _("Blame cannot be given for a date within the term (until {day}).")),
    "culpable_yes_without_overrun": Rule(
        _DUO, "H", _("'Culpable: yes' is possible only after the end of the term ({day}).")
    ),
    "culpable_no_too_early": Rule(
        _DUO, "H", _("'Culpable: no' is possible only in the last {months} months of the term.")
    ),
    "culpable_missing_on_overrun": Rule(
        _DUO, "H", _("The term ended on {day}: it must be told whether being late is culpable.")
    ),
    "unknown_provider": Rule(_DUO, "H", _("DUO does not know this school ({provider}).")),
    "offer_not_asylum": Rule(_DUO, "H", _("An offer can be delivered for asylum permit holders only.")),
    "not_self_reliance": Rule(
        "DUO, voorwaarden gegevensuitwisseling", "M", _("The plan is not for the self-reliance route.")
    ),
}
