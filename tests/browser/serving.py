"""Serves the app to a browser, on a free port."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request; connections stay open, as with the real server."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two packets, and the second would wait 40 ms

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 -- werkzeug's name
        pass


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the app, until the tests are over."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    answering = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    answering.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        answering.join()
        server.server_close()
