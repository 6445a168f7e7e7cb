"""Dutch words of a delivery and our codes: countries (ISO 3166-1), languages (ISO 639), groups, permits."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from .mapping import fold

# Names that deliveries use beside those of the Unicode locale data.
_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        "syrie": "SY", "arabische republiek syrie": "SY", "congo": "CD", "democratische republiek congo": "CD",
        "zaire": "CD",
        "republiek congo": "CG", "myanmar": "MM", "birma": "MM", "burma": "MM", "palestina": "PS",
        "palestijnse gebieden": "PS",
        "wit rusland": "BY", "belarus": "BY", "groot brittannie": "GB", "engeland": "GB",
        "verenigde staten van amerika": "US",
        "vs": "US", "amerika": "US", "turkiye": "TR", "volksrepubliek china": "CN", "hongkong": "HK", "hong kong": "HK",
        "macau": "MO", "rusland": "RU", "russische federatie": "RU", "moldavie": "MD", "moldova": "MD",
        "macedonie": "MK",
        "noord macedonie": "MK", "swaziland": "SZ", "eswatini": "SZ", "kaapverdie": "CV", "kirgizstan": "KG",
        "kirgizie": "KG",
        "tadzjikistan": "TJ", "oezbekistan": "UZ", "islamitische republiek iran": "IR", "perzie": "IR",
        "islamitische republiek afghanistan": "AF",
        "republiek jemen": "YE", "yemen": "YE", "somalie": "SO", "somaliland": "SO", "sudan": "SD", "zuid sudan": "SS",
        "ivoorkust": "CI", "cote divoire": "CI", "oost timor": "TL", "timor leste": "TL", "vaticaanstad": "VA",
        "korea": "KR",
        "zuid korea": "KR", "noord korea": "KP", "tsjechische republiek": "CZ", "tsjechie": "CZ", "holland": "NL",
        "bosnie": "BA",
        "bosnie herzegovina": "BA", "bosnie en herzegovina": "BA", "kosovo": "XK", "filippijnen": "PH",
        "filipijnen": "PH", "taiwan": "TW",
        # the adjective, for the nationalities that are common in a municipality
        "syrische": "SY", "syrisch": "SY", "eritrese": "ER", "eritrees": "ER", "turkse": "TR", "turks": "TR",
        "iraakse": "IQ", "iraaks": "IQ",
        "iraanse": "IR", "iraans": "IR", "afghaanse": "AF", "afghaans": "AF", "somalische": "SO", "somalisch": "SO",
        "ethiopische": "ET",
        "ethiopisch": "ET", "jemenitische": "YE", "jemenitisch": "YE", "soedanese": "SD", "soedanees": "SD",
        "marokkaanse": "MA",
        "marokkaans": "MA", "egyptische": "EG", "pakistaanse": "PK", "indiase": "IN", "chinese": "CN",
        "surinaamse": "SR", "braziliaanse": "BR",
        "russische": "RU", "oekraiense": "UA", "libische": "LY", "libanese": "LB", "irakese": "IQ", "ghanese": "GH",
        "nigeriaanse": "NG",
        "thaise": "TH", "filipijnse": "PH", "indonesische": "ID", "vietnamese": "VN", "colombiaanse": "CO",
        "venezolaanse": "VE",
    }
)  # fmt: skip
_NOT_KNOWN = frozenset({"onbekend", "onbekende", "nvt", "geen", "staatloos", "staatloze"})
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "tigrinya": "ti", "tigrigna": "ti", "tigrinja": "ti", "dari": "prs", "farsi": "fa", "perzisch": "fa",
        "farsi perzisch": "fa",
        "pashto": "ps", "pasjto": "ps", "pasjtoe": "ps", "pasjtoen": "ps", "pushto": "ps", "kurmanji": "kmr",
        "kurmandji": "kmr", "kurmanci": "kmr",
        "koerdisch kurmanji": "kmr", "koerdisch kurmanci": "kmr", "sorani": "ckb", "koerdisch sorani": "ckb",
        "badini": "kmr", "somali": "so",
        "oromo": "om", "amhaars": "am", "amharisch": "am", "amharic": "am", "arabisch levantijns": "ar",
        "syrisch arabisch": "ar",
        "levantijns arabisch": "ar", "marokkaans arabisch": "ar", "egyptisch arabisch": "ar",
        "irakees arabisch": "ar", "arabisch syrisch": "ar",
        "jemenitisch arabisch": "ar", "soedanees arabisch": "ar", "aramees": "arc", "suryoyo": "tru",
        "tamazight": "zgh", "berbers": "ber",
        "riffijns": "rif", "mandarijn": "zh", "chinees mandarijn": "zh", "oekrains": "uk", "wit russisch": "be",
        "oeigoers": "ug", "oeigoer": "ug",
        "fula": "ff", "fulani": "ff", "swahili": "sw", "kiswahili": "sw", "urdu": "ur", "bengali": "bn",
        "panjabi": "pa", "tagalog": "tl",
        "filipijns": "fil", "noors": "no", "roma": "rom", "azeri": "az", "singalees": "si", "lingala": "ln",
        "kirundi": "rn",
    }
)  # fmt: skip
_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "statushouder": "asylum", "asielstatushouder": "asylum", "statushouders": "asylum", "asiel": "asylum",
        "asielmigrant": "asylum",
        # DUO's finer classes; family of an asylum permit holder has the rights of one (law.md 1.6 b, 1.7)
        "gezinshereniger met asielstatushouder": "asylum", "gezinsvormer met asielstatushouder": "asylum",
        "gezinsmigrant": "family", "gezinsmigranten": "family", "gezinshereniger": "family", "gezinsvormer": "family",
        "overig": "other", "overige": "other", "overige migrant": "other", "geestelijk bedienaar": "other",
    }
)  # fmt: skip
_PERMITS: Mapping[str, str] = MappingProxyType(
    {
        "asiel": "asylum", "asielvergunning": "asylum", "asiel bepaalde tijd": "asylum",
        "regulier bij asielstatushouder": "regular_with_asylum_holder",
        "regulier": "regular", "regulier bepaalde tijd": "regular", "geestelijk bedienaar": "clergy",
        "geestelijke bedienaar": "clergy",
    }
)  # fmt: skip
_SEXES: Mapping[str, str] = MappingProxyType(
    {
        "man": "m",
        "m": "m",
        "mannelijk": "m",
        "vrouw": "f",
        "v": "f",
        "vrouwelijk": "f",
        "onbekend": "",
        "o": "",
        "x": "x",
    }
)


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): code for word, code in words.items()}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from babel import Locale  # a quarter of a second, and only when a delivery is read

    territories = Locale("nl").territories
    own = {
        fold(name): code
        for code, name in territories.items()
        if len(code) == 2 and code not in {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
    }
    return own | _folded(_COUNTRIES) | dict.fromkeys(_NOT_KNOWN, "")


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    from babel import Locale

    names = Locale("nl").languages
    own = {fold(name): code for code, name in names.items() if len(code) <= 3 and code not in {"und", "mul", "zxx"}}
    return own | _folded(_LANGUAGES) | {"onbekend": ""}


_FOLDED_GROUPS, _FOLDED_PERMITS, _FOLDED_SEXES = _folded(_GROUPS), _folded(_PERMITS), _folded(_SEXES)


@lru_cache(maxsize=4096)
def country(word: str) -> str | None:
    """ISO code of a country by its Dutch name; empty when said to be unknown or stateless; None when not recognised."""
    return _countries().get(fold(word))


@lru_cache(maxsize=4096)
def language(word: str) -> str | None:
    """ISO 639 code of a language by its Dutch name; None when not recognised."""
    return _languages().get(fold(word))


@lru_cache(maxsize=1024)
def group(word: str) -> str | None:
    """asylum, family or other; None when not recognised."""
    return _FOLDED_GROUPS.get(fold(word))


@lru_cache(maxsize=1024)
def permit(word: str) -> str | None:
    """A permit of the assess contract; None when not recognised."""
    return _FOLDED_PERMITS.get(fold(word))


@lru_cache(maxsize=1024)
def sex(word: str) -> str | None:
    """m, f, x or empty (not known); None when not recognised."""
    return _FOLDED_SEXES.get(fold(word))
