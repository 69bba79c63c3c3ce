"""The two sides of a comparison: what their names mean, and how each is opened."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sotetrace.errors import AbsentModelError, ModelNotFoundError, UsageError
from sotetrace.store.commits import (
    find_branch,
    find_commit,
    find_default_branch,
    find_head,
    find_merge_base,
    find_other_branches,
    find_parents,
    find_remote,
)
from sotetrace.store.readers import StandardInput, is_there, shown
from sotetrace.store.repository import Repository, check_words, find_repository
from sotetrace.store.trees import read_index, read_tree
from sotetrace.store.workspaces import OpenedWorkspace, find_model, open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.store.trees import Tree

SideKind = Literal["path", "revision", "merge base", "index", "stdin", "merge"]
"""Files on disk, a commit, the commit two branches parted from, what is staged, one file, what merging would give."""


_BRACES = re.compile(r"\{[^}]*\}")
"""What a revision may hold anything in, such as `HEAD@{10:30}`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    `label` is its name in reports: a path, a revision with the beginning of its hash, `staged`, or `-`. `sha` is the
    full hash of its commit (of its tree for a merge), empty where there is none. `model` is where its model stands: on
    disk, or from the top of the repository; None to look for it from the folder `start` upwards.
    """

    kind: SideKind
    label: str
    model: Path | None = None
    start: Path = field(default_factory=Path)
    repository: Repository | None = None
    sha: str = ""

    def open(self) -> OpenedWorkspace:
        """Open the workspace of this side, as files on disk are opened.

        Raises AbsentModelError when this side has no model where it was looked for (files on disk in which none is
        found: ModelNotFoundError), GitError when git fails, UnreadableError, or UnparsableError when nothing of it can
        be parsed.
        """
        if self.kind == "path":
            if self.model is not None and not is_there(self.model):
                raise AbsentModelError(f"{self.label}: no such file or folder", "Check the path.")
            return open_workspace(self.model, start=self.start, may_embed=False)
        if self.kind == "stdin":
            return open_workspace(Path("-"), start=self.start, may_embed=False, files=StandardInput())
        return self.open_tree(self.tree())

    def tree(self) -> Tree:
        """Return the files of a side that is read from git. Raises GitError when they cannot be listed."""
        assert self.repository is not None, self.kind
        if self.kind == "index":
            return read_index(self.repository, self.label)
        return read_tree(self.repository, self.label, self.sha)

    def open_tree(self, tree: Tree) -> OpenedWorkspace:
        """Open the workspace of this side from its files. Raises as `open` does."""
        with tree.batch:
            if self.model is not None and tree.list_files(self.model) is None and not tree.is_there(self.model):
                raise _absent(self, tree)
            try:
                return open_workspace(self.model, start=self.start, may_embed=False, files=tree)
            except ModelNotFoundError:
                raise _absent(self, tree) from None


def _absent(side: Side, tree: Tree) -> AbsentModelError:
    found = tree.find_models(side.model.name if side.model is not None else "")
    where = side.model.as_posix() if side.model is not None else "sotetrace.yaml or data/vision.yaml"
    hint = "It has no model anywhere."
    if found:
        example = f"; name it as {side.sha[:12]}:{found[0]}" if side.sha and side.kind != "merge" else ""
        hint = f"It has: {', '.join(found[:5])}{example}."
    return AbsentModelError(f"{side.label}: has no {where}", hint, found)


def resolve_sides(arguments: Sequence[str], *, staged: bool, model: Path | None, start: Path) -> tuple[Side, Side]:
    """Return the old and the new side that a call names.

    Without arguments, the old side is where HEAD parted from the default branch, and the new side the files on disk;
    on a merge checked out for a pull request, the old side is its first parent. One argument is the old side; two are
    old and new; `A...B` is where B parted from A, against B. An argument is a path that exists, `REV`, `REV:path`, or
    `-` for one file from standard input. `staged` puts what is staged on the new side. `model` (on disk) and `start`,
    the current folder, say where models are looked for.

    Raises UsageError for arguments that make no sense, and GitError or a child of it for what git cannot answer.
    """
    names = _Names(model, start)
    if len(arguments) > 2 or (staged and len(arguments) > 1):
        raise UsageError("too many sides", "Name at most two, OLD NEW; with --staged at most one, the old.")
    if list(arguments).count("-") > 1:
        raise UsageError("-: standard input can be one side only", "Name a file for the other.")
    if any(names.is_range(argument) for argument in arguments):
        if staged or len(arguments) > 1:
            raise UsageError("A...B: names both sides already", "Leave the other out.")
        return names.range(arguments[0])
    if staged:
        return (names.side(arguments[0]) if arguments else names.head()), names.index()
    old = names.side(arguments[0]) if arguments else names.default()
    if len(arguments) == 2:
        return old, names.side(arguments[1])
    if model is None and old.repository is not None and not old.repository.has_files:
        raise UsageError("a bare repository has no files on disk", "Name two sides: OLD NEW.")
    return old, names.disk()


def resolve_revision(revision: str, *, model: Path | None, start: Path) -> Side:
    """Return the side that `REV` or `REV:path` names, whatever lies on disk. Raises as resolve_sides does."""
    return _Names(model, start).revision(revision)


@dataclass(frozen=True)
class _Names:
    """What the names of sides mean from a folder, with a model or without."""

    model: Path | None
    start: Path

    @cached_property
    def here(self) -> Repository:
        """The repository of the current folder, in which `REV:path` is looked for."""
        return find_repository(self.start)

    @cached_property
    def repository(self) -> Repository:
        """The repository of the model, in which a bare `REV` is looked for; without a model, that of the folder."""
        if self.model is None:
            return self.here
        path, here = (self.start / self.model).absolute(), self.start.resolve()
        repository = find_repository(next(each for each in (path, *path.parents) if each.is_dir()))
        inside = repository.has_files and here.is_relative_to(repository.folder)
        prefix = here.relative_to(repository.folder).as_posix() if inside else "."
        return replace(repository, prefix="" if prefix == "." else f"{prefix}/")

    def side(self, argument: str) -> Side:
        """Return the side that an argument names: standard input, a path that exists, or a revision."""
        if argument == "-":
            return Side("stdin", "-", Path("-"))
        if self._is_path(argument):
            path = self.start / argument
            return Side("path", shown(path), path, self.start)
        return self.revision(argument)

    def _is_path(self, argument: str) -> bool:
        check_words(argument)
        return is_there(self.start / argument) or re.match(r"[A-Za-z]:[\\/]", argument) is not None

    def is_range(self, argument: str) -> bool:
        """Say whether an argument is `A...B`."""
        return "..." in _BRACES.sub("", _split(argument)[0]) and not self._is_path(argument)

    def range(self, argument: str) -> tuple[Side, Side]:
        """Return where B parted from A, and B; an empty name means HEAD."""
        name, colon, path = _split(argument)
        one, _, other = name.partition("...")
        old, new = (self.revision((each or "HEAD") + colon + path) for each in (one, other))
        base = find_merge_base(self.here if colon else self.repository, old.sha, new.sha)
        return replace(old, kind="merge base", label=_label(name, base, colon + path), sha=base), new

    def disk(self) -> Side:
        """Return the files on disk, which need no repository."""
        path = self.start / self.model if self.model is not None else find_model(self.start)
        return Side("path", shown(path) if path is not None else ".", path, self.start)

    def index(self) -> Side:
        """Return what is staged."""
        if not self.repository.has_files:
            raise UsageError("--staged: a bare repository has no index", "Name two sides: OLD NEW.")
        return self._of_git("index", "staged", "")

    def head(self) -> Side:
        """Return HEAD, which has no files before the first commit."""
        sha = find_head(self.repository)
        return self._of_git("revision", _label("HEAD", sha) if sha else "HEAD", sha)

    def default(self) -> Side:
        """Return the old side of a call that names none."""
        repository, head = self.repository, self.head()
        own = find_branch(repository)
        if own is None and len(find_parents(repository, head.sha)) == 2:
            parent = find_commit(repository, "HEAD^1")  # says what to fetch where a shallow clone lacks it
            return self._of_git("revision", _label("HEAD^1", parent), parent)
        default = find_default_branch(repository)
        remote = find_remote(repository)
        if default is None and (remote is not None or find_other_branches(repository)):
            branch = f"{remote}/BRANCH" if remote is not None else "BRANCH"
            hint = f"Name the branch to compare with: sotetrace diff {branch}...HEAD"
            raise UsageError("the default branch is not known", hint)
        if not head.sha or default is None or default.removeprefix("origin/") == own:
            return head
        base = find_merge_base(repository, find_commit(repository, default), head.sha)
        return replace(head, kind="merge base", label=_label(f"{default}...HEAD", base), sha=base)

    def revision(self, argument: str) -> Side:
        """Return the side that `REV` or `REV:path` names."""
        check_words(argument)
        name, colon, path = _split(argument)
        if not name:
            raise UsageError(f"{argument}: names no revision", "Write REV:path; for what is staged: --staged.")
        if ".." in _BRACES.sub("", name) and not name.startswith(("./", "../")) and "/.." not in name:
            raise UsageError(f"{argument}: is no single revision", "Write OLD NEW, or A...B for what B did since A.")
        if not colon:
            sha = find_commit(self.repository, name)
            return self._of_git("revision", _label(name, sha), sha)
        sha = find_commit(self.here, name)
        place = _path_in_tree(path, self.here.prefix) if path else None
        return Side("revision", _label(name, sha, f":{path}"), place, Path(), self.here, sha)

    def _of_git(self, kind: SideKind, label: str, sha: str) -> Side:
        prefix = Path(self.repository.prefix)
        return Side(kind, label, self._model_in_tree(), prefix, self.repository, sha)

    def _model_in_tree(self) -> Path | None:
        """Return where the model stands from the top of the repository. Raises UsageError when it lies outside."""
        if self.model is None or not self.repository.has_files:
            return _path_in_tree(self.model.as_posix(), "") if self.model is not None else None
        path = (self.start / self.model).absolute()
        try:  # a link that a commit holds is followed there, not here
            place = path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
            return place.relative_to(self.repository.folder)
        except ValueError:
            folder = shown(self.repository.folder)
            raise UsageError(f"{shown(path)}: lies outside the repository {folder}", "Name it as REV:path.") from None


def _path_in_tree(path: str, prefix: str) -> Path:
    """Return a path from the top; `./x` and `../x` count from the current folder. Raises UsageError."""
    is_here = path.startswith(("./", "../")) or path in (".", "..")
    place = posixpath.normpath(posixpath.join(prefix, path) if is_here else path)
    if place.startswith(("/", "../")) or place == "..":
        raise UsageError(f"{path}: leads out of the repository", "Write it from the top of the repository.")
    return Path(place)


def _split(argument: str) -> tuple[str, str, str]:
    """Split `REV:path` at its first colon outside of braces, since `HEAD@{10:30}` has one of its own."""
    blank = _BRACES.sub(lambda found: "_" * len(found[0]), argument)
    at = blank.find(":")
    return (argument, "", "") if at < 0 else (argument[:at], ":", argument[at + 1 :])


def _label(name: str, sha: str, path: str = "") -> str:
    short = sha[:7]
    return short + path if sha.startswith(name) else f"{name}{path} ({short})"
