"""What a replay found, in the reader's language."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from processes.acts.comparing import Verdict
from processes.reports.replays import Line
from webapp.change_words import length_words

# The gravest first; a case is counted under the gravest alone.
VERDICTS = {
    Verdict.FAILS: _("ทำต่อไม่ได้เพราะเงื่อนไขผิดพลาด"),
    Verdict.NEVER_ENDS: _("ไม่จบเมื่อปิดระบบ"),
    Verdict.UNDECLARED: _("ผลที่เคยเลือกไม่มีให้เลือกแล้ว"),
    Verdict.ELSEWHERE: _("ไปทางอื่นหรือค้างที่อื่น"),
    Verdict.LONGER: _("รอนานขึ้น"),
    Verdict.NEW_TASK: _("มีงานเพิ่ม"),
    Verdict.REMINDED: _("ได้รับการเตือนต่างจากเดิม"),
}
_ELSEWHERE = _("เคยไปที่ “%(was)s” แต่แบบร่างพาไปที่ “%(becomes)s”")
_NEVER_ENDS = _("ยังค้างที่ “%(becomes)s” หลังปิดระบบ")
_UNDECLARED = _("ผลที่เคยเลือกที่ “%(was)s” ไม่มีให้เลือกในแบบร่าง")
_LONGER = _("งาน “%(was)s” มาช้าลงถึง%(length)s")
_NEW_TASK = _("มีงานเพิ่ม “%(becomes)s”")
_LATER = _("“%(was)s” มาช้าลงถึง%(length)s")
_EARLIER = _("“%(was)s” มาเร็วขึ้นถึง%(length)s")
_NO_MORE = _("“%(was)s” ไม่เกิดขึ้นอีก")
_NEW = _("“%(becomes)s” เกิดขึ้นใหม่")
_OFTENER = _("“%(was)s” เกิดขึ้นไม่เท่าเดิม")
_MANY = _("%(verdict)s ในลักษณะอื่นอีกหลายอย่าง")
_NOWHERE = _("ไม่มีงานค้าง")
_FAILS = _("ทำต่อไม่ได้เพราะเงื่อนไขผิดพลาด (%(becomes)s)")


def line_words(line: Line, names: Mapping[str, str]) -> str:
    """One difference as a sentence."""
    verdict = Verdict(line.verdict)
    if not line.was and not line.becomes and verdict is not Verdict.ELSEWHERE:
        return str(_MANY) % {"verdict": VERDICTS[verdict]}
    sentence = _reminded(line) if verdict is Verdict.REMINDED else _SENTENCES[verdict]
    return str(sentence) % {
        "was": _places(line.was, names),
        "becomes": line.becomes if verdict is Verdict.FAILS else _places(line.becomes, names),
        "length": length_words(abs(line.seconds)),
    }


def _reminded(line: Line) -> object:
    if not line.becomes:
        return _NO_MORE
    if not line.was:
        return _NEW
    if not line.seconds:
        return _OFTENER
    return _LATER if line.seconds > 0 else _EARLIER


def _places(ids: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(id_, id_) for id_ in ids.split()) or str(_NOWHERE)


_SENTENCES = {
    Verdict.FAILS: _FAILS,
    Verdict.NEVER_ENDS: _NEVER_ENDS,
    Verdict.UNDECLARED: _UNDECLARED,
    Verdict.ELSEWHERE: _ELSEWHERE,
    Verdict.LONGER: _LONGER,
    Verdict.NEW_TASK: _NEW_TASK,
}
