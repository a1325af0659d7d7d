"""Passwords: hashed so that guessing is dear, and never more of them at once than the machine bears."""

import unicodedata
from functools import cache
from secrets import token_hex
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's figures for argon2id: 19 MiB and about 20 ms each, so two at once leave the pages their processor.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_AT_ONCE = BoundedSemaphore(2)
LONGEST_WAIT = 5.0  # seconds
SHORTEST, LONGEST = 8, 200  # characters


class TooBusy(Exception):  # noqa: N818 -- it says how the house stands
    """More people sign in at this moment than passwords can be looked at."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(_one_form(password))


def fits(password_hash: str | None, typed: str) -> bool:
    """Whether the password is right; no account (None) takes as long as one. Raises `TooBusy`."""
    if not _AT_ONCE.acquire(timeout=LONGEST_WAIT):
        raise TooBusy
    try:
        _HASHER.verify(password_hash or _nobodys_hash(), _one_form(typed[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _AT_ONCE.release()
    return password_hash is not None


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(token_hex(16))


def _one_form(password: str) -> str:
    # Keyboards compose Thai vowels differently; the same word must stay the same password.
    return unicodedata.normalize("NFKC", password)
