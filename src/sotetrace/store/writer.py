"""The one atomic writer: a file is there whole, or as it was."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def write_text(path: Path, text: str, *, may_replace: bool = False) -> None:
    """Write a text file in one step, in UTF-8 with the line ends it has. Raises as write_bytes does."""
    write_bytes(path, text.encode("utf-8"), may_replace=may_replace)


def write_bytes(path: Path, raw: bytes, *, may_replace: bool = False) -> None:
    """Write a file in one step; one that is replaced keeps its mode.

    Raises SotetraceError when it cannot, or when it would replace a file and may not.
    """
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not may_replace:
            raise SotetraceError(f"{path.as_posix()}: is there already", "Nothing was written; name another place.")
        with _staged(path, raw) as staged:
            if may_replace:
                staged.replace(path)
            else:
                os.link(staged, path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system refuses into an error that names the file."""
    try:
        yield
    except OSError as error:
        raise SotetraceError(f"{path.as_posix()}: {error.strerror or error}", "Nothing was written.") from error


@contextmanager
def _staged(path: Path, raw: bytes) -> Iterator[Path]:
    """Write what is to stand at a path into a file beside it, safe on the disk; it is gone afterwards."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other writers of a folder waiting, where the system can: the lock ends with the process that has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _refuse_changed(path: Path, before: bytes | None) -> None:
    """Raise SotetraceError when a file no longer holds what it held before; None: it may hold anything."""
    if before is not None and (not path.is_file() or path.read_bytes() != before):
        raise SotetraceError(
            f"{path.as_posix()}: was changed by somebody else in the meantime", "It was left alone; run it again."
        )


def write_texts(written: Mapping[str, str], before: Mapping[str, str] | None = None) -> None:
    """Write files in place, each in one step; all are on the disk beside them before the first is touched.

    `before` are the texts that the new ones were made from: where a file holds another by now, nothing is written.
    Raises SotetraceError when one cannot be written or is not as it was before.
    """
    targets = {name: Path(name).resolve() for name in written}  # a link stays, and what it leads to is written
    known = {name: text.encode("utf-8") for name, text in (before or {}).items()}
    for name, target in targets.items():
        if target.exists() and (not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK)):
            raise SotetraceError(f"{name}: is read-only", "Nothing was written.")
    with ExitStack() as stack:
        staged: dict[str, Path] = {}
        for name, text in written.items():
            with _told(targets[name]):
                targets[name].parent.mkdir(parents=True, exist_ok=True)
                staged[name] = stack.enter_context(_staged(targets[name], text.encode("utf-8")))
        for folder in sorted({target.parent for target in targets.values()}):
            stack.enter_context(_alone_in(folder))
        for name, target in targets.items():
            with _told(target):
                _refuse_changed(target, known.get(name))
        for name, path in staged.items():
            with _told(targets[name]):
                path.replace(targets[name])
