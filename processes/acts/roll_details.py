"""Keeps what a file says of learners beyond the roll: sealed where it is sensitive, every change noted."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update

from processes.acts.changes import note_all
from processes.acts.office import Actor, Office
from processes.acts.particulars import covered, written
from processes.acts.roll_plan import NOTHING, Change, Held
from processes.records.cases import Case
from processes.records.particulars import LearnerRecord
from processes.reports.particulars import values_of
from processes.rules.roll_files import PlannedLearner

REWRITTEN = ("content", "sealed", "revision", "changed_at", "changed_by")


class Amendment(NamedTuple):
    """Which fields of whose record a row puts right, and what was recorded before."""

    learner_id: int
    row: PlannedLearner
    fields: tuple[str, ...]
    held: Held


def begin(office: Office, actor: Actor, case: Case, learners: Sequence[tuple[int, PlannedLearner]]) -> None:
    """The records of learners who came in with the file: who recorded them is who recorded this."""
    rows = [_row(office, actor, case, key, dict(row.details)) for key, row in learners if row.details]
    if rows:
        office.session.execute(insert(LearnerRecord), rows)


def resume(office: Office, actor: Actor, case: Case, learners: Sequence[tuple[int, PlannedLearner]]) -> None:
    """The records of learners who come back to a roll: what is recorded already, put right by the file."""
    rows = {key: row for key, row in learners if row.details}
    wanted = select(LearnerRecord).where(LearnerRecord.learner_id.in_(rows))
    held = {
        each.learner_id: Held(each.revision, values_of(office.cipher, each))
        for each in (office.session.scalars(wanted.execution_options(populate_existing=True)) if rows else ())
    }
    changes: list[Amendment] = []
    for key, row in rows.items():
        before = held.get(key, NOTHING)
        fields = tuple(name for name, value in row.details if before.values.get(name) != value)
        changes.append(Amendment(key, row, fields, before))
    _amend(office, actor, case, changes)


def amend(office: Office, actor: Actor, case: Case, changes: Sequence[Change]) -> None:
    """Put right the fields that differ; blank cells took no part."""
    rows = [Amendment(each.recorded.learner_id, each.row, each.fields, each.held) for each in changes]
    _amend(office, actor, case, rows)


def _amend(office: Office, actor: Actor, case: Case, changes: Sequence[Amendment]) -> None:
    """Each learner's fields that differ, noted from what to what (F82)."""
    fresh: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    noted: dict[int, dict[str, tuple[str, str]]] = {}
    for each in changes:
        if each.fields:
            values, learner_id = dict(each.row.details), each.learner_id
            before = each.held.values
            row = _row(office, actor, case, learner_id, {**before, **values})
            row["revision"] = each.held.revision + 1
            (kept if each.held.revision else fresh).append(row)
            noted[learner_id] = {key: covered(key, before.get(key, ""), values[key]) for key in each.fields}
    if fresh:
        office.session.execute(insert(LearnerRecord), fresh)
    if kept:
        _rewrite(office, kept)
    note_all(office, actor, case, noted)


def _row(office: Office, actor: Actor, case: Case, learner_id: int, values: dict[str, str]) -> dict[str, Any]:
    content, sealed = written(office.cipher, values)
    return {
        "learner_id": learner_id,
        "content": content,
        "sealed": sealed,
        "revision": 1,
        "changed_at": office.now,
        "changed_by": actor.officer_id,
        **case.unit.belonging,
    }


def _rewrite(office: Office, rows: list[dict[str, Any]]) -> None:
    """Each row under its learner, in one statement for all."""
    keyed = [{"whose": row["learner_id"], **{name: row[name] for name in REWRITTEN}} for row in rows]
    again = update(LearnerRecord).where(LearnerRecord.learner_id == bindparam("whose"))
    office.session.connection().execute(again.values({name: bindparam(name) for name in REWRITTEN}), keyed)
