"""Every table at once, for migrations and for the metadata that the web shares."""

from processes.records import (
    cases,
    closing,
    confirmations,
    documents,
    duplicates,
    follow_ups,
    journal,
    learners,
    notices,
    officers,
    outside,
    outside_lists,
    particulars,
    problems,
    promotions,
    reopening,
    rounds,
    samples,
    timers,
    units,
)
from processes.records.base import Record

MODULES = (
    units,
    officers,
    learners,
    particulars,
    promotions,
    follow_ups,
    problems,
    duplicates,
    rounds,
    documents,
    cases,
    confirmations,
    outside,
    outside_lists,
    reopening,
    samples,
    journal,
    notices,
    timers,
    closing,
)
METADATA = Record.metadata
