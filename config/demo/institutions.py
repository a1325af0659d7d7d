"""Schools and centres of the authorities, with classes; and the schools of others that some of them pay."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from config.demo.names import VILLAGES, WARDS
from config.demo.plans import AuthorityPlan, ClassPlan, InstitutionPlan, OutsidePlan
from config.demo.udon import CITY, FUNDER, PAO
from processes.terms import Grade, UnitKind

MUNICIPAL = {UnitKind.CITY_MUNICIPALITY, UnitKind.TOWN_MUNICIPALITY, UnitKind.SUBDISTRICT_MUNICIPALITY}
SECONDARY = (Grade.M1, Grade.M2, Grade.M3, Grade.M4, Grade.M5, Grade.M6)
BASIC = (Grade.A2, Grade.A3, Grade.P1, Grade.P2, Grade.P3, Grade.P4, Grade.P5, Grade.P6)
YOUNG = (Grade.A1, Grade.A2, Grade.A3)

WITHOUT_UNITS = 0.14
CODE_AS_PRINTED = (
    0.1  # of the centres of administrations: the letter prints 3 where the series goes on with 6
)
PAYS_OTHERS = 0.6
PAYS_NOBODY = 0.45  # of the authorities without own units: these have nothing at all to confirm
DISSOLVED = 2  # the province's second outside school: its zeros are recorded all the same (letter 4.2 (2))
AFFILIATIONS = ("OBEC", "OBEC", "OBEC", "OBEC", "BPP")


@dataclass
class Builder:
    """Gives out codes and names in order, and draws sizes from the one seed."""

    province: str
    chance: Random
    places: Counter[str] = field(default_factory=Counter)
    outside: int = 0

    def furnished(self, authority: AuthorityPlan) -> AuthorityPlan:
        """The authority with institutions and outside schools, as far as it has any."""
        bare = authority.code == FUNDER or self._is_bare(authority)
        institutions = () if bare else tuple(self._institutions(authority))
        return replace(authority, institutions=institutions, outside=tuple(self._outside(authority, bare)))

    def _is_bare(self, authority: AuthorityPlan) -> bool:
        rural = authority.kind in {UnitKind.SUBDISTRICT_MUNICIPALITY, UnitKind.SUBDISTRICT_ADMINISTRATION}
        return rural and self.chance.random() < WITHOUT_UNITS

    def _institutions(self, authority: AuthorityPlan) -> Iterator[InstitutionPlan]:
        place = authority.name.removeprefix("เทศบาลตำบล").removeprefix("องค์การบริหารส่วนตำบล")
        if authority.kind is UnitKind.PROVINCIAL_ADMINISTRATION:
            names = [f"โรงเรียน{name}พิทยาคม" for name in VILLAGES[: 8 if authority.code == PAO else 1]]
            yield from (self.school(authority, name, SECONDARY, 2, 28) for name in names)
            yield self.centre(authority, "ศูนย์พัฒนาเด็กเล็กองค์การบริหารส่วนจังหวัด", 3)
        elif authority.code == CITY:
            names = [f"โรงเรียนเทศบาล {number} {ward}" for number, ward in enumerate(WARDS, 1)]
            yield from (self.school(authority, name, BASIC, 2, 24) for name in names)
            yield from (self.centre(authority, f"ศูนย์พัฒนาเด็กเล็กชุมชน{ward}", 3) for ward in WARDS[:6])
        elif authority.kind is UnitKind.TOWN_MUNICIPALITY:
            town = authority.name.removeprefix("เทศบาลเมือง")
            names = [f"โรงเรียนเทศบาลเมือง{town} {number}" for number in (1, 2, 3)]
            yield from (self.school(authority, name, BASIC, 1, 22) for name in names)
            yield from (self.centre(authority, f"ศูนย์พัฒนาเด็กเล็ก{ward}", 3) for ward in self._some(WARDS, 3))
        else:
            yield from self._rural(authority, place)

    def _rural(self, authority: AuthorityPlan, place: str) -> Iterator[InstitutionPlan]:
        municipal = authority.kind in MUNICIPAL
        if self.chance.random() < (0.3 if municipal else 0.1):
            owner = "เทศบาลตำบล" if municipal else "องค์การบริหารส่วนตำบล"
            yield self.school(authority, f"โรงเรียน{owner}{place}", BASIC, 1, 17)
        yield self.centre(authority, f"ศูนย์พัฒนาเด็กเล็ก{place}", self.chance.choice((2, 3, 3)))
        for village in self._some(VILLAGES, self.chance.choice((0, 0, 0, 1, 1))):
            yield self.centre(authority, f"ศูนย์พัฒนาเด็กเล็กบ้าน{village}", self.chance.choice((1, 2, 2)))

    def school(
        self, authority: AuthorityPlan, name: str, grades: Sequence[Grade], rooms: int, size: int
    ) -> InstitutionPlan:
        digit = (
            "1"
            if authority.kind is UnitKind.PROVINCIAL_ADMINISTRATION
            else "2"
            if authority.kind in MUNICIPAL
            else "3"
        )
        classes = tuple(
            ClassPlan(grade, str(room), self._near(size)) for grade in grades for room in range(1, rooms + 1)
        )
        return InstitutionPlan(self._code(digit), UnitKind.SCHOOL, name, classes)

    def centre(self, authority: AuthorityPlan, name: str, grades: int) -> InstitutionPlan:
        digit = (
            "4"
            if authority.kind is UnitKind.PROVINCIAL_ADMINISTRATION
            else "5"
            if authority.kind in MUNICIPAL
            else "6"
        )
        if digit == "6" and self.chance.random() < CODE_AS_PRINTED:
            digit = "3"
        classes = tuple(ClassPlan(grade, "1", self._near(15)) for grade in YOUNG[:grades])
        return InstitutionPlan(self._code(digit), UnitKind.CHILD_CENTRE, name, classes)

    def _code(self, digit: str) -> str:
        self.places[digit] += 1
        return f"30{self.province}{digit}{self.places[digit]:04d}"

    def _outside(self, authority: AuthorityPlan, bare: bool) -> Iterator[OutsidePlan]:
        always = authority.code in {FUNDER, CITY}
        share = 1 - PAYS_NOBODY if bare else PAYS_OTHERS
        if not always and (self.chance.random() >= share or authority.code == PAO):
            return
        for village in self._some(VILLAGES, 5 if always else self.chance.randint(1, 4)):
            self.outside += 1
            affiliation = AFFILIATIONS[self.outside % len(AFFILIATIONS)]
            title = "โรงเรียนตำรวจตระเวนชายแดนบ้าน" if affiliation == "BPP" else "โรงเรียนบ้าน"
            code = f"10{self.province}68{self.outside:04d}"
            yield OutsidePlan(code, f"{title}{village}", affiliation, dissolved=self.outside == DISSOLVED)

    def _near(self, size: int) -> int:
        return max(3, round(self.chance.gauss(size, size * 0.15)))

    def _some(self, names: Sequence[str], number: int) -> list[str]:
        return self.chance.sample(names, number)
