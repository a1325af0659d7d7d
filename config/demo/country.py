"""The whole of the demonstration as a plan, from one seed: the same every time."""

from dataclasses import dataclass
from random import Random

from config.demo.institutions import Builder
from config.demo.names import phone
from config.demo.officers import OfficerPlan, officers
from config.demo.plans import AuthorityPlan, ProvincePlan
from config.demo.udon import NEIGHBOUR, PROVINCE_CODE, UDON, nong_bua_lam_phu, udon_thani
from processes.acts.importing import UnitRow
from processes.acts.places import department, province_of
from processes.rules.codes import province_code
from processes.terms import UnitKind

SEED = 2565


@dataclass(frozen=True)
class Country:
    """Two provinces with everything below them, and the officers of all units."""

    udon: ProvincePlan
    neighbour: ProvincePlan
    officers: tuple[OfficerPlan, ...]

    @property
    def provinces(self) -> tuple[ProvincePlan, ...]:
        return self.udon, self.neighbour

    def authority(self, code: str) -> AuthorityPlan:
        return next(each for each in self.udon.authorities if each.code == code)


def plan_country(seed: int = SEED) -> Country:
    chance = Random(seed)  # noqa: S311 -- it must be repeatable, not secret
    udon = _province(UDON, udon_thani(chance), chance)
    neighbour = _province(NEIGHBOUR, nong_bua_lam_phu(), chance)
    return Country(udon, neighbour, tuple(officers([udon, neighbour], chance)))


def _province(digits: str, authorities: list[AuthorityPlan], chance: Random) -> ProvincePlan:
    builder = Builder(digits, chance)
    return ProvincePlan(province_code(digits), tuple(builder.furnished(each) for each in authorities))


def unit_rows(country: Country) -> list[UnitRow]:
    """Every unit as a row of a list, so that the demonstration comes in by the door that lists come in by."""
    rows: list[tuple[str, UnitKind, str, str]] = [(*department()[:3], "")]
    for province in country.provinces:
        place = province_of(province.code[2:4])
        rows += [(*place[:3], "")] if place else []
        for authority in province.authorities:
            rows.append((authority.code, authority.kind, authority.name, province.code))
            rows += [(each.code, each.kind, each.name, authority.code) for each in authority.institutions]
    return [
        UnitRow(line, code, kind, name, parent, phone(1000 + line))
        for line, (code, kind, name, parent) in enumerate(rows, 1)
    ]


__all__ = ["PROVINCE_CODE", "Country", "plan_country", "unit_rows"]
