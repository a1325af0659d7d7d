"""Looks a page over at the size it has: a title, one heading, nothing too wide, nothing for axe."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.novelty import Novelty

AXE = Path(__file__).parents[2] / "webapp/frontend/node_modules/axe-core/axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN_AXE = """
async standards => (await axe.run(document, {runOnly: standards, resultTypes: ['violations']})).violations
  .map(found => `${found.id}: ${found.nodes.map(node => node.target.join(' ')).join(', ')}`)
"""
LOOK = """
() => {
  const every = [...document.querySelectorAll('body :not(svg *)')];
  const says = /^(aria-|role$|alt$|for$|href$|lang$|scope$|tabindex$|title$)/;
  const words = each => each.getAttributeNames().filter(name => says.test(name)).sort();
  const kind = each => [each.parentElement.tagName, each.parentElement.className, each.tagName,
    each.className, each.type, each.disabled, each.checked, ...words(each)].join(' ');
  const isTooWide = each => each.getBoundingClientRect().right > innerWidth + 1;
  return {
    width: innerWidth,
    title: document.title.split('·')[0].trim(),
    headings: document.querySelectorAll('h1').length,
    tooWide: document.documentElement.scrollWidth > innerWidth ? every.filter(isTooWide).map(kind)[0] : '',
    kinds: [...new Set(every.map(kind))].join('\\n'),
  };
}
"""


@dataclass
class Inspection:
    """Remembers what kinds of elements axe found clean at each width; it looks where one is new."""

    clean: dict[int, set[str]] = field(default_factory=dict)
    novelty: Novelty = field(default_factory=Novelty)

    def shortcomings(self, page: Page) -> list[str]:
        seen = page.evaluate(LOOK)
        found = []
        if seen["headings"] != 1:
            found.append(f"{seen['headings']} headings of the first level")
        if not seen["title"]:
            found.append("no title")
        if seen["tooWide"]:
            found.append(f"wider than the screen: {seen['tooWide']}")
        return found + self._violations(page, seen["width"], set(seen["kinds"].split("\n")))

    def _violations(self, page: Page, width: int, kinds: set[str]) -> list[str]:
        """What matters to axe is the element, where it stands, and what it says of itself."""
        known = self.clean.setdefault(width, set())
        if kinds <= known:
            return []
        found = violations(page)
        if not found:
            known |= kinds
        return found


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE, STANDARDS)
    return found
