"""What keeps the front page to the one person in front of this machine.

Any page in any browser tab can send requests to 127.0.0.1, and any program of this machine can open the port.
So the address that is opened first carries a secret, which becomes a cookie that no other site can send; the
Host header must be this server's own (against DNS names that point at 127.0.0.1); and whatever changes
something is a POST from a page of this server with a token in its form.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Guard:
    """The secret of one run of the server, and the checks that every request passes."""

    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def token(self) -> str:
        """The token that each form carries; not the cookie's value, so that no page shows that."""
        return hmac.digest(self.secret.encode(), b"form", "sha256").hex()

    def protect(self, app: Flask) -> None:
        """Check every request to an app, and add the headers that a browser should obey."""
        app.before_request(self._check)
        app.after_request(_harden)
        app.jinja_env.globals["token"] = self.token

    def _check(self) -> AnyResponse | None:
        own = {f"127.0.0.1:{_port()}", f"localhost:{_port()}"}
        if request.host not in own:
            abort(403)
        cookie = f"ita-{_port()}"  # cookies know no ports: two servers on this machine must not share one
        if _same(request.args.get("key", ""), self.secret):
            # The secret leaves the address bar, where it could be copied together with the address.
            answer = redirect(request.path)
            answer.set_cookie(cookie, self.secret, httponly=True, samesite="Strict")
            return answer
        if not _same(request.cookies.get(cookie, ""), self.secret):
            abort(403)
        if request.method == "POST":
            origin = request.headers.get("Origin")
            if origin is not None and origin.removeprefix("http://") not in own:
                abort(403)
            if not _same(request.form.get("token", ""), self.token):
                abort(403)
        return None


def _port() -> str:
    return str(request.environ.get("SERVER_PORT", ""))


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if not request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response
