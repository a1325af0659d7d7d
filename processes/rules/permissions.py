"""Who may do what, and until when: one table of predicates, each line with its section of the letter."""

from processes.rules.predicates import (
    Predicate,
    administers,
    ahead,
    all_below_reviewed,
    all_looked_for,
    answered,
    appoints_here,
    approval_asked,
    approved_by_another,
    attested,
    case_running,
    changed,
    claimed_by_me,
    confirmed,
    counts_explained,
    decides,
    draft_open,
    duplicate_unsettled,
    edition_fits,
    enrolled,
    finishes_here,
    fit,
    history_kept,
    holds_unit,
    holds_unit_above,
    holds_unit_or_above,
    hour_struck,
    in_order,
    invited,
    is_responsible,
    keeps_units_below,
    label_free,
    looked_for_in_vain,
    no_change_under_way,
    no_count_blank,
    no_duplicate_open,
    no_error_open,
    no_operation_under_way,
    no_request_open,
    not_built_upon,
    not_claimed_by_another,
    not_confirmed,
    not_confirmed_above,
    not_enrolled,
    not_extended,
    not_found_taken_off,
    not_own_draft,
    not_suspended,
    not_taken,
    not_taken_into_review,
    nothing_half_filled,
    nothing_outstanding_below,
    number_matches,
    queries_explained,
    reason_given,
    replay_done,
    replay_seen,
    report_opened,
    request_open,
    roll_not_confirmed,
    roll_not_empty,
    roll_open,
    room_for_more,
    round_not_open,
    round_open,
    seen_here,
    some_case_fits,
    somebody_to_promote,
    something_to_draw,
    suspended,
    takes_figures,
    teaches_or_is_responsible,
    terms_fit,
    tried,
    units_known,
    window_not_gone,
    window_open,
    within_a_year,
    within_own_due,
    year_over,
)
from processes.rules.situations import Situation
from processes.terms import Act, Reason

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
