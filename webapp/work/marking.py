"""Marks of a class kept one by one in the background, while the teacher goes on (F35, F41)."""

from collections.abc import Sequence

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.reports.class_list import Line, class_list
from processes.terms import Act
from webapp.counter import at_counter
from webapp.forms.stamps import MADE_FROM, stamp
from webapp.thaidate import bangkok
from webapp.visitors import wants_words
from webapp.work.classes import NOT_FOUND, SEEN, Marks, keep, made_from, read_marks
from webapp.work.desk import back_to, bp


@bp.post("/<int:item_id>/marks/at-once")
@at_counter(Act.VERIFY_ROLL)
def mark_at_once(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Keep the marks sent, each unless a colleague marked that learner since the page was made."""
    lines = class_list(office.session, item.case.round_id, item.subject_id)
    marks = read_marks(request.form, lines)
    if taken := _marked_since(lines, {*marks.seen, *marks.not_found}):
        return {"sentence": _("มีผู้อื่นบันทึกผลของ %(names)s ไปแล้ว โปรดโหลดหน้านี้ใหม่", names=", ".join(taken))}, 409
    keep(office, item, marks)
    return _state(office, lines, marks) if wants_words() else back_to(item.id)


def _marked_since(lines: Sequence[Line], changed: set[int]) -> list[str]:
    """Whose mark is no longer the one that the page showed."""
    known = {line.enrolment_id: request.form.get(f"was-{line.enrolment_id}", "") for line in lines}
    return [
        line.name
        for line in lines
        if line.enrolment_id in changed and known[line.enrolment_id] != _word(line.seen)
    ]


def _state(office: Office, lines: Sequence[Line], marks: Marks) -> dict[str, object]:
    """What the server holds now; a page that missed a colleague's marks keeps its old stamp."""
    changed = dict.fromkeys(marks.seen, True) | dict.fromkeys(marks.not_found, False)
    held = [changed.get(line.enrolment_id, line.seen) for line in lines]
    moments = [office.now if line.enrolment_id in changed else line.marked_at for line in lines]
    up_to_date = request.form.get(MADE_FROM) == made_from(lines)
    return {
        "saved": f"{bangkok(office.now):%H.%M.%S}",
        "held": len([each for each in held if each is not None]),
        "not_found": held.count(False),
        "made_from": stamp(moments) if up_to_date else None,
    }


def _word(seen: bool | None) -> str:
    return {True: SEEN, False: NOT_FOUND, None: ""}[seen]
