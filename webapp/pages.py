"""Every page of the house by its room; a new room of pages is added here, and to the menu."""

from flask import Blueprint

from webapp import account, health, inbox, language, receipts, signing_in, work

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.bp,
    language.bp,
    signing_in.bp,
    account.bp,
    inbox.bp,
    work.bp,
    receipts.bp,
)
