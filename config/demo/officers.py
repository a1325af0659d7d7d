"""Who acts for the invented units: a responsible officer each, class teachers, executives."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from argon2 import PasswordHasher

from config.demo.names import ORDER, grown_up, phone
from config.demo.plans import AuthorityPlan, InstitutionPlan, ProvincePlan
from processes.rules.codes import DEPARTMENT_CODE, sign_in_name
from processes.terms import Role, UnitKind

PASSWORD = "udon-2565"  # noqa: S105 -- it is printed: a demonstration has no secret
ONE_PERSON = 2  # classes that the only person of a small centre can hold
EXECUTIVES = 0.1

RESPONSIBLE, TEACHER = Role.RESPONSIBLE, Role.CLASS_TEACHER


@dataclass(frozen=True, slots=True)
class OfficerPlan:
    """A person to be, with the unit and the roles."""

    username: str
    unit_code: str
    name: str
    position: str
    phone: str
    order_number: str
    roles: tuple[Role, ...]


def one_hash() -> str:
    """All accounts share one hash: computing one costs 20 ms, and there are a thousand."""
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1).hash(PASSWORD)


def officers(provinces: list[ProvincePlan], chance: Random) -> list[OfficerPlan]:
    posts = [*_department(), *(post for province in provinces for post in _province(province, chance))]
    return [_plan(number, post, chance) for number, post in enumerate(posts, 1)]


def class_teachers(institution: InstitutionPlan) -> list[str]:
    """The sign-in name of each class's teacher, in the order of the classes."""
    if _is_one_person(institution):
        return [institution.code] * len(institution.classes)
    return [sign_in_name(institution.code, place) for place in range(2, len(institution.classes) + 2)]


@dataclass(frozen=True, slots=True)
class _Post:
    unit_code: str
    place: int
    position: str
    roles: tuple[Role, ...]


def _department() -> Iterator[_Post]:
    yield _Post(DEPARTMENT_CODE, 1, "นักวิชาการศึกษาชำนาญการพิเศษ", (RESPONSIBLE, Role.ADMINISTRATOR))
    yield _Post(DEPARTMENT_CODE, 2, "นักวิชาการศึกษาปฏิบัติการ", (RESPONSIBLE, Role.ADMINISTRATOR))


def _province(province: ProvincePlan, chance: Random) -> Iterator[_Post]:
    yield _Post(province.code, 1, "นักส่งเสริมการปกครองท้องถิ่นชำนาญการ", (RESPONSIBLE,))
    for authority in province.authorities:
        yield _Post(authority.code, 1, "นักวิชาการศึกษาชำนาญการ", (RESPONSIBLE,))
        if _is_urban(authority) or chance.random() < EXECUTIVES:
            yield _Post(authority.code, 2, _executive(authority), (Role.EXECUTIVE,))
        for institution in authority.institutions:
            yield from _institution(institution)


def _institution(institution: InstitutionPlan) -> Iterator[_Post]:
    school = institution.kind is UnitKind.SCHOOL
    head = "รองผู้อำนวยการสถานศึกษา" if school else "หัวหน้าศูนย์พัฒนาเด็กเล็ก"
    both = (RESPONSIBLE, TEACHER)
    yield _Post(institution.code, 1, head, both if _is_one_person(institution) else (RESPONSIBLE,))
    if not _is_one_person(institution):
        teacher = "ครูประจำชั้น" if school else "ครูผู้ดูแลเด็ก"
        for place, _ in enumerate(institution.classes, 2):
            yield _Post(institution.code, place, teacher, (TEACHER,))


def _plan(number: int, post: _Post, chance: Random) -> OfficerPlan:
    return OfficerPlan(
        username=sign_in_name(post.unit_code, post.place),
        unit_code=post.unit_code,
        name=grown_up(chance),
        position=post.position,
        phone=phone(number),
        order_number=ORDER.format(number=number),
        roles=post.roles,
    )


def _is_one_person(institution: InstitutionPlan) -> bool:
    return institution.kind is UnitKind.CHILD_CENTRE and len(institution.classes) <= ONE_PERSON


def _is_urban(authority: AuthorityPlan) -> bool:
    return authority.kind not in {UnitKind.SUBDISTRICT_MUNICIPALITY, UnitKind.SUBDISTRICT_ADMINISTRATION}


def _executive(authority: AuthorityPlan) -> str:
    if authority.kind in {UnitKind.PROVINCIAL_ADMINISTRATION, UnitKind.SUBDISTRICT_ADMINISTRATION}:
        return f"ปลัด{authority.name}"
    return "ปลัดเทศบาล"
