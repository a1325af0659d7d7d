"""Every "no" and every fault becomes an honest page, never a traceback; a script gets a sentence."""

from secrets import token_hex

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, InternalServerError

from processes.acts.counter import UnknownItem
from processes.acts.passwords import TooBusy
from processes.acts.signing_in import TooManyTries
from processes.reports.contacts import Contact, contact_of_officer
from processes.reports.kept import standing_confirmations
from processes.terms import Reason, Refused, Stream
from webapp.counts import my_window
from webapp.database import db
from webapp.deadlines import exact_moment
from webapp.door import lose, now, reading, today
from webapp.drafts import keep_typed
from webapp.language import language
from webapp.obstacles import obstacles
from webapp.sentences import next_step, sentence
from webapp.shell import next_tier
from webapp.thaidate import short_moment
from webapp.visitors import actor, is_anybody, wants_words

# What the web server itself may refuse; each has a page, the others share that of their hundred.
_PAGES = {400: 400, 404: 404, 405: 404, 413: 413, 429: 429, 500: 500, 503: 503}
_LOST = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, TooBusy)
_MOST_SENT = "20 MB"


def register(app: Flask) -> None:
    app.register_error_handler(Refused, refused)
    app.register_error_handler(UnknownItem, unknown)
    app.register_error_handler(TooManyTries, too_many_tries)
    app.register_error_handler(HTTPException, refused_by_server)
    app.register_error_handler(InternalServerError, broken)
    for lost in _LOST:
        app.register_error_handler(lost, unavailable)


def refused(refusal: Refused) -> ResponseReturnValue:
    """An act said no: 423 once recording has closed, else 409; one's own repeat leads to what was done."""
    item_id = refusal.details.get("item_id")
    if refusal.reason is Reason.DONE_BY_YOU and item_id and not wants_words():
        return redirect(url_for("work.show", item_id=item_id), 303)
    if _is_closed(refusal):
        return _closed(refusal)
    whom = _named(refusal)
    words = sentence(refusal, whom.person if whom else "")
    if wants_words():
        return {"sentence": words}, 409
    page = render_template(
        "errors/409.html",
        sentence=words,
        happened=next_step(refusal.reason),
        obstacles=obstacles(refusal),
        look_at=_look_at(item_id, refusal.details.get("duplicate_id")),
        blocking_contact=whom or next_tier(),
    )
    return page, 409


def unknown(_error: UnknownItem) -> ResponseReturnValue:
    """Another's, or nobody's: the same answer."""
    return _page(404)


def too_many_tries(error: TooManyTries) -> ResponseReturnValue:
    seconds = max(1, int((error.until - now()).total_seconds()) + 1)
    wait = _("%(minutes)s นาที", minutes=-(-seconds // 60))
    return render_template("errors/429.html", wait=wait), 429, {"Retry-After": str(seconds)}


def refused_by_server(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error  # a redirect is no fault
    return _page(code)


def unavailable(error: Exception) -> ResponseReturnValue:
    """The database, the disk or a place in the queue is not to be had: nothing is half done."""
    return _fault(503, error)


def broken(error: InternalServerError) -> ResponseReturnValue:
    return _fault(500, error.original_exception or error)


def _fault(code: int, error: BaseException) -> ResponseReturnValue:
    lose()
    reference = token_hex(4)
    current_app.logger.error("reference %s", reference, exc_info=error)
    try:
        db.session.rollback()
    except exc.SQLAlchemyError:
        db.session.remove()
    answer = _page(code, reference=reference)
    return (*answer, {"Retry-After": "60"}) if code == 503 else answer


def _page(code: int, **words: object) -> tuple[str | dict[str, str], int]:
    name = _PAGES.get(code, 400 if code < 500 else 500)
    if wants_words():
        return {"sentence": _SAID[name]()}, code
    return render_template(f"errors/{name}.html", limit=_MOST_SENT, **words), code


_SAID = {
    400: lambda: _("หน้านี้เปิดค้างไว้นานเกินไป โปรดโหลดหน้าใหม่"),
    404: lambda: _("ไม่พบสิ่งที่ต้องการ"),
    413: lambda: _("ข้อมูลที่ส่งมามีขนาดใหญ่เกินไป"),
    429: lambda: _("มีการส่งคำขอถี่เกินไป"),
    500: lambda: _("ระบบขัดข้อง ยังไม่ได้บันทึก"),
    503: lambda: _("ระบบยังไม่พร้อม ยังไม่ได้บันทึก"),
}


def _is_closed(refusal: Refused) -> bool:
    """A task that the close took away is refused because of the close, whatever it says itself."""
    if refusal.reason is Reason.TASK_GONE and is_anybody():
        window = my_window()
        return window is not None and window.is_closed(now())
    return refusal.reason is Reason.WINDOW_CLOSED


def _closed(refusal: Refused) -> ResponseReturnValue:
    window = my_window()
    closed_at = refusal.details.get("moment") or (window and window.closes_at)
    if wants_words():
        return {"sentence": sentence(Refused(Reason.WINDOW_CLOSED, moment=closed_at))}, 423
    page = render_template(
        "errors/423.html",
        closed_at=exact_moment(closed_at, language()) if closed_at else None,  # type: ignore[arg-type]
        received_at=exact_moment(now(), language()),
        kept=_kept(window.round_id if window else 0),
        blocking_contact=next_tier(),
    )
    return page, 423


def _kept(round_id: int) -> list[tuple[str, str]]:
    """What the house holds of this unit: its standing confirmations, and what was just typed as a draft."""
    item_id = (request.view_args or {}).get("item_id")
    is_draft = item_id is not None and request.method == "POST" and keep_typed(item_id)
    lines = [
        (
            _("การยืนยันเลขที่ %(number)s", number=each.number),
            _("%(total)s คน เมื่อ %(moment)s", total=f"{each.total:,}", moment=_when(each.confirmed_at))
            + (f" ({_('สังกัดอื่น')})" if each.stream is Stream.OTHER else ""),
        )
        for each in standing_confirmations(reading(), round_id, actor().unit_id)
    ]
    if not lines:
        lines = [(_("การยืนยันของหน่วยงาน"), _("ไม่มีการยืนยันก่อนเวลาปิด รายการที่บันทึกไว้แล้วยังอยู่ครบ"))]
    if is_draft:
        lines.append((_("สิ่งที่พิมพ์ไว้ในหน้านี้"), _("เก็บเป็นร่างแล้ว เปิดดูได้จากหน้าของงาน แต่ไม่นับเป็นข้อมูลที่ยืนยัน")))
    return lines


def _when(at: object) -> str:
    return short_moment(at, language())  # type: ignore[arg-type]


def _named(refusal: Refused) -> Contact | None:
    """The person whom the refusal names, so that they can be called."""
    officer_id = refusal.details.get("officer_id")
    return contact_of_officer(reading(), officer_id, today()) if isinstance(officer_id, int) else None


def _look_at(item_id: object, duplicate_id: object) -> list[tuple[str, str]]:
    inbox = (_("ไปกล่องงาน"), url_for("inbox.show"))
    if isinstance(duplicate_id, int):
        return [(_("ไปที่เรื่องเด็กซ้ำ"), url_for("duplicates.show", duplicate_id=duplicate_id)), inbox]
    if isinstance(item_id, int):
        return [(_("ดูงานนี้"), url_for("work.show", item_id=item_id)), inbox]
    return [inbox]
