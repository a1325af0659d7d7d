"""The statement an officer signs with a confirmation, and what its form says (letter 6.3, 7, 9.2, 9.3)."""

from flask import render_template, request
from flask_babel import gettext as _

from processes.acts.confirming import Attestation
from processes.records.cases import Case
from processes.terms import Reason, Refused, Stream
from webapp.digits import arabic
from webapp.forms.reading import Reading
from webapp.visitors import actor


def statement(case: Case, stream: Stream) -> str:
    """The exact text that is shown, signed and kept: always the official Thai."""
    me = actor()
    text = render_template("work/statement.txt", case=case, unit=case.unit, stream=stream, me=me)
    return " ".join(text.split())


def read_attestation(case: Case, stream: Stream) -> Attestation:
    """What the form attests; `Unfit` without the tick, `Refused` when it was made from no version at all."""
    form = Reading(request.form)
    form.ticked("attested", _("โปรดทำเครื่องหมายรับรองข้อความก่อนยืนยันข้อมูล"))
    form.done()
    version = arabic(request.form.get("figures_version", ""))
    if not version.isdecimal():
        raise Refused(Reason.STALE_PAGE, case_id=case.id)
    return Attestation(statement(case, stream), int(version))
