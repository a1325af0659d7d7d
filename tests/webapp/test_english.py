"""Whoever reads English finds English on every page: Thai is only what somebody wrote in Thai."""

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urldefrag, urlsplit

import pytest
from lxml import etree
from lxml.html import HtmlElement
from sqlalchemy import String, select

from processes.records.base import Record
from tests.browser.provinces import after_the_close, confirmed_to_the_top, in_the_thick_of_it
from tests.builders import BPMN, CENTRE, CITY, DEPARTMENT, PROVINCE, SCHOOL, World
from tests.stage import Stage
from tests.webapp.client import Browser

SignIn = Callable[[str], Browser]
THAI = re.compile("[ก-๛]")
HOURS = {
    in_the_thick_of_it: (f"{SCHOOL}-2", SCHOOL, CENTRE, CITY, PROVINCE, DEPARTMENT),
    confirmed_to_the_top: (CITY, PROVINCE),
    after_the_close: (SCHOOL,),
}
OF_DIAGRAMS = {"diagram_edition", "work_item", "case"}  # what a diagram calls its tasks is translated by act
READ_ALOUD = ("aria-label", "placeholder", "title", "data-l")
MOST_PAGES = 150


@pytest.fixture
def world(hour: Callable[[World], None], stage: Stage) -> Iterator[World]:
    """The small province at this hour of its round."""
    cast = stage.set_up()
    hour(cast)
    yield cast
    cast.house.database.engine.dispose()


@pytest.mark.parametrize(("hour", "people"), HOURS.items(), ids=[each.__name__ for each in HOURS])
def test_no_page_leaves_an_english_reader_with_thai(
    signed_in: SignIn, world: World, people: Sequence[str]
) -> None:
    names, steps = written_in_thai(world), names_in_diagrams()
    left: dict[str, str] = {}

    for username in people:
        for address, page in english_pages(signed_in(username)):
            drawn = address.startswith(("/diagrams/", "/operations/")) or "/way" in address
            known = steps + names if drawn else names
            for words in thai_of(page):
                if THAI.search(without(known, words)):
                    left.setdefault(words, address)

    assert left == {}


def english_pages(browser: Browser) -> Iterator[tuple[str, HtmlElement]]:
    """From the inbox on, one page of each kind that links lead to; tasks are all opened."""
    browser.get("/language/en")
    waiting, known = ["/inbox", "/inbox?box=unit", "/inbox?box=done"], set[str]()
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        address = waiting.pop(0)
        browser.get(address)
        assert browser.page is not None
        yield address, browser.page
        for link in browser.links():
            if is_page(link) and kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(urldefrag(link).url)
    raise AssertionError(f"more than {MOST_PAGES} kinds of pages: {sorted(known)}")


def is_page(link: str) -> bool:
    path = urlsplit(link).path
    return path.startswith("/") and not path.startswith(("/language/", "/static/")) and "." not in path


def kind_of(link: str) -> str:
    """Two addresses of a kind differ in numbers or order only; a task is of a kind of its own."""
    address = urldefrag(link).url
    if address.startswith("/work/"):
        return address
    if address.startswith("/operations/"):  # one list, however it is narrowed
        address = urlsplit(address).path
    address = re.sub(r"[?&]sort=\w+", "", re.sub(r"(?<=/roll/)\d+", "n", address))
    address = re.sub(r"(?<=/move/)\w+|(?<=[&?]node=)\w+|(?<=[&?]edition=)\d+|(?<=[&?]from=)\d+", "n", address)
    return re.sub(r"LEC-[\w-]+", "LEC", re.sub(r"(?<=[/=])\d+", lambda code: code[0][:2], address))


def thai_of(page: HtmlElement) -> Iterator[str]:
    """What is seen or read aloud in Thai, but for what says that it is."""
    for each in page.iter(etree.Element):
        words = [each.text, *(child.tail for child in each), *map(each.get, READ_ALOUD)]
        thai = [written for written in words if written and THAI.search(written)]
        if thai and each.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") != "th":
            yield from thai


def written_in_thai(world: World) -> list[str]:
    """Names, positions, reasons, letters: whatever the database holds in Thai, the longest first."""
    found: set[str] = set()
    with world.house.reading() as session:
        for table in Record.metadata.sorted_tables:
            columns = [each for each in table.columns if isinstance(each.type, String)]
            if columns and table.name not in OF_DIAGRAMS:
                for row in session.execute(select(*columns)):
                    found.update(line for value in row if value for line in str(value).splitlines())
    return sorted(filter(THAI.search, found), key=len, reverse=True)


def names_in_diagrams() -> list[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in BPMN.glob("*.bpmn"))
    return sorted(set(re.findall(r'\bname="([^"]+)"', text)), key=len, reverse=True)


def without(names: list[str], words: str) -> str:
    for name in names:
        words = words.replace(name, "")
    return words
