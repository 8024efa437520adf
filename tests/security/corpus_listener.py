"""A canary that hears whoever calls: TCP, UDP and Unix sockets of this machine."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import time
from pathlib import Path
from typing import Final

from tests.security.corpus_canaries import Breach

_IDLE_SECONDS: Final = 0.2


class Listener:
    """Listens on TCP, UDP, a Unix path and an abstract Unix name; a context that ends it.

    Args:
        folder: Where the Unix socket lies.

    Attributes:
        port: TCP and UDP port, on every address of the machine.
        path: Unix socket in the file system.
        name: Abstract Unix name, without its leading NUL.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "canary.sock"
        self.name = f"canary-{os.getpid()}-{time.monotonic_ns()}"
        self._heard: list[str] = []
        self._selector = selectors.DefaultSelector()
        tcp = socket.create_server(("0.0.0.0", 0))  # noqa: S104 - it must hear every address
        self.port = int(tcp.getsockname()[1])
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("0.0.0.0", self.port))  # noqa: S104 - as above
        by_path, by_name = (socket.socket(socket.AF_UNIX) for _ in range(2))
        by_path.bind(str(self.path))
        by_name.bind("\0" + self.name)
        for server in (by_path, by_name):
            server.listen()
        named = {"tcp": tcp, "udp": udp, "unix path": by_path, "unix name": by_name}
        for kind, server in named.items():
            server.settimeout(0)
            self._selector.register(server, selectors.EVENT_READ, kind)
        self._open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Hear what was said until now, and close everything."""
        if not self._open:
            return
        time.sleep(_IDLE_SECONDS)
        self._open = False
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
        self.path.unlink(missing_ok=True)

    def breaches(self) -> list[Breach]:
        """Return one breach for each thing heard."""
        return [Breach(canary="listener", detail=heard) for heard in self._heard]

    def _listen(self) -> None:
        while self._open:
            for key, _events in self._selector.select(_IDLE_SECONDS / 4):
                if isinstance(key.fileobj, socket.socket):
                    with contextlib.suppress(OSError):
                        self._heard.append(f"{key.data}: {_said(key.fileobj)!r}")


def _said(server: socket.socket) -> bytes:
    if server.type == socket.SOCK_DGRAM:
        return server.recv(500)
    caller, _address = server.accept()
    with caller:
        caller.settimeout(1.0)
        try:
            return caller.recv(500)
        except TimeoutError:
            return b""
