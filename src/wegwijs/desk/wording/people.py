"""Names of languages and countries in the language of the page, from the Unicode locale data."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# What people here call a language, where the locale data has another word or none.
_OWN_LANGUAGE = {
    "prs": _("Dari"),
    "ti": _("Tigrinya"),
    "kmr": _("Kurmanji"),
    "ckb": _("Sorani"),
    "fa": _("Farsi"),
    "arc": _("Aramaic"),
    "tru": _("Suryoyo"),
    "rif": _("Tarifit"),
    "ber": _("Berber"),
}
# The languages that newcomers speak most come first in a list of choices.
FREQUENT = (
    "ar",
    "ti",
    "prs",
    "fa",
    "ps",
    "kmr",
    "ckb",
    "so",
    "tr",
    "am",
    "om",
    "en",
    "fr",
    "es",
    "pt",
    "ru",
    "uk",
    "zh",
)


@lru_cache(maxsize=2)
def _locale_names(lang: str) -> tuple[dict[str, str], dict[str, str]]:
    from babel import Locale  # a quarter of a second; only pages that name a language need it

    locale = Locale(lang)
    return dict(locale.languages.items()), dict(locale.territories.items())


def _page_language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def language(code: str | None) -> str:
    """Name of an ISO 639 language, "Tigrinya"; empty for an empty code, the code itself when unknown."""
    if not code:
        return ""
    if code in _OWN_LANGUAGE:
        return str(_OWN_LANGUAGE[code])
    return _locale_names(_page_language())[0].get(code, code)


def country(code: str | None) -> str:
    """Name of an ISO 3166-1 country, "Eritrea"; empty for an empty code."""
    return _locale_names(_page_language())[1].get(code, code) if code else ""


def languages() -> list[tuple[str, str]]:
    """Choices for a form: the frequent ones first, then every other two- or three-letter language by name."""
    names = _locale_names(_page_language())[0]
    others = sorted(
        (
            (code, name)
            for code, name in names.items()
            if len(code) <= 3 and code not in {*FREQUENT, "und", "mul", "zxx"}
        ),
        key=lambda pair: pair[1].casefold(),
    )
    return [*((code, language(code)) for code in FREQUENT), *others]
