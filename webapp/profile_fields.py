"""What the department asks of every profile: its list, one more, one that is asked no longer (F89)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from processes.acts.profile_fields import Wanted, add_field, retire_field
from processes.reports.history import names_of
from processes.reports.profile_fields import all_fields
from processes.rules.profile_fields import KINDS, LONGEST_CHOICE, MOST_CHOICES, choices_in
from processes.rules.record_fields import Kind
from processes.rules.thai import clean_name
from processes.terms import UnitKind
from webapp.counter import administrators_only, signed_in
from webapp.door import office_door, reading
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import KINDS as UNIT_KINDS
from webapp.names import VOCABULARY
from webapp.visitors import actor

bp = Blueprint("profile_fields", __name__, url_prefix="/profile-fields")
bp.context_processor(lambda: VOCABULARY)

KIND_WORDS = {
    Kind.TEXT: lazy_gettext("ข้อความ"),
    Kind.NUMBER: lazy_gettext("ตัวเลข"),
    Kind.DAY: lazy_gettext("วันที่"),
    Kind.CHOICE: lazy_gettext("เลือกจากรายการ"),
    Kind.YES_NO: lazy_gettext("ใช่หรือไม่ใช่"),
}
BOTH = "both"
ASKED_OF = (UnitKind.SCHOOL, UnitKind.CHILD_CENTRE)
LONGEST_LABEL = 200


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    return _draw(Sheet())


@bp.post("/")
@signed_in
def add() -> ResponseReturnValue:
    administrators_only()
    form = Reading(request.form)
    wanted = _wanted(form)
    if form.errors:
        return _draw(Sheet(request.form.to_dict(), form.errors)), 422
    with office_door() as office:
        add_field(office, actor(), wanted)
    flash(_("เพิ่มรายการแล้ว สถานศึกษาจะเห็นในแบบข้อมูลสถานศึกษาทันที"), "ok")
    return redirect(url_for("profile_fields.index"), 303)


@bp.post("/<int:field_id>/retire")
@signed_in
def retire(field_id: int) -> ResponseReturnValue:
    administrators_only()
    with office_door() as office:
        retire_field(office, actor(), field_id)
    flash(_("เลิกใช้รายการแล้ว ข้อมูลที่สถานศึกษากรอกไว้ยังเก็บอยู่"), "ok")
    return redirect(url_for("profile_fields.index"), 303)


def _wanted(form: Reading) -> Wanted:
    label = clean_name(form.text("label_th", _("โปรดกรอกชื่อรายการ"), LONGEST_LABEL))
    in_english = clean_name(form.text("label_en", None, LONGEST_LABEL))
    kind = form.choice("kind", KINDS, _("โปรดเลือกชนิดของข้อมูล"))
    asked_of = form.choice("asked_of", (BOTH, *ASKED_OF), _("โปรดเลือกว่าถามสถานศึกษาใด"))
    return Wanted(
        label_th=label,
        kind=Kind(kind or Kind.TEXT),
        label_en=in_english,
        choices=_choices(form) if kind == Kind.CHOICE else (),
        required=form.ticked("required"),
        unit_kind=UnitKind(asked_of) if asked_of in ASKED_OF else None,
    )


def _choices(form: Reading) -> tuple[str, ...]:
    found = choices_in(form.typed.get("choices", ""))
    if not 2 <= len(found) <= MOST_CHOICES or any(len(each) > LONGEST_CHOICE for each in found):
        form.wrong("choices", _("โปรดกรอกตัวเลือก 2 ถึง 30 ข้อ บรรทัดละข้อ ข้อละไม่เกิน 100 ตัวอักษร"))
    return found


def _draw(sheet: Sheet) -> str:
    administrators_only()
    rows = all_fields(reading())
    people = [each for row in rows for each in (row.added_by, row.retired_by) if each]
    return render_template(
        "units/profile_fields.html",
        rows=rows,
        names=names_of(reading(), people),
        kind_words=KIND_WORDS,
        kind_choices=[(each.value, words) for each, words in KIND_WORDS.items()],
        asked_of=[
            (BOTH, _("โรงเรียนและศูนย์พัฒนาเด็กเล็ก")),
            *((each.value, UNIT_KINDS[each]) for each in ASKED_OF),
        ],
        unit_kinds=UNIT_KINDS,
        sheet=sheet,
    )
