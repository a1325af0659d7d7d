"""What every answer carries: the page policy and its companions, and a smaller body for slow lines."""

import gzip

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
A_YEAR = "max-age=31536000; includeSubDomains"
WORTH_PACKING = 1400  # bytes: what fits one packet gains nothing


def register(app: Flask) -> None:
    app.after_request(_guarded)
    app.after_request(_packed)


def _guarded(response: Response) -> Response:
    response.headers.extend((name, value) for name, value in HEADERS.items() if name not in response.headers)
    response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = A_YEAR
    return response


def _packed(response: Response) -> Response:
    """Pages are text and pack to a fifth; the cookie is SameSite, so no other site can measure them."""
    if response.mimetype != "text/html" or response.direct_passthrough or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    wanted = request.accept_encodings["gzip"] > 0 and "Content-Encoding" not in response.headers
    if wanted and (response.content_length or 0) > WORTH_PACKING:
        response.set_data(gzip.compress(response.get_data(), compresslevel=4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
