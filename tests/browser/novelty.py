"""Tells which pages a browser must still be shown: those with something on them that no page before had."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

SAYS = re.compile(r"^(aria-|role$|alt$|for$|href$|lang$|scope$|tabindex$|title$|disabled$|checked$|data-)")
UNBROKEN = re.compile(r"[^\s\u0e00-\u0e7f-]+")  # Thai may be broken between its words
STEP = 10  # letters: a word longer by so many may be too long for a phone
Kind = tuple[str, ...]


@dataclass
class Novelty:
    """Remembers every kind of element it saw, with how long a word it held and how many cells in a row."""

    seen: set[Kind] = field(default_factory=set)

    def of(self, page: HtmlElement) -> set[Kind]:
        """The kinds that are new; from now on they are known."""
        new = {_kind(each) for each in page.body.iterdescendants(etree.Element)} - self.seen
        self.seen |= new
        return new


def _kind(each: HtmlElement) -> Kind:
    around = each.getparent()
    says = sorted(name for name in each.attrib if SAYS.match(name))
    longest = max(map(len, UNBROKEN.findall(each.text or "")), default=0)
    held = [str(longest // STEP), str(len(each)) if each.tag == "tr" else ""]
    return (
        around.tag,
        around.get("class", ""),
        each.tag,
        each.get("class", ""),
        each.get("type", ""),
        *says,
        *held,
    )
