"""Which further fields the department asks of a profile, and who added or retired them (F89)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from processes.records.profile_fields import ProfileField
from processes.records.units import Unit
from processes.reports.particulars import profile_of, profile_row
from processes.rules.profile_fields import Asked, choices_in, field_for, missing
from processes.rules.record_fields import Kind
from processes.terms import UnitKind


def all_fields(session: Session) -> Sequence[ProfileField]:
    """Those in force first, each in the order in which it was added."""
    wanted = select(ProfileField).order_by(ProfileField.retired_at.is_not(None), ProfileField.id)
    return session.scalars(wanted).all()


def fields_asked(session: Session, kind: UnitKind) -> list[Asked]:
    """What is asked of the profiles of such units today."""
    wanted = (
        select(ProfileField)
        .where(ProfileField.retired_at.is_(None))
        .where(or_(ProfileField.unit_kind.is_(None), ProfileField.unit_kind == kind))
        .order_by(ProfileField.id)
    )
    return [asked_by(each) for each in session.scalars(wanted)]


def asked_by(row: ProfileField) -> Asked:
    field = field_for(row.id, Kind(row.kind), choices_in(row.choices))
    return Asked(field, row.label_th, row.label_en, row.required)


def missing_in(session: Session, unit: Unit, values: Mapping[str, str] | None = None) -> list[Asked]:
    """What the department requires of the unit's profile and is not there."""
    asked = fields_asked(session, unit.kind)
    if values is None and any(each.required for each in asked):
        values = profile_of(profile_row(session, unit.id)).values
    return missing(asked, values or {})
