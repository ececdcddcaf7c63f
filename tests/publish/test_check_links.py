"""Links are asked of a server on this machine: what opens, what does not, and why."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from toolkit.publish.check_links import broken_links


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
        elif path == "/get-only":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response({"/login": 401, "/gone": 404, "/sick": 500}.get(path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815

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
        ("/get-only", ""),
        ("/gone", "404"),
        ("/login", "401"),
        ("/sick", "500"),
    ],
)
def test_answers(server: str, path: str, why: str) -> None:
    assert broken_links([server + path]) == ({server + path: why} if why else {})


def test_a_redirect_never_leads_to_a_file(server: str) -> None:
    assert list(broken_links([f"{server}/to-file"])) == [f"{server}/to-file"]


def test_each_link_is_asked_once(server: str) -> None:
    assert broken_links([f"{server}/ok"] * 3) == {}
    assert _Answers.asked == [("HEAD", "/ok")]


def test_nobody_answers() -> None:
    assert list(broken_links(["http://127.0.0.1:9/"])) == ["http://127.0.0.1:9/"]
