"""Adds what the department asks of every profile, and retires it; what was answered stays (F89)."""

from dataclasses import dataclass

from sqlalchemy import select

from processes.acts import journal
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor, Office
from processes.records.profile_fields import ProfileField
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.record_fields import Kind
from processes.rules.situations import Situation
from processes.rules.thai import clean_name
from processes.terms import Act, Refused, UnitKind

MOST_FIELDS = 40  # of a form that somebody still fills in


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field as the department words it; without a kind of unit it is asked of schools and centres."""

    label_th: str
    kind: Kind
    label_en: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    unit_kind: UnitKind | None = None


def add_field(office: Office, actor: Actor, wanted: Wanted) -> ProfileField:
    """Ask one more thing of every profile from now on; a name that is asked already is refused."""
    labels = _labels_in_force(office)
    label = clean_name(wanted.label_th)
    _allow(office, actor, label_taken=label in labels, fields=len(labels))
    row = ProfileField(
        label_th=label,
        label_en=clean_name(wanted.label_en),
        kind=wanted.kind,
        choices="\n".join(wanted.choices),
        required=wanted.required,
        unit_kind=wanted.unit_kind,
        added_at=office.now,
        added_by=actor.officer_id,
    )
    office.session.add(row)
    office.session.flush()
    _note(office, actor, row, "added")
    return row


def retire_field(office: Office, actor: Actor, field_id: int) -> None:
    """Ask it no more; doing so twice changes nothing."""
    _allow(office, actor)
    row = office.session.get(ProfileField, field_id)
    if row is None:
        raise UnknownItem(field_id)
    if row.retired_at is None:
        row.retired_at, row.retired_by = office.now, actor.officer_id
        _note(office, actor, row, "retired")


def _labels_in_force(office: Office) -> set[str]:
    office.session.flush()
    return set(office.session.scalars(select(ProfileField.label_th).where(ProfileField.retired_at.is_(None))))


def _allow(office: Office, actor: Actor, label_taken: bool = False, fields: int = 0) -> None:
    situation = Situation(
        roles=actor.roles,
        administers=actor.administers,
        label_taken=label_taken,
        room_for_more=fields < MOST_FIELDS,
    )
    if reason := obstacle(Act.KEEP_PROFILE_FIELDS, situation):
        raise Refused(reason)


def _note(office: Office, actor: Actor, row: ProfileField, what: str) -> None:
    department = office.session.get_one(Unit, actor.unit_id)
    journal.note_at_unit(
        office, department, Act.KEEP_PROFILE_FIELDS, actor, field=row.id, label=row.label_th, what=what
    )
