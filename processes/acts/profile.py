"""A unit's profile: kept up to date, and found right in each round before it confirms (F40, F89)."""

from processes.acts import checking, journal
from processes.acts.changes import differences
from processes.acts.office import Actor, Office
from processes.records.cases import Case
from processes.records.particulars import UnitProfile
from processes.reports.particulars import Profile, profile_of, profile_row
from processes.reports.profile_fields import fields_asked, missing_in
from processes.rules.digest import Plain, canonical
from processes.rules.profile_fields import MARK
from processes.terms import Act, Reason, Refused, Standing


def record(office: Office, actor: Actor, case: Case, profile: Profile, revision: int) -> int:
    """Keep what differs; returns how many fields. What was checked before a change is to be checked again."""
    _allow(office, actor, case)
    row = _row(office, case, revision)
    before = profile_of(row)
    profile = Profile({**_asked_before(office, case, before), **profile.values}, profile.more)
    changes = differences(_flat(before), {**dict.fromkeys(_flat(before), ""), **_flat(profile)})
    if changes:
        row.content = canonical(_plain(profile)).decode()
        row.revision += 1
        row.changed_at, row.changed_by = office.now, actor.officer_id
        row.checked_round_id = row.checked_by = row.checked_at = None
        office.session.add(row)
        # Whoever looks for whom to call finds what the unit itself keeps up to date.
        case.unit.phone, case.unit.email = profile.values.get("phone"), profile.values.get("email")
        checking.check_classes(office, case, ())  # it says how many classes there are
        changed: Plain = [[field, *both] for field, both in changes.items()]
        journal.note(office, case, Act.RECORD_PROFILE, actor, changed=changed)
    return len(changes)


def check(office: Office, actor: Actor, case: Case, revision: int) -> None:
    """Say that the profile is right in this round, exactly as it was before the officer.

    It is not while something that the department requires is missing (F89).
    """
    row = profile_row(office.session, case.unit_id)
    _allow(office, actor, case, answered=not missing_in(office.session, case.unit, profile_of(row).values))
    row = _row(office, case, revision)
    if row.revision == 0:
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    row.checked_round_id, row.checked_by, row.checked_at = case.round_id, actor.officer_id, office.now
    journal.note(office, case, Act.RECORD_PROFILE, actor, checked=True)


def _allow(office: Office, actor: Actor, case: Case, answered: bool = True) -> None:
    """Locked as the roll is: it is part of what the unit answers for in the round."""
    confirmed = case.standing is Standing.CONFIRMED
    office.allow(Act.RECORD_PROFILE, actor, case, confirmed=confirmed, answered=answered)


def _asked_before(office: Office, case: Case, before: Profile) -> dict[str, str]:
    """Answers to what is asked no more: no form shows them, and none of them is lost by that."""
    now = {each.field.key for each in fields_asked(office.session, case.unit.kind)}
    return {key: value for key, value in before.values.items() if key.startswith(MARK) and key not in now}


def _row(office: Office, case: Case, revision: int) -> UnitProfile:
    row = profile_row(office.session, case.unit_id)
    if (row.revision if row else 0) != revision:
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    return row or UnitProfile(content='{"more":[],"values":{}}', revision=0, **case.unit.belonging)


def _plain(profile: Profile) -> Plain:
    values: dict[str, Plain] = {key: value for key, value in profile.values.items() if value}
    more: list[Plain] = [[name, value] for name, value in profile.more]
    return {"values": values, "more": more}


def _flat(profile: Profile) -> dict[str, str]:
    return {**{key: value for key, value in profile.values.items() if value}, **dict(profile.more)}
