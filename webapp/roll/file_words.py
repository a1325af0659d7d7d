"""What is wrong with a file of a roll or with a row of it: a sentence for each; and names of columns."""

from flask_babel import lazy_gettext as _

from processes.rules.record_fields import FIELDS
from processes.rules.record_values import FieldProblem
from processes.rules.roll_cells import CellProblem
from processes.rules.roll_files import FileFault, Trouble
from processes.rules.roll_layouts import Column
from webapp.record_words import field_words, problem_words

COLUMNS = {
    Column.CODE: _("รหัสสถานศึกษา"),
    Column.SCHOOL: _("สถานศึกษา"),
    Column.YEAR: _("ปีการศึกษา"),
    Column.TERM: _("ภาคเรียน"),
    Column.GRADE: _("ระดับชั้น"),
    Column.ROOM: _("ห้องเรียน"),
    Column.NUMBER: _("เลขประจำตัว"),
    Column.PREFIX: _("คำนำหน้า"),
    Column.FIRST_NAME: _("ชื่อ"),
    Column.LAST_NAME: _("นามสกุล"),
    Column.SEX: _("เพศ"),
    Column.BIRTH: _("วันเกิด"),
    Column.NATIONALITY: _("สัญชาติ"),
}
FAULTS = {
    FileFault.NO_ROLL: _("ไม่พบตารางรายชื่อผู้เรียนในไฟล์นี้ ต้องมีหัวคอลัมน์ ชื่อ นามสกุล เลขประจำตัวประชาชน และระดับชั้น"),
    FileFault.NO_LEARNERS: _("พบหัวตาราง แต่ไม่มีรายชื่อผู้เรียนอยู่ใต้หัวตาราง"),
    FileFault.NO_PERIOD: _("ไฟล์นี้ไม่บอกปีการศึกษาหรือภาคเรียน โปรดเพิ่มคอลัมน์ ปีการศึกษา และ ภาคเรียน"),
    FileFault.TWO_PERIODS: _("ไฟล์นี้มีหลายภาคเรียนปนกัน (%(found)s) โปรดแยกไฟล์ละหนึ่งภาคเรียน"),
    FileFault.OTHER_PERIOD: _("ไฟล์นี้เป็นของภาคเรียน %(found)s ไม่ใช่ภาคเรียนของรอบนี้"),
    FileFault.NO_SCHOOL: _("ไฟล์นี้ไม่บอกว่าเป็นของสถานศึกษาใด โปรดเพิ่มคอลัมน์ รหัสสถานศึกษา"),
    FileFault.TWO_SCHOOLS: _("ไฟล์นี้มีหลายสถานศึกษาปนกัน (%(found)s) โปรดแยกไฟล์ละหนึ่งแห่ง"),
    FileFault.OTHER_SCHOOL: _("ไฟล์นี้เป็นของสถานศึกษาอื่น (%(found)s)"),
}
PROBLEMS = {
    CellProblem.NAME_MISSING: _("ไม่มีชื่อหรือนามสกุล"),
    CellProblem.NAME_TOO_LONG: _("ชื่อหรือคำนำหน้ายาวเกินไป"),
    CellProblem.PREFIX_MISSING: _("ไม่มีคำนำหน้า"),
    CellProblem.SEX_UNKNOWN: _("ไม่ทราบเพศจากคำนำหน้านี้ โปรดเพิ่มคอลัมน์ เพศ เป็น ชาย หรือ หญิง"),
    CellProblem.SEX_DISAGREES: _("เพศไม่ตรงกับคำนำหน้า"),
    CellProblem.BIRTH_UNREADABLE: _("อ่านวันเกิดไม่ได้ โปรดเขียนเป็น วัน/เดือน/ปี พ.ศ. เช่น 01/03/2559"),
    CellProblem.BIRTH_IN_FUTURE: _("วันเกิดอยู่หลังวันนี้"),
    CellProblem.BIRTH_TOO_EARLY: _("วันเกิดนี้ทำให้ผู้เรียนอายุเกิน 30 ปี"),
    CellProblem.NUMBER_DAMAGED: _(
        "โปรแกรมตารางคำนวณย่อเลขนี้เป็นแบบ 1.1E+12 เลขเดิมหายไปแล้ว โปรดจัดช่องเป็นข้อความแล้วพิมพ์เลขใหม่"
    ),
    CellProblem.NUMBER_CHARACTERS: _("เลขประจำตัวมีได้เฉพาะตัวเลข หรือขึ้นต้นด้วย G"),
    CellProblem.NUMBER_LENGTH: _("เลขประจำตัวต้องมี 13 หลัก หากขึ้นต้นด้วย 0 โปรดจัดช่องเป็นข้อความ"),
    CellProblem.NUMBER_SERIES: _("เลขประจำตัวของผู้เรียนขึ้นต้นด้วย 9 ไม่ได้"),
    CellProblem.NUMBER_CHECK_DIGIT: _("หลักสุดท้ายของเลขประจำตัวไม่ตรงกับหลักอื่น โปรดตรวจจากเอกสาร"),
    CellProblem.GRADE_UNKNOWN: _("ไม่รู้จักระดับชั้นนี้ โปรดเขียนเช่น อ.1 หรือ ป.1"),
    CellProblem.ROOM_MISSING: _("ไม่มีห้องเรียน"),
    CellProblem.TWICE_IN_FILE: _("ผู้เรียนคนนี้มีมากกว่าหนึ่งแถวในไฟล์"),
    CellProblem.ON_ANOTHER_ROLL: _("ผู้เรียนคนนี้มีชื่ออยู่ในสถานศึกษาอื่น ต้องให้สถานศึกษาเดิมย้ายออกก่อน"),
    CellProblem.MAY_BE_ELSEWHERE: _(
        "ยังไม่มีเลขประจำตัว และอาจเป็นเด็กคนเดียวกับในบัญชีรายชื่อของหน่วยงานอื่น โปรดเพิ่มคนนี้ที่หน้าเพิ่มผู้เรียน แล้วนำเข้าไฟล์อีกครั้ง"
    ),
    CellProblem.CLAIMED_BY_ANOTHER: _("ผู้เรียนคนนี้มีชื่ออยู่ในสถานศึกษาอื่น และมีหน่วยงานอื่นขอรับไว้แล้ว โปรดนำแถวนี้ออกจากไฟล์"),
    CellProblem.TOO_MANY_ELSEWHERE: _(
        "ไฟล์นี้มีผู้เรียนที่มีชื่ออยู่ในสถานศึกษาอื่นมากกว่า 100 คน โปรดตรวจว่าเป็นไฟล์ของท่าน หรือแบ่งเป็นหลายไฟล์"
    ),
}


def fault_words(fault: FileFault, found: str) -> str:
    return str(FAULTS[fault]) % {"found": found}


def column_words(column: str) -> str:
    """A column of the roll, or a field of the learner's record."""
    return str(COLUMNS[Column(column)]) if column in set(Column) else field_words(column)


def trouble_words(trouble: Trouble) -> str:
    """What is wrong with the cell; its column is named beside it."""
    if isinstance(trouble.problem, FieldProblem):
        return problem_words(FIELDS[trouble.column], trouble.problem)
    return str(PROBLEMS[trouble.problem])
