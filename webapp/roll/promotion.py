"""Moving a whole roll up a year: looked over class by class, done at once, and undone at once (F3)."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import promotion, roll
from processes.reports.history import names_of
from processes.reports.promotion import Plan, Wish, candidates, promotions_of
from processes.terms import Act, Grade, Reason, Refused
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import office_door, reading
from webapp.roll.blueprint import bp
from webapp.roll.desk import case_id_of
from webapp.roll.listing import institution
from webapp.sentences import sentence
from webapp.standpoint import Standpoint
from webapp.visitors import actor

MOST_DIGITS = 18
MOST_SHOWN = 10


@bp.get("/units/<code>/roll/promotion")
@signed_in
def promotion_plan(code: str) -> ResponseReturnValue:
    return _draw(institution(code), Wish())


@bp.post("/units/<code>/roll/promotion/look")
@signed_in
def look_at_promotion(code: str) -> ResponseReturnValue:
    """The plan with one choice changed: a grade opened or not, or who of a class stays back in the grade."""
    do, _colon, subject = request.form.get("do", "").partition(":")
    return _draw(institution(code), _changed(_wish(), do, subject), _number(subject) if do == "choose" else 0)


@bp.post("/units/<code>/roll/promotion")
@signed_in
def promote(code: str) -> ResponseReturnValue:
    case_id = case_id_of(institution(code))
    with office_door() as office:
        case = roll.case_of(office, actor(), case_id)
        made = promotion.promote(office, actor(), case, _wish(), request.form.get("plan", ""))
        numbers = {"moved": made.moved, "stayed": made.stayed, "finished": made.finished}
    words = {name: f"{number:,}" for name, number in numbers.items()}
    flash(_("เลื่อนชั้นแล้ว ขึ้นชั้นใหม่ %(moved)s คน ซ้ำชั้น %(stayed)s คน จบการศึกษา %(finished)s คน", **words), "ok")
    return redirect(url_for("roll.promotion_plan", code=code), 303)


@bp.post("/units/<code>/roll/promotion/<int:promotion_id>/undo")
@signed_in
def undo_promotion(code: str, promotion_id: int) -> ResponseReturnValue:
    case_id = case_id_of(institution(code))
    with office_door() as office:
        promotion.undo(office, actor(), roll.case_of(office, actor(), case_id), promotion_id)
    flash(_("ยกเลิกการเลื่อนชั้นแล้ว ผู้เรียนทุกคนกลับไปอยู่ชั้นเดิม"), "ok")
    return redirect(url_for("roll.promotion_plan", code=code), 303)


def _draw(here: Standpoint, wish: Wish, shown: int = 0) -> str:
    plan, why_not = _plan(here, wish)
    classes = plan.classes if plan else ()
    choosing = next((each for each in classes if each.classroom_id == shown), None)
    past = promotions_of(reading(), here.unit.id)[:MOST_SHOWN]
    officers = [id_ for each in past for id_ in (each.promoted_by, each.undone_by)]
    return render_template(
        "roll/promotion.html",
        here=here,
        unit=here.unit,
        plan=plan,
        why_not=why_not,
        choosing=choosing,
        candidates=candidates(reading(), here.unit.id, shown) if choosing else [],
        wish=wish,
        staying=_listed(map(str, sorted(wish.staying))),
        opening=_listed(sorted(wish.opening)),
        past=past,
        names=names_of(reading(), [*(each.teacher_id for each in classes), *officers]),
        undoable=next((each.id for each in past if each.undone_at is None), None),
        no_undo=here.why_not(Act.UNDO_PROMOTION),
    )


def _plan(here: Standpoint, wish: Wish) -> tuple[Plan | None, str | None]:
    """The plan, or the sentence why there is none; only who may do it is shown one."""
    if no := here.why_not(Act.PROMOTE_ROLL):
        return None, no
    case_id = case_id_of(here)
    try:
        with office_door() as office:
            return promotion.plan(office, actor(), roll.case_of(office, actor(), case_id), wish), None
    except Refused as refused:
        if refused.reason not in {Reason.NOBODY_TO_PROMOTE, Reason.YEAR_NOT_OVER}:
            raise
        return None, sentence(refused)


def _wish() -> Wish:
    """What the form has gathered so far; whatever is no learner and no grade is left out."""
    staying = {_number(each) for each in request.form.get("staying", "").split(",")}
    opening = set(request.form.get("opening", "").split(",")) & set(Grade)
    return Wish(frozenset(staying - {0}), frozenset(map(Grade, opening)))


def _changed(wish: Wish, do: str, subject: str) -> Wish:
    if do in {"open", "shut"} and subject in set(Grade):
        grade = {Grade(subject)}
        return Wish(wish.staying, wish.opening | grade if do == "open" else wish.opening - grade)
    if do == "keep":  # the ticks of the class that was shown, over whatever was ticked in it before
        there, ticked = (set(map(_number, request.form.getlist(name))) - {0} for name in ("there", "stay"))
        return Wish(frozenset(wish.staying - there | ticked), wish.opening)
    return wish


def _number(text: str) -> int:
    typed = arabic(text)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def _listed(words: Iterable[str]) -> str:
    return ",".join(words)
