"""Values in the reader's words, as templates use them: moments, days, grades, figures, streams."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from processes.rules.figures import Count, Figures
from processes.terms import Grade, IfReopened, LeavingReason, PlannedChange, Sex, Stream
from webapp.deadlines import due_words, exact_moment, urgency
from webapp.door import now
from webapp.grades import class_words, grade_words
from webapp.language import language
from webapp.thaidate import long_moment, near_moment, short_day, short_moment

STREAMS = {
    Stream.OWN: _("ผู้เรียนในสังกัด"),
    Stream.OTHER: _("จำนวนนักเรียนของสังกัดอื่น"),
}
SEXES = {Sex.MALE: _("ชาย"), Sex.FEMALE: _("หญิง")}
LEAVING = {
    LeavingReason.NO_SUCH_LEARNER: _("ไม่มีตัวตน"),
    LeavingReason.MOVED: _("ย้ายออก"),
    LeavingReason.FINISHED: _("จบการศึกษา"),
    LeavingReason.DIED: _("เสียชีวิต"),
    LeavingReason.RECORDED_TWICE: _("บันทึกซ้ำ"),
}

PLANNED = {
    PlannedChange.MEND: _("แก้ไขข้อมูลผู้เรียน"),
    PlannedChange.TAKE_OFF: _("นำผู้เรียนออกจากบัญชีรายชื่อ"),
    PlannedChange.ADD: _("เพิ่มผู้เรียน"),
    PlannedChange.COUNT: _("แก้จำนวน"),
}
POLICIES = {
    IfReopened.LAST_CONFIRMED: _("หากปิดระบบโดยยังไม่ยืนยันใหม่ ระบบใช้ฉบับที่ยืนยันล่าสุด และขึ้นบัญชีว่าเปิดแก้ไขค้างไว้"),
    IfReopened.NOTHING: _("หากปิดระบบโดยยังไม่ยืนยันใหม่ รอบนี้ไม่นับข้อมูลของหน่วยงานนั้น และขึ้นบัญชีพร้อมทั้งสองฉบับ"),
}


def withdrawn_words(why: str | None) -> str:
    """Why a confirmation was withdrawn: the officer's own words, or the house's in the reader's language."""
    return gettext("รายงานไม่แสดงข้อมูลจำนวนนักเรียน") if why == "report_missing" else why or ""


class FigureRow:
    """A line of a table of figures."""

    is_sum = False

    def __init__(self, label: str, count: Count) -> None:
        self.label, self.male, self.female, self.total = label, count.male, count.female, count.total


def figure_rows(figures: Figures) -> list[FigureRow]:
    """A line for each grade that has learners."""
    return [FigureRow(grade_words(grade), count) for grade, count in figures.counts.items()]


def figure_sum(figures: Figures, label: str) -> FigureRow:
    return FigureRow(label, Count(figures.male, figures.female))


def moment_words(at: datetime) -> str:
    return long_moment(at, language())


def short_moment_words(at: datetime) -> str:
    return short_moment(at, language())


def near_words(at: datetime) -> str:
    """วันนี้ 16.30 น. where the day is near, else day and time."""
    return near_moment(at, now(), language())


def exact_words(at: datetime) -> str:
    """To the second: what stands on a receipt."""
    return exact_moment(at, language())


def length_words(length: timedelta) -> str:
    """How long something took or lasts, in its two largest parts."""
    minutes = max(0, int(length.total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return str(gettext("%(days)s วัน %(hours)s ชั่วโมง", days=f"{days:,}", hours=hours))
    if hours:
        return str(gettext("%(hours)s ชั่วโมง %(minutes)s นาที", hours=hours, minutes=minutes % 60))
    return str(gettext("%(minutes)s นาที", minutes=minutes))


def day_words(day: date) -> str:
    return short_day(day, language())


def stream_words(stream: Stream) -> str:
    return str(STREAMS[stream])


def sex_words(sex: Sex) -> str:
    return str(SEXES[sex])


def leaving_words(reason: LeavingReason) -> str:
    return str(LEAVING[reason])


def number_words(number: int) -> str:
    return f"{number:,}"


def due_in_words(due_at: datetime) -> str:
    return due_words(due_at, now(), language())


def left_words(closes_at: datetime | None) -> str:
    """Days and hours that remain before the close."""
    left = closes_at - now() if closes_at else timedelta()
    hours = max(0, int(left.total_seconds() // 3600))
    return str(gettext("%(days)s วัน %(hours)s ชั่วโมง", days=hours // 24, hours=hours % 24))


def policy_words(policy: IfReopened) -> str:
    """What counts for a unit that is open for correction when the round closes (F78)."""
    return str(POLICIES[policy])


def planned_words(what: PlannedChange | str) -> str:
    return str(PLANNED[PlannedChange(what)])


def due_urgency(due_at: datetime) -> str:
    return urgency(due_at, now())


def in_thai(text: str) -> Markup:
    """Text that stays Thai on a page of another language."""
    return Markup('<span lang="th">{}</span>').format(text)


def linked(address: str, text: str) -> Markup:
    """A link where a macro takes a value."""
    return Markup('<a href="{}">{}</a>').format(address, text)


def pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Choices that are their own words."""
    return [(value, value) for value in values]


def stream_choices(streams: Iterable[Stream]) -> list[tuple[str, str]]:
    return [(str(stream), stream_words(stream)) for stream in streams]


def grade_columns(grades: Iterable[Grade]) -> list[tuple[str, str]]:
    """The columns of a table with a grade each, and their sum."""
    return [*((grade_words(grade), "num") for grade in grades), (gettext("รวม"), "num")]


# What a template calls these; given to the pages that use them.
WORDS: dict[str, Callable[..., object]] = {
    "moment_words": moment_words,
    "short_moment_words": short_moment_words,
    "near_words": near_words,
    "exact_words": exact_words,
    "day_words": day_words,
    "stream_words": stream_words,
    "sex_words": sex_words,
    "leaving_words": leaving_words,
    "withdrawn_words": withdrawn_words,
    "number_words": number_words,
    "grade_words": grade_words,
    "class_words": class_words,
    "figure_rows": figure_rows,
    "figure_sum": figure_sum,
    "due_in_words": due_in_words,
    "due_urgency": due_urgency,
    "left_words": left_words,
    "policy_words": policy_words,
    "planned_words": planned_words,
    "in_thai": in_thai,
    "linked": linked,
    "pairs": pairs,
    "stream_choices": stream_choices,
    "grade_columns": grade_columns,
}
