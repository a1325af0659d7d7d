"""What base.html needs on every page: who I am, the menu, the clock, whom to call; three statements."""

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from processes.reports.contacts import Contact, contact_above
from processes.reports.windows import WindowLine
from processes.terms import Role
from webapp.counts import my_counts, my_window
from webapp.deadlines import closing_words
from webapp.door import is_lost, now, reading, today
from webapp.language import home, language, own_address
from webapp.menu import menu
from webapp.thaidate import short_moment
from webapp.visitors import actor, is_anybody, visitor

ROLES = {
    Role.CLASS_TEACHER: lazy_gettext("ครูประจำชั้น"),
    Role.RESPONSIBLE: lazy_gettext("เจ้าหน้าที่ผู้รับผิดชอบ"),
    Role.EXECUTIVE: lazy_gettext("ผู้บริหาร"),
    Role.ADMINISTRATOR: lazy_gettext("ผู้ดูแลระบบ"),
}


def shell() -> dict[str, object]:
    """The context of every page; short when nobody is signed in, or when the database is not to be had."""
    common: dict[str, object] = {
        "language": language(),
        "training": current_app.config["LEC_TRAINING_SPACE"],
        "version": current_app.config["LEC_VERSION"],
        "links": {"home": home(), "language": _other_language()},
    }
    if is_lost() or not is_anybody():
        return common
    return {
        **common,
        "links": {
            "home": url_for("inbox.show"),
            "language": _other_language(),
            "account": url_for("account.show"),
            "sign_out": url_for("signing_in.out"),
        },
        "me": _me(),
        "menu": menu(actor(), my_counts()),
        "clock": _clock(my_window()),
        "contact": next_tier(),
    }


def next_tier() -> Contact | None:
    """Whom to call at the tier above (letter F92)."""
    if "next_tier" not in g:
        g.next_tier = contact_above(reading(), actor().unit_id, today())
    found: Contact | None = g.next_tier
    return found


def round_words(window: WindowLine) -> str:
    year, number = window.academic_year, window.number
    return str(_("ปีการศึกษา %(year)s ครั้งที่ %(number)s", year=year, number=number))


def _me() -> dict[str, object]:
    seen = visitor()
    english = seen.unit_name_en if language() == "en" else None
    return {
        "name": seen.actor.name,
        "position": seen.actor.position,
        "username": seen.username,
        "unit_name": english or seen.unit_name,
        "unit_code": seen.unit_code,
        "roles": [str(ROLES[role]) for role in Role if role in seen.actor.roles],
    }


def _clock(window: WindowLine | None) -> dict[str, object] | None:
    if window is None:
        return None
    at, closed = now(), window.is_closed(now())
    when = closing_words(window.closes_at, language())
    words = _("ปิดรับข้อมูลแล้วเมื่อ %(moment)s", moment=when) if closed else _("ปิดรับข้อมูล %(moment)s", moment=when)
    return {
        "now": at.isoformat(),
        "now_text": short_moment(at, language()),
        "closes_at": window.closes_at.isoformat(),
        "text": words,
        "closed": closed,
        "round": round_words(window),
    }


def _other_language() -> str:
    other = "en" if language() == "th" else "th"
    here = own_address() if request.method == "GET" else home()
    return url_for("language.switch", code=other, next=here)
