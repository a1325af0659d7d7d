"""Every page of the house by its room; a new room of pages is added here, and to the menu."""

from flask import Blueprint

from webapp import (
    account,
    answering,
    asking,
    board,
    comparing,
    diagrams,
    duplicates,
    health,
    inbox,
    language,
    notices,
    outside,
    people,
    receipts,
    reopening,
    roll,
    rounds,
    signing_in,
    units,
    work,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.bp,
    language.bp,
    signing_in.bp,
    account.bp,
    inbox.bp,
    work.bp,
    receipts.bp,
    comparing.bp,
    units.bp,
    roll.bp,
    duplicates.bp,
    board.bp,
    reopening.bp,
    asking.bp,
    rounds.bp,
    diagrams.bp,
    notices.bp,
    outside.bp,
    answering.bp,
    people.bp,
)
