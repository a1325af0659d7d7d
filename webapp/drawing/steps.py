"""The way of a draft to an edition, and which step of it the reader can take now."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from processes.reports.drafts import Draft


class Step(StrEnum):
    """What has to be done until a draft is an edition, in this order."""

    DRAW = "draw"
    MEND = "mend"
    TRY = "try"
    ASK = "ask"
    APPROVE = "approve"
    PUBLISH = "publish"


NAMES: dict[Step, LazyString] = {
    Step.DRAW: _("วาดหรือแก้ในแบบฟอร์ม"),
    Step.MEND: _("แก้สิ่งที่ระบบพบ"),
    Step.TRY: _("ทดลองกับเรื่องของรอบก่อน"),
    Step.ASK: _("ขออนุมัติ"),
    Step.APPROVE: _("ผู้ที่ไม่ได้วาดอนุมัติ"),
    Step.PUBLISH: _("ประกาศใช้"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Which steps are done, and the one that comes next for who reads."""

    done: frozenset[Step]
    now: Step


def way_of(draft: Draft, *, is_fit: bool, is_tried: bool, has_drawn: bool) -> Way:
    """`has_drawn`: the reader drew on it, and so waits for another to approve."""
    found = {
        Step.DRAW: draft.revision > 1 or draft.based_on is None or draft.beside is not None,
        Step.MEND: is_fit,
        Step.TRY: is_tried,
        Step.ASK: draft.is_asked,
        Step.APPROVE: draft.is_approved,
        Step.PUBLISH: not draft.is_open,
    }
    now = next((step for step, is_done in found.items() if not is_done), Step.PUBLISH)
    if now is Step.TRY and draft.is_asked and not draft.is_approved and not has_drawn:
        now = Step.APPROVE  # the drawers try it; who approves need not wait
    return Way(frozenset(step for step, is_done in found.items() if is_done), now)
