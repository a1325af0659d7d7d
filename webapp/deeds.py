"""The journal in an officer's words, as the history of a unit shows it."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext

from processes.reports.history import Deed
from processes.terms import Act, LeavingReason, Stream
from webapp.names import DEEDS
from webapp.words import leaving_words, number_words, short_moment_words, stream_words


def _(words: str, **named: object) -> str:
    return str(gettext(words, **named))


Entry = dict[str, str]
Details = dict[str, Any]

_LOOKS: dict[Act, tuple[str, str]] = {  # kind and icon; every other act is plain
    Act.CONFIRM: ("ok", "check-circle"),
    Act.CONFIRM_COUNTS: ("ok", "check-circle"),
    Act.TAKE_FIGURES: ("ok", "shield-check"),
    Act.WITHDRAW: ("warn", "unlock"),
    Act.REOPEN: ("warn", "unlock"),
    Act.GRANT_REOPENING: ("warn", "unlock"),
    Act.ASK_REOPENING: ("warn", "question-circle"),
    Act.SUSPEND_CASE: ("warn", "lock"),
    Act.RESUME_CASE: ("info", "unlock"),
    Act.MOVE_TOKEN: ("warn", "arrow-right"),
    Act.TAKE_OFF: ("warn", "person-x"),
    Act.ADMIT_LEARNER: ("info", "person-plus"),
    Act.MEND_LEARNER: ("info", "pencil-square"),
}


def entries(deeds: Iterable[Deed]) -> list[Entry]:
    """What the timeline shows of each deed; the clock's own are nobody's."""
    return [_entry(deed) for deed in deeds]


def _entry(deed: Deed) -> Entry:
    kind, icon = _LOOKS.get(deed.act, ("mute", "clock-history"))
    note = _NOTES.get(deed.act)
    return {
        "when": short_moment_words(deed.made_at),
        "iso": deed.made_at.isoformat(),
        "what": str(DEEDS[deed.act]),
        "who": _who(deed),
        "note": note(deed.details) if note else "",
        "kind": kind,
        "icon": icon,
    }


def _who(deed: Deed) -> str:
    if not deed.person:
        return _("ระบบ")
    return f"{deed.person} ({deed.position})" if deed.position else deed.person


def _confirmed(details: Details) -> str:
    total = number_words(details.get("total", 0))
    return _("ใบรับ %(number)s · %(total)s คน", number=details.get("number", ""), total=total)


def _marked(details: Details) -> str:
    named = details.get("enrolments", 0)  # their keys, or how many they were
    number = number_words(named if isinstance(named, int) else len(named))
    if details.get("seen"):
        return _("พบตัว %(number)s คน", number=number)
    return _("ไม่พบตัว %(number)s คน", number=number)


def _taken_off(details: Details) -> str:
    words = leaving_words(LeavingReason(details["reason"])) if details.get("reason") else ""
    return " · ".join(filter(None, (words, details.get("note", ""))))


def _why(details: Details) -> str:
    stream = stream_words(Stream(details["stream"])) if details.get("stream") else ""
    return " · ".join(filter(None, (stream, details.get("why", ""))))


def _moved(details: Details) -> str:
    here, there = details.get("names") or (details.get("node", ""), details.get("to", ""))
    return _("จาก “%(here)s” ไป “%(there)s” · %(why)s", here=here, there=there, why=details.get("why", ""))


def _shown(details: Details) -> str:
    return _("รายงานแสดงจำนวนถูกต้อง") if details.get("outcome") == "shown" else _("รายงานไม่แสดงจำนวน")


def _learners(details: Details) -> str:
    return _("%(number)s คน", number=number_words(details.get("learners", 0)))


def _profile(details: Details) -> str:
    return _("ตรวจแล้วว่าถูกต้องสำหรับรอบนี้") if details.get("checked") else ""


def _promoted(details: Details) -> str:
    numbers = {name: number_words(details.get(name, 0)) for name in ("moved", "stayed", "finished")}
    year = details.get("year", "")
    return _("เข้าปีการศึกษา %(year)s: ขึ้นชั้น %(moved)s ซ้ำชั้น %(stayed)s จบ %(finished)s คน", year=year, **numbers)


def _order(details: Details) -> str:
    return str(details.get("order", ""))


def _unit(details: Details) -> str:
    return _("รหัสหน่วยงาน %(code)s", code=details.get("unit", ""))


def _urged(details: Details) -> str:
    return _("%(number)s แห่ง", number=number_words(details.get("units", 0)))


_NOTES: dict[Act, Callable[[Details], str]] = {
    Act.CONFIRM: _confirmed,
    Act.CONFIRM_COUNTS: _confirmed,
    Act.MARK_PRESENCE: _marked,
    Act.TAKE_OFF: _taken_off,
    Act.PROMOTE_ROLL: _promoted,
    Act.UNDO_PROMOTION: _promoted,
    Act.ASK_REOPENING: _why,
    Act.REFUSE_REOPENING: _why,
    Act.REOPEN: _why,
    Act.SUSPEND_CASE: _why,
    Act.RESUME_CASE: _why,
    Act.MOVE_TOKEN: _moved,
    Act.CHECK_REPORT: _shown,
    Act.VERIFY_ROLL: _learners,
    Act.RECHECK_ROLL: _learners,
    Act.RECORD_PROFILE: _profile,
    Act.HAND_OVER: _order,
    Act.URGE_UNITS: _urged,
    Act.REVIEW_UNIT: _unit,
    Act.TAKE_FIGURES: _unit,
}
