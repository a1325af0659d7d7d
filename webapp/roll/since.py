"""What changed on the roll since the last round: figures side by side, and who came, left, moved (F3)."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from processes.reports.figures import roll_figures
from processes.reports.since_last_round import Kind, compared, differences
from webapp.counter import signed_in
from webapp.door import reading
from webapp.keepers import cipher
from webapp.paging import Pages, page_asked
from webapp.roll.blueprint import bp
from webapp.roll.listing import institution

LINES_A_PAGE = 100


@bp.get("/units/<code>/roll/since")
@signed_in
def since(code: str) -> ResponseReturnValue:
    here, page = institution(code), page_asked()
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else Kind.NEW
    found = differences(reading(), cipher(), here.unit.id)
    first = (page - 1) * LINES_A_PAGE
    return render_template(
        "roll/since.html",
        here=here,
        unit=here.unit,
        compared=compared(reading(), here.unit.id, roll_figures(reading(), here.unit.id)),
        counts={each: len(lines) for each, lines in found.items()},
        kind=kind,
        lines=found[kind][first : first + LINES_A_PAGE],
        pages=Pages(page, LINES_A_PAGE, len(found[kind])),
    )
