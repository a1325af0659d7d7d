"""What units, tiers, acts and notices are called on the pages about units."""

from datetime import datetime, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _

from processes.terms import Act, Decision, DiagramKey, Standing, Tier, UnitKind
from webapp.deadlines import is_end_of_a_day
from webapp.language import language
from webapp.shell import ROLES
from webapp.thaidate import long_day, long_moment
from webapp.words import WORDS

A_MOMENT = timedelta(microseconds=1)
KINDS = {
    UnitKind.DEPARTMENT: _("กรม"),
    UnitKind.PROVINCE: _("จังหวัด"),
    UnitKind.DISTRICT: _("อำเภอ"),
    UnitKind.PROVINCIAL_ADMINISTRATION: _("องค์การบริหารส่วนจังหวัด"),
    UnitKind.CITY_MUNICIPALITY: _("เทศบาลนคร"),
    UnitKind.TOWN_MUNICIPALITY: _("เทศบาลเมือง"),
    UnitKind.SUBDISTRICT_MUNICIPALITY: _("เทศบาลตำบล"),
    UnitKind.SUBDISTRICT_ADMINISTRATION: _("องค์การบริหารส่วนตำบล"),
    UnitKind.SCHOOL: _("โรงเรียน"),
    UnitKind.CHILD_CENTRE: _("ศูนย์พัฒนาเด็กเล็ก"),
}
TIERS = {
    Tier.DEPARTMENT: _("กรม"),
    Tier.PROVINCE: _("จังหวัด"),
    Tier.LOCAL_AUTHORITY: _("องค์กรปกครองส่วนท้องถิ่น"),
    Tier.INSTITUTION: _("สถานศึกษา"),
}
DIAGRAMS = {
    DiagramKey.SCHOOL: _("โรงเรียน"),
    DiagramKey.CHILD_CENTRE: _("ศูนย์พัฒนาเด็กเล็ก"),
    DiagramKey.LOCAL_AUTHORITY: _("องค์กรปกครองส่วนท้องถิ่น"),
    DiagramKey.PROVINCE: _("จังหวัด"),
    DiagramKey.DEPARTMENT: _("กรม"),
}
STANDINGS = {
    Standing.REOPENED: _("เปิดให้แก้ไข"),
    Standing.MISSED: _("ไม่ได้ยืนยันภายในกำหนด"),
    Standing.NOT_STARTED: _("ยังไม่เริ่ม"),
    Standing.IN_PROGRESS: _("กำลังดำเนินการ"),
    Standing.CONFIRMED: _("ยืนยันแล้ว"),
    Standing.NOTHING_TO_CONFIRM: _("ไม่มีข้อมูลต้องยืนยัน"),
}
DECISIONS = {
    Decision.GRANTED: _("อนุญาตแล้ว"),
    Decision.REFUSED: _("ไม่อนุญาต"),
    Decision.LAPSED: _("สิ้นผลเพราะปิดระบบก่อนพิจารณา"),
    Decision.CANCELLED: _("ผู้ขอถอนคำขอ"),
}
DEEDS = {
    Act.OPEN_ROUND: _("เปิดรอบ"),
    Act.CLOSE: _("ปิดระบบตามเวลา"),
    Act.ADMIT_LEARNER: _("เพิ่มผู้เรียนเข้าใหม่"),
    Act.MEND_LEARNER: _("แก้ไขข้อมูลผู้เรียน"),
    Act.MARK_PRESENCE: _("บันทึกผลตรวจตัวตน"),
    Act.TAKE_OFF: _("นำผู้เรียนออกจากบัญชีรายชื่อ"),
    Act.PUT_BACK: _("นำผู้เรียนกลับเข้าบัญชีรายชื่อ"),
    Act.CLAIM_LEARNER: _("ขอรับเด็กที่มีชื่ออยู่ที่อื่น"),
    Act.SETTLE_DUPLICATE: _("ตัดสินเรื่องเด็กซ้ำ"),
    Act.RAISE_DUPLICATE: _("ยกเรื่องเด็กซ้ำขึ้นไปพิจารณา"),
    Act.DROP_CLAIM: _("ถอนคำขอรับเด็ก"),
    Act.DISCUSS_DUPLICATE: _("สอบถามหรือตอบเรื่องเด็กซ้ำ"),
    Act.RETRY_WORK: _("ให้ระบบลองทำงานที่ขัดข้องอีกครั้ง"),
    Act.SUSPEND_CASE: _("ระงับเรื่องของหน่วยงานไว้ชั่วคราว"),
    Act.RESUME_CASE: _("ให้เรื่องที่ระงับไว้เดินต่อ"),
    Act.MOVE_TOKEN: _("ย้ายเรื่องไปขั้นตอนอื่นด้วยมือ"),
    Act.BULK_OPERATION: _("ดำเนินการกับหลายเรื่องพร้อมกัน"),
    Act.MIGRATE_CASES: _("ย้ายเรื่องที่กำลังดำเนินการไปแผนผังฉบับอื่น"),
    Act.KEEP_LETTERS: _("เก็บหนังสือสั่งการของรอบ"),
    Act.KEEP_PROFILE_FIELDS: _("กำหนดรายการข้อมูลสถานศึกษา"),
    Act.FOLLOW_UP: _("ติดตามข้อมูลผู้เรียน"),
    Act.RECORD_PROFILE: _("บันทึกข้อมูลสถานศึกษา"),
    Act.IMPORT_ROLL: _("นำเข้าบัญชีรายชื่อจากไฟล์"),
    Act.PROMOTE_ROLL: _("เลื่อนชั้นทั้งบัญชีรายชื่อ"),
    Act.UNDO_PROMOTION: _("ยกเลิกการเลื่อนชั้น"),
    Act.EXPORT_ROLL: _("ส่งออกบัญชีรายชื่อเป็นไฟล์"),
    Act.EXPORT_ANSWERS: _("ส่งออกคำตอบในแบบของแผนผัง"),
    Act.VERIFY_ROLL: _("ตรวจตัวตนครบทั้งชั้น"),
    Act.DISCARD_DRAFT: _("ทิ้งแบบร่างที่ยังไม่ได้บันทึก"),
    Act.RECHECK_ROLL: _("ตรวจสอบการบันทึกอีกครั้งแล้ว"),
    Act.EXPLAIN: _("ชี้แจงข้อสังเกตของข้อมูล"),
    Act.CONFIRM: _("ยืนยันข้อมูล"),
    Act.CHECK_REPORT: _("ตรวจสอบจำนวนในรายงาน"),
    Act.WITHDRAW: _("ถอนการยืนยันของตนเอง"),
    Act.OPEN_REPORT: _("เปิดดูรายงาน"),
    Act.REVIEW_UNIT: _("ตรวจสอบหน่วยงานในสังกัดแล้ว"),
    Act.RECORD_COUNTS: _("บันทึกจำนวนนักเรียนของสังกัดอื่น"),
    Act.CONFIRM_COUNTS: _("ยืนยันจำนวนนักเรียนของสังกัดอื่น"),
    Act.DRAW_SAMPLE: _("สุ่มสถานศึกษาเพื่อตรวจสอบ"),
    Act.RECORD_FINDING: _("บันทึกผลการสุ่มตรวจ"),
    Act.ASK_REOPENING: _("ขอยกเลิกการยืนยันเพื่อแก้ไข"),
    Act.GRANT_REOPENING: _("อนุญาตให้แก้ไข"),
    Act.REFUSE_REOPENING: _("ไม่อนุญาตให้แก้ไข"),
    Act.REOPEN: _("ยกเลิกการยืนยันโดยหน่วยงานเหนือขึ้นไป"),
    Act.CANCEL_REQUEST: _("ถอนคำขอแก้ไข"),
    Act.TAKE_FIGURES: _("รับข้อมูลเป็นข้อมูลที่ถูกต้อง ครบถ้วน"),
    Act.CHANGE_DEADLINE: _("เปลี่ยนกำหนดเวลาของรอบ"),
    Act.SET_ROUND_TERMS: _("เปลี่ยนเงื่อนไขของรอบ"),
    Act.SET_INTERNAL_DEADLINE: _("กำหนดเวลาภายในของ อปท."),
    Act.URGE_UNITS: _("เร่งรัดสถานศึกษาที่ยังไม่เริ่ม"),
    Act.GRANT_EXTENSION: _("ขยายเวลาให้หน่วยงาน"),
    Act.CLAIM: _("รับงานไว้ทำ"),
    Act.RELEASE: _("คืนงานให้ผู้อื่นทำแทน"),
    Act.HAND_OVER: _("ส่งมอบงาน"),
    Act.ANSWER: _("ตอบแบบของขั้นตอน"),
    Act.DRAW_DIAGRAM: _("ร่างแผนผังงาน"),
    Act.APPROVE_DIAGRAM: _("อนุมัติแบบร่างแผนผัง"),
    Act.REPLAY_HISTORY: _("ทดลองแบบร่างแผนผังกับเรื่องของรอบก่อน"),
    Act.ACKNOWLEDGE_REPLAY: _("รับทราบผลการทดลองแบบร่างแผนผัง"),
    Act.KEEP_OUTSIDE_SCHOOL: _("ปรับปรุงทะเบียนโรงเรียนสังกัดอื่น"),
    Act.PROPOSE_OUTSIDE_CHANGE: _("เสนอแก้ไขทะเบียนโรงเรียนสังกัดอื่น"),
    Act.COLLECT_COUNTS: _("ประสานขอจำนวนนักเรียนจากโรงเรียนสังกัดอื่น"),
    Act.SEND_COUNTS: _("โรงเรียนสังกัดอื่นส่งจำนวนนักเรียน"),
}
NOTICES = {
    "remind_own": _("เตือนหน่วยงานของท่าน: ยังยืนยันข้อมูลไม่ครบ"),
    "remind_executive": _("เรียนผู้บริหาร: หน่วยงานของท่านยังยืนยันข้อมูลไม่ครบ"),
    "remind_above": _("หน่วยงานในสังกัดยังยืนยันข้อมูลไม่ครบ"),
    "escalate_above": _("หน่วยงานในสังกัดเลยกำหนดแล้วยังยืนยันข้อมูลไม่ครบ"),
    "finding_to_mend": _("จังหวัดสุ่มตรวจพบสิ่งที่ต้องแก้ไข"),
    "outside_changed": _("ทะเบียนโรงเรียนสังกัดอื่นของหน่วยงานท่านเปลี่ยนแปลง"),
    "outside_refused": _("จังหวัดไม่รับข้อเสนอแก้ไขทะเบียนโรงเรียนสังกัดอื่น"),
    "outside_answered": _("โรงเรียนสังกัดอื่นส่งจำนวนนักเรียนแล้ว"),
    "deadline_changed": _("กรมเปลี่ยนกำหนดเวลาของรอบ"),
    "internal_deadline": _("อปท. กำหนดเวลาภายในหรือเปลี่ยนแปลงกำหนด"),
    "urged": _("อปท. ต้นสังกัดเร่งรัด: โปรดเริ่มตรวจสอบ บันทึก และยืนยันข้อมูล"),
    "extension_granted": _("กรมขยายเวลาให้หน่วยงานของท่าน"),
    "reopening_granted": _("คำขอแก้ไขของท่านได้รับอนุญาต หน่วยงานของท่านเปิดแก้ไขแล้ว"),
    "reopening_refused": _("คำขอแก้ไขของท่านไม่ได้รับอนุญาต"),
    "reopened_from_above": _("หน่วยงานเหนือขึ้นไปให้หน่วยงานของท่านแก้ไขข้อมูลที่ยืนยันแล้ว"),
    "duplicate_opened": _("มีหน่วยงานขอรับเด็กที่อยู่ในบัญชีของท่าน"),
    "duplicate_kept": _("คำตอบเรื่องเด็กที่ท่านขอรับ: ไม่ปล่อยเด็ก"),
    "duplicate_climbed": _("เรื่องเด็กซ้ำขึ้นไปถึงหน่วยงานเหนือขึ้นไป"),
    "duplicate_settled": _("เรื่องเด็กซ้ำเสร็จแล้ว"),
    "escalate_own": _("เลยกำหนดแล้วยังยืนยันข้อมูลไม่ครบ"),
}
STEPS = {
    "remind": _("ระบบส่งคำเตือน"),
    "escalate": _("ระบบแจ้งหน่วยงานเหนือขึ้นไป"),
    "lock": _("ระบบปิดรับข้อมูล"),
}


def moment_words(at: datetime) -> str:
    return long_moment(at, language())


def due_day_words(due_at: datetime) -> str:
    """What is due by the end of a day is due on that day, whatever the hour of midnight says."""
    if is_end_of_a_day(due_at):
        return str(_("ภายในวันที่ %(day)s")) % {"day": long_day(due_at - A_MOMENT, language())}
    return moment_words(due_at)


def receipt_url(number: str) -> str:
    """The receipt of a confirmation."""
    return url_for("receipts.show", number=number)


# What a template calls these; given to the pages of units together with the common words.
VOCABULARY: dict[str, object] = {
    **WORDS,
    "moment_words": moment_words,
    "due_day_words": due_day_words,
    "kinds": KINDS,
    "tiers": TIERS,
    "diagrams": DIAGRAMS,
    "standings": STANDINGS,
    "decisions": DECISIONS,
    "deeds_named": DEEDS,
    "notices_named": NOTICES,
    "roles": ROLES,
    "steps_named": STEPS,
    "receipt_url": receipt_url,
}
