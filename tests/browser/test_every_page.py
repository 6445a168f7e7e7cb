"""Every page in every state, in a real browser: readable, reachable, in both directions, at every size, alone.

The pages stand in `pages.py`; what a page must be stands in `looking.py`. With ``LOOK=folder`` it keeps pictures.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.conftest import City
from tests.browser.pages import NO_PAGE, RECORDINGS, VISITS
from tests.browser.visitor import Visitor, prepared

pytestmark = pytest.mark.browser
# Two addresses of one page: the second shows it again with an error or an answer.
SAME_TITLE = (
    {"desk:today", "accounts:resume"},  # nothing lies ready: on to the work of today
    {"desk:case", "desk:companion"},
    {"desk:cases", "desk:assign"},
    {"desk:record", "desk:voice_take_up"},  # the same form, filled in
    {"accounts:configure", "accounts:worker_add"},
    {"accounts:worker", "accounts:worker_change"},
)


@pytest.fixture(scope="module")
def places(city: City) -> dict[str, str]:
    """Where the people and deliveries are that the visits speak of."""
    return prepared(city)


@pytest.fixture
def visitors(browser: Browser, city: City) -> Iterator[dict[str, Visitor]]:
    """A visitor per role, signed in once."""
    made: dict[str, Visitor] = {}
    yield made
    for one in made.values():
        one.context.close()


def test_every_page_in_every_state(
    browser: Browser, city: City, places: dict[str, str], visitors: dict[str, Visitor]
) -> None:
    """WCAG 2.2 AA, no sideways scroll down to 320 px and at 200%, targets of 24 px, titles, nothing from elsewhere.

    A page is looked at whole in its first state; in its others with axe at a desk, and on the narrowest telephone.
    """
    wrong: dict[str, list[str]] = {}
    titles: dict[tuple[str, str], set[str]] = defaultdict(set)
    only = os.environ.get("ONLY", "")
    seen: set[str] = set()
    for visit in VISITS:
        if only and not any(part in visit.label for part in only.split(",")):
            continue
        if visit.role not in visitors:
            visitors[visit.role] = Visitor(browser, city.url, visit.role)
        visitor = visitors[visit.role]
        try:
            found = visitor.visit(visit, places, whole=visit.whole and visit.name not in seen)
        except Error as error:
            found = [f"not opened: {str(error)[:300]}"]
        seen.add(visit.name)
        if found:
            wrong[visit.label] = found
        if not visit.state.startswith("not-"):
            titles[(visit.role, visitor.page.title())].add(visit.name)
    report = "\n".join(f"{label}\n" + "\n".join(f"   {one}" for one in found) for label, found in wrong.items())
    assert not wrong, f"{len(wrong)} pages\n{report}"
    alike = {title: sorted(names) for title, names in titles.items() if len(names) > 1 and names not in SAME_TITLE}
    assert alike == {}, "different pages with the same title"


def test_every_address_is_visited() -> None:
    """A new address is a page that somebody looks at, or says why it is none; every form of recording is opened."""
    from wegwijs.desk.case.recordings import RECORDINGS as KNOWN

    known = {visit.name for visit in VISITS} | set(NO_PAGE)
    missing = [name for name in _names() if name not in known]
    assert missing == [], f"add a visit in tests/browser/pages.py for: {', '.join(missing)}"
    assert set(RECORDINGS) == set(KNOWN), "add the form to RECORDINGS in tests/browser/pages.py"


def _names() -> list[str]:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.namespace or space)
            elif pattern.name:
                yield f"{space}:{pattern.name}" if space else pattern.name

    return list(walk(get_resolver().url_patterns, ""))
