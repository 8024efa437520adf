"""A virtual environment with the pinned peers, apart from the one of this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

PINNED = (
    "nbgrader==0.9.6",
    "otter-grader==7.0.0",
    "ipykernel==7.4.0",
    "nbclient==0.11.0",
    "nbconvert==7.17.2",
    "numpy==2.4.6",
)


@dataclass(frozen=True, slots=True)
class PeerEnvironment:
    """The environment's folder, and how its programs are started."""

    folder: Path

    @property
    def programs(self) -> Path:
        """Where the commands are."""
        return self.folder / "bin"

    def command(self, name: str, *arguments: str) -> list[str]:
        """Return the command line of a peer's program."""
        return [str(self.programs / name), *arguments]

    def variables(self, home: Path) -> dict[str, str]:
        """Return the environment of a process: the machine's, with a home folder of its own."""
        temporary = home / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
        return kept | {
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "PATH": f"{self.programs}{os.pathsep}{os.environ.get('PATH', '')}",
            "VIRTUAL_ENV": str(self.folder),
            "NO_COLOR": "1",
        }

    def versions(self) -> dict[str, str]:
        """Return the installed versions of the pinned packages."""
        folders = [str(path) for path in self.folder.glob("lib/python*/site-packages")]
        names = [pin.partition("==")[0] for pin in PINNED]
        return {
            found.metadata["Name"].lower(): found.version
            for found in metadata.distributions(path=folders)
            if found.metadata["Name"].lower() in names
        }


def make_environment(folder: Path) -> PeerEnvironment:
    """Make the environment in `folder`, or take the one that is there if it has the pins."""
    environment = PeerEnvironment(folder.absolute())
    wanted = dict(pin.split("==") for pin in PINNED)
    if environment.versions() == wanted:
        return environment
    print(f"Installing the peers in {folder}", file=sys.stderr)
    venv.create(folder, with_pip=True)
    subprocess.run(
        environment.command("python", "-m", "pip", "install", "--quiet", *PINNED), check=True
    )
    return environment
