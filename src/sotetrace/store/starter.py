"""The small document that `init` begins with."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError
from sotetrace.store.writer import write_text

if TYPE_CHECKING:
    from pathlib import Path

_FILES = ("sotetrace.yaml", "waivers.yaml", "data/vision.yaml", "data/source.txt")


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write the files of a new document into a folder and return their paths.

    Raises SotetraceError when any of them is there already; then nothing is written.
    """
    paths = tuple(folder / name for name in _FILES)
    for path in paths:
        if path.exists():
            raise SotetraceError(f"{path.as_posix()}: is there already", "Nothing was written; name an empty folder.")
    source = resources.files("sotetrace.store") / "starter_files"
    for path, name in zip(paths, _FILES, strict=True):
        write_text(path, (source / name.rpartition("/")[2]).read_text(encoding="utf-8"))
    return paths
