"""What an officer reads when an act says no: a sentence for every Reason, translated by the catalogue."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.terms import Reason, Refused
from webapp.language import language
from webapp.thaidate import long_moment

SENTENCES: dict[Reason, LazyString] = {
    Reason.WINDOW_NOT_OPEN: _("ระบบยังไม่เปิดให้บันทึกข้อมูล จะเปิดเมื่อ %(moment)s"),
    Reason.WINDOW_CLOSED: _("ระบบปิดรับข้อมูลแล้วเมื่อ %(moment)s"),
    Reason.NOT_YOUR_UNIT: _("งานนี้ไม่ใช่ของหน่วยงานท่าน"),
    Reason.NOT_YOUR_ROLE: _("งานนี้เป็นหน้าที่ของเจ้าหน้าที่ผู้รับผิดชอบ ท่านไม่ได้รับมอบหมายหน้าที่นี้"),
    Reason.NOT_YOUR_CLASS: _("ชั้นเรียนนี้มีครูประจำชั้นท่านอื่นเป็นผู้ตรวจสอบ"),
    Reason.NOT_THE_UNIT_ABOVE: _("มีเพียงหน่วยงานต้นสังกัดเท่านั้นที่ทำรายการนี้ได้"),
    Reason.ALREADY_CONFIRMED: _("%(unit)s ยืนยันข้อมูลแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข โปรดขอยกเลิกการยืนยัน"),
    Reason.NOT_CONFIRMED: _("%(unit)s ยังไม่ได้ยืนยันข้อมูล หรือการยืนยันถูกยกเลิกไปแล้ว"),
    Reason.BELOW_OUTSTANDING: _("ยังยืนยันไม่ได้ เพราะมีหน่วยงานในสังกัด %(below_outstanding)s แห่งยังยืนยันไม่ครบ"),
    Reason.UNITS_NOT_REVIEWED: _("ยังยืนยันไม่ได้ เพราะยังไม่ได้ตรวจสอบหน่วยงานในสังกัดอีก %(below_unreviewed)s แห่ง"),
    Reason.CONFIRMED_ABOVE: _("หน่วยงานระดับเหนือขึ้นไปยืนยันข้อมูลแล้ว ต้องยกเลิกการยืนยันจากระดับบนลงมา"),
    Reason.REQUEST_UNDECIDED: _("มีคำขอแก้ไขข้อมูลของ %(unit)s ที่รอการพิจารณาอยู่แล้ว"),
    Reason.REQUEST_DECIDED: _("คำขอแก้ไขข้อมูลนี้ได้รับการพิจารณาไปแล้ว"),
    Reason.ROLL_EMPTY: _("ยังยืนยันไม่ได้ เพราะบัญชีรายชื่อไม่มีผู้เรียน"),
    Reason.LEARNERS_UNSEEN: _("ยังมีผู้เรียน %(unseen)s คนที่ยังไม่ได้ตรวจสอบตัวตน"),
    Reason.TOO_FEW_SEEN: _("ยังตรวจสอบตัวตนไม่ถึงร้อยละ %(seen_percent)s ของผู้เรียน ยังไม่ได้ตรวจ %(unseen)s คน"),
    Reason.UNSAVED_DRAFTS: _("มีแบบร่าง %(drafts)s ฉบับที่ยังไม่ได้บันทึก โปรดบันทึกหรือทิ้งก่อน"),
    Reason.LEARNERS_NOT_FOUND: _("ยังมีผู้เรียนที่ไม่พบตัวตน %(not_found)s คนอยู่ในบัญชีรายชื่อ โปรดนำออกก่อน"),
    Reason.PROBLEMS_OPEN: _("ยังมีข้อผิดพลาดของข้อมูล %(errors)s รายการที่ต้องแก้ไขก่อน"),
    Reason.QUERIES_UNEXPLAINED: _("ยังมีข้อสังเกตของข้อมูล %(unexplained)s รายการที่ยังไม่ได้แก้ไขหรือชี้แจง"),
    Reason.COUNTS_BLANK: _("ยังมีช่องจำนวนนักเรียนของสังกัดอื่นที่ว่างอยู่ %(blank_counts)s ช่อง"),
    Reason.COUNTS_IN_DOUBT: _("ยังมีจำนวนนักเรียนของสังกัดอื่น %(counts_in_doubt)s ช่องที่ต่างจากครั้งก่อนมากและยังไม่ได้ชี้แจง"),
    Reason.REPORT_NOT_OPENED: _("โปรดเปิดดูรายงานฉบับล่าสุดก่อนยืนยัน ตัวเลขอาจเปลี่ยนไปหลังจากที่ท่านเปิดดูครั้งก่อน"),
    Reason.TAKEN_INTO_REVIEW: _("หน่วยงานต้นสังกัดเริ่มตรวจสอบแล้ว จึงถอนการยืนยันเองไม่ได้ โปรดขอยกเลิกการยืนยัน"),
    Reason.NO_REASON_GIVEN: _("โปรดระบุเหตุผล"),
    Reason.NOT_ATTESTED: _("โปรดอ่านและทำเครื่องหมายรับรองข้อความก่อนยืนยัน"),
    Reason.DONE_BY_YOU: _("ท่านทำงานนี้เสร็จแล้วเมื่อ %(moment)s"),
    Reason.DONE_BY_ANOTHER: _("%(person)s ทำงานนี้เสร็จแล้วเมื่อ %(moment)s"),
    Reason.TASK_GONE: _("งานนี้ไม่ต้องทำแล้ว เพราะข้อมูลเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้"),
    Reason.CLAIMED_BY_ANOTHER: _("%(person)s รับงานนี้ไปทำแล้ว"),
    Reason.NOT_CLAIMED: _("งานนี้ไม่ได้อยู่กับท่าน จึงคืนงานไม่ได้"),
    Reason.STALE_PAGE: _("ข้อมูลเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ โปรดเปิดหน้าใหม่ ตรวจสอบ แล้วส่งอีกครั้ง"),
    Reason.ALREADY_ON_A_ROLL: _("ผู้เรียนคนนี้มีชื่ออยู่ในบัญชีรายชื่อของสถานศึกษาแห่งหนึ่งอยู่แล้ว จึงเพิ่มซ้ำไม่ได้"),
    Reason.NOT_ON_THE_ROLL: _("ผู้เรียนคนนี้ไม่ได้อยู่ในบัญชีรายชื่อของสถานศึกษาท่านแล้ว"),
    Reason.UNKNOWN_OUTCOME: _("ไม่มีตัวเลือกนี้ในงาน โปรดเปิดหน้าใหม่แล้วเลือกอีกครั้ง"),
    Reason.ROUND_ALREADY_OPEN: _("รอบนี้เปิดระบบไปแล้ว"),
    Reason.ROUND_HAS_NO_DIAGRAM: _("ยังเปิดรอบไม่ได้ เพราะยังไม่มีแผนผังครบทุกระดับ"),
    Reason.HOUR_NOT_STRUCK: _("ยังไม่ถึงเวลาปิดระบบ"),
    Reason.ALREADY_TAKEN: _("กรมฯ รับข้อมูลชุดนี้ไปแล้ว"),
    Reason.NO_SUCCESSOR: _("โปรดระบุผู้รับช่วงงานที่เป็นคนละคนกับผู้ส่งมอบ และผู้ส่งมอบต้องมีคำสั่งแต่งตั้งอยู่"),
    Reason.NOTHING_TO_DRAW: _("ไม่มีสถานศึกษาให้สุ่ม"),
    Reason.NOT_YET_LOOKED_FOR: _("โปรดตรวจสอบตัวตนผู้เรียนคนนี้ก่อนนำออกจากบัญชีรายชื่อ"),
    Reason.CASE_ENDED: _("เรื่องของ %(unit)s ในรอบนี้สิ้นสุดแล้ว"),
    Reason.CASE_SUSPENDED: _("เรื่องของ %(unit)s ถูกระงับไว้ชั่วคราวตั้งแต่ %(moment)s โดย %(person)s เหตุผล: %(why)s"),
    Reason.CASE_NOT_SUSPENDED: _("เรื่องของ %(unit)s ไม่ได้ถูกระงับไว้"),
    Reason.ALREADY_AT_TASK: _("เรื่องอยู่ที่ขั้นตอนนี้อยู่แล้ว"),
    Reason.UNKNOWN_TASK: _("แผนผังของเรื่องนี้ไม่มีขั้นตอนดังกล่าวที่ต้องมีคนทำ"),
    Reason.TASK_OF_ANOTHER_BRANCH: _("ขั้นตอนนี้อยู่คนละสายของแผนผัง จึงย้ายไปไม่ได้"),
    Reason.TASK_WOULD_NOT_HOLD: _("ตามข้อมูลที่บันทึกไว้ ขั้นตอนนี้ไม่มีอะไรเหลือให้ทำ เรื่องจะเดินผ่านไปทันที"),
    Reason.NOBODY_TO_PROMOTE: _("ไม่มีผู้เรียนที่ต้องเลื่อนชั้น ทุกคนอยู่ในชั้นของปีการศึกษานี้แล้ว"),
    Reason.YEAR_NOT_OVER: _("ยังเลื่อนชั้นไม่ได้ เพราะปีการศึกษานี้ยังมีรอบที่ต้องยืนยันข้อมูลอีก"),
    Reason.PROMOTION_BUILT_UPON: _("ยกเลิกการเลื่อนชั้นไม่ได้แล้ว เพราะหลังจากนั้นมีการแก้ไขบัญชีรายชื่อหรือบันทึกผลตรวจตัวตนไว้"),
    Reason.NOT_A_FINAL_GRADE: _("เลือก จบการศึกษา ได้เฉพาะชั้นสุดท้ายของช่วงชั้น คือ อ.3 ป.6 ม.3 ม.6 และ ปวช.3"),
    Reason.CHANGE_UNDER_WAY: _("กำลังย้ายเรื่องของแผนผังนี้อยู่แล้ว โปรดรอให้เสร็จก่อน"),
    Reason.OPERATION_UNDER_WAY: _("มีการดำเนินการกับหลายเรื่องของรอบนี้อยู่แล้ว โปรดรอให้เสร็จหรือหยุดก่อน"),
    Reason.DRY_RUN_NOT_DONE: _("การลองทำยังไม่เสร็จ จึงยังเริ่มไม่ได้"),
    Reason.NO_CASE_FITS: _("ไม่มีเรื่องที่ทำได้ จึงไม่มีสิ่งใดเปลี่ยน"),
    Reason.NUMBER_DIFFERS: _("จำนวนที่พิมพ์ไม่ตรงกับจำนวนเรื่องที่จะทำ โปรดตรวจสอบแล้วพิมพ์อีกครั้ง"),
    Reason.CASE_FAILED: _("ระบบทำกับเรื่องนี้ไม่สำเร็จ เรื่องคงอยู่อย่างเดิม โปรดเปิดเรื่องนี้แล้วลองทำทีละเรื่อง"),
    Reason.NOTHING_TO_RETRY: _("เรื่องนี้ไม่มีงานที่ขัดข้องให้ลองใหม่"),
    Reason.EDITION_UNFIT: _("ย้ายได้เฉพาะไปยังฉบับอื่นของแผนผังเดียวกัน"),
    Reason.NO_DOCUMENT: _("รับเฉพาะไฟล์ PDF หรือภาพ PNG หรือ JPEG ขนาดไม่เกิน 10 MB"),
    Reason.FILE_IN_TROUBLE: _("ไฟล์ยังมีแถวที่ต้องแก้ไข จึงยังนำเข้าไม่ได้ โปรดแก้ในไฟล์แล้วส่งใหม่ทั้งไฟล์"),
    Reason.DUPLICATE_OPEN: _("ผู้เรียนคนนี้มีเรื่องเด็กซ้ำที่ยังไม่เสร็จอยู่แล้ว"),
    Reason.DUPLICATE_SETTLED: _("เรื่องเด็กซ้ำนี้เสร็จสิ้นแล้ว"),
    Reason.NOT_THE_DECIDER: _("ขณะนี้เรื่องเด็กซ้ำนี้รอหน่วยงานอื่นตอบ"),
    Reason.NOT_SEEN_HERE: _("ศูนย์พัฒนาเด็กเล็กเพิ่มเด็กได้เมื่อพบตัวเด็กแล้วเท่านั้น"),
    Reason.CODE_TAKEN: _("มีหน่วยงานหรือโรงเรียนที่ใช้รหัสนี้อยู่แล้ว"),
    Reason.LINK_ENDED: _("ลิงก์นี้สิ้นสุดแล้ว โปรดขอลิงก์ใหม่จาก อปท."),
    Reason.DRAFT_NOT_OPEN: _("แบบร่างแผนผังนี้ประกาศใช้หรือยกเลิกไปแล้ว จึงแก้ไขไม่ได้"),
    Reason.DRAFT_UNCHANGED: _("แบบร่างนี้เหมือนฉบับที่ประกาศใช้อยู่แล้วทุกประการ จึงไม่ต้องประกาศอีก"),
    Reason.DRAFT_UNFIT: _("แผนผังยังมีสิ่งที่ต้องแก้ไข จึงยังอนุมัติหรือประกาศใช้ไม่ได้"),
    Reason.REPLAY_NOT_DONE: _("การทดลองยังไม่เสร็จ จึงยังรับทราบผลไม่ได้"),
    Reason.NOTHING_TO_REPLAY: _("ยังไม่มีรอบที่เปิดมาก่อน จึงไม่มีเรื่องให้ทดลอง"),
    Reason.DRAFT_NOT_APPROVED: _("ยังประกาศใช้ไม่ได้ เพราะผู้ดูแลระบบอีกคนยังไม่ได้อนุมัติแบบร่างที่บันทึกล่าสุด"),
    Reason.OWN_DRAFT: _("ผู้วาดแผนผังอนุมัติเองไม่ได้ ต้องให้ผู้ดูแลระบบที่ยังไม่ได้วาดอนุมัติ ผู้ที่วาดแบบร่างนี้: %(people)s"),
    Reason.APPROVAL_NOT_ASKED: _("ยังไม่มีผู้ขอให้อนุมัติแบบร่างที่บันทึกล่าสุด"),
    Reason.REPLAY_NOT_SEEN: _("ยังประกาศใช้ไม่ได้ เพราะยังไม่ได้รับทราบผลการทดลองกับเรื่องของรอบก่อน"),
    Reason.NOT_ON_THE_LIST: _("โรงเรียนนี้ไม่อยู่ในรายการของหน่วยงานท่านในรอบนี้"),
    Reason.ROUND_NOT_OPEN: _("รอบนี้ยังไม่เปิดระบบ"),
    Reason.MOMENT_PAST: _("วันเวลาที่ระบุผ่านไปแล้ว โปรดระบุวันเวลาข้างหน้า"),
    Reason.MOMENT_TOO_FAR: _("วันเวลาที่ระบุอยู่ไกลเกินหนึ่งปี โปรดตรวจสอบปี พ.ศ."),
    Reason.DATES_OUT_OF_ORDER: _("วันเวลาไม่เรียงกัน ต้องเปิดระบบก่อนครบกำหนด และครบกำหนดไม่หลังเวลาปิดระบบ"),
    Reason.WINDOW_GONE: _("ระดับนี้ปิดระบบไปแล้ว จึงเลื่อนกำหนดไม่ได้ โปรดขยายเวลาเป็นรายหน่วยงาน"),
    Reason.BEYOND_OWN_DUE: _("กำหนดเวลาภายในต้องไม่ช้ากว่ากำหนดของ อปท. เอง คือ %(moment)s"),
    Reason.ALREADY_EXTENDED: _("%(unit)s บันทึกข้อมูลได้จนถึง %(moment)s อยู่แล้ว จึงไม่ต้องขยายเวลาซ้ำ"),
    Reason.UNKNOWN_UNIT: _("ไม่พบหน่วยงานที่มีเรื่องในรอบนี้ตามรหัสที่ระบุ จึงยังไม่ได้ขยายเวลาให้หน่วยงานใด"),
    Reason.TERMS_UNFIT: _("เงื่อนไขของรอบไม่ถูกต้อง จึงยังไม่ได้เปลี่ยนแปลง"),
    Reason.LABEL_TAKEN: _("มีรายการชื่อนี้แล้ว"),
    Reason.TOO_MANY_FIELDS: _("กำหนดรายการได้ไม่เกิน 40 รายการ โปรดเลิกใช้รายการที่ไม่จำเป็นก่อน"),
    Reason.PROFILE_INCOMPLETE: _("ยังไม่ได้กรอกข้อมูลสถานศึกษาที่กรมกำหนดให้ต้องกรอก โปรดกรอกให้ครบก่อน"),
}

NEXT_STEPS: dict[Reason, LazyString] = {
    Reason.PROBLEMS_OPEN: _("รายการข้อผิดพลาดอยู่ที่หน้าข้อสังเกตของข้อมูล แต่ละรายการนำไปยังช่องที่ต้องแก้"),
    Reason.QUERIES_UNEXPLAINED: _("รายการอยู่ที่หน้าข้อสังเกตของข้อมูล ชี้แจงทีละรายการหรือหลายรายการพร้อมกันได้"),
    Reason.BELOW_OUTSTANDING: _("เมื่อทุกแห่งยืนยันครบ ท่านจะยืนยันได้ทันที"),
    Reason.UNITS_NOT_REVIEWED: _("งานตรวจสอบแต่ละแห่งอยู่ในกล่องงาน"),
    Reason.DONE_BY_ANOTHER: _("สิ่งที่ท่านเพิ่งส่งไม่ถูกบันทึกซ้ำ"),
    Reason.CLAIMED_BY_ANOTHER: _("หากต้องการทำแทน โปรดขอให้ผู้รับงานคืนงานก่อน"),
    Reason.TASK_GONE: _("งานที่ยังต้องทำอยู่ในกล่องงาน"),
    Reason.CASE_SUSPENDED: _(
        "ข้อมูลที่บันทึกไว้ยังอยู่ครบ เมื่อผู้ดูแลระบบให้เดินต่อแล้วจึงทำงานต่อได้ หากไม่ทราบเรื่อง โปรดติดต่อผู้ที่ระงับไว้"
    ),
    Reason.TAKEN_INTO_REVIEW: _("คำขอจะไปถึงกล่องงานของหน่วยงานต้นสังกัด"),
}


def sentence(refused: Refused, person: str = "") -> str:
    """The sentence with its names, times and counts; `person` is whom the refusal names, if anyone."""
    return str(SENTENCES[refused.reason]) % _Words(refused.details, person)


def next_step(reason: Reason) -> str:
    """What to do now, where the sentence alone does not say it."""
    return str(NEXT_STEPS.get(reason, ""))


class _Words(Mapping[str, str]):
    """A refusal's details as a sentence writes them; what is not known is said in general words."""

    def __init__(self, details: Mapping[str, object], person: str) -> None:
        self._details = {**details, "person": person or None}

    def __getitem__(self, name: str) -> str:
        value = self._details.get(name)
        if value is None:
            return str(_UNKNOWN.get(name, ""))
        return _WRITTEN.get(type(value), str)(value)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._details)

    def __len__(self) -> int:
        return len(self._details)


_UNKNOWN = {
    "unit": _("หน่วยงาน"),
    "person": _("เจ้าหน้าที่ท่านอื่น"),
    "people": _("เจ้าหน้าที่ท่านอื่น"),
    "moment": _("เวลาที่กำหนด"),
}
_WRITTEN: dict[type, Callable[..., str]] = {
    datetime: lambda moment: long_moment(moment, language()),
    int: "{:,}".format,
}
