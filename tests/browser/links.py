"""Follows the links of the pages, so that a page that is new tomorrow is looked at, too."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag, urlsplit

from tests.webapp.client import Browser

BEGINNINGS = ("/inbox", "/inbox?box=done")
MOST_PAGES = 120
NO_PAGES = ("/language/", "/static/")


def pages_within_reach(reader: Browser, acts: Mapping[int, str], known: set[str]) -> Iterator[str]:
    """Open, from the inbox on, one page of each kind that links lead to and that is not `known` yet.

    `acts` says what each task asks: tasks that ask the same are of a kind.
    """
    waiting = list(BEGINNINGS)
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        address = waiting.pop(0)
        reader.get(address)
        known.add(_kind(reader.at, acts))  # where a redirect led
        yield address
        for link in reader.links():
            kind = _kind(link, acts)
            if _is_page(link) and kind not in known:
                known.add(kind)
                waiting.append(urldefrag(link).url)
    raise AssertionError(f"more than {MOST_PAGES} kinds of pages: {sorted(known)}")


def _is_page(link: str) -> bool:
    path = urlsplit(link).path
    return path.startswith("/") and not path.startswith(NO_PAGES) and "." not in path


def _kind(link: str, acts: Mapping[int, str]) -> str:
    """Two addresses of a kind differ in numbers and filters only: a unit of the tier, a learner."""
    path = urlsplit(link).path
    if task := re.fullmatch(r"/work/(\d+)", path):
        return f"/work/{acts[int(task[1])]}"
    path = re.sub(r"LEC-[\w-]+", "LEC", path)
    path = re.sub(r"\b(?P<top>01)\d{6}\b|\b\d{8}\b|\b\d{9}\b", _tier, path)
    return re.sub(r"(?<=/move/)\w+|(?<=/)\d+", "n", path)


def _tier(code: re.Match[str]) -> str:
    return f"unit{len(code[0])}{code['top'] or ''}"
