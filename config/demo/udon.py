"""The authorities of Udon Thani, one a subdistrict, from geothai, with codes of the official pattern."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import geothai

from config.demo.plans import AuthorityPlan
from processes.rules.codes import province_code
from processes.terms import UnitKind

UDON = "41"
PROVINCE_CODE = province_code(UDON)
NEIGHBOUR = "39"  # a small second province, so that the department has more than one line

PAO, CITY, FIRST_TOWN = "02410101", "03410102", "04410103"
FUNDER = "06410123"  # an example of the letter's pattern: pays schools of others, has none of its own

PREFIX = {
    UnitKind.PROVINCIAL_ADMINISTRATION: "02",
    UnitKind.CITY_MUNICIPALITY: "03",
    UnitKind.TOWN_MUNICIPALITY: "04",
    UnitKind.SUBDISTRICT_MUNICIPALITY: "05",
    UnitKind.SUBDISTRICT_ADMINISTRATION: "06",
}
TITLE = {
    UnitKind.PROVINCIAL_ADMINISTRATION: "องค์การบริหารส่วนจังหวัด",
    UnitKind.CITY_MUNICIPALITY: "เทศบาลนคร",
    UnitKind.TOWN_MUNICIPALITY: "เทศบาลเมือง",
    UnitKind.SUBDISTRICT_MUNICIPALITY: "เทศบาลตำบล",
    UnitKind.SUBDISTRICT_ADMINISTRATION: "องค์การบริหารส่วนตำบล",
}
# The subdistricts that a city or a town takes the place of.
URBAN = {
    ("4101", "หมากแข้ง"): (UnitKind.CITY_MUNICIPALITY, "อุดรธานี"),
    ("4101", "โนนสูง"): (UnitKind.TOWN_MUNICIPALITY, "โนนสูง-น้ำคำ"),
    ("4101", "บ้านเลื่อม"): (UnitKind.TOWN_MUNICIPALITY, "หนองสำโรง"),
    ("4111", "ศรีสุทโธ"): (UnitKind.TOWN_MUNICIPALITY, "บ้านดุง"),
}
FIXED_PLACE = {("4101", "นิคมสงเคราะห์"): 23}
MUNICIPAL_SHARE = 0.38


def udon_thani(chance: Random) -> list[AuthorityPlan]:
    """Bare authorities: the province's own, then district by district, the urban ones first."""
    places: Counter[str] = Counter()
    found = [_plan("4101", UnitKind.PROVINCIAL_ADMINISTRATION, "อุดรธานี", _next(places, "4101"))]
    for district in geothai.districts(UDON):
        names = [each.name_th for each in geothai.subdistricts(district.code)]
        found += _urban(district.code, names, places)
        found += _rural(district.code, names, places, chance)
    return found


def _urban(district: str, names: list[str], places: Counter[str]) -> Iterator[AuthorityPlan]:
    for name in names:
        if (district, name) in URBAN:
            kind, called = URBAN[district, name]
            yield _plan(district, kind, called, _next(places, district))


def _rural(district: str, names: list[str], places: Counter[str], chance: Random) -> Iterator[AuthorityPlan]:
    for position, name in enumerate(name for name in names if (district, name) not in URBAN):
        municipal = chance.random() < MUNICIPAL_SHARE or (position == 0 and district != "4101")
        place = FIXED_PLACE.get((district, name)) or _next(places, district)
        kind = UnitKind.SUBDISTRICT_ADMINISTRATION
        if municipal and (district, name) not in FIXED_PLACE:
            kind = UnitKind.SUBDISTRICT_MUNICIPALITY
        yield _plan(district, kind, name, place)


def nong_bua_lam_phu() -> list[AuthorityPlan]:
    """The neighbour: three authorities, one of them with nothing to confirm."""
    return [
        _plan("3901", UnitKind.PROVINCIAL_ADMINISTRATION, "หนองบัวลำภู", 1),
        _plan("3901", UnitKind.TOWN_MUNICIPALITY, "หนองบัวลำภู", 2),
        _plan("3901", UnitKind.SUBDISTRICT_ADMINISTRATION, "โนนขมิ้น", 3),
    ]


def _next(places: Counter[str], district: str) -> int:
    places[district] += 1
    return places[district]


def _plan(district: str, kind: UnitKind, name: str, place: int) -> AuthorityPlan:
    return AuthorityPlan(f"{PREFIX[kind]}{district}{place:02d}", kind, f"{TITLE[kind]}{name}")
