"""The files of one state of a repository (a commit, the index, a merge), read as files on disk are."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import MissingObjectError, UnreadableError
from sotetrace.store.git import Batch, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.store.repository import Repository

_LINK, _SUBMODULE = "120000", "160000"
_MAX_LINKS = 40
_MAX_LOOKED_INTO = 200
_VISION = re.compile(rb"""^[ \t{]*["']?document["']?[ \t]*:""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree: its mode, and the hash of its content; `is_conflicted` where a merge left several."""

    mode: str
    sha: str
    is_conflicted: bool = False


@dataclass(frozen=True)
class Tree:
    """Files by their path from the top, with forward slashes; `label` names the state in messages.

    `touched` collects the files that were read and the folders that were listed.
    """

    repository: Repository
    label: str
    entries: Mapping[str, Entry]
    touched: set[str] = field(default_factory=set, compare=False)

    @cached_property
    def batch(self) -> Batch:
        """What reads the contents; entered, it lives until it is left."""
        return Batch(self.repository.folder)

    @cached_property
    def _folders(self) -> dict[str, set[str]]:
        """The names in every folder; the top is the folder of no name."""
        folders: dict[str, set[str]] = {"": set()}
        for path in self.entries:
            while path:
                folder, _, name = path.rpartition("/")
                names = folders.setdefault(folder, set())
                if name in names:
                    break
                names.add(name)
                path = folder  # noqa: PLW2901  upwards, until a folder is known
        return folders

    def list_files(self, path: Path) -> list[Path] | None:
        """Return what stands in a folder, sorted by name; None when there is no folder."""
        place = self._resolve(path)
        if place not in self._folders:
            return None
        self.touched.add(place + "/")
        return [path / name for name in sorted(self._folders[place])]

    def is_there(self, path: Path) -> bool:
        """Say whether something stands at a path; what leads out of the repository is not there."""
        try:
            place = self._resolve(path)
        except UnreadableError:
            return False
        return place in self.entries or place in self._folders

    def read_bytes(self, path: Path) -> bytes:
        """Read a file. Raises UnreadableError: absent, a folder, a submodule, in conflict, too large, or missing."""
        place = self._resolve(path)
        if place in self._folders:
            raise UnreadableError(
                f"{self.shown(path)}: is a folder", "Name a file, or a folder that holds .yaml files."
            )
        if place not in self.entries:
            raise UnreadableError(f"{self.shown(path)}: is not there in {self.label}", "Check the path.")
        self.touched.add(place)
        return self._content(place)

    def shown(self, path: Path) -> str:
        """Return a path as the same file on disk is shown: relative to the current folder if below it, else the top."""
        place = posixpath.normpath(path.as_posix())
        return place.removeprefix(self.repository.prefix)

    def resolve(self, path: Path) -> Path:
        """Return a path from the top with its links followed. Raises UnreadableError as `_resolve` does."""
        return Path(self._resolve(path))

    def find_models(self, name: str = "") -> tuple[str, ...]:
        """Return where models stand: files of that name, settings, visions; failing these, files that look like one."""
        known = {"sotetrace.yaml", name}
        found = [
            path for path in self.entries if posixpath.basename(path) in known or path.endswith("data/vision.yaml")
        ]
        if not found:
            files = [path for path in self.entries if path.endswith((".yaml", ".yml"))][:_MAX_LOOKED_INTO]
            with self.batch:
                found = [path for path in files if self._is_vision(path)]
        return tuple(sorted(found))

    def _is_vision(self, place: str) -> bool:
        try:
            return _VISION.search(self._content(place)) is not None
        except UnreadableError:
            return False

    def _content(self, place: str) -> bytes:
        entry = self.entries[place]
        if entry.mode == _SUBMODULE:
            raise UnreadableError(f"{place}: is a submodule", "Run sotetrace in the submodule.")
        if entry.is_conflicted:
            raise UnreadableError(f"{place}: is in conflict in {self.label}", "Settle the conflict, then git add it.")
        content = self.batch.read(entry.sha, place)
        if content is None:
            raise MissingObjectError(
                f"{place}: its content in {self.label} is missing here ({entry.sha})",
                "In a partial clone, fetch what it lacks with: git fetch --refetch --no-filter. Else: git fsck.",
            )
        return content

    def _resolve(self, path: Path) -> str:
        """Return a path from the top, with links followed inside the tree.

        Raises UnreadableError for what leads out of the repository, goes in circles, or lies in a submodule.
        """
        if path.is_absolute():
            raise self._outside(path)
        done: list[str] = []
        ahead, links = path.as_posix().split("/")[::-1], 0
        while ahead:
            step = ahead.pop()
            if step == ".." and not done:
                raise self._outside(path)
            if step == "..":
                done.pop()
            if step in ("", ".", ".."):
                continue
            done.append(step)
            place = "/".join(done)
            entry = self.entries.get(place)
            if entry is not None and entry.mode == _SUBMODULE and ahead:
                raise UnreadableError(f"{self.shown(path)}: lies in the submodule {place}", "Run sotetrace there.")
            if entry is not None and entry.mode == _LINK:
                links += 1
                target = self._content(place).decode("utf-8", "surrogateescape")
                if target.startswith("/") or links > _MAX_LINKS:
                    raise self._outside(path)
                done.pop()
                ahead += target.split("/")[::-1]
        return "/".join(done)

    def _outside(self, path: Path) -> UnreadableError:
        return UnreadableError(
            f"{self.shown(path)}: leads out of the repository in {self.label}, or in circles", "Name a file inside it."
        )


def read_tree(repository: Repository, label: str, sha: str) -> Tree:
    """Return the files of a commit or tree, by its hash; none where there is no hash. Raises MissingObjectError."""
    if not sha:
        return Tree(repository, label, {})
    answer = repository.run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", sha)
    if answer.status:
        reason = refusal(repository.folder, answer)
        raise MissingObjectError(f"{label}: its files cannot be listed; {reason.message}", reason.hint)
    return Tree(repository, label, {path: Entry(mode, sha) for path, (mode, _, sha) in _rows(answer.output)})


def read_index(repository: Repository, label: str) -> Tree:
    """Return the files that are staged. Raises GitError when they cannot be listed."""
    output = repository.ask("ls-files", "-s", "-z", index=_find_index(repository))
    return Tree(repository, label, {path: Entry(mode, sha, stage != "0") for path, (mode, sha, stage) in _rows(output)})


def _rows(output: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield paths and what stands before each, in the listings that git ends with NUL."""
    for row in output.split(b"\0")[:-1]:
        about, _, path = row.partition(b"\t")
        yield path.decode("utf-8", "surrogateescape"), about.decode("ascii").split()


def _find_index(repository: Repository) -> Path | None:
    """Return the index that a hook of this very repository names; None for the repository's own.

    While `git commit -a` or `git commit PATH` runs its hooks, what will be committed stands in an index of another
    name, and GIT_INDEX_FILE says which. All of them lie in the folder of the repository; one that lies elsewhere
    belongs to another repository, unless GIT_DIR says that it is this one.
    """
    named = os.environ.get("GIT_INDEX_FILE")
    if not named:
        return None
    index = (repository.folder / named).resolve()  # relative names count from the top
    own = repository.git_dir.resolve()
    git_dir = os.environ.get("GIT_DIR")
    is_own = index.parent == own or (git_dir is not None and (repository.folder / git_dir).resolve() == own)
    return index if is_own else None
