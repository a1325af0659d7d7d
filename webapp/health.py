"""How the house is: alive, ready to serve, and in numbers for those who watch over it."""

from datetime import datetime
from hmac import compare_digest
from ipaddress import ip_address

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from processes.records import schema
from processes.records.timers import Heartbeat
from webapp.database import db
from webapp.door import now, reading
from webapp.metrics import Metrics

bp = Blueprint("health", __name__)

SILENT_TOO_LONG = 30.0  # seconds


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return {"alive": True}


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers, its migrations are those of this code, and the clock has beaten lately."""
    try:
        at = schema.standing(db.session.connection())
        age = clock_age()
    except SQLAlchemyError:
        return {"ready": False, "database": "unreachable"}, 503
    expected = bool(current_app.config["LEC_CLOCK_EXPECTED"])
    beats = age is not None and age < SILENT_TOO_LONG
    fine = at == schema.head() and (beats or not expected)
    report = {
        "ready": fine,
        "database": "ok",
        "migration": {"at": at, "wanted": schema.head()},
        "clock": {"expected": expected, "age_seconds": age},
    }
    return report, 200 if fine else 503


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """For Prometheus on this machine, or with the token of the settings."""
    if not (_from_here() or _has_token()):
        abort(404)
    found: Metrics = current_app.extensions["lec_metrics"]
    age = clock_age()
    found.clock_age.set(float("nan") if age is None else age)
    return Response(generate_latest(found.registry), content_type=CONTENT_TYPE_LATEST)


def clock_age() -> float | None:
    """Seconds since the last sign of life of any clock; None when there never was one."""
    last: datetime | None = reading().scalars(select(func.max(Heartbeat.beat_at))).one()
    return None if last is None else max(0.0, (now() - last).total_seconds())


def _from_here() -> bool:
    # Behind a proxy every request comes from here: then only the token opens.
    forwarded = "X-Forwarded-For" in request.headers
    return not forwarded and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104


def _has_token() -> bool:
    wanted = str(current_app.config["LEC_METRICS_TOKEN"])
    given = request.authorization.token if request.authorization else None
    return bool(wanted) and compare_digest((given or "").encode(), wanted.encode())
