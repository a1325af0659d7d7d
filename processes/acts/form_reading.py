"""Opens answers to diagrams' own fields: for the next in line, the tier above, and a file of all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from processes.acts import journal
from processes.acts.form_answers import FILE, opened
from processes.acts.office import Actor, DiagramShelf, Office
from processes.engine.diagrams import Field
from processes.engine.drawing import Labelled
from processes.records.cases import Case, FormAnswer, FormFile, WorkItem
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.rules.permissions import obstacle
from processes.rules.sealing import Cipher
from processes.rules.situations import Situation
from processes.terms import Act, Refused

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """A form as it was sent: by whom, when, its fields as they were asked, and the answers."""

    item_id: int
    case_id: int
    node: str
    task: str
    outcome: str
    labelled: Sequence[Labelled]
    unit_code: str
    unit_name: str
    person: str
    position: str
    answered_at: datetime
    fields: Sequence[Field]
    values: Mapping[str, object]
    files: Mapping[str, FormFile]


@dataclass(frozen=True, slots=True)
class Keys:
    """What opening needs beside the session: the cipher, and the diagrams."""

    cipher: Cipher
    shelf: DiagramShelf


def asks_anything(session: Session, shelf: DiagramShelf, edition_id: int) -> bool:
    """Whether the diagram has fields of its own; the shipped ones have none."""
    return bool(shelf.of(session, edition_id).blank_answers)


def answers_of(session: Session, keys: Keys, case_id: int) -> list[AnswerSet]:
    """Every form of the case that was sent, oldest first."""
    return _sets(session, keys, _rows().where(FormAnswer.case_id == case_id).order_by(FormAnswer.id))


def answer_to(session: Session, keys: Keys, item_id: int) -> AnswerSet | None:
    """The form of one task."""
    wanted = _rows().where(FormAnswer.work_item_id == item_id).order_by(FormAnswer.id.desc()).limit(1)
    return next(iter(_sets(session, keys, wanted)), None)


def files_of(session: Session, item_ids: Iterable[int]) -> dict[int, dict[str, FormFile]]:
    """The files of tasks: by task, then by field."""
    found: dict[int, dict[str, FormFile]] = defaultdict(dict)
    for file in session.scalars(select(FormFile).where(FormFile.work_item_id.in_(item_ids))):
        found[file.work_item_id][file.field] = file
    return found


def content_of(cipher: Cipher, file: FormFile) -> bytes:
    return cipher.open(file.sealed, FILE)


def take_answers(office: Office, actor: Actor, round_id: int, edition_id: int, keys: Keys) -> list[AnswerSet]:
    """Every form that an edition asked in a round, of the actor's own units; the journal says who took it."""
    if reason := obstacle(Act.EXPORT_ANSWERS, Situation(roles=actor.roles)):
        raise Refused(reason)
    wanted = (
        _rows()
        .where(Case.round_id == round_id, FormAnswer.edition_id == edition_id)
        .order_by(Unit.sort_key, Unit.code, FormAnswer.id)
    )
    with office.seen_by(actor) as session:
        found = _sets(session, keys, wanted)
    unit = office.session.get_one(Unit, actor.unit_id)
    details = {"round": round_id, "edition": edition_id, "forms": len(found)}
    journal.note_at_unit(office, unit, Act.EXPORT_ANSWERS, actor, **details)
    return found


def _rows() -> Rows:
    rows: Rows = (
        select(
            FormAnswer,
            WorkItem.node,
            WorkItem.name,
            WorkItem.outcome,
            Case.edition_id,
            Unit.code,
            Unit.name,
            Officer.name,
            Officer.position,
        )
        .join(WorkItem, WorkItem.id == FormAnswer.work_item_id)
        .join(Case, Case.id == FormAnswer.case_id)
        .join(Unit, Unit.id == Case.unit_id)
        .join(Officer, Officer.id == FormAnswer.answered_by)
    )
    return rows


def _sets(session: Session, keys: Keys, wanted: Rows) -> list[AnswerSet]:
    rows = session.execute(wanted).all()
    files = files_of(session, [row[0].work_item_id for row in rows[:FEW]]) if len(rows) <= FEW else {}
    return [_set(session, keys, row, files) for row in rows]


FEW = 500  # of a whole round only the names of fields are given, not the files


def _set(session: Session, keys: Keys, row: Any, files: Mapping[int, Mapping[str, FormFile]]) -> AnswerSet:
    answer, node, task, outcome, edition_id, code, unit, person, position = row
    drawn = keys.shelf.of(session, answer.edition_id or edition_id).nodes.get(node)
    return AnswerSet(
        item_id=answer.work_item_id,
        case_id=answer.case_id,
        node=node,
        task=task,
        outcome=outcome,
        labelled=drawn.labelled if drawn else (),
        unit_code=code,
        unit_name=unit,
        person=person,
        position=position,
        answered_at=answer.answered_at,
        fields=drawn.fields if drawn else (),
        values=opened(keys.cipher, answer),
        files=files.get(answer.work_item_id, {}),
    )
