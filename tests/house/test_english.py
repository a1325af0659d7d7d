"""Every sentence of the pages is in the English catalogue, whole, and the catalogue holds nothing else."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "webapp/translations/en/LC_MESSAGES/messages.po"
NOT_OURS = ("node_modules", "frontend", "static")
GAP = re.compile(r"%\(\w+\)s")
THAI = re.compile("[ก-๛]")
LONG_NAME = re.compile("information system|education cent", re.IGNORECASE)
MISREAD = re.compile("มารอก|ที่ต้อง ครบถ้วน|เปิดระบบเปิดระบบ|/ส\\.")  # by the scanner of the letter


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


@cache
def sentences() -> frozenset[str]:
    """What the pages say, found as `make words` finds it."""
    kinds = _kinds_of_files()
    found = extract_from_dir(
        str(ROOT / "webapp"),
        [(where, kind) for kind, where in kinds],
        keywords={**DEFAULT_KEYWORDS, "lazy_gettext": None},
        directory_filter=lambda folder: Path(folder).name not in NOT_OURS,
    )
    return frozenset(str(each[2]) for each in found)


def _kinds_of_files() -> Iterator[tuple[str, str]]:
    """The lines of babel.cfg, such as [jinja2: templates/**.html]."""
    written = ConfigParser()
    written.read(ROOT / "babel.cfg", encoding="utf-8")
    for section in written.sections():
        kind, _, where = section.partition(":")
        yield kind.strip(), where.strip()


def translated() -> list[Message]:
    return [each for each in catalogue() if each.id]


def test_every_sentence_of_the_pages_has_its_english() -> None:
    english = {each.id for each in translated() if each.string}

    assert len(sentences()) > 500
    assert sentences() - english == set(), "make words adds these; their English is yours to write"


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    said = {each.id for each in translated()}

    assert said - sentences() == set()
    assert not catalogue().obsolete


def test_no_english_is_a_guess() -> None:
    assert [each.id for each in translated() if each.fuzzy] == []


def test_every_english_sentence_fills_the_gaps_of_the_thai_one() -> None:
    uneven = [each.id for each in translated() if _gaps(each.id) != _gaps(each.string)]

    assert uneven == []


@pytest.mark.parametrize("blemish", [THAI, re.compile(r"^\s|\s$|  "), re.compile(r"%(?!\(\w+\)s)")])
def test_no_english_sentence_is_blemished(blemish: re.Pattern[str]) -> None:
    """Thai letters, blanks too many, and a percent sign that the templates would take for a gap."""
    assert [each.string for each in translated() if blemish.search(str(each.string))] == []


@pytest.mark.letter("X8")
def test_the_system_goes_by_one_short_name_and_by_neither_of_the_letters_long_ones() -> None:
    named = [str(each.string) for each in translated()]

    assert [words for words in named if LONG_NAME.search(words)] == []
    assert "LEC" in str(catalogue()["ระบบยืนยันข้อมูล LEC"].string)


@pytest.mark.letter("X9")
def test_no_page_and_no_diagram_repeats_what_the_scanner_misread() -> None:
    drawn = [path.read_text(encoding="utf-8") for path in (ROOT / "bpmn").glob("*.bpmn")]
    shipped = [path.read_text(encoding="utf-8") for path in (ROOT / "config/rounds").glob("*.toml")]

    assert [words for words in [*sentences(), *drawn, *shipped] if MISREAD.search(words)] == []


def _gaps(words: object) -> set[str]:
    return set(GAP.findall(str(words)))
