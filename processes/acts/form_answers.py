"""Keeps what officers answer to a diagram's own fields, sealed, for the conditions that come later."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from processes.acts.office import Actor, Office
from processes.engine.diagrams import Diagram
from processes.records.cases import Case, FormAnswer, FormFile, WorkItem
from processes.records.once import append
from processes.rules.digest import Plain, canonical
from processes.rules.documents import ATTACHMENT, media_type
from processes.rules.sealing import Cipher
from processes.terms import Act, Reason, Refused

ANSWER, FILE = "form_answer.sealed", "form_file.sealed"
Answers = Mapping[str, object]  # by the field's name; None where nothing was answered


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that an officer gives as an answer: what it is called, and its bytes."""

    name: str
    content: bytes


def keep(office: Office, actor: Actor, item: WorkItem, answers: Answers) -> None:
    """Write the answers down at once: the moves that follow in this very act already look at them."""
    row = {
        "case_id": item.case_id,
        "work_item_id": item.id,
        "content": "",
        "sealed": office.cipher.seal(canonical(cast(Plain, dict(answers))), ANSWER),
        "edition_id": item.case.edition_id,
        "answered_by": actor.officer_id,
        "answered_at": office.now,
    }
    append(office.session, FormAnswer, row)


def opened(cipher: Cipher, answer: FormAnswer) -> dict[str, object]:
    """What was answered, in the clear."""
    text = cipher.open(answer.sealed, ANSWER) if answer.sealed is not None else answer.content
    return cast(dict[str, object], json.loads(text))


def told(diagram: Diagram, answers: Answers) -> dict[str, object]:
    """The answers as conditions see them: a word always has a value of its type."""
    blank = diagram.blank_answers
    return {
        name: blank.get(name, "") if value is None else value
        for name, value in answers.items()
        if name in blank
    }


def answered_before(office: Office, case: Case) -> dict[str, object]:
    """What a condition of the case may look at: the last answer to each field of its diagram."""
    diagram = office.diagram(case)
    wanted = select(FormAnswer).filter_by(case_id=case.id).order_by(FormAnswer.id)
    found: dict[str, object] = {}
    for answer in office.session.scalars(wanted):
        found.update(told(diagram, opened(office.cipher, answer)))
    return found


def by_task(session: Session, cipher: Cipher, case_ids: Collection[int]) -> dict[int, dict[str, object]]:
    """What was answered in some cases, in the clear: by the item of the inbox."""
    wanted = select(FormAnswer).where(FormAnswer.case_id.in_(case_ids)).order_by(FormAnswer.id)
    return {answer.work_item_id: opened(cipher, answer) for answer in session.scalars(wanted)}


def attach(office: Office, actor: Actor, item: WorkItem, field: str, file: Attached) -> FormFile:
    """Keep the file with the task, in place of one that was there; it counts once the form is sent on."""
    office.allow(Act.ANSWER, actor, item.case)
    kind = media_type(file.content, ATTACHMENT)
    if kind is None:
        raise Refused(Reason.NO_DOCUMENT)
    detach(office, actor, item, field)
    kept = FormFile(
        case_id=item.case_id,
        work_item_id=item.id,
        field=field,
        name=file.name,
        media_type=kind,
        size=len(file.content),
        checksum=hashlib.sha256(file.content).hexdigest(),
        sealed=office.cipher.seal(file.content, FILE),
        added_by=actor.officer_id,
        added_at=office.now,
        **_belonging(item),
    )
    office.session.add(kept)
    office.session.flush()
    return kept


def detach(office: Office, actor: Actor, item: WorkItem, field: str) -> None:
    """Take a file back that was attached to a task that is still open."""
    office.allow(Act.ANSWER, actor, item.case)
    office.session.execute(delete(FormFile).filter_by(work_item_id=item.id, field=field))


def checksums(office: Office, item: WorkItem) -> dict[str, str]:
    """What the journal says of the files of a task, by field."""
    wanted = select(FormFile.field, FormFile.checksum).filter_by(work_item_id=item.id)
    return dict(office.session.execute(wanted).all())


def _belonging(item: WorkItem) -> dict[str, int | None]:
    return {"unit_id": item.unit_id, "authority_id": item.authority_id, "province_id": item.province_id}
