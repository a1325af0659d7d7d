"""A draft tried on last round's cases: how far, what would have been different, taking note of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from processes.acts import drafting, replaying
from processes.acts.comparing import BadDiagram, Verdict, flows_in, names_in
from processes.records.replays import Replay
from processes.records.rounds import Round
from processes.reports.replays import counts_of, last_replay, lines_of, round_to_replay, sources_of, time_left
from processes.terms import ReplayState
from webapp.counter import signed_in
from webapp.door import now, office_door, reading
from webapp.drawing.blueprint import draft_here
from webapp.forms.own_fields import label_of
from webapp.names import VOCABULARY
from webapp.replay_words import VERDICTS, gateway_names, line_words
from webapp.visitors import actor

bp = Blueprint("replaying", __name__, url_prefix="/diagrams/drafts")
bp.context_processor(lambda: VOCABULARY)

LONGEST = 1_000


@bp.get("/<int:draft_id>/replay")
@signed_in
def show(draft_id: int) -> ResponseReturnValue:
    return _page(draft_id)


@bp.post("/<int:draft_id>/replay")
@signed_in
def start(draft_id: int) -> ResponseReturnValue:
    draft_here(draft_id)
    with office_door() as office:
        replaying.start(office, actor(), drafting.held(office, draft_id))
    return _back(draft_id)


@bp.post("/<int:draft_id>/replay/pause")
@signed_in
def pause(draft_id: int) -> ResponseReturnValue:
    draft_here(draft_id)
    with office_door() as office:
        if replay := replaying.held(office, draft_id):
            replaying.pause(office, actor(), replay)
    return _back(draft_id)


@bp.post("/<int:draft_id>/replay/go-on")
@signed_in
def go_on(draft_id: int) -> ResponseReturnValue:
    draft_here(draft_id)
    with office_door() as office:
        if replay := replaying.held(office, draft_id):
            replaying.go_on(office, actor(), replay)
    return _back(draft_id)


@bp.post("/<int:draft_id>/replay/acknowledge")
@signed_in
def acknowledge(draft_id: int) -> ResponseReturnValue:
    draft_here(draft_id)
    words = request.form.get("words", "").strip()
    if not words or len(words) > LONGEST:
        return _page(draft_id, error=_("โปรดเขียนว่าท่านเห็นผลแล้วและเหตุใดจึงประกาศใช้ ไม่เกิน 1,000 ตัวอักษร")), 422
    with office_door() as office:
        if replay := replaying.held(office, draft_id):
            replaying.acknowledge(office, actor(), replay, words)
    flash(_("บันทึกการรับทราบแล้ว"), "ok")
    return _back(draft_id)


def _page(draft_id: int, error: str = "") -> str:
    draft, session = draft_here(draft_id), reading()
    replay = last_replay(session, draft_id)
    counts = counts_of(replay) if replay else {}
    return render_template(
        "drawing/replay.html",
        draft=draft,
        replay=replay,
        runs=replay is not None and replay.state is ReplayState.RUNNING,
        is_old=replay is not None and replay.revision != draft.revision,
        round=session.get(Round, replay.round_id) if replay else round_to_replay(session),
        left=time_left(replay, now()) if replay else None,
        verdicts=[(words, counts[verdict]) for verdict, words in VERDICTS.items() if counts.get(verdict)],
        same=counts.get("same", 0),
        differing=replaying.differing(replay) if replay else 0,
        lines=_lines(session, replay) if replay else [],
        error=error,
        typed=request.form.get("words", ""),
    )


def _lines(session: Session, replay: Replay) -> list[tuple[str, int, tuple[tuple[int, str, str], ...]]]:
    """What differs in a sentence, in how many cases, and some of them."""
    names: dict[str, str] = {}
    for source in (*sources_of(session, replay), replay.source):
        try:
            names |= gateway_names(names_in(source.encode()), flows_in(source.encode()))
        except BadDiagram:
            continue
    labels = {each.name: label_of(each) for each in replaying.fields_of(replay)}
    gravest = list(VERDICTS)
    lines = sorted(lines_of(session, replay), key=lambda line: gravest.index(Verdict(line.verdict)))
    return [(line_words(line, names, labels), line.count, line.cases) for line in lines]


def _back(draft_id: int) -> ResponseReturnValue:
    return redirect(url_for("replaying.show", draft_id=draft_id), 303)
