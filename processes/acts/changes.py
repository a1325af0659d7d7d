"""Notes every change of a learner's record: which field, from what to what, by whom, when (F82)."""

from collections.abc import Mapping

from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.learners import Learner
from processes.records.once import append_all
from processes.records.particulars import LearnerChange

Values = Mapping[str, str]


def note_changes(
    office: Office, actor: Actor, case: Case, learner_id: int, changes: Mapping[str, tuple[str, str]]
) -> None:
    """Keep each field's value before and after; numbers come covered, sensitive values as `HIDDEN`."""
    note_all(office, actor, case, {learner_id: changes})


def note_all(
    office: Office, actor: Actor, case: Case, changes: Mapping[int, Mapping[str, tuple[str, str]]]
) -> None:
    """The same of many learners, by their keys."""
    made = {"changed_at": office.now, "changed_by": actor.officer_id, **case.unit.belonging}
    rows = [
        {"learner_id": learner_id, "field": field, "before": before, "after": after, **made}
        for learner_id, fields in changes.items()
        for field, (before, after) in fields.items()
    ]
    append_all(office.session, LearnerChange, rows)


def roll_values(learner: Learner) -> dict[str, str]:
    """What the roll itself says of a learner, as changes are noted; the number covered."""
    return {
        "prefix": learner.prefix,
        "first_name": learner.first_name,
        "last_name": learner.last_name,
        "sex": str(learner.sex),
        "birth_on": learner.birth_on.isoformat() if learner.birth_on else "",
        "nationality": learner.nationality,
        "number": learner.number_masked,
    }


def differences(before: Values, after: Values) -> dict[str, tuple[str, str]]:
    """The fields of `after` that differ, with both values; what was not there was blank."""
    return {
        field: (before.get(field, ""), value)
        for field, value in after.items()
        if value != before.get(field, "")
    }
