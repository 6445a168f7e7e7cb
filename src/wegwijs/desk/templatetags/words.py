"""`{% load words %}`: codes as words in templates of the desk."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format

from wegwijs import law
from wegwijs.components import days
from wegwijs.desk import wording

register = template.Library()


@register.filter
def word(code: str | None, table: str) -> str:
    """`{{ row.phase|word:"phase" }}`; tables: wording.TABLES."""
    return wording.word(table, code)


@register.filter
def day_state(one: law.Deadline) -> str:
    """How a day stands; the day from which something may be asked is no deadline that anybody met."""
    return wording.day_state(one.code, one.state)


@register.filter
def step_word(code: str) -> str:
    """What to do next."""
    return wording.step(code)


@register.filter
def step_action(code: str) -> str:
    """The word on the button of a step."""
    return wording.action(code)


@register.filter
def step_reason(code: str) -> str:
    """Why, where the day is not at hand."""
    return wording.reason_of(code)


@register.filter
def fact_word(kind: str) -> str:
    """Title of a kind of fact."""
    return wording.fact(kind)


@register.filter
def language_name(code: str | None) -> str:
    """ "ti" is Tigrinya."""
    return wording.language(code)


@register.filter
def country_name(code: str | None) -> str:
    """ "ER" is Eritrea."""
    return wording.country(code)


@register.filter
def decision_word(code: str) -> str:
    """Yes, partly, no or later."""
    return wording.value("voice_answered", "decision", code)


@register.filter
def difference_value(text: str, column: str) -> str:
    """A value of a delivery in words: codes of group, permit, sex, language and country; days as days."""
    table = {"doelgroep": "group", "verblijfsvergunning": "permit", "geslacht": "sex"}.get(column)
    if table and text:
        return wording.word(table, text)
    if column == "taal":
        return wording.language(text)
    if column == "nationaliteit":
        return wording.country(text)
    return birth(text) if column == "geboortedatum" else days.short(days.parse(text)) or text


@register.filter
def iso_day(text: str | None) -> date | None:
    """A day as it is kept in JSON."""
    return days.parse(text or "")


@register.filter
def birth(partial: str | None) -> str:
    """ "1990", "1990-05" or "1990-05-01" as people say it; empty when unknown."""
    if not partial:
        return ""
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 3:
        return days.short(date(*parts))
    if len(parts) == 2:
        return date_format(date(parts[0], parts[1], 1), "F Y").lower()
    return str(parts[0])
