"""Numbers of this process for Prometheus: how long answers took, and how old the clock's last beat is."""

from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Gauge, Histogram

# Seconds; a page is meant to take 8 ms, a task's form 150 ms at the most.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """The measures of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Histogram(
            "lec_request_seconds",
            "How long answers took",
            ("endpoint", "method", "status"),
            registry=self.registry,
            buckets=BUCKETS,
        )
        self.clock_age = Gauge(
            "lec_clock_age_seconds", "Since the clock's last sign of life", registry=self.registry
        )


def register(app: Flask) -> None:
    metrics = app.extensions["lec_metrics"] = Metrics()

    @app.before_request
    def _began() -> None:
        g.began = perf_counter()

    @app.after_request
    def _answered(response: Response) -> Response:
        where = (request.endpoint or "none", request.method, str(response.status_code))
        metrics.answers.labels(*where).observe(perf_counter() - g.get("began", perf_counter()))
        return response
