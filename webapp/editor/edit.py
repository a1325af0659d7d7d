"""The page on which a draft is drawn; what it is made of comes from the addresses of `webapp.drawing`."""

from datetime import datetime, timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from processes.records.rounds import Window
from processes.reports.drafts import Draft
from processes.reports.rounds import round_in_view, tier_windows
from processes.terms import DIAGRAM_OF, TIER_OF, Tier
from webapp.assets import asset
from webapp.counter import signed_in
from webapp.deadlines import is_end_of_a_day
from webapp.door import reading
from webapp.editor.blueprint import bp, open_draft
from webapp.editor.words import KEYS, TEXTS
from webapp.language import language
from webapp.names import moment_words
from webapp.thaidate import long_day

A_MOMENT = timedelta(microseconds=1)
# The letters that a picture of the drawing carries with it.
FONTS = (
    ("sarabun-thai-400-normal.woff2", "U+0E01-0E5B, U+200C-200D, U+25CC"),
    ("sarabun-latin-400-normal.woff2", "U+0000-00FF, U+2013-2014, U+2018-201D, U+2026"),
)


@bp.get("/<int:draft_id>/edit")
@signed_in
def edit(draft_id: int) -> ResponseReturnValue:
    """The editor where there is room for it; a phone is shown the drawing and led to the form."""
    draft = open_draft(draft_id)
    # The drawing needs the whole width: the menu is left out.
    return render_template("drawing/edit.html", draft=draft, config=_config(draft), keys=KEYS, menu=[])


def tier_of(draft: Draft) -> Tier | None:
    """The tier whose work the diagram is."""
    kind = next(each for each, key in DIAGRAM_OF.items() if key == draft.diagram)
    return TIER_OF[kind]


def calendar_of(draft: Draft) -> list[tuple[str, str]]:
    """The words of the calendar with what they are in the round in view, for whoever sets a timer."""
    names = {"opens_at": _("วันเปิดระบบ"), "due_at": _("วันครบกำหนด"), "closes_at": _("เวลาปิดระบบ")}
    window = _window(draft)
    if window is None:
        return list(names.items())
    return [(word, f"{label} ({_at(getattr(window, word), word)})") for word, label in names.items()]


def struck_at(draft: Draft, word: str, hours: int | None) -> str:
    """When a timer strikes in the round in view; nothing for one that counts from arriving."""
    window = _window(draft)
    if window is None or hours is None or not word:
        return ""
    return _at(getattr(window, word) + timedelta(hours=hours), word)


def _at(moment: datetime, word: str) -> str:
    """What falls at midnight falls at the end of the day before; only what opens, opens with the day."""
    if word == "opens_at" or not is_end_of_a_day(moment):
        return moment_words(moment)
    return str(_("สิ้นวันที่ %(day)s", day=long_day(moment - A_MOMENT, language())))


def _window(draft: Draft) -> Window | None:
    round_ = round_in_view(reading())
    windows = tier_windows(reading(), round_.id) if round_ else []
    return next((each for each in windows if each.tier is tier_of(draft)), None)


def _instant(draft: Draft, word: str) -> str:
    window = _window(draft)
    return getattr(window, word).isoformat() if window else ""


def _config(draft: Draft) -> dict[str, object]:
    """Everything that the script of the page is told."""
    return {
        "xml": url_for("drawing.xml", draft_id=draft.id),
        "save": url_for("drawing.save", draft_id=draft.id),
        "check": url_for("diagram_checks.check"),
        "checkExpression": url_for("diagram_checks.check_expression"),
        "words": url_for("diagram_checks.words"),
        "draft": draft.id,
        "key": str(draft.diagram),
        "tier": str(tier_of(draft) or ""),
        "revision": draft.revision,
        "file": f"{draft.diagram}-{draft.id}",
        "calendar": [
            {"name": word, "label": label, "at": _instant(draft, word)} for word, label in calendar_of(draft)
        ],
        "fonts": [{"url": asset(name), "weight": 400, "range": letters} for name, letters in FONTS],
        "texts": {key: str(text) for key, text in TEXTS.items()},
    }
