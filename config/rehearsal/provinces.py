"""Which province is rehearsed: one of the demonstration's, drawn from the seed."""

from dataclasses import dataclass

from config.demo.country import Country, plan_country
from config.demo.plans import ProvincePlan
from config.demo.udon import NEIGHBOUR, UDON
from processes.acts.places import province_of
from processes.rules.codes import DEPARTMENT_CODE

NUMBERS = (UDON, NEIGHBOUR)


@dataclass(frozen=True)
class OneProvince(Country):
    """A country that consists of one province."""

    @property
    def provinces(self) -> tuple[ProvincePlan, ...]:
        return (self.udon,)


def province_alone(number: str, seed: int) -> OneProvince:
    """The province of these two digits with everything below it, and its officers and the department's."""
    whole = plan_country(seed)
    chosen = dict(zip(NUMBERS, whole.provinces, strict=True))[number]
    units = {DEPARTMENT_CODE, *names_below(chosen)}
    officers = tuple(each for each in whole.officers if each.unit_code in units)
    return OneProvince(chosen, chosen, officers)


def names_below(province: ProvincePlan) -> dict[str, str]:
    """The name of every unit of the province, by code."""
    found = province_of(province.code[2:4])
    names = {province.code: found[2] if found else province.code}
    names |= {each.code: each.name for each in province.authorities}
    return names | {each.code: each.name for each in province.institutions}
