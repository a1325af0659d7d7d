"""The accounts that the demonstration prints: one or two at every tier, each with something in its inbox."""

from typing import NamedTuple

from config.demo.country import Country
from config.demo.officers import PASSWORD
from config.demo.udon import CITY, FIRST_TOWN, FUNDER, PROVINCE_CODE
from processes.rules.codes import DEPARTMENT_CODE, sign_in_name

SCHOOL, CENTRE = "304120001", "304150001"


class Account(NamedTuple):
    """A line of the table: who it is, and how to sign in."""

    who: str
    username: str
    password: str


WHO = {
    sign_in_name(SCHOOL, 2): "class teacher of a city school",
    SCHOOL: "officer of that school",
    CENTRE: "officer of a child centre of the city",
    CITY: "officer of the city, the authority above both",
    sign_in_name(CITY, 2): "executive of the city, who watches",
    FIRST_TOWN: "officer of a town that asks the province to reopen",
    FUNDER: "officer of an authority that only pays schools of others",
    PROVINCE_CODE: "officer of the province",
    DEPARTMENT_CODE: "officer and administrator of the department",
    sign_in_name(DEPARTMENT_CODE, 2): "second officer and administrator, who approves what the first draws",
}


def accounts() -> list[Account]:
    return [Account(who, username, PASSWORD) for username, who in WHO.items()]


def unknown_accounts(country: Country) -> list[str]:
    """Printed accounts that the plan does not hold; a test wants none."""
    return sorted(set(WHO) - {each.username for each in country.officers})
