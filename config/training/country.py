"""Who is in the training space: the authorities that the demonstration's accounts name, with small rolls."""

from dataclasses import replace

from config.demo.country import Country, plan_country
from config.demo.plans import AuthorityPlan, ProvincePlan
from config.demo.stages import NAMED
from config.demo.udon import FUNDER
from processes.rules.codes import DEPARTMENT_CODE

CLASSES = 2  # of each institution: enough to see one done and one open


def training_country() -> Country:
    """A few authorities of the one province and its small neighbour, and their officers."""
    whole = plan_country()
    udon = _only(whole.udon, NAMED | {FUNDER})
    neighbour = _only(whole.neighbour, {each.code for each in whole.neighbour.authorities})
    units = {DEPARTMENT_CODE}
    for province in (udon, neighbour):
        units.add(province.code)
        units.update(each.code for each in province.authorities)
        units.update(each.code for each in province.institutions)
    officers = tuple(each for each in whole.officers if each.unit_code in units)
    return Country(udon, neighbour, officers)


def _only(province: ProvincePlan, codes: set[str]) -> ProvincePlan:
    kept = tuple(_smaller(each) for each in province.authorities if each.code in codes)
    return replace(province, authorities=kept)


def _smaller(authority: AuthorityPlan) -> AuthorityPlan:
    institutions = tuple(replace(each, classes=each.classes[:CLASSES]) for each in authority.institutions)
    return replace(authority, institutions=institutions)
