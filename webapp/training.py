"""The training space: opened and closed from the real house, its clock set forward from inside (N15)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, cast

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from processes.terms import Reason, Refused
from webapp.counter import signed_in
from webapp.counts import my_window
from webapp.door import now
from webapp.language import language
from webapp.thaidate import long_moment
from webapp.visitors import actor

bp = Blueprint("training", __name__, url_prefix="/practice")

A_SECOND, TEN_MINUTES = timedelta(seconds=1), timedelta(minutes=10)
WHO = {
    "class teacher of a city school": lazy_gettext("ครูประจำชั้นของโรงเรียนในเทศบาลนคร"),
    "officer of that school": lazy_gettext("เจ้าหน้าที่ของโรงเรียนนั้น"),
    "officer of a child centre of the city": lazy_gettext("เจ้าหน้าที่ของศูนย์พัฒนาเด็กเล็กในเทศบาลนคร"),
    "officer of the city, the authority above both": lazy_gettext("เจ้าหน้าที่ของเทศบาลนคร ซึ่งอยู่เหนือทั้งสองแห่ง"),
    "executive of the city, who watches": lazy_gettext("ผู้บริหารของเทศบาลนคร ซึ่งติดตามอย่างเดียว"),
    "officer of a town that asks the province to reopen": lazy_gettext(
        "เจ้าหน้าที่ของเทศบาลเมืองที่ขอให้จังหวัดเปิดแก้ไข"
    ),
    "officer of an authority that only pays schools of others": lazy_gettext(
        "เจ้าหน้าที่ของ อบต. ที่มีแต่โรงเรียนสังกัดอื่น"
    ),
    "officer of the province": lazy_gettext("เจ้าหน้าที่ของจังหวัด"),
    "officer and administrator of the department": lazy_gettext("เจ้าหน้าที่และผู้ดูแลระบบของกรม"),
    "second officer and administrator, who approves what the first draws": lazy_gettext(
        "เจ้าหน้าที่และผู้ดูแลระบบคนที่สองของกรม ผู้อนุมัติสิ่งที่คนแรกวาด"
    ),
}
STEPS: dict[str, Callable[[datetime, datetime], datetime]] = {
    "hour": lambda at, _closes_at: at + timedelta(hours=1),
    "day": lambda at, _closes_at: at + timedelta(days=1),
    "last": lambda _at, closes_at: closes_at - TEN_MINUTES,
    "close": lambda _at, closes_at: closes_at,
}


class Account(Protocol):
    """A line of the table of accounts."""

    @property
    def who(self) -> str: ...

    @property
    def username(self) -> str: ...

    @property
    def password(self) -> str: ...


class Space(Protocol):
    """What the web needs of the training space; config has put it into the app."""

    @property
    def address(self) -> str: ...

    @property
    def exists(self) -> bool: ...

    @property
    def accounts(self) -> Sequence[Account]: ...

    def make(self) -> None: ...

    def remove(self) -> None: ...

    def set_forward(self, moment: datetime) -> None: ...


@bp.get("/")
@signed_in
def show() -> ResponseReturnValue:
    """In the real house where to practise and as whom; in the space itself its clock."""
    space = _space()
    return render_template(
        "training/inside.html" if is_inside() else "training/outside.html",
        space=space,
        address=f"{request.script_root}{space.address}/sign-in",
        accounts=[(WHO.get(each.who, each.who), each.username) for each in space.accounts],
        password=space.accounts[0].password,
        administers=actor().administers,
        at=long_moment(now(), language()),
        closes_at=_closes_at(),
    )


@bp.post("/make")
@signed_in
def make() -> ResponseReturnValue:
    _administered(inside=False).make()
    flash(_("เปิดพื้นที่ฝึกซ้อมใหม่แล้ว"), "ok")
    return redirect(url_for("training.show"), 303)


@bp.post("/remove")
@signed_in
def remove() -> ResponseReturnValue:
    _administered(inside=False).remove()
    flash(_("ปิดพื้นที่ฝึกซ้อมแล้ว ข้อมูลสมมติทั้งหมดถูกลบ"), "ok")
    return redirect(url_for("training.show"), 303)


@bp.post("/clock")
@signed_in
def set_clock() -> ResponseReturnValue:
    """Set the space's clock forward; it never goes back, as no clock of a round does."""
    space = _administered(inside=True)
    step, closes_at = STEPS.get(request.form.get("step", "")), _closes_at()
    if step is None or closes_at is None:
        abort(400)
    moment = step(now(), closes_at)
    space.set_forward(moment)
    if moment <= now():
        flash(_("เวลานั้นผ่านไปแล้ว นาฬิกาฝึกซ้อมเดินไปข้างหน้าเท่านั้น"), "warn")
    else:
        flash(_("ตั้งนาฬิกาฝึกซ้อมเป็น %(moment)s", moment=long_moment(moment, language())), "ok")
    return redirect(url_for("training.show"), 303)


def is_inside() -> bool:
    """Whether this app is the training space itself."""
    return bool(current_app.config["LEC_TRAINING_SPACE"])


def _space() -> Space:
    found = current_app.extensions.get("lec_training")
    if found is None:
        abort(404)
    return cast(Space, found)


def _administered(inside: bool) -> Space:
    """The space, on the side where this is done, for an administrator of the department."""
    space = _space()
    if is_inside() is not inside:
        abort(404)
    if not actor().administers:
        raise Refused(Reason.NOT_YOUR_ROLE)
    return space


def _closes_at() -> datetime | None:
    window = my_window()
    return window.closes_at if window else None
