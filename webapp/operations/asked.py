"""The list of running cases as an address asks for it: read once, strictly, lest nonsense find everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Never, TypeVar

from sqlalchemy import select

from processes.acts.counter import UnknownItem
from processes.acts.reading import HUMAN, Step, steps_of
from processes.acts.tracing import waiting_places
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.edition_changes import OnEdition, cases_by_edition
from processes.reports.operations import Wanted
from processes.reports.rounds import round_in_view
from processes.terms import Condition, Tier
from webapp.digits import whole_number
from webapp.door import reading
from webapp.keepers import shelf

Word = TypeVar("Word", bound=StrEnum)
NARROWED = ("tier", "edition", "node", "province", "authority", "state")


@dataclass(frozen=True)
class Asked:
    """A round's cases, narrowed; whatever names nothing that there is raises `UnknownItem`: 404."""

    round: Round
    values: Mapping[str, str]

    def value(self, name: str) -> str:
        return self.values.get(name, "").strip()

    @cached_property
    def address(self) -> dict[str, Any]:
        """What leads back to this list."""
        return {"round": self.round.id, **{name: self.value(name) for name in NARROWED if self.value(name)}}

    @cached_property
    def editions(self) -> list[OnEdition]:
        return cases_by_edition(reading(), self.round.id)

    @cached_property
    def edition(self) -> OnEdition | None:
        if not self.value("edition"):
            return None
        wanted = number_in(self.value("edition"))
        return next((each for each in self.editions if each.edition_id == wanted), None) or _unknown()

    @cached_property
    def steps(self) -> list[Step]:
        """Where cases of the chosen edition may stand: its human tasks, and the events it waits at."""
        if self.edition is None:
            return []
        places = self._places
        steps = steps_of(reading(), shelf(), self.edition.edition_id)
        return [each for each in steps if each.kind == HUMAN or each.id in places]

    @cached_property
    def step(self) -> Step | None:
        """The step that was chosen; without a diagram there is none to choose from."""
        node = self.value("node")
        if not node:
            return None
        return next((each for each in self.steps if each.id == node), None) or _unknown()

    @property
    def targets(self) -> list[Step]:
        """Where a token that stands at the chosen task could be moved to; each case is decided by itself."""
        if self.step is None or self.step.kind != HUMAN:
            return []
        return [each for each in self.steps if each.kind == HUMAN and each.id != self.step.id]

    @cached_property
    def wanted(self) -> Wanted:
        return Wanted(
            self.round.id,
            tier=word_in(Tier, self.value("tier")),
            edition_id=self.edition.edition_id if self.edition else None,
            province_id=_unit(self.value("province"), Tier.PROVINCE),
            authority_id=_unit(self.value("authority"), Tier.LOCAL_AUTHORITY),
            node=self.step.id if self.step else "",
            event=self._places.get(self.step.id) if self.step else None,
            condition=word_in(Condition, self.value("state")),
        )

    @cached_property
    def provinces(self) -> list[tuple[str, str]]:
        return _units(Tier.PROVINCE, None)

    @cached_property
    def authorities(self) -> list[tuple[str, str]]:
        """Of the province that was chosen."""
        province_id = self.wanted.province_id
        return _units(Tier.LOCAL_AUTHORITY, province_id) if province_id else []

    @cached_property
    def _places(self) -> dict[str, tuple[str, str]]:
        return waiting_places(reading(), shelf(), self.edition.edition_id) if self.edition else {}


def asked(values: Mapping[str, str]) -> Asked | None:
    """The list that is asked for, of the round that was opened last where none is named; None without one."""
    if named := values.get("round", "").strip():
        return Asked(reading().get(Round, number_in(named)) or _unknown(), values)
    round_ = round_in_view(reading())
    return Asked(round_, values) if round_ else None


def _unknown() -> Never:
    raise UnknownItem(0)


def number_in(text: str) -> int:
    """A key in an address; whatever is no number names nothing."""
    try:
        return min(whole_number(text), 2**31)
    except ValueError:
        raise UnknownItem(0) from None


def word_in(words: type[Word], text: str) -> Word | None:
    """One of these words, or None where none is asked for."""
    if not text:
        return None
    try:
        return words(text)
    except ValueError:
        raise UnknownItem(0) from None


def _unit(code: str, tier: Tier) -> int | None:
    if not code:
        return None
    found = reading().scalars(select(Unit.id).filter_by(code=code, tier=tier)).one_or_none()
    return found or _unknown()


def _units(tier: Tier, province_id: int | None) -> list[tuple[str, str]]:
    wanted = select(Unit.code, Unit.name).filter_by(tier=tier).order_by(Unit.sort_key)
    if province_id is not None:
        wanted = wanted.filter_by(province_id=province_id)
    return [(code, name) for code, name in reading().execute(wanted)]
