"""Reads typed values one by one and gathers what is wrong with them, field by field."""

from collections.abc import Collection, Mapping
from datetime import date

from flask_babel import gettext as _

from webapp.digits import arabic, whole_number
from webapp.thaidate import NotBuddhistEra, day_from_parts

LONGEST_TEXT = 1000


class Unfit(Exception):  # noqa: N818 -- an answer, not an accident
    """What was typed cannot be taken; `errors` has a sentence for each field, in the order of the page."""

    status = 422

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


class Overtaken(Unfit):
    """What was typed rests on a page that is no longer true; it is shown again over what stands now."""

    status = 409


class Reading:
    """A form as it came: each method gives the value of a field, or notes its error and gives a blank."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.errors: dict[str, str] = {}

    def done(self) -> None:
        """Raise `Unfit` when any field so far was wrong."""
        if self.errors:
            raise Unfit(self.errors)

    def wrong(self, name: str, sentence: str) -> None:
        self.errors.setdefault(name, sentence)

    def text(self, name: str, missing: str | None = None, limit: int = LONGEST_TEXT) -> str:
        """Text without blanks around it; `missing` is the sentence when it must not be empty."""
        text = self.typed.get(name, "").strip()
        if not text and missing:
            self.wrong(name, missing)
        if len(text) > limit:
            self.wrong(name, _("ข้อความยาวเกิน %(limit)s ตัวอักษร", limit=f"{limit:,}"))
        return text

    def choice(self, name: str, allowed: Collection[str], missing: str) -> str:
        """One of the values allowed; anything else counts as not chosen."""
        value = self.typed.get(name, "")
        if value in allowed:
            return value
        self.wrong(name, missing)
        return ""

    def ticked(self, name: str, missing: str | None = None) -> bool:
        ticked = bool(self.typed.get(name))
        if not ticked and missing:
            self.wrong(name, missing)
        return ticked

    def count(self, name: str, missing: str | None = None, most: int = 9_999_999, of: str = "") -> int | None:
        """A whole number up to `most`, Thai digits accepted; None when blank; `of` names it in errors."""
        about = f"{of}: " if of else ""
        typed = arabic(self.typed.get(name, ""))
        if not typed:
            if missing:
                self.wrong(name, missing)
            return None
        try:
            number = whole_number(typed)
        except ValueError:
            self.wrong(name, about + _("ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป"))
            return None
        if number > most:
            self.wrong(name, about + _("ต้องไม่เกิน %(most)s", most=f"{most:,}"))
            return None
        return number

    def day(self, name: str, missing: str | None = None) -> date | None:
        """A day of the Buddhist era typed into three parts; None when all three are blank."""
        parts = [self.typed.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year")]
        if not any(parts):
            if missing:
                self.wrong(name, missing)
            return None
        try:
            return day_from_parts(*parts)
        except NotBuddhistEra:
            self.wrong(name, _("โปรดกรอกปีเป็นพุทธศักราช เช่น 2565"))
        except ValueError:
            self.wrong(name, _("ไม่มีวันที่นี้ในปฏิทิน โปรดตรวจสอบวัน เดือน และปี"))
        return None
