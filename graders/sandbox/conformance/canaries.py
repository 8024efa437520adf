"""Things on this machine that nothing inside a sandbox may reach, and how to see that it did."""

from __future__ import annotations

import contextlib
import os
import secrets
import selectors
import socket
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from graders.sandbox.temporary import own_prefix

_VARIABLE = "GRADER_CANARY"


class Canaries:
    """Listeners, a secret file, and a variable in the parent's environment.

    Args:
        folder: A fresh folder on the host.

    Attributes:
        token: What must never come back from inside.
    """

    def __init__(self, folder: Path) -> None:
        self.token = secrets.token_hex(12)
        self._folder = folder
        self._secret = folder / "labels.txt"
        self._secret.write_text(self.token)
        self._listeners = [
            _listener(socket.AF_INET, ("127.0.0.1", 0)),
            _listener(socket.AF_UNIX, str(folder / "socket")),
            _listener(socket.AF_UNIX, f"\0grader-{self.token}"),
        ]

    def parameters(self) -> dict[str, object]:
        """Global names that probes find."""
        return {
            "PORT": self._listeners[0].getsockname()[1],
            "HOST_ADDRESS": _host_address(),
            "UNIX_PATH": str(self._folder / "socket"),
            "ABSTRACT_NAME": f"grader-{self.token}",
            "SECRET_PATHS": [str(self._secret), "/etc/shadow", "/etc/machine-id"],
            "FOREIGN_FOLDERS": [str(self._folder), str(Path.home())],
            "HOST_MARK": "grader.py",
            "CANARY_VARIABLE": _VARIABLE,
        }

    def violations(self, returned: str) -> Sequence[str]:
        """What was reached since they were set up.

        Args:
            returned: Everything that came back from inside.
        """
        found = []
        if self.token in returned:
            found.append("the secret came back")
        if _was_connected(self._listeners):
            found.append("a listener on this machine was reached")
        expected = {"labels.txt", "socket"}
        if {path.name for path in self._folder.iterdir()} != expected:
            found.append("a file was planted beside the secret")
        if self._secret.read_text() != self.token:
            found.append("the secret was changed")
        return found

    def close(self) -> None:
        """Close the listeners."""
        for listener in self._listeners:
            listener.close()


@contextlib.contextmanager
def canaries() -> Iterator[Canaries]:
    """Set up canaries for as long as the context lasts."""
    before = os.environ.get(_VARIABLE)
    with tempfile.TemporaryDirectory(prefix=own_prefix("canaries")) as folder:
        made = Canaries(Path(folder))
        os.environ[_VARIABLE] = made.token
        try:
            yield made
        finally:
            made.close()
            os.environ.pop(_VARIABLE)
            if before is not None:
                os.environ[_VARIABLE] = before


def _listener(family: socket.AddressFamily, address: str | tuple[str, int]) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.bind(address)
    listener.listen()
    listener.setblocking(False)  # noqa: FBT003 - positional-only in the library
    return listener


def _was_connected(listeners: Sequence[socket.socket]) -> bool:
    with selectors.DefaultSelector() as selector:
        for listener in listeners:
            selector.register(listener, selectors.EVENT_READ)
        return bool(selector.select(0))


def _host_address() -> str:
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"
