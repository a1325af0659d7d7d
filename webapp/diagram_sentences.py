"""What is wrong with a diagram, and what to do about it: a sentence for every code of the checks."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.acts.publishing import Code, Problem

SENTENCES: Mapping[Code, LazyString] = {
    # The file.
    Code.TOO_LARGE: _("ไฟล์ใหญ่เกิน 1 MB โปรดลบภาพหรือส่วนที่ไม่ใช้ออกจากแผนผัง"),
    Code.NOT_XML: _("ไฟล์นี้ไม่ใช่ XML ที่อ่านได้ โปรดส่งออกจากโปรแกรมวาดแผนผังเป็นไฟล์ .bpmn อีกครั้ง"),
    Code.DOCTYPE: _("ไฟล์มีส่วน DOCTYPE หรือ ENTITY ซึ่งไม่อนุญาต โปรดลบส่วนนั้นออก"),
    Code.TOO_MANY_ELEMENTS: _("ไฟล์มีองค์ประกอบเกิน %(limit)s ชิ้น โปรดแยกหรือลดแผนผัง"),
    Code.TOO_MANY_ATTRIBUTES: _("จุดนี้มีคุณสมบัติเกิน %(limit)s อย่าง โปรดลบส่วนที่ไม่ใช้ออก"),
    Code.NOT_BPMN: _("ไฟล์ไม่เป็นไปตามมาตรฐาน BPMN 2.0 (%(error)s) โปรดส่งออกเป็น BPMN 2.0"),
    Code.KEY_TWICE: _("รหัส “%(key)s” ซ้ำกัน โปรดให้แต่ละจุดมีรหัสของตนเอง"),
    Code.KEY_UNFIT: _("ใช้รหัส “%(key)s” ไม่ได้ โปรดใช้ตัวอักษร ตัวเลข จุด - หรือ _ ไม่เกิน %(limit)s ตัว ขึ้นต้นด้วยตัวอักษร"),
    Code.NOT_DRAWN: _("จุดนี้ไม่มีอยู่ในภาพของแผนผัง โปรดวาดหรือส่งออกจากโปรแกรมวาดพร้อมภาพ (BPMN DI)"),
    Code.ELEMENT_NOT_ALLOWED: _("ใช้ %(kind)s ไม่ได้ในระบบนี้ โปรดลบออก หรือแทนด้วยงานของเจ้าหน้าที่หรือขั้นตอนของระบบ"),
    Code.ATTRIBUTE_NOT_ALLOWED: _("ใช้คุณสมบัติ %(attribute)s ไม่ได้ในระบบนี้ โปรดลบออก"),
    Code.TOO_MANY_NODES: _("แผนผังมีขั้นตอนเกิน %(limit)s ขั้น โปรดลดจำนวนขั้นตอน"),
    Code.NOT_ONE_PROCESS: _("ต้องมีกระบวนงานเดียวที่ทำงานได้ (พบ %(found)s) โปรดให้เหลือหนึ่งและตั้งเป็น executable"),
    Code.WRONG_KEY: _("แผนผังนี้เป็นของ %(element)s แต่ต้องเป็นของ %(wanted)s โปรดเลือกแผนผังให้ตรงระดับ"),
    Code.NOT_PARSED: _("ระบบอ่านแผนผังนี้ไม่ได้ (%(error)s) โปรดตรวจว่าทุกขั้นตอนเชื่อมกันครบ"),
    # Names that the house does not know.
    Code.EVENT_NOT_ALLOWED: _("เหตุการณ์ชนิดนี้ใช้ที่จุดนี้ไม่ได้ โปรดใช้กำหนดเวลา ข้อความ หรือสัญญาณอย่างใดอย่างหนึ่ง"),
    Code.UNKNOWN_MESSAGE: _("ระบบไม่มีข้อความชื่อ “%(name)s” โปรดเลือกข้อความจากรายการ"),
    Code.UNKNOWN_SIGNAL: _("ระบบไม่มีสัญญาณชื่อ “%(name)s” โปรดใช้สัญญาณ window_closed"),
    Code.NAME_MISSING: _("งานนี้ยังไม่มีชื่อ เจ้าหน้าที่จึงไม่รู้ว่าต้องทำอะไร โปรดตั้งชื่องาน"),
    Code.NAME_TOO_LONG: _("ชื่อยาวเกิน %(limit)s ตัวอักษร โปรดย่อชื่อ และเขียนรายละเอียดไว้ในคำชี้แจง"),
    Code.UNKNOWN_ACT: _("ระบบไม่มีงานชนิด “%(act)s” โปรดเลือกชนิดของงานจากรายการ"),
    Code.ACT_NOT_OF_TIER: _("งาน “%(act)s” ไม่ใช่งานของระดับนี้ โปรดเลือกงานของระดับนี้ หรือใช้แบบสอบถาม"),
    Code.OUTCOMES_MISSING: _("งานนี้ยังไม่มีผลให้เลือก โปรดระบุผลของงานอย่างน้อยหนึ่งอย่าง"),
    Code.OUTCOME_NOT_OF_ACT: _("งาน “%(act)s” ให้ผล “%(outcome)s” ไม่ได้ โปรดใช้ผลที่งานนี้มี หรือแก้ชื่อผลเป็นอักษร a-z"),
    Code.OUTCOME_TWICE: _("งานนี้มีผล “%(outcome)s” ซ้ำกัน โปรดลบหรือเปลี่ยนชื่อให้เหลือหนึ่ง"),
    Code.OUTCOME_WITHOUT_LABEL: _("ผล “%(outcome)s” ของงานนี้ยังไม่มีคำที่เจ้าหน้าที่อ่าน โปรดกรอกคำภาษาไทยของผลนี้"),
    Code.ROLE_MISSING: _("ยังไม่ได้ระบุว่าใครทำงานนี้ โปรดวางงานไว้ในเลนที่ผูกกับบทบาท"),
    Code.ROLE_NOT_OF_ACT: _("บทบาท “%(role)s” ทำงาน “%(act)s” ไม่ได้ โปรดย้ายงานไปเลนของบทบาทที่ทำได้"),
    Code.UNKNOWN_STEP: _("ระบบไม่มีขั้นตอนอัตโนมัติชื่อ “%(step)s” โปรดเลือกจากรายการ"),
    Code.STEP_ADDRESS: _("ขั้นตอน “%(step)s” ส่งถึง “%(to)s” ไม่ได้ โปรดเลือกผู้รับจากรายการ"),
    Code.BAD_FIELD: _("ช่อง “%(field)s” ของแบบยังไม่ครบหรือซ้ำ โปรดตรวจชื่อ ป้าย ชนิด และตัวเลือกของช่อง"),
    Code.FIELDS_NOT_ASKED: _("งานนี้ใช้หน้าของระบบ ช่องข้อมูลจึงไม่ถูกถาม โปรดลบช่อง หรือเลือกงานเป็นแบบของขั้นตอน"),
    Code.BAD_DAY_LIMIT: _("วันแรกหรือวันสุดท้ายของช่อง “%(field)s” ใช้ไม่ได้ โปรดเลือกวันในปฏิทินหรือวันที่ที่มีจริง เรียงก่อนหลัง"),
    # Conditions and times.
    Code.EXPRESSION_MISSING: _("ยังไม่ได้เขียนเงื่อนไขหรือเวลา โปรดระบุ"),
    Code.EXPRESSION_TOO_LONG: _("เงื่อนไขยาวเกิน %(limit)s ตัวอักษร โปรดเขียนให้สั้นลงหรือแยกเป็นสองทาง"),
    Code.EXPRESSION_INVALID: _("เขียนเงื่อนไขหรือเวลาไม่ถูกรูปแบบ โปรดเขียนเช่น units_confirmed >= units_total"),
    Code.MACRO_NOT_ALLOWED: _("ใช้ %(macro)s ในเงื่อนไขไม่ได้ โปรดใช้การเปรียบเทียบธรรมดา"),
    Code.FUNCTION_NOT_ALLOWED: _(
        "ใช้ฟังก์ชัน %(function)s ไม่ได้ โปรดใช้เฉพาะ duration timestamp size และการเปรียบเทียบ"
    ),
    Code.UNKNOWN_WORD: _("ระบบไม่รู้จักคำว่า “%(word)s” (ใกล้เคียง: %(near)s) โปรดใช้คำจากรายการคำที่ใช้ได้"),
    Code.TYPES_DIFFER: _("เงื่อนไขเปรียบเทียบค่าต่างชนิดกัน จึงไม่มีวันเป็นจริง โปรดเทียบตัวเลขกับตัวเลข ข้อความกับข้อความ"),
    Code.EXPRESSION_FAILS: _("คำนวณเงื่อนไขหรือเวลานี้ไม่ได้ในบางกรณี โปรดตรวจการหารด้วยศูนย์และชนิดของค่า"),
    Code.CONDITION_NOT_BOOLEAN: _("เงื่อนไขต้องให้ผลเป็นจริงหรือเท็จ แต่ได้ “%(value)s” โปรดเขียนเป็นการเปรียบเทียบ"),
    Code.CONDITION_MISPLACED: _("เส้นนี้ไม่ควรมีเงื่อนไข โปรดลบเงื่อนไข หรือให้เส้นออกจากจุดตัดสินใจที่มีหลายทาง"),
    Code.CONDITIONS_OVERLAP: _("เงื่อนไขของเส้นนี้เป็นจริงพร้อมกับเส้น %(other)s ได้ โปรดเขียนให้เป็นจริงได้ทีละเส้น"),
    Code.OUTCOME_NEVER_GIVEN: _("ไม่มีงานใดให้ผล “%(outcome)s” เงื่อนไขนี้จึงไม่มีวันเป็นจริง โปรดแก้ชื่อผล"),
    Code.NOT_A_MOMENT: _('ตรงนี้ต้องเป็นวันเวลา เช่น due_at - duration("72h") แต่ได้ “%(value)s”'),
    Code.NOT_A_DURATION: _('ตรงนี้ต้องเป็นระยะเวลา 1 นาทีถึง 366 วัน เช่น duration("48h") แต่ได้ “%(value)s”'),
    Code.MOMENT_FAR_OFF: _("วันเวลานี้อยู่ห่างจากรอบเกินหนึ่งปี (%(value)s) โปรดเขียนปีเป็น ค.ศ. หรืออ้างถึง due_at"),
    # Arrows.
    Code.FLOW_DANGLING: _("เส้นเชื่อมนี้ไม่ได้ต่อกับขั้นตอนที่รับเส้นได้ทั้งสองปลาย โปรดต่อใหม่หรือลบออก"),
    Code.NOT_ONE_START: _("แผนผังต้องมีจุดเริ่มต้นหนึ่งจุด (พบ %(found)s) โปรดเพิ่มหรือลบให้เหลือหนึ่ง"),
    Code.UNREACHABLE: _("ไม่มีทางไปถึงขั้นตอนนี้ได้ โปรดต่อเส้นเข้ามาหรือลบขั้นตอน"),
    Code.NO_WAY_OUT: _("ขั้นตอนนี้ไม่มีเส้นออก โปรดต่อไปยังขั้นตอนถัดไปหรือจุดสิ้นสุด"),
    Code.MERGE_WITHOUT_GATEWAY: _("มีหลายเส้นเข้าขั้นตอนนี้ โปรดรวมเส้นที่จุดตัดสินใจก่อน"),
    Code.SPLIT_WITHOUT_GATEWAY: _("มีหลายเส้นออกจากขั้นตอนนี้ โปรดใช้จุดตัดสินใจหรือจุดแยกงาน"),
    Code.DEFAULT_MISSING: _("จุดตัดสินใจนี้ไม่มีทางปกติ โปรดกำหนดเส้นหนึ่งเป็นทางปกติเมื่อไม่เข้าเงื่อนไขใด"),
    Code.CONDITION_MISSING: _("เส้นนี้ออกจากจุดตัดสินใจแต่ไม่มีเงื่อนไข โปรดระบุเงื่อนไข หรือตั้งเป็นทางปกติ"),
    Code.BOUNDARY_ADRIFT: _("เหตุการณ์ที่ขอบต้องติดอยู่กับงานของเจ้าหน้าที่ โปรดย้ายไปติดงาน"),
    Code.JOIN_NOT_ALLOWED: _("จุดแยกงานรับเส้นเข้าได้เส้นเดียว การรอให้ทุกทางเสร็จใช้ไม่ได้ โปรดเรียงงานต่อกันแทน"),
    Code.FORK_IN_LOOP: _("แยกงานภายในวงที่วนกลับไม่ได้ โปรดแยกงานก่อนเข้าวง"),
    Code.TOO_MANY_PATHS: _("แผนผังแยกงานพร้อมกันเกิน %(limit)s ทาง โปรดลดการแยก"),
    Code.LOOP_WITHOUT_CHOICE: _("วงนี้ (%(nodes)s) ไม่มีจุดตัดสินใจให้ออก โปรดเพิ่มจุดตัดสินใจในวง"),
    Code.LOOP_WITHOUT_WAIT: _("วงนี้ (%(nodes)s) วนได้โดยไม่รอใคร โปรดให้มีงานหรือการรออยู่ในวง"),
    Code.EVENT_GATEWAY_TARGET: _("หลังจุดรอเหตุการณ์ต้องเป็นเหตุการณ์ที่รอ แต่ %(target)s ไม่ใช่ หรือมีเส้นอื่นเข้า"),
    Code.EVENT_GATEWAY_TIMERS: _("หลังจุดรอเหตุการณ์มีกำหนดเวลาได้หนึ่งอัน โปรดลบให้เหลือหนึ่ง"),
    Code.WINDOW_CLOSED_MISSING: _(
        "ไม่มีทางที่รอสัญญาณปิดระบบ โปรดเพิ่มเหตุการณ์รอสัญญาณ window_closed ต่อด้วยจุดสิ้นสุดทั้งหมด"
    ),
    # Dry runs.
    Code.RUN_FAILED: _("ทดลองเดินแผนผังแล้วหยุดกลางทาง (%(error)s) โปรดตรวจทางที่เพิ่งแก้"),
    Code.RUN_GROWS: _("ทดลองเดินแล้วงานซ้อนกันเพิ่มขึ้นไม่หยุด (%(nodes)s) โปรดตรวจวงที่วนกลับ"),
    Code.WINDOW_CLOSED_IGNORED: _("ทดลองปิดระบบแล้วเรื่องยังไม่จบ (%(nodes)s) โปรดให้สัญญาณปิดระบบไปถึงจุดสิ้นสุดทั้งหมด"),
}


def problem_words(problem: Problem) -> str:
    """The problem as a sentence with what to do, in the reader's language."""
    return str(SENTENCES[problem.code]) % _Told(problem)


def problem_line(problem: Problem) -> dict[str, str | int]:
    """The problem as a script shows it on its element."""
    return {
        "code": str(problem.code),
        "element": problem.element,
        "name": problem.parameters.get("name", ""),
        "text": problem_words(problem),
        "line": problem.line,
    }


class _Told(dict[str, str]):
    """What a sentence may name; what is not known is a dash."""

    def __init__(self, problem: Problem) -> None:
        super().__init__({"element": problem.element, **problem.parameters})

    def __missing__(self, _name: str) -> str:
        return "–"

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name) or "–"
