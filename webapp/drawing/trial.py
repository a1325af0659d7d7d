"""How far a draft's trial on last round's cases is, in a sentence, for the pages that lead to publishing."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.acts.replaying import differing
from processes.reports.drafts import Draft
from processes.reports.replays import last_replay, round_to_replay
from processes.terms import ReplayState


@dataclass(frozen=True, slots=True)
class Trial:
    """What there is to say of it, and whether publishing asks for nothing more."""

    words: str
    is_settled: bool = False


def trial_of(session: Session, draft: Draft) -> Trial:
    if round_to_replay(session) is None:
        return Trial(_("ยังไม่มีรอบที่เปิดมาก่อน จึงไม่ต้องทดลอง"), is_settled=True)
    replay = last_replay(session, draft.id, draft.revision)
    if replay is None:
        return Trial(_("ยังไม่ได้ทดลองแบบที่บันทึกล่าสุดกับเรื่องของรอบก่อน"))
    if replay.state is not ReplayState.DONE:
        return Trial(_("กำลังทดลอง %(done)s จาก %(total)s เรื่อง", done=replay.done, total=replay.total))
    number = differing(replay)
    if not number:
        words = _("ทดลองแล้ว ทั้ง %(total)s เรื่องเหมือนเดิม", total=f"{replay.total:,}")
        return Trial(words, is_settled=True)
    given = {"number": f"{number:,}", "total": f"{replay.total:,}"}
    if replay.acknowledged_at is None:
        return Trial(_("ต่างจากเดิม %(number)s จาก %(total)s เรื่อง ยังไม่มีผู้รับทราบผล", **given))
    words = _("ต่างจากเดิม %(number)s จาก %(total)s เรื่อง รับทราบแล้ว", **given)
    return Trial(f"{words}: “{replay.acknowledgement}”", is_settled=True)
