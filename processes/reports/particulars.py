"""The whole record of a learner and the profile of a unit, as far as their reader may see them (F40, F82)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.records.learners import Enrolment
from processes.records.officers import Officer
from processes.records.particulars import LearnerChange, LearnerRecord, UnitProfile
from processes.rules.record_fields import FIELDS, is_private
from processes.rules.sealing import Cipher

SEALED = "learner_record.sealed"
HIDDEN = "(sealed)"  # stands for a value that is not for its reader


@dataclass(frozen=True, slots=True)
class Change:
    """A field as it was and as it became, who changed it and when."""

    field: str
    before: str
    after: str
    person: str
    position: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """What a unit says of itself: the fields of the table, and further ones by names of its own."""

    values: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[tuple[str, str]] = ()


def record_of(session: Session, learner_id: int) -> LearnerRecord | None:
    return session.scalars(select(LearnerRecord).filter_by(learner_id=learner_id)).one_or_none()


def records_of(session: Session, unit_id: int) -> dict[int, LearnerRecord]:
    """The records of all who stand on the unit's roll, by learner."""
    wanted = (
        select(LearnerRecord)
        .join(Enrolment, Enrolment.learner_id == LearnerRecord.learner_id)
        .where(Enrolment.unit_id == unit_id, Enrolment.left_at.is_(None))
    )
    return {each.learner_id: each for each in session.scalars(wanted)}


def values_of(cipher: Cipher, record: LearnerRecord | None, private: bool = True) -> dict[str, str]:
    """The record's values by field; without `private` only those that a tier above may see."""
    if record is None:
        return {}
    found: dict[str, str] = json.loads(record.content)
    if not private:
        return {key: value for key, value in found.items() if not is_private(FIELDS[key])}
    sealed = json.loads(cipher.open(record.sealed, SEALED)) if record.sealed else {}
    return {**found, **sealed}


def changes_of(session: Session, learner_id: int, private: bool = True) -> list[Change]:
    """Every change of every field, newest first; of a private field a tier above learns that, not what."""
    wanted = (
        select(
            LearnerChange.field,
            LearnerChange.before,
            LearnerChange.after,
            Officer.name,
            Officer.position,
            LearnerChange.changed_at,
        )
        .outerjoin(Officer, Officer.id == LearnerChange.changed_by)
        .where(LearnerChange.learner_id == learner_id)
        .order_by(LearnerChange.changed_at.desc(), LearnerChange.id.desc())
    )
    return [
        Change(key, *_shown(key, before, after, private), name or "", position or "", at)
        for key, before, after, name, position, at in session.execute(wanted)
    ]


def _shown(key: str, before: str, after: str, private: bool) -> tuple[str, str]:
    if private or key not in FIELDS or not is_private(FIELDS[key]):
        return before, after
    return before and HIDDEN, after and HIDDEN


def profile_row(session: Session, unit_id: int) -> UnitProfile | None:
    return session.scalars(select(UnitProfile).filter_by(unit_id=unit_id)).one_or_none()


def profile_of(row: UnitProfile | None) -> Profile:
    if row is None:
        return Profile()
    content = json.loads(row.content)
    return Profile(content["values"], tuple((name, value) for name, value in content["more"]))


def profile_checked(session: Session, unit_id: int, round_id: int) -> tuple[str, datetime] | None:
    """Who found the profile right in this round, and when; None when nobody did or it changed since."""
    wanted = (
        select(Officer.name, UnitProfile.checked_at)
        .join(Officer, Officer.id == UnitProfile.checked_by)
        .where(UnitProfile.unit_id == unit_id, UnitProfile.checked_round_id == round_id)
    )
    found = [(name, at) for name, at in session.execute(wanted) if at]
    return found[0] if found else None
