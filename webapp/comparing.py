"""A confirmed version beside another one, or beside the unit's figures as they stand now (F78, N2)."""

from cryptography.exceptions import InvalidTag
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from processes.records.cases import Case
from processes.records.confirmations import Confirmation
from processes.reports.comparison import Comparison, side_now, signed_side, with_content
from processes.reports.receipts import versions
from processes.terms import Standing, Stream
from webapp.counter import signed_in
from webapp.digits import arabic
from webapp.door import reading
from webapp.keepers import cipher
from webapp.names import VOCABULARY

bp = Blueprint("comparing", __name__)
bp.context_processor(lambda: VOCABULARY)


@bp.get("/receipts/<number>/compare")
@signed_in
def show(number: str) -> ResponseReturnValue:
    """Without `with`, the version is laid beside what stands now; 404 for what is not mine to see."""
    first = _version(number)
    asked = request.args.get("with", "")
    second = _version(asked) if asked else None
    if second is not None and (second.case_id, second.stream) != (first.case_id, first.stream):
        raise NotFound
    case = reading().get_one(Case, first.case_id)
    try:
        comparison = _compare(case, first, second)
    except InvalidTag:
        comparison = None
    return render_template(
        "receipts/compare.html",
        first=first,
        second=second,
        case=case,
        comparison=comparison,
        in_correction=_standing(case, first.stream) is Standing.REOPENED,
        others=[each for each in versions(reading(), case.id)[first.stream] if each.id != first.id],
    )


def _version(number: str) -> Confirmation:
    found = with_content(reading(), arabic(number))
    if found is None:
        raise NotFound
    return found


def _compare(case: Case, first: Confirmation, second: Confirmation | None) -> Comparison:
    later = signed_side(second, cipher()) if second else side_now(reading(), case, first.stream)
    return Comparison(signed_side(first, cipher()), later)


def _standing(case: Case, stream: Stream) -> Standing:
    return case.standing if stream is Stream.OWN else case.other_standing
