"""The inbox: mine, my unit's, done; searched, filtered, claimed and released."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts import counter
from processes.records.base import EPOCH, MICROSECOND
from processes.reports.inbox import Box, Cursor, InboxLine, Search, confirmed_in_round, inbox_page
from processes.reports.rounds import all_rounds
from processes.reports.windows import WindowLine
from processes.terms import Act
from webapp.counter import signed_in
from webapp.counts import holder, my_counts, my_window
from webapp.deadlines import due_words, urgency
from webapp.digits import arabic
from webapp.door import now, office_door, reading
from webapp.grades import class_typed, class_words
from webapp.language import is_own_address, language
from webapp.shell import round_words
from webapp.tasks import TASKS, task_words
from webapp.thaidate import long_moment, near_moment
from webapp.visitors import actor, visitor

bp = Blueprint("inbox", __name__)


@bp.get("/")
@signed_in
def home() -> ResponseReturnValue:
    return redirect(url_for("inbox.show"), 303)


@bp.get("/inbox")
@signed_in
def show() -> ResponseReturnValue:
    box, asked = _box(), arabic(request.args.get("q", ""))[:100]
    page = inbox_page(reading(), holder(), box, Search(_words(asked), _act(), _after()))
    window = my_window()
    rounds = _other_rounds(page.lines, window)
    return render_template(
        "inbox/show.html",
        box=box,
        boxes=_boxes(box),
        q=asked,
        act=_act(),
        acts=[(str(act), str(words)) for act, words in TASKS.items()],
        rows=[_row(line, rounds) for line in page.lines],
        more=_address(box, page.after) if page.after else None,
        begin=_address(box) if _after() else None,
        counts=my_counts(),
        confirmed=confirmed_in_round(reading(), window.round_id, actor().unit_id) if window else None,
        round=round_words(window) if window else None,
        extended_until=_extended_until(window),
        here=_address(box, _after()),
        my_code=visitor().unit_code,
    )


def _extended_until(window: WindowLine | None) -> str | None:
    """Until when an order lets my unit record beyond its tier's close (X5)."""
    if window is None or window.unit_id is None or window.is_closed(now()):
        return None
    return long_moment(window.closes_at, language())


def _other_rounds(lines: list[InboxLine], window: WindowLine | None) -> dict[int, str]:
    """The rounds, in words, of tasks that are left from others than the one in view."""
    others = {line.round_id for line in lines} - {window.round_id if window else 0}
    if not others or window is None:
        return {}
    found = (each for each in all_rounds(reading()) if each.id in others)
    return {
        each.id: _("รอบ %(year)s/%(number)s", year=each.academic_year, number=each.number) for each in found
    }


@bp.post("/inbox/<int:item_id>/claim")
@signed_in
def claim(item_id: int) -> ResponseReturnValue:
    with office_door() as office:
        counter.claim(office, actor(), item_id)
    flash(_("รับงานแล้ว งานนี้อยู่ในกล่องงานของท่าน"), "ok")
    return redirect(_back(), 303)


@bp.post("/inbox/<int:item_id>/release")
@signed_in
def release(item_id: int) -> ResponseReturnValue:
    with office_door() as office:
        counter.release(office, actor(), item_id)
    flash(_("คืนงานให้หน่วยงานแล้ว"), "ok")
    return redirect(_back(), 303)


def _row(line: InboxLine, rounds: dict[int, str]) -> dict[str, object]:
    """A line in an officer's words."""
    me, about_class = actor().officer_id, class_words(line.subject)
    suspended = line.suspended_at is not None and line.act is not Act.GRANT_REOPENING
    return {
        "id": line.id,
        "heading": about_class or line.subject or line.unit_name,
        "second": line.unit_name if about_class else _("รหัส %(code)s", code=line.unit_code),
        "task": task_words(line.name, line.act),
        "round": rounds.get(line.round_id),
        "learners": line.learners,
        "trouble": line.trouble,
        "due": due_words(line.due_at, now(), language()),
        "urgency": urgency(line.due_at, now()),
        "holder": line.claimer or line.owner,
        "is_held_by_me": me in {line.claimed_by, line.owner_id},
        "suspended": suspended,
        "claimable": line.claimed_by is None and line.owner_id is None,
        "claimed_by_me": line.claimed_by == me,
        "done": near_moment(line.done_at, now(), language()) if line.done_at else None,
        "doer": line.doer,
    }


def _boxes(here: Box) -> list[tuple[str, str, int | None, bool]]:
    counts = my_counts()
    return [
        (_address(Box.MINE), _("งานของฉัน"), counts.mine, here is Box.MINE),
        (_address(Box.UNIT), _("งานของหน่วยงาน"), counts.unit, here is Box.UNIT),
        (_address(Box.DONE), _("งานที่เสร็จแล้ว"), None, here is Box.DONE),
    ]


def _words(asked: str) -> tuple[str, ...]:
    """What was typed, and the class that it may stand for."""
    return tuple(filter(None, (asked, class_typed(asked)))) if asked else ()


def _address(box: Box, after: Cursor | None = None) -> str:
    q, act = request.args.get("q") or None, _act()
    mark = f"{(after.at - EPOCH) // MICROSECOND}-{after.id}" if after else None
    return url_for("inbox.show", box=str(box), q=q, act=act and str(act), after=mark)


def _box() -> Box:
    asked = request.args.get("box", "")
    return Box(asked) if asked in set(Box) else Box.MINE


def _act() -> Act | None:
    asked = request.args.get("act", "")
    return Act(asked) if asked in set(Act) else None


def _after() -> Cursor | None:
    """From where the list goes on; anything but our own mark begins anew."""
    moment, _dash, key = request.args.get("after", "").partition("-")
    if not (moment.isdecimal() and key.isdecimal() and len(moment) < 17 and len(key) < 19):
        return None
    return Cursor(EPOCH + timedelta(microseconds=int(moment)), int(key))


def _back() -> str:
    address = request.form.get("back", "")
    return address if is_own_address(address) else url_for("inbox.show")
