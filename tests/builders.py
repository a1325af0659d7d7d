"""Small worlds for tests: a department, one province, three authorities, schools, centres, and officers."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Engine, select
from sqlalchemy.orm import undefer

from config.settings import read_settings
from config.wiring import House, build
from processes.acts import clockwork, closing, confirming, counter, opening, outside_lists, reviewing, roll
from processes.acts.confirming import Attestation
from processes.acts.office import Actor, Office
from processes.acts.people import actor_named
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import Confirmation
from processes.records.learners import Classroom, Enrolment, Learner
from processes.records.officers import Appointment, Officer
from processes.records.outside import OtherSchool
from processes.records.rounds import DiagramEdition, Round, Window
from processes.records.units import Unit
from processes.rules.identity import check_digit, masked, read_identity
from processes.rules.thai import sort_key
from processes.terms import (
    TIER_OF,
    Act,
    DiagramKey,
    Grade,
    Outcome,
    Role,
    Sex,
    Stream,
    Tier,
    UnitKind,
)

OPENS = datetime(2022, 10, 9, 17, tzinfo=UTC)  # 10 October 2565, 00:00 in Bangkok
DUE = datetime(2022, 11, 10, 17, tzinfo=UTC)  # the end of 10 November
CLOSES = datetime(2022, 11, 11, 10, tzinfo=UTC)  # 11 November, 17:00
MONDAY = datetime(2022, 10, 17, 2, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)
PASSWORD = "udon-2565"
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
BPMN = Path(__file__).parent.parent / "bpmn"

DEPARTMENT, PROVINCE = "01000000", "01410000"
CITY, TOWN, FUNDER = "03410102", "05410201", "06410123"
SCHOOL, SECOND_SCHOOL, CENTRE, TOWN_CENTRE = "304120001", "304120002", "304150001", "304150002"

NAMES = {
    DEPARTMENT: (UnitKind.DEPARTMENT, "กรมส่งเสริมการปกครองท้องถิ่น", None),
    PROVINCE: (UnitKind.PROVINCE, "จังหวัดอุดรธานี", DEPARTMENT),
    CITY: (UnitKind.CITY_MUNICIPALITY, "เทศบาลนครอุดรธานี", PROVINCE),
    TOWN: (UnitKind.SUBDISTRICT_MUNICIPALITY, "เทศบาลตำบลหนองบัว", PROVINCE),
    FUNDER: (UnitKind.SUBDISTRICT_ADMINISTRATION, "อบต.นิคมสงเคราะห์", PROVINCE),
    SCHOOL: (UnitKind.SCHOOL, "โรงเรียนเทศบาล 1 โพศรี", CITY),
    SECOND_SCHOOL: (UnitKind.SCHOOL, "โรงเรียนเทศบาล 2 มุขมนตรี", CITY),
    CENTRE: (UnitKind.CHILD_CENTRE, "ศูนย์พัฒนาเด็กเล็กวัดโพธิ", CITY),
    TOWN_CENTRE: (UnitKind.CHILD_CENTRE, "ศูนย์พัฒนาเด็กเล็กหนองบัว", TOWN),
}


@dataclass
class Watch:
    """A clock that a test sets."""

    now: datetime = MONDAY

    def __call__(self, _session: object) -> datetime:
        return self.now


@dataclass
class World:
    """A small province with its house and its watch; `actor("304120001-2")` acts under that account."""

    house: House
    watch: Watch
    round_id: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    @contextmanager
    def office(self, at: datetime | None = None) -> Iterator[Office]:
        if at is not None:
            self.watch.now = at
        with self.house.office() as office:
            yield office

    def actor(self, username: str) -> Actor:
        with self.house.office() as office:
            return actor_named(office, username)

    def case(self, code: str) -> Case:
        with self.house.reading() as session:
            wanted = select(Case).join(Unit, Unit.id == Case.unit_id).where(Unit.code == code)
            case = session.scalars(wanted.where(Case.round_id == self.round_id)).one()
            _ = case.unit, case.edition
            session.expunge_all()
            return case

    def items(self, code: str, act: Act | None = None, state: str = "open") -> list[WorkItem]:
        """The unit's work items, oldest first, detached."""
        with self.house.reading() as session:
            wanted = select(WorkItem).join(Unit, Unit.id == WorkItem.unit_id).where(Unit.code == code)
            found = session.scalars(wanted.filter(WorkItem.state == state).order_by(WorkItem.id)).all()
            session.expunge_all()
            return [item for item in found if act is None or item.act is act]

    def item(self, code: str, act: Act) -> int:
        return self.items(code, act)[0].id

    def confirmations(self, code: str, stream: Stream = Stream.OWN) -> list[Confirmation]:
        with self.house.reading() as session:
            wanted = select(Confirmation).join(Unit, Unit.id == Confirmation.unit_id)
            wanted = wanted.where(Unit.code == code, Confirmation.stream == stream)
            wanted = wanted.options(undefer(Confirmation.content))
            found = list(session.scalars(wanted.order_by(Confirmation.version)))
            session.expunge_all()
            return found


def build_world(place: Path, engine: Engine | None = None, opened: bool = True) -> World:
    """A migrated database with the small province; the round of the letter, opened on a Monday."""
    watch = Watch()
    house = build(read_settings({"LEC_INSTANCE": str(place / "instance")}), engine, watch)
    house.upgrade()
    world = World(house, watch)
    with house.office() as office:
        furnish(office)
        world.round_id = add_round(office).id
    if opened:
        open_round(world)
    return world


@dataclass(frozen=True)
class Mould:
    """A world built once, of which each test gets a copy: a folder on SQLite, a template on PostgreSQL."""

    place: Path
    round_id: int
    database: str = ""

    def cast(self, place: Path, engine: Engine | None = None) -> World:
        shutil.copytree(self.place / "instance", place / "instance")
        watch = Watch()
        house = build(read_settings({"LEC_INSTANCE": str(place / "instance")}), engine, watch)
        return World(house, watch, self.round_id)


def open_round(world: World, at: datetime = MONDAY) -> None:
    with world.office(at) as office:
        opening.open_round(office, actor_named(office, DEPARTMENT), world.round_id)
    with world.office() as office:  # a second later every roll has been held against the rules
        clockwork.run_one_timer(office)


def furnish(office: Office) -> None:
    """Units, officers, rolls and diagrams."""
    units = {code: add_unit(office, code) for code in NAMES}
    for code in NAMES:
        administers = [Role.ADMINISTRATOR] if code == DEPARTMENT else []
        add_officer(office, units[code], code, [Role.RESPONSIBLE, *administers])
    add_officer(office, units[DEPARTMENT], f"{DEPARTMENT}-2", [Role.RESPONSIBLE])
    add_officer(office, units[DEPARTMENT], f"{DEPARTMENT}-3", [Role.RESPONSIBLE, Role.ADMINISTRATOR])
    teacher = add_officer(office, units[SCHOOL], f"{SCHOOL}-2", [Role.CLASS_TEACHER])
    second = add_officer(office, units[SCHOOL], f"{SCHOOL}-3", [Role.CLASS_TEACHER])
    number = iter(range(1, 1000))
    fill_class(office, units[SCHOOL], Grade.P1, "1", teacher, number, 3)
    fill_class(office, units[SCHOOL], Grade.P2, "1", second, number, 2)
    for code, grade in ((SECOND_SCHOOL, Grade.P1), (CENTRE, Grade.A1), (TOWN_CENTRE, Grade.A2)):
        head = office.session.scalars(select(Officer).filter_by(username=code)).one()
        fill_class(office, units[code], grade, "1", head, number, 2)
    for code, authority in (("1041680001", CITY), ("1041680002", FUNDER)):
        add_outside_school(office, units[authority], code)
    for key in DiagramKey:
        add_edition(office, key)


def add_unit(office: Office, code: str) -> Unit:
    kind, name, above = NAMES[code]
    parent = office.session.scalars(select(Unit).filter_by(code=above)).one() if above else None
    unit = Unit(code=code, kind=kind, tier=TIER_OF[kind], name=name, sort_key=sort_key(name), parent=parent)
    unit.phone = "0-0000-0000"
    if parent is not None:
        unit.parent_id, unit.authority_id = parent.id, parent.authority_id
        unit.province_id = parent.province_id
    office.session.add(unit)
    office.session.flush()
    if unit.tier is Tier.LOCAL_AUTHORITY:
        unit.authority_id = unit.id
    if unit.tier is Tier.PROVINCE:
        unit.province_id = unit.id
    return unit


def add_officer(office: Office, unit: Unit, username: str, roles: list[Role]) -> Officer:
    officer = Officer(
        username=username,
        password_hash=PASSWORD_HASH,
        name=f"เจ้าหน้าที่ {username}",
        position="เจ้าหน้าที่ผู้รับผิดชอบ",
        phone="0-0000-0001",
    )
    officer.appointments = [
        Appointment(unit_id=unit.id, role=role, from_on=date(2022, 1, 1)) for role in roles
    ]
    office.session.add(officer)
    office.session.flush()
    return officer


def fill_class(  # noqa: PLR0917 -- a class is made of exactly these
    office: Office,
    unit: Unit,
    grade: Grade,
    room: str,
    teacher: Officer,
    numbers: Iterator[int],
    size: int,
) -> Classroom:
    classroom = Classroom(academic_year=2565, grade=grade, room=room, teacher_id=teacher.id, **unit.belonging)
    office.session.add(classroom)
    office.session.flush()
    for _ in range(size):
        add_learner(office, unit, classroom, next(numbers))
    return classroom


def citizen_number(number: int) -> str:
    """An invented number with a valid check digit, of a registration office that does not exist."""
    twelve = f"19998{number:07d}"
    return twelve + check_digit(twelve)


def add_learner(office: Office, unit: Unit, classroom: Classroom, number: int) -> Enrolment:
    identity = read_identity(citizen_number(number))
    sex = Sex.MALE if number % 2 else Sex.FEMALE
    name = f"ทดสอบ{number}"
    learner = Learner(
        prefix="ด.ช." if sex is Sex.MALE else "ด.ญ.",
        first_name=name,
        last_name="ตัวอย่าง",
        sort_key=sort_key(f"{name} ตัวอย่าง"),
        sex=sex,
        birth_on=date(2019 if unit.kind is UnitKind.CHILD_CENTRE else 2016, 3, 1),
        identity_kind=identity.kind,
        number_cipher=office.cipher.seal(identity.number.encode(), roll.NUMBER),
        number_index=office.cipher.index(identity.number),
        number_masked=masked(identity),
        recorded_at=office.now,
        **unit.belonging,
    )
    enrolment = Enrolment(
        learner=learner,
        classroom_id=classroom.id,
        grade=classroom.grade,
        sex=sex,
        admitted_on=date(2022, 5, 16),
        **unit.belonging,
    )
    office.session.add_all([learner, enrolment])
    office.session.flush()
    return enrolment


def add_outside_school(office: Office, authority: Unit, code: str) -> OtherSchool:
    name = f"โรงเรียนสังกัดอื่น {code[-1]}"
    school = OtherSchool(
        code=code, name=name, sort_key=sort_key(name), affiliation="OBEC", **authority.belonging
    )
    office.session.add(school)
    office.session.flush()
    outside_lists.put_on(office, school)
    return school


def add_edition(
    office: Office, key: DiagramKey, number: int = 1, changes: Sequence[tuple[str, str]] = ()
) -> DiagramEdition:
    """The shipped diagram as an edition, with passages of its text changed."""
    source = (BPMN / f"{key}.bpmn").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    edition = DiagramEdition(
        diagram=key,
        number=number,
        source=source,
        checksum=sha256_of(source),
        reason="shipped",
        published_at=office.now,
    )
    office.session.add(edition)
    office.session.flush()
    return edition


def sha256_of(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def add_round(office: Office, number: int = 2, closes_at: datetime = CLOSES) -> Round:
    round_ = Round(academic_year=2565, number=number, letter="มท ๐๘๑๖.๒/ว ๒๗๙๐", real=False)
    for tier in Tier:
        late = closes_at if tier in {Tier.PROVINCE, Tier.DEPARTMENT} else DUE
        round_.windows.append(
            Window(
                tier=tier,
                opens_at=OPENS,
                due_at=late,
                closes_at=closes_at,
                opens_by="L2",
                due_by="5.1",
                closes_by="L4",
            )
        )
    office.session.add(round_)
    office.session.flush()
    return round_


# What officers do, in the fewest words, for stories that are about something else.


def mark_class(world: World, username: str, item_id: int, missing: int = 0) -> None:
    """Mark a class: the first `missing` learners are not found, the others seen; then finish its check."""
    with world.office() as office:
        actor = actor_named(office, username)
        item = counter.pick(office, actor, item_id)
        wanted = select(Enrolment).filter_by(classroom_id=item.subject_id, left_at=None)
        enrolments = list(office.session.scalars(wanted.order_by(Enrolment.id)))
        if enrolments[missing:]:
            roll.mark(office, actor, item.case, enrolments[missing:], seen=True)
        if enrolments[:missing]:
            roll.mark(office, actor, item.case, enrolments[:missing], seen=False)
        roll.verify_class(office, actor, item)


def verify_all_classes(world: World, code: str) -> None:
    for item in world.items(code, Act.VERIFY_ROLL):
        mark_class(world, code, item.id)


def recheck(world: World, code: str) -> None:
    with world.office() as office:
        actor = actor_named(office, code)
        roll.recheck(office, actor, counter.pick(office, actor, world.item(code, Act.RECHECK_ROLL)))


def confirm(world: World, code: str) -> str:
    """Confirm the unit's own stream, its report opened before; returns the receipt number."""
    with world.office() as office:
        actor = actor_named(office, code)
        item = counter.pick(office, actor, world.item(code, Act.CONFIRM))
        confirming.open_report(office, actor, item.case, Stream.OWN)
        office.session.flush()
        signed = Attestation("ขอรับรอง", item.case.figures_version)
        return confirming.confirm(office, actor, item, signed).number


def check_report(world: World, code: str, outcome: Outcome = Outcome.SHOWN) -> None:
    with world.office() as office:
        actor = actor_named(office, code)
        item = counter.pick(office, actor, world.item(code, Act.CHECK_REPORT))
        confirming.check_report(office, actor, item, outcome)


def confirm_institution(world: World, code: str) -> str:
    """The whole way of a school or centre, from the classes to the report."""
    verify_all_classes(world, code)
    recheck(world, code)
    number = confirm(world, code)
    check_report(world, code)
    return number


def accept_all(world: World, code: str) -> int:
    """Review and accept every unit that waits in the inbox; returns how many."""
    items = world.items(code, Act.REVIEW_UNIT)
    for each in items:
        with world.office() as office:
            actor = actor_named(office, code)
            reviewing.accept(office, actor, counter.pick(office, actor, each.id))
    return len(items)


def close_all(world: World, at: datetime = CLOSES) -> int:
    """Strike the hour and tell every case; returns how many were told."""
    with world.office(at) as office:
        closing.close_all_due(office)
    told = 0
    while True:
        with world.office() as office:
            batch = closing.tell_batch(office, world.round_id)
        told += batch
        if not batch:
            return told


def plain_figures(confirmation: Confirmation) -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = json.loads(confirmation.figures)
    return found
