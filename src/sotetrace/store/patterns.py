"""Files by a pattern such as `plans/*.yaml`: in order, bounded, and never outside the folder they are looked for in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sotetrace.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sotetrace.store.readers import Files

_MOST_LOOKED_AT = 20_000
"""How many files and folders are looked at for one pattern."""
_DEEPEST = 50
"""How many folders deep `**` looks."""
_MAGIC = re.compile(r"[*?\[]")


def is_pattern(text: str) -> bool:
    """Say whether a text holds what stands for other characters: `*`, `?` or `[`."""
    return _MAGIC.search(text) is not None


@dataclass(frozen=True, slots=True)
class Matches:
    """What a pattern found, in order, and of how many files and folders; `is_cut` says that it did not look at all."""

    paths: tuple[Path, ...]
    looked_at: int
    is_cut: bool = False


def find_matches(folder: Path, pattern: str, files: Files) -> Matches:
    """Find what stands below a folder under a pattern, links followed inside of it.

    `*`, `?` and `[…]` stand for characters of one name, and not for the dot that a hidden name begins with; `**` stands
    for any folders, also none. What leads out of the folder or in circles is passed over.
    """
    search = _Search(files, _real(folder, files))
    found: dict[Path, Path] = {}
    for path in search.iter_paths(folder, tuple(step for step in pattern.split("/") if step not in ("", "."))):
        found.setdefault(_real(path, files) or path, path)
    return Matches(tuple(sorted(found.values())), search.looked_at, search.looked_at > _MOST_LOOKED_AT)


def _real(path: Path, files: Files) -> Path | None:
    """Return a path with its links followed; None for what goes in circles or leads out of a repository."""
    try:
        return files.resolve(path)
    except UnreadableError:
        return None


@dataclass
class _Search:
    """One search, with how much it has looked at."""

    files: Files
    top: Path | None
    looked_at: int = 0
    _walked: set[tuple[Path, tuple[str, ...]]] = field(default_factory=set)

    def iter_paths(self, folder: Path, steps: tuple[str, ...], depth: int = 0) -> Iterator[Path]:
        """Yield what the steps of a pattern name from a folder on, which is so many folders deep."""
        real = _real(folder, self.files)
        if real is None or self.top is None or not real.is_relative_to(self.top) or (real, steps) in self._walked:
            return
        self._walked.add((real, steps))
        step, rest = steps[0], steps[1:]
        if step == "**" and rest:
            yield from self.iter_paths(folder, rest, depth)
        for entry in self._entries(folder, step):
            if not rest:
                yield entry
            if step == "**" and depth < _DEEPEST:
                yield from self.iter_paths(entry, steps, depth + 1)
            elif step != "**" and rest:
                yield from self.iter_paths(entry, rest, depth + 1)

    def _entries(self, folder: Path, step: str) -> Iterator[Path]:
        """Yield what stands in a folder under one step, folders that cannot be listed passed over."""
        if not is_pattern(step):
            self.looked_at += 1
            if self.files.is_there(folder / step):
                yield folder / step
            return
        try:
            entries = self.files.list_files(folder) or ()
        except UnreadableError:
            return
        for entry in entries:
            self.looked_at += 1
            if self.looked_at > _MOST_LOOKED_AT:
                return
            is_hidden = entry.name.startswith(".") and not step.startswith(".")
            if not is_hidden and (step == "**" or fnmatchcase(entry.name, step)):
                yield entry
