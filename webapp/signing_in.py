"""Signing in and out, by the code of the unit that a named person acts for (letter 4.1)."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user
from flask_wtf.csrf import generate_csrf

from processes.acts import signing_in
from processes.acts.passwords import fits
from processes.acts.signing_in import Try
from processes.records.officers import Officer
from processes.rules.codes import clean_sign_in_name
from webapp.counter import signed_in
from webapp.door import now, office_door, reading, today
from webapp.language import choose, home, is_own_address, language
from webapp.visitors import Visitor, idle_for, is_anybody, visitor

bp = Blueprint("signing_in", __name__)


@bp.get("/sign-in")
def show() -> ResponseReturnValue:
    if is_anybody():
        return redirect(_back(), 303)
    return render_template("signing_in/sign_in.html", errors={}, username="")


@bp.post("/sign-in")
def enter() -> ResponseReturnValue:
    typed, password = request.form.get("username", ""), request.form.get("password", "")
    errors = _blanks(typed, password)
    attempt = Try(
        clean_sign_in_name(typed), request.remote_addr or "", current_app.config["LEC_SIGNIN_TRIES"]
    )
    if not errors:
        officer_id = _officer_behind(attempt, password)
        if officer_id is None:
            errors = {"username": _("ชื่อผู้ใช้งานหรือรหัสผ่านไม่ถูกต้อง")}
        elif not signing_in.is_appointed(reading(), officer_id, today()):
            errors = {"username": _("บัญชีนี้ไม่มีคำสั่งแต่งตั้งที่มีผลในวันนี้ โปรดติดต่อหน่วยงานต้นสังกัด")}
        else:
            return _let_in(officer_id, attempt)
    return render_template("signing_in/sign_in.html", errors=errors, username=typed), 422


@bp.post("/sign-out")
@signed_in
def out() -> ResponseReturnValue:
    me = visitor()
    with office_door() as office:
        signing_in.sign_out(office, me.actor.officer_id or 0, me.session_id)
    _start_anew(language())
    flash(_("ออกจากระบบแล้ว"), "ok")
    return redirect(url_for("signing_in.show"), 303)


def _blanks(username: str, password: str) -> dict[str, str]:
    errors = {}
    if not username.strip():
        errors["username"] = _("โปรดกรอกชื่อผู้ใช้งาน")
    if not password:
        errors["password"] = _("โปรดกรอกรหัสผ่าน")
    return errors


def _officer_behind(attempt: Try, password: str) -> int | None:
    """Counted first, in a transaction of its own; only then is the password looked at, outside of any."""
    with office_door() as office:
        signing_in.count_try(office, attempt)
    account = signing_in.account_named(reading(), attempt.username)
    reading().rollback()  # a hash takes long; nobody waits for this request's transaction meanwhile
    if not fits(account[1] if account else None, password) or account is None:
        return None
    return account[0]


def _let_in(officer_id: int, attempt: Try) -> ResponseReturnValue:
    with office_door() as office:
        token = signing_in.sign_in(office, officer_id, attempt, request.user_agent.string)
        speaks = office.session.get_one(Officer, officer_id).language
    back = _back()
    _start_anew(session.get("language") or speaks)
    seen = signing_in.who_is(reading(), token, now(), today(), idle_for())
    if seen is None:
        raise LookupError("signed in and nobody")
    login_user(Visitor(seen, token))
    return redirect(back, 303)


def _start_anew(speaks: str) -> None:
    """Nothing of the browser's session before is taken over, but for the language."""
    session.clear()
    choose(speaks)
    generate_csrf()


def _back() -> str:
    address = request.args.get("next", "")
    return address if is_own_address(address) else home()
