"""`{% load insight %}`: words of these pages."""

from __future__ import annotations

from django import template

from wegwijs.insight.register.forms import GROUPS

register = template.Library()


@register.filter
def group_words(code: str) -> str:
    """For whom a change is."""
    return str(GROUPS.get(code, code))
