"""What the rules look at when somebody is about to act, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

from processes.terms import Role, Tier


class WindowState(StrEnum):
    """Where now lies to a window."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the rules look at, as plain values; what an act does not touch stays harmless."""

    tier: Tier = Tier.INSTITUTION
    roles: frozenset[Role] = frozenset()  # the officer's roles at the unit acted upon
    roles_above: frozenset[Role] = frozenset()  # at the unit directly above it
    administers: bool = False  # an administrator of the department
    own_class: bool = False
    window: WindowState = WindowState.OPEN
    between_rounds: bool = False  # the roll is open though its round is closed (F3)
    confirmed: bool = False
    confirmed_above: bool = False
    taken_into_review: bool = False
    roll_size: int = 1
    unseen: int = 0
    seen_percent: int = 100  # of the roll, as the round asks
    drafts: int = 0
    not_found: int = 0
    errors: int = 0
    unexplained: int = 0
    looked_for: bool = True
    enrolled: bool = True
    final_grade: bool = True
    year_over: bool = True
    to_promote: int = 1
    built_upon: bool = False
    below_outstanding: int = 0
    below_unreviewed: int = 0
    blank_counts: int = 0
    counts_in_doubt: int = 0  # far from the last round, and not explained
    report_opened: bool = True
    attested: bool = True
    reason_given: bool = True
    request_open: bool = False
    claimed_by_another: bool = False
    claimed_by_me: bool = False
    round_open: bool = False
    hour_struck: bool = True
    taken: bool = False
    population: int = 1
    ahead: bool = True  # the moment that is set lies ahead
    within_a_year: bool = True
    in_order: bool = True  # opens before due, due not after the close
    within_own_due: bool = True
    extended: bool = False  # may already record until then
    units_known: bool = True
    terms_fit: bool = True
    invited: bool = False  # by a link that is still good
    seen_here: bool = True
    duplicate_open: bool = False
    duplicate_settled: bool = False
    decides: bool = True
    suspended: bool = False  # the case, by an administrator
    ended: bool = False
    change_under_way: bool = False  # cases are being carried over to another edition
    edition_fits: bool = True
    label_taken: bool = False  # the profile is asked this already
    room_for_more: bool = True
    answered: bool = True  # whatever the department requires
    draft_open: bool = True  # neither published nor dropped
    changed: bool = True  # from every edition that there is
    fit: bool = True  # nothing is wrong with the diagram
    approval_asked: bool = True
    approved: bool = True  # by another person, as it stands now
    own_draft: bool = False
    replay_seen: bool = True
    replay_done: bool = True
    history_kept: bool = True  # of a round that was opened
    operation_under_way: bool = False  # over many cases of the round
    tried: bool = True  # on every case, without effect
    cases_fit: int = 1  # to which it could be done
    number_matches: bool = True  # that was typed to begin
