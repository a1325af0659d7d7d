"""What the editor asks while somebody draws: is this right so far, and what may be named."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.acts.publishing import found_in, found_in_expression, known_words
from processes.terms import Act, Role
from webapp.counter import administrators_only, signed_in
from webapp.diagram_sentences import problem_line, problem_words
from webapp.diagram_words import ADDRESSES, KINDS, MESSAGES, OUTCOMES, WORDS, said
from webapp.drawing.blueprint import checking_bp
from webapp.keepers import diagram_words
from webapp.names import STEPS, TIERS
from webapp.shell import ROLES
from webapp.tasks import TASKS

LONGEST = 2_000
PLACES = {
    "condition": "condition",
    "moment": "timeDate",
    "timeDate": "timeDate",
    "duration": "timeDuration",
    "timeDuration": "timeDuration",
}


@checking_bp.post("/check")
@signed_in
def check() -> ResponseReturnValue:
    """What must be mended in the drawing that was sent; nothing of it is kept."""
    administrators_only()
    found = found_in(request.get_data(), diagram_words())
    return {"problems": [problem_line(each) for each in found]}


@checking_bp.post("/check-expression")
@signed_in
def check_expression() -> ResponseReturnValue:
    """Whether a condition or a time is right; `xml` is the drawing, whose outcomes and fields it may name."""
    administrators_only()
    sent: Any = request.get_json(silent=True)
    asked = sent if isinstance(sent, dict) else {}
    text, place = str(asked.get("text", ""))[:LONGEST], PLACES.get(str(asked.get("kind", "")))
    if place is None:
        return {"ok": False, "text": _("โปรดบอกว่าเป็นเงื่อนไข วันเวลา หรือระยะเวลา")}, 400
    source = str(asked.get("xml", "")).encode(errors="replace")
    found = found_in_expression(text, place, diagram_words(), source)
    return {"ok": not found, "text": " ".join(problem_words(each) for each in found[:3])}


@checking_bp.get("/words")
@signed_in
def words() -> ResponseReturnValue:
    """Everything that a diagram may name, in the reader's language."""
    administrators_only()
    known = known_words(diagram_words())
    return {
        "words": [
            {"name": each.name, "type": each.kind, "kind": said(KINDS, each.kind), "help": said(WORDS, name)}
            for name, each in known.words.items()
        ],
        "acts": [
            {
                "name": name,
                "label": _("แบบของขั้นตอน") if name == Act.ANSWER else str(TASKS.get(Act(name), name)),
                "roles": list(act.roles),
                "outcomes": list(act.outcomes),
                "tiers": [str(tier) for tier in act.tiers],
            }
            for name, act in known.acts.items()
        ],
        "roles": [{"name": str(role), "label": str(ROLES[role])} for role in Role],
        "tiers": [{"name": str(tier), "label": str(words)} for tier, words in TIERS.items()],
        "steps": [
            {
                "name": name,
                "label": str(STEPS.get(name, name)),
                "to": [_named(ADDRESSES, to) for to in addresses],
            }
            for name, addresses in known.steps.items()
        ],
        "messages": [_named(MESSAGES, name) for name in known.messages],
        "signals": [_named(MESSAGES, name) for name in known.signals],
        "outcomes": [_named(OUTCOMES, name) for name in OUTCOMES],
    }


def _named(words: dict[str, Any], name: str) -> dict[str, str]:
    return {"name": name, "label": said(words, name)}
