"""The list of outside schools that each authority answers for in a round, and how it follows the register."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import func, insert, literal, or_, select, update

from processes.acts.office import Office
from processes.records.cases import Case, WorkItem
from processes.records.outside import OtherCount, OtherCountChange, OtherSchool
from processes.records.outside_lists import OutsideAnswer, OutsideContact, OutsideLink, OutsideListing
from processes.records.rounds import Round
from processes.records.units import Unit
from processes.rules.situations import WindowState
from processes.terms import OUTSIDE_GRADES, Act, ChangeState, CountState, Reason, Refused, Standing, Stream

OPEN = "open"
# What an authority gathered of a school in a round goes along when another authority pays it.
GATHERED = (OtherCount, OtherCountChange, OutsideListing, OutsideContact, OutsideLink, OutsideAnswer)


def list_schools(office: Office, round_: Round) -> Counter[int]:
    """Put every school that stands on the list of who pays it; returns how many each authority has (F59).

    A school dissolved before the round opens keeps its code and its history, and is on no list (F114).
    """
    columns = (OtherSchool.unit_id, OtherSchool.authority_id, OtherSchool.province_id)
    stands = or_(OtherSchool.dissolved_on.is_(None), OtherSchool.dissolved_on > office.today)
    rows = select(literal(round_.id), OtherSchool.id, *columns).where(stands)
    names = ["round_id", "school_id", "unit_id", "authority_id", "province_id"]
    office.session.execute(insert(OutsideListing).from_select(names, rows))
    paid = select(OutsideListing.unit_id, func.count(OutsideListing.id))
    paid = paid.where(OutsideListing.round_id == round_.id)
    return Counter(dict(office.session.execute(paid.group_by(OutsideListing.unit_id)).all()))


def put_on(office: Office, school: OtherSchool) -> ChangeState:
    """List a new school in the round that is on, where its payer still records; else from the next round."""
    case = _running_case(office, school.unit_id)
    if case is None:
        return ChangeState.MADE
    item = _recording_item(office, case)
    if item is None:
        return ChangeState.NEXT_ROUND
    office.session.add(OutsideListing(round_id=case.round_id, school_id=school.id, **_belonging(case)))
    _changed(case, item, 1, blank=len(OUTSIDE_GRADES))
    return ChangeState.MADE


def move(office: Office, school: OtherSchool, payer: Unit) -> ChangeState:
    """Hand the school with all that was recorded of it to who pays it now, or say that this must wait.

    Refused while the counts of either authority stand confirmed: one of them would be counted twice or not
    at all. It waits for the next round where the new payer no longer records, or the old one would be left
    with an empty list.
    """
    listing = _latest_listing(office, school)
    if listing is None:
        return ChangeState.MADE
    # In one order, whichever way a school moves: two that go opposite ways must not wait for each other.
    cases = {id_: _running_case(office, id_) for id_ in sorted({listing.unit_id, payer.id})}
    old, new = cases[listing.unit_id], cases[payer.id]
    for case in (old, new):
        if case is not None and case.other_standing is Standing.CONFIRMED:
            raise Refused(Reason.ALREADY_CONFIRMED, unit=case.unit.name, case_id=case.id)
    if old is None or new is None or old.other_total <= 1:
        return ChangeState.NEXT_ROUND
    item = _recording_item(office, new)
    if item is None:
        return ChangeState.NEXT_ROUND
    for table in GATHERED:
        mine = update(table).where(table.round_id == old.round_id, table.school_id == school.id)
        office.session.execute(mine.values(**_belonging(new)))
    blank = len(OUTSIDE_GRADES) - _filled(office, old, school)
    _changed(old, _recording_item(office, old), -1, blank=-blank)
    _changed(new, item, 1, blank=blank)
    return ChangeState.MADE


def hold(office: Office, payers: Collection[int]) -> None:
    """Lock the running cases of these authorities in the one order in which schools move between them."""
    for unit_id in sorted(payers):
        _running_case(office, unit_id)


def is_listed(office: Office, case: Case, school_id: int) -> bool:
    """Whether the school is on the authority's list in this round."""
    wanted = select(OutsideListing.id).filter_by(
        round_id=case.round_id, school_id=school_id, unit_id=case.unit_id
    )
    return office.session.scalars(wanted).first() is not None


def _latest_listing(office: Office, school: OtherSchool) -> OutsideListing | None:
    """Where the school stands in the round that was opened last, whether or not it has closed."""
    latest = select(func.max(Round.id)).where(Round.opened_at.is_not(None)).scalar_subquery()
    wanted = select(OutsideListing).filter_by(school_id=school.id).where(OutsideListing.round_id == latest)
    return office.session.scalars(wanted).one_or_none()


def _running_case(office: Office, unit_id: int) -> Case | None:
    """The authority's case of the round that is on, locked; none once its window is closed."""
    latest = select(func.max(Round.id)).where(Round.opened_at.is_not(None)).scalar_subquery()
    wanted = select(Case.id).filter_by(unit_id=unit_id, ended_at=None).where(Case.round_id == latest)
    case_id = office.session.scalars(wanted).one_or_none()
    if case_id is None:
        return None
    case = office.session.get_one(Case, case_id)
    if office.window_state(office.lock_window(case)) is WindowState.CLOSED:
        return None
    return office.lock_case(case_id)


def _recording_item(office: Office, case: Case) -> WorkItem | None:
    """The task of recording the counts, while the authority is at it."""
    wanted = select(WorkItem).filter_by(case_id=case.id, act=Act.RECORD_COUNTS, state=OPEN)
    return office.session.scalars(wanted).first()


def _filled(office: Office, case: Case, school: OtherSchool) -> int:
    wanted = select(func.count(OtherCount.id)).filter_by(round_id=case.round_id, school_id=school.id)
    return office.session.scalars(wanted.where(OtherCount.state != CountState.BLANK)).one()


def _changed(case: Case, item: WorkItem | None, schools: int, blank: int) -> None:
    """Keep in step what case and inbox say of the list: its schools, and the cells left to be filled."""
    case.other_total += schools
    case.raise_version(Stream.OTHER)
    if item is not None:
        item.trouble = max(0, item.trouble + blank)


def _belonging(case: Case) -> dict[str, int | None]:
    return {"unit_id": case.unit_id, "authority_id": case.authority_id, "province_id": case.province_id}
