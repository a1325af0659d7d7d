"""The dates of a round on one page with Thai holidays, and as a file for calendars (F111)."""

from datetime import date, datetime, time

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.dates import internal_deadline_of
from processes.reports.rounds import tier_windows, window_for
from processes.rules.holidays import Holiday, holidays_between, working_days_left
from processes.terms import Tier
from webapp.counter import signed_in
from webapp.deadlines import is_end_of_a_day
from webapp.door import now, reading, today
from webapp.downloads import as_file
from webapp.ical import Event, calendar_file
from webapp.language import language
from webapp.names import A_MOMENT, TIERS, VOCABULARY, due_day_words, moment_words
from webapp.rounds import round_here
from webapp.thaidate import BANGKOK, day_in_bangkok, weekday_and_day
from webapp.visitors import actor

bp = Blueprint("calendar", __name__, url_prefix="/rounds")
bp.context_processor(lambda: VOCABULARY)


@bp.get("/<int:round_id>/calendar")
@signed_in
def show(round_id: int) -> ResponseReturnValue:
    round_ = round_here(round_id)
    events = _events(round_)
    moments = [each.at for each in events]
    first, last = day_in_bangkok(min(moments)), day_in_bangkok(max(moments))
    rows = [(each.at, _when(each), each.words, False) for each in events]
    rows += [
        (_midnight(each.day), weekday_and_day(each.day, language()), _name(each), True)
        for each in holidays_between(first, last)
    ]
    due_at = _my_due(round_)
    left = working_days_left(today(), _day_of(due_at)) if due_at and due_at > now() else None
    return render_template(
        "rounds/calendar.html",
        round=round_,
        rows=sorted(rows, key=lambda row: row[0]),
        now=now(),
        due=due_day_words(due_at) if due_at else None,
        left=left,
    )


@bp.get("/<int:round_id>/calendar.ics")
@signed_in
def file(round_id: int) -> ResponseReturnValue:
    """What calendars of telephones and mail take in (RFC 5545)."""
    round_ = round_here(round_id)
    link = url_for("rounds.show", round_id=round_id, _external=True)
    text = calendar_file(_name_of(round_), _events(round_), link, now())
    return as_file(text, f"lec-{round_.academic_year}-{round_.number}.ics")


def _events(round_: Round) -> list[Event]:
    events = []
    for window in tier_windows(reading(), round_.id):
        tier, words = window.tier, {"tier": TIERS[window.tier]}
        events += [
            Event(f"{round_.id}-{tier}-opens", window.opens_at, _("เปิดระบบ: %(tier)s", **words)),
            Event(f"{round_.id}-{tier}-due", window.due_at, _("ครบกำหนด: %(tier)s", **words)),
            Event(f"{round_.id}-{tier}-closes", window.closes_at, _("ปิดระบบ: %(tier)s", **words)),
        ]
    if internal := _internal(round_):
        events.append(Event(f"{round_.id}-internal", internal, _("กำหนดเวลาภายในของ อปท.")))
    return events


def _internal(round_: Round) -> datetime | None:
    me = actor()
    if me.tier not in {Tier.INSTITUTION, Tier.LOCAL_AUTHORITY}:
        return None
    return internal_deadline_of(reading(), round_.id, reading().get_one(Unit, me.unit_id))


def _my_due(round_: Round) -> datetime | None:
    me = actor()
    window = window_for(reading(), round_.id, reading().get_one(Unit, me.unit_id))
    if window is None:
        return None
    internal = _internal(round_) if me.tier is Tier.INSTITUTION and window.unit_id is None else None
    return min(window.due_at, internal) if internal else window.due_at


def _name_of(round_: Round) -> str:
    year, number = round_.academic_year, round_.number
    return str(_("ปีการศึกษา %(year)s ครั้งที่ %(number)s", year=year, number=number))


def _when(event: Event) -> str:
    """What opens at midnight opens on the new day; what is due then was due on the old one."""
    return moment_words(event.at) if event.key.endswith("-opens") else due_day_words(event.at)


def _name(holiday: Holiday) -> str:
    return holiday.name if language() == "th" else holiday.name_en


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)


def _day_of(at: datetime) -> date:
    return day_in_bangkok(at - A_MOMENT if is_end_of_a_day(at) else at)
