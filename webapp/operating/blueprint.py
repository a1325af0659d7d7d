"""What the pages of operating one case stand on: the case of the address, and the way back to its page."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from processes.acts.office import Office
from processes.acts.operating import LONGEST_REASON
from processes.records.cases import Case
from webapp.counter import administrators_only
from webapp.names import VOCABULARY
from webapp.standpoint import Standpoint, case_here

bp = Blueprint("operating", __name__, url_prefix="/units/<code>/way")
bp.context_processor(lambda: VOCABULARY)


def operated(code: str) -> tuple[Standpoint, Case]:
    """The unit and its case of the round that is on; for anybody but an administrator there is none (404)."""
    administrators_only()
    return case_here(code)


def at_work(office: Office, case: Case) -> Case:
    """The same case within the work that is about to change it."""
    return office.session.get_one(Case, case.id)


def reason_typed() -> str:
    return request.form.get("reason", "").strip()[:LONGEST_REASON]


def back(code: str, words: str) -> ResponseReturnValue:
    flash(words, "ok")
    return redirect(url_for("tracing.case", code=code), 303)
