"""The one atomic writer: a file is there whole, or as it was."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_text(path: Path, text: str, *, may_replace: bool = False) -> None:
    """Write a text file in one step, in UTF-8 with the line ends it has. Raises as write_bytes does."""
    write_bytes(path, text.encode("utf-8"), may_replace=may_replace)


def write_bytes(path: Path, raw: bytes, *, may_replace: bool = False) -> None:
    """Write a file in one step.

    Raises SotetraceError when it cannot, or when it would replace a file and may not.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not may_replace:
            raise SotetraceError(f"{path.as_posix()}: is there already", "Nothing was written; name another place.")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            if may_replace:
                Path(name).replace(path)
            else:
                os.link(name, path)
                Path(name).unlink()
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SotetraceError(f"{path.as_posix()}: {error.strerror or error}", "Nothing was written.") from error


def write_texts(written: Mapping[str, str]) -> None:
    """Write files in place, each in one step; all must be writable before the first is touched.

    Raises SotetraceError when one is not.
    """
    targets = {name: Path(name).resolve() for name in written}  # a link stays, and what it leads to is written
    known = {name: target for name, target in targets.items() if target.exists()}
    modes = {name: stat.S_IMODE(target.stat().st_mode) for name, target in known.items()}
    for name, mode in modes.items():
        if not mode & 0o222 or not os.access(targets[name], os.W_OK):
            raise SotetraceError(f"{name}: is read-only", "Nothing was written.")
    for name, text in written.items():
        write_text(targets[name], text, may_replace=True)
        if name in modes:
            targets[name].chmod(modes[name])
