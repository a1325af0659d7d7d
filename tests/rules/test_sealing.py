"""Numbers of persons and signed content are sealed: bound to their place, findable, never quietly changed."""

import os

import pytest
from cryptography.exceptions import InvalidTag

from processes.rules.sealing import Cipher

CIPHER = Cipher(bytes(range(32)), bytes(range(32, 64)))
NUMBER = "1999800000017"
PLACE = "learner.number"


def test_what_was_sealed_opens_again() -> None:
    assert CIPHER.open(CIPHER.seal(NUMBER.encode(), PLACE), PLACE) == NUMBER.encode()


def test_the_same_number_sealed_twice_looks_different() -> None:
    assert CIPHER.seal(NUMBER.encode(), PLACE) != CIPHER.seal(NUMBER.encode(), PLACE)


def test_a_sealed_value_does_not_open_in_another_place() -> None:
    with pytest.raises(InvalidTag):
        CIPHER.open(CIPHER.seal(NUMBER.encode(), PLACE), "confirmation.content")


def test_a_changed_bit_is_noticed() -> None:
    sealed = bytearray(CIPHER.seal(NUMBER.encode(), PLACE))
    sealed[-1] ^= 1

    with pytest.raises(InvalidTag):
        CIPHER.open(bytes(sealed), PLACE)


def test_another_installations_key_does_not_open_it() -> None:
    other = Cipher(os.urandom(32), CIPHER.finding)

    with pytest.raises(InvalidTag):
        other.open(CIPHER.seal(NUMBER.encode(), PLACE), PLACE)


def test_packed_content_is_smaller_and_comes_out_whole() -> None:
    content = b"[1,2,3]" * 500

    packed = CIPHER.pack(content, "confirmation.content")

    assert len(packed) < len(content) / 10
    assert CIPHER.unpack(packed, "confirmation.content") == content


def test_equal_numbers_are_found_by_an_index_that_only_the_key_holder_can_make() -> None:
    other = Cipher(CIPHER.hiding, os.urandom(32))

    assert CIPHER.index(NUMBER) == CIPHER.index(NUMBER)
    assert len(CIPHER.index(NUMBER)) == 16
    assert CIPHER.index(NUMBER) != other.index(NUMBER)
    assert CIPHER.index(NUMBER) != CIPHER.index("1999800000025")
