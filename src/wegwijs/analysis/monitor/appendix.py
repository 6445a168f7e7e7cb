"""Tables A.1 to A.6, as published over 2023."""

from __future__ import annotations

from wegwijs.analysis.monitor.definitions import COUNTRIES, ROUTES, UNKNOWN, Definition, Words

PEOPLE = "mensen onder de Wet inburgering 2021, ook wie klaar is of de gemeente verliet"
GUIDED = "mensen in begeleiding: niet klaar, niet vertrokken, plicht niet geëindigd"
_HOUSED = "mensen aan wie in het kalenderjaar een woning is toegewezen"
_SEX = {"m": "Man", "f": "Vrouw"}
_TEST = {"b1_feasible": "B1 haalbaar", "b1_not_feasible": "B1 niet haalbaar"}
_AGES = {
    "18-26": "18 t/m 26 jaar", "27-39": "27 t/m 39 jaar", "40-59": "40 t/m 59 jaar", "60+": "60 jaar en ouder",
}  # fmt: skip
_YEARS = {"1": "1e jaar in begeleiding", "2": "2e jaar in begeleiding"}
_LATER = {str(year): f"{year}e jaar in begeleiding" for year in range(3, 11)}


_SEX_OR_NOT = "coalesce(sex::VARCHAR, 'unknown')"
_NATIONALITY = "coalesce(nationality::VARCHAR, 'unknown')"


APPENDIX = (
    Definition(
        "A.1", "Aantal statushouders en gezinsmigranten", "everybody", "who",
        {"asylum": "Statushouders", "family": "Gezinsmigranten"},
        Words("mensen per doelgroep", PEOPLE, "Overige migranten tellen bij de gezinsmigranten, zoals in de bron."),
        columns=None, also={"asylum": "everybody", "family": "everybody"},
    ),
    Definition(
        "A.2", "Leeftijd van de inburgeraars", "everybody", "age", _AGES | UNKNOWN,
        Words("mensen per leeftijd op de peildatum", PEOPLE,
              "Van een onvolledige geboortedatum geldt de verjaardag als geweest."),
    ),
    Definition(
        "A.3", "Sekse en nationaliteit van gehuisveste inburgeraars", "housed", _SEX_OR_NOT, _SEX | UNKNOWN,
        Words("mensen per sekse", _HOUSED), columns=None, block="Sekse",
    ),
    Definition(
        "A.3", "Sekse en nationaliteit van gehuisveste inburgeraars", "housed", _NATIONALITY,
        COUNTRIES | {"other": "Overig"} | UNKNOWN, Words("mensen per nationaliteit", _HOUSED), columns=None,
        block="Nationaliteit",
    ),
    Definition(
        "A.4", "Jaar van het inburgeringstraject", "guided", "year", _YEARS | _LATER | UNKNOWN,
        Words("mensen per jaar sinds de melding (COA of DUO)", GUIDED), optional=("unknown", *_LATER),
    ),
    Definition(
        "A.5", "B1 haalbaar of niet haalbaar in de leerbaarheidstoets", "tested", "test", _TEST,
        Words("mensen per laatste uitslag", "mensen met een uitslag van de leerbaarheidstoets"),
    ),
    Definition(
        "A.6", "In het PIP vastgestelde route", "planned", "plan", ROUTES,
        Words("mensen per laatst vastgestelde route", "mensen in begeleiding met een PIP",
              "Van gezinsmigranten geeft de bron alleen percentages; die volgen we."),
        withheld="family",
    ),
)  # fmt: skip
