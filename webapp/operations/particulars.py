"""What the page of an operation says of it: which list was asked for, who tried it, who began it."""

from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts.reading import steps_of
from processes.records.officers import Officer
from processes.records.operations import Operation
from processes.records.rounds import DiagramEdition
from processes.records.units import Unit
from webapp.door import reading
from webapp.keepers import shelf
from webapp.names import DIAGRAMS, TIERS, moment_words
from webapp.operations.words import CONDITIONS


def asked_for(operation: Operation) -> list[tuple[str, str]]:
    """The list that the cases came from, as it was narrowed."""
    session = reading()
    edition = session.get(DiagramEdition, operation.edition_id) if operation.edition_id else None
    ids = {id_ for id_ in (operation.province_id, operation.authority_id) if id_}
    named = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    units = {id_: name for id_, name in named}  # noqa: C416 -- rows are no pairs to mypy
    told = [
        (_("ระดับ"), str(TIERS[operation.tier]) if operation.tier else ""),
        (_("แผนผัง"), f"{DIAGRAMS[edition.diagram]} {edition.number}" if edition else ""),
        (_("ขั้นตอน"), node_name(operation.edition_id, operation.node)),
        (_("จังหวัด"), units.get(operation.province_id or 0, "")),
        (_("องค์กรปกครองส่วนท้องถิ่น"), units.get(operation.authority_id or 0, "")),
        (_("สภาพของเรื่อง"), str(CONDITIONS[operation.condition]) if operation.condition else ""),
        (_("การเลือก"), _("เลือกทีละเรื่องจากตาราง") if operation.picked else _("ทุกเรื่องที่พบ")),
    ]
    return [(label, value) for label, value in told if value]


def people(operation: Operation) -> list[tuple[str, str]]:
    """Who tried it and who began it, when, and when it was over."""
    ids = {id_ for id_ in (operation.tried_by, operation.begun_by) if id_}
    named = reading().execute(select(Officer.id, Officer.name).where(Officer.id.in_(ids)))
    names = {id_: name for id_, name in named}  # noqa: C416 -- rows are no pairs to mypy
    told = [
        (_("ผู้ลอง"), names[operation.tried_by], operation.asked_at),
        (_("ผู้เริ่ม"), names.get(operation.begun_by or 0, ""), operation.begun_at),
        (_("เสร็จเมื่อ"), "", operation.done_at),
    ]
    return [(label, f"{name} {moment_words(at)}".strip()) for label, name, at in told if at]


def node_name(edition_id: int | None, node: str) -> str:
    """What the edition calls the step; empty for none."""
    if not node or edition_id is None:
        return node
    return (
        next((each.name for each in steps_of(reading(), shelf(), edition_id) if each.id == node), "") or node
    )
