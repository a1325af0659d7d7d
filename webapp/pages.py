"""Every page of the house by its room; a new room of pages is added here, and to the menu."""

from flask import Blueprint

from webapp import (
    account,
    asking,
    board,
    diagrams,
    health,
    inbox,
    language,
    notices,
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
    units.bp,
    roll.bp,
    board.bp,
    reopening.bp,
    asking.bp,
    rounds.bp,
    diagrams.bp,
    notices.bp,
    people.bp,
)
