"""Random checks of a province while the window is open (letter 9.4): drawn with a seed, found one by one."""

import random
import secrets

from sqlalchemy import select

from processes.acts import counter, journal
from processes.acts.office import Actor, Office
from processes.records.cases import Case, WorkItem
from processes.records.notices import Notice
from processes.records.once import insert_once
from processes.records.samples import Finding, SampleDraw
from processes.records.units import Unit
from processes.terms import Act, FindingResult, Tier

LARGEST_DRAW = 50


def draw(office: Office, actor: Actor, item: WorkItem, size: int, seed: str = "") -> SampleDraw:
    """Draw `size` institutions of the province; the recorded seed makes the draw repeatable."""
    counter.expect(item, Act.DRAW_SAMPLE)
    case = item.case
    population = population_of(office, case)
    office.allow(Act.DRAW_SAMPLE, actor, case, population=len(population))
    seed = seed or secrets.token_hex(8)
    chosen = drawn(population, size, seed)
    sample = SampleDraw(
        round_id=case.round_id,
        seed=seed,
        size=len(chosen),
        population=len(population),
        drawn_by=actor.officer_id,
        drawn_at=office.now,
        **case.unit.belonging,
    )
    office.session.add(sample)
    office.session.flush()
    for unit_id in chosen:
        office.session.add(
            Finding(
                draw_id=sample.id,
                drawn_unit_id=unit_id,
                result=FindingResult.OPEN,
                **case.unit.belonging,
            )
        )
    office.session.flush()
    journal.note(office, case, Act.DRAW_SAMPLE, actor, draw=sample.id, seed=seed, size=len(chosen))
    counter.finish(office, actor, item)
    return sample


def drawn(population: list[int], size: int, seed: str) -> list[int]:
    """The same units for the same population (in order of their keys) and seed, whoever draws."""
    chance = random.Random(seed)  # noqa: S311 -- it must be repeatable, not secret
    return sorted(chance.sample(population, max(1, min(size, len(population), LARGEST_DRAW))))


def record_finding(office: Office, actor: Actor, item: WorkItem, result: FindingResult, note: str) -> Finding:
    """Note what was found at one drawn unit; what has to be mended is opened by the tier above it (F117)."""
    counter.expect(item, Act.RECORD_FINDING)
    office.allow(Act.RECORD_FINDING, actor, item.case)
    finding = office.session.get_one(Finding, item.subject_id)
    finding.result, finding.note = result, note
    finding.found_by, finding.found_at = actor.officer_id, office.now
    office.session.flush()
    journal.note(
        office, item.case, Act.RECORD_FINDING, actor, finding=finding.id, result=str(result), note=note
    )
    if result is FindingResult.TO_MEND:
        _tell_whom_it_concerns(office, item.case, finding)
    counter.finish(office, actor, item)
    return finding


def _tell_whom_it_concerns(office: Office, case: Case, finding: Finding) -> None:
    """The drawn unit, and the tier above it, which can open it to be mended (F117)."""
    drawn = office.session.get_one(Unit, finding.drawn_unit_id)
    rows = [
        {
            "key": f"finding:{finding.id}:{unit.id}",
            "kind": "finding_to_mend",
            "round_id": case.round_id,
            "case_id": _case_id(office, case.round_id, drawn),
            "about": drawn.name,
            "made_at": office.now,
            **unit.belonging,
        }
        for unit in (drawn, drawn.parent)
        if unit is not None
    ]
    insert_once(office.session, Notice, rows)


def _case_id(office: Office, round_id: int, unit: Unit) -> int:
    return office.session.scalars(select(Case.id).filter_by(round_id=round_id, unit_id=unit.id)).one()


def population_of(office: Office, case: Case) -> list[int]:
    wanted = (
        select(Case.unit_id)
        .filter_by(round_id=case.round_id, province_id=case.unit_id, tier=Tier.INSTITUTION)
        .order_by(Case.unit_id)
    )
    return list(office.session.scalars(wanted))
