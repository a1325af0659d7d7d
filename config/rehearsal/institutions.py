"""What the officer of a school or centre does in a rehearsal, each by their manner."""

from datetime import datetime, timedelta

from config.demo import deeds
from config.rehearsal import children
from config.rehearsal.casting import Manner, Part
from config.rehearsal.days import A_MINUTE, A_MOMENT, AN_HOUR
from config.rehearsal.stage import Stage
from config.rehearsal.tale import Kind
from processes.terms import Act, Reason, Standing

OWN = {
    Act.VERIFY_ROLL: ("look", deeds.look_for_all()),
    Act.RECHECK_ROLL: ("recheck", deeds.recheck),
    Act.CONFIRM: ("confirm", deeds.confirm),
    Act.CHECK_REPORT: ("report", deeds.find_in_report),
}
EARLY = {Manner.CLAIMS, Manner.HOLDS}
MOST_TURNS = 40


def put_on_agenda(stage: Stage, part: Part, place: int) -> None:
    """Plan when this unit begins; what follows is planned as it goes."""
    if part.manner is Manner.FORGETS:
        return
    begins = stage.days.moment(0.12 if part.manner in EARLY else part.begins, (place % 12) / 12)
    stage.plan(begins, lambda: _look(stage, part, place))


def put_claim_on_agenda(stage: Stage, claimant: Part, holder: Part) -> None:
    """On the first days a child is entered who stands on another's roll; a day later it is released."""
    code, other = claimant.plan.code, holder.plan.code

    def claim() -> None:
        if stage.do(code, "claim", children.claim_from(other)):
            stage.tell(Kind.CLAIMED, unit=stage.names[code], other=stage.names[other])

    def release() -> None:
        if stage.do(other, "release", children.release):
            stage.tell(Kind.RELEASED, unit=stage.names[other], other=stage.names[code])

    at = stage.days.moment(0, 0.2)
    stage.plan(at, claim)
    stage.plan(at + AN_HOUR, release)


def work_off(stage: Stage, code: str) -> None:
    """Everything that waits for the unit, one after the other (after an extension)."""
    for _ in range(MOST_TURNS):
        waiting = [act for _, act in stage.waiting(code) if act in OWN]
        if not waiting or not stage.do(code, *OWN[waiting[0]]):
            return


def _look(stage: Stage, part: Part, place: int) -> None:
    code = part.plan.code
    if part.arrives:
        stage.do(code, "arrival", children.arrive(place))
    if part.leaves:
        stage.do(code, "leaving", children.leave)
    stage.do(code, "look", deeds.look_for_all(missing=part.missing))
    if part.manner is not Manner.STOPS:
        stage.plan(_recheck_at(stage, part, place), lambda: _recheck(stage, part, place))


def _recheck_at(stage: Stage, part: Part, place: int) -> datetime:
    if part.manner is Manner.LATE:
        return stage.days.last + timedelta(hours=9, minutes=place % 120)
    if part.manner in {Manner.RUSHED, Manner.TOO_LATE}:
        return stage.days.closes_at - AN_HOUR
    return stage.now + AN_HOUR


def _recheck(stage: Stage, part: Part, place: int) -> None:
    stage.do(part.plan.code, "recheck", deeds.recheck)
    if part.manner is Manner.RUSHED:
        stage.plan(stage.days.closes_at - A_MOMENT, lambda: _confirm_at_the_last(stage, part))
    elif part.manner is Manner.TOO_LATE:
        stage.plan(stage.days.closes_at + A_MOMENT * place, lambda: _confirm_too_late(stage, part))
    else:
        stage.plan(stage.now + A_MINUTE * 20, lambda: _confirm(stage, part))


def _confirm(stage: Stage, part: Part) -> None:
    code = part.plan.code
    if stage.do(code, "confirm", deeds.confirm):
        stage.plan(stage.now + AN_HOUR, lambda: _look_into_report(stage, part))


def _confirm_at_the_last(stage: Stage, part: Part) -> None:
    if stage.do(part.plan.code, "confirm", deeds.confirm):
        stage.tell(Kind.LAST_MOMENT, unit=part.plan.name)


def _confirm_too_late(stage: Stage, part: Part) -> None:
    """The hour has struck: it must be refused, whether or not the clock has looked yet."""
    reason = stage.act(part.plan.code, "confirm", deeds.confirm)
    if reason is Reason.WINDOW_CLOSED:
        stage.tale.refused_at_close += 1
        stage.tell(Kind.AFTER_THE_HOUR, unit=part.plan.name)
    else:
        stage.tale.unforeseen.append(f"{part.plan.code} confirmed after the close: {reason}")


def _look_into_report(stage: Stage, part: Part) -> None:
    stage.do(part.plan.code, "report", deeds.find_in_report)
    if part.manner in {Manner.ASKS, Manner.LEAVES_OPEN}:
        stage.plan(stage.days.next_working(stage.now), lambda: _ask(stage, part))


def _ask(stage: Stage, part: Part) -> None:
    code = part.plan.code
    if stage.do(code, "ask", deeds.ask(int(code))):
        stage.tell(Kind.ASKED, unit=part.plan.name)
        stage.plan(stage.days.next_working(stage.now), lambda: _see_whether_open(stage, part))


def _see_whether_open(stage: Stage, part: Part) -> None:
    """Mend and confirm once more when the unit is open again; look again later while nobody has decided."""
    if stage.now >= stage.days.closes_at or part.manner is Manner.LEAVES_OPEN:
        return
    if stage.case(part.plan.code).standing is Standing.REOPENED:
        stage.do(part.plan.code, "arrival", children.arrive(int(part.plan.code) % 100_000 + 1_000))
        work_off(stage, part.plan.code)
    else:
        stage.plan(stage.now + AN_HOUR * 3, lambda: _see_whether_open(stage, part))
