"""What merging two commits would give, made without writing to their repository."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import GitError
from sotetrace.store.commits import find_merge_base
from sotetrace.store.git import refusal
from sotetrace.store.repository import Repository
from sotetrace.store.revisions import Side, resolve_revision

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging two commits would give: the two, where they parted, and the merged side, to open while it lasts.

    `conflicts` are the paths, from the top of the repository, that git could not merge; such a file holds both texts
    between marks.
    """

    base: Side
    ours: Side
    theirs: Side
    merged: Side
    conflicts: tuple[str, ...]


def _scratch_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="sotetrace-")
    except OSError as error:
        raise GitError(
            f"no folder for the merge: {error.strerror or error}", "Let TMPDIR name a folder to write to."
        ) from error


@contextmanager
def read_merge(ours: str, theirs: str, *, model: Path | None, start: Path) -> Iterator[Merge]:
    """Merge two revisions without writing to their repository; `merged` can be opened inside the `with` only.

    What the merge makes is written to a repository of its own, in a temporary folder, that borrows the objects of
    theirs. It has no settings or attributes, so no merge driver runs, just as none runs on GitHub or GitLab. Raises
    GitError when git is older than 2.38, and as resolve_revision does.
    """
    one, other = (resolve_revision(name, model=model, start=start) for name in (ours, theirs))
    assert one.repository is not None
    base = find_merge_base(one.repository, one.sha, other.sha)
    with _scratch_folder() as folder:
        scratch = _make_scratch(Path(folder), one.repository)
        sha, conflicts = _merge(scratch, one.sha, other.sha)
        label = f"{ours} + {theirs}"
        merged = replace(one, kind="merge", label=label, repository=scratch, sha=sha)
        yield Merge(replace(one, kind="merge base", label=base[:7], sha=base), one, other, merged, conflicts)


def _make_scratch(folder: Path, repository: Repository) -> Repository:
    """Make a repository that has the objects of another, and nothing else of it."""
    objects, shallow = (repository.line("rev-parse", "--git-path", name) for name in ("objects", "shallow"))
    assert objects is not None
    assert shallow is not None
    own = folder / ".git"
    (own / "objects" / "info").mkdir(parents=True)
    (own / "refs").mkdir()
    (own / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    (own / "config").write_text(_settings(repository), encoding="ascii")
    borrowed = (repository.folder / objects).resolve().as_posix()
    if any(character in borrowed for character in '\n"\\'):
        raise GitError(f"{borrowed}: has a quote, backslash or line break", "Move the repository.")
    (own / "objects" / "info" / "alternates").write_bytes(os.fsencode(borrowed) + b"\n")
    cut = repository.folder / shallow
    if cut.is_file():
        (own / "shallow").write_bytes(cut.read_bytes())
    return replace(repository, folder=folder, git_dir=own)


def _settings(repository: Repository) -> str:
    kind = repository.line("rev-parse", "--show-object-format") or "sha1"
    return f"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = {kind}\n"


def _merge(scratch: Repository, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Return the hash of the merged tree and the paths in conflict."""
    answer = scratch.run("merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", ours, theirs)
    if answer.status == 129 or "usage: git merge-tree" in answer.said:
        version = (scratch.line("version") or "git").removeprefix("git version ")
        raise GitError(f"git {version}: cannot merge without a work tree", "Install git 2.38 or newer.")
    if answer.status not in (0, 1):
        raise refusal(scratch.folder, answer)
    sha, *conflicts = answer.output.decode("utf-8", "surrogateescape").split("\0")
    return sha, tuple(sorted({path for path in conflicts if path}))
