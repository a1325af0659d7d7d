"""Answers a file to take along or to look at: one way to say what it is and what it is called."""

from urllib.parse import quote

from flask import Response
from werkzeug.http import quote_header_value

TYPES = {
    "bpmn": "application/xml; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(content: bytes | str, name: str, content_type: str = "", inline: bool = False) -> Response:
    """The content under this name; its type is that of the name's ending unless it is given.

    No browser keeps it, as it keeps no page of ours (`webapp/security.py`).
    """
    kind = content_type or TYPES[name.rpartition(".")[2]]
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; {_named(name)}"
    return answer


def _named(name: str) -> str:
    """A header takes Latin letters alone; any other name is given once more in full (RFC 6266, RFC 8187)."""
    if name.isascii() and name.isprintable():
        return f"filename={quote_header_value(name, allow_token=False)}"
    plain = f"lec.{name.rpartition('.')[2]}"
    plain = plain if plain.isascii() else "lec"
    return f"filename={quote_header_value(plain, allow_token=False)}; filename*=UTF-8''{quote(name, safe='')}"
