"""Files given as answers: taken in even when the rest of a form is refused, and given out again."""

import re

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import undefer

from processes.acts import form_answers
from processes.acts.counter import UnknownItem
from processes.acts.form_answers import Attached
from processes.acts.form_reading import content_of
from processes.acts.office import Office
from processes.records.cases import FormFile, WorkItem
from processes.rules.documents import ATTACHMENT, MIB, media_type
from webapp.counter import signed_in
from webapp.door import reading
from webapp.downloads import as_file
from webapp.forms.own_fields import Field, input_name, label_of
from webapp.forms.reading import Reading
from webapp.keepers import cipher
from webapp.visitors import actor
from webapp.work.desk import bp

NO_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@bp.get("/files/<int:file_id>")
@signed_in
def attachment(file_id: int) -> ResponseReturnValue:
    """The file, to the unit that gave it and to those above it; never shown inside a page."""
    wanted = select(FormFile).filter_by(id=file_id).options(undefer(FormFile.sealed))
    found = reading().scalars(wanted).one_or_none()
    if found is None:
        raise UnknownItem(file_id)
    return as_file(content_of(cipher(), found), found.name, found.media_type)


def take_in(office: Office, item: WorkItem, field: Field, form: Reading) -> None:
    """Attach what the form brought for the field, or take back what it says to take back."""
    name = input_name(field)
    if form.typed.get(f"{name}-remove"):
        form_answers.detach(office, actor(), item, field.name)
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return
    content = sent.read(ATTACHMENT + 1)
    sent.close()
    if media_type(content, ATTACHMENT) is None:
        form.wrong(name, refusal(field, len(content)))
        return
    form_answers.attach(office, actor(), item, field.name, Attached(_plain(sent.filename), content))


def refusal(field: Field, size: int) -> str:
    if size > ATTACHMENT:
        most = ATTACHMENT // MIB
        return str(_("ไฟล์ใหญ่เกิน %(most)s เมกะไบต์: %(label)s", most=most, label=label_of(field)))
    return str(_("แนบได้เฉพาะไฟล์ PDF, PNG หรือ JPEG: %(label)s", label=label_of(field)))


def _plain(name: str) -> str:
    """What the file is called, without the folders of the sender's computer."""
    return NO_CONTROLS.sub("", re.split(r"[\\/]", name)[-1])[-200:].strip() or "file"
