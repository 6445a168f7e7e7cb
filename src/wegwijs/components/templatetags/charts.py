"""`{% load charts %}`: a chart drawn on the server."""

from __future__ import annotations

from typing import Any

from django import template

from wegwijs.components.charts import Chart, picture

register = template.Library()


@register.inclusion_tag("components/chart.html")
def chart(drawn: Chart, code: str) -> dict[str, Any]:
    """A chart of `components.charts`; give the same figures in a table beside it. `code` is unique on the page."""
    return picture(drawn, code)
