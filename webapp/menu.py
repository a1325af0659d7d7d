"""The menu: which pages a person finds at the side; a line is shown once its page exists."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.acts.office import Actor
from processes.reports.inbox import InboxCounts
from processes.terms import Tier

MenuLine = tuple[str, str, str, int, bool]  # address, icon, words, count, whether the page is this one


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: the endpoint it leads to, and who sees it."""

    endpoint: str
    icon: str
    words: LazyString
    seen_by: Callable[[Actor], bool] = lambda _actor: True
    count: Callable[[InboxCounts], int] = lambda _counts: 0


@dataclass(frozen=True, slots=True)
class Heading:
    """What the lines after it have in common."""

    words: LazyString


LINES: tuple[Entry | Heading, ...] = (
    Entry("inbox.show", "inbox", _("กล่องงาน"), count=lambda counts: counts.mine),
    Entry("roll.mine", "people", _("บัญชีรายชื่อผู้เรียน"), seen_by=lambda me: me.tier is Tier.INSTITUTION),
    Entry("board.show", "speedometer2", _("ความคืบหน้า"), seen_by=lambda me: me.tier is not Tier.INSTITUTION),
    Entry("units.mine", "building", _("หน่วยงานของฉัน")),
    Entry(
        "outside.index",
        "table",
        _("โรงเรียนสังกัดอื่น"),
        seen_by=lambda me: me.tier is not Tier.INSTITUTION,
    ),
    Entry("notices.index", "bell", _("การแจ้งเตือน"), count=lambda counts: counts.notices),
    Heading(_("หลังยืนยัน")),
    Entry("requests.index", "unlock", _("คำขอแก้ไขหลังยืนยัน")),
    Entry("duplicates.index", "person-plus", _("เด็กซ้ำระหว่างหน่วยงาน")),
    Entry("receipts.find", "receipt", _("ใบรับการยืนยัน")),
    Heading(_("รอบและขั้นตอน")),
    Entry("rounds.index", "calendar-event", _("รอบและกำหนดเวลา")),
    Entry("diagrams.index", "diagram-3", _("แผนผังงาน")),
    Entry(
        "profile_fields.index",
        "building",
        _("รายการข้อมูลสถานศึกษา"),
        seen_by=lambda me: me.administers,
    ),
    Entry(
        "incidents.index",
        "exclamation-triangle",
        _("งานที่ขัดข้อง"),
        seen_by=lambda me: me.administers,
    ),
    Entry(
        "operations.index",
        "list",
        _("ดำเนินการกับหลายเรื่อง"),
        seen_by=lambda me: me.administers,
    ),
    Heading(_("เจ้าหน้าที่และบัญชี")),
    Entry("people.index", "person-check", _("เจ้าหน้าที่")),
    Entry("training.show", "flag", _("ฝึกซ้อม"), seen_by=lambda _me: "lec_training" in current_app.extensions),
    Entry("account.show", "person-badge", _("บัญชีของฉัน")),
)


ENTRIES = tuple(each for each in LINES if isinstance(each, Entry))
# Rooms that are reached from a page of another, under whose line the reader still is.
WITHIN = {
    **dict.fromkeys(("drawing", "drawing_editor", "replaying", "diagram_comparing"), "diagrams"),
    **dict.fromkeys(("dates", "calendar", "extensions", "letters", "closing", "edition_changes"), "rounds"),
}


def menu(actor: Actor, counts: InboxCounts) -> list[MenuLine]:
    """The lines that this person sees, in their order; a heading leads nowhere."""
    room = (request.endpoint or "").partition(".")[0]
    here = WITHIN.get(room, room)
    lines: list[MenuLine] = []
    for each in LINES:
        if isinstance(each, Heading):
            lines.append(("", "", str(each.words), 0, False))
        elif each.endpoint in current_app.view_functions and each.seen_by(actor):
            is_here = each.endpoint.partition(".")[0] == here
            lines.append((url_for(each.endpoint), each.icon, str(each.words), each.count(counts), is_here))
    return lines
