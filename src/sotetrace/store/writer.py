"""The one atomic writer: a file is there whole, or as it was."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sotetrace.errors import SotetraceError


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
