"""A headless browser for tests: what it makes of a page, and what it asks the network for."""

from __future__ import annotations

import html
import json
import re
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
WHY_NOT = "no chromium on this machine: pages were not looked at in a browser"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
_ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)
_OWN_HOSTS = re.compile(r"\b(google|googleapis|gstatic|gvt1)\.com\b")
"""Whom the browser asks by itself, whatever page it shows."""


def run_chromium(page: Path, *options: str, width: int = 1180, height: int = 1600) -> str:
    """Open a page, and return what the browser prints."""
    assert PROGRAM
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                PROGRAM,
                *_FLAGS,
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                *options,
                str(page),
            ],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    return done.stdout


def probe(page: str, question: str, folder: Path, *, width: int = 1180) -> Any:
    """Return what a script outside of a page finds in it; the page is as it is, policy and all.

    Args:
        page: The page.
        question: JavaScript expression on `page` (its document) and `view` (its window); its value
            goes through JSON.
        folder: Where the frame around the page goes.
        width: Width that the page is shown at, in CSS pixels.
    """
    frame = folder / "frame.html"
    frame.write_text(
        "<!DOCTYPE html><meta charset='utf-8'><script>function answer(frame) {"
        "const page = frame.contentDocument, view = frame.contentWindow;"
        f"document.getElementById('answer').textContent = JSON.stringify({question});"
        "}</script><pre id='answer'></pre>"
        f'<iframe width="{width}" height="1600" style="border: 0" onload="answer(this)" '
        f'srcdoc="{html.escape(page)}"></iframe>',
        "utf-8",
    )
    found = _ANSWER.search(run_chromium(frame, "--dump-dom", width=max(width, 1200)))
    assert found, "the script did not answer"
    return json.loads(html.unescape(found[1]))


@contextmanager
def listening_proxy() -> Iterator[tuple[str, list[str]]]:
    """Listen where a browser is told to send everything; yields the option and what pages ask."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=_hear, args=(server, asked), daemon=True)
        thread.start()
        yield f"--proxy-server=http://{address}", asked
        with socket.create_connection(server.getsockname()) as last:
            last.sendall(b"STOP\r\n\r\n")
        thread.join(10)


def _hear(server: socket.socket, asked: list[str]) -> None:
    while True:
        connection, _address = server.accept()
        with connection:
            connection.settimeout(5)
            try:
                line = connection.recv(4096).decode("latin-1").partition("\r\n")[0]
            except OSError:
                continue
            if line == "STOP":
                return
            if not _OWN_HOSTS.search(line):
                asked.append(line)
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
