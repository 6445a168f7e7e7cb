"""What a page must be, looked at in a real browser. Each function returns what is wrong, one line each."""

from __future__ import annotations

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALLEST = 24  # CSS pixels
# (width, height) of a desk, a desk at 200%, a telephone, and what WCAG 1.4.10 asks.
SIZES = ((1280, 900), (640, 450), (390, 844), (320, 640))

_AXE = """async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']}))
  .violations.flatMap(v => v.nodes.slice(0, 3).map(
  n => `${v.id}: ${n.html.slice(0, 160)} (${n.failureSummary.slice(0, 200)})`))"""

_WIDE = """() => {
  const root = document.documentElement, most = root.clientWidth;
  if (root.scrollWidth <= most) return [];
  const out = [...document.querySelectorAll('body *')].filter(e => {
    const r = e.getBoundingClientRect();
    if (!r.width || (r.right <= most + 1 && r.left >= -1)) return false;
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
      if (getComputedStyle(p).overflowX !== 'visible') return false;
    return true;
  });
  return [`${root.scrollWidth - most} px too wide: ` + out.slice(0, 3).map(
    e => e.tagName.toLowerCase() + '.' + String(e.className.baseVal ?? e.className).split(' ').join('.')).join(', ')];
}"""

# A link in running text may be as high as its line (WCAG 2.5.8); a box or circle counts with its label.
_TARGETS = """(least) => [...document.querySelectorAll(
    'button, select, textarea, summary, nav a, a.btn, input:not([type=hidden]), [role=button]')].flatMap(e => {
  const shown = e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  if (!shown || e.closest('.visually-hidden')) return [];
  const boxes = [e, ...(e.labels || [])].map(x => x.getBoundingClientRect());
  const own = boxes[0];
  if (!own.width) return [];
  const size = Math.max(...boxes.map(r => Math.min(r.width, r.height)));
  if (size >= least - 0.5) return [];
  return [`target of ${Math.round(own.width)} x ${Math.round(own.height)} px: ${e.outerHTML.slice(0, 120)}`];
})"""

_OVERLAP = """() => {
  const items = [...document.querySelectorAll('header.app > *, .page-head > *, .page-head .row > *')].filter(e => {
    const r = e.getBoundingClientRect();
    const placed = ['absolute', 'fixed'].includes(getComputedStyle(e).position);
    return r.width > 1 && r.height > 1 && e.checkVisibility() && !placed;
  });
  const found = [];
  items.forEach((a, at) => items.slice(at + 1).forEach(b => {
    if (a.contains(b) || b.contains(a)) return;
    const p = a.getBoundingClientRect(), q = b.getBoundingClientRect();
    const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (across > 1 && down > 1) found.push(`overlap: ${a.outerHTML.slice(0, 60)} and ${b.outerHTML.slice(0, 60)}`);
  }));
  return found;
}"""

_SHAPE = """(language) => {
  const found = [], shown = s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility());
  const named = /\\S.* · Wegwijs$/.test(document.title) && !/^(Page|Pagina) ·/.test(document.title);
  if (!named) found.push(`title: ${document.title}`);
  const heads = shown('h1');
  if (heads.length !== 1) found.push(`${heads.length} h1: ${heads.map(h => h.textContent.trim()).join(' | ')}`);
  if (document.documentElement.lang !== language) found.push(`not in the language ${language}`);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) found.push(`ids used twice: ${twice}`);
  return found;
}"""


def shape(page: Page, language: str) -> list[str]:
    """A title of its own, one heading, the language, no id twice."""
    found: list[str] = page.evaluate(_SHAPE, language)
    return found


def accessible(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA; the tab has loaded axe with every page."""
    found: list[str] = page.evaluate(_AXE, TAGS)
    return found


def fits(page: Page) -> list[str]:
    """No sideways scroll, nothing of the heads over each other."""
    found: list[str] = page.evaluate(_WIDE) + page.evaluate(_OVERLAP)
    return found


def in_reach(page: Page) -> list[str]:
    """Everything one presses is large enough."""
    found: list[str] = page.evaluate(_TARGETS, SMALLEST)
    return found[:3]


def from_right_to_left(page: Page, to: bool = True) -> None:
    """The same page as for who reads from the right."""
    page.evaluate("dir => { document.documentElement.dir = dir; }", "rtl" if to else "ltr")


def look(page: Page, language: str = "nl") -> list[str]:
    """All of it, at every size; from the right at the widest and the narrowest. The page keeps the last size."""
    found = shape(page, language)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {one}" for one in fits(page)]
        if width == 1280:
            found += accessible(page)
        if width in {1280, 390}:
            found += [f"{width} px: {one}" for one in in_reach(page)]
        if width in {1280, 320}:
            from_right_to_left(page)
            found += [f"{width} px from the right: {one}" for one in fits(page)]
            from_right_to_left(page, to=False)
    return found


def glance(page: Page, language: str = "nl") -> list[str]:
    """For one more form of a kind that was looked at whole: axe at a desk, and room on the narrowest telephone."""
    found = shape(page, language) + accessible(page) + in_reach(page) + fits(page)
    page.set_viewport_size({"width": 320, "height": 640})
    return found + [f"320 px: {one}" for one in fits(page)]
