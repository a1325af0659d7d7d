"""Checking a class: each learner was seen or not found; then the class is finished (letter 4.3.1 (1))."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts import counter, roll
from processes.acts.office import Office
from processes.records.cases import WorkItem
from processes.records.learners import Enrolment
from processes.reports.class_list import Line, class_list
from processes.reports.problems import open_in_class
from processes.reports.saved import LastMark
from processes.terms import Act
from webapp.counter import at_counter
from webapp.forms.reading import Unfit
from webapp.forms.stamps import stamp, up_to_date
from webapp.visitors import actor
from webapp.work.desk import Desk, back_to, bp, page_of, pressed

SEEN, NOT_FOUND = "seen", "not_found"


@dataclass
class Marks:
    """What a form says of a class: who is newly seen, newly not found, and still unmarked."""

    seen: list[int] = field(default_factory=list)
    not_found: list[int] = field(default_factory=list)
    unmarked: list[Line] = field(default_factory=list)


@page_of(Act.VERIFY_ROLL)
def page(desk: Desk) -> str:
    lines = class_list(desk.session, desk.case.round_id, desk.item.subject_id)
    return desk.draw(
        "work/class.html",
        lines=lines,
        mark_of=_mark_of,
        made_from=made_from(lines),
        last=_last(lines),
        problems=open_in_class(desk.session, desk.case.unit_id, desk.item.subject_id),
    )


@bp.post("/<int:item_id>/marks")
@at_counter(Act.VERIFY_ROLL)
def mark_class(office: Office, item: WorkItem) -> ResponseReturnValue:
    """Keep the marks that changed; with the last button also finish the check of the class."""
    lines = class_list(office.session, item.case.round_id, item.subject_id)
    up_to_date(request.form, made_from(lines))
    marks = read_marks(request.form, lines, rest_seen=pressed() == "rest")
    # A round that asks for a share of the roll leaves it to the rules whether enough were looked for.
    if pressed() == "finish" and marks.unmarked and item.case.round.seen_percent == 100:
        raise Unfit({_field(line): _("ยังไม่ได้บันทึกผลของ %(name)s", name=line.name) for line in marks.unmarked})
    keep(office, item, marks)
    if pressed() == "finish":
        roll.verify_class(office, actor(), item)
    else:
        counter.forget_draft(office, actor(), item)
        _say_what_was_kept(marks)
    return back_to(item.id)


def keep(office: Office, item: WorkItem, marks: Marks) -> None:
    for ids, seen in ((marks.seen, True), (marks.not_found, False)):
        if ids:
            roll.mark(office, actor(), item.case, _enrolments(office, ids), seen)


def read_marks(typed: Mapping[str, str], lines: Sequence[Line], rest_seen: bool = False) -> Marks:
    """Compare what was chosen with what is kept; raises `Unfit` for a choice that is none of the two."""
    marks, wrong = Marks(), {}
    for line in lines:
        chosen = typed.get(_field(line), "")
        if chosen not in {"", SEEN, NOT_FOUND}:
            wrong[_field(line)] = _("โปรดเลือกพบหรือไม่พบตัว: %(name)s", name=line.name)
        seen = _chosen(chosen, line, rest_seen)
        if seen is None:
            marks.unmarked.append(line)
        elif seen is not line.seen:
            (marks.seen if seen else marks.not_found).append(line.enrolment_id)
    if wrong:
        raise Unfit(wrong)
    return marks


def _chosen(chosen: str, line: Line, rest_seen: bool) -> bool | None:
    if chosen:
        return chosen == SEEN
    return True if rest_seen and line.seen is None else line.seen


def _mark_of(desk: Desk, line: Line) -> str:
    """What the radio pair shows: typed, else kept, else neither."""
    kept = {True: SEEN, False: NOT_FOUND, None: ""}[line.seen]
    return desk.sheet.value(_field(line), kept) or kept


def made_from(lines: Sequence[Line]) -> str:
    return stamp(line.marked_at for line in lines)


def _last(lines: Sequence[Line]) -> LastMark | None:
    """When the class was last marked, and by whom (F41)."""
    marked = [LastMark(line.marked_at, line.marked_by or "") for line in lines if line.marked_at]
    return max(marked, key=lambda each: each.at, default=None)


def _field(line: Line) -> str:
    return f"mark-{line.enrolment_id}"


def _enrolments(office: Office, ids: Iterable[int]) -> list[Enrolment]:
    wanted = select(Enrolment).where(Enrolment.id.in_(list(ids))).order_by(Enrolment.id)
    return list(office.session.scalars(wanted))


def _say_what_was_kept(marks: Marks) -> None:
    kept, left = len(marks.seen) + len(marks.not_found), len(marks.unmarked)
    sentence = _("บันทึกแล้ว %(kept)s คน", kept=kept) if kept else _("ไม่มีผลใดเปลี่ยนไปจากที่บันทึกไว้")
    rest = _("ยังเหลือที่ไม่ได้ตรวจ %(left)s คน", left=left) if left else _("ตรวจครบทุกคนแล้ว ปิดการตรวจชั้นนี้ได้")
    flash(f"{sentence} · {rest}", "ok")
