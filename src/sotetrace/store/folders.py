"""Exports on disk: a file or a folder of files, written in one step each, or compared with what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError
from sotetrace.store.writer import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Exported = str | bytes | Mapping[str, str | bytes]


def write_exported(path: Path, exported: Exported) -> None:
    """Write an export to a file, or a folder of files. Raises SotetraceError when it cannot.

    Other files in the folder stay as they are.
    """
    if isinstance(exported, Mapping) and path.exists() and not path.is_dir():
        raise SotetraceError(f"{path.as_posix()}: is a file", "Nothing was written. This format is a folder; name one.")
    if not isinstance(exported, Mapping) and path.is_dir():
        raise SotetraceError(
            f"{path.as_posix()}: is a folder", "Nothing was written. This format is one file; name one."
        )
    for target, raw in _iter_files(path, exported):
        write_bytes(target, raw, may_replace=True)


def find_stale(path: Path, exported: Exported) -> list[tuple[str, str]]:
    """Return what differs on disk from an export: (file, problem), in order.

    Files of a folder that the export does not have, but whose kind it writes, are left over from an earlier one.
    """
    expected = dict(_iter_files(path, exported))
    stale = []
    for target, raw in expected.items():
        if not target.is_file():
            stale.append((target.as_posix(), "is missing"))
        elif target.read_bytes().replace(b"\r\n", b"\n") != raw.replace(b"\r\n", b"\n"):
            stale.append((target.as_posix(), "is stale"))
    if isinstance(exported, Mapping) and path.is_dir():
        kinds = {target.suffix for target in expected}
        others = (found for found in path.rglob("*") if found.is_file() and found.suffix in kinds)
        stale += [(found.as_posix(), "is left over") for found in others if found not in expected]
    return sorted(stale)


def _iter_files(path: Path, exported: Exported) -> Iterator[tuple[Path, bytes]]:
    if isinstance(exported, Mapping):
        for name, content in exported.items():
            yield path.joinpath(*name.split("/")), _raw(content)
    else:
        yield path, _raw(exported)


def _raw(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content
