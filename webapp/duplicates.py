"""The same child at two units: both read one page, answer on it, and see whose turn it is."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from processes.acts import duplicates
from processes.acts.counter import UnknownItem
from processes.acts.duplicates import Answer
from processes.reports.contacts import contact_at
from processes.reports.duplicates import SIZE, Seen, duplicate_seen, duplicates_page
from processes.terms import Act, DuplicateDecision, DuplicateState, LeavingReason, Role, Standing
from webapp.counter import signed_in
from webapp.door import office_door, reading, today
from webapp.forms.reading import Reading
from webapp.forms.sheet import Sheet
from webapp.names import VOCABULARY
from webapp.paging import Pages, page_asked
from webapp.visitors import actor

bp = Blueprint("duplicates", __name__, url_prefix="/duplicates")
bp.context_processor(lambda: VOCABULARY)

DECISIONS = {
    DuplicateDecision.RELEASED: lazy_gettext("ปล่อยเด็กแล้ว"),
    DuplicateDecision.KEPT: lazy_gettext("ไม่ปล่อยเด็ก"),
    DuplicateDecision.BOTH_WRONG: lazy_gettext("ไม่มีเด็กคนนี้ทั้งสองแห่ง"),
    DuplicateDecision.DROPPED: lazy_gettext("ถอนคำขอแล้ว"),
    DuplicateDecision.LAPSED: lazy_gettext("มีเรื่องใหม่แทนแล้ว"),
}
FIELDS = {
    "name": lazy_gettext("ชื่อ"),
    "sex": lazy_gettext("เพศ"),
    "birth": lazy_gettext("วันเกิด"),
    "number": lazy_gettext("เลขประจำตัว"),
}
ANSWERS = {
    "moved": (DuplicateDecision.RELEASED, LeavingReason.MOVED),
    "twice": (DuplicateDecision.RELEASED, LeavingReason.RECORDED_TWICE),
    "kept": (DuplicateDecision.KEPT, LeavingReason.MOVED),
    "nobody": (DuplicateDecision.BOTH_WRONG, LeavingReason.NO_SUCH_LEARNER),
}


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """The cases of my unit and of those below it, open or settled."""
    settled, page = request.args.get("view") == "settled", page_asked()
    lines, total = duplicates_page(reading(), settled, page)
    return render_template(
        "duplicates/list.html",
        lines=lines,
        settled=settled,
        pages=Pages(page, SIZE, total),
        mine=actor().unit_id,
        decided=DECISIONS,
    )


@bp.get("/<int:duplicate_id>")
@signed_in
def show(duplicate_id: int) -> ResponseReturnValue:
    return draw_case(_seen(duplicate_id), Sheet())


@bp.post("/<int:duplicate_id>/settle")
@signed_in
def settle(duplicate_id: int) -> ResponseReturnValue:
    seen, form = _seen(duplicate_id), Reading(request.form)
    answer = form.choice("answer", ANSWERS, _("โปรดเลือกคำตอบ"))
    why = form.text("why", _("โปรดระบุเหตุผลที่ไม่ปล่อยเด็ก") if answer == "kept" else None)
    if form.errors:
        return _again(seen, form)
    decision, leaving = ANSWERS[answer]
    with office_door() as office:
        duplicates.settle(office, actor(), duplicate_id, Answer(decision, why, leaving))
    flash(_("บันทึกคำตอบแล้ว ทั้งสองแห่งเห็นคำตอบนี้"), "ok")
    return _back(duplicate_id)


@bp.post("/<int:duplicate_id>/raise")
@signed_in
def raise_up(duplicate_id: int) -> ResponseReturnValue:
    seen, form = _seen(duplicate_id), Reading(request.form)
    why = form.text("objection", _("โปรดระบุเหตุผลที่ไม่เห็นด้วย"))
    if form.errors:
        return _again(seen, form)
    with office_door() as office:
        duplicates.raise_up(office, actor(), duplicate_id, why)
    flash(_("ส่งเรื่องขึ้นไปแล้ว หน่วยงานเหนือขึ้นไปจะเห็นในกล่องงานทันที"), "ok")
    return _back(duplicate_id)


@bp.post("/<int:duplicate_id>/drop")
@signed_in
def drop(duplicate_id: int) -> ResponseReturnValue:
    _seen(duplicate_id)
    with office_door() as office:
        duplicates.drop(office, actor(), duplicate_id)
    flash(_("ถอนคำขอแล้ว บัญชีรายชื่อของทั้งสองแห่งไม่เปลี่ยน"), "ok")
    return _back(duplicate_id)


@bp.post("/<int:duplicate_id>/take-over")
@signed_in
def take_over(duplicate_id: int) -> ResponseReturnValue:
    _seen(duplicate_id)
    with office_door() as office:
        duplicates.take_over(office, actor(), duplicate_id)
    flash(_("รับเด็กเข้าบัญชีรายชื่อแล้ว"), "ok")
    return _back(duplicate_id)


@bp.post("/<int:duplicate_id>/say")
@signed_in
def say(duplicate_id: int) -> ResponseReturnValue:
    seen, form = _seen(duplicate_id), Reading(request.form)
    words = form.text("words", _("โปรดพิมพ์ข้อความ"))
    if form.errors:
        return _again(seen, form)
    with office_door() as office:
        duplicates.discuss(office, actor(), duplicate_id, words)
    flash(_("ส่งข้อความแล้ว"), "ok")
    return _back(duplicate_id)


def draw_case(seen: Seen, sheet: Sheet) -> str:
    """The page of a case, for either side, for whoever decides, and for those above them."""
    me, case = actor(), seen.case
    is_open = case.state is DuplicateState.OPEN
    return render_template(
        "duplicates/case.html",
        seen=seen,
        case=case,
        sheet=sheet,
        is_holder=me.unit_id == case.holder_id,
        is_claimant=me.unit_id == case.claimant_id,
        decides=is_open and me.unit_id == case.decider_id and Role.RESPONSIBLE in me.roles,
        speaks=me.unit_id in {case.holder_id, case.claimant_id, case.decider_id},
        settled=case.state is DuplicateState.SETTLED,
        kept=case.state is DuplicateState.KEPT,
        confirmed=_confirmed(seen),
        contacts=[contact_at(reading(), each.id, today()) for each in (seen.claimant, seen.holder)],
        decided=DECISIONS,
        differs=[FIELDS[field] for field in case.differs.split()],
        claimed=Act.CLAIM_LEARNER,
        reopening=_reopening_words(case.id, case.held_name),
        **VOCABULARY,
    )


def _seen(duplicate_id: int) -> Seen:
    found = duplicate_seen(reading(), duplicate_id)
    if found is None:
        raise UnknownItem(duplicate_id)
    return found


def _confirmed(seen: Seen) -> list[str]:
    """The units whose confirmed rolls must be opened before the child can change rolls (F104)."""
    standings = ((seen.holder, seen.holder_standing), (seen.claimant, seen.claimant_standing))
    return [unit.name for unit, standing in standings if standing is Standing.CONFIRMED]


def _reopening_words(duplicate_id: int, name: str) -> dict[str, str]:
    """What the request to reopen begins with when it is made for this case."""
    return {
        "reason": _("เด็กซ้ำ เรื่องที่ %(number)s", number=duplicate_id),
        "changes": _("ปรับบัญชีรายชื่อตามเรื่องเด็กซ้ำ: %(name)s", name=name),
    }


def _again(seen: Seen, form: Reading) -> ResponseReturnValue:
    return draw_case(seen, Sheet(request.form.to_dict(), form.errors)), 422


def _back(duplicate_id: int) -> ResponseReturnValue:
    return redirect(url_for("duplicates.show", duplicate_id=duplicate_id), 303)
