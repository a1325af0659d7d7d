"""Keeps what the rules found: new, still there, changed or gone; an explanation holds while its values do."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, insert, select

from processes.acts.office import Office
from processes.records.problems import Problem
from processes.records.units import Unit
from processes.rules.checks.judging import Found
from processes.rules.digest import canonical
from processes.terms import ProblemState, Severity

Key = tuple[int, str, str, int]  # unit, rule, what it is about, which
SAME = ("severity", "fingerprint", "params", "enrolment_id", "classroom_id")


def keep(
    office: Office,
    unit_ids: Iterable[int],
    looked_at: ColumnElement[bool],
    found: Sequence[tuple[int, Found]],
) -> None:
    """Bring the kept problems in step with what was found among those that were looked at."""
    kept = {_key(each): each for each in office.session.scalars(select(Problem).where(looked_at))}
    wanted = {_key_of(unit_id, each): _values(office, each) for unit_id, each in found}
    missing = {key: values for key, values in wanted.items() if key not in kept}
    for key, problem in kept.items():
        _renew(office, problem, wanted[key]) if key in wanted else _put_away(office, problem)
    if missing:
        belonging = _belonging(office, {key[0] for key in missing})
        rows = [_new(office, key, values, belonging[key[0]]) for key, values in missing.items()]
        office.session.execute(insert(Problem), rows)
    office.session.flush()


def _key(problem: Problem) -> Key:
    return problem.unit_id, problem.rule, problem.about, problem.subject_id


def _key_of(unit_id: int, found: Found) -> Key:
    return unit_id, found.rule.key, found.about, found.subject_id


def _values(office: Office, found: Found) -> dict[str, Any]:
    """What is kept of a finding: never the values themselves, only a keyed fingerprint of them."""
    written = canonical([str(each) for each in found.finding.values]).decode()
    return {
        "severity": found.rule.severity,
        "fingerprint": office.cipher.index(written).hex(),
        "params": json.dumps(dict(found.finding.params), sort_keys=True),
        "enrolment_id": found.enrolment_id,
        "classroom_id": found.classroom_id,
    }


def _renew(office: Office, problem: Problem, values: Mapping[str, Any]) -> None:
    gone = problem.state is ProblemState.GONE
    if not gone and all(getattr(problem, name) == values[name] for name in SAME):
        return
    if gone or problem.fingerprint != values["fingerprint"]:
        problem.found_at = office.now
    for name, value in values.items():
        setattr(problem, name, value)
    holds = problem.severity is Severity.QUERY and problem.explained_for == problem.fingerprint
    problem.state = ProblemState.EXPLAINED if holds else ProblemState.OPEN
    problem.gone_at = None


def _put_away(office: Office, problem: Problem) -> None:
    if problem.state is not ProblemState.GONE:
        problem.state, problem.gone_at = ProblemState.GONE, office.now


def _new(office: Office, key: Key, values: Mapping[str, Any], belonging: Mapping[str, Any]) -> dict[str, Any]:
    _unit_id, rule, about, subject_id = key
    return {
        "rule": rule,
        "about": about,
        "subject_id": subject_id,
        "state": ProblemState.OPEN,
        "found_at": office.now,
        **values,
        **belonging,
    }


def _belonging(office: Office, unit_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    wanted = select(Unit.id, Unit.authority_id, Unit.province_id).where(Unit.id.in_(unit_ids))
    return {
        unit_id: {"unit_id": unit_id, "authority_id": authority, "province_id": province}
        for unit_id, authority, province in office.session.execute(wanted)
    }
