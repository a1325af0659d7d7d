"""What a service task of a diagram asks for: somebody is told, once; nothing is recorded or confirmed."""

from collections.abc import Callable

from processes.acts.fanout import is_complete
from processes.acts.office import Office
from processes.engine.moves import Step
from processes.records.cases import Case
from processes.records.notices import Notice
from processes.records.once import insert_once
from processes.records.units import Unit
from processes.terms import Act, StepName, Tier


def remind(office: Office, case: Case, step: Step) -> None:
    """Tell the unit itself (or its executive), unless it has nothing left to do."""
    if not _has_finished(office, case):
        _tell(office, case, step, case.unit)


def escalate(office: Office, case: Case, step: Step) -> None:
    """Tell the unit above that this one is late, unless it has nothing left to confirm (letter 9.1)."""
    above = case.unit.parent
    if above is not None and not is_complete(case):
        _tell(office, case, step, above)


def lock(_office: Office, _case: Case, _step: Step) -> None:
    """Nothing to write: from `closes_at` on the rules refuse, whether or not a diagram says so."""


def _has_finished(office: Office, case: Case) -> bool:
    if case.tier is Tier.DEPARTMENT:  # it confirms nothing itself, but takes what every province confirmed
        return case.units_reviewed >= case.units_total
    return is_complete(case) and not _has_report_to_check(office, case)


def _has_report_to_check(office: Office, case: Case) -> bool:
    """A confirmed institution still looks whether the report shows its numbers (letter 4.3.1 (5))."""
    nodes = office.diagram(case).nodes
    open_nodes = (pair.split(" ", 1)[1] for pair in case.tasks.split(";") if pair)
    return any(nodes[node].act == Act.CHECK_REPORT for node in open_nodes)


def _tell(office: Office, case: Case, step: Step, unit: Unit) -> None:
    # A unit reopened after a reminder's hour would be told again at once: the key makes that a no-op.
    row = {
        "key": f"{case.id}:{step.node}:{step.to}",
        "kind": f"{step.step}_{step.to}",
        "round_id": case.round_id,
        "case_id": case.id,
        "about": case.unit.name,
        "made_at": office.now,
        **unit.belonging,
    }
    insert_once(office.session, Notice, [row])


STEPS: dict[StepName, Callable[[Office, Case, Step], None]] = {
    StepName.REMIND: remind,
    StepName.ESCALATE: escalate,
    StepName.LOCK: lock,
}


def carry_out(office: Office, case: Case, step: Step) -> None:
    STEPS[StepName(step.step)](office, case, step)
