"""What the pages of insight have around them: their tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from wegwijs.components.frame import Link
from wegwijs.insight import words

READ = "figures.read"


def tabs(current: str) -> list[Link]:
    """The overview, the six dashboards in the order of the law's goals, and the register."""
    return [
        Link(_("Overview"), reverse("insight:start"), current == "start"),
        *(
            Link(title, reverse("insight:dashboard", args=[code]), current == code)
            for code, (title, _explanation) in words.DASHBOARDS.items()
        ),
        Link(_("Policy changes"), reverse("insight:register"), current == "register"),
    ]
