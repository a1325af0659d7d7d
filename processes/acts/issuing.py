"""Issues accounts from a list: the person, the post, a first password of their own (letter 3.2 to 4.1)."""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from processes.acts import journal
from processes.acts.lists import Remark, Report, RowProblem, may_import, refuse_duplicates
from processes.acts.office import CLOCK, Actor, Office
from processes.records.officers import Appointment, Officer
from processes.records.units import Unit
from processes.rules.codes import clean_sign_in_name
from processes.rules.thai import clean_name, plain_code
from processes.terms import Act, Role

Hashing = Callable[[str], str]
PASSWORD_BYTES = 9


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """A row of a list of officers as it was read; a second role of the same person is a row of its own."""

    line: int
    username: str
    name: str
    position: str
    unit_code: str
    role: str
    order_number: str = ""
    phone: str = ""


@dataclass
class Issued:
    """What became of the list, and the first password of each new account, by sign-in name."""

    hashing: Hashing
    report: Report = field(default_factory=Report)
    passwords: dict[str, str] = field(default_factory=dict)


def issue_accounts(
    office: Office, rows: Iterable[OfficerRow], hashing: Hashing, actor: Actor = CLOCK
) -> Issued:
    """Create and appoint the listed officers; known ones keep their password. Raises DuplicateCodes."""
    may_import(actor)
    listed = list(rows)
    refuse_duplicates(f"{row.username}:{row.role}" for row in listed)
    units = {unit.code: unit for unit in office.session.scalars(select(Unit))}
    known = {officer.username: officer for officer in office.session.scalars(select(Officer))}
    issued = Issued(hashing)
    for row in listed:
        unit = units.get(plain_code(row.unit_code))
        if problem := _problem(row, unit):
            issued.report.refused.append(Remark(row.line, row.username, problem))
        elif unit is not None:
            username = clean_sign_in_name(row.username)
            known[username] = _issue(office, actor, row, unit, known.get(username), issued)
    return issued


def _problem(row: OfficerRow, unit: Unit | None) -> RowProblem | None:
    if unit is None:
        return RowProblem.UNIT
    if row.role not in set(Role):
        return RowProblem.ROLE
    if not re.fullmatch(f"{unit.code}(-[1-9][0-9]*)?", clean_sign_in_name(row.username)):
        return RowProblem.USERNAME
    return None if clean_name(row.name) else RowProblem.NAME


def _issue(
    office: Office,
    actor: Actor,
    row: OfficerRow,
    unit: Unit,
    officer: Officer | None,
    issued: Issued,
) -> Officer:
    if officer is None:
        officer = _create(office, row, issued)
        issued.report.created += 1
    elif _mend(officer, row):
        issued.report.updated += 1
    else:
        issued.report.unchanged += 1
    if _appoint(office, officer, unit, row):
        journal.note_at_unit(
            office, unit, Act.IMPORT_LIST, actor, officer=officer.id, role=row.role, order=row.order_number
        )
    return officer


def _create(office: Office, row: OfficerRow, issued: Issued) -> Officer:
    username, password = clean_sign_in_name(row.username), secrets.token_urlsafe(PASSWORD_BYTES)
    officer = Officer(username=username, password_hash=issued.hashing(password), name="", position="")
    _mend(officer, row)
    office.session.add(officer)
    office.session.flush()
    issued.passwords[username] = password
    return officer


def _mend(officer: Officer, row: OfficerRow) -> bool:
    """Put the particulars right as listed; an empty field of the list says nothing."""
    listed = {"name": clean_name(row.name), "position": clean_name(row.position), "phone": row.phone}
    changed = {name: text for name, text in listed.items() if text and text != getattr(officer, name)}
    for name, text in changed.items():
        setattr(officer, name, text)
    return bool(changed)


def _appoint(office: Office, officer: Officer, unit: Unit, row: OfficerRow) -> bool:
    today = office.today
    held = select(Appointment.to_on).filter_by(officer_id=officer.id, unit_id=unit.id, role=Role(row.role))
    if any(to_on is None or to_on >= today for to_on in office.session.scalars(held)):
        return False
    office.session.add(
        Appointment(
            officer_id=officer.id,
            unit_id=unit.id,
            role=Role(row.role),
            order_number=row.order_number or None,
            from_on=today,
        )
    )
    return True
