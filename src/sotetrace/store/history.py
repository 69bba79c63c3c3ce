"""The commits that touched a model, found along first parents and through renames."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import UnparsableError
from sotetrace.store.commits import find_parents
from sotetrace.store.revisions import Side, resolve_revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.store.repository import Repository

_CHUNK = 500
"""How many commits are looked into at once; there is no need to look into all for the last few."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that touched a model.

    `date` is the author's, in ISO 8601 with the offset; `author` and `subject` are as somebody wrote them, so they are
    made inert before they are shown; `side` opens the model as it stood then, under the name that it had then, and
    raises AbsentModelError for a commit that took it away. `is_cut` tells where a shallow clone ends: what that commit
    changed is unknown.
    """

    sha: str
    date: str
    author: str
    subject: str
    tags: tuple[str, ...]
    side: Side
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Change:
    """A file that a commit changed, and its name before."""

    path: str
    former: str


@dataclass(frozen=True, slots=True)
class _Step:
    """A commit as git tells it: hash, its date, author and subject, and the files that it changed."""

    sha: str
    about: tuple[str, ...]
    changes: tuple[_Change, ...]


def iter_commits(
    *, model: Path | None, start: Path, revision: str = "HEAD", limit: int | None = None
) -> Iterator[Commit]:
    """Yield the commits that touched the files of a model, oldest first, along first parents; the last `limit` of them.

    What counts as its files is what reading it at `revision` reads; each is followed through renames. Raises as
    Side.open and resolve_revision do.
    """
    side = resolve_revision(revision, model=model, start=start)
    assert side.repository is not None
    tags = _find_tags(side.repository)
    commits = []
    for step, then in islice(_iter_touching(side, side.repository), limit):
        date, author, subject = step.about
        is_cut = side.repository.is_shallow and _is_cut(side.repository, step.sha)
        commits.append(Commit(step.sha, date, author, subject, tags.get(step.sha, ()), then, is_cut))
    yield from reversed(commits)


def _iter_touching(side: Side, repository: Repository) -> Iterator[tuple[_Step, Side]]:
    """Yield, newest first, the commits that touched the model of a side, and the side as it stood then."""
    followed = _Followed(repository, _find_touched(side), side.model)
    listed = repository.ask("rev-list", "--first-parent", "--parents", "--end-of-options", side.sha).splitlines()
    for first in range(0, len(listed), _CHUNK):
        for step in _read_steps(repository, listed[first : first + _CHUNK]):
            if followed.is_touched_by(step):
                yield step, replace(side, sha=step.sha, label=step.sha[:7], model=followed.model)
                followed.go_before(step)


def _find_touched(side: Side) -> set[str]:
    """Return the files that reading a model reads, and the folders, with a slash at the end, that it lists."""
    tree = side.tree()
    with suppress(UnparsableError):  # what it reads is known all the same
        side.open_tree(tree)
    return tree.touched


@dataclass(slots=True)
class _Followed:
    """The files and folders of a model, under the names that they had at the commit that was reached."""

    repository: Repository
    places: set[str]
    model: Path | None

    def is_touched_by(self, step: _Step) -> bool:
        """Say whether a commit changed one of them."""
        return any(self._has(change.path) or self._has(change.former) for change in step.changes)

    def _has(self, path: str) -> bool:
        return path in self.places or (_folder_of(path) in self.places and path.endswith((".yaml", ".yml")))

    def go_before(self, step: _Step) -> None:
        """Take on the names that they had before a commit."""
        moved = [change for change in step.changes if change.former != change.path and self._has(change.path)]
        for folder in {_folder_of(change.path) for change in moved} & self.places:
            self._move_folder(folder, [change for change in moved if _folder_of(change.path) == folder], step.sha)
        for change in moved:
            if change.path in self.places:
                self.places.remove(change.path)
            self.places.add(change.former)
            if self.model is not None and self.model.as_posix() == change.path:
                self.model = Path(change.former)

    def _move_folder(self, folder: str, moved: Sequence[_Change], sha: str) -> None:
        """Take on the former name of a folder that a commit made: another folder, or the one file it was split from."""
        name = folder.removesuffix("/")
        if name and self.repository.line("rev-parse", "--verify", "--quiet", f"{sha}^:{name}") is not None:
            return
        former = _folder_of(moved[0].former) if len(moved) > 1 else moved[0].former
        self.places.add(former)
        if self.model is not None and self.model == Path(name):
            self.model = Path(former)


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0] + "/"


def _read_steps(repository: Repository, commits: Iterable[bytes]) -> Iterator[_Step]:
    """Yield what each commit, given as its hash and those of its parents, changed against its first parent."""
    output = repository.ask(
        *("diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "-M", "-l1000", "--no-ext-diff", "--no-textconv"),
        *("--ignore-submodules=all", "--encoding=UTF-8", "--format=%H%x00%aI%x00%an%x00%s"),
        stdin=b"".join(b" ".join(line.split()[:2]) + b"\n" for line in commits),
    )
    words = iter(output.split(b"\0")[:-1])
    sha = next(words, None)
    while sha is not None:
        about = tuple(next(words).decode("utf-8", "replace") for _ in range(3))
        changes = []
        word = next(words, None)
        while word is not None and word.lstrip(b"\n").startswith(b":"):
            status = word.rpartition(b" ")[2]
            former = path = next(words).decode("utf-8", "surrogateescape")
            if status[:1] in b"RC":
                path = next(words).decode("utf-8", "surrogateescape")
            changes.append(_Change(path, former))
            word = next(words, None)
        yield _Step(sha.decode("ascii"), about, tuple(changes))
        sha = word


def _find_tags(repository: Repository) -> dict[str, tuple[str, ...]]:
    """Return the names of the tags of every commit that has some."""
    rows = repository.ask("for-each-ref", "--format=%(objectname) %(*objectname) %(refname)", "refs/tags")
    tags: dict[str, tuple[str, ...]] = {}
    for row in rows.decode("utf-8", "replace").split("\n")[:-1]:
        own, peeled, name = row.split(" ", 2)
        sha = peeled or own
        tags[sha] = (*tags.get(sha, ()), name.removeprefix("refs/tags/"))
    return tags


def _is_cut(repository: Repository, sha: str) -> bool:
    """Say whether a commit has parents that this shallow clone was made without."""
    shallow = repository.line("rev-parse", "--git-path", "shallow")
    assert shallow is not None
    path = repository.folder / shallow
    return bool(find_parents(repository, sha)) and path.is_file() and sha in path.read_text(encoding="ascii").split()
