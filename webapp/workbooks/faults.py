"""Why an uploaded file cannot be read at all: a sentence for each."""

from enum import StrEnum

from flask_babel import lazy_gettext as _


class Fault(StrEnum):
    """What is the matter with a file; the reading process prints these words."""

    MISSING = "missing"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    MACRO = "macro"
    PASSWORD = "password"  # noqa: S105 -- a word for a fault
    CORRUPT = "corrupt"
    NO_WORKBOOK = "no_workbook"
    LETTERS = "letters"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    EMPTY_ROWS = "empty_rows"
    TOO_SPREAD = "too_spread"
    TOO_SLOW = "too_slow"
    EMPTY = "empty"
    BUSY = "busy"


SENTENCES = {
    Fault.MISSING: _("โปรดเลือกไฟล์"),
    Fault.TOO_LARGE: _("ไฟล์มีขนาดเกิน 20 MB โปรดแบ่งไฟล์ หรือลบแผ่นงานและรูปภาพที่ไม่เกี่ยวข้องออก"),
    Fault.BOMB: _("ไฟล์นี้ขยายออกแล้วใหญ่ผิดปกติ จึงไม่เปิดอ่าน โปรดคัดลอกรายชื่อไปไว้ในไฟล์ใหม่"),
    Fault.MACRO: _("ไฟล์นี้มีมาโคร โปรดบันทึกเป็น .xlsx ที่ไม่มีมาโครแล้วส่งใหม่"),
    Fault.PASSWORD: _("ไฟล์นี้ตั้งรหัสผ่านไว้ โปรดเอารหัสผ่านออกแล้วส่งใหม่"),
    Fault.CORRUPT: _("ไฟล์นี้เสียหาย อ่านไม่ได้ โปรดเปิดด้วยโปรแกรมตารางคำนวณ บันทึกใหม่ แล้วส่งอีกครั้ง"),
    Fault.NO_WORKBOOK: _("ไฟล์นี้ไม่ใช่ .xlsx .xls หรือ .csv แม้ชื่อไฟล์จะบอกเช่นนั้น"),
    Fault.LETTERS: _("อ่านตัวอักษรในไฟล์นี้ไม่ได้ โปรดบันทึกเป็น CSV UTF-8 แล้วส่งใหม่"),
    Fault.TOO_MANY_ROWS: _("ไฟล์นี้มีรายการมากเกินไป ส่งได้ไม่เกิน 20,000 แถวต่อไฟล์"),
    Fault.TOO_MANY_COLUMNS: _("ไฟล์นี้มีคอลัมน์มากเกินไป ส่งได้ไม่เกิน 200 คอลัมน์"),
    Fault.EMPTY_ROWS: _("ไฟล์นี้มีแถวว่างจำนวนมาก โปรดลบแถวว่างใต้รายชื่อออกแล้วบันทึกใหม่"),
    Fault.TOO_SPREAD: _("ไฟล์นี้ใช้หน่วยความจำมากเกินไป มักเพราะมีข้อมูลอยู่ไกลจากตาราง โปรดคัดลอกเฉพาะรายชื่อไปไว้ในไฟล์ใหม่"),
    Fault.TOO_SLOW: _("ไฟล์นี้ใช้เวลาอ่านนานเกินไป โปรดคัดลอกเฉพาะรายชื่อไปไว้ในไฟล์ใหม่"),
    Fault.EMPTY: _("ไฟล์นี้ไม่มีข้อมูล"),
    Fault.BUSY: _("มีผู้ส่งไฟล์พร้อมกันหลายคน โปรดรอสักครู่แล้วส่งอีกครั้ง"),
}


class BadFile(ValueError):  # noqa: N818 -- the file is bad, the program is not
    """A file that cannot be read; `fault` has its sentence."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
