"""Reads and writes what every human task reads and writes, past the unit of work: it cost half of the task.

What is done here is what the session would do, with statements prepared once (`docs/performance.md`).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import bindparam, event, inspect, select, update
from sqlalchemy.orm import InstanceState, Session, UOWTransaction, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from processes.records.base import Record
from processes.records.cases import Case, WorkItem
from processes.records.prepared import Change, Question
from processes.records.scope import HOUSE, SCOPE
from processes.records.units import Unit

Of = TypeVar("Of", bound=Record)

_ITEM, _CASE, _UNIT = (Record.metadata.tables[each.__tablename__] for each in (WorkItem, Case, Unit))
# What acts look at; whatever else of a unit an act asks for is read when it is asked for.
_OF_UNIT = (
    _UNIT.c.id,
    _UNIT.c.code,
    _UNIT.c.kind,
    _UNIT.c.tier,
    _UNIT.c.name,
    _UNIT.c.parent_id,
    _UNIT.c.authority_id,
    _UNIT.c.province_id,
)
_UNIT_NAMES = [each.key for each in _OF_UNIT]
_ITEM_ROW = Question(
    select(*_ITEM.c, *_CASE.c, *_OF_UNIT)
    .join(_CASE, _CASE.c.id == _ITEM.c.case_id)
    .join(_UNIT, _UNIT.c.id == _CASE.c.unit_id)
    .where(_ITEM.c.id == bindparam("item"), _ITEM.c.unit_id == bindparam("unit"))
)
_CASE_ROW = Question(
    select(*_CASE.c, *_OF_UNIT)
    .join(_UNIT, _UNIT.c.id == _CASE.c.unit_id)
    .where(_CASE.c.id == bindparam("case"))
    .with_for_update(of=_CASE)
)


def item_with_case(session: Session, item_id: int, unit_id: int) -> WorkItem | None:
    """A unit's item with its case and the case's unit, as they stand now."""
    found = _ITEM_ROW.rows(session, {"item": item_id, "unit": unit_id})
    if not found:
        return None
    [row] = found
    item = _stand(session, WorkItem, _ITEM.c.keys(), row)
    set_committed_value(item, "case", _case(session, row[len(_ITEM.c) :]))
    return item


def locked_case(session: Session, case_id: int) -> Case:
    """A case with its unit as it stands now, locked against other writers."""
    [row] = _CASE_ROW.rows(session, {"case": case_id})
    return _case(session, row)


def _case(session: Session, row: Sequence[Any]) -> Case:
    case = _stand(session, Case, _CASE.c.keys(), row)
    unit = session.identity_map.get(session.identity_key(Unit, case.unit_id))
    set_committed_value(case, "unit", unit or _stand(session, Unit, _UNIT_NAMES, row[len(_CASE.c) :]))
    return case


def _stand(session: Session, record: type[Of], names: Sequence[str], row: Sequence[Any]) -> Of:
    """What the session makes of a row, at a third: it works out anew for each statement how to."""
    values = dict(zip(names, row, strict=False))
    known = session.identity_map.get(session.identity_key(record, values["id"]))
    instance: Of = known or record()
    vars(instance).update(values)
    if known:
        _committed(session, known)
    else:
        make_transient_to_detached(instance)
        session.add(instance)
    return instance


def _committed(session: Session, row: Record) -> None:
    """As after a load or a flush: what the row holds is what is kept; there is no public name for it."""
    state: InstanceState[Any] = inspect(row)
    state._commit_all(state.dict, session.identity_map)


@event.listens_for(Session, "before_flush")
def _update(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Write the cases and the items that an act has changed; the session finds nothing left to do.

    Nothing refers to a case or an item through a relationship that writes, so their order is free. Within a
    savepoint the session must know what was written, to forget it: there it writes itself.
    """
    if session.info.get(SCOPE) is not HOUSE or session.in_nested_transaction():
        return
    changed = [row for row in session.dirty if isinstance(row, Case | WorkItem)]
    for row in sorted(changed, key=lambda row: (type(row) is WorkItem, row.id)):
        _write(session, row)


def _write(session: Session, row: Case | WorkItem) -> None:
    state: InstanceState[Any] = inspect(row)
    values = {name: getattr(row, name) for name, was in state.committed_state.items()}
    values = {name: value for name, value in values.items() if value != state.committed_state[name]}
    if not values:
        return
    given = {"row": row.id, **values}
    if isinstance(row, Case):
        given |= {"was": row.revision, "revision": row.revision + 1}
    if _update_of(type(row), tuple(sorted(given.keys() - {"row", "was"}))).run(session, given) != 1:
        raise StaleDataError(f"{row.__tablename__} {row.id} is no longer what it was")
    if isinstance(row, Case):
        row.revision += 1
    _committed(session, row)


@cache
def _update_of(record: type[Record], columns: tuple[str, ...]) -> Change:
    """Sets what is given; a case must still be of the revision that was read."""
    table = Record.metadata.tables[record.__tablename__]
    written = update(table).where(table.c.id == bindparam("row"))
    return Change(written.where(table.c.revision == bindparam("was")) if record is Case else written, columns)
