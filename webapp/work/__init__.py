"""The pages of the work: one page for each human task, its draft, and what became of it."""

from webapp.work import (
    attachments,
    check_report,
    classes,
    confirm,
    confirm_counts,
    count_school,
    counts,
    counts_at_once,
    drafts,
    duplicates,
    marking,
    recheck,
    reopening,
    review,
    samples,
    show,
    take,
)
from webapp.work.desk import bp

PAGES = (
    attachments,
    check_report,
    classes,
    confirm,
    confirm_counts,
    count_school,
    counts,
    counts_at_once,
    drafts,
    duplicates,
    marking,
    recheck,
    reopening,
    review,
    samples,
    show,
    take,
)

__all__ = ["PAGES", "bp"]
