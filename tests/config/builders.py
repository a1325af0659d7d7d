"""A small part of the demonstration, for tests that would wait too long for all of it."""

from dataclasses import replace

from config.demo.country import Country, plan_country
from config.demo.plans import AuthorityPlan
from config.demo.stages import NAMED
from config.demo.udon import FUNDER
from processes.rules.codes import DEPARTMENT_CODE


def few_authorities(others: int) -> Country:
    """The authorities that the diary names, and so many others; two classes each."""
    whole = plan_country()
    named = NAMED | {FUNDER}
    more = [each for each in whole.udon.authorities if each.code not in named][:others]
    kept = tuple(_smaller(each) for each in whole.udon.authorities if each.code in named or each in more)
    udon = replace(whole.udon, authorities=kept)
    neighbour = replace(
        whole.neighbour, authorities=tuple(_smaller(each) for each in whole.neighbour.authorities)
    )
    units = {DEPARTMENT_CODE}
    for province in (udon, neighbour):
        units |= {province.code, *(each.code for each in (*province.authorities, *province.institutions))}
    officers = tuple(each for each in whole.officers if each.unit_code in units)
    return replace(whole, udon=udon, neighbour=neighbour, officers=officers)


def _smaller(authority: AuthorityPlan) -> AuthorityPlan:
    """With two classes at every institution."""
    institutions = tuple(replace(each, classes=each.classes[:2]) for each in authority.institutions)
    return replace(authority, institutions=institutions)
