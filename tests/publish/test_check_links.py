"""Links are asked of a server on this machine: what opens, what does not, and why."""

from __future__ import annotations

import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from toolkit.publish import check_links
from toolkit.publish.check_links import UNANSWERED, broken_links


class _Answers(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]]

    def _answer(self) -> None:
        type(self).asked.append((self.command, self.path))
        path = self.path.partition("?")[0]
        if path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/ok")
        elif path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
        elif path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        elif path == "/moved-away":
            self.send_response(301)
            self.send_header("Location", "/gone")
        elif path == "/slow":
            time.sleep(0.5)
            self.send_response(200)
        else:
            self.send_response({"/login": 401, "/gone": 404, "/sick": 500}.get(path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = _answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Answers.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/ok", ""),
        ("/แผน ๒๕๖๗?ปี=2567", ""),
        ("/moved", ""),
        ("/gone", "404"),
        ("/login", "401"),
        ("/sick", "500"),
        ("/moved-away", "404"),
        ("/round", "302"),
    ],
)
def test_answers(server: str, path: str, why: str) -> None:
    assert broken_links([server + path]) == ({server + path: why} if why else {})


def test_a_redirect_never_leads_to_a_file(server: str) -> None:
    assert broken_links([f"{server}/to-file"]) == {f"{server}/to-file": "302"}


def test_each_link_is_asked_once(server: str) -> None:
    assert broken_links([f"{server}/ok"] * 3) == {}
    assert _Answers.asked == [("GET", "/ok")]


@pytest.mark.parametrize("link", ["http://127.0.0.1:9/", "http://no-such-host.invalid/", "http://a..b/"])
def test_nobody_answers(link: str) -> None:
    assert broken_links([link]) == {link: UNANSWERED}


def test_a_slow_site(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_links([f"{server}/slow"]) == {}
    monkeypatch.setattr(check_links, "_SECONDS", 0.1)
    assert broken_links([f"{server}/slow"]) == {f"{server}/slow": UNANSWERED}


def test_a_site_that_speaks_no_tls(server: str) -> None:
    link = server.replace("http:", "https:") + "/ok"
    assert broken_links([link]) == {link: UNANSWERED}


def test_a_certificate_that_is_not_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    """What OpenSSL says of an expired certificate, as urllib passes it on."""

    def refused(*_: object, **__: object) -> str:
        raise urllib.error.URLError(ssl.SSLCertVerificationError("certificate has expired"))

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refused)
    assert broken_links(["https://a.example/"]) == {"https://a.example/": "publish-link-uncertified"}
