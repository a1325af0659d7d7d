"""Signs the addresses that outside schools answer under: a key of a link and nothing else, nobody's name."""

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

PURPOSE = "outside school answers"
LONGEST = 200


def token_of(link_id: int) -> str:
    return _signer().dumps(link_id)


def address_of(link_id: int) -> str:
    """The whole address, to be sent to the school."""
    return url_for("answering.show", token=token_of(link_id), _external=True)


def link_behind(token: str) -> int | None:
    """The key that we signed; None for anything else."""
    if len(token) > LONGEST:
        return None
    try:
        link_id = _signer().loads(token)
    except BadSignature:
        return None
    return link_id if isinstance(link_id, int) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=PURPOSE)
