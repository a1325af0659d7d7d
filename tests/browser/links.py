"""Follows the links of the pages, so that a page that is new tomorrow is looked at, too."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag, urlsplit

from tests.browser.person import Person

MOST_PAGES = 80
NO_PAGES = ("/language/", "/static/")
LINKS = "() => [...document.links].map(each => each.getAttribute('href'))"


def pages_within_reach(person: Person, acts: Mapping[int, str], known: set[str]) -> Iterator[str]:
    """Open, from the inbox on, one page of each kind that links lead to and that is not `known` yet.

    `acts` says what each task asks: tasks that ask the same are of a kind.
    """
    waiting = ["/inbox"]
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        address = waiting.pop(0)
        person.open(address)
        yield address
        for link in person.page.evaluate(LINKS):
            kind = _kind(link, acts)
            if _is_page(link) and kind not in known:
                known.add(kind)
                waiting.append(urldefrag(link).url)
    raise AssertionError(f"more than {MOST_PAGES} kinds of pages: {sorted(known)}")


def _is_page(link: str) -> bool:
    path = urlsplit(link).path
    return path.startswith("/") and not path.startswith(NO_PAGES) and "." not in path


def _kind(link: str, acts: Mapping[int, str]) -> str:
    """Two addresses of a kind differ in numbers only: in a unit of the same tier, a page, a learner."""
    kind = urldefrag(link).url
    if task := re.fullmatch(r"/work/(\d+)", kind):
        return f"/work/{acts[int(task[1])]}"
    kind = re.sub(r"LEC-[\w-]+", "LEC", kind)
    kind = re.sub(r"\b(\d\d)\d{6}\b|\b\d{9}\b", lambda code: f"unit{code[1] or ''}", kind)
    return re.sub(r"(?<=[/=])\d+", "n", kind)
