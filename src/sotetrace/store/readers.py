"""Reading bytes from files, with what went wrong as a value."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Protocol

from sotetrace.errors import UnreadableError
from sotetrace.model.limits import MAX_BYTES

EMBEDDED_NAME = "sotetrace:vision.yaml"
"""The name under which the embedded model is shown."""


MAX_FILES = 4096
"""How many files one document may be split into; positions have room for no more."""


class Files(Protocol):
    """What a model is read from: the disk, or one state of a repository."""

    def list_files(self, path: Path, /) -> list[Path] | None:
        """Return what stands in a folder, sorted by name; None when there is no folder."""

    def is_there(self, path: Path, /) -> bool:
        """Say whether something stands at a path."""

    def read_bytes(self, path: Path, /) -> bytes:
        """Read a file. Raises UnreadableError."""

    def shown(self, path: Path, /) -> str:
        """Return a path as it is shown."""

    def resolve(self, path: Path, /) -> Path:
        """Return a path with its links followed. Raises UnreadableError for circles, and what leads out of a tree."""


def list_files(path: Path) -> list[Path] | None:
    """Return what stands in a folder, sorted by name; None when there is no folder. Raises UnreadableError."""
    try:
        return sorted(path.iterdir()) if path.is_dir() else None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def is_there(path: Path) -> bool:
    """Say whether something stands at a path; what may not be looked at is not there."""
    try:
        return path.exists()
    except OSError:
        return False


def read_bytes(path: Path) -> bytes:
    """Read a file. Raises UnreadableError when it is absent, no regular file, too large, or may not be read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError(f"{shown(path)}: is a folder", "Name a file, or a folder that holds .yaml files.")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"{shown(path)}: is no regular file", "Name a file.")
        if status.st_size > MAX_BYTES:
            raise UnreadableError(f"{shown(path)}: is larger than {MAX_BYTES} bytes", "Split it into several files.")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:  # it grew meanwhile, or its size is no size
            raise UnreadableError(f"{shown(path)}: is larger than {MAX_BYTES} bytes", "Split it into several files.")
        return raw
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UnreadableError:
    reason = getattr(error, "strerror", None) or str(error)
    return UnreadableError(f"{shown(path)}: {reason}", "Check the path and its permissions.")


def read_text(path: Path, files: Files | None = None) -> str:
    """Read a source text as UTF-8, a byte order mark dropped and bad bytes replaced. Raises UnreadableError."""
    return (files or DISK).read_bytes(path).decode("utf-8-sig", errors="replace")


def read_embedded() -> bytes:
    """Read the vision that comes with the program."""
    from importlib import resources  # slow to import, and few models are the embedded one

    packaged = resources.files("sotetrace") / "embedded" / "vision.yaml"
    if packaged.is_file():
        return packaged.read_bytes()
    # In a checkout the package is used where it stands, and the vision lies beside it.
    return read_bytes(Path(__file__).resolve().parents[3] / "data" / "vision.yaml")


def shown(path: Path) -> str:
    """Return a path as it is shown: relative to the current folder where that is shorter, with forward slashes."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix() or "."
    except (ValueError, OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return path.as_posix()


def resolve(path: Path) -> Path:
    """Return a path with its links followed. Raises UnreadableError for links that go in circles."""
    try:
        return path.resolve()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    except RuntimeError as error:  # a loop of links, before Python 3.13
        raise UnreadableError(f"{path.as_posix()}: its links go in circles", "Name a file.") from error


class Disk:
    """The files on disk."""

    list_files = staticmethod(list_files)
    is_there = staticmethod(is_there)
    read_bytes = staticmethod(read_bytes)
    shown = staticmethod(shown)
    resolve = staticmethod(resolve)


class StandardInput:
    """The one file that comes in on standard input, called `-`."""

    def list_files(self, _path: Path, /) -> None:
        """Return that there is no folder."""

    def is_there(self, path: Path, /) -> bool:
        """Say whether the one file is meant."""
        return path == Path("-")

    def read_bytes(self, _path: Path, /) -> bytes:
        """Read it to its end. Raises UnreadableError when it is too large."""
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise UnreadableError(f"-: is larger than {MAX_BYTES} bytes", "Split it into several files.")
        return content

    def shown(self, path: Path, /) -> str:
        """Return its name."""
        return path.as_posix()

    def resolve(self, path: Path, /) -> Path:
        """Return the path: nothing is linked to."""
        return path


DISK: Files = Disk()
"""What a model is read from unless something else is said."""
