"""The words a diagram may use, read from `bpmn/words.toml` into a typed value."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from processes.terms import Tier


@dataclass(frozen=True)
class Word:
    """A value that expressions may name, with its CEL type and values to try expressions on."""

    name: str
    kind: str
    help: str
    samples: tuple[object, ...]


@dataclass(frozen=True)
class ActWords:
    """An act that a human task may name: who may do it, how it may end, at which tiers."""

    roles: tuple[str, ...]
    outcomes: tuple[str, ...]
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class Words:
    """Everything that a diagram may name."""

    words: Mapping[str, Word]
    messages: Mapping[str, str]
    signals: Mapping[str, str]
    steps: Mapping[str, tuple[str, ...]]
    acts: Mapping[str, ActWords]


def load_words(text: str) -> Words:
    """Read the text of `words.toml`; raises KeyError or ValueError when it is not one."""
    tables = tomllib.loads(text)
    return Words(
        words={name: _word(name, table) for name, table in tables["words"].items()},
        messages=dict(tables["messages"]),
        signals=dict(tables["signals"]),
        steps={name: tuple(addresses) for name, addresses in tables["steps"].items()},
        acts={name: _act(table) for name, table in tables["acts"].items()},
    )


def _word(name: str, table: Mapping[str, Any]) -> Word:
    samples = tuple(_sample(table["type"], value) for value in table["samples"])
    return Word(name, table["type"], table["help"], samples)


def _sample(kind: str, value: object) -> object:
    return datetime.fromisoformat(str(value)) if kind == "timestamp" else value


def _act(table: Mapping[str, Any]) -> ActWords:
    return ActWords(
        roles=tuple(table["roles"]),
        outcomes=tuple(table["outcomes"]),
        tiers=tuple(Tier(tier) for tier in table["tiers"]),
    )
