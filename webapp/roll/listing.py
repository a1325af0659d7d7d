"""The roll of a unit as a list: in Thai order, narrowed by class, mark, name or number."""

from typing import NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from processes.acts.counter import UnknownItem
from processes.acts.reading import number_index
from processes.records.learners import Classroom
from processes.reports.duplicates import pending_of
from processes.reports.promotion import year_of_roll
from processes.reports.roll import RollCount, roll_count
from processes.reports.roll_list import SIZE, Asked, Sort, View, classrooms_of, lines_of
from processes.terms import Act, Tier
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import reading
from webapp.keepers import cipher
from webapp.paging import Pages, page_asked
from webapp.roll.blueprint import bp
from webapp.standpoint import Standpoint, standpoint
from webapp.visitors import actor, visitor


@bp.get("/roll")
@signed_in
def mine() -> ResponseReturnValue:
    """The roll of my own school or centre; whoever has none finds the units that have."""
    if actor().tier is Tier.INSTITUTION:
        return redirect(url_for("roll.show", code=visitor().unit_code), 303)
    return redirect(url_for("board.show"), 303)


@bp.get("/units/<code>/roll")
@signed_in
def show(code: str) -> ResponseReturnValue:
    here = institution(code)
    asked = _asked()
    lines, total = lines_of(reading(), here.round_id, here.unit.id, asked)
    year = year_here(here)
    classes = classrooms_of(reading(), here.unit.id, year)
    return render_template(
        "roll/list.html",
        here=here,
        unit=here.unit,
        asked=asked,
        search=request.args.get("search", ""),
        lines=lines,
        classes=classes,
        pages=Pages(asked.page, SIZE, total),
        count=_count(here),
        views=list(View),
        sorts=_sorts(asked),
        pending=pending_of(reading(), here.unit.id),
        closed=here.why_not(Act.ADMIT_LEARNER, own_class=True, enrolled=False),
        year=year,
        left_behind=any(each.academic_year < year for each in classes),
        may_admit=[each for each in classes if each.academic_year == year and may_admit(here, each)],
        may_mend={each.id for each in classes if may_mend(here, each)},
    )


def institution(code: str) -> Standpoint:
    """The school or centre of the address; no other unit has a roll."""
    here = standpoint(code)
    if here.unit.tier is not Tier.INSTITUTION:
        raise UnknownItem(here.unit.id)
    return here


def year_here(here: Standpoint) -> int:
    """The academic year that the roll is in: its round's, or a later one that it has gone up into."""
    round_year = here.round.academic_year if here.round else 0
    return max(round_year, year_of_roll(reading(), here.unit.id, round_year))


class Period(NamedTuple):
    """The academic year and term that a file of the roll is of."""

    year: int
    term: int


def period_here(here: Standpoint) -> Period:
    """The round's, or the first term of the later year that the roll has gone up into."""
    if here.round is None:
        raise UnknownItem(here.unit.id)
    year = year_here(here)
    return Period(year, here.round.number if year == here.round.academic_year else 1)


def may_admit(here: Standpoint, classroom: Classroom) -> bool:
    own = classroom.teacher_id == here.actor.officer_id
    return here.obstacle(Act.ADMIT_LEARNER, own_class=own, enrolled=False) is None


def may_mend(here: Standpoint, classroom: Classroom) -> bool:
    own = classroom.teacher_id == here.actor.officer_id
    return here.obstacle(Act.MEND_LEARNER, own_class=own, enrolled=True) is None


def _sorts(asked: Asked) -> dict[str, str]:
    """The address of the same list in each order, from its first page."""
    given = {**request.args.to_dict(), **(request.view_args or {})}
    given.pop("page", None)
    return {str(each): url_for("roll.show", **{**given, "sort": str(each)}) for each in Sort}


def _count(here: Standpoint) -> RollCount:
    return roll_count(reading(), here.round_id, here.unit.id)


def _asked() -> Asked:
    """What the address asks for; a word of digits is a number, anything else a name."""
    sort = request.args.get("sort", "")
    view, classroom = request.args.get("view", ""), arabic(request.args.get("classroom", ""))
    search = request.args.get("search", "").strip()
    index = number_index(cipher(), search)
    return Asked(
        view=View(view) if view in list(View) else View.ALL,
        classroom_id=int(classroom) if classroom.isascii() and classroom.isdecimal() else None,
        name="" if index else search,
        number_index=index,
        sort=Sort(sort) if sort in list(Sort) else Sort.NAME,
        page=page_asked(),
    )
