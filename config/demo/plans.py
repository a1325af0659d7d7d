"""What the demonstration is made of, as plain values: units, their classes, and outside schools."""

from dataclasses import dataclass

from processes.terms import Grade, UnitKind


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A class and how many learners are to stand on its roll."""

    grade: Grade
    room: str
    size: int


@dataclass(frozen=True, slots=True)
class OutsidePlan:
    """A school of another affiliation, which an authority pays."""

    code: str
    name: str
    affiliation: str
    dissolved: bool = False


@dataclass(frozen=True, slots=True)
class InstitutionPlan:
    """A school or centre with its classes."""

    code: str
    kind: UnitKind
    name: str
    classes: tuple[ClassPlan, ...]

    @property
    def learners(self) -> int:
        return sum(each.size for each in self.classes)


@dataclass(frozen=True, slots=True)
class AuthorityPlan:
    """A local authority with the institutions it holds and the outside schools it pays."""

    code: str
    kind: UnitKind
    name: str
    institutions: tuple[InstitutionPlan, ...] = ()
    outside: tuple[OutsidePlan, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvincePlan:
    """A province and its authorities."""

    code: str
    authorities: tuple[AuthorityPlan, ...]

    @property
    def institutions(self) -> list[InstitutionPlan]:
        return [each for authority in self.authorities for each in authority.institutions]
