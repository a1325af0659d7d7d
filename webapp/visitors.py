"""Who sits at the browser: found once a request by the token that it sends, in one statement."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, current_user

from processes.acts import signing_in
from processes.acts.office import Actor
from processes.acts.signing_in import SignedIn
from processes.records.scope import SCOPE
from webapp.door import is_lost, now, office_door, reading, today
from webapp.language import is_own_address, own_address

SEEN_EVERY = timedelta(minutes=1)

login = LoginManager()
login.session_protection = None  # the session row decides; addresses of phones change on the way


@dataclass(frozen=True)
class Visitor:
    """A signed-in person, as Flask-Login asks for one."""

    seen: SignedIn
    token: str

    is_authenticated = is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token


def is_anybody() -> bool:
    return bool(current_user.is_authenticated)


def visitor() -> SignedIn:
    """Who is signed in; only behind `signed_in`."""
    seen: SignedIn = current_user.seen
    return seen


def actor() -> Actor:
    """Who acts in this request; only behind `signed_in`."""
    return visitor().actor


def idle_for() -> timedelta:
    """How long a browser may be silent before it is signed out."""
    return timedelta(minutes=current_app.config["LEC_SESSION_IDLE_MINUTES"])


@login.user_loader  # type: ignore[untyped-decorator]
def _visitor(token: str) -> Visitor | None:
    if is_lost():
        return None
    session = reading()
    seen = signing_in.who_is(session, token, now(), today(), idle_for())
    if seen is None:
        return None
    if now() - seen.seen_at >= SEEN_EVERY:
        with office_door() as office:
            signing_in.touch(office, seen.session_id)
    session.info[SCOPE] = seen.actor.scope
    return Visitor(seen, token)


@login.unauthorized_handler  # type: ignore[untyped-decorator]
def sign_in_first() -> ResponseReturnValue:
    """A page leads to signing in and from there back; a script is told, and keeps what was typed."""
    if wants_words():
        return {"sentence": _("โปรดเข้าสู่ระบบอีกครั้ง")}, 401
    if "HX-Request" in request.headers:
        return "", 401, {"HX-Redirect": url_for("signing_in.show")}
    if request.method == "POST":
        flash(_("หมดเวลาการใช้งาน รายการที่เพิ่งส่งยังไม่ถูกบันทึก โปรดเข้าสู่ระบบแล้วส่งอีกครั้ง"), "warn")
    return redirect(url_for("signing_in.show", next=_way_back()), 303)


def wants_words() -> bool:
    """Whether a script asks, which shows a sentence and no page."""
    return request.accept_mimetypes.best == "application/json"


def _way_back() -> str | None:
    if request.method == "GET":
        address = own_address()
    else:
        address = (request.referrer or "").removeprefix(request.host_url.rstrip("/"))
    return address if is_own_address(address) and address != "/" else None
