"""What the officers above the institutions do when they look into their inboxes."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from config.demo import deeds, names
from config.demo.deeds import Deed
from config.demo.plans import AuthorityPlan
from config.rehearsal.days import A_MINUTE, FIRST_HOUR
from config.rehearsal.stage import Stage
from config.rehearsal.tale import Kind
from processes.acts import counter, reopening, reviewing, sampling
from processes.acts.office import Actor, Office
from processes.records.cases import WorkItem
from processes.records.confirmations import ReopeningRequest
from processes.records.units import Unit
from processes.rules.codes import DEPARTMENT_CODE
from processes.terms import Act, FindingResult, Reason, Standing, Stream

LAST_DAY = (12, 13.5, 15, 16, 16.5)  # the hours at which an authority looks once more
PROVINCE_LAST_DAY = (13, 14.5, 15.5, 16.25, 16.75)
DRAWN = 8
MOST_TURNS = 200
REFUSES_ONE_IN = 4


def put_on_agenda(stage: Stage, code: str, last_day: tuple[float, ...], place: int) -> None:
    """Once on each working day, and every hour or so of the last."""
    after = FIRST_HOUR + A_MINUTE * (30 + place * 7 % 360)
    moments = [day + after for day in stage.days.working()]
    moments += [stage.days.last + timedelta(hours=hour, seconds=place) for hour in last_day]
    for at in moments:
        if at > stage.days.opens_at:
            stage.plan(at, lambda: look_in(stage, code))


def put_authorities_on_agenda(stage: Stage, authorities: tuple[AuthorityPlan, ...]) -> None:
    for place, each in enumerate(authorities):
        put_on_agenda(stage, each.code, LAST_DAY, place)


def put_province_on_agenda(stage: Stage, code: str) -> None:
    """It draws its sample halfway (letter 9.4): one is enough, though it may draw again and again."""
    put_on_agenda(stage, code, PROVINCE_LAST_DAY, 0)
    stage.plan(stage.days.moment(0.5, 0.3), lambda: _draw(stage, code))


def look_in(stage: Stage, code: str) -> None:
    """Do whatever waits; what one thing brings into the inbox is done next."""
    passed_by: set[int] = set()
    for _ in range(MOST_TURNS):
        waiting = [(id_, act) for id_, act in stage.waiting(code) if act in DOES and id_ not in passed_by]
        if not waiting:
            return
        item_id, act = waiting[0]
        if not DOES[act](stage, code, item_id):
            passed_by.add(item_id)


def _accept(stage: Stage, code: str, item_id: int) -> bool:
    def deed(office: Office, actor: Actor) -> None:
        reviewing.accept(office, actor, counter.pick(office, actor, item_id))

    return stage.do(code, "accept", deed)


def _plainly(what: str, deed: Deed) -> Callable[[Stage, str, int], bool]:
    return lambda stage, code, _item_id: stage.do(code, what, deed)


def _record_counts(stage: Stage, code: str, _item_id: int) -> bool:
    return stage.do(code, "counts", deeds.record_counts(int(code)))


def _draw(stage: Stage, code: str) -> None:
    if stage.do(code, "draw", deeds.draw(DRAWN, code)):
        stage.tell(Kind.DRAWN, unit=stage.names[code])


def _record_finding(stage: Stage, code: str, item_id: int) -> bool:
    def deed(office: Office, actor: Actor) -> None:
        item = counter.pick(office, actor, item_id)
        sampling.record_finding(office, actor, item, FindingResult.IN_ORDER, names.FINDING)

    return stage.do(code, "finding", deed)


def _decide(stage: Stage, code: str, item_id: int) -> bool:
    """Grant most requests, refuse some; where one's own confirmation stands, ask for that to be opened."""
    request_id, below, asked = _request(stage, item_id)
    says_no = request_id % REFUSES_ONE_IN == 0

    def deed(office: Office, actor: Actor) -> None:
        request, case = reopening.request_for(office, actor, request_id)
        if says_no:
            reopening.refuse(office, actor, request, case, names.REFUSAL)
        else:
            reopening.grant(office, actor, request, case)

    reason = stage.act(code, "decide", deed, about=below)
    if reason is None:
        stage.tell(Kind.REFUSED if says_no else Kind.GRANTED, unit=stage.names[below])
    elif reason is Reason.CONFIRMED_ABOVE and not asked:
        _pass_on(stage, code, below)
    return reason is None


def _pass_on(stage: Stage, code: str, below: str) -> None:
    if stage.do(code, "ask", deeds.ask(int(below), below=below)):
        stage.tell(Kind.PASSED_ON, unit=stage.names[code], other=stage.names[below])


def _request(stage: Stage, item_id: int) -> tuple[int, str, bool]:
    """The request behind an item, the unit that asks, and whether it was passed on already."""
    with stage.house.reading() as session:
        item = session.get_one(WorkItem, item_id)
        request_id = int(item.task_ref.removeprefix("request-"))
        request = session.get_one(ReopeningRequest, request_id)
        unit = session.get_one(Unit, request.unit_id)
        own = select(ReopeningRequest.id).filter_by(case_id=item.case_id, stream=Stream.OWN, decided_at=None)
        return request_id, unit.code, session.scalars(own).first() is not None


DOES: dict[Act, Callable[[Stage, str, int], bool]] = {
    Act.GRANT_REOPENING: _decide,
    Act.REVIEW_UNIT: _accept,
    Act.RECORD_COUNTS: _record_counts,
    Act.CONFIRM_COUNTS: _plainly("confirm counts", deeds.confirm_counts),
    Act.CONFIRM: _plainly("confirm", deeds.confirm),
    Act.RECORD_FINDING: _record_finding,
}


def put_department_on_agenda(stage: Stage, provinces: tuple[str, ...]) -> None:
    """It takes a province's figures on the days after, too (letter 9.2)."""
    for code in provinces:
        stage.plan(stage.days.closes_at + timedelta(days=6), partial(_take, stage, code))


def _take(stage: Stage, code: str) -> None:
    case = stage.case(code)
    if case.standing is not Standing.CONFIRMED:
        return

    def deed(office: Office, actor: Actor) -> None:
        reviewing.take_figures(office, actor, office.lock_case(case.id))

    if stage.do(DEPARTMENT_CODE, "taken", deed):
        stage.tell(Kind.TAKEN, unit=stage.names[code])
