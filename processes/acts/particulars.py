"""The whole record of a learner, kept with every change of it; sensitive values are sealed (F40, F82)."""

from collections.abc import Mapping

from processes.acts import checking, journal
from processes.acts.changes import differences, note_changes
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.learners import Enrolment
from processes.records.particulars import LearnerRecord
from processes.reports.particulars import HIDDEN, SEALED, record_of, values_of
from processes.rules.digest import Plain, canonical
from processes.rules.record_fields import FIELDS
from processes.rules.sealing import Cipher
from processes.terms import Act, Reason, Refused, Standing


def record_details(
    office: Office, actor: Actor, case: Case, enrolment: Enrolment, values: Mapping[str, str], revision: int
) -> int:
    """Keep the values that differ, as `read_value` gave them; returns how many (letter 3.4).

    `revision` is that of the record before the officer, 0 for none: `STALE_PAGE` when another stands.
    """
    own = enrolment.classroom.teacher_id == actor.officer_id
    confirmed, standing = case.standing is Standing.CONFIRMED, enrolment.left_at is None
    office.allow(Act.MEND_LEARNER, actor, case, own_class=own, confirmed=confirmed, enrolled=standing)
    record = record_of(office.session, enrolment.learner_id) or _new(office, case, enrolment)
    if record.revision != revision:
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    held = values_of(office.cipher, record)
    changes = differences(held, values)
    if changes:
        _keep(office, actor, record, {**held, **values})
        noted = {key: covered(key, *both) for key, both in changes.items()}
        note_changes(office, actor, case, enrolment.learner_id, noted)
        checking.check_classes(office, case, [enrolment.classroom_id])
        fields: Plain = list(changes)
        journal.note(office, case, Act.MEND_LEARNER, actor, learner=enrolment.learner_id, fields=fields)
    return len(changes)


def _new(office: Office, case: Case, enrolment: Enrolment) -> LearnerRecord:
    return LearnerRecord(learner_id=enrolment.learner_id, content="{}", revision=0, **case.unit.belonging)


def _keep(office: Office, actor: Actor, record: LearnerRecord, values: Mapping[str, str]) -> None:
    record.content, record.sealed = written(office.cipher, values)
    record.revision += 1
    record.changed_at, record.changed_by = office.now, actor.officer_id
    office.session.add(record)
    office.session.flush()


def written(cipher: Cipher, values: Mapping[str, str]) -> tuple[str, bytes | None]:
    """The values as a record keeps them: plain ones as JSON, sensitive ones sealed."""
    plain: dict[str, Plain] = {}
    secret: dict[str, Plain] = {}
    for key, value in values.items():
        if value:
            (secret if FIELDS[key].sensitive else plain)[key] = value
    return canonical(plain).decode(), cipher.seal(canonical(secret), SEALED) if secret else None


def covered(key: str, before: str, after: str) -> tuple[str, str]:
    """A change as it is noted: of a sensitive field that it changed, not from what to what."""
    if FIELDS[key].sensitive:
        return before and HIDDEN, after and HIDDEN
    return before, after
