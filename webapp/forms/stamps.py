"""What a page was made from, so that an old page does not undo what a colleague recorded since."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _

from webapp.forms.reading import Overtaken

MADE_FROM = "made_from"


def stamp(moments: Iterable[datetime | None]) -> str:
    """How many entries there were when the page was made, and when the last of them was made."""
    made = [moment for moment in moments if moment is not None]
    return f"{len(made)} {max(made).isoformat()}" if made else "0"


def up_to_date(typed: Mapping[str, str], now: str) -> None:
    """Raise `Overtaken` when the form was made from something older; sent again, it is up to date."""
    if typed.get(MADE_FROM) != now:
        sentence = _("มีผู้อื่นบันทึกหลังจากที่ท่านเปิดหน้านี้ ยังไม่มีสิ่งใดถูกบันทึก โปรดตรวจทานแล้วส่งอีกครั้ง")
        raise Overtaken({MADE_FROM: sentence})
