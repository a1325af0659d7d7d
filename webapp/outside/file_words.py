"""What is wrong with a file of the register or a row of it: a sentence for each; and names of columns."""

from flask_babel import lazy_gettext as _

from processes.rules.outside_files import Column, FileFault, RowProblem

COLUMNS = {
    Column.CODE: _("รหัสโรงเรียน"),
    Column.NAME: _("ชื่อโรงเรียน"),
    Column.AFFILIATION: _("สังกัด"),
    Column.PAYER: _("รหัสหน่วยเบิกจ่าย"),
    Column.PAYER_NAME: _("หน่วยเบิกจ่าย"),
    Column.DISTRICT: _("รหัสอำเภอ"),
    Column.DISSOLVED_ON: _("วันที่ประกาศเลิก"),
    Column.DISSOLVED_BY: _("เลขที่ประกาศ"),
}
FAULTS = {
    FileFault.NO_REGISTER: _("ไม่พบตารางทะเบียนในไฟล์นี้ ต้องมีหัวคอลัมน์ รหัสโรงเรียน ชื่อโรงเรียน สังกัด และรหัสหน่วยเบิกจ่าย"),
    FileFault.NO_ROWS: _("พบหัวตาราง แต่ไม่มีโรงเรียนอยู่ใต้หัวตาราง"),
    FileFault.TOO_MANY_ROWS: _("ไฟล์นี้มีโรงเรียนเกิน 5,000 แห่ง โปรดแบ่งไฟล์"),
}
PROBLEMS = {
    RowProblem.CODE_WRONG: _("รหัสโรงเรียนเป็นตัวเลข 6 ถึง 12 หลัก"),
    RowProblem.CODE_OF_A_UNIT: _("รหัสนี้เป็นของหน่วยงานในระบบ ไม่ใช่โรงเรียนสังกัดอื่น"),
    RowProblem.TWICE_IN_FILE: _("รหัสนี้มีในไฟล์มากกว่าหนึ่งแถว"),
    RowProblem.NAME_MISSING: _("ไม่มีชื่อโรงเรียน"),
    RowProblem.TOO_LONG: _("ข้อความยาวเกิน 200 ตัวอักษร"),
    RowProblem.AFFILIATION_UNKNOWN: _("ไม่มีสังกัดชื่อนี้ในระบบ"),
    RowProblem.PAYER_UNKNOWN: _("ไม่มี อปท. ที่ใช้รหัสนี้"),
    RowProblem.PAYER_ELSEWHERE: _("หน่วยเบิกจ่ายอยู่นอกจังหวัดของท่าน กรมหรือจังหวัดนั้นเป็นผู้แก้ไข"),
    RowProblem.DISTRICT_UNKNOWN: _("ไม่มีอำเภอที่ใช้รหัสนี้"),
    RowProblem.DAY_UNREADABLE: _("อ่านวันที่ไม่ได้ ใช้รูปแบบ 14/10/2565"),
    RowProblem.DAY_IN_FUTURE: _("วันที่ประกาศเลิกต้องไม่อยู่ในอนาคต"),
    RowProblem.ANNOUNCEMENT_HALF: _("โปรดกรอกทั้งวันที่และเลขที่ประกาศ หรือเว้นว่างทั้งสองช่อง"),
    RowProblem.TOO_MANY_AT_ONCE: _("ไฟล์นี้เพิ่มหรือแก้ไขเกิน 1,000 แห่ง โปรดแบ่งไฟล์ แถวที่ไม่เปลี่ยนไม่นับ"),
}
