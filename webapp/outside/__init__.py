"""The pages of outside schools: their register, and collecting what they count."""

from webapp.outside import collecting, files, importing, keeping, papers, proposals, register, sheets
from webapp.outside.blueprint import bp

__all__ = ["bp", "collecting", "files", "importing", "keeping", "papers", "proposals", "register", "sheets"]
