"""Freezes what counts at a close, and seals the lines of a round as one set of figures (F68, F78, F109)."""

from dataclasses import asdict, dataclass, replace

from sqlalchemy import func, select

from processes.acts.office import Office
from processes.records.cases import Case
from processes.records.closing import ClosingDataset, ClosingLine
from processes.records.confirmations import Confirmation
from processes.records.rounds import Round
from processes.reports.dataset import digest_of_lines
from processes.reports.figures import figures_below, outside_figures, overall, overall_outside, roll_figures
from processes.rules.digest import Plain, canonical
from processes.terms import IfReopened, Stream, Tier


@dataclass(frozen=True, slots=True)
class Counted:
    """The part of a closing line that says which figures count, and how the unit's stood otherwise."""

    confirmation_id: int | None = None
    total: int | None = None
    figures: str | None = None
    digest: str | None = None
    if_reopened: IfReopened | None = None
    now_total: int | None = None
    now_figures: str | None = None


def what_counts(
    office: Office, case: Case, stream: Stream, confirmation: Confirmation | None
) -> dict[str, object]:
    """The last confirmed version, or nothing; of a unit in correction both versions are kept."""
    if confirmation is None:
        return asdict(Counted())
    last = (confirmation.id, confirmation.total, confirmation.figures, confirmation.digest)
    if confirmation.withdrawn_at is None:
        return asdict(Counted(*last))
    policy = office.session.get_one(Round, case.round_id).if_reopened
    counts = Counted(*last) if policy is IfReopened.LAST_CONFIRMED else Counted(confirmation.id)
    total, figures = _as_it_stands(office, case, stream)
    return asdict(replace(counts, if_reopened=policy, now_total=total, now_figures=figures))


def _as_it_stands(office: Office, case: Case, stream: Stream) -> tuple[int, str]:
    """Total and figures of a unit that was opened and not confirmed again, as the close found them."""
    session = office.session
    if stream is Stream.OTHER:
        counts = outside_figures(session, case.round_id, case.unit_id)
        other: Plain = {str(grade): number for grade, number in counts.items()}
        return sum(counts.values()), canonical({"other": other}).decode()
    below = figures_below(session, case.id) if case.tier is not Tier.INSTITUTION else []
    own = overall(below) if case.tier is not Tier.INSTITUTION else roll_figures(session, case.unit_id)
    plain: dict[str, Plain] = {"own": own.plain()}  # type: ignore[dict-item]
    if case.tier is Tier.PROVINCE:
        plain["other"] = {str(grade): number for grade, number in overall_outside(below).items()}
    return own.total, canonical(plain).decode()


def seal(office: Office, round_id: int) -> ClosingDataset | None:
    """Give the round's lines a digest as a whole; None when the last set says the same already."""
    office.session.flush()
    last = office.session.scalars(
        select(ClosingDataset).filter_by(round_id=round_id).order_by(ClosingDataset.version.desc()).limit(1)
    ).first()
    # A clock that stepped back must not leave out what was written down before it did.
    written = select(func.max(ClosingLine.made_at)).filter_by(round_id=round_id)
    made_at = max(office.now, office.session.scalars(written).one() or office.now)
    lines, digest = digest_of_lines(office.session, round_id, made_at)
    if not lines or (last is not None and last.digest == digest):
        return None
    version = (last.version if last else 0) + 1
    dataset = ClosingDataset(round_id=round_id, version=version, lines=lines, digest=digest, made_at=made_at)
    office.session.add(dataset)
    return dataset
