"""XML from strangers."""

import pytest

from processes.engine.checking import problems
from processes.engine.findings import BadDiagram, Code
from processes.engine.safexml import MAX_BYTES, MAX_ELEMENTS, read_xml
from tests.engine.builders import WORDS, school

LAUGHS = '<!ENTITY l0 "lol">' + "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)
)


def document(doctype="", inside=""):
    return f'<?xml version="1.0"?>{doctype}<a>{inside}</a>'.encode()


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("TOP-SECRET-TOKEN")
    (tmp_path / "evil.dtd").write_text(f'<!ENTITY x SYSTEM "file://{path}">')
    return path


ATTACKS = {
    "file": ('<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>', "&x;"),
    "network": ('<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>', "&x;"),
    "external": ('<!DOCTYPE d SYSTEM "file://{folder}/evil.dtd">', "ok"),
    "internal": ('<!DOCTYPE d [<!ENTITY x "EXPANDED">]>', "&x;"),
    "unused": ('<!DOCTYPE d [<!ENTITY x "EXPANDED">]>', ""),
    "bare": ("<!DOCTYPE d>", ""),
    "laughs": (f"<!DOCTYPE d [{LAUGHS}]>", "&l9;"),
    "quadratic": (f'<!DOCTYPE d [<!ENTITY a "{"A" * 50_000}">]>', "&a;" * 2_000),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_doctype_and_no_entity_comes_in(attack, secret):
    doctype, inside = ATTACKS[attack]
    source = document(
        doctype.format(secret=secret, folder=secret.parent) if "{" in doctype else doctype, inside
    )

    with pytest.raises(BadDiagram) as refused:
        read_xml(source)

    assert refused.value.problem.code in (Code.DOCTYPE, Code.NOT_XML)
    assert "SECRET" not in str(refused.value)


def test_another_encoding_hides_no_doctype(secret):
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
    text = f'<?xml version="1.0" encoding="UTF-16"?>{doctype}<a>&x;</a>'

    with pytest.raises(BadDiagram):
        read_xml(text.encode("utf-16"))


def test_an_inclusion_stays_an_unknown_element(secret):
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'

    root = read_xml(document(inside=include))

    assert "SECRET" not in "".join(root.itertext())


@pytest.mark.parametrize(
    "source", [b"", b"no xml", b"<a>", b"\x00\x01", b"<a/><b/>", b"<a>" * 400 + b"</a>" * 400]
)
def test_what_is_no_document_is_refused(source):
    with pytest.raises(BadDiagram) as refused:
        read_xml(source)

    assert refused.value.problem.code == Code.NOT_XML


def test_size_and_elements_are_bounded():
    with pytest.raises(BadDiagram) as heavy:
        read_xml(document(inside="A" * MAX_BYTES))
    with pytest.raises(BadDiagram) as many:
        read_xml(document(inside="<b/>" * MAX_ELEMENTS))

    assert heavy.value.problem.code == Code.TOO_LARGE
    assert many.value.problem.code == Code.TOO_MANY_ELEMENTS


def test_the_checker_says_what_the_reader_refused():
    source = school().replace(b"<bpmn:definitions", b"<!DOCTYPE x><bpmn:definitions", 1)

    assert [problem.code for problem in problems(source, WORDS)] == [Code.DOCTYPE]
