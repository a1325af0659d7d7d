"""The same value has the same bytes everywhere, and what is signed cannot change unnoticed."""

from hashlib import sha256

import pytest

from processes.rules.digest import Plain, canonical, digest, link_digest, receipt_number
from processes.terms import Stream

VALUE: Plain = {"หน่วย": "06410123", "b": [1, True, None], "a": {"z": 0, "é": "ก"}}


def test_the_canonical_form_is_sorted_narrow_utf_8() -> None:
    assert canonical(VALUE) == '{"a":{"z":0,"é":"ก"},"b":[1,true,null],"หน่วย":"06410123"}'.encode()


def test_the_order_of_writing_makes_no_difference() -> None:
    turned: Plain = {"a": {"é": "ก", "z": 0}, "หน่วย": "06410123", "b": [1, True, None]}

    assert digest(turned) == digest(VALUE)


def test_the_digest_is_the_sha_256_of_the_canonical_form() -> None:
    assert digest(VALUE) == sha256(canonical(VALUE)).hexdigest()


@pytest.mark.parametrize(
    "value", [1.0, [1.5], {"a": {"b": float("nan")}}, (1, 2), {"a": b"x"}, {1: "a"}, {"a": {None: 1}}, {1, 2}]
)
def test_what_has_more_than_one_way_to_be_written_is_refused(value: Plain) -> None:
    with pytest.raises(TypeError, match="canonical"):
        canonical(value)


def test_a_changed_entry_breaks_every_later_link_of_the_chain() -> None:
    entries: list[Plain] = [{"act": "confirm"}, {"act": "withdraw"}, {"act": "confirm"}]
    altered: list[Plain] = [{"act": "reopen"}, *entries[1:]]

    kept, broken = chain(entries), chain(altered)

    assert all(one != other for one, other in zip(kept, broken, strict=True))


def test_a_link_is_the_digest_of_the_one_before_with_the_entry() -> None:
    first = link_digest("", {"act": "confirm"})

    assert link_digest(first, "x") == sha256(first.encode() + b'"x"').hexdigest()


@pytest.mark.parametrize(
    ("stream", "number"),
    [(Stream.OWN, "LEC-2565-2-304120001-A1-3F9C02"), (Stream.OTHER, "LEC-2565-2-304120001-B1-3F9C02")],
)
def test_a_receipt_number_names_round_unit_stream_version_and_content(stream: Stream, number: str) -> None:
    assert receipt_number("2565-2", "304120001", stream, 1, "3f9c02" + "0" * 58) == number


def chain(entries: list[Plain]) -> list[str]:
    links = [""]
    for entry in entries:
        links.append(link_digest(links[-1], entry))
    return links[1:]
