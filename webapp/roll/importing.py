"""A roll from a file: brought, looked over, and taken in as a whole or not at all."""

from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import roll, roll_import
from processes.acts.counter import UnknownItem
from processes.acts.roll_plan import Plan
from processes.rules.identity import masked
from processes.rules.roll_files import Expected, RollFile, WrongFile, read_table, roll_table
from processes.terms import Act
from webapp.counter import signed_in
from webapp.door import office_door, today
from webapp.roll import kept_files
from webapp.roll.blueprint import bp
from webapp.roll.desk import case_id_of
from webapp.roll.file_words import column_words, fault_words, trouble_words
from webapp.roll.kept_files import KeptFile
from webapp.roll.listing import institution, period_here
from webapp.standpoint import Standpoint
from webapp.visitors import actor
from webapp.workbooks.faults import SENTENCES, BadFile, Fault
from webapp.workbooks.reading import Workbook, read_workbook

FIRST_ROWS = 10
MOST_LISTED = 200


@bp.get("/units/<code>/roll/import")
@signed_in
def bring(code: str) -> ResponseReturnValue:
    return _draw_upload(_may_import(code), {})


@bp.post("/units/<code>/roll/import")
@signed_in
def brought(code: str) -> ResponseReturnValue:
    """Read the file and keep what it says; nothing of the roll is touched."""
    here = _may_import(code)
    try:
        book, name, digest = _uploaded()
        table = roll_table(book.sheets, _expected(here))
    except BadFile as bad:
        return _draw_upload(here, {"file": str(SENTENCES[bad.fault])}), 422
    except WrongFile as wrong:
        return _draw_upload(here, {"file": fault_words(wrong.fault, wrong.found)}), 422
    kept = KeptFile(table, name, book.has_formulas, digest)
    token = kept_files.keep(kept, actor().officer_id, here.unit.id)
    return redirect(url_for("roll.look_over", code=code, token=token), 303)


@bp.get("/units/<code>/roll/import/<token>")
@signed_in
def look_over(code: str, token: str) -> ResponseReturnValue:
    here = _may_import(code)
    kept = kept_files.find(token, actor().officer_id, here.unit.id)
    if kept is None:
        return _gone(code)
    file, case_id = _read(kept), case_id_of(here)
    with office_door() as office:
        plan = roll_import.plan(office, actor(), roll.case_of(office, actor(), case_id), file)
    return render_template(
        "roll/import_plan.html",
        here=here,
        unit=here.unit,
        token=token,
        kept=kept,
        file=file,
        plan=plan,
        first_rows=file.learners[:FIRST_ROWS],
        most=MOST_LISTED,
        column_words=column_words,
        trouble_words=trouble_words,
        masked=masked,
    )


@bp.post("/units/<code>/roll/import/<token>")
@signed_in
def take_in(code: str, token: str) -> ResponseReturnValue:
    here = _may_import(code)
    kept = kept_files.find(token, actor().officer_id, here.unit.id)
    if kept is None:
        return _gone(code)
    file, case_id, seen = _read(kept), case_id_of(here), request.form.get("seen") == "yes"
    with office_door() as office:
        case = roll_import.case_for(office, actor(), case_id, file)
        plan = roll_import.accept(office, actor(), case, request.form.get("plan", ""), file, seen=seen)
    kept_files.forget(token)
    for words in _done(plan):
        flash(words, "ok")
    return redirect(url_for("roll.show", code=code), 303)


def _done(plan: Plan) -> list[str]:
    """What was taken in, and who is only asked for."""
    come = len(plan.new) + len(plan.returning)
    words = [_("นำเข้าแล้ว เพิ่มใหม่ %(new)s คน แก้ไข %(changed)s คน", new=come, changed=len(plan.changed))]
    if plan.claims:
        words.append(_("ขอรับเด็กจากหน่วยงานอื่น %(number)s คนแล้ว ดูที่เด็กซ้ำระหว่างหน่วยงาน", number=len(plan.claims)))
    return words


def _may_import(code: str) -> Standpoint:
    here = institution(code)
    if here.case is None:
        raise UnknownItem(here.unit.id)
    if no := here.refusal(Act.IMPORT_ROLL):
        raise no
    return here


def _expected(here: Standpoint) -> Expected:
    return Expected(here.unit.code, here.unit.name, *period_here(here))


def _read(kept: KeptFile) -> RollFile:
    return replace(read_table(kept.table, today()), sha256=kept.sha256)


def _uploaded() -> tuple[Workbook, str, str]:
    """What stands in the file, what it was called, and its SHA-256."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadFile(Fault.MISSING)
    with closing(sent), NamedTemporaryFile(dir=kept_files.room()) as file:
        sent.save(file)
        file.flush()
        path = Path(file.name)
        return read_workbook(path), sent.filename[:200], sha256(path.read_bytes()).hexdigest()


def _draw_upload(here: Standpoint, errors: dict[str, str]) -> str:
    return render_template("roll/import.html", here=here, unit=here.unit, errors=errors)


def _gone(code: str) -> ResponseReturnValue:
    flash(_("ไม่มีไฟล์ที่รอนำเข้าแล้ว โปรดส่งไฟล์อีกครั้ง"), "warn")
    return redirect(url_for("roll.bring", code=code), 303)
