"""What reading needs of the house beside the database: the cipher, the diagrams read once, its folder."""

from pathlib import Path
from typing import Protocol, cast

from flask import current_app

from processes.acts.office import DiagramShelf
from processes.rules.sealing import Cipher
from webapp.door import HOUSE


class _Keys(Protocol):
    @property
    def cipher(self) -> Cipher: ...


class _Settings(Protocol):
    @property
    def instance(self) -> Path: ...


class _Keeper(Protocol):
    @property
    def settings(self) -> _Settings: ...

    @property
    def keys(self) -> _Keys: ...

    @property
    def shelf(self) -> DiagramShelf: ...

    @property
    def words(self) -> str: ...


def cipher() -> Cipher:
    return cast(_Keeper, current_app.extensions[HOUSE]).keys.cipher


def shelf() -> DiagramShelf:
    return cast(_Keeper, current_app.extensions[HOUSE]).shelf


def folder() -> Path:
    """Where the house keeps its own files."""
    return cast(_Keeper, current_app.extensions[HOUSE]).settings.instance


def diagram_words() -> str:
    """What a diagram may name, as text."""
    return cast(_Keeper, current_app.extensions[HOUSE]).words
