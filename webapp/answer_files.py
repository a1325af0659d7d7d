"""The answers to a diagram's own forms as a file: one line for each form that was sent."""

from collections.abc import Sequence

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts.counter import UnknownItem
from processes.acts.form_reading import AnswerSet, take_answers
from processes.records.rounds import DiagramEdition, Round
from processes.terms import Act
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.downloads import as_file
from webapp.forms.own_fields import answer_words, label_of
from webapp.visitors import actor
from webapp.words import moment_words
from webapp.work.earlier import keys
from webapp.work.outcomes import outcome_words
from webapp.workbooks.writing import Heading, comma_separated, workbook

bp = Blueprint("answer_files", __name__)


@bp.get("/diagrams/<int:edition_id>/answers/<int:round_id>.<any(csv, xlsx):kind>")
@signed_in
def download(edition_id: int, round_id: int, kind: str) -> ResponseReturnValue:
    """Of the officer's own units; the journal says who took it along."""
    if reading().get(DiagramEdition, edition_id) is None or reading().get(Round, round_id) is None:
        raise UnknownItem(edition_id)
    with office_door() as office:
        found = take_answers(office, actor(), round_id, edition_id, keys())
        headings, rows = table(found)
    body = comma_separated(headings, rows) if kind == "csv" else _workbook(headings, rows)
    return as_file(body, f"answers-{edition_id}-{round_id}.{kind}")


def table(found: Sequence[AnswerSet]) -> tuple[list[str], list[list[str]]]:
    """Headings and lines; each field of each step has a column of its own."""
    asked = {(each.node, field.name): field for each in found for field in each.fields}
    told = [_("รหัส"), _("หน่วยงาน"), _("ขั้นตอน"), _("ผู้ตอบ"), _("ตำแหน่ง"), _("ตอบเมื่อ"), _("ผล")]
    rows = [
        [
            *(each.unit_code, each.unit_name, each.task, each.person, each.position),
            *(moment_words(each.answered_at), outcome_words(Act.ANSWER, each.outcome, each.labelled)),
            *(
                answer_words(field, each.values.get(name)) if node == each.node else ""
                for (node, name), field in asked.items()
            ),
        ]
        for each in found
    ]
    return [*told, *(label_of(field) for field in asked.values())], rows


def _workbook(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return workbook("", [Heading(name) for name in headings], rows)
