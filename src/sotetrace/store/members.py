"""What `documents:` of a workspace names: files, folders, patterns, and documents as they stood at a revision."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import GitError, UnreadableError, UsageError
from sotetrace.findings import Finding, Place
from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.store.patterns import find_matches, is_pattern
from sotetrace.store.readers import DISK, MAX_FILES, Files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.store.documents import Raw
    from sotetrace.store.positions import Positions
    from sotetrace.store.repository import Repository
    from sotetrace.store.trees import Tree

SETTINGS_NAME = "sotetrace.yaml"
_SUFFIXES = (".yaml", ".yml")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|^[-/~]|^[A-Za-z]:|\\|^\s|\s$")
"""What no member is called: with control characters, like an option, absolute, or with the slashes of Windows."""
_REVISION = re.compile(r"\w[\w./~^+-]*", re.ASCII)
"""The names of revisions that may stand behind `@`: a tag, a branch, a hash, `HEAD~2`."""
_LONGEST = 1000
"""How many characters a pattern has."""


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a workspace before it is parsed: the names and bytes of its files.

    `index` is its place under `documents:`; `path` is where it stands, and `revision` the one it is read from, if any.
    `name` is what it is called by when that is not its own id.
    """

    parts: tuple[Raw, ...]
    index: int = 0
    path: Path | None = None
    revision: str = ""
    name: str = ""


def read_parts(path: Path, files: Files, suffix: str = "") -> tuple[Raw, ...]:
    """Read the file of a document, or every YAML file of a folder in the order of their names.

    `suffix` is put behind the names of the files. Raises UnreadableError.
    """
    entries = files.list_files(path)
    if entries is None:
        return ((files.shown(path) + suffix, files.read_bytes(path)),)
    parts = [entry for entry in entries if entry.suffix in _SUFFIXES and entry.name != SETTINGS_NAME]
    if not parts:
        raise UnreadableError(f"{files.shown(path)}: holds no .yaml files", "Name a document or a folder of them.")
    if len(parts) > MAX_FILES:
        raise UnreadableError(f"{files.shown(path)}: holds more than {MAX_FILES} .yaml files", "Join some of them.")
    return tuple((files.shown(part) + suffix, files.read_bytes(part)) for part in parts)


@dataclass
class MemberReader:
    """Reads the members that a settings file names; what is wrong with them goes into the findings."""

    settings_path: Path
    files: Files
    positions: Positions
    most: int = DEFAULT_LIMITS.members
    """How many documents a pattern may name."""
    others: frozenset[str] = frozenset()
    """The names of files beside the documents, which no pattern means."""
    findings: list[Finding] = field(default_factory=list)
    _trees: dict[str, Tree] = field(default_factory=dict)

    def iter_members(self, names: tuple[str, ...]) -> Iterator[Member]:
        """Yield the members on disk (or in the tree that the workspace is read from), and those of a path at REV."""
        listed = {posixpath.normpath(name) for name in names}
        for index, name in enumerate(names):
            if self._is_unfit(name):
                self._tell("unfit-member", index, member=name)
            elif is_pattern(name) and not self._is_there(name):
                yield from self._iter_matching(index, name, listed)
            elif not self._is_revision(name):
                yield from self._read(index, self._folder / name)
            elif self._is_path(name.rpartition("@")[0]):
                path, _, revision = name.rpartition("@")
                yield from self.read_past(index, self._folder / path, revision)

    def iter_past(self, names: tuple[str, ...], known: Mapping[str, Member]) -> Iterator[Member]:
        """Yield the members that are another one at a revision (`sote2040@v1`), by the id of that one."""
        for index, name in enumerate(names):
            identifier, _, revision = name.rpartition("@")
            if self._is_unfit(name) or not self._is_revision(name) or self._is_path(identifier):
                continue
            member = known.get(identifier)
            if member is None or member.path is None or member.revision:
                problem = f"no other document of the workspace has the id {identifier}"
                self._tell("unreadable-revision", index, member=name, problem=problem)
            else:
                yield from self.read_past(index, member.path, revision, name)

    def read_past(self, index: int, path: Path, revision: str, name: str = "") -> Iterator[Member]:
        """Yield the document that stood at a path at a revision, if it did."""
        shown = name or f"{self.files.shown(path)}@{revision}"
        if _REVISION.fullmatch(revision) is None or ".." in revision:
            self._tell("unfit-member", index, member=shown)
            return
        try:
            tree = self._tree(revision)
            with tree.batch:
                parts = read_parts(self._place_in_tree(path), tree, f"@{revision}")
        except (UnreadableError, UsageError) as error:
            nearest = getattr(error, "nearest", ())
            meant = f"{shown.rpartition('@')[0]}@{nearest[0]}" if nearest else None
            self._tell("unreadable-revision", index, meant, member=shown, problem=error.message)
        else:
            yield Member(parts, index, path, revision, name)

    @property
    def _folder(self) -> Path:
        return self.settings_path.parent

    @cached_property
    def _root(self) -> Path:
        """The folder that no member leads out of: the top of the repository, else the folder above the settings."""
        if self.files is not DISK:
            return Path()
        folder = self._folder.resolve()
        return next((each for each in (folder, *folder.parents) if DISK.is_there(each / ".git")), folder.parent)

    def _is_unfit(self, name: str) -> bool:
        return _UNFIT.search(name) is not None or (len(name) > _LONGEST and is_pattern(name))

    def _is_there(self, name: str) -> bool:
        return self.files.is_there(self._folder / name)

    def _is_revision(self, name: str) -> bool:
        return "@" in name and not self._is_there(name)

    def _is_path(self, name: str) -> bool:
        return "/" in name or Path(name).suffix in _SUFFIXES

    def _iter_matching(self, index: int, pattern: str, listed: set[str]) -> Iterator[Member]:
        """Yield what a pattern names, without what is named by itself or is no document."""
        if ".." in pattern.split("/"):
            self._tell("unfit-member", index, member=pattern)
            return
        found = find_matches(self._folder, pattern, self.files)
        paths = [path for path in found.paths if self._is_document(path, listed)]
        if found.is_cut or len(paths) > self.most:
            self._tell("pattern-too-wide", index, member=pattern, most=self.most, looked_at=found.looked_at)
        elif not paths:
            self._tell("pattern-without-match", index, member=pattern)
        else:
            for path in paths:
                yield from self._read(index, path)

    def _is_document(self, path: Path, listed: set[str]) -> bool:
        name = path.relative_to(self._folder).as_posix()
        if name in listed or name in self.others or path.name == SETTINGS_NAME:
            return False
        try:
            entries = self.files.list_files(path)
        except UnreadableError:
            return False
        return path.suffix in _SUFFIXES if entries is None else any(each.suffix in _SUFFIXES for each in entries)

    def _read(self, index: int, path: Path) -> Iterator[Member]:
        try:
            is_inside = self._is_inside(path)
            parts = read_parts(path, self.files) if is_inside else ()
        except UnreadableError as error:
            file, _, problem = error.message.partition(": ")
            self._tell("unreadable-file", index, file=file, problem=problem)
        else:
            if is_inside:
                yield Member(parts, index, path)
            else:
                self._tell("unfit-member", index, member=path.relative_to(self._folder).as_posix())

    def _is_inside(self, path: Path) -> bool:
        """Say whether a path stays inside of the repository, links followed. Raises UnreadableError as resolve does."""
        if self.files is not DISK and posixpath.normpath(path.as_posix()).startswith("../"):
            return False
        return self.files.resolve(path).is_relative_to(self._root)

    def _tree(self, revision: str) -> Tree:
        """Return the files at a revision. Raises UsageError or a GitError for what is none."""
        from sotetrace.store.commits import find_commit
        from sotetrace.store.trees import read_tree

        if revision not in self._trees:
            sha = find_commit(self._repository, revision)
            self._trees[revision] = read_tree(self._repository, revision, sha)
        return self._trees[revision]

    @cached_property
    def _repository(self) -> Repository:
        """The repository of the workspace, its files named as those on disk are: from the current folder, if inside."""
        from sotetrace.store.repository import find_repository
        from sotetrace.store.trees import Tree

        if isinstance(self.files, Tree):
            return self.files.repository
        repository, here = find_repository(self._folder), Path.cwd().resolve()
        is_inside = here.is_relative_to(repository.folder) and here != repository.folder
        return replace(repository, prefix=f"{here.relative_to(repository.folder).as_posix()}/" if is_inside else "")

    def _place_in_tree(self, path: Path) -> Path:
        """Return a path from the top of the repository. Raises UnreadableError when it leads out of it."""
        from sotetrace.store.trees import Tree

        if isinstance(self.files, Tree):
            return Path(posixpath.normpath(path.as_posix()))
        real = Path(posixpath.normpath((self._folder.resolve() / path.relative_to(self._folder)).as_posix()))
        if not real.is_relative_to(self._repository.folder):
            raise GitError(f"{self.files.shown(path)}: lies outside the repository")
        return real.relative_to(self._repository.folder)

    def _tell(self, rule: str, index: int, suggestion: str | None = None, **slots: object) -> None:
        place = Place(self.files.shown(self.settings_path), ("documents", index))
        at = self.positions.locate(place)
        self.findings.append(Finding.from_slots(rule, place, slots, suggestion=suggestion, location=at))
