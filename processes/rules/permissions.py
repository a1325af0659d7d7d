"""Who may do what, and until when: one table of predicates, each line with its section of the letter."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from processes.terms import Act, Reason, Role, Tier


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


PERMISSIONS: dict[Act, tuple[Predicate, ...]] = {
    # Letter L2, 4: the department opens the system; it closes at the hour, by itself.
    Act.OPEN_ROUND: (administers, round_not_open),
    Act.CLOSE: (hour_struck,),
    # 4.3.1 (1), 4.3.2 (1): the class teacher looks for each learner, or adds who has newly moved in.
    Act.ADMIT_LEARNER: (
        teaches_or_is_responsible,
        roll_open,
        roll_not_confirmed,
        not_enrolled,
        seen_here,  # 3.4 (2): a centre records no child that it has not met (F39)
    ),
    Act.MEND_LEARNER: (teaches_or_is_responsible, roll_open, roll_not_confirmed, enrolled),
    Act.MARK_PRESENCE: (teaches_or_is_responsible, window_open, not_confirmed, enrolled),
    # A whole roll may come in a file; its rows are learners admitted and mended, so the same holds.
    Act.IMPORT_ROLL: (is_responsible, roll_open, roll_not_confirmed, seen_here),
    # 3.2: a file holds whole numbers, so only who answers for the unit takes it along, at any time.
    Act.EXPORT_ROLL: (is_responsible,),
    Act.VERIFY_ROLL: (teaches_or_is_responsible, window_open, not_confirmed, all_looked_for),
    # 4.3.1 (2), 4.3.2 (2), 6.1: the responsible officer takes off the roll who was looked for in vain.
    Act.TAKE_OFF: (
        is_responsible,
        roll_open,
        roll_not_confirmed,
        enrolled,
        looked_for_in_vain,
        finishes_here,
    ),
    Act.PUT_BACK: (is_responsible, roll_open, roll_not_confirmed, not_enrolled),
    # 4.3.2 (1): a child on another roll is settled with the unit that holds it; whom to ask next, further up.
    Act.CLAIM_LEARNER: (
        teaches_or_is_responsible,
        window_open,
        not_confirmed,
        not_enrolled,
        seen_here,  # 3.4 (2)
        no_duplicate_open,
    ),
    Act.SETTLE_DUPLICATE: (is_responsible, roll_open, duplicate_unsettled, decides, reason_given),
    Act.RAISE_DUPLICATE: (teaches_or_is_responsible, roll_open, duplicate_unsettled, reason_given),
    Act.DROP_CLAIM: (teaches_or_is_responsible, duplicate_unsettled),
    Act.DISCUSS_DUPLICATE: (holds_unit, duplicate_unsettled),
    # Title, 4.3.1: a round goes on from the data of the last, so a roll goes up with the school year.
    Act.PROMOTE_ROLL: (is_responsible, roll_open, roll_not_confirmed, year_over, somebody_to_promote),
    Act.UNDO_PROMOTION: (is_responsible, roll_open, roll_not_confirmed, not_built_upon),
    # 3.2: whoever works at the unit may note that a record is to be looked at again.
    Act.FOLLOW_UP: (holds_unit,),
    # 3.4: it keeps the other data of its unit right and up to date too (F40, F89).
    Act.RECORD_PROFILE: (is_responsible, window_open, not_confirmed, answered),
    # 3.4, 6.2: whoever records a value that looks odd says why it is right (F34, F51).
    Act.EXPLAIN: (teaches_or_is_responsible, window_open, not_confirmed, reason_given),
    # 4.3.1 (3), 6.2: and checks once more that everything was saved.
    Act.RECHECK_ROLL: (
        is_responsible,
        window_open,
        not_confirmed,
        nothing_half_filled,
        all_looked_for,
        not_found_taken_off,
        no_error_open,
        queries_explained,
    ),
    # What was not saved is saved, or thrown away by who answers for the unit.
    Act.DISCARD_DRAFT: (is_responsible, window_open),
    # 6.3, 7.1, 7.2, 9.2: each tier confirms once all below it have, having seen what it confirms.
    Act.CONFIRM: (
        is_responsible,
        window_open,
        not_confirmed,
        roll_not_empty,
        nothing_half_filled,
        all_looked_for,
        not_found_taken_off,
        no_error_open,
        queries_explained,
        nothing_outstanding_below,
        all_below_reviewed,
        report_opened,
        attested,
    ),
    # 4.3.1 (5), 4.3.2 (5): it looks into the report, and withdraws while nobody above reviews yet (X3).
    Act.CHECK_REPORT: (is_responsible, window_open, confirmed),
    Act.WITHDRAW: (is_responsible, window_open, confirmed, not_taken_into_review),
    Act.OPEN_REPORT: (holds_unit_or_above,),
    # 7.1, 9.2: the tier above checks again what each unit has confirmed.
    Act.REVIEW_UNIT: (holds_unit_above, window_open, confirmed),
    # 4.2, 7.3: the authority records and confirms the counts of schools of other affiliations.
    Act.RECORD_COUNTS: (is_responsible, window_open, not_confirmed),
    Act.CONFIRM_COUNTS: (
        is_responsible,
        window_open,
        not_confirmed,
        no_count_blank,
        counts_explained,  # 4.2 (3): right and complete
        report_opened,
        attested,
    ),
    # 4.2 (1): it asks each school for its numbers; what a school sends is no count before it is taken over.
    Act.COLLECT_COUNTS: (is_responsible, window_open, not_confirmed),
    Act.SEND_COUNTS: (window_open, invited, not_confirmed),
    # 2.3 (2), 4.2 note: who pays which school is the province's and the department's to say.
    Act.KEEP_OUTSIDE_SCHOOL: (keeps_units_below,),
    Act.PROPOSE_OUTSIDE_CHANGE: (is_responsible, reason_given, no_request_open),
    # 9.4: the province draws samples while the system is open.
    Act.DRAW_SAMPLE: (is_responsible, window_open, something_to_draw),
    Act.RECORD_FINDING: (is_responsible, window_open),
    # 8.1, 8.2: a unit asks, the tier above withdraws, and from the top down.
    Act.ASK_REOPENING: (is_responsible, window_open, confirmed, no_request_open, reason_given),
    Act.GRANT_REOPENING: (holds_unit_above, window_open, confirmed, request_open, not_confirmed_above),
    Act.REFUSE_REOPENING: (holds_unit_above, window_open, request_open, reason_given),
    Act.REOPEN: (holds_unit_above, window_open, confirmed, not_confirmed_above, reason_given),
    # 8: as long as nobody has decided, the unit may think better of it.
    Act.CANCEL_REQUEST: (is_responsible, window_open, request_open),
    # 9.2: the department takes what a province confirmed as correct and complete, also after the close.
    Act.TAKE_FIGURES: (takes_figures, confirmed, not_taken),
    # A diagram's own forms: whoever holds the lane's role.
    Act.ANSWER: (holds_unit, window_open),
    # 3.2: answers may name persons, so a file of them is for who answers for a unit of the chain.
    Act.EXPORT_ANSWERS: (is_responsible,),
    # 3.2 to 3.4: the work of a unit belongs to its appointed officers, and none is lost with a person.
    Act.CLAIM: (holds_unit, not_claimed_by_another),
    Act.RELEASE: (holds_unit, claimed_by_me),
    Act.HAND_OVER: (appoints_here,),
    # L2, 5: the department's letters set the dates, so it alone moves them, before they are past and why.
    Act.CHANGE_DEADLINE: (administers, reason_given, window_not_gone, ahead, within_a_year, in_order),
    Act.SET_ROUND_TERMS: (administers, reason_given, terms_fit, ahead, within_a_year),
    # 5, note: the authority agrees with its institutions on a date and hour within its own.
    Act.SET_INTERNAL_DEADLINE: (is_responsible, window_not_gone, ahead, within_own_due),
    # C1, L1: it tells its schools and centres to record and confirm, as long as they can.
    Act.URGE_UNITS: (is_responsible, window_open),
    # The letter is silent on who could not make it; by an order, the department lets named units in (X5).
    Act.GRANT_EXTENSION: (
        administers,
        round_open,
        reason_given,
        units_known,
        ahead,
        within_a_year,
        not_extended,
    ),
    # 3.1, 4.1: the department keeps the diagrams, the units and the accounts it issues. One draws, another
    # approves; what is published is what was approved.
    Act.DRAW_DIAGRAM: (administers, draft_open),
    Act.APPROVE_DIAGRAM: (administers, draft_open, approval_asked, not_own_draft, fit),
    Act.PUBLISH_DIAGRAM: (
        administers,
        draft_open,
        changed,
        reason_given,
        approved_by_another,
        replay_seen,
        round_not_open,
    ),
    # Before it is published, what a draft would have changed for last round's cases is seen.
    Act.REPLAY_HISTORY: (administers, draft_open, fit, history_kept),
    Act.ACKNOWLEDGE_REPLAY: (administers, replay_done, reason_given),
    Act.IMPORT_LIST: (administers,),
    # What the house failed to do by itself is looked at by a person, who lets it try again.
    Act.RETRY_WORK: (administers,),
    # A case about which something has to be cleared up stands still until then, or is set right by hand;
    # neither writes a fact, and neither outlasts the hour.
    Act.SUSPEND_CASE: (administers, case_running, not_suspended, reason_given),
    Act.RESUME_CASE: (administers, case_running, suspended, reason_given),
    Act.MOVE_TOKEN: (administers, case_running, reason_given),
    # 3.1: the department keeps the system; what it does to many at once is tried first, then begun.
    Act.BULK_OPERATION: (
        administers,
        tried,
        some_case_fits,
        number_matches,
        reason_given,
        no_operation_under_way,
    ),
    # An edition that must change inside a round: running cases follow where nothing is lost.
    Act.MIGRATE_CASES: (administers, reason_given, round_open, edition_fits, no_change_under_way),
    # The letters and annexes that order a round are there for everybody (letters, enclosures).
    Act.KEEP_LETTERS: (administers,),
    # Annex, 1: the department says which other data a unit keeps of itself (F89).
    Act.KEEP_PROFILE_FIELDS: (administers, label_free, room_for_more),
}

# What changes recorded or confirmed data: refused before the window opens and once it is closed (F4, F5).
RECORDING_ACTS: frozenset[Act] = frozenset(
    act
    for act, needs in PERMISSIONS.items()
    if {window_open, roll_open} & set(needs) and act is not Act.ANSWER
)


def obstacle(act: Act, situation: Situation) -> Reason | None:
    """The first thing that stands in the way of the act, or None."""
    return next(filter(None, (needs(situation) for needs in PERMISSIONS[act])), None)
