"""An invented country in bulk, as large as a measurement wants it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from processes.acts.batches import in_batches
from processes.acts.office import Actor, Office
from processes.acts.roll import NUMBER
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.officers import Appointment, Officer
from processes.records.rounds import DiagramEdition, Round, Window
from processes.records.units import Unit
from processes.rules.identity import Identity, check_digit, masked, read_identity
from processes.terms import DiagramKey, Grade, Role, Sex, Tier, UnitKind

OPENS = datetime(2022, 10, 9, 17, tzinfo=UTC)
DUE = datetime(2022, 11, 10, 17, tzinfo=UTC)
CLOSES = datetime(2022, 11, 11, 10, tzinfo=UTC)
BPMN = Path(__file__).resolve().parents[2] / "bpmn"
NATIONAL = 27_626
AVERAGE_ROLL = 76  # learners of an average institution


@dataclass(frozen=True)
class Size:
    """How many units of each tier make up a number of cases, in the proportions of the country."""

    provinces: int
    authorities: int
    institutions: int

    @property
    def cases(self) -> int:
        return 1 + self.provinces + self.authorities + self.institutions


def size_of(cases: int) -> Size:
    provinces = max(1, cases * 76 // NATIONAL)
    authorities = max(2, cases * 7_850 // NATIONAL)
    return Size(provinces, authorities, max(4, cases - 1 - provinces - authorities))


@dataclass(frozen=True)
class Country:
    """What was built: the round to open, the administrator, and the schools whose officers will work."""

    round_id: int
    administrator: Actor
    size: Size
    schools: list[Actor]
    authorities: dict[int, Actor]  # by the school's unit


def build_country(office: Office, cases: int, working: int) -> Country:
    """Units and the round; `working` schools also get officers and a roll of average size each."""
    size = size_of(cases)
    units = _Units(office)
    top = units.add([_unit("01000000", UnitKind.DEPARTMENT, Tier.DEPARTMENT, {})])[0]
    provinces = units.add(
        [
            _unit(f"01{n:06d}", UnitKind.PROVINCE, Tier.PROVINCE, {"parent_id": top})
            for n in range(1, size.provinces + 1)
        ]
    )
    units.own("province_id", Tier.PROVINCE)
    authorities = units.add([_authority(n, provinces) for n in range(size.authorities)])
    units.own("authority_id", Tier.LOCAL_AUTHORITY)
    schools = units.add([_school(n, authorities, provinces) for n in range(size.institutions)])
    chosen = schools[: min(working, len(schools))]
    people = _People(office)
    school_actors = [people.appoint(unit, Tier.INSTITUTION, f"s{unit}") for unit in chosen]
    above = {unit: authorities[place % len(authorities)] for place, unit in enumerate(chosen)}
    authority_actors = {
        unit: people.appoint(unit, Tier.LOCAL_AUTHORITY, f"a{unit}") for unit in set(above.values())
    }
    _fill_rolls(office, chosen)
    _fill_thinly(office, schools[len(chosen) :])
    administrator = people.appoint(top, Tier.DEPARTMENT, "department", Role.ADMINISTRATOR)
    by_school = {unit: authority_actors[authority] for unit, authority in above.items()}
    return Country(_round(office), administrator, size, school_actors, by_school)


class _Units:
    """Adds units in bulk and answers with their keys in order."""

    def __init__(self, office: Office) -> None:
        self.session = office.session

    def add(self, rows: list[dict[str, Any]]) -> list[int]:
        wanted = insert(Unit).returning(Unit.id, sort_by_parameter_order=True)
        return list(self.session.scalars(wanted, rows))

    def own(self, column: str, tier: Tier) -> None:
        """An authority belongs to itself, as a province does."""
        for unit in self.session.scalars(select(Unit).filter_by(tier=tier)):
            setattr(unit, column, unit.id)
        self.session.flush()


class _People:
    """Appoints one officer to a unit."""

    def __init__(self, office: Office) -> None:
        self.session = office.session

    def appoint(self, unit_id: int, tier: Tier, username: str, role: Role = Role.RESPONSIBLE) -> Actor:
        officer = Officer(username=username, password_hash="-", name=username, position="-")  # noqa: S106
        officer.appointments = [Appointment(unit_id=unit_id, role=role, from_on=date(2022, 1, 1))]
        self.session.add(officer)
        self.session.flush()
        return Actor(officer.id, officer.name, officer.position, unit_id, tier, frozenset({role}))


def _unit(code: str, kind: UnitKind, tier: Tier, above: dict[str, int]) -> dict[str, Any]:
    return {"code": code, "kind": kind, "tier": tier, "name": f"{kind} {code}", "sort_key": code, **above}


def _authority(place: int, provinces: list[int]) -> dict[str, Any]:
    province = provinces[place % len(provinces)]
    above = {"parent_id": province, "province_id": province}
    return _unit(f"06{place:06d}", UnitKind.SUBDISTRICT_ADMINISTRATION, Tier.LOCAL_AUTHORITY, above)


def _school(place: int, authorities: list[int], provinces: list[int]) -> dict[str, Any]:
    authority = place % len(authorities)
    above = {
        "parent_id": authorities[authority],
        "authority_id": authorities[authority],
        "province_id": provinces[authority % len(provinces)],
    }
    return _unit(f"30{place:07d}", UnitKind.SCHOOL, Tier.INSTITUTION, above)


def _fill_rolls(office: Office, unit_ids: list[int]) -> None:
    numbers = iter(range(10_000_000))
    for unit in office.session.scalars(select(Unit).where(Unit.id.in_(unit_ids))):
        classroom = Classroom(academic_year=2565, grade=Grade.P1, room="1", **unit.belonging)
        office.session.add(classroom)
        office.session.flush()
        learners = [_learner(office, unit, next(numbers)) for _ in range(AVERAGE_ROLL)]
        wanted = insert(Learner).returning(Learner.id, sort_by_parameter_order=True)
        ids = office.session.scalars(wanted, learners).all()
        office.session.execute(insert(Enrolment), list(_enrolments(unit, classroom, ids, learners)))


def _fill_thinly(office: Office, unit_ids: list[int]) -> None:
    """A class of one for everybody else: a unit without any would be opened in a way of its own."""
    numbers = iter(range(5_000_000, 10_000_000))
    for batch in in_batches(unit_ids, 1_000):
        units = office.session.scalars(select(Unit).where(Unit.id.in_(batch)).order_by(Unit.id)).all()
        rooms = [{"academic_year": 2565, "grade": Grade.P1, "room": "1", **unit.belonging} for unit in units]
        classes = insert(Classroom).returning(Classroom.id, sort_by_parameter_order=True)
        class_ids = office.session.scalars(classes, rooms).all()
        learners = [_learner(office, unit, next(numbers)) for unit in units]
        wanted = insert(Learner).returning(Learner.id, sort_by_parameter_order=True)
        ids = office.session.scalars(wanted, learners).all()
        rows = [
            _enrolment(unit, class_id, id_, learner["sex"])
            for unit, class_id, id_, learner in zip(units, class_ids, ids, learners, strict=True)
        ]
        office.session.execute(insert(Enrolment), rows)


def _learner(office: Office, unit: Unit, number: int) -> dict[str, Any]:
    twelve = f"19998{number:07d}"  # a registration office that does not exist
    identity = read_identity(twelve + check_digit(twelve))
    assert isinstance(identity, Identity)  # noqa: S101 -- by construction
    return {
        "prefix": "-",
        "first_name": f"learner {number}",
        "last_name": "invented",
        "sort_key": f"{number:07d}",
        "sex": Sex.MALE if number % 2 else Sex.FEMALE,
        "birth_on": date(2016, 3, 1),
        "identity_kind": identity.kind,
        "number_cipher": office.cipher.seal(identity.number.encode(), NUMBER),
        "number_index": office.cipher.index(identity.number),
        "number_masked": masked(identity),
        "recorded_at": office.now,
        **unit.belonging,
    }


def _enrolments(
    unit: Unit, classroom: Classroom, ids: Any, learners: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for learner_id, learner in zip(ids, learners, strict=True):
        yield _enrolment(unit, classroom.id, learner_id, learner["sex"])


def _enrolment(unit: Unit, classroom_id: int, learner_id: int, sex: Sex) -> dict[str, Any]:
    return {
        "learner_id": learner_id,
        "classroom_id": classroom_id,
        "grade": Grade.P1,
        "sex": sex,
        "admitted_on": date(2022, 5, 16),
        **unit.belonging,
    }


def _round(office: Office) -> int:
    for key in DiagramKey:
        source = (BPMN / f"{key}.bpmn").read_text(encoding="utf-8")
        office.session.add(
            DiagramEdition(
                diagram=key,
                number=1,
                source=source,
                checksum=sha256(source.encode()).hexdigest(),
                reason="bench",
                published_at=office.now,
            )
        )
    round_ = Round(academic_year=2565, number=2, letter="bench", real=False)
    windows = {"opens_at": OPENS, "due_at": DUE, "closes_at": CLOSES}
    round_.windows = [Window(tier=tier, **windows, opens_by="", due_by="", closes_by="") for tier in Tier]
    office.session.add(round_)
    office.session.flush()
    return round_.id
