"""The page on which an administrator carries a round's running cases over to another edition."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _
from sqlalchemy import select

from processes.acts import migrating
from processes.acts.counter import UnknownItem
from processes.acts.migrating import Alike, Wish
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.edition_changes import EditionChange
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.reports.edition_changes import cases_by_edition, changes_of
from processes.reports.editions import Edition, all_editions
from webapp.counter import signed_in
from webapp.door import office_door, reading
from webapp.keepers import shelf
from webapp.names import VOCABULARY
from webapp.rounds import administered
from webapp.visitors import actor

bp = Blueprint("edition_changes", __name__, url_prefix="/rounds/<int:round_id>/editions")
bp.context_processor(lambda: VOCABULARY)

OBSTACLES: dict[str, LazyString] = {
    "removed": lazy_gettext("มีงานค้างอยู่ที่ขั้นตอน “%(node)s” ซึ่งฉบับใหม่ไม่มี"),
    "of_another_kind": lazy_gettext("ขั้นตอน “%(node)s” เป็นขั้นตอนคนละประเภทในฉบับใหม่"),
    "cut_off": lazy_gettext("เส้นทางที่นำไปยังขั้นตอน “%(node)s” ถูกเปลี่ยน ขณะที่มีงานค้างอยู่ที่นั่น"),
    "edge_changed": lazy_gettext("ขั้นตอน “%(node)s” เปิดอยู่ และฉบับใหม่เพิ่มหรือลบเหตุการณ์ที่ขอบของขั้นตอน"),
    "stands_elsewhere": lazy_gettext("ในฉบับใหม่ งานที่ขั้นตอน “%(node)s” จะไม่เปิดอยู่อย่างเดิม"),
    "ended": lazy_gettext("เรื่องสิ้นสุดแล้ว"),
}


@bp.get("/")
@signed_in
def show(round_id: int) -> ResponseReturnValue:
    """Which edition how many cases run on, what could be carried over, and what is under way."""
    round_ = administered(round_id)
    changes = changes_of(reading(), round_id)
    return render_template(
        "diagrams/changes.html",
        round=round_,
        rows=cases_by_edition(reading(), round_id),
        editions=all_editions(reading()),
        changes=changes,
        under_way=any(each.done_at is None and each.paused_at is None for each in changes),
    )


@bp.get("/<int:from_id>/<int:to_id>")
@signed_in
def plan(round_id: int, from_id: int, to_id: int) -> ResponseReturnValue:
    """What would happen: tried on a case of each kind, nothing is changed."""
    round_ = administered(round_id)
    old, new = _edition(from_id), _edition(to_id)
    if old.diagram != new.diagram or old.id == new.id or not _runs(round_):
        raise UnknownItem(to_id)
    return _draw(round_, Wish(round_id, from_id, to_id), "")


@bp.post("/<int:from_id>/<int:to_id>")
@signed_in
def begin(round_id: int, from_id: int, to_id: int) -> ResponseReturnValue:
    round_ = administered(round_id)
    _edition(from_id)
    reason = request.form.get("reason", "").strip()[:1000]
    if not reason:
        return _draw(round_, Wish(round_id, from_id, to_id), _("โปรดระบุเหตุผล")), 422
    with office_door() as office:
        migrating.begin(office, actor(), Wish(round_id, from_id, to_id, reason))
    flash(_("เริ่มย้ายแล้ว ระบบทำเป็นชุดโดยไม่รบกวนงานของเจ้าหน้าที่ ดูความคืบหน้าได้ที่หน้านี้"), "ok")
    return redirect(url_for("edition_changes.show", round_id=round_id), 303)


@bp.post("/changes/<int:change_id>/pause")
@signed_in
def pause(round_id: int, change_id: int) -> ResponseReturnValue:
    return _steered(round_id, change_id, migrating.pause)


@bp.post("/changes/<int:change_id>/resume")
@signed_in
def resume(round_id: int, change_id: int) -> ResponseReturnValue:
    return _steered(round_id, change_id, migrating.resume)


def _steered(
    round_id: int, change_id: int, act: Callable[[Office, Actor, EditionChange], None]
) -> ResponseReturnValue:
    administered(round_id)
    wanted = select(EditionChange).filter_by(id=change_id, round_id=round_id)
    with office_door() as office:
        change = office.session.scalars(wanted.with_for_update()).one_or_none()
        if change is None:
            raise UnknownItem(change_id)
        act(office, actor(), change)
    return redirect(url_for("edition_changes.show", round_id=round_id), 303)


def _draw(round_: Round, wish: Wish, error: str) -> str:
    groups = migrating.survey(reading(), wish)
    with office_door() as office:
        migrating.try_out(office, groups, wish)
    names = _node_names(wish)
    return render_template(
        "diagrams/change_plan.html",
        round=round_,
        old=_edition(wish.from_id),
        new=_edition(wish.to_id),
        groups=groups,
        follow=sum(each.number for each in groups if each.obstacle is None),
        stay=sum(each.number for each in groups if each.obstacle is not None),
        standing_words=lambda each: ", ".join(names.get(node, node) for node in each.nodes) or _("รอต้นสังกัด"),
        obstacle_words=lambda each: _why(each, names),
        units=_units([id_ for each in groups for id_ in each.examples]),
        reason=request.form.get("reason", ""),
        error=error,
    )


def _why(group: Alike, names: dict[str, str]) -> str:
    return str(OBSTACLES[str(group.obstacle)]) % {"node": names.get(group.node, group.node)}


def _node_names(wish: Wish) -> dict[str, str]:
    diagram = shelf().of(reading(), wish.from_id)
    return {node.id: node.name or node.id for node in diagram.nodes.values()}


def _units(case_ids: list[int]) -> dict[int, tuple[str, str]]:
    wanted = select(Case.id, Unit.code, Unit.name).join(Unit, Unit.id == Case.unit_id)
    found = reading().execute(wanted.where(Case.id.in_(case_ids)))
    return {id_: (code, name) for id_, code, name in found}


def _edition(edition_id: int) -> Edition:
    found = next((each for each in all_editions(reading()) if each.id == edition_id), None)
    if found is None:
        raise UnknownItem(edition_id)
    return found


def _runs(round_: Round) -> bool:
    return round_.opened_at is not None and round_.closed_at is None
