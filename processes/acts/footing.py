"""Whether a token may stand on a human task, as the facts stand: what must be true before anybody does it.

The permission table is asked as if the responsible officer did the task now. What is done within the task
itself (learners looked for, errors mended, a report opened, an attestation given) need not be done before.
"""

from collections.abc import Callable, Mapping
from typing import Any

from processes.acts import casework
from processes.acts.fanout import FANS
from processes.acts.office import Office, particulars
from processes.acts.roll import asked_to_see
from processes.acts.sampling import population_of
from processes.engine.diagrams import Node
from processes.engine.moves import Move
from processes.engine.moving import Target
from processes.records.cases import Case
from processes.reports.outside_grid import outside_grid
from processes.reports.roll import roll_count
from processes.reports.work_items import half_filled
from processes.rules.permissions import obstacle
from processes.rules.situations import Situation
from processes.terms import Act, Message, Reason, Refused, Role, Standing, Stream, Tier

BY_WHOM = {
    "roles": frozenset({Role.RESPONSIBLE}),
    "roles_above": frozenset({Role.RESPONSIBLE}),
    "administers": True,
}
SIGNED = {Act.CONFIRM: Stream.OWN, Act.CONFIRM_COUNTS: Stream.OTHER}


def contradiction(office: Office, case: Case, node: Node, target: Target) -> Refused | None:
    """What the records say against somebody doing this task now."""
    act, window = Act(node.act or Act.ANSWER), office.lock_window(case)
    more = {**BEFORE[act](office, case)} if act in BEFORE else {}
    situation = Situation(tier=case.tier, window=office.window_state(window), **BY_WHOM, **more)  # type: ignore[arg-type]
    reason = obstacle(act, situation) or _out_of_order(case, act, target)
    return Refused(reason, **particulars(reason, case, window, more)) if reason else None


def would_not_hold(office: Office, case: Case, node: Node, move: Move) -> bool:
    """Whether the case would go on from there at once, because nothing is left to do or a gate is open."""
    act = Act(node.act or Act.ANSWER)
    if act in FANS and FANS[act].complete(office, case):
        return True
    new = set(move.awaits) - set(case.awaits.split())
    return any(casework.GATES[Message(message)](case) for message in new)


def _out_of_order(case: Case, act: Act, target: Target) -> Reason | None:
    """Past its confirmation stands a case that has confirmed, and no other."""
    for signing, stream in SIGNED.items():
        confirmed = _standing(case, stream) is Standing.CONFIRMED
        if signing in target.branch and signing is not act and confirmed is not (signing in target.behind):
            return Reason.ALREADY_CONFIRMED if confirmed else Reason.NOT_CONFIRMED
    return None


def _standing(case: Case, stream: Stream) -> Standing:
    return case.standing if stream is Stream.OWN else case.other_standing


def _own(_office: Office, case: Case) -> dict[str, Any]:
    return {"confirmed": case.standing is Standing.CONFIRMED}


def _other(_office: Office, case: Case) -> dict[str, Any]:
    return {"confirmed": case.other_standing is Standing.CONFIRMED}


def _to_recheck(office: Office, case: Case) -> dict[str, Any]:
    count = roll_count(office.session, case.round_id, case.unit_id)
    return {**_own(office, case), **asked_to_see(case, count.size, count.unseen)}


def _to_confirm(office: Office, case: Case) -> dict[str, Any]:
    if case.tier is not Tier.INSTITUTION:
        return {
            **_own(office, case),
            "below_outstanding": case.units_total - case.units_confirmed,
            "below_unreviewed": case.units_total - case.units_reviewed,
        }
    return {
        **_to_recheck(office, case),
        "not_found": roll_count(office.session, case.round_id, case.unit_id).not_found,
        "drafts": len(half_filled(office.session, case.id)),
        "errors": case.errors,
        "unexplained": case.queries,
    }


def _to_confirm_counts(office: Office, case: Case) -> dict[str, Any]:
    schools = outside_grid(office.session, case.round_id, case.unit_id)
    return {
        **_other(office, case),
        "blank_counts": sum(each.blanks for each in schools),
        "counts_in_doubt": sum(len(each.unsettled) for each in schools),
    }


def _to_draw(office: Office, case: Case) -> dict[str, Any]:
    return {"population": len(population_of(office, case))}


def _of_others(_office: Office, _case: Case) -> dict[str, Any]:
    """The task is about units that have confirmed, whichever they are."""
    return {"confirmed": True}


# What is looked at before a task of each act; an act without a line asks for nothing but an open window.
BEFORE: Mapping[Act, Callable[[Office, Case], Mapping[str, Any]]] = {
    Act.VERIFY_ROLL: _own,
    Act.RECHECK_ROLL: _to_recheck,
    Act.CONFIRM: _to_confirm,
    Act.CHECK_REPORT: _own,
    Act.REVIEW_UNIT: _of_others,
    Act.TAKE_FIGURES: _of_others,
    Act.RECORD_COUNTS: _other,
    Act.CONFIRM_COUNTS: _to_confirm_counts,
    Act.DRAW_SAMPLE: _to_draw,
}
