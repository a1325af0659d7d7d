"""What reading needs of the house beside the database: the cipher of numbers, the diagrams read once."""

from typing import Protocol, cast

from flask import current_app

from processes.acts.office import DiagramShelf
from processes.rules.sealing import Cipher
from webapp.door import HOUSE


class _Keys(Protocol):
    @property
    def cipher(self) -> Cipher: ...


class _Keeper(Protocol):
    @property
    def keys(self) -> _Keys: ...

    @property
    def shelf(self) -> DiagramShelf: ...


def cipher() -> Cipher:
    return cast(_Keeper, current_app.extensions[HOUSE]).keys.cipher


def shelf() -> DiagramShelf:
    return cast(_Keeper, current_app.extensions[HOUSE]).shelf
