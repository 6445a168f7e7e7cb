"""Recognise what DUO means by a refusal. DUO gives words, no codes: its own conditions are found back in them."""

from __future__ import annotations

import re

# What a refusal says → the code of our own check on the same condition, or one of our own. The first that fits.
_CONDITIONS: tuple[tuple[str, str], ...] = (
    (r"toekomst", "date_in_future"),
    (r"verwijtbaar", "culpable"),
    (r"niet inburgeringsplichtig", "not_obliged"),
    (r"voldaan", "already_met"),
    (r"intensiteit", "intensity_only_b1_asylum"),
    (r"\bA2\b.*onderwijs|onderwijs.*\bA2\b", "a2_with_education"),
    (r"\bB1\b.*Z-?route|Z-?route.*\bB1\b", "b1_with_self_reliance"),
    (r"\bA2\b.*(B1-?route|eerste)|eerste.*\bA2\b", "a2_in_first_b1_pip"),
    (r"(aanbod|inburgeringsaanbod).*dagtekening|dagtekening.*aanbod", "date_before_plan"),
    (r"dagtekening.*vestiging|gevestigd", "pip_before_settlement"),
    (r"dagtekening.*plicht", "pip_before_obligation"),
    (r"dagtekening.*(initi|eerste|actuele|vorige|eerdere)", "pip_before_current_pip"),
    (r"ingetrokken.*Z-?route|Z-?route.*ingetrokken", "route_completed"),
    (r"na de .*Z-?route", "date_after_self_reliance_completion"),
    (r"volgt niet.*route", "other_route"),
    (r"voor (de|het) (start|begin).*termijn", "date_before_term"),
    (r"uren.*geregistreerd|termijn.*vastgesteld", "plan_in_use"),
    (r"instelling|keurmerk", "unknown_provider"),
    (r"asiel", "offer_not_asylum"),
    (r"\bPIP\b", "no_current_pip"),
    (r"gemeente", "not_our_person"),
)


def recognise(words: str) -> str:
    """The code of the condition; empty when it is none that we know."""
    text = " ".join(words.split())
    return next((code for pattern, code in _CONDITIONS if re.search(pattern, text, re.IGNORECASE)), "")
