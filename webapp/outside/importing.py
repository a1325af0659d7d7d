"""The register of outside schools from a file: brought, looked over, taken in as a whole or not at all."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import outside_import
from processes.acts.counter import UnknownItem
from processes.acts.office import Actor
from processes.rules.outside_files import NoRegister, RegisterFile, read_register, register_lines
from processes.rules.roll_layouts import Line
from webapp.counter import signed_in
from webapp.door import office_door, today
from webapp.outside.blueprint import bp
from webapp.outside.desk import may_keep, reader
from webapp.outside.file_words import COLUMNS, FAULTS, PROBLEMS
from webapp.workbooks import keeping
from webapp.workbooks.faults import SENTENCES, BadFile, Fault
from webapp.workbooks.reading import Workbook, read_workbook

MOST_LISTED = 200


@bp.get("/import")
@signed_in
def bring() -> ResponseReturnValue:
    _keeper()
    return _draw({})


@bp.post("/import")
@signed_in
def brought() -> ResponseReturnValue:
    """Read the file and keep what it says; nothing of the register is touched."""
    me = _keeper()
    try:
        book, name = _uploaded()
        lines = register_lines(book.sheets)
    except BadFile as bad:
        return _draw({"file": str(SENTENCES[bad.fault])}), 422
    except NoRegister as no:
        return _draw({"file": str(FAULTS[no.fault])}), 422
    kept = {"name": name, "lines": [[line.number, *line.cells] for line in lines]}
    token = keeping.put(kept, _whose(me))
    return redirect(url_for("outside.look_over", token=token), 303)


@bp.get("/import/<token>")
@signed_in
def look_over(token: str) -> ResponseReturnValue:
    """What the file would do: every trouble, every new school, every change."""
    me = _keeper()
    kept = _kept(token, me)
    if kept is None:
        return _gone()
    name, file = kept
    with office_door() as office:
        plan = outside_import.plan(office, me, file)
    return render_template(
        "outside/import_plan.html",
        token=token,
        name=name,
        plan=plan,
        most=MOST_LISTED,
        columns_named=COLUMNS,
        problems_named=PROBLEMS,
    )


@bp.post("/import/<token>")
@signed_in
def take_in(token: str) -> ResponseReturnValue:
    me = _keeper()
    kept = _kept(token, me)
    if kept is None:
        return _gone()
    _name, file = kept
    with office_door() as office:
        plan = outside_import.accept(office, me, request.form.get("plan", ""), file)
        new, changed = len(plan.new), len(plan.changed)
    keeping.forget(token)
    flash(_("นำเข้าทะเบียนแล้ว เพิ่มใหม่ %(new)s แห่ง แก้ไข %(changed)s แห่ง", new=new, changed=changed), "ok")
    return redirect(url_for("outside.index"), 303)


def _keeper() -> Actor:
    """Whoever keeps the register; an authority proposes school by school, and has no such page."""
    me = reader()
    if not may_keep(me):
        raise UnknownItem(0)
    return me


def _uploaded() -> tuple[Workbook, str]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadFile(Fault.MISSING)
    with NamedTemporaryFile(dir=keeping.room()) as file:
        sent.save(file)
        file.flush()
        return read_workbook(Path(file.name)), sent.filename[:200]


def _kept(token: str, me: Actor) -> tuple[str, RegisterFile] | None:
    """What the file was called, and its rows, held against today."""
    read = keeping.get(token, _whose(me))
    if read is None:
        return None
    lines = [Line(number, tuple(cells)) for number, *cells in read["lines"]]
    return read["name"], read_register(lines, today())


def _whose(me: Actor) -> str:
    return f"outside_import.{me.unit_id}.{me.officer_id}"


def _draw(errors: dict[str, str]) -> str:
    return render_template("outside/import.html", errors=errors)


def _gone() -> ResponseReturnValue:
    flash(_("ไม่มีไฟล์ที่รอนำเข้าแล้ว โปรดส่งไฟล์อีกครั้ง"), "warn")
    return redirect(url_for("outside.bring"), 303)
