"""What can stand in the way of an act: a named predicate for each; the table of permissions joins them."""

from collections.abc import Callable

from processes.rules.situations import Situation, WindowState
from processes.terms import Reason, Role, Tier

Predicate = Callable[[Situation], Reason | None]


def _unless(good: bool, reason: Reason) -> Reason | None:
    return None if good else reason


def is_responsible(s: Situation) -> Reason | None:
    return _unless(Role.RESPONSIBLE in s.roles, Reason.NOT_YOUR_ROLE if s.roles else Reason.NOT_YOUR_UNIT)


def teaches_or_is_responsible(s: Situation) -> Reason | None:
    if Role.CLASS_TEACHER in s.roles and Role.RESPONSIBLE not in s.roles:
        return _unless(s.own_class, Reason.NOT_YOUR_CLASS)
    return is_responsible(s)


def holds_unit(s: Situation) -> Reason | None:
    return _unless(bool(s.roles), Reason.NOT_YOUR_UNIT)


def holds_unit_or_above(s: Situation) -> Reason | None:
    return _unless(bool(s.roles or s.roles_above) or s.administers, Reason.NOT_YOUR_UNIT)


def holds_unit_above(s: Situation) -> Reason | None:
    return _unless(Role.RESPONSIBLE in s.roles_above, Reason.NOT_THE_UNIT_ABOVE)


def appoints_here(s: Situation) -> Reason | None:
    holds = Role.RESPONSIBLE in s.roles | s.roles_above or s.administers
    return _unless(holds, Reason.NOT_YOUR_ROLE)


def takes_figures(s: Situation) -> Reason | None:
    return _unless(s.administers, Reason.NOT_YOUR_ROLE)


def administers(s: Situation) -> Reason | None:
    return _unless(s.administers, Reason.NOT_YOUR_ROLE)


def window_open(s: Situation) -> Reason | None:
    """And nobody has suspended the case: that stops whatever waits for the window."""
    return {
        WindowState.NOT_YET: Reason.WINDOW_NOT_OPEN,
        WindowState.OPEN: not_suspended(s),
        WindowState.CLOSED: Reason.WINDOW_CLOSED,
    }[s.window]


def not_suspended(s: Situation) -> Reason | None:
    return _unless(not s.suspended, Reason.CASE_SUSPENDED)


def suspended(s: Situation) -> Reason | None:
    return _unless(s.suspended, Reason.CASE_NOT_SUSPENDED)


def case_running(s: Situation) -> Reason | None:
    return _unless(not s.ended, Reason.CASE_ENDED)


def not_confirmed(s: Situation) -> Reason | None:
    return _unless(not s.confirmed, Reason.ALREADY_CONFIRMED)


def roll_open(s: Situation) -> Reason | None:
    return None if s.between_rounds else window_open(s)


def roll_not_confirmed(s: Situation) -> Reason | None:
    return None if s.between_rounds else not_confirmed(s)


def confirmed(s: Situation) -> Reason | None:
    return _unless(s.confirmed, Reason.NOT_CONFIRMED)


def not_confirmed_above(s: Situation) -> Reason | None:
    return _unless(not s.confirmed_above, Reason.CONFIRMED_ABOVE)


def not_taken_into_review(s: Situation) -> Reason | None:
    return _unless(not s.taken_into_review, Reason.TAKEN_INTO_REVIEW)


def roll_not_empty(s: Situation) -> Reason | None:
    return _unless(s.tier is not Tier.INSTITUTION or s.roll_size > 0, Reason.ROLL_EMPTY)


def all_looked_for(s: Situation) -> Reason | None:
    """Everybody, or the share of the roll that the round asks for (letter 6.1)."""
    if s.unseen == 0 or s.seen_percent == 100:
        return _unless(s.unseen == 0, Reason.LEARNERS_UNSEEN)
    enough = 100 * (s.roll_size - s.unseen) >= s.seen_percent * s.roll_size
    return _unless(enough, Reason.TOO_FEW_SEEN)


def nothing_half_filled(s: Situation) -> Reason | None:
    return _unless(s.drafts == 0, Reason.UNSAVED_DRAFTS)


def not_found_taken_off(s: Situation) -> Reason | None:
    return _unless(s.not_found == 0, Reason.LEARNERS_NOT_FOUND)


def no_error_open(s: Situation) -> Reason | None:
    return _unless(s.errors == 0, Reason.PROBLEMS_OPEN)


def queries_explained(s: Situation) -> Reason | None:
    return _unless(s.unexplained == 0, Reason.QUERIES_UNEXPLAINED)


def looked_for_in_vain(s: Situation) -> Reason | None:
    return _unless(s.looked_for, Reason.NOT_YET_LOOKED_FOR)


def enrolled(s: Situation) -> Reason | None:
    return _unless(s.enrolled, Reason.NOT_ON_THE_ROLL)


def not_enrolled(s: Situation) -> Reason | None:
    return _unless(not s.enrolled, Reason.ALREADY_ON_A_ROLL)


def finishes_here(s: Situation) -> Reason | None:
    return _unless(s.final_grade, Reason.NOT_A_FINAL_GRADE)


def year_over(s: Situation) -> Reason | None:
    return _unless(s.year_over, Reason.YEAR_NOT_OVER)


def somebody_to_promote(s: Situation) -> Reason | None:
    return _unless(s.to_promote > 0, Reason.NOBODY_TO_PROMOTE)


def not_built_upon(s: Situation) -> Reason | None:
    return _unless(not s.built_upon, Reason.PROMOTION_BUILT_UPON)


def nothing_outstanding_below(s: Situation) -> Reason | None:
    return _unless(s.below_outstanding == 0, Reason.BELOW_OUTSTANDING)


def all_below_reviewed(s: Situation) -> Reason | None:
    return _unless(s.below_unreviewed == 0, Reason.UNITS_NOT_REVIEWED)


def no_count_blank(s: Situation) -> Reason | None:
    return _unless(s.blank_counts == 0, Reason.COUNTS_BLANK)


def counts_explained(s: Situation) -> Reason | None:
    return _unless(s.counts_in_doubt == 0, Reason.COUNTS_IN_DOUBT)


def report_opened(s: Situation) -> Reason | None:
    return _unless(s.tier is Tier.INSTITUTION or s.report_opened, Reason.REPORT_NOT_OPENED)


def attested(s: Situation) -> Reason | None:
    return _unless(s.attested, Reason.NOT_ATTESTED)


def reason_given(s: Situation) -> Reason | None:
    return _unless(s.reason_given, Reason.NO_REASON_GIVEN)


def no_request_open(s: Situation) -> Reason | None:
    return _unless(not s.request_open, Reason.REQUEST_UNDECIDED)


def request_open(s: Situation) -> Reason | None:
    return _unless(s.request_open, Reason.REQUEST_DECIDED)


def not_claimed_by_another(s: Situation) -> Reason | None:
    return _unless(not s.claimed_by_another, Reason.CLAIMED_BY_ANOTHER)


def claimed_by_me(s: Situation) -> Reason | None:
    return _unless(s.claimed_by_me, Reason.NOT_CLAIMED)


def round_not_open(s: Situation) -> Reason | None:
    return _unless(not s.round_open, Reason.ROUND_ALREADY_OPEN)


def hour_struck(s: Situation) -> Reason | None:
    return _unless(s.hour_struck, Reason.HOUR_NOT_STRUCK)


def not_taken(s: Situation) -> Reason | None:
    return _unless(not s.taken, Reason.ALREADY_TAKEN)


def something_to_draw(s: Situation) -> Reason | None:
    return _unless(s.population > 0, Reason.NOTHING_TO_DRAW)


def seen_here(s: Situation) -> Reason | None:
    return _unless(s.seen_here, Reason.NOT_SEEN_HERE)


def no_duplicate_open(s: Situation) -> Reason | None:
    return _unless(not s.duplicate_open, Reason.DUPLICATE_OPEN)


def duplicate_unsettled(s: Situation) -> Reason | None:
    return _unless(not s.duplicate_settled, Reason.DUPLICATE_SETTLED)


def decides(s: Situation) -> Reason | None:
    return _unless(s.decides, Reason.NOT_THE_DECIDER)


def keeps_units_below(s: Situation) -> Reason | None:
    return _unless(Role.RESPONSIBLE in s.roles_above or s.administers, Reason.NOT_THE_UNIT_ABOVE)


def invited(s: Situation) -> Reason | None:
    return _unless(s.invited, Reason.LINK_ENDED)


def round_open(s: Situation) -> Reason | None:
    return _unless(s.round_open, Reason.ROUND_NOT_OPEN)


def window_not_gone(s: Situation) -> Reason | None:
    return _unless(s.window is not WindowState.CLOSED, Reason.WINDOW_GONE)


def ahead(s: Situation) -> Reason | None:
    return _unless(s.ahead, Reason.MOMENT_PAST)


def within_a_year(s: Situation) -> Reason | None:
    return _unless(s.within_a_year, Reason.MOMENT_TOO_FAR)


def in_order(s: Situation) -> Reason | None:
    return _unless(s.in_order, Reason.DATES_OUT_OF_ORDER)


def within_own_due(s: Situation) -> Reason | None:
    return _unless(s.within_own_due, Reason.BEYOND_OWN_DUE)


def not_extended(s: Situation) -> Reason | None:
    return _unless(not s.extended, Reason.ALREADY_EXTENDED)


def units_known(s: Situation) -> Reason | None:
    return _unless(s.units_known, Reason.UNKNOWN_UNIT)


def no_change_under_way(s: Situation) -> Reason | None:
    return _unless(not s.change_under_way, Reason.CHANGE_UNDER_WAY)


def edition_fits(s: Situation) -> Reason | None:
    return _unless(s.edition_fits, Reason.EDITION_UNFIT)


def terms_fit(s: Situation) -> Reason | None:
    return _unless(s.terms_fit, Reason.TERMS_UNFIT)


def draft_open(s: Situation) -> Reason | None:
    return _unless(s.draft_open, Reason.DRAFT_NOT_OPEN)


def changed(s: Situation) -> Reason | None:
    return _unless(s.changed, Reason.DRAFT_UNCHANGED)


def fit(s: Situation) -> Reason | None:
    return _unless(s.fit, Reason.DRAFT_UNFIT)


def approval_asked(s: Situation) -> Reason | None:
    return _unless(s.approval_asked, Reason.APPROVAL_NOT_ASKED)


def not_own_draft(s: Situation) -> Reason | None:
    return _unless(not s.own_draft, Reason.OWN_DRAFT)


def approved_by_another(s: Situation) -> Reason | None:
    return _unless(s.approved, Reason.DRAFT_NOT_APPROVED)


def replay_seen(s: Situation) -> Reason | None:
    return _unless(s.replay_seen, Reason.REPLAY_NOT_SEEN)


def replay_done(s: Situation) -> Reason | None:
    return _unless(s.replay_done, Reason.REPLAY_NOT_DONE)


def history_kept(s: Situation) -> Reason | None:
    return _unless(s.history_kept, Reason.NOTHING_TO_REPLAY)


def no_operation_under_way(s: Situation) -> Reason | None:
    return _unless(not s.operation_under_way, Reason.OPERATION_UNDER_WAY)


def tried(s: Situation) -> Reason | None:
    return _unless(s.tried, Reason.DRY_RUN_NOT_DONE)


def some_case_fits(s: Situation) -> Reason | None:
    return _unless(s.cases_fit > 0, Reason.NO_CASE_FITS)


def number_matches(s: Situation) -> Reason | None:
    return _unless(s.number_matches, Reason.NUMBER_DIFFERS)


def label_free(s: Situation) -> Reason | None:
    return _unless(not s.label_taken, Reason.LABEL_TAKEN)


def room_for_more(s: Situation) -> Reason | None:
    return _unless(s.room_for_more, Reason.TOO_MANY_FIELDS)


def answered(s: Situation) -> Reason | None:
    return _unless(s.answered, Reason.PROFILE_INCOMPLETE)
