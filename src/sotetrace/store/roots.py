"""Where the current folder stands in its repository."""

from __future__ import annotations

from pathlib import Path

from sotetrace.store.readers import is_there


def find_folder(start: Path) -> str:
    """Return the path of a folder from the root of the repository it is in, with forward slashes; without one, `.`.

    The root is the nearest folder upwards that holds `.git`: build servers name files from there.
    """
    folder = start.resolve()
    for root in (folder, *folder.parents):
        if is_there(root / ".git"):
            return folder.relative_to(root).as_posix()
    return "."
