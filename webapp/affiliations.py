"""What the affiliations of outside schools are called in the page's language."""

from processes.rules.affiliations import AFFILIATIONS, affiliation_of
from webapp.language import language


def affiliation_name(code: str) -> str:
    each = affiliation_of(code)
    return each.name if language() == "th" else each.english


def affiliation_short(code: str) -> str:
    """What its people call it; in English its letters, which are our code for it."""
    if language() == "th":
        return affiliation_of(code).short
    return "Other" if code == "OTHER" else code


def affiliation_words(code: str) -> str:
    """The affiliation as menus have it: its name, and the short one."""
    name, short = affiliation_name(code), affiliation_short(code)
    return name if code == "OTHER" or short == name else f"{name} ({short})"


def affiliation_choices() -> list[tuple[str, str]]:
    return [(code, affiliation_words(code)) for code in AFFILIATIONS]
