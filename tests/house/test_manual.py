"""The officers' manual says what the pages say, word for word, and explains every refusal."""

import re
from pathlib import Path

import pytest

from processes.terms import Reason
from tests.builders import BPMN
from tests.house.test_english import GAP, sentences
from webapp.sentences import SENTENCES

MANUAL = (Path(__file__).parents[2] / "docs/manual.md").read_text(encoding="utf-8")
QUOTED = re.compile("“([^”]*[ก-๛][^”]*)”")
NOT_OF_A_PAGE = {"เครื่องหมายคำพูด"}


@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_is_in_the_manual(reason: Reason) -> None:
    words = str(SENTENCES[reason]._args[0])  # what is written, before any page translates it
    pattern = ".+".join(map(re.escape, GAP.split(words)))

    assert re.search(rf"^\| {pattern} \| \S", MANUAL, re.MULTILINE)


def test_what_the_manual_quotes_stands_on_a_page() -> None:
    tasks = set(re.findall(r'\bname="([^"]+)"', "".join(path.read_text() for path in BPMN.glob("*.bpmn"))))

    assert set(QUOTED.findall(MANUAL)) - sentences() - tasks - NOT_OF_A_PAGE == set()


def test_every_chapter_ends_with_english() -> None:
    chapters = re.split(r"^## ", MANUAL, flags=re.MULTILINE)[1:]

    assert [each.splitlines()[0] for each in chapters[:-1] if "**In English.**" not in each] == []
