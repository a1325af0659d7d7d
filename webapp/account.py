"""My account: where I am signed in, signing other browsers out, and a new password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import signing_in
from processes.acts.passwords import LONGEST, SHORTEST, hashed
from processes.reports.signins import signed_in_browsers
from webapp.counter import signed_in
from webapp.door import now, office_door, reading
from webapp.language import language
from webapp.thaidate import near_moment
from webapp.visitors import actor, idle_for, visitor

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
@signed_in
def show() -> ResponseReturnValue:
    return _page({})


@bp.post("/sign-ins/<int:session_id>/revoke")
@signed_in
def revoke(session_id: int) -> ResponseReturnValue:
    with office_door() as office:
        revoked = signing_in.sign_out(office, actor().officer_id or 0, session_id)
    if revoked:
        flash(_("ออกจากระบบในอุปกรณ์นั้นแล้ว"), "ok")
    else:
        flash(_("อุปกรณ์นั้นออกจากระบบไปแล้ว"), "info")
    return redirect(url_for("account.show"), 303)


@bp.post("/sign-ins/revoke-others")
@signed_in
def revoke_others() -> ResponseReturnValue:
    me = visitor()
    with office_door() as office:
        number = signing_in.sign_out_others(office, me.actor.officer_id or 0, me.session_id)
    flash(_("ออกจากระบบในอุปกรณ์อื่น %(number)s เครื่องแล้ว", number=number), "ok")
    return redirect(url_for("account.show"), 303)


@bp.post("/password")
@signed_in
def change_password() -> ResponseReturnValue:
    me = visitor()
    errors = _password_errors(me.actor.officer_id or 0)
    if errors:
        return _page(errors), 422
    kept = hashed(request.form["new"])
    with office_door() as office:
        signing_in.change_password(office, me.actor.officer_id or 0, kept, me.session_id)
    flash(_("เปลี่ยนรหัสผ่านแล้ว อุปกรณ์อื่นทั้งหมดถูกออกจากระบบ"), "ok")
    return redirect(url_for("account.show"), 303)


def _password_errors(officer_id: int) -> dict[str, str]:
    errors, new = {}, request.form.get("new", "")
    if not SHORTEST <= len(new) <= LONGEST:
        errors["new"] = _("รหัสผ่านใหม่ต้องยาวอย่างน้อย %(number)s ตัวอักษร", number=SHORTEST)
    elif new != request.form.get("again", ""):
        errors["again"] = _("รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน")
    if not errors and not signing_in.knows_password(reading(), officer_id, request.form.get("old", "")):
        errors["old"] = _("รหัสผ่านเดิมไม่ถูกต้อง")
    return errors


# The first that is found holds: every browser says that it is several others too.
_BROWSERS = ("Edg", "OPR", "SamsungBrowser", "CriOS", "FxiOS", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux")
_NAMES = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "CriOS": "Chrome"}
_NAMES |= {"FxiOS": "Firefox", "Mac OS X": "macOS", "CrOS": "ChromeOS"}


def _called(user_agent: str) -> str:
    """A browser as its user would call it: Chrome · Windows."""
    found = (next((each for each in known if each in user_agent), None) for known in (_BROWSERS, _SYSTEMS))
    return " · ".join(_NAMES.get(each, each) for each in found if each) or _("อุปกรณ์ที่ไม่รู้จัก")


def _page(errors: dict[str, str]) -> str:
    me = visitor()
    lines = signed_in_browsers(reading(), me.actor.officer_id or 0, now(), idle_for())
    return render_template(
        "account/show.html",
        errors=errors,
        username=me.username,
        shortest=SHORTEST,
        here=me.session_id,
        browsers=lines,
        called=_called,
        when=lambda at: near_moment(at, now(), language()),
    )
