"""DUO refuses in words; its own conditions (README of the data exchange) are found back in them."""

from __future__ import annotations

import pytest

from wegwijs.desk.wording.duo import REASONS
from wegwijs.exchange.duo.refusals import recognise


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("De datum dagtekening ligt voor de start van de inburgeringsplicht.", "pip_before_obligation"),
        ("De datum dagtekening ligt voor de dagtekening van de eerste PIP.", "pip_before_current_pip"),
        ("De datum dagtekening ligt voor de dagtekening van de actuele PIP.", "pip_before_current_pip"),
        ("De dagtekening ligt voor de vestiging van de inburgeraar in de gemeente.", "pip_before_settlement"),
        ("Niveau A2 mag niet in combinatie met de onderwijsroute.", "a2_with_education"),
        ("Niveau B1 mag niet in combinatie met de Z-route.", "b1_with_self_reliance"),
        ("Niveau A2 mag niet bij de B1-route als dit de eerste PIP is.", "a2_in_first_b1_pip"),
        ("De geschatte intensiteit mag alleen bij de B1-route van een asielmigrant.", "intensity_only_b1_asylum"),
        ("De inburgeringstermijn is al vastgesteld.", "plan_in_use"),
        ("Er zijn al cursusdeelnameuren geregistreerd.", "plan_in_use"),
        ("Het inburgeringsaanbod is niet voor een asielmigrant.", "offer_not_asylum"),
        ("De datum van het aanbod ligt voor de dagtekening van de actuele PIP.", "date_before_plan"),
        ("De instelling heeft geen keurmerk.", "unknown_provider"),
        ("Uw gemeente heeft geen actuele PIP voor deze persoon.", "no_current_pip"),
        ("De inburgeringsplicht is al voldaan via de Z-route.", "already_met"),
        ("De datum ligt voor de startdatum van de inburgeringstermijn.", "date_before_term"),
        ("De datum ligt na de datum afronding Z-route.", "date_after_self_reliance_completion"),
        ("De datum kan niet worden ingetrokken: de Z-route is afgerond.", "route_completed"),
        ("De datum ligt in de toekomst.", "date_in_future"),
        ("De termijn is overschreden: geef aan of dat verwijtbaar is.", "culpable"),
        ("De persoon volgt niet de Z-route.", "other_route"),
        ("De persoon is niet inburgeringsplichtig.", "not_obliged"),
        ("Het systeem van DUO kon dit niet verwerken.", ""),
    ],
)
def test_a_condition_is_recognised(words: str, code: str) -> None:
    """And each that is recognised has an explanation and something to do."""
    assert recognise(words) == code
    assert code == "" or all(str(text) for text in REASONS[code])
